"""Signatures of machines: what OpenSSH signs is accepted here, what is signed here OpenSSH accepts, nothing else is."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervisor_app.cifrado.firma_ssh import LlaveDeFirma, Publica, autorizados, verificar
from supervisor_app.errors import UserError

ESPACIO = "supervisor-app/prueba"
LLAVE = LlaveDeFirma(bytes(range(32)))
con_openssh = pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="OpenSSH is not installed")


@given(st.binary(max_size=2_000))
def test_a_signature_names_its_key(datos: bytes) -> None:
    assert verificar(LLAVE.firmar(ESPACIO, datos), ESPACIO, datos) == LLAVE.publica


def test_signing_again_gives_the_same_bytes() -> None:
    assert LLAVE.firmar(ESPACIO, b"x") == LlaveDeFirma(LLAVE.secreto).firmar(ESPACIO, b"x")


def test_other_data_or_another_use_is_not_signed() -> None:
    firma = LLAVE.firmar(ESPACIO, b"x")
    assert verificar(firma, ESPACIO, b"y") is None
    assert verificar(firma, "otro", b"x") is None


@given(st.data())
def test_no_other_text_is_taken_for_the_signature(data: st.DataObject) -> None:
    firma = LLAVE.firmar(ESPACIO, b"x")
    cuerpo = firma.splitlines()
    donde = data.draw(st.integers(1, len(cuerpo) - 2))
    lugar = data.draw(st.integers(0, len(cuerpo[donde]) - 1))
    letra = data.draw(st.sampled_from("ABCDefgh01+/=\n"))
    cambiada = cuerpo[donde][:lugar] + letra + cuerpo[donde][lugar + 1 :]
    texto = "\n".join((*cuerpo[:donde], cambiada, *cuerpo[donde + 1 :])) + "\n"
    leida = verificar(texto, ESPACIO, b"x")
    assert leida is None or "".join(texto.split()) == "".join(firma.split())


@given(st.text(max_size=300))
def test_any_other_text_is_no_signature(texto: str) -> None:
    assert verificar(texto, ESPACIO, b"x") is None


@given(st.text(max_size=120))
def test_any_other_text_is_no_public_key(texto: str) -> None:
    with pytest.raises(UserError, match="llave pública"):
        Publica.leer(texto)


def test_a_public_key_is_read_as_it_was_written() -> None:
    assert Publica.leer(f"{LLAVE.publica.openssh} laptop de prueba") == LLAVE.publica


def test_a_key_says_nothing_of_itself() -> None:
    assert repr(LLAVE) == "LlaveDeFirma(…)"


@con_openssh
def test_openssh_verifies_what_is_signed_here(tmp_path: Path) -> None:
    (tmp_path / "x.sig").write_text(LLAVE.firmar(ESPACIO, b"contenido"))
    (tmp_path / "autorizados").write_text(autorizados([("equipo1", LLAVE.publica)], [ESPACIO]))
    orden = ["ssh-keygen", "-Y", "verify", "-f", "autorizados", "-I", "equipo1", "-n", ESPACIO, "-s", "x.sig"]
    bien = subprocess.run(orden, input=b"contenido", cwd=tmp_path, capture_output=True, check=False)
    mal = subprocess.run(orden, input=b"contenidO", cwd=tmp_path, capture_output=True, check=False)
    assert (bien.returncode, mal.returncode != 0) == (0, True), bien.stderr
    assert LLAVE.publica.huella in bien.stdout.decode()


@con_openssh
def test_what_openssh_signs_is_verified_here(tmp_path: Path) -> None:
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", "llave"], cwd=tmp_path, check=True)
    firmado = subprocess.run(
        ["ssh-keygen", "-q", "-Y", "sign", "-f", "llave", "-n", ESPACIO],
        input=b"contenido",
        cwd=tmp_path,
        capture_output=True,
        check=True,
    )
    publica = Publica.leer((tmp_path / "llave.pub").read_text())
    assert verificar(firmado.stdout.decode(), ESPACIO, b"contenido") == publica

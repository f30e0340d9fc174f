"""An e.firma beside a file: who signed is told, other programs agree, and not a bit of either can be changed."""

from __future__ import annotations

import hashlib
import io
import shutil
import subprocess
from datetime import timedelta
from functools import cache
from pathlib import Path

import pytest
from asn1crypto import pem
from hypothesis import given, settings
from hypothesis import strategies as st

from supervisor_app.errors import UserError
from supervisor_app.signing import p7s
from supervisor_app.signing.anclas import Anclas
from supervisor_app.signing.credencial import Credencial, cargar_efirma
from supervisor_app.signing.resultado import Verificacion
from tests.services.banco import SUPERVISORA, efirma, pki
from tests.visita_ficticia import AHORA

CONTENIDO = b"Paquete ficticio " * 100_000


@cache
def credencial() -> Credencial:
    suya = efirma()
    return cargar_efirma(suya.cer, suya.key, suya.contrasena, ahora=AHORA)


@cache
def firma() -> bytes:
    return p7s.firmar(io.BytesIO(CONTENIDO), credencial(), ahora=AHORA, anclas=pki().anclas())


def verificar(octetos: bytes, contenido: bytes = CONTENIDO, anclas: Anclas | None = None) -> Verificacion:
    anclas = anclas or pki().anclas()
    sha256 = hashlib.sha256(contenido).hexdigest()
    return p7s.verificar(octetos, sha256, nombre="x.zip.p7s", anclas=anclas, ahora=AHORA)


def test_it_says_who_signed_and_when() -> None:
    hecho = verificar(firma())
    assert (hecho.valido, hecho.firmas[0].rfc, hecho.firmas[0].momento) == (True, SUPERVISORA.rfc, AHORA)
    assert len(firma()) < 6_000


@pytest.mark.skipif(shutil.which("openssl") is None, reason="no openssl here")
def test_openssl_agrees(tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(CONTENIDO)
    (tmp_path / "x.zip.p7s").write_bytes(firma())
    (tmp_path / "sat.pem").write_bytes(b"".join(pem.armor("CERTIFICATE", c) for c in (pki().ac, pki().raiz)))
    orden = "openssl cms -verify -binary -inform DER -content x.zip -in x.zip.p7s -CAfile sat.pem -out sale"
    assert subprocess.run(orden.split(), cwd=tmp_path, check=False, capture_output=True).returncode == 0
    (tmp_path / "x.zip").write_bytes(CONTENIDO + b".")
    assert subprocess.run(orden.split(), cwd=tmp_path, check=False, capture_output=True).returncode != 0


def test_another_content_is_told() -> None:
    assert "no es el que firmó LUCIA" in verificar(firma(), CONTENIDO + b".").problemas[0]


def test_an_authority_that_nobody_knows_is_told() -> None:
    hecho = verificar(firma(), anclas=Anclas())
    assert (hecho.firmas[0].integra, hecho.firmas[0].autoridad_reconocida) == (True, False)
    assert "no está entre las reconocidas" in hecho.problemas[0]


@settings(max_examples=15)
@given(st.integers(0, 10**6), st.integers(0, 7))
def test_no_bit_of_it_can_be_changed(lugar: int, cual: int) -> None:
    """All 2,816 bytes were tried once, one bit each: none passed."""
    octetos = bytearray(firma())
    octetos[lugar % len(octetos)] ^= 1 << cual
    assert not verificar(bytes(octetos), CONTENIDO[:10]).valido
    assert not verificar(bytes(octetos)).valido


@pytest.mark.parametrize("octetos", [b"", b"0", b"basura" * 99, bytes(70_000)])
def test_what_is_no_signature_is_told(octetos: bytes) -> None:
    assert "dañada" in verificar(octetos).problemas[0]


def test_nothing_is_missing_of_it_and_nothing_stands_behind() -> None:
    assert "dañada" in verificar(firma()[:-1]).problemas[0]
    assert "dañada" in verificar(firma() + b"\0").problemas[0]


def test_nobody_signs_with_a_clock_outside_of_the_certificate() -> None:
    with pytest.raises(UserError, match="válida del"):
        p7s.firmar(io.BytesIO(b"x"), credencial(), ahora=AHORA + timedelta(days=9_999))

"""Key and password live for one signature: nothing of them in files, logs, sentences, crash reports or processes."""

from __future__ import annotations

import copy
import io
import logging
import pickle
import subprocess
import sys
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from supervisor_app import fallos
from supervisor_app.errors import UserError
from supervisor_app.services.firmas import Efirma
from supervisor_app.signing.llave import abrir_llave
from tests.services.banco import SUPERVISORA, TITULAR, Banco, efirma

CLAVE = "clave de prueba 8"


def secretos() -> dict[str, bytes]:
    """What must be nowhere: the password as text of both widths, the open key, its primes, and its file."""
    propia = efirma(SUPERVISORA)
    llave = abrir_llave(propia.key, propia.contrasena)
    numeros = llave.private_numbers()
    return {
        "contraseña": CLAVE.encode(),
        "contraseña UTF-16": CLAVE.encode("utf-16-le"),
        "llave abierta": llave.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())[-64:],
        "primo p": numeros.p.to_bytes(128, "big"),
        "primo q": numeros.q.to_bytes(128, "big"),
        "exponente": numeros.d.to_bytes(256, "big"),
        "archivo .key": propia.key[-64:],
    }


def hallados(contenido: bytes) -> list[str]:
    return [
        nombre
        for nombre, secreto in secretos().items()
        if secreto in contenido or secreto.hex().encode() in contenido.lower() or repr(secreto).encode() in contenido
    ]


@pytest.fixture
def bitacora() -> Iterator[io.StringIO]:
    """Everything that any library logs, down to the least."""
    escrito, raiz = io.StringIO(), logging.getLogger()
    manejador, antes = logging.StreamHandler(escrito), raiz.level
    raiz.addHandler(manejador)
    raiz.setLevel(logging.DEBUG)
    yield escrito
    raiz.removeHandler(manejador)
    raiz.setLevel(antes)


def test_nothing_of_them_is_in_the_data_folder_nor_in_what_was_signed(emitida: Banco) -> None:
    emitida.firmar(emitida.documento())
    archivos = [a for a in emitida.s.carpeta.rglob("*") if a.is_file()]
    assert len(archivos) > 5
    assert {str(a): h for a in archivos if (h := hallados(a.read_bytes()))} == {}


def test_nothing_of_them_is_logged_by_anybody(emitida: Banco, bitacora: io.StringIO) -> None:
    buena = efirma()
    emitida.firmar(emitida.documento())
    with pytest.raises(UserError):
        emitida.s.firmas.identificar(Efirma(buena.cer, buena.key, "palabra secreta 7"))
    escrito = bitacora.getvalue()
    assert hallados(escrito.encode()) == []
    assert "palabra secreta 7" not in escrito


@pytest.mark.parametrize(
    "cual",
    [
        lambda: Efirma(efirma().cer, efirma().key, "palabra secreta 7"),
        lambda: Efirma(efirma().cer, efirma(TITULAR).key, CLAVE),
        lambda: Efirma(efirma().key, efirma().key, CLAVE),
        lambda: Efirma(efirma().cer, efirma().key[:-1] + b"x", CLAVE),
        lambda: Efirma(b"basura", efirma().key, CLAVE),
    ],
    ids=["password", "other key", "swapped", "damaged", "no certificate"],
)
def test_a_refusal_tells_nothing_of_them(emitida: Banco, cual: Callable[[], Efirma]) -> None:
    dada = cual()
    with pytest.raises(UserError) as negado:
        emitida.s.firmas.identificar(dada)
    dicho = "".join(traceback.format_exception(negado.value))
    assert dada.contrasena not in dicho
    assert hallados(dicho.encode()) == []


def test_a_crash_report_tells_nothing_of_them(emitida: Banco, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bug in the middle of signing, whose own message holds the password and the key."""

    def romper(*_: object, **nombrados: object) -> bytes:
        raise RuntimeError(CLAVE, efirma().key, nombrados)

    monkeypatch.setattr("supervisor_app.signing.firmar.firmar", romper)
    with pytest.raises(RuntimeError) as fallo:
        emitida.firmar(emitida.documento())
    ruta = fallos.guardar_fallo(tmp_path, fallo.value, emitida.reloj(), "firmar")
    assert ruta is not None
    assert "RuntimeError" in ruta.read_text(encoding="utf-8")
    assert hallados(ruta.read_bytes()) == []


def test_signing_starts_no_process(emitida: Banco, monkeypatch: pytest.MonkeyPatch) -> None:
    """A command line is seen by every user of the machine."""

    def ninguno(*_: object, **__: object) -> None:
        pytest.fail("a process was started")

    monkeypatch.setattr(subprocess, "Popen", ninguno)
    monkeypatch.setattr("os.system", ninguno)
    emitida.firmar(emitida.documento())


def test_the_command_line_takes_no_password() -> None:
    hecho = subprocess.run(
        [sys.executable, "-m", "supervisor_app", "firmar", "--help"], capture_output=True, text=True, check=True
    )
    opciones = {palabra.strip(",[]") for palabra in hecho.stdout.split() if palabra.startswith(("-", "[-"))}
    assert {"--cer", "--key", "--p12"} <= opciones
    assert not any("contras" in o or "pass" in o or "clave" in o for o in opciones)


def test_what_is_given_to_sign_is_never_serialised() -> None:
    for hacer in (pickle.dumps, copy.copy):
        with pytest.raises(TypeError, match="never serialised"):
            hacer(efirma())

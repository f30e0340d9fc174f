"""Envelopes to the office: only its key opens them, the same bytes every time, and no change of them passes."""

from __future__ import annotations

import hashlib
import io
from functools import cache
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from hypothesis import given, settings
from hypothesis import strategies as st

from supervisor_app.cifrado import sobre
from supervisor_app.cifrado.corriente import CABEZA, LectorCifrante, cifrar, descifrar, largo_cifrado, nueva_cabeza
from supervisor_app.cifrado.oficina import LlaveDeSobres
from supervisor_app.cifrado.sobre import EnMemoria, Lacre, Sellado
from supervisor_app.errors import UserError

CLAVE = bytes(range(32))
LARGO = bytes(range(256)) * 9_000  # more than two segments
CLARO = b"Visita ficticia " * 500


@cache
def llave(cual: int = 0) -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, 2048)


def publica(cual: int = 0) -> bytes:
    return (
        llave(cual)
        .public_key()
        .public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    )


def privada(contrasena: bytes | None = None, cual: int = 0) -> bytes:
    como = serialization.BestAvailableEncryption(contrasena) if contrasena else serialization.NoEncryption()
    return llave(cual).private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, como)


def sellar(tmp_path: Path, contenido: bytes = CLARO) -> Path:
    ruta = tmp_path / "una.zip.sobre"
    with Sellado(EnMemoria("una.zip", contenido), Lacre.nuevo(publica())).open("rb") as sellado:
        ruta.write_bytes(sellado.read())
    return ruta


@pytest.mark.parametrize("n", [0, 1, (1 << 20) - 56, (1 << 20) - 55, 2 * (1 << 20) - 72, 2 * (1 << 20) - 71, 2_304_000])
def test_reading_a_content_as_its_ciphertext_is_enciphering_it(n: int) -> None:
    claro = LARGO[:n]
    with LectorCifrante(io.BytesIO(claro), CLAVE, nueva_cabeza()) as lector:
        cifrado = lector.read()
    assert len(cifrado) == largo_cifrado(n) == len(cifrar(CLAVE, claro))
    assert descifrar(CLAVE, cifrado) == claro


@settings(max_examples=30)
@given(st.integers(0, 2_400_000), st.integers(0, 70_000))
def test_it_is_read_from_any_place(desde: int, cuantos: int) -> None:
    leer = Sellado(EnMemoria("x.zip", LARGO), Lacre(CLAVE, b"principio" + b"\x28" + bytes(CABEZA - 1)))
    with leer.open("rb") as todo, leer.open("rb") as parte:
        parte.seek(desde)
        assert parte.read(cuantos) == todo.read()[desde : desde + cuantos]
    assert leer.stat().st_size == len(leer.open("rb").read())


def test_only_the_private_key_opens_it(tmp_path: Path) -> None:
    ruta = sellar(tmp_path, LARGO)
    abierto, sha256 = sobre.abrir(ruta, LlaveDeSobres(privada(b"clave 8"), b"clave 8"))
    assert (abierto.name, sha256) == ("una.zip", hashlib.sha256(LARGO).hexdigest())
    with abierto.open("rb") as archivo:
        assert archivo.read() == LARGO
    assert [p.name for p in tmp_path.iterdir()] == ["una.zip.sobre"]


def test_it_shows_nothing_of_the_content(tmp_path: Path) -> None:
    assert b"ficticia" not in sellar(tmp_path).read_bytes()


def test_another_office_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="sellado para otra llave"):
        sobre.abrir(sellar(tmp_path), LlaveDeSobres(privada(cual=1), None))


@pytest.mark.parametrize("contrasena", [None, b"otra"])
def test_a_wrong_password_is_told(contrasena: bytes | None) -> None:
    with pytest.raises(UserError, match="contraseña"):
        LlaveDeSobres(privada(b"clave 8"), contrasena)


@pytest.mark.parametrize("lugar", [0, 8, 20, 41, 43, 120, 298, 299, 320, 340, 2_000, -1])
def test_every_change_is_told(tmp_path: Path, lugar: int) -> None:
    ruta = sellar(tmp_path)
    octetos = bytearray(ruta.read_bytes())
    octetos[lugar] ^= 1
    ruta.write_bytes(octetos)
    with pytest.raises(UserError):
        sobre.abrir(ruta, LlaveDeSobres(privada(), None))


@pytest.mark.parametrize("largo", [0, 1, 42, 43, 100, 298, 299, 330, 339, 354, 355, 5_000, 8_340])
def test_what_is_cut_short_is_told(tmp_path: Path, largo: int) -> None:
    ruta = sellar(tmp_path)
    ruta.write_bytes(ruta.read_bytes()[:largo])
    with pytest.raises(UserError, match="incompleto"):
        sobre.abrir(ruta, LlaveDeSobres(privada(), None))


def test_what_is_no_rsa_key_seals_nothing() -> None:
    with pytest.raises(UserError, match="RSA"):
        Lacre.nuevo(b"nada")

"""The encrypted private key: encodings of the password, encryptions, work factors."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from asn1crypto import keys, pem
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
)

from supervisor_app.errors import UserError
from supervisor_app.signing.llave import abrir_llave
from supervisor_app.signing.pki_prueba import cifrar_llave


def pkcs8(llave: rsa.RSAPrivateKey, contrasena: bytes | None = None, forma: Encoding = Encoding.DER) -> bytes:
    cifrado = BestAvailableEncryption(contrasena) if contrasena else NoEncryption()
    return llave.private_bytes(forma, PrivateFormat.PKCS8, cifrado)


def rechazo(key: bytes, contrasena: str = "x") -> UserError:
    with pytest.raises(UserError) as error:
        abrir_llave(key, contrasena)
    return error.value


@pytest.mark.parametrize("codificacion", ["utf-8", "latin-1"])
def test_a_password_with_enye_opens_in_both_encodings(llave: rsa.RSAPrivateKey, codificacion: str) -> None:
    key = cifrar_llave(llave, "Señal número 8".encode(codificacion))
    assert abrir_llave(key, "Señal número 8").private_numbers() == llave.private_numbers()


def test_a_password_typed_with_combining_marks_opens(llave: rsa.RSAPrivateKey) -> None:
    key = cifrar_llave(llave, "Señal".encode())
    assert abrir_llave(key, "Sen\u0303al").key_size == 2048


def test_the_profile_is_the_one_of_sat(llave: rsa.RSAPrivateKey) -> None:
    algoritmo = keys.EncryptedPrivateKeyInfo.load(cifrar_llave(llave, b"x"), strict=True)["encryption_algorithm"]
    derivacion = algoritmo["parameters"]["key_derivation_func"]["parameters"]
    assert algoritmo["algorithm"].native == "pbes2"
    assert algoritmo["parameters"]["encryption_scheme"]["algorithm"].native == "tripledes_3key"
    assert derivacion["iteration_count"].native == 2048
    assert derivacion["prf"]["algorithm"].native == "sha1"
    assert len(derivacion["salt"].native) == 8


def test_aes_is_accepted(llave: rsa.RSAPrivateKey) -> None:
    assert abrir_llave(pkcs8(llave, b"x"), "x").key_size == 2048
    assert abrir_llave(pkcs8(llave, b"x", Encoding.PEM), "x").key_size == 2048


def test_an_unprotected_key_is_refused(llave: rsa.RSAPrivateKey) -> None:
    suelta = llave.private_bytes(Encoding.DER, PrivateFormat.TraditionalOpenSSL, NoEncryption())
    for key in (pkcs8(llave), pkcs8(llave, forma=Encoding.PEM), suelta):
        error = rechazo(key)
        assert (error.field, "no está protegida con contraseña" in error.message) == ("key", True)


@pytest.mark.parametrize("key", [b"", b"nada", b"\x30\x03\x02\x01\x01", b"x" * 70_000])
def test_what_is_no_key_is_refused(key: bytes) -> None:
    assert rechazo(key).field == "key"


def test_broken_pem_is_refused() -> None:
    assert rechazo(b"-----BEGIN ENCRYPTED PRIVATE KEY-----\n!!!\n-----END ENCRYPTED PRIVATE KEY-----\n").field == "key"


def test_a_key_of_another_kind_is_refused() -> None:
    curva = ec.generate_private_key(ec.SECP256R1())
    key = curva.private_bytes(Encoding.DER, PrivateFormat.PKCS8, BestAvailableEncryption(b"x"))
    assert "no es RSA de 2048 bits" in rechazo(key).message


def test_a_short_key_is_refused() -> None:
    corta = rsa.generate_private_key(public_exponent=65537, key_size=1024)
    assert "no es RSA de 2048 bits" in rechazo(cifrar_llave(corta, b"x")).message


def test_an_absurd_work_factor_is_refused_at_once(llave: rsa.RSAPrivateKey) -> None:
    sobre = keys.EncryptedPrivateKeyInfo.load(cifrar_llave(llave, b"x"))
    sobre["encryption_algorithm"]["parameters"]["key_derivation_func"]["parameters"]["iteration_count"] = 2**40
    assert "trabajo desmedido" in rechazo(sobre.dump(force=True)).message


def test_an_unknown_encryption_is_named_by_its_number(llave: rsa.RSAPrivateKey) -> None:
    # Same length as the identifier of 3DES-CBC, 1.2.840.113549.3.7
    key = cifrar_llave(llave, b"x").replace(bytes.fromhex("2a864886f70d0307"), bytes.fromhex("2a864886f70d0363"))
    error = rechazo(key)
    assert error.field == "key"
    assert "1.2.840.113549.3.99" in error.message


@pytest.mark.skipif(shutil.which("openssl") is None, reason="old encryptions are written by the openssl program only")
@pytest.mark.parametrize(
    "opciones",
    [
        ("-v2", "des3"),
        ("-v2", "des3", "-v2prf", "hmacWithSHA256"),
        ("-v2", "rc2"),
        ("-v2", "aes-128-cbc"),
        ("-v2", "aes-256-cbc", "-v2prf", "hmacWithSHA1"),
        ("-scrypt",),
        ("-v1", "PBE-MD5-DES"),
        ("-v1", "PBE-SHA1-3DES"),
        ("-v1", "PBE-SHA1-RC2-40"),
        ("-v1", "PBE-SHA1-RC4-128"),
    ],
)
def test_what_programs_have_written_opens(llave: rsa.RSAPrivateKey, tmp_path: Path, opciones: tuple[str, ...]) -> None:
    assert abrir_llave(_con_openssl(llave, tmp_path, opciones), "x").private_numbers() == llave.private_numbers()


@pytest.mark.skipif(shutil.which("openssl") is None, reason="old encryptions are written by the openssl program only")
@pytest.mark.parametrize(
    ("opciones", "nombre"),
    [
        (("-v1", "PBE-SHA1-2DES"), "3DES de dos llaves (PKCS#12)"),
        (("-v1", "PBE-SHA1-DES"), "DES con SHA-1 (PBES1)"),
        (("-v1", "PBE-MD5-RC2-64"), "RC2 con MD5 (PBES1)"),
        (("-v1", "PBE-SHA1-RC4-40"), "RC4 de 40 bits (PKCS#12)"),
        (("-v1", "PBE-SHA1-RC2-128"), "RC2 de 128 bits (PKCS#12)"),
        (("-v2", "des"), "DES (PBES2)"),
    ],
)
def test_an_unsupported_encryption_is_named_in_words(
    llave: rsa.RSAPrivateKey, tmp_path: Path, opciones: tuple[str, str], nombre: str
) -> None:
    error = rechazo(_con_openssl(llave, tmp_path, opciones))
    assert error.field == "key"
    assert nombre in error.message


def _con_openssl(llave: rsa.RSAPrivateKey, tmp_path: Path, opciones: tuple[str, ...]) -> bytes:
    clara, cifrada = tmp_path / "clara.pem", tmp_path / "cifrada.key"
    clara.write_bytes(pem.armor("PRIVATE KEY", pkcs8(llave)))
    orden = ["openssl", "pkcs8", "-topk8", *opciones, "-provider", "default", "-provider", "legacy", "-outform", "DER"]
    archivos = ["-passout", "pass:x", "-in", str(clara), "-out", str(cifrada)]
    hecho = subprocess.run([*orden, *archivos], check=False, capture_output=True)
    if hecho.returncode:
        pytest.skip("this openssl comes without its legacy provider")
    return cifrada.read_bytes()

"""An e.firma in one file (.p12, .pfx): what programs export, and one sentence for each thing that is refused."""

from __future__ import annotations

import shutil
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from asn1crypto import pem, pkcs12
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
)
from cryptography.hazmat.primitives.serialization.pkcs12 import serialize_key_and_certificates
from cryptography.x509 import load_der_x509_certificate
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from supervisor_app.errors import UserError
from supervisor_app.signing.credencial import cargar_efirma
from supervisor_app.signing.pki_prueba import EfirmaPrueba, PkiPrueba
from tests.signing.firma_material import AHORA, PERSONAS

CLAVE = "Señal número 8"


@pytest.fixture(scope="module")
def cer(pki: PkiPrueba, llave: rsa.RSAPrivateKey) -> bytes:
    return _emitir(pki, llave).cer


def _emitir(pki: PkiPrueba, llave: rsa.RSAPrivateKey, **otros: object) -> EfirmaPrueba:
    vigencia = {"desde": AHORA - timedelta(days=9), "hasta": AHORA + timedelta(days=99)} | otros
    return pki.emitir(PERSONAS[0], contrasena=CLAVE, llave=llave, **vigencia)  # type: ignore[arg-type]


def juntar(
    cer: bytes | None, llave: rsa.RSAPrivateKey | None, cifrado: KeySerializationEncryption | None = None
) -> bytes:
    certificado = load_der_x509_certificate(cer) if cer is not None else None
    return serialize_key_and_certificates(
        b"efirma", llave, certificado, None, cifrado or BestAvailableEncryption(CLAVE.encode())
    )


def rechazo(p12: bytes, contrasena: str = CLAVE) -> UserError:
    with pytest.raises(UserError) as error:
        cargar_efirma(p12, b"", contrasena, ahora=AHORA)
    return error.value


def test_one_file_opens_without_a_key_file(cer: bytes, llave: rsa.RSAPrivateKey) -> None:
    credencial = cargar_efirma(juntar(cer, llave), b"", CLAVE, ahora=AHORA)
    assert (credencial.nombre, credencial.rfc) == (PERSONAS[0].nombre, PERSONAS[0].rfc)


@pytest.mark.skipif(shutil.which("openssl") is None, reason="old encryptions are written by the openssl program only")
@pytest.mark.parametrize(
    "opciones",
    [
        ("-legacy",),
        ("-keypbe", "PBE-SHA1-3DES", "-certpbe", "PBE-SHA1-3DES", "-macalg", "sha1"),
        ("-keypbe", "PBE-SHA1-RC2-128", "-certpbe", "PBE-SHA1-RC2-128"),
        ("-keypbe", "PBE-SHA1-2DES"),
        ("-keypbe", "PBE-SHA1-RC4-128", "-certpbe", "PBE-SHA1-RC4-128"),
        ("-keypbe", "AES-256-CBC", "-certpbe", "AES-256-CBC"),
        ("-nomac",),
    ],
)
def test_what_windows_and_old_programs_export_opens(
    cer: bytes, llave: rsa.RSAPrivateKey, tmp_path: Path, opciones: tuple[str, ...]
) -> None:
    clara, certificado, p12 = tmp_path / "k.pem", tmp_path / "c.pem", tmp_path / "x.p12"
    clara.write_bytes(llave.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    certificado.write_bytes(pem.armor("CERTIFICATE", cer))
    orden = ["openssl", "pkcs12", "-export", *opciones, "-provider", "default", "-provider", "legacy"]
    archivos = ["-passout", f"pass:{CLAVE}", "-inkey", str(clara), "-in", str(certificado), "-out", str(p12)]
    if subprocess.run([*orden, *archivos], check=False, capture_output=True).returncode:
        pytest.skip("this openssl comes without its legacy provider")
    assert cargar_efirma(p12.read_bytes(), b"", CLAVE, ahora=AHORA).rfc == PERSONAS[0].rfc


@pytest.mark.parametrize("contrasena", ["otra", CLAVE.upper(), "\ud800"])
def test_a_wrong_password_is_refused(cer: bytes, llave: rsa.RSAPrivateKey, contrasena: str) -> None:
    error = rechazo(juntar(cer, llave), contrasena)
    assert (error.field, "no abre el archivo .p12" in error.message) == ("contrasena", True)
    assert contrasena not in error.message


def test_an_empty_password_is_asked_for(cer: bytes, llave: rsa.RSAPrivateKey) -> None:
    assert rechazo(juntar(cer, llave), "").field == "contrasena"


def test_an_unprotected_key_is_refused(cer: bytes, llave: rsa.RSAPrivateKey) -> None:
    assert "no está protegida con contraseña" in rechazo(juntar(cer, llave, NoEncryption())).message


def test_a_file_without_its_key_is_refused(cer: bytes) -> None:
    assert "no trae el certificado y su clave privada" in rechazo(juntar(cer, None)).message


def test_a_file_without_its_certificate_is_refused(llave: rsa.RSAPrivateKey) -> None:
    assert "no trae el certificado y su clave privada" in rechazo(juntar(None, llave)).message


def test_a_key_of_another_kind_is_refused() -> None:
    p12 = serialize_key_and_certificates(
        b"x", ec.generate_private_key(ec.SECP256R1()), None, None, BestAvailableEncryption(CLAVE.encode())
    )
    assert rechazo(p12).field == "cer"


def test_a_csd_in_one_file_is_refused_too(pki: PkiPrueba, llave: rsa.RSAPrivateKey) -> None:
    sello = _emitir(pki, llave, variante="sello")
    assert "sello digital (CSD)" in rechazo(juntar(sello.cer, llave)).message


def test_an_expired_one_is_refused_too(pki: PkiPrueba, llave: rsa.RSAPrivateKey) -> None:
    vencida = _emitir(pki, llave, hasta=AHORA - timedelta(days=1))
    assert "venció" in rechazo(juntar(vencida.cer, llave)).message


def test_chosen_as_the_key_it_says_where_it_goes(cer: bytes, llave: rsa.RSAPrivateKey) -> None:
    with pytest.raises(UserError, match=r"Elíjalo en lugar del \.cer") as error:
        cargar_efirma(cer, juntar(cer, llave), CLAVE, ahora=AHORA)
    assert error.value.field == "key"


def test_an_absurd_work_factor_is_refused_at_once(cer: bytes, llave: rsa.RSAPrivateKey) -> None:
    pfx = pkcs12.Pfx.load(juntar(cer, llave))
    pfx["mac_data"]["iterations"] = 2**40
    assert "trabajo desmedido" in rechazo(pfx.dump(force=True)).message


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(datos=st.data())
def test_a_damaged_file_is_refused(datos: st.DataObject, cer: bytes, llave: rsa.RSAPrivateKey) -> None:
    p12 = bytearray(juntar(cer, llave))
    lugar = datos.draw(st.integers(0, len(p12) - 1))
    p12[lugar] ^= datos.draw(st.integers(1, 255))
    try:
        cargar_efirma(bytes(p12), b"", CLAVE, ahora=AHORA)
    except UserError as error:
        assert error.field in {"cer", "key", "contrasena"}

"""Opening an e.firma: what is accepted, and one sentence for each thing that is not."""

from __future__ import annotations

import pickle
from datetime import datetime, timedelta

import pytest
from asn1crypto import pem
from cryptography.hazmat.primitives.asymmetric import rsa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from supervisor_app.errors import UserError
from supervisor_app.signing.credencial import Credencial, cargar_efirma
from supervisor_app.signing.pki_prueba import EfirmaPrueba, PkiPrueba, Variante
from tests.signing.firma_material import AHORA, CONTRASENA, PERSONAS


def rechazo(cer: bytes, key: bytes, contrasena: str = CONTRASENA, ahora: datetime = AHORA) -> UserError:
    with pytest.raises(UserError) as error:
        cargar_efirma(cer, key, contrasena, ahora=ahora)
    return error.value


def emitir(pki: PkiPrueba, llave: rsa.RSAPrivateKey, variante: Variante = "efirma", dias: int = 0) -> EfirmaPrueba:
    """``dias`` moves the validity of two years that is centred on now."""
    centro = AHORA + timedelta(days=dias)
    return pki.emitir(
        PERSONAS[0],
        desde=centro - timedelta(days=365),
        hasta=centro + timedelta(days=365),
        contrasena=CONTRASENA,
        variante=variante,
        llave=llave,
    )


def test_an_efirma_tells_who_it_is(credenciales: tuple[Credencial, ...]) -> None:
    credencial = credenciales[0]
    assert credencial.nombre == "LUCIA ÑANDU PEÑALOZA"
    assert credencial.rfc == "ÑAPL850101AB1"
    assert credencial.curp == "ÑAPL850101MDFXXC01"
    assert credencial.numero_certificado == "00001000000504000001"
    assert credencial.autoridad == "AC DE PRUEBA"
    assert (credencial.desde, credencial.hasta) == (AHORA - timedelta(days=365), AHORA + timedelta(days=1095))
    assert credencial.de_prueba


def test_pem_files_are_accepted_too(efirmas: tuple[EfirmaPrueba, ...]) -> None:
    cer = pem.armor("CERTIFICATE", efirmas[0].cer)
    key = pem.armor("ENCRYPTED PRIVATE KEY", efirmas[0].key)
    assert cargar_efirma(cer, key, CONTRASENA, ahora=AHORA).rfc == "ÑAPL850101AB1"


@pytest.mark.parametrize("cer", [b"", b"no es un certificado", b"x" * 70_000, b"\x30\x82\xff\xff", b"%PDF-1.7\n"])
def test_what_is_no_certificate_is_refused(cer: bytes, efirmas: tuple[EfirmaPrueba, ...]) -> None:
    assert rechazo(cer, efirmas[0].key).field == "cer"


def test_a_cut_certificate_is_refused(efirmas: tuple[EfirmaPrueba, ...]) -> None:
    assert "dañado" in rechazo(efirmas[0].cer[:-9], efirmas[0].key).message


def test_another_pem_is_refused(efirmas: tuple[EfirmaPrueba, ...]) -> None:
    assert rechazo(pem.armor("X509 CRL", efirmas[0].cer), efirmas[0].key).field == "cer"


def test_swapped_files_are_named(efirmas: tuple[EfirmaPrueba, ...]) -> None:
    error = rechazo(efirmas[0].key, efirmas[0].cer)
    assert (error.field, "clave privada (.key)" in error.message) == ("cer", True)
    error = rechazo(efirmas[0].cer, efirmas[0].cer)
    assert (error.field, "es un certificado (.cer)" in error.message) == ("key", True)


def test_a_csd_is_refused_with_its_reason(pki: PkiPrueba, llave: rsa.RSAPrivateKey) -> None:
    sello = emitir(pki, llave, "sello")
    error = rechazo(sello.cer, sello.key)
    assert error.field == "cer"
    assert "sello digital (CSD)" in error.message
    assert "e.firma" in error.message


def test_a_company_is_refused(pki: PkiPrueba, llave: rsa.RSAPrivateKey) -> None:
    moral = emitir(pki, llave, "persona_moral")
    error = rechazo(moral.cer, moral.key)
    assert (error.field, "persona moral" in error.message) == ("cer", True)


def test_an_authority_is_no_efirma(pki: PkiPrueba, efirmas: tuple[EfirmaPrueba, ...]) -> None:
    assert "No es un certificado de e.firma" in rechazo(pki.ac, efirmas[0].key).message


def test_an_expired_efirma_is_refused_with_its_date(pki: PkiPrueba, llave: rsa.RSAPrivateKey) -> None:
    vencida = emitir(pki, llave, dias=-400)
    error = rechazo(vencida.cer, vencida.key)
    assert (error.field, "venció el 16/10/2026" in error.message) == ("cer", True)


def test_an_efirma_of_the_future_points_to_the_clock(pki: PkiPrueba, llave: rsa.RSAPrivateKey) -> None:
    futura = emitir(pki, llave, dias=400)
    error = rechazo(futura.cer, futura.key)
    assert (error.field, "Revise la fecha y la hora del equipo" in error.message) == ("cer", True)


@pytest.mark.parametrize("contrasena", ["otra", " " + CONTRASENA, CONTRASENA.upper(), "ñ\ud800", "😀"])
def test_a_wrong_password_is_refused(contrasena: str, efirmas: tuple[EfirmaPrueba, ...]) -> None:
    error = rechazo(efirmas[0].cer, efirmas[0].key, contrasena)
    assert (error.field, "no abre la clave" in error.message) == ("contrasena", True)
    assert contrasena not in error.message


def test_an_empty_password_is_asked_for(efirmas: tuple[EfirmaPrueba, ...]) -> None:
    assert rechazo(efirmas[0].cer, efirmas[0].key, "").field == "contrasena"


def test_key_and_certificate_must_belong_together(efirmas: tuple[EfirmaPrueba, ...]) -> None:
    error = rechazo(efirmas[0].cer, efirmas[1].key)
    assert (error.field, "no corresponde" in error.message) == ("key", True)


def test_a_clock_without_zone_is_a_bug(efirmas: tuple[EfirmaPrueba, ...]) -> None:
    with pytest.raises(ValueError, match="time zone"):
        cargar_efirma(efirmas[0].cer, efirmas[0].key, CONTRASENA, ahora=AHORA.replace(tzinfo=None))


def test_neither_key_nor_password_is_shown_or_serialised(credenciales: tuple[Credencial, ...]) -> None:
    texto = repr(credenciales[0])
    assert CONTRASENA not in texto
    assert "firmante" not in texto
    assert "Signer" not in texto
    with pytest.raises(TypeError):
        pickle.dumps(credenciales[0])


def test_the_test_efirma_shows_no_secret(efirmas: tuple[EfirmaPrueba, ...]) -> None:
    assert CONTRASENA not in repr(efirmas[0])


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(datos=st.data())
def test_a_damaged_certificate_is_refused_or_harmless(datos: st.DataObject, efirmas: tuple[EfirmaPrueba, ...]) -> None:
    cer = bytearray(efirmas[0].cer)
    lugar = datos.draw(st.integers(0, len(cer) - 1))
    cer[lugar] ^= datos.draw(st.integers(1, 255))
    try:
        cargar_efirma(bytes(cer), efirmas[0].key, CONTRASENA, ahora=AHORA)
    except UserError as error:
        assert error.field in {"cer", "key"}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(datos=st.data())
def test_a_damaged_key_is_refused(datos: st.DataObject, efirmas: tuple[EfirmaPrueba, ...]) -> None:
    key = bytearray(efirmas[0].key)
    lugar = datos.draw(st.integers(0, len(key) - 1))
    key[lugar] ^= datos.draw(st.integers(1, 255))
    error = rechazo(efirmas[0].cer, bytes(key))
    assert error.field in {"key", "contrasena"}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cer=st.binary(max_size=300), key=st.binary(max_size=300))
def test_any_bytes_are_answered_with_a_sentence(cer: bytes, key: bytes, efirmas: tuple[EfirmaPrueba, ...]) -> None:
    assert rechazo(cer, key).field == "cer"
    assert rechazo(efirmas[0].cer, key).field == "key"

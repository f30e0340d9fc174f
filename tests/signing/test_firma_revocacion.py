"""Revocation: good, revoked before and after, too old and missing are told apart; only who may say so is believed."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from asn1crypto import pem
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp
from cryptography.x509.oid import ExtendedKeyUsageOID
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from supervisor_app.signing.evidencias_validacion import Evidencias
from supervisor_app.signing.pki_prueba import EfirmaPrueba, PkiPrueba
from supervisor_app.signing.resultado import FirmaVerificada
from supervisor_app.signing.verificar import verificar
from tests.signing.autoridad_de_hora import (
    AutoridadDeHora,
    certificado,
    leida,
    lista_de_revocacion,
    respuesta_ocsp,
    serie_de,
)
from tests.signing.firma_material import AHORA, Firmados

HORA_SELLADA = AHORA + timedelta(hours=1)
DESPUES = AHORA + timedelta(hours=4)
SOLO_DE_AUTORIDADES = x509.IssuingDistributionPoint(
    full_name=None,
    relative_name=None,
    only_contains_user_certs=False,
    only_contains_ca_certs=True,
    only_some_reasons=None,
    indirect_crl=False,
    only_contains_attribute_certs=False,
)
REVOCADA, DESCONOCIDA = ocsp.OCSPCertStatus.REVOKED, ocsp.OCSPCertStatus.UNKNOWN


@pytest.fixture(scope="module")
def cer(efirmas: tuple[EfirmaPrueba, ...]) -> bytes:
    """The certificate of who signed first."""
    return efirmas[0].cer


def primera(
    pdf: bytes,
    firmados: Firmados,
    evidencias: Evidencias,
    *,
    hora: AutoridadDeHora | None = None,
    ahora: datetime = DESPUES,
) -> FirmaVerificada:
    hecho = verificar(
        pdf,
        anclas=firmados.anclas,
        anclas_sello=hora.anclas() if hora is not None else None,
        evidencias=evidencias,
        ahora=ahora,
    )
    firma = hecho.firmas[0]
    assert hecho.valido == (not firma.problemas)
    return firma


def test_missing_is_what_is_said_by_default(firmados: Firmados) -> None:
    firma = primera(firmados.una, firmados, Evidencias())
    assert (firma.revocacion, firma.revocacion_al, firma.confiable) == ("no comprobada", None, True)
    assert firma.revocacion_dicho.startswith("No se comprobó")


@pytest.mark.parametrize("de_que", ["OCSP", "CRL"])
def test_good(de_que: str, firmados: Firmados, pki: PkiPrueba, cer: bytes) -> None:
    dicha = respuesta_ocsp(pki, cer) if de_que == "OCSP" else lista_de_revocacion(pki, revocados={7: AHORA})
    firma = primera(firmados.una, firmados, leida(dicha))
    assert (firma.revocacion, firma.revocacion_al) == ("vigente", AHORA)
    assert f"({de_que})" in firma.revocacion_dicho


@pytest.mark.parametrize("de_que", ["OCSP", "CRL"])
def test_revoked_before_signing(de_que: str, firmados: Firmados, pki: PkiPrueba, cer: bytes) -> None:
    cuando = AHORA - timedelta(days=1)
    dicha = (
        respuesta_ocsp(pki, cer, estado=REVOCADA, revocada=cuando)
        if de_que == "OCSP"
        else lista_de_revocacion(pki, revocados={serie_de(cer): cuando})
    )
    firma = primera(firmados.una, firmados, leida(dicha))
    assert (firma.revocacion, firma.revocada_desde, firma.confiable) == ("revocada antes de firmar", cuando, False)
    assert "está revocado desde el 19/11/2026 14:05" in firma.problemas[0]


def test_revoked_after_the_claimed_time_without_proof_of_it(firmados: Firmados, pki: PkiPrueba, cer: bytes) -> None:
    dicha = respuesta_ocsp(
        pki, cer, estado=REVOCADA, revocada=AHORA + timedelta(minutes=90), desde=AHORA + timedelta(hours=2)
    )
    firma = primera(firmados.una, firmados, leida(dicha))
    assert (firma.revocacion, firma.confiable) == ("revocada, hora no probada", False)
    assert "ningún sello de tiempo prueba que la firma sea anterior" in firma.problemas[0]


def test_revoked_after_the_stamp(
    firmados: Firmados, sellado: bytes, hora: AutoridadDeHora, pki: PkiPrueba, cer: bytes
) -> None:
    cuando = HORA_SELLADA + timedelta(minutes=30)
    dicha = respuesta_ocsp(pki, cer, estado=REVOCADA, revocada=cuando, desde=AHORA + timedelta(hours=2))
    firma = primera(sellado, firmados, leida(dicha), hora=hora)
    assert (firma.revocacion, firma.confiable, firma.problemas) == ("revocada después de firmar", True, ())
    assert "prueba que la firma es anterior" in firma.revocacion_dicho


def test_revoked_between_the_claimed_time_and_the_stamp(
    firmados: Firmados, sellado: bytes, hora: AutoridadDeHora, pki: PkiPrueba, cer: bytes
) -> None:
    cuando = AHORA + timedelta(minutes=30)
    dicha = respuesta_ocsp(pki, cer, estado=REVOCADA, revocada=cuando, desde=AHORA + timedelta(hours=2))
    firma = primera(sellado, firmados, leida(dicha), hora=hora)
    assert firma.revocacion == "revocada, hora no probada"
    assert "el sello de tiempo, que es posterior, no prueba" in firma.problemas[0]


def test_an_untrusted_stamp_saves_no_revoked_certificate(
    firmados: Firmados, sellado: bytes, pki: PkiPrueba, cer: bytes
) -> None:
    dicha = respuesta_ocsp(
        pki, cer, estado=REVOCADA, revocada=AHORA + timedelta(hours=2), desde=AHORA + timedelta(hours=3)
    )
    hecho = verificar(sellado, anclas=firmados.anclas, evidencias=leida(dicha), ahora=DESPUES)
    assert hecho.firmas[0].revocacion == "revocada, hora no probada"


@pytest.mark.parametrize("hasta", [AHORA + timedelta(hours=1), None])
def test_stale(hasta: datetime | None, firmados: Firmados, pki: PkiPrueba, cer: bytes) -> None:
    firma = primera(firmados.una, firmados, leida(respuesta_ocsp(pki, cer, hasta=hasta)))
    assert (firma.revocacion, firma.confiable) == ("comprobación vencida", True)
    assert "no alcanza a decirlo de hoy" in firma.revocacion_dicho


def test_what_was_fresh_at_the_stamp_is_good_for_ever(
    firmados: Firmados, sellado: bytes, hora: AutoridadDeHora, pki: PkiPrueba, cer: bytes
) -> None:
    dicha = leida(respuesta_ocsp(pki, cer, hasta=AHORA + timedelta(hours=2)))
    diez_anios = AHORA + timedelta(days=3650)
    assert primera(sellado, firmados, dicha, hora=hora, ahora=diez_anios).revocacion == "vigente"
    assert primera(firmados.una, firmados, dicha, ahora=diez_anios).revocacion == "comprobación vencida"


def test_what_was_said_before_the_stamp_and_too_old_for_it_is_stale(
    firmados: Firmados, sellado: bytes, hora: AutoridadDeHora, pki: PkiPrueba, cer: bytes
) -> None:
    dicha = respuesta_ocsp(pki, cer, desde=AHORA - timedelta(days=9), hasta=AHORA - timedelta(days=2))
    firma = primera(sellado, firmados, leida(dicha), hora=hora)
    assert firma.revocacion == "comprobación vencida"
    assert "de la hora que prueba el sello" in firma.revocacion_dicho


def test_revoked_weighs_more_than_any_number_of_good_ones(firmados: Firmados, pki: PkiPrueba, cer: bytes) -> None:
    buenas = [respuesta_ocsp(pki, cer, desde=AHORA + timedelta(hours=n)) for n in range(3)]
    mala = lista_de_revocacion(pki, revocados={serie_de(cer): AHORA - timedelta(days=1)})
    assert primera(firmados.una, firmados, leida(*buenas, mala)).revocacion == "revocada antes de firmar"


def test_an_authority_that_does_not_know_the_certificate_says_nothing_good(
    firmados: Firmados, pki: PkiPrueba, cer: bytes
) -> None:
    firma = primera(firmados.una, firmados, leida(respuesta_ocsp(pki, cer, estado=DESCONOCIDA)))
    assert firma.revocacion == "no comprobada"
    assert "no conoce el certificado" in firma.revocacion_dicho


# --- who may answer -----------------------------------------------------------------------------------------------


def delegado(pki: PkiPrueba, llave: rsa.RSAPrivateKey, **mas: object) -> tuple[x509.Certificate, rsa.RSAPrivateKey]:
    """Who answers in the authority's name."""
    ac = x509.load_der_x509_certificate(pki.ac)
    opciones: dict[str, object] = {"usos": (ExtendedKeyUsageOID.OCSP_SIGNING,)} | mas
    firma = opciones.pop("llave_ac", pki._llave_ac)
    return certificado("RESPONDE", ac.subject, firma, llave, **opciones), llave  # type: ignore[arg-type]


def test_a_delegate_of_the_authority_is_believed(
    firmados: Firmados, pki: PkiPrueba, cer: bytes, llave: rsa.RSAPrivateKey
) -> None:
    dicha = respuesta_ocsp(pki, cer, firma=delegado(pki, llave))
    assert primera(firmados.una, firmados, leida(dicha)).revocacion == "vigente"


@pytest.mark.parametrize(
    "falta",
    [
        {"usos": (ExtendedKeyUsageOID.CLIENT_AUTH,)},
        {"hasta": AHORA - timedelta(days=1)},
        {"llave_ac": "ajena"},
    ],
)
def test_a_delegate_that_is_none_is_not_believed(
    falta: dict[str, object], firmados: Firmados, pki: PkiPrueba, cer: bytes, llave: rsa.RSAPrivateKey
) -> None:
    falta = falta | ({"llave_ac": llave} if "llave_ac" in falta else {})
    dicha = respuesta_ocsp(pki, cer, firma=delegado(pki, llave, **falta))
    assert primera(firmados.una, firmados, leida(dicha)).revocacion == "no comprobada"


def test_another_authoritys_answer_is_not_believed(
    firmados: Firmados, pki: PkiPrueba, cer: bytes, llave: rsa.RSAPrivateKey
) -> None:
    falsa = lista_de_revocacion(pki, revocados={serie_de(cer): AHORA - timedelta(days=9)}, llave=llave)
    assert primera(firmados.una, firmados, leida(falsa)).revocacion == "no comprobada"


def test_an_answer_about_somebody_else_says_nothing(
    firmados: Firmados, pki: PkiPrueba, efirmas: tuple[EfirmaPrueba, ...]
) -> None:
    ajena = respuesta_ocsp(pki, efirmas[1].cer, estado=REVOCADA, revocada=AHORA - timedelta(days=9))
    assert primera(firmados.una, firmados, leida(ajena)).revocacion == "no comprobada"


def test_an_answer_from_the_future_is_not_believed(firmados: Firmados, pki: PkiPrueba, cer: bytes) -> None:
    dicha = respuesta_ocsp(pki, cer, desde=DESPUES + timedelta(days=1), hasta=DESPUES + timedelta(days=2))
    assert primera(firmados.una, firmados, leida(dicha)).revocacion == "no comprobada"


@pytest.mark.parametrize(
    "extension",
    [
        (x509.DeltaCRLIndicator(3), True),
        (SOLO_DE_AUTORIDADES, True),
        (x509.UnrecognizedExtension(x509.ObjectIdentifier("1.2.3.4.5"), b"\x05\x00"), True),
    ],
)
def test_a_list_that_is_not_of_all_persons_says_nothing(
    extension: tuple[x509.ExtensionType, bool], firmados: Firmados, pki: PkiPrueba
) -> None:
    dicha = lista_de_revocacion(pki, extensiones=(extension,))
    assert primera(firmados.una, firmados, leida(dicha)).revocacion == "no comprobada"


# --- stamps -------------------------------------------------------------------------------------------------------


def revocacion_del_sello(hora: AutoridadDeHora, cuando: datetime, motivo: x509.ReasonFlags | None) -> Evidencias:
    revocado = x509.RevokedCertificateBuilder().serial_number(hora.sellos.serial_number).revocation_date(cuando)
    if motivo is not None:
        revocado = revocado.add_extension(x509.CRLReason(motivo), critical=False)
    lista = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(hora.ac.subject)
        .last_update(DESPUES)
        .next_update(DESPUES + timedelta(days=1))
        .add_revoked_certificate(revocado.build())
    )
    return leida(lista.sign(hora.llave_ac, hashes.SHA256()).public_bytes(Encoding.DER))


@pytest.mark.parametrize(
    ("cuando", "motivo", "vale"),
    [
        (HORA_SELLADA - timedelta(minutes=1), x509.ReasonFlags.superseded, False),
        (HORA_SELLADA + timedelta(minutes=1), x509.ReasonFlags.superseded, True),
        (HORA_SELLADA + timedelta(minutes=1), x509.ReasonFlags.key_compromise, False),
        (HORA_SELLADA + timedelta(minutes=1), None, False),
    ],
)
def test_a_revoked_authority_of_time(
    cuando: datetime,
    motivo: x509.ReasonFlags | None,
    vale: bool,
    firmados: Firmados,
    sellado: bytes,
    hora: AutoridadDeHora,
) -> None:
    hecho = verificar(
        sellado,
        anclas=firmados.anclas,
        anclas_sello=hora.anclas(),
        evidencias=revocacion_del_sello(hora, cuando, motivo),
        ahora=DESPUES,
    )
    assert hecho.valido == vale
    assert hecho.sellos[0].confiable == vale


def test_a_long_list_is_read_at_once(firmados: Firmados, pki: PkiPrueba, cer: bytes) -> None:
    muchos = {10**6 + n: AHORA for n in range(3_000)}
    cuando = AHORA - timedelta(days=1)
    larga = leida(lista_de_revocacion(pki, revocados=muchos | {serie_de(cer): cuando}))
    assert primera(firmados.una, firmados, larga).revocada_desde == cuando
    assert primera(firmados.una, firmados, leida(lista_de_revocacion(pki, revocados=muchos))).revocacion == "vigente"


# --- files --------------------------------------------------------------------------------------------------------


def test_an_answer_may_be_in_pem(pki: PkiPrueba, firmados: Firmados) -> None:
    armada = pem.armor("X509 CRL", lista_de_revocacion(pki))
    assert primera(firmados.una, firmados, leida(armada)).revocacion == "vigente"


def test_saying_it_twice_is_saying_it_once(pki: PkiPrueba, cer: bytes) -> None:
    una = respuesta_ocsp(pki, cer)
    assert len(leida(una, una).ocsps) == 1


@pytest.mark.parametrize("basura", [b"", b"nada", b"-----BEGIN X509 CRL-----\n", b"\x30\x00", b"\x30\x03\x0a\x01\x00"])
def test_what_is_no_answer_is_none(basura: bytes) -> None:
    leido = Evidencias.leer(basura)
    assert leido is None or not leido.crls


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(datos=st.data())
def test_a_damaged_answer_is_never_believed_and_breaks_nothing(
    datos: st.DataObject, firmados: Firmados, pki: PkiPrueba, cer: bytes
) -> None:
    buena = bytearray(datos.draw(st.sampled_from([respuesta_ocsp(pki, cer), lista_de_revocacion(pki)])))
    buena[datos.draw(st.integers(0, len(buena) - 1))] ^= 1 << datos.draw(st.integers(0, 7))
    leido = Evidencias.leer(bytes(buena)) or Evidencias()
    firma = primera(firmados.una, firmados, leido)
    assert firma.revocacion in ("no comprobada", "vigente")

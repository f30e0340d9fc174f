"""Attacks on what others say: answers about revocation of the wrong ones; time stamps moved, replayed and made up."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import timedelta

import pytest
from asn1crypto import tsp
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import load_der_private_key
from cryptography.x509 import ocsp
from cryptography.x509.oid import ExtendedKeyUsageOID
from pyhanko.sign.validation.dss import DocumentSecurityStore

from supervisor_app.errors import UserError
from supervisor_app.signing.credencial import Credencial
from supervisor_app.signing.evidencias_validacion import Evidencias
from supervisor_app.signing.lectura import EscritorIncremental
from supervisor_app.signing.pki_prueba import EfirmaPrueba, PkiPrueba, crear_pki
from supervisor_app.signing.resultado import FirmaVerificada, Verificacion
from supervisor_app.signing.sello_tiempo import sellar
from supervisor_app.signing.verificar import verificar
from tests.signing.alteraciones import sellado_sin_preguntar
from tests.signing.autoridad_de_hora import (
    AutoridadDeHora,
    certificado,
    crear_autoridad,
    leida,
    lista_de_revocacion,
    respuesta_ocsp,
)
from tests.signing.firma_material import AHORA, Firmados

DESPUES = AHORA + timedelta(hours=4)


def dictamen(
    pdf: bytes, firmados: Firmados, hora: AutoridadDeHora | None = None, evidencias: Evidencias | None = None
) -> Verificacion:
    return verificar(
        pdf,
        anclas=firmados.anclas,
        anclas_sello=hora.anclas() if hora is not None else None,
        ahora=DESPUES,
        evidencias=evidencias,
    )


def primera(firmados: Firmados, *dichas: bytes) -> FirmaVerificada:
    return dictamen(firmados.una, firmados, evidencias=leida(*dichas)).firmas[0]


# --- revocation -----------------------------------------------------------------------------------------------------


def de_una_parte(direccion: str) -> tuple[x509.ExtensionType, bool]:
    parte = x509.IssuingDistributionPoint(
        full_name=[x509.UniformResourceIdentifier(direccion)],
        relative_name=None,
        only_contains_user_certs=True,
        only_contains_ca_certs=False,
        only_some_reasons=None,
        indirect_crl=False,
        only_contains_attribute_certs=False,
    )
    return parte, True


def serie(efirma: EfirmaPrueba) -> int:
    return x509.load_der_x509_certificate(efirma.cer).serial_number


def test_the_list_of_another_part_says_nothing_good(firmados: Firmados, pki: PkiPrueba) -> None:
    """An authority may publish its list in parts; a genuine part that never names the signer is no answer."""
    ajena = lista_de_revocacion(pki, extensiones=(de_una_parte("http://example.mx/parte-9.crl"),))
    assert primera(firmados, ajena).revocacion == "no comprobada"


@pytest.mark.parametrize(
    "extension", [de_una_parte("http://example.mx/parte-1.crl"), (x509.DeltaCRLIndicator(3), True)]
)
def test_a_part_of_a_list_that_names_the_signer_revokes(
    extension: tuple[x509.ExtensionType, bool], firmados: Firmados, pki: PkiPrueba, efirmas: tuple[EfirmaPrueba, ...]
) -> None:
    revocados = {serie(efirmas[0]): AHORA - timedelta(days=1)}
    lista = lista_de_revocacion(pki, revocados=revocados, extensiones=(extension,))
    firma = primera(firmados, lista)
    assert (firma.revocacion, firma.confiable) == ("revocada antes de firmar", False)


def test_who_was_taken_off_the_list_is_not_revoked_by_it(
    firmados: Firmados, pki: PkiPrueba, efirmas: tuple[EfirmaPrueba, ...]
) -> None:
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.serialization import Encoding

    renglon = x509.RevokedCertificateBuilder().serial_number(serie(efirmas[0])).revocation_date(AHORA)
    renglon = renglon.add_extension(x509.CRLReason(x509.ReasonFlags.remove_from_crl), critical=False)
    lista = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(x509.load_der_x509_certificate(pki.ac).subject)
        .last_update(AHORA)
        .next_update(DESPUES)
        .add_extension(x509.DeltaCRLIndicator(3), critical=True)
        .add_revoked_certificate(renglon.build())
        .sign(pki._llave_ac, hashes.SHA256())
    )
    assert primera(firmados, lista.public_bytes(Encoding.DER)).revocacion == "no comprobada"


Ajeno = Callable[
    [PkiPrueba, AutoridadDeHora, Credencial, rsa.RSAPrivateKey], tuple[x509.Certificate, rsa.RSAPrivateKey]
]


def _llave_de(credencial: Credencial) -> rsa.RSAPrivateKey:
    llave = load_der_private_key(credencial.firmante.signing_key.dump(), None)
    assert isinstance(llave, rsa.RSAPrivateKey)
    return llave


def _delegado(
    pki: PkiPrueba, firma: rsa.RSAPrivateKey, llave: rsa.RSAPrivateKey, *, vencido: bool = False
) -> tuple[x509.Certificate, rsa.RSAPrivateKey]:
    ac = x509.load_der_x509_certificate(pki.ac)
    hasta = AHORA - timedelta(days=1) if vencido else AHORA + timedelta(days=365)
    usos = (ExtendedKeyUsageOID.OCSP_SIGNING,)
    return certificado(
        "RESPONDE", ac.subject, firma, llave, usos=usos, desde=AHORA - timedelta(365), hasta=hasta
    ), llave


RESPONDEN: dict[str, Ajeno] = {
    "another signer": lambda pki, hora, c, llave: (
        x509.load_der_x509_certificate(c.certificado.dump()),
        _llave_de(c),
    ),
    "whom another signer named": lambda pki, hora, c, llave: _delegado(pki, _llave_de(c), llave),
    "whom nobody named": lambda pki, hora, c, llave: _delegado(pki, llave, llave),
    "a delegate whose certificate ended": lambda pki, hora, c, llave: _delegado(
        pki, pki._llave_ac, llave, vencido=True
    ),
    "an authority of time": lambda pki, hora, c, llave: (hora.ac, hora.llave_ac),
}


@pytest.mark.parametrize("quien", RESPONDEN)
def test_an_answer_of_who_may_not_answer_is_not_believed(
    quien: str,
    firmados: Firmados,
    pki: PkiPrueba,
    hora: AutoridadDeHora,
    credenciales: tuple[Credencial, ...],
    efirmas: tuple[EfirmaPrueba, ...],
    llave: rsa.RSAPrivateKey,
) -> None:
    firma = RESPONDEN[quien](pki, hora, credenciales[1], llave)
    buena = respuesta_ocsp(pki, efirmas[0].cer, firma=firma)
    mala = respuesta_ocsp(
        pki, efirmas[0].cer, estado=ocsp.OCSPCertStatus.REVOKED, revocada=AHORA - timedelta(days=1), firma=firma
    )
    assert primera(firmados, buena).revocacion == "no comprobada"
    assert primera(firmados, mala).revocacion == "no comprobada"


def con_dss(pdf: bytes, *dichas: bytes) -> bytes:
    escritor, salida, suyas = EscritorIncremental(io.BytesIO(pdf)), io.BytesIO(), leida(*dichas)
    DocumentSecurityStore.supply_dss_in_writer(escritor, None, certs=(), ocsps=suyas.ocsps, crls=suyas.crls)
    escritor.write(salida)  # type: ignore[no-untyped-call]  # pyHanko has no types
    return salida.getvalue()


def test_poisoned_answers_inside_the_document_revoke_nobody(
    firmados: Firmados, hora: AutoridadDeHora, efirmas: tuple[EfirmaPrueba, ...]
) -> None:
    """Anybody can put answers beside the signatures and stamp over them."""
    otra = crear_pki(AHORA)
    mala = respuesta_ocsp(otra, efirmas[0].cer, estado=ocsp.OCSPCertStatus.REVOKED, revocada=AHORA - timedelta(days=1))
    hecho = dictamen(sellado_sin_preguntar(con_dss(firmados.tres, mala), hora), firmados, hora)
    assert (hecho.valido, {f.revocacion for f in hecho.firmas}) == (True, {"no comprobada"})


def test_a_good_answer_inside_does_not_outweigh_the_offices_list(
    firmados: Firmados, hora: AutoridadDeHora, pki: PkiPrueba, efirmas: tuple[EfirmaPrueba, ...]
) -> None:
    """Replay: a genuine «good» from before the revocation, put into the document."""
    vieja = respuesta_ocsp(pki, efirmas[0].cer, desde=AHORA - timedelta(days=9), hasta=AHORA + timedelta(days=90))
    pdf = sellado_sin_preguntar(con_dss(firmados.tres, vieja), hora)
    lista = lista_de_revocacion(pki, revocados={serie(efirmas[0]): AHORA - timedelta(days=1)})
    hecho = dictamen(pdf, firmados, hora, leida(lista))
    assert (hecho.valido, hecho.firmas[0].revocacion) == (False, "revocada antes de firmar")


def test_answers_put_in_without_a_stamp_are_told(
    firmados: Firmados, pki: PkiPrueba, efirmas: tuple[EfirmaPrueba, ...]
) -> None:
    pdf = con_dss(firmados.tres, respuesta_ocsp(pki, efirmas[0].cer))
    assert any("ninguna firma protege" in frase for frase in dictamen(pdf, firmados).problemas)


# --- time -----------------------------------------------------------------------------------------------------------


def hueco(pdf: bytes) -> tuple[int, int]:
    inicio = pdf.rindex(b"/Contents <") + 11
    return inicio, pdf.index(b">", inicio)


def sellar_con(pdf: bytes, firmados: Firmados, hora: AutoridadDeHora, pedir: Callable[[bytes], bytes]) -> bytes:
    hecho, _ = sellar(
        pdf,
        pedir=pedir,
        anclas=firmados.anclas,
        anclas_sello=hora.anclas(),
        evidencias=Evidencias(),
        ahora=AHORA + timedelta(hours=1),
    )
    return hecho


def test_the_stamp_of_another_file_moved_here(firmados: Firmados, sellado: bytes, hora: AutoridadDeHora) -> None:
    otro = sellar_con(firmados.una, firmados, hora, hora.responder)
    (aqui, hasta), (de, alli) = hueco(sellado), hueco(otro)
    assert alli - de == hasta - aqui
    movido = sellado[:aqui] + otro[de:alli] + sellado[hasta:]
    hecho = dictamen(movido, firmados, hora)
    assert any("no es de este archivo" in frase for frase in hecho.problemas)
    assert {f.antes_de for f in hecho.firmas} == {None}


def _otro_numero(pedido: tsp.TimeStampReq) -> None:
    pedido["nonce"] = 12345


def _sin_numero(pedido: tsp.TimeStampReq) -> None:
    del pedido["nonce"]


def _otra_huella(pedido: tsp.TimeStampReq) -> None:
    pedido["message_imprint"]["hashed_message"] = bytes(32)


@pytest.mark.parametrize("cambio", [_otro_numero, _sin_numero, _otra_huella])
def test_a_stamp_that_answers_another_question_is_not_taken(
    cambio: Callable[[tsp.TimeStampReq], None], firmados: Firmados, hora: AutoridadDeHora
) -> None:
    """A replayed answer has another nonce, or none."""

    def responder(peticion: bytes) -> bytes:
        pedido = tsp.TimeStampReq.load(peticion)
        cambio(pedido)
        return hora.responder(pedido.dump(force=True))

    with pytest.raises(UserError, match="No se escribió nada"):
        sellar_con(firmados.tres, firmados, hora, responder)


def _con_efirma(hora: AutoridadDeHora, pki: PkiPrueba, credencial: Credencial) -> AutoridadDeHora:
    propio = x509.load_der_x509_certificate(credencial.certificado.dump())
    ac = x509.load_der_x509_certificate(pki.ac)
    return AutoridadDeHora(ac, pki._llave_ac, propio, _llave_de(credencial), hora.momento)


Falsa = Callable[[AutoridadDeHora, PkiPrueba, Credencial], AutoridadDeHora]
FALSAS: dict[str, tuple[Falsa, str]] = {
    "made by the attacker with the same names": (lambda h, p, c: crear_autoridad(), "no está entre las autoridades"),
    "an e.firma": (_con_efirma, "no es para emitir sellos"),
    "a responder": (lambda h, p, c: h.con_sellos(usos=(ExtendedKeyUsageOID.OCSP_SIGNING,)), "no es para emitir sellos"),
    "not only for time": (
        lambda h, p, c: h.con_sellos(usos=(ExtendedKeyUsageOID.TIME_STAMPING, ExtendedKeyUsageOID.CODE_SIGNING)),
        "no es para emitir sellos",
    ),
    "for time, but not critically so": (lambda h, p, c: h.con_sellos(critico=False), "no es para emitir sellos"),
    "of next month": (lambda h, p, c: h.con_sellos(momento=AHORA + timedelta(days=30)), "aún no llega"),
    "of last month": (lambda h, p, c: h.con_sellos(momento=AHORA - timedelta(days=30)), "posterior al sello"),
    "of a certificate that ended": (lambda h, p, c: h.con_sellos(hasta=AHORA - timedelta(days=1)), "fuera de la"),
}


@pytest.mark.parametrize("cual", FALSAS)
def test_a_stamp_of_who_cannot_prove_the_time(
    cual: str, firmados: Firmados, hora: AutoridadDeHora, pki: PkiPrueba, credenciales: tuple[Credencial, ...]
) -> None:
    hacer, razon = FALSAS[cual]
    pdf = sellado_sin_preguntar(firmados.tres, hacer(hora, pki, credenciales[1]))
    hecho = dictamen(pdf, firmados, hora)
    assert not hecho.valido
    assert any(razon in frase for frase in hecho.problemas)

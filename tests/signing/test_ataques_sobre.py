"""Attacks on the envelope of a signature (CMS): what is missing, doubled, weak, added or written otherwise in it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from asn1crypto import cms, core, crl, keys, tsp, x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_der_private_key
from pyhanko.sign.signers import SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

from supervisor_app.signing import pki_prueba
from supervisor_app.signing.credencial import Credencial
from supervisor_app.signing.pki_prueba import PkiPrueba
from supervisor_app.signing.resultado import Verificacion
from supervisor_app.signing.verificar import verificar
from tests.signing.atacante import Sobre, incrustada, sobre
from tests.signing.autoridad_de_hora import AutoridadDeHora, crear_autoridad, der, lista_de_revocacion
from tests.signing.firma_material import AHORA, PERSONAS, Firmados

Hacer = Callable[[Credencial], Sobre]


def dictamen(documento: bytes, hacer: Sobre, firmados: Firmados) -> Verificacion:
    return verificar(incrustada(documento, hacer), anclas=firmados.anclas, ahora=AHORA + timedelta(hours=1))


def rechazado(hecho: Verificacion, razon: str) -> bool:
    return not hecho.valido and razon in hecho.problemas[0] and hecho.problemas[0].endswith(".")


def no_firmado(tipo: str, valor: object) -> list[cms.CMSAttribute]:
    return [cms.CMSAttribute({"type": tipo, "values": [valor]})]


def sello_de(contenido: bytes, hora: AutoridadDeHora) -> cms.ContentInfo:
    """What an authority of time says of some bytes."""
    huella = {"hash_algorithm": {"algorithm": "sha256"}, "hashed_message": hashlib.sha256(contenido).digest()}
    pedido = tsp.TimeStampReq({"version": "v1", "message_imprint": huella, "cert_req": True})
    return tsp.TimeStampResp.load(hora.responder(pedido.dump()))["time_stamp_token"]


def test_a_plain_envelope_is_accepted(
    documento: bytes, credenciales: tuple[Credencial, ...], firmados: Firmados
) -> None:
    assert dictamen(documento, sobre(credenciales[0]), firmados).valido


MALOS: dict[str, tuple[Hacer, str]] = {
    "no certificate named": (lambda c: sobre(c, cambiar=lambda a: a[:2]), "no dice con qué certificado"),
    "another certificate named": (
        lambda c: sobre(c, cambiar=lambda a: [*a[:2], ("signing_certificate_v2", _otro())]),
        "está dañada",
    ),
    "two certificates named": (
        lambda c: sobre(c, cambiar=lambda a: [*a, ("signing_certificate_v2", _otro())]),
        "está dañada",
    ),
    "no attributes": (lambda c: sobre(c, sin_atributos=True), "cambió después"),
    "no content type": (lambda c: sobre(c, cambiar=lambda a: a[1:]), "está dañada"),
    "another content type": (lambda c: sobre(c, cambiar=lambda a: [("content_type", "tst_info"), *a[1:]]), "dañada"),
    "no digest": (lambda c: sobre(c, cambiar=lambda a: [a[0], a[2]]), "está dañada"),
    "two digests": (lambda c: sobre(c, cambiar=lambda a: [*a, ("message_digest", bytes(32))]), "está dañada"),
    "a digest twice": (lambda c: sobre(c, cambiar=lambda a: [*a, a[1]]), "está dañada"),
    "SHA-1": (lambda c: sobre(c, resumen="sha1"), "cambió después"),
    "something unsigned added": (
        lambda c: sobre(c, no_firmados=no_firmado("1.2.3.4", core.UTF8String("x"))),
        "alterada",
    ),
    "the certificate twice": (lambda c: sobre(c, certificados=(c.certificado,)), "alterados o son ajenos"),
    "bytes behind it": (lambda c: lambda d: sobre(c)(d) + b"\x04\x00", "alterada"),
    "indefinite length (BER)": (lambda c: lambda d: b"\x30\x80" + sobre(c)(d)[4:] + b"\0\0", "alterada"),
    "a length in more bytes than it needs": (lambda c: lambda d: b"\x30\x83\0" + sobre(c)(d)[2:], "alterada"),
}


def _otro() -> tsp.SigningCertificateV2:
    return tsp.SigningCertificateV2({"certs": [tsp.ESSCertIDv2({"cert_hash": bytes(32)})]})


@pytest.mark.parametrize("cual", MALOS)
def test_an_envelope_with_something_wrong_is_rejected(
    cual: str, documento: bytes, credenciales: tuple[Credencial, ...], firmados: Firmados
) -> None:
    hacer, razon = MALOS[cual]
    assert rechazado(dictamen(documento, hacer(credenciales[0]), firmados), razon)


def test_strangers_certificates_in_it_are_rejected(
    documento: bytes, credenciales: tuple[Credencial, ...], hora: AutoridadDeHora, firmados: Firmados
) -> None:
    for ajeno in (credenciales[1].certificado, x509.Certificate.load(der(hora.ac))):
        hecho = dictamen(documento, sobre(credenciales[0], certificados=(ajeno,)), firmados)
        assert rechazado(hecho, "alterados o son ajenos")


def test_the_authoritys_own_chain_in_it_is_accepted(
    documento: bytes, credenciales: tuple[Credencial, ...], pki: PkiPrueba, firmados: Firmados
) -> None:
    cadena = tuple(x509.Certificate.load(uno) for uno in (pki.raiz, pki.ac))
    assert dictamen(documento, sobre(credenciales[0], certificados=cadena), firmados).valido


def test_a_list_of_revocation_slipped_in_is_rejected(
    documento: bytes, credenciales: tuple[Credencial, ...], pki: PkiPrueba, firmados: Firmados
) -> None:
    lista = crl.CertificateList.load(lista_de_revocacion(pki))
    assert rechazado(dictamen(documento, sobre(credenciales[0], listas=[lista]), firmados), "alterada")


def test_a_stamp_of_another_signature_inside_it_is_rejected(
    documento: bytes, credenciales: tuple[Credencial, ...], hora: AutoridadDeHora, firmados: Firmados
) -> None:
    ajeno = no_firmado("signature_time_stamp_token", sello_de(b"otra firma", hora))
    assert rechazado(dictamen(documento, sobre(credenciales[0], no_firmados=ajeno), firmados), "alterada")


def test_a_stamp_inside_it_proves_no_time(
    documento: bytes, credenciales: tuple[Credencial, ...], firmados: Firmados
) -> None:
    """Of its own signature, by an authority that the attacker made: nobody's proof, and no fault of the signature."""
    propia = crear_autoridad()

    def con_sello(resumen: bytes) -> bytes:
        firma = cms.ContentInfo.load(sobre(credenciales[0])(resumen))["content"]["signer_infos"][0]["signature"].native
        sello = no_firmado("signature_time_stamp_token", sello_de(firma, propia))
        return sobre(credenciales[0], no_firmados=sello)(resumen)

    hecho = dictamen(documento, con_sello, firmados)
    assert (hecho.valido, hecho.sellos, hecho.firmas[0].antes_de) == (True, (), None)


def falsa(credencial: Credencial, certificado: x509.Certificate, llave: rsa.RSAPrivateKey) -> Credencial:
    """The attacker's own key beside a certificate of his choice."""
    claves = keys.PrivateKeyInfo.load(llave.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption()))
    return replace(credencial, firmante=SimpleSigner(certificado, claves, SimpleCertificateStore()))


def emitido(llave: rsa.RSAPrivateKey, emisor: x509.Name, firma: rsa.RSAPrivateKey, serie: int = 7) -> x509.Certificate:
    return pki_prueba._certificado(
        sujeto=pki_prueba._sujeto(PERSONAS[2], "efirma"),
        publica=llave.public_key(),
        emisor=emisor,
        firma=firma,
        serie=serie,
        vigencia=(AHORA - timedelta(days=30), AHORA + timedelta(days=30)),
        extensiones=pki_prueba._extensiones_de_efirma(),
    )


def test_a_person_issues_nobody_an_efirma(
    documento: bytes, credenciales: tuple[Credencial, ...], llave: rsa.RSAPrivateKey, firmados: Firmados
) -> None:
    """An e.firma is no authority, though a trusted one issued it and it comes along."""
    mia = credenciales[0]
    de_persona = load_der_private_key(mia.firmante.signing_key.dump(), None)
    assert isinstance(de_persona, rsa.RSAPrivateKey)
    otra = emitido(llave, mia.certificado.subject, de_persona)
    hecho = dictamen(documento, sobre(falsa(mia, otra, llave), certificados=(mia.certificado,)), firmados)
    assert rechazado(hecho, "no está entre las reconocidas")


def test_a_certificate_that_says_to_be_another_one_is_rejected(
    documento: bytes, credenciales: tuple[Credencial, ...], llave: rsa.RSAPrivateKey, firmados: Firmados
) -> None:
    """Same issuer and number as a real one, which comes along: the signer is named by both."""
    real = credenciales[2].certificado
    otra = emitido(llave, real.issuer, llave, real.serial_number)
    hecho = dictamen(documento, sobre(falsa(credenciales[2], otra, llave), certificados=(real,)), firmados)
    assert rechazado(hecho, "ella no lo emitió")


def test_a_real_certificate_with_another_key_is_rejected(
    documento: bytes, credenciales: tuple[Credencial, ...], llave: rsa.RSAPrivateKey, firmados: Firmados
) -> None:
    ajena = falsa(credenciales[2], credenciales[2].certificado, llave)
    assert rechazado(dictamen(documento, sobre(ajena), firmados), "no la hizo con su certificado")

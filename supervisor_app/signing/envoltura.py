"""Checks the parts of a signature's envelope (CMS) that the signature itself does not protect.

A signature protects the document and its own attributes, but not the list of algorithms around them, the other
certificates or the filling after them. Changing those harms nobody; they are checked so that no byte of a file that is
accepted can be changed. It must never judge trust.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from asn1crypto import cms, core, parser, x509
from pyhanko.sign.validation.generic_cms import get_signing_cert_attr

from supervisor_app.signing.anclas import Anclas
from supervisor_app.signing.comprobar_firma import expedido_por

_NULO = b"\x05\x00"
_HONDO = 40


class Envuelta(Protocol):
    """A signature in its envelope, inside a PDF or in a file of its own."""

    @property
    def pkcs7_content(self) -> bytes: ...

    @property
    def signed_data(self) -> cms.SignedData: ...

    @property
    def signer_info(self) -> cms.SignerInfo: ...

    @property
    def signer_cert(self) -> x509.Certificate: ...

    @property
    def other_embedded_certs(self) -> list[x509.Certificate]: ...


def sin_holguras(objeto: Envuelta) -> bool:
    """Whether the envelope says what it must and nothing else. Raises one of ``PDF_ILEGIBLE`` on bad ASN.1."""
    contenido: bytes = objeto.pkcs7_content
    largo = parser.peek(contenido)
    firmado, firmante = objeto.signed_data, objeto.signer_info
    resumen = firmante["digest_algorithm"]
    es_sello = firmado["encap_content_info"]["content_type"].native == "tst_info"
    return (
        not contenido[largo:].strip(b"\x00")
        and cms.ContentInfo.load(contenido[:largo])["content_type"].native == "signed_data"
        and firmante["version"].native == ("v1" if firmante["sid"].name == "issuer_and_serial_number" else "v3")
        and (firmado["version"].native == "v1" or not _de_version_uno(firmado, firmante))
        and (firmado["version"].native == "v3" or not es_sello or not _solo_certificados(firmado))
        and _resumenes_bien(firmado, resumen, es_sello=es_sello)
        and (es_sello or (_es_der(contenido[:largo]) and isinstance(firmado["crls"], core.Void)))
        and _sin_agregados(firmante, es_sello=es_sello)
        and _nombra_al_emisor(firmante, objeto.signer_cert)
        and all(_sin_parametros(algoritmo) for algoritmo in (resumen, *firmado["digest_algorithms"]))
    )


def nombra_su_certificado(objeto: Envuelta) -> bool:
    """Whether what is signed says with which certificate (RFC 5035; RFC 3161, 2.4.2): pyHanko compares the name where
    it is there, and asks nothing where it is not."""
    return get_signing_cert_attr(objeto.signer_info["signed_attrs"]) is not None


def cadena_comprobable(objeto: Envuelta, anclas: Anclas) -> bool:
    """Whether each certificate that comes along vouches for the signer, by itself or through others at hand, and was
    itself issued by one of them."""
    acompanantes = objeto.other_embedded_certs
    confiables = {ancla.certificado.sha256: ancla.certificado for ancla in anclas.autoridades}
    conocidos = confiables | {certificado.sha256: certificado for certificado in acompanantes}
    pendientes, cadena = dict(conocidos), [objeto.signer_cert]
    for certificado in cadena:  # it grows meanwhile
        cadena.extend(pendientes.pop(e.sha256) for e in list(emisores(certificado, list(pendientes.values()))))
    todos = [uno.dump() for uno in objeto.signed_data["certificates"]]
    return len(todos) == len(set(todos)) and all(
        certificado.sha256 not in pendientes
        and (certificado.sha256 in confiables or any(emisores(certificado, conocidos.values())))
        for certificado in acompanantes
    )


def _resumenes_bien(firmado: cms.SignedData, resumen: cms.DigestAlgorithm, *, es_sello: bool) -> bool:
    """The list names the digest that was used and, but for authorities of time that name several, no other."""
    dichos = [algoritmo["algorithm"].native for algoritmo in firmado["digest_algorithms"]]
    return resumen["algorithm"].native in dichos if es_sello else dichos == [resumen["algorithm"].native]


def emisores(certificado: x509.Certificate, posibles: Iterable[x509.Certificate]) -> Iterator[x509.Certificate]:
    """Those of the certificates whose key issued this one, itself where it is a root."""
    return (emisor for emisor in posibles if expedido_por(certificado, emisor))


def _de_version_uno(firmado: cms.SignedData, firmante: cms.SignerInfo) -> bool:
    """RFC 5652, 5.1: what a plain signature with plain certificates has to be."""
    return (
        firmante["version"].native == "v1"
        and firmado["encap_content_info"]["content_type"].native == "data"
        and _solo_certificados(firmado)
    )


def _solo_certificados(firmado: cms.SignedData) -> bool:
    """Plain certificates beside the signature and no answers about their revocation."""
    return all(certificado.name == "certificate" for certificado in firmado["certificates"]) and isinstance(
        firmado["crls"], core.Void
    )


def _nombra_al_emisor(firmante: cms.SignerInfo, certificado: x509.Certificate) -> bool:
    """By the very bytes of its certificate: names are the same to pyHanko whatever the case of their letters."""
    quien = firmante["sid"]
    if quien.name != "issuer_and_serial_number":
        return True
    return bool(quien.chosen["issuer"].dump() == certificado["tbs_certificate"]["issuer"].dump())


def _sin_agregados(firmante: cms.SignerInfo, *, es_sello: bool) -> bool:
    """Nothing beside the signature that it does not protect, but a time stamp of it in its place (PAdES B-T)."""
    agregados = firmante["unsigned_attrs"]
    if isinstance(agregados, core.Void):
        return True
    return not es_sello and [uno["type"].native for uno in agregados] == ["signature_time_stamp_token"]


def _es_der(codificado: bytes, hondo: int = 0) -> bool:
    """Whether every length is written in the one way that DER allows, as ISO 32000 wants of a signature: in BER the
    same envelope can be written in many."""
    lugar = 0
    while lugar < len(codificado):
        if codificado[lugar] & 0x1F == 0x1F or hondo > _HONDO:
            return False
        compuesto, primero = codificado[lugar] & 0x20, codificado[lugar + 1]
        cuantos = primero & 0x7F if primero & 0x80 else 0
        inicio = lugar + 2 + cuantos
        largo = int.from_bytes(codificado[lugar + 2 : inicio], "big") if cuantos else primero
        if primero == 0x80 or (cuantos and (largo < 0x80 or codificado[lugar + 2] == 0)):
            return False
        lugar = inicio + largo
        if lugar > len(codificado) or (compuesto and not _es_der(codificado[inicio:lugar], hondo + 1)):
            return False
    return True


def _sin_parametros(resumen: cms.DigestAlgorithm) -> bool:
    parametros = resumen["parameters"]
    return isinstance(parametros, core.Void) or parametros.dump() == _NULO

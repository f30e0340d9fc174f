"""Checks the parts of a signature's envelope (CMS) that the signature itself does not protect.

A signature protects the document and its own attributes, but not the list of algorithms around them, the other
certificates or the filling after them. Changing those harms nobody; they are checked so that no byte of a file that is
accepted can be changed. It must never judge trust.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from asn1crypto import cms, core, parser, x509
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

from supervisor_app.signing.anclas import Anclas
from supervisor_app.signing.comprobar_firma import expedido_por

_NULO = b"\x05\x00"


def sin_holguras(objeto: EmbeddedPdfSignature) -> bool:
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
        and all(_sin_parametros(algoritmo) for algoritmo in (resumen, *firmado["digest_algorithms"]))
    )


def cadena_comprobable(objeto: EmbeddedPdfSignature, anclas: Anclas) -> bool:
    """Whether each certificate that comes along was issued by another one at hand."""
    acompanantes = objeto.other_embedded_certs
    conocidos = [ancla.certificado for ancla in anclas.autoridades]
    huellas = {certificado.sha256 for certificado in conocidos}
    return all(
        certificado.sha256 in huellas or any(emisores(certificado, (*conocidos, *acompanantes)))
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


def _sin_parametros(resumen: cms.DigestAlgorithm) -> bool:
    parametros = resumen["parameters"]
    return isinstance(parametros, core.Void) or parametros.dump() == _NULO

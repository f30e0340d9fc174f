"""The signatures that a PDF holds, each with the facts about it. No sentences: those are ``dictamen``'s.

It is stricter than pyHanko in what a signature does not protect: the hole that it leaves for itself must be exactly its
own value, and the envelope of that value is checked (``envoltura``).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from asn1crypto import x509
from pyhanko.pdf_utils.generic import parse_pdf_date
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.generic_cms import extract_self_reported_ts
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel

from supervisor_app.signing import satcompat
from supervisor_app.signing.anclas import Anclas
from supervisor_app.signing.cambios_admitidos import SOLO_FIRMAR
from supervisor_app.signing.envoltura import cadena_comprobable, emisores, nombra_su_certificado, sin_holguras
from supervisor_app.signing.lectura import PDF_ILEGIBLE

satcompat.aplicar()

# Hexadecimal of one letter case only: a flipped case would change the file and not the signature.
_VALOR = re.compile(rb"<(?:[0-9a-f]*|[0-9A-F]*)>")
_TIPO_SELLO = "/DocTimeStamp"
_USOS = KeyUsageConstraints(key_usage={"digital_signature", "non_repudiation"})


@dataclass(frozen=True)
class FirmaLeida:
    """One signature of the file. ``estado`` is None where it cannot be read; ``revision`` orders them."""

    campo: str
    objeto: EmbeddedPdfSignature | None = None
    estado: PdfSignatureStatus | None = None
    momento: datetime | None = None
    hueco_exacto: bool = False
    sin_holguras: bool = False
    nombra_su_certificado: bool = False
    cadena_comprobable: bool = False
    revision: int = -1

    @property
    def ilegible(self) -> bool:
        return self.estado is None

    @property
    def certificado(self) -> x509.Certificate | None:
        return self.estado.signing_cert if self.estado is not None else None

    @property
    def contenido_intacto(self) -> bool:
        """The signed bytes are the ones of this file."""
        return self.estado is not None and bool(self.estado.intact) and self.hueco_exacto

    @property
    def firma_autentica(self) -> bool:
        """The value was made with the key of the certificate that goes with it, and not a bit of it was touched."""
        return self.estado is not None and bool(self.estado.valid) and self.sin_holguras and self.nombra_su_certificado

    @property
    def sin_cambios_posteriores(self) -> bool:
        """Nothing but further signing happened after this signature."""
        return (
            self.estado is not None
            and bool(self.estado.docmdp_ok)
            and bool(self.estado.coverage >= SignatureCoverageLevel.ENTIRE_REVISION)
        )

    @property
    def cubre_todo(self) -> bool:
        return self.estado is not None and self.estado.coverage is SignatureCoverageLevel.ENTIRE_FILE

    @property
    def avalada(self) -> bool:
        """A trusted authority vouches for the certificate at the claimed time."""
        return self.estado is not None and bool(self.estado.trusted) and bool(self.estado.seed_value_ok)

    def emisor(self, anclas: Anclas) -> x509.Certificate | None:
        """Who issued its certificate: an anchor or, where the chain is trusted, one that came along."""
        if self.objeto is None or self.certificado is None:
            return None
        acompanantes = self.objeto.other_embedded_certs if self.avalada else []
        conocidos = [ancla.certificado for ancla in anclas.autoridades]
        return next(emisores(self.certificado, (*conocidos, *acompanantes)), None)

    @property
    def integra(self) -> bool:
        return self.contenido_intacto and self.firma_autentica and self.sin_cambios_posteriores


def leer_firmas(lector: PdfFileReader, pdf: bytes, anclas: Anclas, ahora: datetime) -> tuple[FirmaLeida, ...]:
    """In the order in which they were made; what cannot be read comes first. ``ahora`` judges those without a time.
    Time stamps of the document are not among them (``sellos_pdf``).

    Raises one of ``PDF_ILEGIBLE`` where not even the form can be read.
    """
    firmas = [
        _leer(lector, pdf, nombre, ref, anclas=anclas, ahora=ahora)
        for nombre, valor, ref in campos_firmados(lector)
        if not es_sello(valor)
    ]
    # Two fields that show one and the same signature would count one signer twice.
    veces = Counter(tuple(firma.objeto.byte_range) for firma in firmas if firma.objeto is not None)
    firmas = [
        replace(firma, estado=None) if firma.objeto is not None and veces[tuple(firma.objeto.byte_range)] > 1 else firma
        for firma in firmas
    ]
    return tuple(sorted(firmas, key=lambda firma: firma.revision))


def campos_firmados(lector: PdfFileReader) -> Iterator[tuple[str, Any, Any]]:
    """Name, value and reference of each field that holds a signature or a time stamp."""
    for nombre, valor, ref in enumerate_sig_fields(lector, filled_status=True):
        yield str(nombre), valor.get_object(), ref


def es_sello(valor: Any) -> bool:
    """Whether the value of a signature field says that it is a time stamp of the document."""
    return "/Type" in valor and str(valor["/Type"]) == _TIPO_SELLO


def _leer(lector: PdfFileReader, pdf: bytes, nombre: str, ref: Any, *, anclas: Anclas, ahora: datetime) -> FirmaLeida:
    try:
        objeto = EmbeddedPdfSignature(lector, ref, nombre)
        momento = momento_declarado(objeto)
        estado = validate_pdf_signature(
            objeto, anclas.contexto(momento or ahora), diff_policy=SOLO_FIRMAR, key_usage_settings=_USOS
        )
        return FirmaLeida(
            campo=nombre,
            objeto=objeto,
            estado=estado,
            momento=momento,
            hueco_exacto=hueco_exacto(objeto, pdf),
            sin_holguras=sin_holguras(objeto) and _sello_propio_bueno(estado),
            nombra_su_certificado=nombra_su_certificado(objeto),
            cadena_comprobable=cadena_comprobable(objeto, anclas),
            revision=objeto.signed_revision,
        )
    except PDF_ILEGIBLE:
        return FirmaLeida(campo=nombre)


def _sello_propio_bueno(estado: PdfSignatureStatus) -> bool:
    """Whether a time stamp inside the envelope, which no signature protects, is at least of this signature. It proves
    nothing here: the time is that of stamps over the whole document."""
    sello = estado.timestamp_validity
    return sello is None or (bool(sello.intact) and bool(sello.valid))


def momento_declarado(objeto: EmbeddedPdfSignature) -> datetime | None:
    """The time that the signer's machine claimed: /M, else the CMS attribute. Taken as UTC where it has no zone."""
    momento: datetime | None
    if "/M" in objeto.sig_object:
        momento = parse_pdf_date(objeto.sig_object["/M"], strict=True)
    else:
        momento = extract_self_reported_ts(objeto.signer_info)
    if momento is None:
        return None
    return momento if momento.tzinfo is not None else momento.replace(tzinfo=UTC)


def hueco_exacto(objeto: EmbeddedPdfSignature, pdf: bytes) -> bool:
    """Whether what the signature leaves out is its own /Contents, to the byte."""
    inicio, antes, despues, resto = (int(numero) for numero in objeto.byte_range)
    hueco = pdf[antes:despues]
    return (
        inicio == 0
        and 0 < antes < despues
        and despues + resto <= len(pdf)
        and _VALOR.fullmatch(hueco) is not None
        and bytes.fromhex(hueco[1:-1].decode("ascii")) == objeto.pkcs7_content
    )

"""The time stamps that a PDF holds for the whole document (RFC 3161), each with the facts about it.

pyHanko checks the stamp's own signature, that it is of these bytes and the chain of its authority. Asked here besides:
that its certificate is for stamping time and nothing else, that it names its certificate, and that no weak digest is in
it. No sentences: those are ``dictamen_sello``'s.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from asn1crypto import cms, tsp, x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.diff_analysis.rules.form_field_rules import is_field_visible
from pyhanko.sign.validation import validate_pdf_timestamp
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import DocumentTimestampStatus, SignatureCoverageLevel

from supervisor_app.signing.anclas import Anclas
from supervisor_app.signing.cambios_admitidos import SOLO_FIRMAR
from supervisor_app.signing.comprobar_firma import RESUMENES_SEGUROS
from supervisor_app.signing.envoltura import cadena_comprobable, emisores, nombra_su_certificado, sin_holguras
from supervisor_app.signing.firmas_pdf import campos_firmados, es_sello, hueco_exacto
from supervisor_app.signing.lectura import PDF_ILEGIBLE


@dataclass(frozen=True)
class SelloLeido:
    """One time stamp of the file. ``estado`` is None where it cannot be read; ``revision`` orders them.

    ``sobre_el_archivo``: its imprint is of these very bytes. ``para_sellar``: its certificate is for time stamps only.
    ``visible``: it takes up room on a page, as a signature would.
    """

    campo: str
    objeto: EmbeddedPdfSignature | None = None
    estado: DocumentTimestampStatus | None = None
    momento: datetime | None = None
    sobre_el_archivo: bool = False
    para_sellar: bool = False
    visible: bool = False
    sin_holguras: bool = False
    cadena_comprobable: bool = False
    revision: int = -1

    @property
    def certificado(self) -> x509.Certificate | None:
        return self.estado.signing_cert if self.estado is not None else None

    @property
    def autentico(self) -> bool:
        """The token was made with the key of the certificate that goes with it, and not a bit of it was touched."""
        return self.estado is not None and bool(self.estado.valid) and self.sin_holguras

    @property
    def cubre_todo(self) -> bool:
        return self.estado is not None and self.estado.coverage is SignatureCoverageLevel.ENTIRE_FILE

    @property
    def sin_cambios_posteriores(self) -> bool:
        """Nothing but signing and stamping happened after it."""
        nivel = self.estado.modification_level if self.estado is not None else None
        return (
            self.estado is not None
            and bool(self.estado.coverage >= SignatureCoverageLevel.ENTIRE_REVISION)
            and nivel is not None
            and bool(nivel <= ModificationLevel.FORM_FILLING)
        )

    @property
    def avalado(self) -> bool:
        """A trusted authority vouches for its certificate at the time that it certifies."""
        return self.estado is not None and bool(self.estado.trusted)

    @property
    def integro(self) -> bool:
        return self.sobre_el_archivo and self.autentico and self.sin_cambios_posteriores

    def emisor(self, anclas: Anclas) -> x509.Certificate | None:
        """Who issued its certificate, where its chain is trusted: an anchor, or an authority that came along."""
        if self.objeto is None or self.certificado is None or not self.avalado:
            return None
        conocidos = [ancla.certificado for ancla in anclas.autoridades]
        return next(emisores(self.certificado, (*conocidos, *self.objeto.other_embedded_certs)), None)


def leer_sellos(lector: PdfFileReader, pdf: bytes, anclas: Anclas) -> tuple[SelloLeido, ...]:
    """In the order in which they were made; what cannot be read comes first. ``anclas``: of authorities of time.

    Raises one of ``PDF_ILEGIBLE`` where not even the form can be read.
    """
    sellos = [
        _leer(lector, pdf, nombre, ref, anclas) for nombre, valor, ref in campos_firmados(lector) if es_sello(valor)
    ]
    return tuple(sorted(sellos, key=lambda sello: sello.revision))


def _leer(lector: PdfFileReader, pdf: bytes, nombre: str, ref: Any, anclas: Anclas) -> SelloLeido:
    try:
        objeto = EmbeddedPdfSignature(lector, ref, nombre)
        dicho = _tst(objeto.signed_data)
        momento = dicho["gen_time"].native
        estado = validate_pdf_timestamp(objeto, anclas.contexto(momento), diff_policy=SOLO_FIRMAR)
        return SelloLeido(
            campo=nombre,
            objeto=objeto,
            estado=estado,
            momento=momento if momento.tzinfo is not None else momento.replace(tzinfo=UTC),
            sobre_el_archivo=bool(estado.intact) and hueco_exacto(objeto, pdf) and _resumen_seguro(dicho),
            para_sellar=_solo_para_sellar(estado.signing_cert),
            visible=is_field_visible(objeto.sig_field) or "/AP" in objeto.sig_field,
            sin_holguras=sin_holguras(objeto) and nombra_su_certificado(objeto),
            cadena_comprobable=cadena_comprobable(objeto, anclas),
            revision=objeto.signed_revision,
        )
    except PDF_ILEGIBLE:
        return SelloLeido(campo=nombre)


def _tst(firmado: cms.SignedData) -> tsp.TSTInfo:
    dicho = firmado["encap_content_info"]["content"].parsed
    if not isinstance(dicho, tsp.TSTInfo):
        raise ValueError("no TSTInfo")
    return dicho


def _resumen_seguro(dicho: tsp.TSTInfo) -> bool:
    return dicho["message_imprint"]["hash_algorithm"]["algorithm"].native in RESUMENES_SEGUROS


def _solo_para_sellar(certificado: x509.Certificate) -> bool:
    """RFC 3161, 2.3: exactly this purpose, and marked critical."""
    proposito = certificado.extended_key_usage_value
    return (
        proposito is not None
        and proposito.native == ["time_stamping"]
        and "extended_key_usage" in certificado.critical_extensions
    )

"""Invented people, a fixed clock and the small document that the tests of this room sign. No fixtures."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.stamp import StaticStampStyle
from reportlab.pdfgen.canvas import Canvas

from supervisor_app.signing.anclas import Anclas
from supervisor_app.signing.pki_prueba import PersonaPrueba
from supervisor_app.signing.sello import SelloVisible

ZONA = timezone(timedelta(hours=-6))
AHORA = datetime(2026, 11, 20, 14, 5, 9, tzinfo=ZONA)
CONTRASENA = "clave de prueba 8"
CAMPOS = ("FirmaComisionado", "FirmaTitular", "FirmaSuperior")
PERSONAS = (
    PersonaPrueba("LUCIA ÑANDU PEÑALOZA", "ÑAPL850101AB1", "ÑAPL850101MDFXXC01"),
    PersonaPrueba("JOSE ANGEL IBARGÜEN TREVIÑO", "IATA790305CD2", "IATA790305HDFXXN02"),
    PersonaPrueba("XOCHITL CASTAÑEDA CHAVARRIA", "CACX700909EF3", "CACX700909MDFXXC03"),
)
REGISTRO = '{"folio":"PRUEBA-0001","objeto":"Supervisión"}'.encode()
FUENTES = Path(__file__).resolve().parents[2] / "resources" / "fonts"
SELLO = SelloVisible(FUENTES)


@dataclass(frozen=True)
class Firmados:
    """The same document without signatures and after each one."""

    ninguna: bytes
    una: bytes
    dos: bytes
    tres: bytes
    anclas: Anclas
    esperado: dict[str, str]
    registro_sha256: str


def hacer_documento(campos: tuple[str, ...], *, giro: int = 0, ancho_mm: float = 70, alto_mm: float = 24) -> bytes:
    """A PDF with text, fields of that size and ``REGISTRO`` attached as the associated file."""
    mm = 72 / 25.4
    hojas = io.BytesIO()
    lienzo = Canvas(hojas, pagesize=(612, 792), invariant=1, pageCompression=0)
    for texto in ("Primera página", "Última página: monto observado 1000"):
        lienzo.drawString(72, 720, texto)
        lienzo.showPage()
    lienzo.save()
    pdf = pikepdf.open(io.BytesIO(hojas.getvalue()))
    adjunto = pikepdf.AttachedFileSpec(
        pdf,
        REGISTRO,
        description="",
        filename="datos.json",
        mime_type="application/json",
        creation_date="",
        mod_date="",
    )
    pdf.attachments["datos.json"] = adjunto
    pdf.Root.AF = Array([adjunto.obj])
    pagina = pdf.pages[-1]
    if giro:
        pagina.obj.Rotate = giro
    pagina.obj.Annots = Array()
    referencias = Array()
    for lugar, nombre in enumerate(campos):
        x, y = 50.0, 80.0 + lugar * 90
        widget = pdf.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Widget,
                FT=Name.Sig,
                T=String(nombre),
                F=4,
                Rect=Array([x, y, x + ancho_mm * mm, y + alto_mm * mm]),
                P=pagina.obj,
            )
        )
        pagina.obj.Annots.append(widget)
        referencias.append(widget)
    pdf.Root.AcroForm = pdf.make_indirect(Dictionary(Fields=referencias, SigFlags=3))
    salida = io.BytesIO()
    # No object streams: the tests change bytes of the page and must find them.
    pdf.save(salida, object_stream_mode=pikepdf.ObjectStreamMode.disable, compress_streams=False)
    return salida.getvalue()


def firmado_por_otro_programa(
    pdf: bytes, firmante: SimpleSigner, campo: str, ahora: datetime, *, permiso: MDPPerm | None = None
) -> bytes:
    """Signed with pyHanko's own signer, which asks none of our questions and rewrites the metadata.

    ``permiso``: the signature certifies and leaves that much allowed.
    """

    class ConHora(PdfSigner):
        def init_signing_session(self, *argumentos: Any, **nombrados: Any) -> Any:
            sesion = super().init_signing_session(*argumentos, **nombrados)
            sesion.system_time = ahora
            return sesion

    metadatos = PdfSignatureMetadata(
        campo,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        certify=permiso is not None,
        docmdp_permissions=permiso or MDPPerm.FILL_FORMS,
    )
    salida = io.BytesIO()
    ConHora(metadatos, firmante, stamp_style=StaticStampStyle(border_width=1)).sign_pdf(
        IncrementalPdfFileWriter(io.BytesIO(pdf)), existing_fields_only=True, output=salida
    )
    return salida.getvalue()

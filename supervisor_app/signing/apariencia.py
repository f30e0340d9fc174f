"""Hands a drawn stamp to pyHanko as the appearance of a signature field, upright on rotated pages too.

It must never draw: that is ``sello``'s.
"""

# pyHanko leaves parts of itself without types.

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pyhanko.pdf_utils.content import PdfContent
from pyhanko.pdf_utils.generic import ArrayObject, NumberObject, pdf_name
from pyhanko.pdf_utils.layout import AxisAlignment, BoxConstraints, InnerScaling, Margins, SimpleBoxLayoutRule
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.signers.cms_embedder import SigAppearanceSetup
from pyhanko.stamp import StaticStampStyle
from pyhanko.stamp.static import StaticContentStamp

from supervisor_app.signing.campos import CampoFirma
from supervisor_app.signing.credencial import Credencial
from supervisor_app.signing.sello import DatosSello, Sello


def apariencia(campo: CampoFirma, credencial: Credencial, ahora: datetime, sello: Sello) -> SigAppearanceSetup | None:
    """None for an invisible field."""
    if not campo.visible:
        return None
    ancho, alto = campo.rect[2] - campo.rect[0], campo.rect[3] - campo.rect[1]
    if campo.giro in (90, 270):
        ancho, alto = alto, ancho
    datos = DatosSello(
        credencial.nombre, credencial.rfc, credencial.numero_certificado, ahora, de_prueba=credencial.de_prueba
    )
    estilo = _EstiloDeSello(
        border_width=0,
        background=_PaginaImportada(sello(datos, ancho, alto)),
        background_layout=SimpleBoxLayoutRule(
            x_align=AxisAlignment.ALIGN_MIN,
            y_align=AxisAlignment.ALIGN_MIN,
            margins=Margins.uniform(0),
            inner_content_scaling=InnerScaling.NO_SCALING,
        ),
        giro=campo.giro,
        caja=BoxConstraints(width=ancho, height=alto),
    )
    return SigAppearanceSetup(style=estilo, timestamp=ahora, name=credencial.nombre)


class _PaginaImportada(PdfContent):
    """The only page of a PDF in memory; pyHanko's own class takes a file name only."""

    def __init__(self, pdf: bytes) -> None:
        super().__init__()
        self._pdf = pdf

    def render(self) -> bytes:
        forma = self._ensure_writer.import_page_as_xobject(PdfFileReader(io.BytesIO(self._pdf)))
        self.resources.xobject["/Sello"] = forma
        x0, y0, x1, y1 = forma.get_object()["/BBox"]
        self.box = BoxConstraints(width=abs(x1 - x0), height=abs(y1 - y0))
        return b"/Sello Do"


@dataclass(frozen=True)
class _EstiloDeSello(StaticStampStyle):
    """A static stamp that stands upright on a rotated page."""

    giro: int = 0
    caja: BoxConstraints | None = None

    def create_stamp(self, writer: Any, box: BoxConstraints, text_params: dict[str, str]) -> StaticContentStamp:
        return _SelloColocado(writer=writer, style=self, box=self.caja or box)


class _SelloColocado(StaticContentStamp):
    def as_form_xobject(self) -> Any:
        forma = super().as_form_xobject()
        if self.style.giro:
            matriz = {90: (0, 1, -1, 0, 0, 0), 180: (-1, 0, 0, -1, 0, 0), 270: (0, -1, 1, 0, 0, 0)}[self.style.giro]
            forma[pdf_name("/Matrix")] = ArrayObject(NumberObject(numero) for numero in matriz)
        return forma

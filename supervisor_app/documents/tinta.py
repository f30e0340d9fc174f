"""A copy to be printed and signed by hand: each page says so, with when.

It must never be given a signed file, nor be kept: what is stored is the document itself.
"""

from __future__ import annotations

import io

import pikepdf
from pikepdf import Rectangle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from supervisor_app.documents import estilo
from supervisor_app.documents.tipografia import BOLD, REGULAR, registrar_fuentes

_TOP = 7.2 * mm
"""From the edge of the sheet to the middle of the mark: above the letterhead, and where printers reach."""
_HEIGHT = 4.6 * mm
_PADDING = 3.0 * mm
_SIZE = 7.6
_GAP = 4.0


def marcar_impresion(pdf: bytes, que: str, cuando: str) -> bytes:
    """The pages with a mark above their text: ``que`` in bold, ``cuando`` beside it."""
    registrar_fuentes()
    with pikepdf.open(io.BytesIO(pdf)) as copia:
        marcas: dict[tuple[float, float], pikepdf.Page] = {}
        for pagina in copia.pages:
            x0, y0, x1, y1 = (float(v) for v in pagina.mediabox)
            medida = (x1 - x0, y1 - y0)
            if medida not in marcas:
                with pikepdf.open(io.BytesIO(_marca(*medida, que, cuando))) as suya:
                    copia.pages.append(suya.pages[0])
                marcas[medida] = copia.pages[-1]
                del copia.pages[-1]
            pagina.add_overlay(marcas[medida], Rectangle(x0, y0, x1, y1))
        salida = io.BytesIO()
        copia.save(salida, deterministic_id=True)
    return salida.getvalue()


def _marca(ancho: float, alto: float, que: str, cuando: str) -> bytes:
    salida = io.BytesIO()
    lienzo = Canvas(
        salida,
        pagesize=(ancho, alto),
        invariant=1,
        initialFontName=REGULAR,  # type: ignore[arg-type]  # the stub says float, reportlab takes the font's name
    )
    palabras = ((que, BOLD), (cuando, REGULAR))
    largo = sum(stringWidth(texto, fuente, _SIZE) for texto, fuente in palabras) + _GAP
    x, medio = (ancho - largo) / 2, alto - _TOP
    # Pagination, outside the reading order, as the foot is: the copy may be saved, and read aloud.
    codigo: list[str] = lienzo._code  # type: ignore[attr-defined]  # reportlab has no call for marked content
    codigo.append("/Artifact BMC")
    lienzo.setStrokeColor(estilo.INK)
    lienzo.setLineWidth(0.7)
    lienzo.roundRect(x - _PADDING, medio - _HEIGHT / 2, largo + 2 * _PADDING, _HEIGHT, 1.5)
    for texto, fuente in palabras:
        lienzo.setFont(fuente, _SIZE)
        lienzo.drawString(x, medio - _SIZE * 0.36, texto)
        x += stringWidth(texto, fuente, _SIZE) + _GAP
    codigo.append("EMC")
    lienzo.showPage()
    lienzo.save()
    return salida.getvalue()

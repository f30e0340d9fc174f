"""The look of every document: letter page, one type scale, few greys. Values only; it draws nothing.

Sizes and lengths are points. Colours hold on a grey printer: nothing is told by colour alone.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.enums import TA_CENTER, TA_LEFT, TA_RIGHT
from reportlab.lib.pagesizes import letter
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm

from supervisor_app.documents.tipografia import BOLD, ITALIC, REGULAR, silabas

PAGE = letter
MARGIN_X = 20 * mm
MARGIN_TOP = 16 * mm
MARGIN_TOP_NEXT = 23 * mm
MARGIN_BOTTOM = 26 * mm
TEXT_WIDTH = PAGE[0] - 2 * MARGIN_X

INK: Color = HexColor("#000000")
SOFT: Color = HexColor("#43505C")
HAIRLINE: Color = HexColor("#8A949D")
RULE: Color = HexColor("#B4BEC7")
SHADE: Color = HexColor("#EBEEF1")

SIZE_BODY = 10.0
SIZE_SMALL = 8.5
SIZE_FINE = 7.2
HAIRLINE_WIDTH = 0.5

INDENT = 17.0  # hanging indent of a list marker; wider gaps make readers of plain text part marker and text
MARKER_GAP = 5.0


def _style(name: str, **values: Any) -> ParagraphStyle:
    defaults: dict[str, Any] = {
        "fontName": REGULAR,
        "fontSize": SIZE_BODY,
        "leading": 14.0,
        "textColor": INK,
        "alignment": TA_LEFT,
        "allowWidows": 0,
        "allowOrphans": 0,
        "splitLongWords": 1,
        "justifyBreaks": 0,
    }
    return ParagraphStyle(name, **(defaults | values))


LETTERHEAD = _style("membrete", fontSize=9.5, leading=13, alignment=TA_CENTER)
TITLE = _style("titulo", fontName=BOLD, fontSize=12.5, leading=16, alignment=TA_CENTER, spaceBefore=9, spaceAfter=9)
RIGHT = _style("derecha", alignment=TA_RIGHT)
RIGHT_BOLD = _style("derecha-negrita", parent=RIGHT, fontName=BOLD, alignment=TA_RIGHT)
PLACE_AND_DATE = _style("lugar-y-fecha", alignment=TA_RIGHT, spaceBefore=6, spaceAfter=8)
FIELD = _style("dato", leading=15, leftIndent=14, firstLineIndent=-14)
SECTION = _style("seccion", fontName=BOLD, spaceBefore=13, spaceAfter=4)
BODY = _style("cuerpo", spaceAfter=3.5)
LEGEND = _style("leyenda", spaceBefore=16, spaceAfter=10)
SIGNER = _style("firmante", fontName=BOLD, leading=13.5, alignment=TA_CENTER)
SIGNER_NOTE = _style("firmante-nota", fontSize=8.8, leading=12, alignment=TA_CENTER)

# Tables: narrow measures, so words are broken in syllables.
_NARROW: dict[str, Any] = {
    "fontSize": SIZE_SMALL,
    "leading": 11.5,
    "hyphenationLang": silabas,
    "embeddedHyphenation": 1,
}
CELL = _style("celda", **_NARROW)
CELL_BOLD = _style("celda-negrita", fontName=BOLD, fontSize=SIZE_SMALL, leading=11.5)
CELL_PLAIN = _style("celda-entera", fontSize=SIZE_SMALL, leading=11.5)
CELL_RIGHT = _style("celda-derecha", fontSize=SIZE_SMALL, leading=11.5, alignment=TA_RIGHT)
CELL_EVIDENCE = _style("celda-evidencia", **(_NARROW | {"spaceBefore": 2.5, "textColor": SOFT}))
CELL_LABEL = _style("celda-etiqueta", fontSize=7.4, leading=9.8, textColor=SOFT)
CELL_LABEL_RIGHT = _style("celda-etiqueta-derecha", fontSize=7.4, leading=9.8, textColor=SOFT, alignment=TA_RIGHT)
HEAD = _style("cabeza", fontName=BOLD, fontSize=8, leading=10.5)
HEAD_RIGHT = _style("cabeza-derecha", fontName=BOLD, fontSize=8, leading=10.5, alignment=TA_RIGHT)
TITLE_TIGHT = _style("titulo-junto", fontName=BOLD, fontSize=12.5, leading=16, alignment=TA_CENTER, spaceBefore=9)
PROCESS = _style("proceso", fontSize=10.5, leading=14.5, alignment=TA_CENTER, spaceBefore=2)
NOTICE = _style("aviso", fontName=ITALIC, fontSize=8, leading=11, alignment=TA_CENTER, textColor=SOFT, spaceBefore=3)
TABLE_TITLE = _style("titulo-tabla", fontName=BOLD, fontSize=10.5, leading=14, spaceBefore=14, spaceAfter=5)
SUBHEADING = _style("subtitulo", fontName=BOLD, fontSize=9, leading=12.5, spaceBefore=8, spaceAfter=2)
FACTS = _style("datos-breves", fontSize=SIZE_SMALL, leading=12, textColor=SOFT, spaceAfter=2)
SMALL = _style("menor", fontSize=9, leading=12.5, spaceAfter=4)
COPY_NOTE = _style("nota-de-copia", fontSize=7.6, leading=10.2, textColor=SOFT)
NOTE = _style("nota", fontName=ITALIC, fontSize=7.8, leading=10.5, textColor=SOFT, spaceBefore=3)
SIGN_INDENT = 13.0


@cache
def hanging(style: ParagraphStyle) -> ParagraphStyle:
    """The same style, its text indented to leave room for a sign."""
    return ParagraphStyle(f"{style.name}-signo", parent=style, leftIndent=SIGN_INDENT)


@cache
def unhyphenated(style: ParagraphStyle) -> ParagraphStyle:
    """The same style for a text with an address: reportlab breaks one once by its parts and lets the rest run over the
    edge; without hyphenation it breaks wherever the line ends.
    """
    return ParagraphStyle(f"{style.name}-entera", parent=style, hyphenationLang="", embeddedHyphenation=0)


@cache
def list_style(level: int, indent: float, base: ParagraphStyle = BODY) -> ParagraphStyle:
    """Body text that hangs from a marker; ``indent`` is where the text starts, from the left margin."""
    return ParagraphStyle(f"{base.name}-{level}-{indent:.2f}", parent=base, leftIndent=indent)

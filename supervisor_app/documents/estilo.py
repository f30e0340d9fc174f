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

# One scale, each size 1.18 times the one below it: what is around the text, tables, text, section, title.
SIZE_FINE, LEADING_FINE = 7.2, 9.8
SIZE_SMALL, LEADING_SMALL = 8.5, 11.5
SIZE_BODY, LEADING_BODY = 10.0, 14.0
SIZE_SECTION, LEADING_SECTION = 11.8, 15.5
SIZE_TITLE, LEADING_TITLE = 13.9, 18.0
_TIGHT = 13.5  # leading of text that is read in pieces
HAIRLINE_WIDTH = 0.5

INDENT = 17.0  # hanging indent of a list marker; wider gaps make readers of plain text part marker and text
MARKER_GAP = 5.0


def _style(name: str, **values: Any) -> ParagraphStyle:
    defaults: dict[str, Any] = {
        "fontName": REGULAR,
        "fontSize": SIZE_BODY,
        "leading": LEADING_BODY,
        "textColor": INK,
        "alignment": TA_LEFT,
        "allowWidows": 0,
        "allowOrphans": 0,
        "splitLongWords": 1,
        "justifyBreaks": 0,
    }
    return ParagraphStyle(name, **(defaults | values))


LETTERHEAD = _style("membrete", leading=13, alignment=TA_CENTER)
_TITLE: dict[str, Any] = {"fontName": BOLD, "fontSize": SIZE_TITLE, "leading": LEADING_TITLE, "alignment": TA_CENTER}
TITLE = _style("titulo", **_TITLE, spaceBefore=9, spaceAfter=9)
TITLE_TIGHT = _style("titulo-junto", **_TITLE, spaceBefore=9)
RIGHT = _style("derecha", alignment=TA_RIGHT)
RIGHT_BOLD = _style("derecha-negrita", parent=RIGHT, fontName=BOLD, alignment=TA_RIGHT)
PLACE_AND_DATE = _style("lugar-y-fecha", alignment=TA_RIGHT, spaceBefore=6, spaceAfter=8)
FIELD = _style("dato", leading=15, leftIndent=14, firstLineIndent=-14)
SECTION = _style("seccion", fontName=BOLD, spaceBefore=13, spaceAfter=4)
BODY = _style("cuerpo", spaceAfter=3.5)
LEGEND = _style("leyenda", spaceBefore=16, spaceAfter=10)
SIGNER = _style("firmante", fontName=BOLD, leading=_TIGHT, alignment=TA_CENTER)
_SMALL: dict[str, Any] = {"fontSize": SIZE_SMALL, "leading": LEADING_SMALL}
SIGNER_NOTE = _style("firmante-nota", **_SMALL, alignment=TA_CENTER)

# Tables: narrow measures, so words are broken in syllables.
_NARROW: dict[str, Any] = {**_SMALL, "hyphenationLang": silabas, "embeddedHyphenation": 1}
_LABEL: dict[str, Any] = {"fontSize": SIZE_FINE, "leading": LEADING_FINE, "textColor": SOFT}
CELL = _style("celda", **_NARROW)
CELL_BOLD = _style("celda-negrita", fontName=BOLD, **_SMALL)
CELL_PLAIN = _style("celda-entera", **_SMALL)
CELL_RIGHT = _style("celda-derecha", **_SMALL, alignment=TA_RIGHT)
CELL_EVIDENCE = _style("celda-evidencia", **_NARROW, spaceBefore=2.5, textColor=SOFT)
CELL_LABEL = _style("celda-etiqueta", **_LABEL)
CELL_LABEL_RIGHT = _style("celda-etiqueta-derecha", **_LABEL, alignment=TA_RIGHT)
HEAD = _style("cabeza", fontName=BOLD, **_SMALL)
HEAD_RIGHT = _style("cabeza-derecha", fontName=BOLD, **_SMALL, alignment=TA_RIGHT)
PROCESS = _style("proceso", alignment=TA_CENTER, spaceBefore=2)
NOTICE = _style("aviso", fontName=ITALIC, **_SMALL, alignment=TA_CENTER, textColor=SOFT, spaceBefore=3)
TABLE_TITLE = _style(
    "titulo-tabla", fontName=BOLD, fontSize=SIZE_SECTION, leading=LEADING_SECTION, spaceBefore=14, spaceAfter=5
)
SUBHEADING = _style("subtitulo", fontName=BOLD, leading=_TIGHT, spaceBefore=8, spaceAfter=2)
FACTS = _style("datos-breves", **_SMALL, textColor=SOFT, spaceAfter=2)
SMALL = _style("texto", leading=_TIGHT, spaceAfter=4)
COPY_NOTE = _style("nota-de-copia", **_LABEL)
NOTE = _style("nota", fontName=ITALIC, **_LABEL, spaceBefore=3)
SIGN_INDENT = 13.0
KEY_GROUP = _style("grupo-de-clave", fontName=BOLD, fontSize=22, leading=27, alignment=TA_CENTER)
KEY_NUMBER = _style("numero-de-grupo", **_LABEL, alignment=TA_CENTER)


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

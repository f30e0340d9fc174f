"""The sheet: letter page, running head, footer (folio, QR, hash, key, «Página x de y»), and the build to bytes.

All of it is pagination: artifacts, outside the reading order. This module must never know what a document says.
"""

from __future__ import annotations

import io
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reportlab import rl_config
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from supervisor_app.documents import estilo
from supervisor_app.documents.codigo_qr import draw_qr
from supervisor_app.documents.etiquetado import Structure, TaggedCanvas
from supervisor_app.documents.tipografia import BOLD, REGULAR, imprimible, registrar_fuentes
from supervisor_app.domain.cotejo import Sello

rl_config.useA85 = 0  # text of 7 bits is of no use in a file, and a quarter larger

dibujando = threading.Lock()
"""Held while a document is composed: reportlab has one paragraph parser for the whole process."""

_RULE_Y = 22 * mm
_FIRST_LINE_Y = 17.3 * mm
_SECOND_LINE_Y = 13.2 * mm
_LAST_LINE_Y = 9.1 * mm
_KEY_ROOM = 60 * mm
_QR = "qr"
_QR_SIDE = 13.5 * mm
_QR_GAP = 2.2 * mm
_HOW_TO_CHECK = "Coteje esta hoja con su registro: lea el código o escriba la huella."
_DRAFT = "BORRADOR"
_LONGEST_LINE = 400  # characters: more than fit in any line of a page, so that measuring stays short


@dataclass(frozen=True)
class Sheet:
    """What is printed around the text of every page."""

    running_head: str
    identity: str
    form_key: str
    draft: bool = False
    seal: Sello | None = None
    landscape: bool = False

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the page."""
        return (estilo.PAGE[1], estilo.PAGE[0]) if self.landscape else estilo.PAGE

    @property
    def text_width(self) -> float:
        return self.size[0] - 2 * estilo.MARGIN_X


class _SheetCanvas(TaggedCanvas):
    """Draws the footers at the end, when the number of pages is known: each page calls for a form of its own."""

    def __init__(self, *args: Any, sheet: Sheet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sheet = sheet

    def showPage(self) -> None:
        """Close the page with its furniture."""
        page = int(self.getPageNumber())
        with self.marked(None):
            self.doForm(f"pie-{page}")
        if page > 1:
            with self.marked(None):
                self._running_head()
        if self.sheet.draft:
            with self.marked(None):
                self._draft_mark()
        super().showPage()

    def save(self) -> None:
        """Write the footers, then the file."""
        total = self.structure.pages["total"] = int(self.getPageNumber()) - 1
        if self.sheet.seal is not None:
            self.beginForm(_QR, 0, 0, _QR_SIDE, _QR_SIDE)
            draw_qr(self, self.sheet.seal.qr, _QR_SIDE)
            self.endForm()
        for page in range(1, total + 1):
            self.beginForm(f"pie-{page}")
            self._footer(page, total)
            self.endForm()
        super().save()

    def _running_head(self) -> None:
        y = self.sheet.size[1] - 15 * mm
        self.setFont(REGULAR, estilo.SIZE_FINE)
        self.setFillColor(estilo.SOFT)
        room = self.sheet.text_width - (30 * mm if self.sheet.draft else 0)
        self.drawString(estilo.MARGIN_X, y, shortened(self.sheet.running_head, REGULAR, estilo.SIZE_FINE, room))
        self._rule(y - 2.2 * mm)

    def _draft_mark(self) -> None:
        size, padding = estilo.SIZE_FINE, 4.0
        width = stringWidth(_DRAFT, BOLD, size) + len(_DRAFT) + 2 * padding
        right, y = self.sheet.size[0] - estilo.MARGIN_X, self.sheet.size[1] - 15 * mm
        self.setStrokeColor(estilo.SOFT)
        self.setLineWidth(estilo.HAIRLINE_WIDTH)
        self.roundRect(right - width, y - 3.5, width, 13, 2)
        text = self.beginText(right - width + padding + 0.5, y)
        text.setFont(BOLD, size)
        text.setFillColor(estilo.SOFT)
        text.setCharSpace(1)
        text.textOut(_DRAFT)
        self.drawText(text)

    def _rule(self, y: float) -> None:
        self.setStrokeColor(estilo.RULE)
        self.setLineWidth(estilo.HAIRLINE_WIDTH)
        self.line(estilo.MARGIN_X, y, self.sheet.size[0] - estilo.MARGIN_X, y)

    def _footer(self, page: int, total: int) -> None:
        self._rule(_RULE_Y)
        sheet, left = self.sheet, estilo.MARGIN_X
        right, room = sheet.size[0] - estilo.MARGIN_X, sheet.text_width - 30 * mm
        if sheet.seal is not None:
            self._place(_QR, left, _RULE_Y - _QR_GAP - _QR_SIDE)
            left, room = left + _QR_SIDE + _QR_GAP, room - _QR_SIDE - _QR_GAP
        self.setFillColor(estilo.SOFT)
        self.setFont(REGULAR, estilo.SIZE_FINE)
        self.drawString(left, _FIRST_LINE_Y, shortened(sheet.identity, REGULAR, estilo.SIZE_FINE, room))
        self.drawRightString(right, _FIRST_LINE_Y, f"Página {page} de {total}")
        if sheet.seal is not None:
            self.drawString(left, _SECOND_LINE_Y, f"Huella {sheet.seal.en_grupos}")
            self.drawString(left, _LAST_LINE_Y, _HOW_TO_CHECK)
        self.setFillColor(estilo.INK)
        self.setFont(BOLD, estilo.SIZE_SMALL)
        self.drawRightString(right, _LAST_LINE_Y, shortened(sheet.form_key, BOLD, estilo.SIZE_SMALL, _KEY_ROOM))

    def _place(self, form: str, x: float, y: float) -> None:
        self.saveState()
        self.translate(x, y)
        self.doForm(form)
        self.restoreState()


def shortened(text: str, font: str, size: float, room: float) -> str:
    """The text in one line of ``room`` points, ended by an ellipsis where it does not fit."""
    line = " ".join(imprimible(text[:_LONGEST_LINE]).split())
    if stringWidth(line, font, size) <= room:
        return line
    while line and stringWidth(line + "…", font, size) > room:
        line = line[:-1]
    return line.rstrip() + "…"


def build(story: Sequence[Flowable], structure: Structure, sheet: Sheet) -> bytes:
    """Lay the story out on letter pages. Returns reportlab's bytes, still to be conformed."""
    registrar_fuentes()
    out = io.BytesIO()
    document = BaseDocTemplate(
        out, pagesize=sheet.size, initialFontName=REGULAR, invariant=1, pageCompression=1, title="", author=""
    )
    document.addPageTemplates(
        [
            _template("primera", estilo.MARGIN_TOP, sheet),
            _template("siguientes", estilo.MARGIN_TOP_NEXT, sheet),
        ]
    )

    def make_canvas(*args: Any, **kwargs: Any) -> _SheetCanvas:
        return _SheetCanvas(*args, structure=structure, sheet=sheet, **kwargs)

    document.build(list(story), canvasmaker=make_canvas)
    return out.getvalue()


def _template(name: str, top: float, sheet: Sheet) -> PageTemplate:
    height = sheet.size[1] - top - estilo.MARGIN_BOTTOM
    frame = Frame(
        estilo.MARGIN_X,
        estilo.MARGIN_BOTTOM,
        sheet.text_width,
        height,
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
    )
    return PageTemplate(name, [frame], pagesize=sheet.size, autoNextPageTemplate="siguientes")

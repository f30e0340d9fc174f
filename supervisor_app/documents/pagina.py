"""The sheet: letter page, running head, footer with key, folio and «Página x de y», and the build from story to bytes.

All of it is pagination: artifacts, outside the reading order. This module must never know what a document says.
"""

from __future__ import annotations

import io
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from supervisor_app.documents import estilo
from supervisor_app.documents.etiquetado import Structure, TaggedCanvas
from supervisor_app.documents.tipografia import BOLD, REGULAR, imprimible, registrar_fuentes

dibujando = threading.Lock()
"""Held while a document is composed: reportlab has one paragraph parser for the whole process."""

_RULE_Y = 16.5 * mm
_FIRST_LINE_Y = 12.4 * mm
_LAST_LINE_Y = 8.6 * mm
_DRAFT = "BORRADOR"
_LONGEST_LINE = 400  # characters: more than fit in any line of a page, so that measuring stays short


@dataclass(frozen=True)
class Sheet:
    """What is printed around the text of every page."""

    running_head: str
    identity: str
    form_key: str
    draft: bool = False


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
        total = int(self.getPageNumber()) - 1
        for page in range(1, total + 1):
            self.beginForm(f"pie-{page}")
            self._footer(page, total)
            self.endForm()
        super().save()

    def _running_head(self) -> None:
        y = estilo.PAGE[1] - 15 * mm
        self.setFont(REGULAR, estilo.SIZE_FINE)
        self.setFillColor(estilo.SOFT)
        room = estilo.TEXT_WIDTH - (30 * mm if self.sheet.draft else 0)
        self.drawString(estilo.MARGIN_X, y, shortened(self.sheet.running_head, REGULAR, estilo.SIZE_FINE, room))
        self._rule(y - 2.2 * mm)

    def _draft_mark(self) -> None:
        size, padding = 7.5, 4.0
        width = stringWidth(_DRAFT, BOLD, size) + len(_DRAFT) + 2 * padding
        right, y = estilo.PAGE[0] - estilo.MARGIN_X, estilo.PAGE[1] - 15 * mm
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
        self.line(estilo.MARGIN_X, y, estilo.PAGE[0] - estilo.MARGIN_X, y)

    def _footer(self, page: int, total: int) -> None:
        self._rule(_RULE_Y)
        right = estilo.PAGE[0] - estilo.MARGIN_X
        self.setFillColor(estilo.SOFT)
        self.setFont(REGULAR, estilo.SIZE_FINE)
        identity = shortened(self.sheet.identity, REGULAR, estilo.SIZE_FINE, estilo.TEXT_WIDTH - 30 * mm)
        self.drawString(estilo.MARGIN_X, _FIRST_LINE_Y, identity)
        self.drawRightString(right, _FIRST_LINE_Y, f"Página {page} de {total}")
        self.setFillColor(estilo.INK)
        self.setFont(BOLD, estilo.SIZE_FINE + 0.6)
        self.drawRightString(
            right, _LAST_LINE_Y, shortened(self.sheet.form_key, BOLD, estilo.SIZE_FINE + 0.6, estilo.TEXT_WIDTH)
        )


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
        out, pagesize=estilo.PAGE, initialFontName=REGULAR, invariant=1, pageCompression=1, title="", author=""
    )
    document.addPageTemplates(
        [_template("primera", estilo.MARGIN_TOP), _template("siguientes", estilo.MARGIN_TOP_NEXT)]
    )

    def make_canvas(*args: Any, **kwargs: Any) -> _SheetCanvas:
        return _SheetCanvas(*args, structure=structure, sheet=sheet, **kwargs)

    document.build(list(story), canvasmaker=make_canvas)
    return out.getvalue()


def _template(name: str, top: float) -> PageTemplate:
    height = estilo.PAGE[1] - top - estilo.MARGIN_BOTTOM
    frame = Frame(
        estilo.MARGIN_X,
        estilo.MARGIN_BOTTOM,
        estilo.TEXT_WIDTH,
        height,
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
    )
    return PageTemplate(name, [frame], autoNextPageTemplate="siguientes")

"""One sheet of a shown document: its image, the marks on it, how it is drawn and painted. Knows no widget."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from supervisor_app.services.documentos import render_pagina
from supervisor_app.ui.kit import paint
from supervisor_app.ui.kit.tokens import LIGHT
from supervisor_app.ui.lanes import Work

_BAND = QColor(LIGHT.accent_soft)  # on paper, which is white in every theme


@dataclass(frozen=True, slots=True)
class Band:
    """A stretch of a page to be marked: page from 0, edges as fractions of its width and height."""

    page: int
    left: float
    top: float
    right: float
    bottom: float


@dataclass(slots=True)
class Sheet:
    """What is drawn and what is being drawn of one page; each as edition and width in device pixels."""

    image: QImage | None = None
    drawn: tuple[int, int] = (0, 0)
    asked: tuple[int, int] = (0, 0)
    work: Work | None = None

    def cancel(self) -> None:
        if self.work is not None:
            self.work.cancel()
        self.work, self.asked = None, (0, 0)


def draw_page(pdf: bytes, index: int, width: int) -> QImage:
    """For the free lane: page ``index`` (from 0), ``width`` pixels wide, as an image that owns its pixels."""
    page = render_pagina(pdf, index, width)
    borrowed = QImage(page.rgba, page.ancho, page.alto, 4 * page.ancho, QImage.Format.Format_RGBX8888)
    return borrowed.convertToFormat(QImage.Format.Format_RGB32)


def paint_sheet(canvas: paint.Canvas, rect: QRectF, image: QImage | None, bands: Sequence[Band]) -> None:
    """The paper, what is drawn of it so far, and its marks."""
    sheet = canvas.snapped(rect)
    canvas.box(sheet.adjusted(-1, -1, 1, 1), 0, fill="paper", line="border")
    if image is None:
        return
    painter = canvas.painter
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(sheet, image)
    # Multiplied, so that the band lies under the ink: it is the paper that is marked.
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
    for band in bands:
        left, top = sheet.left() + band.left * sheet.width(), sheet.top() + band.top * sheet.height()
        right, bottom = sheet.left() + band.right * sheet.width(), sheet.top() + band.bottom * sheet.height()
        painter.fillRect(canvas.snapped(QRectF(left, top, right - left, bottom - top)), _BAND)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)

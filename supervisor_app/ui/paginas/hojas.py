"""One sheet of a shown document: its image, the marks on it, how it is drawn and painted. Knows no widget."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from supervisor_app.services.paginas import Caja, render_pagina
from supervisor_app.ui.kit import paint
from supervisor_app.ui.kit.tokens import LIGHT

# On paper, which is white in every theme: the fill of what is marked, and the line round it ("" is none).
_INKS = {
    "edited": (LIGHT.accent_soft, ""),
    "found": (LIGHT.warn_soft, LIGHT.warn),
    "current": (LIGHT.h2, LIGHT.accent),
    "selected": (LIGHT.h2, ""),
}


@dataclass(frozen=True, slots=True)
class Band:
    """A stretch of a page to be marked: page from 0, edges as fractions of its width and height. ``kind``: what is
    being edited, found by a search, the one of those that is shown, or selected.
    """

    page: int
    left: float
    top: float
    right: float
    bottom: float
    kind: str = "edited"


def bands_of(page: int, boxes: Sequence[Caja], kind: str) -> list[Band]:
    return [Band(page, *box, kind) for box in boxes]


@dataclass(frozen=True, slots=True)
class Drawn:
    """What is drawn of a page: all of it, or the ``part`` that is in view of one that is enlarged. ``edition`` of the
    document; ``width`` of the whole page, in device pixels like ``part``.
    """

    image: QImage
    edition: int
    width: int
    part: QRect | None = None


def draw_page(pdf: bytes, index: int, width: int, part: QRect | None = None) -> QImage:
    """For the free lane: page ``index`` (from 0), ``width`` pixels wide, or a part of it, as an image that owns its
    pixels.
    """
    piece = (part.x(), part.y(), part.width(), part.height()) if part is not None else None
    page = render_pagina(pdf, index, width, piece)
    borrowed = QImage(page.rgba, page.ancho, page.alto, 4 * page.ancho, QImage.Format.Format_RGBX8888)
    return borrowed.convertToFormat(QImage.Format.Format_RGB32)


def paint_sheet(
    canvas: paint.Canvas, rect: QRectF, whole: Drawn | None, part: Drawn | None, bands: Sequence[Band]
) -> None:
    """The paper, what is drawn of it so far, and its marks."""
    sheet = canvas.snapped(rect)
    canvas.box(sheet.adjusted(-1, -1, 1, 1), 0, fill="paper", line="border")
    painter = canvas.painter
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    if whole is not None:
        painter.drawImage(sheet, whole.image)
    if part is not None and part.part is not None:
        scale = sheet.width() / part.width
        spot = QRectF(part.part)
        place = QRectF(
            sheet.left() + spot.left() * scale,
            sheet.top() + spot.top() * scale,
            spot.width() * scale,
            spot.height() * scale,
        )
        painter.drawImage(place, part.image)
    # Multiplied, so that the band lies under the ink: it is the paper that is marked.
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
    for band in bands:
        _paint_band(canvas, sheet, band)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)


def _paint_band(canvas: paint.Canvas, sheet: QRectF, band: Band) -> None:
    left, top = sheet.left() + band.left * sheet.width(), sheet.top() + band.top * sheet.height()
    right, bottom = sheet.left() + band.right * sheet.width(), sheet.top() + band.bottom * sheet.height()
    place = canvas.snapped(QRectF(left, top, right - left, bottom - top))
    fill, line = _INKS[band.kind]
    canvas.painter.fillRect(place, QColor(fill))
    if line:
        width = 2 if band.kind == "current" else 1
        canvas.painter.setBrush(QColor(0, 0, 0, 0))
        canvas.painter.setPen(QPen(QColor(line), width))
        canvas.painter.drawRect(place.adjusted(-0.5, -0.5, 0.5, 0.5))

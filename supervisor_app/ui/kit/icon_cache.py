"""Pixmaps of the icons, drawn from SVG once. Must never know the theme: the colour comes as a value.

The cache key holds the device pixel ratio: a window that changes monitor asks for other pixels.
"""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from supervisor_app.ui.kit.resources import icon_source


class IconCache:
    """Pixmaps by (name, size, colour, device pixel ratio). One per theme; it dies with the application."""

    def __init__(self) -> None:
        self._pixmaps: dict[tuple[str, int, str, float], QPixmap] = {}

    def pixmap(self, name: str, size: int, colour: str, ratio: float) -> QPixmap:
        key = (name, size, colour, ratio)
        if key not in self._pixmaps:
            self._pixmaps[key] = _draw(name, size, colour, ratio)
        return self._pixmaps[key]


def _draw(name: str, size: int, colour: str, ratio: float) -> QPixmap:
    stroke = "2" if size <= 14 else "1.75"
    svg = icon_source(name).replace("currentColor", colour).replace('stroke-width="2"', f'stroke-width="{stroke}"')
    pixels = round(size * ratio)
    pixmap = QPixmap(pixels, pixels)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap

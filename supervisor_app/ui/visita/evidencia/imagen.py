"""A stored picture as the screen shows it. Any lane may run it; it must never keep more points than needed."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader

_SIDE = 4096


@dataclass(frozen=True, slots=True)
class Picture:
    """``image`` may be smaller than the picture; ``size`` is that of the picture in points."""

    image: QImage
    size: QSize


def read_picture(content: bytes, *, side: int = _SIDE) -> Picture | None:
    """The picture no larger than ``side`` points, upright; None where Qt cannot read it."""
    data = QByteArray(content)
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid() and max(size.width(), size.height()) > side:
        reader.setScaledSize(size.scaled(QSize(side, side), Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    return None if image.isNull() else Picture(image, size if size.isValid() else image.size())

"""The signs of the heat map's legend: a tone with its words, and the dashed edge of what was not visited."""

from __future__ import annotations

import math

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from supervisor_app.ui.kit.paint import Canvas
from supervisor_app.ui.kit.theme import follow
from supervisor_app.ui.kit.tokens import RADIUS_CELL

_WIDE, _TALL, _GAP = 14, 12, 5


class Swatch(QWidget):
    """``step``: the tone; -1 for none, or ``icon`` in its place."""

    access_role = QAccessible.Role.StaticText

    def __init__(self, step: int, words: str, icon: str = "") -> None:
        super().__init__()
        self._step, self._words, self._icon = step, words, icon
        self.theme = follow(self)
        self.setAccessibleName(f"{words} por ciento" if step >= 0 else words)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        words = math.ceil(self.theme.text_width(self._words, "micro", figures=True)) + 1
        return QSize(self.theme.px(_WIDE) + _GAP + words, self.theme.line("micro") + 2)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        canvas = Canvas(self, self.theme)
        wide, tall = self.theme.px(_WIDE), self.theme.px(_TALL)
        box = QRectF(0, (self.height() - tall) / 2, wide, tall)
        if self._icon:
            canvas.icon(self._icon, 0, self.height() / 2, size=13, ink="text2")
        elif self._step >= 0:
            canvas.box(box, RADIUS_CELL - 1, fill=f"h{self._step}", line="control")
        else:
            painter = canvas.painter
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self.theme.color("control"), canvas.crisp(1.0), Qt.PenStyle.DashLine))
            painter.drawRoundedRect(
                canvas.snapped(box).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS_CELL - 1, RADIUS_CELL - 1
            )
        words = QRectF(wide + _GAP, 0, self.width() - wide - _GAP, self.height())
        canvas.write(words, self._words, "micro", ink="text2", figures=True)


class Unseen(Swatch):
    """No visit."""

    def __init__(self) -> None:
        super().__init__(-1, "s/v sin visita")

"""The keys of the current screen, at the bottom of the window. Must never hold a key that does nothing here."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QAccessible, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from supervisor_app.ui.kit import paint
from supervisor_app.ui.kit.theme import follow
from supervisor_app.ui.kit.tokens import HEIGHT_HINTS

_EDGE, _BETWEEN, _GAP = 16, 12, 6

Hint = tuple[str, str]
"""Keys as in :func:`paint.caps_of`, and what they do: ``("Ctrl+E", "Evidencia")``."""


class HintBar(QWidget):
    """Hints from the left in order of use, one at the right. Those that do not fit are left out whole, last first."""

    access_role = QAccessible.Role.StatusBar

    def __init__(
        self, hints: Sequence[Hint] = (), right: Hint = ("F1", "Todas las teclas"), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.theme = follow(self)
        self._right = right
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_hints(hints)

    def set_hints(self, hints: Sequence[Hint]) -> None:
        self._hints = tuple(hints)
        self.setAccessibleName("Teclas: " + "; ".join(f"{keys} {text}" for keys, text in (*self._hints, self._right)))
        self.update()

    def hints(self) -> tuple[Hint, ...]:
        return self._hints

    def restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._width(self._right) + 2 * _EDGE, self.theme.height(HEIGHT_HINTS, "small"))

    def _width(self, hint: Hint) -> int:
        keys, text = hint
        return math.ceil(paint.caps_width(self.theme, keys) + _GAP + self.theme.text_width(text, "small"))

    def shown(self) -> list[Hint]:
        """The hints that fit in the present width."""
        room = self.width() - 2 * _EDGE - self._width(self._right)
        shown: list[Hint] = []
        for hint in self._hints:
            room -= self._width(hint) + _BETWEEN
            if room < 0:
                break
            shown.append(hint)
        return shown

    def paintEvent(self, event: QPaintEvent) -> None:
        canvas = paint.Canvas(self, self.theme)
        canvas.fill(QRectF(self.rect()), "surface")
        canvas.rule(0, 0, self.width())
        x: float = _EDGE
        for hint in self.shown():
            self._paint(canvas, x, hint)
            x += self._width(hint) + _BETWEEN
        self._paint(canvas, self.width() - _EDGE - self._width(self._right), self._right)

    def _paint(self, canvas: paint.Canvas, x: float, hint: Hint) -> None:
        keys, text = hint
        x = canvas.caps(x, (self.height() + 1) / 2, keys) + _GAP
        canvas.write(QRectF(x, 1, self.width() - x, self.height() - 1), text, "small", ink="text2")

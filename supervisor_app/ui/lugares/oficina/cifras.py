"""The figures at the top: a number, what it is, and a second line. Each opens what it is made of.

It must never show a number without its words.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from supervisor_app.ui.kit import paint
from supervisor_app.ui.kit.roving import RovingButton, walk
from supervisor_app.ui.kit.theme import follow, style
from supervisor_app.ui.kit.tokens import RADIUS_CONTROL, SPACE_2

_PAD, _HEIGHT = 12, 54


@dataclass(frozen=True, slots=True)
class Figure:
    """``ink`` of the number: ``bad`` or ``warn`` only where the words say so too."""

    key: str
    number: str
    words: str
    second: str = ""
    ink: str = "text"


class FigureButton(RovingButton):
    def __init__(self, figure: Figure, parent: QWidget) -> None:
        super().__init__(parent)
        self.figure = figure
        self.theme = follow(self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_figure(figure)

    def show_figure(self, figure: Figure) -> None:
        self.figure = figure
        said = f"{figure.number} {figure.words}"
        self.setAccessibleName(f"{said}. {figure.second}" if figure.second else said)
        self.setToolTip("Ver de qué se compone")
        self.restyle()

    def restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def _number(self) -> float:
        return math.ceil(self.theme.text_width(self.figure.number, "figure", figures=True)) + 1.0

    def sizeHint(self) -> QSize:
        words = max(self.theme.text_width(self.figure.words, "body-medium"),
                    self.theme.text_width(self.figure.second, "small"))  # fmt: skip
        width = 2 * _PAD + self._number() + self.theme.px(12) + math.ceil(words) + 2
        return QSize(math.ceil(width), self.theme.height(_HEIGHT, "body", 2))

    def minimumSizeHint(self) -> QSize:
        return QSize(round(self._number()) + self.theme.px(72), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        canvas, rect = paint.Canvas(self, self.theme), QRectF(self.rect())
        if self.underMouse() or self.isDown():
            canvas.box(rect, RADIUS_CONTROL, fill="hover")
        number = QRectF(_PAD, 0, self._number(), rect.height())
        canvas.write(number, self.figure.number, "figure", ink=self.figure.ink, figures=True)
        left = number.right() + self.theme.px(12)
        first, second = self.theme.line("body") + 1, self.theme.line("small") + 1
        room = rect.width() - left - _PAD / 2
        top = (rect.height() - first - (second if self.figure.second else 0)) / 2
        canvas.write(QRectF(left, top, room, first), self.figure.words, "body-medium")
        canvas.write(QRectF(left, top + first, room, second), self.figure.second, "small", ink="text2")
        if self.hasFocus():
            canvas.box(rect, RADIUS_CONTROL, line="accent", width=2)


class Figures(QFrame):
    """``opened(key)``. In as many columns as have room; each is a stop of Tab, and the arrows walk them."""

    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        style(self, kind="card")
        self.setAccessibleName("Cifras")
        self.buttons: list[FigureButton] = []
        self.theme = follow(self)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_figures(self, figures: Sequence[Figure]) -> None:
        """Always the same ones in the same order; only what they say changes."""
        if not self.buttons:
            for figure in figures:
                button = FigureButton(figure, self)
                button.clicked.connect(lambda _=False, b=button: self.opened.emit(b.figure.key))
                button.show()
                self.buttons.append(button)
        for button, figure in zip(self.buttons, figures, strict=True):
            button.show_figure(figure)
        self._place(self.width(), move=True)
        self.updateGeometry()

    def restyle(self) -> None:
        self._place(self.width(), move=True)
        self.updateGeometry()

    def _columns(self, width: int) -> int:
        """All in one line where each has its room, else as many as the widest allows."""
        widths = [button.sizeHint().width() for button in self.buttons]
        if sum(widths) + 6 * len(widths) <= width - 2 * SPACE_2:
            return max(1, len(widths))
        return max(1, min(len(widths), (width - 2 * SPACE_2) // max(1, *widths)) if widths else 1)

    def _place(self, width: int, *, move: bool) -> int:
        """Lay out for ``width``, moving the buttons or only measuring; returns the height."""
        if not self.buttons:
            return 0
        columns, room = self._columns(width), width - 2 * SPACE_2
        tall = self.buttons[0].sizeHint().height()
        lefts = self._lefts(columns, room)
        if move:
            for n, button in enumerate(self.buttons):
                left, end = lefts[n % columns], lefts[n % columns + 1]
                button.setGeometry(SPACE_2 + left, 6 + (n // columns) * tall, end - left - 6, tall)
        return -(-len(self.buttons) // columns) * tall + 12

    def _lefts(self, columns: int, room: int) -> list[int]:
        """Where each column begins, and the end: equal shares, or in one line each what it needs and a share more."""
        if columns < len(self.buttons):
            return [room * n // columns for n in range(columns + 1)]
        widths = [button.sizeHint().width() + 6 for button in self.buttons]
        equal = room // columns
        if max(widths) <= equal:
            return [room * n // columns for n in range(columns + 1)]
        more, lefts = (room - sum(widths)) // columns, [0]
        for width in widths:
            lefts.append(lefts[-1] + width + more)
        return lefts

    def heightForWidth(self, width: int) -> int:
        return self._place(width, move=False)

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(600), self.heightForWidth(max(self.width(), self.theme.px(280))))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(200), self.heightForWidth(max(self.width(), self.theme.px(200))))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place(event.size().width(), move=True)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        walk(self.buttons, event, Qt.Key.Key_Left, Qt.Key.Key_Right)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        canvas, columns = paint.Canvas(self, self.theme), self._columns(self.width())
        for n, button in enumerate(self.buttons):
            if n % columns:
                canvas.rule(button.x() - 4, button.y() + 6, button.height() - 12, upright=True)

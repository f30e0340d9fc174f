"""One answer out of a few, each with its key: the four pills of a cédula question and every bar of that shape.

One widget, not four buttons, so that a screen with sixty questions stays light; a radio group to screen readers. It
emits what was chosen and stores nothing else; what an answer means is not known here.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from supervisor_app.ui.kit import access, paint
from supervisor_app.ui.kit.theme import follow
from supervisor_app.ui.kit.tokens import HEIGHT_ANSWER, LINE_SELECTED, RADIUS_CELL, RADIUS_CONTROL, SPACE_1


@dataclass(frozen=True, slots=True)
class Option:
    """``value`` is emitted; ``kind`` is ok, warn, bad, na or accent; ``key`` is the one key that chooses it, or ""."""

    value: str
    word: str
    icon: str
    kind: str
    key: str = ""


CUMPLIMIENTO = (
    Option("cumple", "Cumple", "circle-check", "ok", "1"),
    Option("parcial", "Parcial", "contrast", "warn", "2"),
    Option("no_cumple", "No cumple", "circle-x", "bad", "3"),
    Option("no_aplica", "No aplica", "circle-minus", "na", "4"),
)
VERIFICACION = (
    Option("solventada", "Solventada", "circle-check", "ok", "1"),
    Option("en_atencion", "En atención", "clock", "warn", "2"),
    Option("no_solventada", "No solventada", "circle-x", "bad", "3"),
)
RIESGO = (
    Option("bajo", "Bajo", "flag", "na"),
    Option("medio", "Medio", "flag", "warn"),
    Option("alto", "Alto", "flag", "bad"),
)

_ROOM = paint.FOCUS_ROOM


class AnswerBar(QWidget, access.Parted):
    """``answered(value)`` when a person chooses another answer; ``cleared()`` when they take theirs back (Supr).

    Keys: the key of each option; left and right move the focus, Space or Enter choose. Up and down are left to the
    form. A bar narrower than its pills puts them in more rows.
    """

    answered = Signal(str)
    cleared = Signal()

    def __init__(
        self, options: Sequence[Option] = CUMPLIMIENTO, name: str = "Respuesta", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._options = tuple(options)
        self._value: str | None = None
        self._current = 0
        self._hover = -1
        self._locked = False
        self._clearable = True
        self._spots: list[QRect] = []
        self._measured: list[int] = []
        self.theme = follow(self)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def value(self) -> str | None:
        return self._value

    def set_value(self, value: str | None) -> None:
        """Show ``value`` without emitting; ``None`` is unanswered, ``ValueError`` if it is no option."""
        values = [option.value for option in self._options]
        if value is not None and value not in values:
            raise ValueError(value)
        self._value = value
        if value is not None:
            self._current = values.index(value)
        self.update()

    def set_locked(self, locked: bool) -> None:
        """A signed answer: icon and word stay, keys and pointer do nothing."""
        self._locked = locked
        self.update()

    def is_locked(self) -> bool:
        return self._locked

    def set_clearable(self, clearable: bool) -> None:
        self._clearable = clearable

    def restyle(self) -> None:
        self._measured = []
        self._place(self.width())
        self.updateGeometry()
        self.update()

    # Geometry

    def sizeHint(self) -> QSize:
        widths = self._widths()
        return QSize(sum(widths) + SPACE_1 * (len(widths) - 1) + 2 * _ROOM, self._pill_height() + 2 * _ROOM)

    def minimumSizeHint(self) -> QSize:
        return QSize(max(self._widths()) + 2 * _ROOM, self._pill_height() + 2 * _ROOM)

    def heightForWidth(self, width: int) -> int:
        return self._layout(width)[-1].bottom() + 1 + _ROOM

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place(event.size().width())

    def _place(self, width: int) -> None:
        self._spots = self._layout(width)

    def _layout(self, width: int) -> list[QRect]:
        spots: list[QRect] = []
        x = y = _ROOM
        height = self._pill_height()
        for pill in self._widths():
            if spots and x + pill + _ROOM > width:
                x, y = _ROOM, y + height + SPACE_1 + 2
            spots.append(QRect(x, y, pill, height))
            x += pill + SPACE_1
        return spots

    def _pill_height(self) -> int:
        return self.theme.height(HEIGHT_ANSWER, "small")

    def _widths(self) -> list[int]:
        # Layouts ask many times over; the words and the zoom seldom change.
        if not self._measured:
            self._measured = [self._pill_width(option) for option in self._options]
        return self._measured

    def _pill_width(self, option: Option) -> int:
        word = max(self.theme.text_width(option.word, "small"), self.theme.text_width(option.word, "small-strong"))
        return math.ceil(self._word_offset() + word + 7)

    def _word_offset(self) -> int:
        return 4 + self.theme.px(18) + 5

    # Choosing

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._locked or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            event.ignore()
            return
        by_key = next((i for i, option in enumerate(self._options) if option.key and option.key == event.text()), None)
        if by_key is not None:
            self._choose(by_key)
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._move(1 if event.key() == Qt.Key.Key_Right else -1)
        elif event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self._current)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self._clearable and self._value is not None:
            self._value = None
            self.update()
            self.cleared.emit()
        else:
            event.ignore()

    def _move(self, step: int) -> None:
        self._current = (self._current + step) % len(self._options)
        self.update()
        access.tell(self, QAccessible.Event.Focus, self._current)

    def _choose(self, index: int) -> None:
        self._current = index
        value = self._options[index].value
        self.update()
        if value == self._value:
            return
        self._value = value
        access.tell(self, QAccessible.Event.StateChanged, index)
        self.answered.emit(value)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._set_hover(self._at(event.position().toPoint()))

    def leaveEvent(self, event: QEvent) -> None:
        self._set_hover(-1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self._at(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index >= 0 and not self._locked:
            self._choose(index)

    def _at(self, point: QPoint) -> int:
        return next((i for i, spot in enumerate(self._spots) if spot.contains(point)), -1)

    def _set_hover(self, index: int) -> None:
        if index != self._hover:
            self._hover = index
            self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.update()

    # Paint and accessibility

    def access_parts(self) -> list[access.Part]:
        spots = self._spots or self._layout(self.sizeHint().width())
        return [
            access.Part(
                name=option.word,
                rect=spot,
                checked=option.value == self._value,
                focused=self.hasFocus() and index == self._current,
                enabled=self.isEnabled() and not self._locked,
            )
            for index, (option, spot) in enumerate(zip(self._options, spots, strict=True))
        ]

    def paintEvent(self, event: QPaintEvent) -> None:
        canvas = paint.Canvas(self, self.theme)
        for index, (option, spot) in enumerate(zip(self._options, self._spots, strict=True)):
            rect = QRectF(spot)
            if option.value == self._value:
                self._paint_chosen(canvas, rect, option)
            elif not self._locked:
                self._paint_rest(canvas, rect, option, hover=index == self._hover and self.isEnabled())
            if self.hasFocus() and index == self._current:
                canvas.focus_ring(rect)

    def _paint_chosen(self, canvas: paint.Canvas, rect: QRectF, option: Option) -> None:
        ink, role = ("text2", "small-medium") if self._locked else (option.kind, "small-strong")
        if self._locked:
            canvas.box(rect, RADIUS_CONTROL, fill="sunken")
        else:
            canvas.box(rect, RADIUS_CONTROL, fill=f"{option.kind}_soft", line=option.kind, width=LINE_SELECTED)
        canvas.icon(option.icon, rect.left() + 4 + self.theme.px(1.5), rect.center().y(), size=16, ink=ink)
        canvas.write(self._word_rect(rect), option.word, role, ink=ink)

    def _paint_rest(self, canvas: paint.Canvas, rect: QRectF, option: Option, *, hover: bool) -> None:
        canvas.box(rect, RADIUS_CONTROL, fill="hover" if hover else "surface", line="control" if hover else "edge")
        ink = "text2" if self.isEnabled() else "text3"
        if not option.key:
            canvas.write(rect.adjusted(9, 0, -4, 0), option.word, "small", ink=ink)
            return
        side = self.theme.px(18)
        cap = QRectF(rect.left() + 5, rect.center().y() - side / 2, side, side)
        canvas.box(cap, RADIUS_CELL, fill="window", line="edge")
        canvas.write(cap, option.key, "micro", ink=ink, align=paint.CENTER)
        canvas.write(self._word_rect(rect), option.word, "small", ink=ink)

    def _word_rect(self, rect: QRectF) -> QRectF:
        return rect.adjusted(self._word_offset(), 0, -4, 0)

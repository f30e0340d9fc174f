"""The visits of one week as bars under their days. Must never change a date: a bar only opens its visit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from supervisor_app.ui.kit import paint
from supervisor_app.ui.kit.labels import plain_tip
from supervisor_app.ui.kit.roving import RovingButton, walk
from supervisor_app.ui.kit.theme import follow
from supervisor_app.ui.kit.tokens import LINE_FOCUS, RADIUS_CONTROL, SPACE_2
from supervisor_app.ui.lugares import frases

_HEAD, _BAR, _EDGE, _EMPTY = 33, 47, 5, 56
_SIDE = 8
"""Px between a bar and the lines of its days."""


@dataclass(frozen=True, slots=True)
class WeekBar:
    """One visit: ``ink`` and ``icon`` tell its state, which ``state`` says in words for screen readers."""

    key: str
    title: str
    second: str
    start: date
    end: date
    icon: str
    ink: str
    state: str


@dataclass(frozen=True, slots=True)
class PlacedBar:
    """Where a bar stands: its first and last column among the shown days, and its lane from the top."""

    bar: WeekBar
    first: int
    last: int
    lane: int


def days_of(today: date, bars: Sequence[WeekBar]) -> tuple[date, ...]:
    """Monday to Friday of the week of ``today``; Saturday and Sunday only where a bar reaches them."""
    monday = today - timedelta(days=today.weekday())
    last = max((min(bar.end, monday + timedelta(days=6)) for bar in bars), default=monday)
    count = max(5, (last - monday).days + 1)
    return tuple(monday + timedelta(days=n) for n in range(count))


def place(bars: Sequence[WeekBar], days: Sequence[date]) -> tuple[PlacedBar, ...]:
    """Each bar in the first lane that is free for its days: early ones first, of those the longest."""
    lanes: list[int] = []
    placed = []
    for bar in sorted(bars, key=lambda b: (max(b.start, days[0]), -(b.end - b.start).days, b.title)):
        first, last = max(0, (bar.start - days[0]).days), min(len(days) - 1, (bar.end - days[0]).days)
        lane = next((n for n, taken in enumerate(lanes) if taken < first), len(lanes))
        lanes[lane : lane + 1] = [last]
        placed.append(PlacedBar(bar, first, last, lane))
    return tuple(placed)


class _BarButton(RovingButton):
    access_role = QAccessible.Role.PushButton

    def __init__(self, placed: PlacedBar, parent: QWidget) -> None:
        super().__init__(parent)
        self.placed = placed
        self.theme = follow(self)
        bar = placed.bar
        span = f"{frases.dia_corto(bar.start)} a {frases.dia_corto(bar.end)}"
        self.setAccessibleName(f"{bar.title}. {bar.second}. {bar.state}. {span}")
        self.setToolTip(plain_tip(f"{bar.title}\n{bar.second}\n{bar.state}"))
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def paintEvent(self, event: QPaintEvent) -> None:
        canvas = paint.Canvas(self, self.theme)
        theme, bar, rect = self.theme, self.placed.bar, QRectF(self.rect())
        canvas.box(rect, RADIUS_CONTROL, fill="hover" if self.underMouse() else "surface", line=bar.ink)
        canvas.box(QRectF(0, 0, _EDGE + 3, rect.height()), RADIUS_CONTROL - 2, fill=bar.ink)
        canvas.fill(QRectF(_EDGE, 1, 3, rect.height() - 2), "hover" if self.underMouse() else "surface")
        first, second = theme.line("body"), theme.line("small")
        top = (rect.height() - first - second - 2) / 2
        x = float(_EDGE + 8)
        canvas.icon(bar.icon, x, top + first / 2, size=14, ink=bar.ink)
        x += theme.px(14) + 6
        room = rect.width() - x - SPACE_2
        canvas.write(QRectF(x, top, room, first), bar.title, "body-strong")
        canvas.write(QRectF(x, top + first + 2, room, second), bar.second, "small", ink="text2")
        if self.hasFocus():
            canvas.box(rect, RADIUS_CONTROL, line="accent", width=LINE_FOCUS)


class WeekGrid(QWidget):
    """``opened(key)`` when a bar is used. One stop of Tab; the arrows go from bar to bar."""

    opened = Signal(str)
    access_role = QAccessible.Role.Grouping

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = follow(self)
        self._days: tuple[date, ...] = ()
        self._today = date.min
        self._buttons: list[_BarButton] = []
        self.setAccessibleName("Visitas de esta semana")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_week(self, today: date, bars: Sequence[WeekBar]) -> None:
        self._today, self._days = today, days_of(today, bars)
        for button in self._buttons:
            button.hide()
            button.deleteLater()
        self._buttons = [_BarButton(placed, self) for placed in place(bars, self._days)]
        for n, button in enumerate(self._buttons):
            button.setFocusPolicy(Qt.FocusPolicy.ClickFocus if n else Qt.FocusPolicy.StrongFocus)
            button.clicked.connect(lambda _=False, key=button.placed.bar.key: self.opened.emit(key))
            button.show()
        self._lay_out()
        self.updateGeometry()
        self.update()

    def days(self) -> tuple[date, ...]:
        return self._days

    def restyle(self) -> None:
        self._lay_out()
        self.updateGeometry()
        self.update()

    def _head(self) -> int:
        return self.theme.height(_HEAD, "small")

    def _bar(self) -> int:
        return self.theme.height(_BAR, "body", 2)

    def sizeHint(self) -> QSize:
        lanes = max((button.placed.lane + 1 for button in self._buttons), default=0)
        body = lanes * (self._bar() + _SIDE) + 2 * _SIDE if lanes else self.theme.height(_EMPTY)
        return QSize(self.theme.px(400), self._head() + body)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(240), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def _lay_out(self) -> None:
        for button in self._buttons:
            spot = button.placed
            left, right = self._left(spot.first) + _SIDE, self._left(spot.last + 1) - _SIDE
            top = self._head() + _SIDE + spot.lane * (self._bar() + _SIDE)
            button.setGeometry(round(left), top, round(right - left), self._bar())

    def _left(self, column: int) -> float:
        return self.width() * column / max(1, len(self._days))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            walk(self._buttons, event, Qt.Key.Key_Up, Qt.Key.Key_Down)
        else:
            walk(self._buttons, event, Qt.Key.Key_Left, Qt.Key.Key_Right)

    def paintEvent(self, event: QPaintEvent) -> None:
        canvas = paint.Canvas(self, self.theme)
        head = self._head()
        for column, day in enumerate(self._days):
            left, right = self._left(column), self._left(column + 1)
            here = day == self._today
            if here:
                canvas.fill(QRectF(left, 0, right - left, self.height()), "accent_soft")
            if column:
                canvas.rule(left, 0, self.height(), upright=True)
            words = frases.dia_corto(day) + (" · hoy" if here else "")
            spot = QRectF(left + 12, 0, right - left - 16, head)
            canvas.write(spot, words, "small-strong", ink="accent" if here else "text2", figures=True)
        canvas.rule(0, 0, self.width())
        canvas.rule(0, head, self.width())
        if not self._buttons:
            spot = QRectF(12, head, self.width() - 24, self.height() - head)
            canvas.write(spot, "Sin visitas esta semana.", "body", ink="text3")

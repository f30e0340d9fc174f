"""What was programmed and what was made, month by month, as two bars with their numbers. A month opens its list.

It must never draw a bar without its number.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from supervisor_app.ui.kit.access import tell
from supervisor_app.ui.kit.labels import plain_tip
from supervisor_app.ui.kit.paint import CENTER, Canvas
from supervisor_app.ui.kit.theme import follow
from supervisor_app.ui.kit.tokens import LINE_FOCUS, RADIUS_CELL

_CHART, _BAR, _LEGEND = 120, 16, 22


@dataclass(frozen=True, slots=True)
class MonthBars:
    """``key`` opens it; ``whole`` were programmed and ``done`` of them made; ``name`` is said, ``label`` written."""

    key: str
    label: str
    name: str
    whole: int
    done: int

    @property
    def words(self) -> str:
        return f"{self.name}: {self.done} realizadas de {self.whole} programadas"


class ProgrammeBars(QWidget):
    """``opened(key)`` by Enter or a click. Left and right go from month to month."""

    opened = Signal(str)
    access_role = QAccessible.Role.Chart

    def __init__(self) -> None:
        super().__init__()
        self.months: tuple[MonthBars, ...] = ()
        self._at = 0
        self.theme = follow(self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_months(self, months: Sequence[MonthBars]) -> None:
        self.months = tuple(months)
        self._at = min(self._at, max(0, len(months) - 1))
        self.setAccessibleName("Programadas y realizadas por mes. " + ". ".join(m.words for m in self.months))
        self._tell()
        self.update()

    def current(self) -> MonthBars | None:
        return self.months[self._at] if self._at < len(self.months) else None

    def _tell(self) -> None:
        here = self.current()
        self.setAccessibleDescription(here.words if here else "")
        tell(self, QAccessible.Event.DescriptionChanged)

    # --- size and hands -------------------------------------------------------------------------------------------

    def restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        tall = self.theme.px(_LEGEND) + self.theme.px(_CHART) + 2 * self.theme.line("small") + 12
        return QSize(self.theme.px(400), tall)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(240), self.sizeHint().height())

    def _left(self, n: int) -> float:
        return self.width() * n / max(1, len(self.months))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is not None:
            self._go(self._at + step)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._open()
        else:
            super().keyPressEvent(event)

    def _go(self, where: int) -> None:
        if 0 <= where < len(self.months):
            self._at = where
            self._tell()
            self.update()

    def _open(self) -> None:
        here = self.current()
        if here is not None:
            self.opened.emit(here.key)

    def _at_x(self, x: float) -> int:
        return min(len(self.months) - 1, max(0, int(x * len(self.months) / max(1, self.width()))))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.months:
            self.setToolTip(plain_tip(self.months[self._at_x(event.position().x())].words))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.months:
            self._go(self._at_x(event.position().x()))
            self._open()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    # --- drawing --------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        canvas, theme = Canvas(self, self.theme), self.theme
        self._paint_legend(canvas)
        line = theme.line("small")
        top = theme.px(_LEGEND) + line + 2
        bottom = self.height() - line - 6
        most = max((m.whole for m in self.months), default=1) or 1
        for n, month in enumerate(self.months):
            left, wide = self._left(n), self._left(1)
            bar = min(theme.px(_BAR), wide / 3)
            middle, room = left + wide / 2, bottom - top
            for value, x, fill, outline in (
                (month.whole, middle - bar - 1, "h1", "control"), (month.done, middle + 1, "accent", "accent"),
            ):  # fmt: skip
                tall = room * value / most
                if value:
                    canvas.box(QRectF(x, bottom - tall, bar, tall), 2, fill=fill, line=outline)
                spot = QRectF(x - bar, bottom - tall - line - 1, 3 * bar, line)
                canvas.write(spot, str(value), "small-medium" if value else "small", ink="text" if value else "text3",
                             align=CENTER, figures=True)  # fmt: skip
            name = QRectF(left, bottom + 4, wide, line)
            canvas.write(name, month.label, "small", ink="text2", align=CENTER)
            if n == self._at and self.hasFocus():
                canvas.box(QRectF(left + 1, theme.px(_LEGEND), wide - 2, self.height() - theme.px(_LEGEND)),
                           RADIUS_CELL, line="accent", width=LINE_FOCUS)  # fmt: skip
        canvas.rule(0, bottom, self.width(), ink="edge")

    def _paint_legend(self, canvas: Canvas) -> None:
        theme, x, side = self.theme, 0.0, self.theme.px(10)
        for words, fill, outline in (("Programadas", "h1", "control"), ("Realizadas", "accent", "accent")):
            middle = theme.px(_LEGEND) / 2
            canvas.box(QRectF(x, middle - side / 2, side, side), 2, fill=fill, line=outline)
            wide = theme.text_width(words, "small") + 2
            canvas.write(QRectF(x + side + 6, 0, wide, theme.px(_LEGEND)), words, "small", ink="text2")
            x += side + 6 + wide + theme.px(16)

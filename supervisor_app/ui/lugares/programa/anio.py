"""The year at a glance: twelve months, each with its days and how many visits they have. A month opens itself."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from supervisor_app.domain.texto import MESES, cuantos
from supervisor_app.ui.kit import paint
from supervisor_app.ui.kit.roving import RovingButton
from supervisor_app.ui.kit.theme import follow
from supervisor_app.ui.kit.tokens import LINE_FOCUS, RADIUS_CARD, RADIUS_CELL
from supervisor_app.ui.lugares.inicio.semana import WeekBar
from supervisor_app.ui.lugares.programa.dias import weeks_of

_HEAD, _NAMES, _ROW, _FOOT, _PAD, _GAP, _WIDE = 24, 16, 17, 20, 8, 8, 196
_HEAT = ("", "h1", "h2", "h3", "h4")
LEGEND = "El tono de un día dice cuántas visitas tiene: 1, 2, 3, 4 o más. Con tono gris, los días inhábiles."


@dataclass(frozen=True, slots=True)
class MonthSum:
    """One month: visits that begin in it, how many of its bars have something to look at, and its days by count."""

    number: int
    visits: int
    to_look_at: int
    moved: int
    days: Mapping[date, int]

    @property
    def words(self) -> str:
        return cuantos(self.visits, "visita", "visitas") if self.visits else "Sin visitas"

    @property
    def second(self) -> str:
        parts = []
        if self.to_look_at:
            parts.append(cuantos(self.to_look_at, "con aviso", "con aviso"))
        if self.moved:
            parts.append(cuantos(self.moved, "reprogramada", "reprogramadas"))
        return " · ".join(parts)


def sums(year: int, bars: Sequence[WeekBar], clashes: Collection[str], moved: Collection[str]) -> tuple[MonthSum, ...]:
    """The twelve months; ``bars`` without the cancelled ones."""
    found = []
    for number in range(1, 13):
        mine = [b for b in bars if (b.start.year, b.start.month) == (year, number)]
        count: dict[date, int] = {}
        for bar in bars:
            day = max(bar.start, date(year, number, 1))
            while day <= bar.end and (day.year, day.month) == (year, number):
                count[day] = count.get(day, 0) + 1
                day += timedelta(days=1)
        found.append(
            MonthSum(number, len(mine), sum(b.key in clashes for b in mine), sum(b.key in moved for b in mine), count)
        )
    return tuple(found)


class _Month(RovingButton):
    access_role = QAccessible.Role.PushButton

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.year, self.sum = 2000, MonthSum(1, 0, 0, 0, {})
        self._today = date.min
        self._holidays: Collection[date] = ()
        self.theme = follow(self)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_month(self, year: int, told: MonthSum, *, today: date, holidays: Collection[date]) -> None:
        self.year, self.sum, self._today, self._holidays = year, told, today, holidays
        here = (today.year, today.month) == (year, told.number)
        parts = (MESES[told.number - 1] + (", el mes de hoy" if here else ""), told.words, told.second)
        self.setAccessibleName(". ".join(p for p in parts if p))
        self.update()

    def tall(self) -> int:
        theme = self.theme
        return round(
            2 * _PAD + theme.height(_HEAD) + theme.px(_NAMES) + 6 * theme.px(_ROW) + theme.height(_FOOT, "small")
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        canvas, theme, rect = paint.Canvas(self, self.theme), self.theme, QRectF(self.rect())
        here = (self._today.year, self._today.month) == (self.year, self.sum.number)
        canvas.box(
            rect, RADIUS_CARD, fill="hover" if self.underMouse() else "surface", line="accent" if here else "border"
        )
        inside = rect.adjusted(_PAD + 2, _PAD, -_PAD - 2, -_PAD)
        head = QRectF(inside.left(), inside.top(), inside.width(), theme.height(_HEAD))
        name = MESES[self.sum.number - 1].capitalize()
        canvas.write(head, name, "body-strong", ink="accent" if here else "text")
        ink = "text2" if self.sum.visits else "text3"
        canvas.write(head, self.sum.words, "small-medium", ink=ink, align=paint.RIGHT, figures=True)
        top = head.bottom()
        self._paint_days(canvas, QRectF(inside.left(), top, inside.width(), inside.bottom() - top))
        if self.sum.second:
            foot = QRectF(inside.left(), inside.bottom() - theme.line("small"), inside.width(), theme.line("small"))
            x = foot.left()
            if self.sum.to_look_at:
                canvas.icon("triangle-alert", x, foot.center().y(), size=12, ink="warn")
                x += theme.px(12) + 4
            words = QRectF(x, foot.top(), foot.right() - x, foot.height())
            canvas.write(words, self.sum.second, "small", ink="text2")
        if self.hasFocus():
            canvas.box(rect, RADIUS_CARD, line="accent", width=LINE_FOCUS)

    def _paint_days(self, canvas: paint.Canvas, room: QRectF) -> None:
        theme, wide = self.theme, room.width() / 7
        names, row = theme.px(_NAMES), theme.px(_ROW)
        for column, letter in enumerate("LMMJVSD"):
            spot = QRectF(room.left() + column * wide, room.top(), wide, names)
            canvas.write(spot, letter, "micro", ink="text3", align=paint.CENTER)
        for n, week in enumerate(weeks_of(self.year, self.sum.number)):
            for column, day in enumerate(week):
                if day.month == self.sum.number:
                    top = room.top() + names + n * row
                    self._paint_day(canvas, QRectF(room.left() + column * wide, top, wide, row), day)

    def _paint_day(self, canvas: paint.Canvas, cell: QRectF, day: date) -> None:
        heat = _HEAT[min(4, self.sum.days.get(day, 0))]
        box = cell.adjusted(1, 1, -1, -1)
        if heat:
            canvas.box(box, RADIUS_CELL - 1, fill=heat)
        elif day.weekday() > 4 or day in self._holidays:
            canvas.box(box, RADIUS_CELL - 1, fill="sunken")
        if day == self._today:
            canvas.box(box, RADIUS_CELL - 1, line="accent", width=1.5)
        ink = f"{heat}t" if heat else "text2"
        canvas.write(box, str(day.day), "micro", ink=ink, align=paint.CENTER, figures=True)


class YearView(QWidget):
    """``opened(month)`` from 1 to 12. One stop of Tab; the arrows go from month to month."""

    opened = Signal(int)
    access_role = QAccessible.Role.Grouping

    def __init__(self) -> None:
        super().__init__()
        self.theme = follow(self)
        self.setAccessibleName("El año por meses")
        self.months = [_Month(self) for _ in range(12)]
        for number, month in enumerate(self.months, start=1):
            month.clicked.connect(lambda _=False, n=number: self.opened.emit(n))
        self.set_stop(1)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_year(self, year: int, told: Sequence[MonthSum], *, today: date, holidays: Collection[date]) -> None:
        for month, one in zip(self.months, told, strict=True):
            month.show_month(year, one, today=today, holidays=holidays)

    def set_stop(self, number: int) -> None:
        """The month that Tab reaches."""
        for n, month in enumerate(self.months, start=1):
            month.setFocusPolicy(Qt.FocusPolicy.StrongFocus if n == number else Qt.FocusPolicy.ClickFocus)
            if n == number:
                self.setFocusProxy(month)

    # --- size -----------------------------------------------------------------------------------------------------

    def restyle(self) -> None:
        self._place(self.width())
        self.updateGeometry()

    def columns(self, width: int) -> int:
        """Four, three, two or one: twelve fill their rows."""
        return next((c for c in (4, 3, 2) if (width + _GAP) // c - _GAP >= self.theme.px(_WIDE)), 1)

    def heightForWidth(self, width: int) -> int:
        rows = 12 // self.columns(width)
        return rows * (self.months[0].tall() + _GAP) - _GAP

    def sizeHint(self) -> QSize:
        width = max(self.width(), self.theme.px(_WIDE))
        return QSize(self.theme.px(600), self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        width = max(self.width(), self.theme.px(_WIDE))
        return QSize(self.theme.px(_WIDE), self.heightForWidth(width))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place(event.size().width())
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def _place(self, width: int) -> None:
        columns, tall = self.columns(width), self.months[0].tall()
        wide = (width + _GAP) // columns - _GAP
        for n, month in enumerate(self.months):
            row, column = divmod(n, columns)
            month.setGeometry(column * (wide + _GAP), row * (tall + _GAP), wide, tall)

    # --- keys -----------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        across = self.columns(self.width())
        step = {
            Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -across, Qt.Key.Key_Down: across,
        }.get(Qt.Key(event.key()))  # fmt: skip
        here = next((n for n, month in enumerate(self.months) if month.hasFocus()), None)
        if step is None or here is None or not 0 <= here + step < 12:
            super().keyPressEvent(event)
            return
        self.set_stop(here + step + 1)
        self.months[here + step].setFocus(Qt.FocusReason.OtherFocusReason)

"""A month with the programmed visits as bars across their days. It must never move a visit: a bar only opens it.

Days are walked with the arrows, and Tab goes on to the bars. Weekends and holidays are toned and told in words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from supervisor_app.domain.texto import cuantos
from supervisor_app.ui.kit import paint
from supervisor_app.ui.kit.access import tell
from supervisor_app.ui.kit.labels import plain_tip
from supervisor_app.ui.kit.roving import RovingButton, walk
from supervisor_app.ui.kit.theme import follow
from supervisor_app.ui.kit.tokens import LINE_FOCUS, RADIUS_CELL
from supervisor_app.ui.lugares.inicio.semana import PlacedBar, WeekBar
from supervisor_app.ui.lugares.programa.dias import Week, on_day, other_month, placed
from supervisor_app.ui.lugares.programa.palabras import days, long_day

_HEAD, _DAY, _BAR, _GAP, _AIR, _LEAST = 24, 24, 24, 3, 6, 84
_NAMES = ("lun", "mar", "mié", "jue", "vie", "sáb", "dom")
CLASH = "triangle-alert"


class _Segment(RovingButton):
    """The part of a bar that stands in one week; ``first`` where the bar begins to be seen."""

    access_role = QAccessible.Role.PushButton

    def __init__(self, spot: PlacedBar, week: int, *, first: bool, clash: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.spot, self.week, self.first, self.clash = spot, week, first, clash
        self.theme = follow(self)
        bar = spot.bar
        said = f"{bar.title}. {bar.second}. {bar.state}. {days(bar.start, bar.end)}"
        self.setAccessibleName(f"{said}. {clash}" if clash else said)
        self.setToolTip(plain_tip("\n".join(p for p in (bar.title, bar.second, bar.state, clash) if p)))
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def paintEvent(self, event: QPaintEvent) -> None:
        canvas = paint.Canvas(self, self.theme)
        theme, bar, rect = self.theme, self.spot.bar, QRectF(self.rect())
        canvas.box(rect, RADIUS_CELL, fill="hover" if self.underMouse() else "surface", line=bar.ink)
        canvas.fill(QRectF(1, 1, 4, rect.height() - 2), bar.ink)
        x, middle, side = 9.0, rect.center().y(), theme.px(14)
        icon = CLASH if self.clash else bar.icon
        canvas.icon(icon, x, middle, size=14, ink="warn" if self.clash else bar.ink)
        x += side + 5
        room = rect.width() - x - 5
        wide = min(room, theme.text_width(bar.title, "small-medium") + 1)
        canvas.write(QRectF(x, 0, wide, rect.height()), bar.title, "small-medium")
        rest = room - wide - 8
        if rest > theme.px(40):
            canvas.write(QRectF(x + wide + 8, 0, rest, rect.height()), bar.second, "small", ink="text2")
        if self.hasFocus():
            canvas.box(rect, RADIUS_CELL, line="accent", width=LINE_FOCUS)


class MonthView(QWidget):
    """``opened(key)`` of a bar; ``asked(day)``: Enter on a day without visits; ``turned(day)``: the day that a person
    goes to stands in another month; ``walked(rect)``: where the day is now, to be brought into sight.
    """

    opened = Signal(str)
    asked = Signal(object)
    turned = Signal(object)
    walked = Signal(object)
    access_role = QAccessible.Role.Table

    def __init__(self) -> None:
        super().__init__()
        self.theme = follow(self)
        self.year, self.month, self.day = 2000, 1, date(2000, 1, 1)
        self._today = date.min
        self._holidays: Mapping[date, str] = {}
        self._bars: tuple[WeekBar, ...] = ()
        self._weeks: tuple[Week, ...] = ()
        self.segments: list[_Segment] = []
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_month(
        self,
        year: int,
        month: int,
        bars: Sequence[WeekBar],
        *,
        today: date,
        holidays: Mapping[date, str],
        clashes: Mapping[str, str],
    ) -> None:
        """``holidays``: the name of each; ``clashes``: what is wrong with a bar, by its key."""
        focused = next((s.spot.bar.key for s in self.segments if s.hasFocus()), None)
        if (self.year, self.month) != (year, month):
            inside = (self.day.year, self.day.month) == (year, month)
            first = today if (today.year, today.month) == (year, month) else date(year, month, 1)
            self.day = self.day if inside else first
        self.year, self.month, self._today, self._holidays = year, month, today, holidays
        self._bars, self._weeks = tuple(bars), placed(year, month, bars)
        for segment in self.segments:
            segment.hide()
            segment.deleteLater()
        self.segments, seen = [], set[str]()
        for n, week in enumerate(self._weeks):
            for spot in week.bars:
                key = spot.bar.key
                segment = _Segment(spot, n, first=key not in seen, clash=clashes.get(key, ""), parent=self)
                segment.clicked.connect(lambda _=False, k=key: self.opened.emit(k))
                segment.show()
                seen.add(key)
                self.segments.append(segment)
        self.setAccessibleName("Calendario del mes")
        self._say_day()
        self._set_stop()
        self._lay_out()
        self.updateGeometry()
        self.update()
        if focused is not None and not self.focus_bar(focused):
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def bars(self) -> list[_Segment]:
        """One of each, in the order of the arrows."""
        return [s for s in self.segments if s.first]

    def set_day(self, day: date) -> None:
        """Go to a day of the shown month."""
        self.day = day
        self._say_day()
        self._set_stop()
        self.walked.emit(self._day_rect(day))
        self.update()

    def _day_rect(self, day: date) -> QRect:
        tops = self._tops()
        week = next((n for n, w in enumerate(self._weeks) if day in w.days), 0)
        return QRect(round(self._left(day.weekday())), tops[week], round(self._left(1)), tops[week + 1] - tops[week])

    def focus_bar(self, key: str) -> bool:
        found = next((s for s in self.bars() if s.spot.bar.key == key), None)
        if found is not None:
            found.setFocus(Qt.FocusReason.OtherFocusReason)
        return found is not None

    def _set_stop(self) -> None:
        """Tab goes on to what the day has, or to what comes after it."""
        bars = self.bars()
        stop = next((s for s in bars if s.spot.bar.end >= self.day), bars[-1] if bars else None)
        for segment in self.segments:
            policy = Qt.FocusPolicy.StrongFocus if segment is stop else Qt.FocusPolicy.ClickFocus
            segment.setFocusPolicy(policy)

    def _say_day(self) -> None:
        day, here = self.day, on_day(self._bars, self.day)
        parts = [long_day(day) + (", hoy" if day == self._today else "")]
        if day in self._holidays:
            parts.append(f"inhábil: {self._holidays[day]}")
        parts.append(cuantos(len(here), "visita", "visitas") if here else "sin visitas")
        parts += [b.title for b in here]
        self.setAccessibleDescription(". ".join(parts))
        tell(self, QAccessible.Event.DescriptionChanged)

    # --- size -----------------------------------------------------------------------------------------------------

    def restyle(self) -> None:
        self._lay_out()
        self.updateGeometry()
        self.update()

    def _head(self) -> int:
        return self.theme.height(_HEAD, "small")

    def _tops(self) -> list[int]:
        """Where each week begins, and the end."""
        day, bar = self.theme.height(_DAY, "small"), self.theme.height(_BAR, "small") + _GAP
        tops = [self._head()]
        for week in self._weeks:
            tops.append(tops[-1] + max(self.theme.height(_LEAST, "small"), day + week.lanes * bar + _AIR))
        return tops

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(500), self._tops()[-1])

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(280), self._tops()[-1])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def _left(self, column: int) -> float:
        return self.width() * column / 7

    def _lay_out(self) -> None:
        tops, day, bar = self._tops(), self.theme.height(_DAY, "small"), self.theme.height(_BAR, "small")
        for segment in self.segments:
            spot = segment.spot
            left, right = self._left(spot.first) + 3, self._left(spot.last + 1) - 3
            top = tops[segment.week] + day + spot.lane * (bar + _GAP)
            segment.setGeometry(round(left), top, round(right - left), bar)

    # --- hands ----------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            year, month = other_month(self.year, self.month, -1 if key == Qt.Key.Key_PageUp else 1)
            self.turned.emit(date(year, month, min(self.day.day, 28)))
            return
        if not self.hasFocus():
            self._walk_bars(event)
            return
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}
        if key in steps:
            self._go(self.day + timedelta(days=steps[key]))
        elif key == Qt.Key.Key_Home:
            self._go(self._today)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._enter_day()
        else:
            super().keyPressEvent(event)

    def _walk_bars(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            walk(self.bars(), event, Qt.Key.Key_Up, Qt.Key.Key_Down)
        else:
            walk(self.bars(), event, Qt.Key.Key_Left, Qt.Key.Key_Right)

    def _go(self, day: date) -> None:
        if (day.year, day.month) == (self.year, self.month):
            self.set_day(day)
        else:
            self.turned.emit(day)

    def _enter_day(self) -> None:
        """Open what the day has; several are walked first; where it has nothing, ask for a visit on it."""
        here = on_day(self._bars, self.day)
        if not here:
            self.asked.emit(self.day)
        elif len(here) == 1:
            self.opened.emit(here[0].key)
        else:
            self.focus_bar(here[0].key)

    def _day_at(self, x: float, y: float) -> date | None:
        tops = self._tops()
        for n, week in enumerate(self._weeks):
            if tops[n] <= y < tops[n + 1]:
                return week.days[min(6, max(0, int(x * 7 / max(1, self.width()))))]
        return None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        day = self._day_at(event.position().x(), event.position().y())
        if day is not None:
            self._go(day)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        day = self._day_at(event.position().x(), event.position().y())
        if day == self.day:
            self._enter_day()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    # --- drawing --------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        canvas, head, tops = paint.Canvas(self, self.theme), self._head(), self._tops()
        for column, name in enumerate(_NAMES):
            spot = QRectF(self._left(column) + 8, 0, self._left(1) - 10, head)
            canvas.write(spot, name, "small-strong", ink="text2")
        for n, week in enumerate(self._weeks):
            for column, day in enumerate(week.days):
                left = self._left(column)
                cell = QRectF(left, tops[n], self._left(column + 1) - left, tops[n + 1] - tops[n])
                self._paint_day(canvas, cell, day)
            canvas.rule(0, tops[n], self.width())
        for column in range(1, 7):
            canvas.rule(self._left(column), head, tops[-1] - head, upright=True)

    def _paint_day(self, canvas: paint.Canvas, cell: QRectF, day: date) -> None:
        here, inside = day == self._today, day.month == self.month
        if here:
            canvas.fill(cell, "accent_soft")
        elif day.weekday() > 4 or day in self._holidays:
            canvas.fill(cell, "sunken")
        tall = self.theme.height(_DAY, "small")
        words = f"{day.day} · hoy" if here else str(day.day)
        ink = "accent" if here else "text2" if inside else "text3"
        role = "small-strong" if inside else "small"
        spot = QRectF(cell.left() + 8, cell.top(), cell.width() - 12, tall)
        canvas.write(spot, words, role, ink=ink, figures=True)
        if day in self._holidays:
            wide = self.theme.text_width(words + " ", role, figures=True) + 4
            spot.setLeft(spot.left() + wide)
            canvas.write(spot, self._holidays[day], "micro", ink="text2")
        if day == self.day and self.hasFocus():
            canvas.box(cell.adjusted(1, 1, 0, 0), RADIUS_CELL, line="accent", width=LINE_FOCUS)

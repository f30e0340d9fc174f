"""Which days a month shows, and which bars stand on them. Pure: no widget."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from supervisor_app.ui.lugares.inicio.semana import PlacedBar, WeekBar, place


@dataclass(frozen=True, slots=True)
class Week:
    """Monday to Sunday, with the bars that reach it."""

    days: tuple[date, ...]
    bars: tuple[PlacedBar, ...]

    @property
    def lanes(self) -> int:
        return max((b.lane + 1 for b in self.bars), default=0)


def weeks_of(year: int, month: int) -> tuple[tuple[date, ...], ...]:
    """The weeks that a month touches, whole."""
    first = date(year, month, 1)
    last = (date(year + month // 12, month % 12 + 1, 1)) - timedelta(days=1)
    monday = first - timedelta(days=first.weekday())
    count = ((last - monday).days // 7) + 1
    return tuple(tuple(monday + timedelta(days=7 * w + d) for d in range(7)) for w in range(count))


def placed(year: int, month: int, bars: Sequence[WeekBar]) -> tuple[Week, ...]:
    """Each week of the month with its bars in lanes; a bar that goes on stands in the next week again."""
    found = []
    for days in weeks_of(year, month):
        here = [b for b in bars if b.start <= days[-1] and b.end >= days[0]]
        found.append(Week(days, place(here, days)))
    return tuple(found)


def on_day(bars: Iterable[WeekBar], day: date) -> list[WeekBar]:
    """Those that a day has, as they begin."""
    return sorted((b for b in bars if b.start <= day <= b.end), key=lambda b: (b.start, b.title))


def other_month(year: int, month: int, by: int) -> tuple[int, int]:
    """``(2027, 1)`` one after December of 2026."""
    number = year * 12 + month - 1 + by
    return number // 12, number % 12 + 1

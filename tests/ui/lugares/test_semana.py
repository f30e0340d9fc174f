"""The week: which days it has, where the bars stand, and that they open their visit."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from supervisor_app.ui.lugares.inicio.semana import WeekBar, WeekGrid, days_of, place

LUNES = date(2026, 6, 8)
MIERCOLES = date(2026, 6, 10)


def bar(first: int, last: int, key: str = "v") -> WeekBar:
    return WeekBar(
        key, f"Visita {key}", "Supervisión", LUNES + timedelta(days=first), LUNES + timedelta(days=last),
        "play", "accent", "En curso",
    )  # fmt: skip


def test_a_week_is_monday_to_friday() -> None:
    assert days_of(MIERCOLES, [bar(0, 4)]) == tuple(LUNES + timedelta(days=n) for n in range(5))


def test_a_sunday_belongs_to_the_week_before_it() -> None:
    assert days_of(LUNES + timedelta(days=6), [])[0] == LUNES


def test_the_weekend_is_there_where_it_is_used() -> None:
    assert len(days_of(MIERCOLES, [bar(3, 5)])) == 6
    assert len(days_of(MIERCOLES, [bar(3, 9)])) == 7


def test_bars_that_share_a_day_stand_in_different_lanes() -> None:
    placed = {p.bar.key: p for p in place([bar(0, 4, "a"), bar(0, 0, "b"), bar(3, 4, "c")], days_of(MIERCOLES, []))}

    assert [placed[k].lane for k in "abc"] == [0, 1, 1]


def test_a_visit_that_began_before_starts_on_monday() -> None:
    (placed,) = place([bar(-5, 20)], days_of(MIERCOLES, []))

    assert (placed.first, placed.last) == (0, 4)


@given(st.lists(st.tuples(st.integers(-10, 12), st.integers(0, 12)), max_size=12))
def test_no_two_bars_ever_overlap(spans: list[tuple[int, int]]) -> None:
    bars = [bar(a, a + n, str(k)) for k, (a, n) in enumerate(spans) if a <= 6 and a + n >= 0]
    taken: set[tuple[int, int]] = set()
    for placed in place(bars, days_of(MIERCOLES, bars)):
        cells = {(placed.lane, day) for day in range(placed.first, placed.last + 1)}
        assert placed.first <= placed.last
        assert not cells & taken
        taken |= cells


def test_the_arrows_walk_the_bars_and_enter_opens(qtbot: QtBot, on_stage: Callable[[QWidget], None]) -> None:
    grid = WeekGrid()
    grid.set_week(MIERCOLES, [bar(0, 4, "a"), bar(3, 4, "b")])
    on_stage(grid)
    opened: list[str] = []
    grid.opened.connect(opened.append)
    grid._buttons[0].setFocus()

    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)

    assert opened == ["b"]


def test_a_bar_says_its_state_and_days_to_a_screen_reader(qtbot: QtBot) -> None:
    grid = WeekGrid()
    qtbot.addWidget(grid)
    grid.set_week(MIERCOLES, [bar(0, 4)])

    assert grid._buttons[0].accessibleName() == "Visita v. Supervisión. En curso. lun 8 a vie 12"

"""The month and the year: which days stand where, how they are walked, and what they open."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from supervisor_app.ui.lugares.inicio.semana import WeekBar
from supervisor_app.ui.lugares.programa import teclas
from supervisor_app.ui.lugares.programa.anio import YearView, sums
from supervisor_app.ui.lugares.programa.dias import on_day, other_month, placed, weeks_of
from supervisor_app.ui.lugares.programa.mes import MonthView
from supervisor_app.ui.lugares.teclas import named
from tests.ui.visit_fixtures import HOY

months = st.tuples(st.integers(2001, 2099), st.integers(1, 12))


def bar(key: str, start: date, days: int = 1) -> WeekBar:
    end = start + timedelta(days=days - 1)
    return WeekBar(key, f"Unidad {key}", "Supervisión · Cobranza", start, end, "clock", "text2", "Pendiente")


@given(months)
def test_a_month_has_whole_weeks_and_every_day_once(month: tuple[int, int]) -> None:
    days = [day for week in weeks_of(*month) for day in week]

    assert days[0].weekday() == 0
    assert days == [days[0] + timedelta(days=n) for n in range(len(days))]
    assert len([d for d in days if (d.year, d.month) == month]) in (28, 29, 30, 31)
    assert 28 <= len(days) <= 42


@given(months, st.lists(st.tuples(st.integers(-10, 40), st.integers(1, 15)), max_size=12))
def test_two_bars_never_stand_on_each_other(month: tuple[int, int], spans: list[tuple[int, int]]) -> None:
    first = date(*month, 1)
    bars = [bar(str(n), first + timedelta(days=at), long) for n, (at, long) in enumerate(spans)]

    for week in placed(*month, bars):
        cells = [(spot.lane, c) for spot in week.bars for c in range(spot.first, spot.last + 1)]
        assert len(cells) == len(set(cells))
        assert all(0 <= column <= 6 for _, column in cells)


def test_a_day_has_the_bars_that_reach_it() -> None:
    bars = [bar("a", HOY, 3), bar("b", HOY + timedelta(days=5))]

    assert [b.key for b in on_day(bars, HOY + timedelta(days=2))] == ["a"]
    assert on_day(bars, HOY + timedelta(days=3)) == []


@given(months)
def test_the_next_month_and_back_is_the_same(month: tuple[int, int]) -> None:
    assert other_month(*other_month(*month, 1), -1) == month


@pytest.fixture
def month(on_stage: Callable[[QWidget], None]) -> MonthView:
    view = MonthView()
    view.resize(900, 500)
    bars = [bar("a", date(2026, 6, 8), 5), bar("b", date(2026, 6, 10), 2), bar("c", date(2026, 6, 26), 5)]
    view.show_month(
        2026, 6, bars, today=HOY, holidays={date(2026, 6, 24): "San Juan"}, clashes={"b": "Ana va a dos lugares."}
    )
    on_stage(view)
    view.setFocus()
    return view


def press(qtbot: QtBot, *keys: Qt.Key) -> None:
    for key in keys:
        qtbot.keyClick(QApplication.focusWidget(), key)


def test_it_begins_today_and_the_arrows_walk_the_days(qtbot: QtBot, month: MonthView) -> None:
    assert month.day == HOY

    press(qtbot, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Left)

    assert month.day == date(2026, 6, 16)
    press(qtbot, Qt.Key.Key_Home)
    assert month.day == HOY


def test_a_day_tells_its_visits_and_holidays(month: MonthView) -> None:
    month.set_day(date(2026, 6, 24))
    assert month.accessibleDescription() == "miércoles 24 de junio. inhábil: San Juan. sin visitas"

    month.set_day(HOY)
    assert month.accessibleDescription() == "miércoles 10 de junio, hoy. 2 visitas. Unidad a. Unidad b"


def test_enter_opens_the_only_visit_of_a_day(qtbot: QtBot, month: MonthView) -> None:
    month.set_day(date(2026, 6, 12))

    with qtbot.waitSignal(month.opened) as opened:
        press(qtbot, Qt.Key.Key_Return)

    assert opened.args == ["a"]


def test_enter_on_a_free_day_asks_for_a_visit_there(qtbot: QtBot, month: MonthView) -> None:
    month.set_day(date(2026, 6, 17))

    with qtbot.waitSignal(month.asked) as asked:
        press(qtbot, Qt.Key.Key_Return)

    assert asked.args == [date(2026, 6, 17)]


def test_several_visits_of_a_day_are_walked_first(qtbot: QtBot, month: MonthView) -> None:
    press(qtbot, Qt.Key.Key_Return, Qt.Key.Key_Right)

    with qtbot.waitSignal(month.opened) as opened:
        press(qtbot, Qt.Key.Key_Return)

    assert opened.args == ["b"]
    press(qtbot, Qt.Key.Key_Escape)
    assert month.hasFocus()


def test_another_month_is_asked_for_at_its_edge_and_by_page(qtbot: QtBot, month: MonthView) -> None:
    turned: list[date] = []
    month.turned.connect(turned.append)
    month.set_day(date(2026, 6, 30))

    press(qtbot, Qt.Key.Key_Right, Qt.Key.Key_PageUp)

    assert turned == [date(2026, 7, 1), date(2026, 5, 28)]


def test_a_bar_over_two_weeks_is_one_stop_and_tells_its_clash(month: MonthView) -> None:
    names = [s.accessibleName() for s in month.bars()]

    assert len(month.segments) == 4
    assert names[1] == "Unidad b. Supervisión · Cobranza. Pendiente. 10 al 11 de junio. Ana va a dos lugares."
    assert names[2].endswith("26 al 30 de junio")


def test_the_year_counts_by_month_and_its_arrows_lead_to_one(qtbot: QtBot, on_stage: Callable[[QWidget], None]) -> None:
    view = YearView()
    view.resize(1200, 600)
    bars = [bar("a", date(2026, 6, 29), 4), bar("b", date(2026, 6, 30))]
    told = sums(2026, bars, {"a"}, {"b"})
    view.show_year(2026, told, today=HOY, holidays=())
    on_stage(view)
    view.months[4].setFocus()

    assert (told[5].visits, told[6].visits) == (2, 0)
    assert (told[5].days[date(2026, 6, 30)], told[6].days[date(2026, 7, 1)]) == (2, 1)
    assert view.months[5].accessibleName() == "junio, el mes de hoy. 2 visitas. 1 con aviso · 1 reprogramada"
    with qtbot.waitSignal(view.opened) as opened:
        press(qtbot, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Return)
    assert opened.args == [6]


def test_every_hint_of_the_place_is_on_the_page_of_keys() -> None:
    shown = [*teclas.PROPOSING, *teclas.PUBLISHING, *teclas.LISTS, *teclas.EMPTY, *teclas.WRITING, *teclas.READING]
    for view in ("anio", "mes", "tabla", "cumplimiento"):
        shown += teclas.board(view, edits=True)

    assert {keys for keys, _ in shown} <= named()

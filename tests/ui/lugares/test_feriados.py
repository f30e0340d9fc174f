"""The card of the holidays in the settings, by keyboard."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from supervisor_app.ui.lanes import Lanes
from supervisor_app.ui.lugares.ajustes.feriados import HolidaysCard
from supervisor_app.wiring import Servicios
from tests.ui.visit_fixtures import HOY, write


def card(lanes: Lanes[Servicios], qtbot: QtBot) -> HolidaysCard:
    made = HolidaysCard(lanes, today=lambda: HOY)
    qtbot.addWidget(made)
    made.show()
    made.refresh()
    qtbot.waitUntil(lambda: bool(made.rows))
    return made


def test_a_day_is_added_and_taken_out(lanes: Lanes[Servicios], qtbot: QtBot) -> None:
    made = card(lanes, qtbot)
    before = len(made.rows)
    qtbot.keyClicks(made.day, "24/12/2026")
    write(made.name, "Asueto del OOAD")
    with qtbot.waitSignal(made.changed):
        qtbot.keyClick(made.name, Qt.Key.Key_Return)
    assert len(made.rows) == before + 1
    assert made.restore.isEnabled()
    with qtbot.waitSignal(made.changed):
        qtbot.keyClick(made.restore, Qt.Key.Key_Return)
    assert len(made.rows) == before
    # Nothing was asked: the day comes back, with its name.
    with qtbot.waitSignal(made.changed):
        qtbot.keyClick(made.undo, Qt.Key.Key_Return)
    assert len(made.rows) == before + 1
    assert not made.undo.isVisible()


def test_what_is_missing_is_told_and_led_to(lanes: Lanes[Servicios], qtbot: QtBot) -> None:
    made = card(lanes, qtbot)
    made.day.set_date(date(2026, 12, 24))
    qtbot.keyClick(made.add, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(made.answer.accessibleName()))
    assert "nombre" in made.answer.accessibleName()

"""The lists: what is urgent first, filters, rows by keyboard, what they add up to, and nothing where nothing is."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from supervisor_app.services.desahogo.valores import FiltroAsuntos
from supervisor_app.ui.kit.scroll_column import cut_columns
from supervisor_app.ui.kit.theme import Theme
from supervisor_app.ui.lugares.seguimiento import SeguimientoScreen, lectura
from supervisor_app.ui.lugares.teclas import named
from supervisor_app.ui.ventana import MainWindow
from tests.ui.lugares.seguimiento.conftest import Place
from tests.ui.visit_fixtures import HOY

OPEN = FiltroAsuntos(abiertas=True, ficticias=True)


def shown(everything: lectura.All, f: FiltroAsuntos) -> lectura.Read:
    return lectura.pick(everything, f, HOY, ())


def test_overdue_findings_that_came_back_come_first(everything: lectura.All) -> None:
    urgent = [(not a.vencido, not a.reincide) for a in shown(everything, OPEN).asuntos]

    assert urgent == sorted(urgent) and len(set(urgent)) > 1


def test_ages_are_told_in_calendar_and_working_days(everything: lectura.All) -> None:
    table = shown(everything, OPEN).tables["asuntos"]

    assert table.titles[0] == "Antigüedad"
    assert "hábiles" in table.lines[0].cells[0].text


def test_the_counts_add_up(everything: lectura.All) -> None:
    read = shown(everything, FiltroAsuntos(ficticias=True))

    assert read.cuentas.total == len(read.asuntos) == read.cuentas.abiertas + read.cuentas.solventadas
    assert read.cuentas.solventadas > 0
    assert {m.asunto for m in read.medidas} == {a.id for a in read.asuntos if a.medidas}


def test_typing_narrows_the_list(desk: Place) -> None:
    folio = desk.screen.lists.table().table().lines[3].cells[1].text
    desk.screen.lists.filters.text.setFocus()

    desk.type(folio)

    assert [line.cells[1].text for line in desk.screen.lists.table().table().lines] == [folio]


def test_filters_are_taken_away_at_once(desk: Place) -> None:
    before = desk.row_ids()
    desk.screen.lists.filters.text.setFocus()
    desk.type("nada de esto")
    assert desk.row_ids() == []

    desk.screen.lists.filters.clear.click()
    desk.settle()

    assert desk.row_ids() == before


def test_a_measure_opens_its_finding_and_escape_comes_back_to_its_row(desk: Place) -> None:
    desk.screen.lists.turn_to("medidas")
    key = desk.screen.lists.table().row_keys()[2]
    desk.screen.lists.table().setFocus()
    desk.screen.lists.table().go_to(key)

    desk.press(Qt.Key.Key_Return)
    assert desk.screen.finding.sheet is not None
    assert desk.screen.finding.sheet.id == key.partition("\n")[0]
    desk.press(Qt.Key.Key_Escape)

    assert desk.screen.pages.currentWidget() is desk.screen.lists
    assert desk.screen.lists.table().current_key() == key
    assert desk.screen.lists.table().hasFocus()


@pytest.mark.parametrize("ending", ["csv", "json"])
def test_what_is_seen_is_exported(desk: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str) -> None:
    target = tmp_path / f"lista.{ending}"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(target), ""))

    desk.press(Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)

    written = target.read_text("utf-8-sig")
    rows = len(json.loads(written)) if ending == "json" else len(written.splitlines()) - 1
    assert rows == len(desk.row_ids())
    assert "Guardado en" in desk.screen.lists.answer.text()


def test_without_anything_it_says_what_has_to_happen(enter: Callable[[], Place]) -> None:
    place = enter()

    assert "visitas que cierre en este equipo" in place.screen.lists.nothing.accessibleName()
    assert not place.screen.lists.export.isEnabled()


def test_a_laptop_lists_its_own_findings(laptop: Place) -> None:
    assert laptop.row_ids()
    assert laptop.screen.lists.observe.isHidden()


@pytest.mark.parametrize("zoom", [1.0, 2.0])
def test_nothing_is_cut(desk: Place, theme: Theme, zoom: float) -> None:
    theme.set_zoom(zoom)
    desk.settle()

    assert cut_columns(desk.screen) == []
    assert desk.screen.lists.minimumSizeHint().width() <= desk.screen.width()


def test_every_key_of_its_pages_is_on_the_page_of_keys(desk: Place) -> None:
    screen = desk.screen
    desk.open_first()
    own = (screen.desk.observation, screen.desk.paste, screen.desk.training)
    told = set()
    for page in (screen.lists, screen.finding, screen.evidence, screen.paper, *own):
        screen.desk.shown.emit(page)
        told |= {keys for keys, _ in screen.hints()}

    assert told - {"1", "2", "3"} <= named()


def test_its_key_opens_it_from_anywhere_and_inicio_leads_to_its_measures(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: not window.lanes.is_busy())
    qtbot.keyClick(window, Qt.Key.Key_7, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: not window.lanes.is_busy())
    screen = window.shown
    assert isinstance(screen, SeguimientoScreen)
    assert screen.lists.table().hasFocus()
    assert [i.row() for i in screen.lists.table().selectionModel().selectedRows(2)] == [0]

    window.lead("seguimiento", "medidas")

    assert screen.lists.here() == "medidas"

"""On a laptop: what the office published, mine first, visits begun from it; and honest words where nothing came."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from supervisor_app.domain.visita import Visita
from supervisor_app.ui.lugares.inicio import programadas
from tests.ui.lugares.programa.conftest import Place
from tests.ui.visit_fixtures import HOY

Key = Qt.Key


def test_mine_are_shown_first_and_the_next_one_is_at_hand(laptop: Place) -> None:
    board = laptop.screen.board

    assert board.view.value() == "tabla"
    assert {line.cells[1].text for line in board.table.table().lines} == {"Ciudad Guzmán", "Hidalgo"}
    assert QApplication.focusWidget() is board.table
    assert not board.write.isVisible() and not board.publish.isVisible()


def test_enter_twice_begins_the_visit_with_all_that_was_programmed(laptop: Place) -> None:
    laptop.press(Key.Key_Return)
    assert QApplication.focusWidget() is laptop.screen.sheet.buttons["iniciar"]
    laptop.press(Key.Key_Return)
    ((place, id_),) = laptop.wanted
    found: list[Visita] = []
    laptop.lanes.call(lambda s: s.visitas.abrir(id_).visita, found.append)
    laptop.settle()

    begun, meant = found[0], laptop.visit("Ciudad Guzmán")
    assert place == "visita"
    assert (begun.unidad, begun.inicio, begun.fin, begun.cedulas, begun.programada) == (
        meant.unidad, meant.inicio, meant.fin, meant.cedulas, meant.id,
    )  # fmt: skip


def test_one_that_was_begun_is_opened_instead(laptop: Place) -> None:
    laptop.press(Key.Key_Return)
    laptop.press(Key.Key_Return)
    laptop.screen.enter()
    laptop.settle()

    button = laptop.screen.sheet.buttons["abrir"]
    assert button.isVisible() and not laptop.screen.sheet.buttons["iniciar"].isVisible()
    button.click()
    assert laptop.wanted[-1] == ("visita", "V-2026-001")


def test_a_cancelled_one_and_a_moved_one_say_so_with_their_motives(laptop: Place) -> None:
    laptop.open("Puerto Vallarta")

    assert "Motivo: La unidad entra en remodelación" in laptop.screen.sheet.texts()
    assert not laptop.screen.sheet.buttons["iniciar"].isVisible()

    laptop.open("Juárez")
    said = laptop.screen.sheet.texts()
    assert "1 al 2 de junio" in said and "El titular está de comisión esos días" in said


def test_what_the_office_keeps_is_only_read_here(laptop: Place) -> None:
    laptop.press(Key.Key_Insert)

    assert laptop.screen.side.shown is None
    assert "pida ahí los cambios" in laptop.refused[0]


def test_without_a_programme_it_says_how_one_arrives_and_that_none_is_needed(
    enter: Callable[[Path | None], Place],
) -> None:
    place = enter(None)
    empty = place.screen.empty

    assert place.screen.pages.currentWidget() is empty
    assert "Sincronización" in empty.about.text() and "puede iniciar visitas desde Inicio" in empty.without.text()
    place.press(Key.Key_Return)
    assert place.wanted == [("sincronizacion", "")]


def test_the_first_page_knows_those_of_this_week_and_the_next_one(laptop: Place) -> None:
    found: list[tuple[object, ...]] = []
    laptop.lanes.call(lambda s: programadas.waiting(s, HOY), found.append)
    laptop.settle()
    waits = laptop.screen.year
    assert waits is not None
    mine = [v for v in waits.visits if v in found[0]]

    bars = programadas.of_week(mine, HOY)
    assert [b.title for b in bars] == ["Subdelegación Ciudad Guzmán", "Subdelegación Hidalgo"]
    assert all(b.second.startswith("Por iniciar") for b in bars)
    assert programadas.next_one(mine, HOY) is None

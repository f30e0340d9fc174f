"""The unit is chosen by typing, and the place of the commission follows it until somebody writes another."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from supervisor_app.domain.cedula.definition import UnitKind
from supervisor_app.domain.expediente import Expediente
from supervisor_app.domain.visita import Unidad, Visita
from supervisor_app.ui.kit.suggest_field import PickField
from supervisor_app.ui.visita.preparacion import PreparacionScreen
from supervisor_app.ui.visita.preparacion.unidad import UnitCard
from tests.ui.visit_fixtures import prepared, settled
from tests.visita_ficticia import COLIMA

CSV = b'tipo,ooad,subdelegacion,numero,nombre,localidad\nUMF,06,01,19,UMF 19 Ficticia,"Penitas, Colima"\n'
Make = Callable[[Expediente], PreparacionScreen]


@pytest.fixture
def unit(screen_of: Make) -> UnitCard:
    return screen_of(prepared(unidad=None, lugar="", ciudad="")).unit


def choose(qtbot: QtBot, field: PickField, words: str) -> None:
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, words)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def visita(card: UnitCard) -> Visita:
    return card.session.expediente.visita


def test_ooad_and_subdelegacion_are_chosen_by_typing(qtbot: QtBot, unit: UnitCard) -> None:
    choose(qtbot, unit.ooad, "delegacion colima")
    choose(qtbot, unit.sub, "colima")

    assert visita(unit).unidad == COLIMA


def test_the_subdelegacion_alone_brings_its_ooad(qtbot: QtBot, unit: UnitCard) -> None:
    choose(qtbot, unit.sub, "tecom")

    chosen = visita(unit).unidad
    assert chosen is not None
    assert (chosen.ooad_nombre, chosen.subdelegacion_nombre) == ("Colima", "Tecomán")
    assert unit.ooad.text() == "Colima"


def test_another_ooad_forgets_the_subdelegacion(qtbot: QtBot, screen_of: Make) -> None:
    unit = screen_of(prepared()).unit

    choose(qtbot, unit.ooad, "jalisco")

    chosen = visita(unit).unidad
    assert chosen is not None
    assert (chosen.ooad, chosen.subdelegacion, unit.sub.text()) == ("14", "", "")


def test_only_the_subdelegaciones_of_the_ooad_are_offered(qtbot: QtBot, screen_of: Make) -> None:
    unit = screen_of(prepared()).unit

    assert [s.text for s in unit.sub.suggestions()] == ["Colima", "Manzanillo", "Tecomán"]


def test_place_and_city_are_proposed(qtbot: QtBot, unit: UnitCard) -> None:
    choose(qtbot, unit.sub, "manzanillo")

    assert (visita(unit).lugar, visita(unit).ciudad) == ("MANZANILLO, COL.", "Manzanillo, Col.")


def test_a_proposed_place_follows_the_unit(qtbot: QtBot, unit: UnitCard) -> None:
    choose(qtbot, unit.sub, "manzanillo")
    choose(qtbot, unit.sub, "tecom")

    assert visita(unit).lugar == "TECOMÁN, COL."


def test_a_written_place_stays(qtbot: QtBot, screen_of: Make) -> None:
    unit = screen_of(prepared(lugar="VILLA DE ÁLVAREZ, COL.", ciudad="Guadalajara, Jal.")).unit

    choose(qtbot, unit.sub, "manzanillo")

    assert (visita(unit).lugar, visita(unit).ciudad) == ("VILLA DE ÁLVAREZ, COL.", "Guadalajara, Jal.")


def test_choosing_the_unit_is_one_step_of_undo(qtbot: QtBot, unit: UnitCard) -> None:
    choose(qtbot, unit.sub, "manzanillo")
    settled(qtbot, unit.session)

    unit.session.undo()
    qtbot.waitUntil(lambda: visita(unit).unidad is None)

    assert (visita(unit).lugar, unit.sub.text()) == ("", "")


def test_what_is_not_in_the_catalogue_is_told_and_changes_nothing(qtbot: QtBot, unit: UnitCard) -> None:
    unit.ooad.setFocus()
    qtbot.keyClicks(unit.ooad, "atlantis")
    qtbot.keyClick(unit.ooad, Qt.Key.Key_Tab)

    assert visita(unit).unidad is None
    assert "No está en la lista" in unit.ooad.sentence()


def test_an_umf_has_a_name_of_its_own(qtbot: QtBot, unit: UnitCard) -> None:
    unit.kind._segments[0].setFocus()
    for _ in range(3):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
    unit.name.setFocus()
    qtbot.keyClicks(unit.name, "No. 5, Tecoman")
    unit.name.commit()

    assert visita(unit).unidad == Unidad(tipo=UnitKind.UMF, nombre="No. 5, Tecoman")


def test_the_name_is_only_asked_of_umf_and_offices(screen_of: Make) -> None:
    assert not screen_of(prepared()).unit.name.isVisible()


def test_an_imported_unit_brings_everything(qtbot: QtBot, screen_of: Make) -> None:
    screen = screen_of(prepared(unidad=Unidad(tipo=UnitKind.UMF), lugar=""))
    screen.session.lanes.call(lambda s: s.unidades.importar(CSV))
    screen.enter()
    unit = screen.unit
    qtbot.waitUntil(lambda: bool(unit.name.suggestions()))

    unit.name.setFocus()
    qtbot.keyClicks(unit.name, "umf 19")
    qtbot.keyClick(unit.name._view, Qt.Key.Key_Down)
    qtbot.keyClick(unit.name._view, Qt.Key.Key_Return)

    chosen = visita(unit).unidad
    assert chosen is not None
    assert (chosen.ooad, chosen.subdelegacion_nombre, chosen.nombre) == ("06", "Colima", "UMF 19 Ficticia")
    assert visita(unit).lugar == "PENITAS, COLIMA"

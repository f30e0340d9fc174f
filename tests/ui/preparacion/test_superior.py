"""The superior that signs last: who it is, and which documents, where the people of the visit are written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from supervisor_app.domain.base import Persona, con
from supervisor_app.domain.expediente import Expediente
from supervisor_app.domain.visita import EstadoVisita, Visita
from supervisor_app.ui.kit.text_field import TextField
from supervisor_app.ui.visita.preparacion import PreparacionScreen
from tests.ui.visit_fixtures import prepared, settled

Make = Callable[[Expediente], PreparacionScreen]
ROSA = Persona(nombre="Rosa Ilhuicamina", cargo="Jefa de Servicios")


@pytest.fixture
def screen(screen_of: Make) -> PreparacionScreen:
    return screen_of(prepared())


def visita(screen: PreparacionScreen) -> Visita:
    return screen.session.expediente.visita


def write(qtbot: QtBot, field: TextField, words: str) -> None:
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, words)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def test_a_superior_that_is_named_signs_the_informe(qtbot: QtBot, screen: PreparacionScreen) -> None:
    write(qtbot, screen.people.superior.name, "Rosa Ilhuicamina")
    write(qtbot, screen.people.superior.post, "Jefa de Servicios")
    settled(qtbot, screen.session)
    assert (visita(screen).superior, visita(screen).visto_bueno) == (ROSA, ("informe",))
    assert screen.people.approves["informe"].isChecked()


def test_what_the_superior_signs_is_chosen_with_the_space_bar(qtbot: QtBot, screen: PreparacionScreen) -> None:
    write(qtbot, screen.people.superior.name, "Rosa Ilhuicamina")
    for tipo in ("cedula", "informe"):
        check = screen.people.approves[tipo]
        check.setFocus()
        qtbot.keyClick(check, Qt.Key.Key_Space)
    settled(qtbot, screen.session)
    assert visita(screen).visto_bueno == ("cedula",)


def test_it_comes_back_with_undo(qtbot: QtBot, screen_of: Make) -> None:
    e = prepared()
    screen = screen_of(e)
    write(qtbot, screen.people.superior.name, "Rosa Ilhuicamina")
    settled(qtbot, screen.session)
    screen.session.undo()
    qtbot.waitUntil(lambda: not visita(screen).superior.nombre)
    assert not any(check.isChecked() for check in screen.people.approves.values())


def test_the_documents_step_leads_to_the_field(screen: PreparacionScreen) -> None:
    screen.show_object("superior")
    assert screen.people.superior.name.hasFocus()


def test_a_closed_visit_shows_it_and_lets_nothing_be_changed(screen_of: Make) -> None:
    e = prepared(superior=ROSA, visto_bueno=("informe",))
    cerrada = con(e.visita, estado=EstadoVisita.CERRADA)
    screen = screen_of(replace(e, visita=cerrada))
    assert screen.people.superior.name.text() == ROSA.nombre
    assert screen.people.superior.name.isReadOnly()
    assert not screen.people.approves["informe"].isEnabled()

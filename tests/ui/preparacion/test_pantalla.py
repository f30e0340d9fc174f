"""The step tells what is missing, leads to it, fits every width, and only shows a closed visit."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from supervisor_app.domain import comandos
from supervisor_app.domain.base import Persona, con
from supervisor_app.domain.expediente import Expediente
from supervisor_app.domain.visita import EstadoVisita
from supervisor_app.ui.kit.scroll_column import cut_columns
from supervisor_app.ui.kit.text_field import TextField
from supervisor_app.ui.kit.theme import Theme
from supervisor_app.ui.kit.tokens import ZOOM_STEPS
from supervisor_app.ui.lugares.teclas import named
from supervisor_app.ui.visita.preparacion import PreparacionScreen
from supervisor_app.wiring import Servicios
from tests.ui.visit_fixtures import prepared

Make = Callable[[Expediente], PreparacionScreen]
CTRL = Qt.KeyboardModifier.ControlModifier


def closed() -> Expediente:
    e = prepared()
    return Expediente(con(e.visita, estado=EstadoVisita.CERRADA), aplicadas=e.aplicadas)


def missing(screen: PreparacionScreen) -> list[str]:
    return [line.text() for line in screen.missing.lines()]


def test_what_is_missing_is_listed(screen_of: Make) -> None:
    screen = screen_of(prepared(unidad=None, recibio=Persona()))

    assert missing(screen) == ["Elija la unidad visitada", "Escriba quién recibió la visita"]


@pytest.mark.parametrize("line", range(4))
def test_each_missing_thing_leads_to_its_field(qtbot: QtBot, screen_of: Make, line: int) -> None:
    e = prepared(unidad=None, inicio=None, recibio=Persona(), equipo=())
    screen = screen_of(e)
    places = [
        screen.unit.ooad, screen.commission.inicio, screen.people.team._rows[0].name, screen.people.received.name,
    ]  # fmt: skip

    screen.missing.lines()[line].click()

    assert QApplication.focusWidget() is places[line]
    spot = places[line].mapTo(screen._area.viewport(), places[line].rect().center())
    assert screen._area.viewport().rect().contains(spot)


def test_the_list_shrinks_as_things_are_written(qtbot: QtBot, screen_of: Make) -> None:
    screen = screen_of(prepared(recibio=Persona()))
    assert screen.missing_card.isVisible()
    screen.people.received.name.setFocus()

    qtbot.keyClicks(screen.people.received.name, "Raul Montano")
    screen.commit()

    assert not screen.missing_card.isVisible()
    assert screen.done.isVisible()


def test_entering_goes_to_the_first_thing_that_is_missing(qtbot: QtBot, screen_of: Make) -> None:
    screen = screen_of(prepared(recibio=Persona()))
    before = QApplication.focusWidget()
    assert before is not None
    before.clearFocus()

    screen.enter()

    assert QApplication.focusWidget() is screen.people.received.name


def test_ctrl_l_goes_to_the_search_of_cedulas(qtbot: QtBot, screen_of: Make) -> None:
    screen = screen_of(prepared())
    screen.unit.ooad.setFocus()

    qtbot.keyClick(screen.unit.ooad, Qt.Key.Key_L, CTRL)

    assert QApplication.focusWidget() is screen.cedulas.search


def test_ctrl_enter_goes_to_the_cedulas_with_what_is_typed_saved(qtbot: QtBot, screen_of: Make) -> None:
    screen = screen_of(prepared())
    got: list[tuple[str, str]] = []
    screen.wants.connect(lambda place, what: got.append((place, what)))
    field = screen.commission.places["objeto"]
    field.setFocus()
    qtbot.keyClicks(field, "APOYO")

    qtbot.keyClick(field, Qt.Key.Key_Return, CTRL)

    assert got == [("cedulas", "")]
    assert screen.session.expediente.visita.objeto == "APOYO"


def test_people_known_from_elsewhere_are_suggested(qtbot: QtBot, screen_of: Make) -> None:
    screen = screen_of(prepared())

    def other(s: Servicios) -> None:
        e = s.visitas.crear()
        s.visitas.guardar(comandos.modificar_visita(e, "x", titular=Persona(nombre="Ines Soto", cargo="Titular")))

    screen.session.lanes.call(other)
    screen.enter()

    qtbot.waitUntil(lambda: "Ines Soto" in [s.text for s in screen.people.head.name.suggestions()])


def test_the_team_is_kept_in_its_order(qtbot: QtBot, screen_of: Make) -> None:
    team = (Persona(nombre="Ana", cargo="A"), Persona(nombre="Raul", cargo="R"))
    screen = screen_of(prepared(equipo=team))
    screen.people.team._rows[1].name.setFocus()

    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)

    assert screen.session.expediente.visita.equipo == team[::-1]


# --- a closed visit ---------------------------------------------------------------------------------------------------


def test_a_closed_visit_says_so_and_leads_to_its_delivery(screen_of: Make) -> None:
    screen = screen_of(closed())
    got: list[str] = []
    screen.wants.connect(lambda place, _what: got.append(place))

    assert screen.closed.isVisible()
    screen.closed.action.emit()

    assert got == ["entrega"]


def test_nothing_of_a_closed_visit_can_be_changed(qtbot: QtBot, screen_of: Make) -> None:
    screen = screen_of(closed())
    before = screen.session.expediente
    fields = [f for f in screen.findChildren(TextField) if f.isVisible() and f is not screen.cedulas.search]
    assert len(fields) > 15

    for field in fields:
        field.setFocus()
        qtbot.keyClicks(field, "X")
        field.commit()
    screen.cedulas.list.setFocus()
    qtbot.keyClick(screen.cedulas.list, Qt.Key.Key_Space)

    assert screen.session.expediente is before
    assert not screen.cedulas.all.isVisible()
    assert not screen.missing_card.isVisible()


# --- fitting ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("zoom", ZOOM_STEPS)
def test_nothing_is_cut(screen_of: Make, theme: Theme, zoom: float) -> None:
    theme.set_zoom(zoom)
    screen = screen_of(prepared(unidad=None, recibio=Persona()))
    screen.resize(1270, 540)

    assert cut_columns(screen) == []


def test_the_cedulas_stand_below_where_it_is_narrow(qtbot: QtBot, screen_of: Make) -> None:
    screen = screen_of(prepared())
    assert screen._side.isVisible()

    screen.resize(1000, 540)
    assert screen._area.content().isAncestorOf(screen.cedulas)
    assert cut_columns(screen) == []

    screen.resize(1285, 540)
    assert screen._side.isAncestorOf(screen.cedulas)


def test_every_field_has_a_name(screen_of: Make) -> None:
    screen = screen_of(prepared())
    nameless = [w for w in screen.findChildren(QWidget) if isinstance(w, TextField) and not w.accessibleName()]

    assert nameless == []


def test_every_hint_is_on_the_page_of_keys(screen_of: Make) -> None:
    assert {keys for keys, _ in screen_of(prepared()).hints()} <= named()

"""Days, hours and pliego are judged beside their fields; what is typed is saved and comes back with undo."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from supervisor_app.domain import comandos
from supervisor_app.domain.expediente import Expediente
from supervisor_app.domain.visita import TipoVisita, Visita
from supervisor_app.ui.kit.text_field import TextField
from supervisor_app.ui.visita.preparacion import PreparacionScreen
from supervisor_app.wiring import Servicios
from tests.ui.visit_fixtures import prepared, settled

Make = Callable[[Expediente], PreparacionScreen]


@pytest.fixture
def screen(screen_of: Make) -> PreparacionScreen:
    return screen_of(prepared())


def visita(screen: PreparacionScreen) -> Visita:
    return screen.session.expediente.visita


def place(screen: PreparacionScreen, name: str) -> TextField:
    field = (screen.commission.places | screen.scope.places)[name]
    assert isinstance(field, TextField)
    return field


def write(qtbot: QtBot, field: TextField, words: str) -> None:
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, words)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def test_what_is_typed_is_saved_after_a_pause(qtbot: QtBot, screen: PreparacionScreen) -> None:
    field = place(screen, "pliego")
    field.setFocus()

    with qtbot.waitSignal(screen.session.saved):
        qtbot.keyClicks(field, "287/2026")

    assert visita(screen).pliego == "287/2026"
    assert field.hasFocus()


@pytest.mark.parametrize(
    ("campo", "escrito"), [("lugar", "COLIMA, COL."), ("objeto", "APOYO"), ("fuente", "Listado"), ("ciudad", "Colima")]
)
def test_lines_of_text_are_saved_on_leaving(qtbot: QtBot, screen: PreparacionScreen, campo: str, escrito: str) -> None:
    write(qtbot, place(screen, campo), escrito)

    assert getattr(visita(screen), campo) == escrito


def test_dates_are_read_as_people_write_them(qtbot: QtBot, screen: PreparacionScreen) -> None:
    write(qtbot, screen.commission.inicio, "9 jun")
    write(qtbot, screen.scope.corte, "31/5/26")

    assert visita(screen).inicio == dt.date(2026, 6, 9)
    assert visita(screen).fecha_corte == dt.date(2026, 5, 31)


def test_a_visit_of_one_day_moves_whole(qtbot: QtBot, screen_of: Make) -> None:
    screen = screen_of(prepared(inicio=dt.date(2026, 6, 10), fin=dt.date(2026, 6, 10)))

    write(qtbot, screen.commission.inicio, "15/06/2026")

    assert visita(screen).fin == dt.date(2026, 6, 15)


def test_an_end_before_the_beginning_is_told(qtbot: QtBot, screen: PreparacionScreen) -> None:
    write(qtbot, screen.commission.fin, "01/06/2026")

    assert "Termina antes de empezar" in screen.commission._fin_field.error()
    write(qtbot, screen.commission.fin, "12/06/2026")
    assert screen.commission._fin_field.error() == ""


def test_a_date_that_cannot_be_read_stays_and_is_told(qtbot: QtBot, screen: PreparacionScreen) -> None:
    write(qtbot, screen.commission.fin, "mariana")

    assert screen.commission.fin.text() == "mariana"
    assert "no es una fecha" in screen.commission._fin_field.error()
    assert visita(screen).fin == dt.date(2026, 6, 12)


def test_closing_before_opening_is_told_on_a_visit_of_one_day(qtbot: QtBot, screen_of: Make) -> None:
    screen = screen_of(prepared(inicio=dt.date(2026, 6, 10), fin=dt.date(2026, 6, 10)))

    write(qtbot, screen.commission.apertura, "10:00")
    write(qtbot, screen.commission.cierre, "930")

    assert visita(screen).hora_cierre == dt.time(9, 30)
    assert "anterior a la de apertura" in screen.commission._cierre_field.error()


def test_a_wrong_pliego_says_how_it_is_written(qtbot: QtBot, screen: PreparacionScreen) -> None:
    write(qtbot, place(screen, "pliego"), "#12")

    assert "no se reconoce" in screen.commission._pliego.error()


def test_a_pliego_of_another_visit_is_warned_of(qtbot: QtBot, screen: PreparacionScreen) -> None:
    def other(s: Servicios) -> None:
        e = s.visitas.crear()
        s.visitas.guardar(comandos.modificar_visita(e, "Cambió el pliego", pliego="500/2026"))

    screen.session.lanes.call(other)
    screen.enter()
    write(qtbot, place(screen, "pliego"), "500/2026")

    qtbot.waitUntil(lambda: "ya se usó" in screen.commission._pliego.error())
    assert not screen.commission.places["pliego"].property("invalid")


def test_the_kind_of_visit_is_chosen_with_the_arrows(qtbot: QtBot, screen: PreparacionScreen) -> None:
    segment = screen.commission.kind._segments[0]
    segment.setFocus()

    qtbot.keyClick(segment, Qt.Key.Key_Right)

    assert visita(screen).tipo is TipoVisita.APOYO


def test_undo_brings_the_earlier_text_back(qtbot: QtBot, screen: PreparacionScreen) -> None:
    field = place(screen, "objeto")
    write(qtbot, field, "APOYO")
    settled(qtbot, screen.session)

    screen.session.undo()

    qtbot.waitUntil(lambda: field.text() == "")


def test_typing_goes_on_where_it_was_after_the_autosave(qtbot: QtBot, screen: PreparacionScreen) -> None:
    field = place(screen, "objeto")
    field.setFocus()
    with qtbot.waitSignal(screen.session.saved):
        qtbot.keyClicks(field, "SUPERVISION ")

    qtbot.keyClicks(field, "DE COBRANZA")
    field.commit()

    assert visita(screen).objeto == "SUPERVISION DE COBRANZA"

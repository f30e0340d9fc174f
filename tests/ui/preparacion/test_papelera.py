"""A visit goes to the bin from its first step without being asked, and so does a cédula with all that it has."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from supervisor_app.domain import comandos
from supervisor_app.domain.expediente import Expediente
from supervisor_app.ui.sesion import VisitSession
from supervisor_app.ui.visita.preparacion import PreparacionScreen
from tests.ui.visit_fixtures import settled
from tests.visita_ficticia import CO_90, CONTROL, CUMPLE, aplicar, cerrada, expediente, responder


def contestable() -> Expediente:
    e = expediente(ficticia=False, cedulas=())
    return aplicar(e, comandos.elegir_cedulas(e, [CO_90]))


ScreenOf = Callable[[Expediente], PreparacionScreen]


def test_a_real_visit_says_that_it_can_come_back(screen_of: ScreenOf) -> None:
    screen = screen_of(responder(contestable(), CONTROL.id, CUMPLE))
    assert "30 días de uso" in screen.bin.about.text()
    assert "ficticios" not in screen.bin.about.text()


def test_a_closed_one_says_what_stays(screen_of: ScreenOf) -> None:
    assert "no se borra" in screen_of(cerrada(contestable())).bin.about.text()


def test_it_goes_at_once_and_says_so(qtbot: QtBot, screen_of: ScreenOf) -> None:
    screen = screen_of(expediente())
    visita_id = screen.session.expediente.visita.id
    wanted: list[tuple[str, str]] = []
    screen.wants.connect(lambda place, what: wanted.append((place, what)))
    screen.bin.remove.setFocus()
    with qtbot.waitSignal(screen.bin.removed):
        qtbot.keyClick(screen.bin.remove, Qt.Key.Key_Space)
    ((place, what),) = wanted
    assert (place, what.partition("#")[0]) == ("quitada", visita_id)
    assert "puede restaurarla" in what
    left: list[object] = []
    screen.session.lanes.call(lambda s: s.visitas.lista(), left.append)
    qtbot.waitUntil(lambda: bool(left))
    assert left == [()]


def test_a_cedula_taken_out_is_offered_back_once_it_is_on_disk(qtbot: QtBot, screen_of: ScreenOf) -> None:
    screen = screen_of(responder(contestable(), CONTROL.id, CUMPLE))
    offered: list[str] = []
    screen.session.offered.connect(offered.append)
    screen.session.attempt(lambda e: comandos.elegir_cedulas(e, []))
    settled(qtbot, screen.session)
    assert offered == ["Se quitó CO-90 con 1 respuesta. Está en la papelera de la visita."]


def test_one_ticked_again_has_what_it_had(qtbot: QtBot, screen_of: ScreenOf) -> None:
    screen = screen_of(responder(contestable(), CONTROL.id, CUMPLE))
    session = screen.session
    before = session.expediente
    session.attempt(lambda e: comandos.elegir_cedulas(e, []))
    session.attempt(lambda e: comandos.elegir_cedulas(e, [CO_90], session.taken_out.cedulas))
    settled(qtbot, session)
    assert session.expediente == before
    assert session.taken_out.cedulas == {}


def test_one_taken_out_before_the_last_start_has_what_it_had_too(qtbot: QtBot, screen_of: ScreenOf) -> None:
    session = screen_of(responder(contestable(), CONTROL.id, CUMPLE)).session
    before = session.expediente
    session.attempt(lambda e: comandos.elegir_cedulas(e, []))
    settled(qtbot, session)
    again = VisitSession(session.lanes, session.catalogos, session.expediente, today=session.today)
    qtbot.waitUntil(lambda: "CO-90" in again.taken_out.cedulas)
    again.attempt(lambda e: comandos.elegir_cedulas(e, [CO_90], again.taken_out.cedulas))
    settled(qtbot, again)
    assert again.expediente == before

"""A cédula that somebody else applies says so, and lets anybody answer."""

from __future__ import annotations

from collections.abc import Callable

from pytestqt.qtbot import QtBot

from supervisor_app.domain import comandos
from supervisor_app.domain.base import Persona
from supervisor_app.domain.expediente import Expediente
from supervisor_app.ui.sesion import VisitSession
from supervisor_app.ui.visita.cedulas.ajena import OwnerLine
from tests.ui.visit_fixtures import Command, prepared
from tests.visita_ficticia import AJUSTES


def given_to(name: str) -> Command:
    return lambda e: comandos.modificar_aplicada(e, "CO-02", responsable=Persona(nombre=name))


def test_the_cedula_of_somebody_else_says_so(qtbot: QtBot, session_of: Callable[[Expediente], VisitSession]) -> None:
    session = session_of(prepared(given_to("Beto Ruiz")))
    session.lanes.call(lambda s: s.ajustes.guardar(AJUSTES))
    line = OwnerLine(session)
    qtbot.addWidget(line)
    line.show_cedula("CO-02")
    qtbot.waitUntil(lambda: "la aplica Beto Ruiz" in line.text())
    line.show_cedula("CO-05")
    assert line.text() == ""


def test_the_own_cedula_says_nothing_and_follows_the_reparto(
    qtbot: QtBot, session_of: Callable[[Expediente], VisitSession]
) -> None:
    session = session_of(prepared(given_to(f"  {AJUSTES.nombre.upper()} ")))
    session.lanes.call(lambda s: s.ajustes.guardar(AJUSTES))
    line = OwnerLine(session)
    qtbot.addWidget(line)
    line.show_cedula("CO-02")
    qtbot.waitUntil(lambda: not session.lanes.is_busy())
    assert line.text() == ""
    session.do(given_to("Beto Ruiz")(session.expediente))
    assert "la aplica Beto Ruiz" in line.text()
    qtbot.waitUntil(lambda: session.unsaved == 0)

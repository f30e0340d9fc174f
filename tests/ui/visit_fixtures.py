"""Real lanes over a real folder, and sessions over a fictitious visit, for the tests and pictures of the screens.

A test package takes what it needs in its ``conftest.py``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from supervisor_app import paths
from supervisor_app.domain import comandos
from supervisor_app.domain.base import con
from supervisor_app.domain.cedula.answers import Valor
from supervisor_app.domain.expediente import Cambio, Expediente, Operacion
from supervisor_app.domain.visita import EstadoVisita
from supervisor_app.services.acceso import Llave
from supervisor_app.services.definiciones import Definiciones
from supervisor_app.ui.lanes import Lanes
from supervisor_app.ui.sesion import VisitSession
from supervisor_app.wiring import Servicios, abrir
from tests.visita_ficticia import RelojFijo, contador_de_ids, visita

HOY = date(2026, 6, 10)
CEDULAS = ("CO-02", "CO-05", "CO-06", "RC-02")
DEFINICIONES_REALES = Definiciones.cargar(paths.formas())

Command = Callable[[Expediente], Operacion]


def prepared(*commands: Command, **campos: object) -> Expediente:
    """The fictitious visit with the real cédulas of ``CEDULAS`` and these commands done on it."""
    e = Expediente(visita(**{"cedulas": (), **campos}))
    definiciones = [DEFINICIONES_REALES.cedula(c) for c in CEDULAS]
    for command in (lambda e: comandos.elegir_cedulas(e, definiciones), *commands):
        e = e.aplicar(command(e).cambios)
    return e


def answer(item_id: str, valor: Valor | None) -> Command:
    """The command that answers an item of the real cédulas."""
    item = DEFINICIONES_REALES.cedula(item_id.rsplit("-", 1)[0]).item(item_id)
    assert item is not None
    return lambda e: comandos.responder(e, item, valor)


def stored(carpeta: Path, e: Expediente) -> Expediente:
    """Write the visit into the data folder as one operation, so that lanes opened on it find it; then close it, if so
    it is.
    """
    abierta = con(e.visita, estado=EstadoVisita.EN_CURSO) if e.visita.cerrada else e.visita
    records = [abierta, *e.registros()]
    with abrir(carpeta, definiciones=DEFINICIONES_REALES, reloj=RelojFijo()) as servicios:
        servicios.visitas.guardar(Operacion(e.visita.id, "Creó la visita", tuple(Cambio(None, r) for r in records)))
        if abierta != e.visita:
            servicios.visitas.guardar(Operacion(e.visita.id, "Cerró la visita", (Cambio(abierta, e.visita),)))
    return e


def open_lanes(carpeta: Path, llave: Llave | None = None) -> Lanes[Servicios]:
    """Lanes over a data folder, with a fixed clock and counted identifiers. The caller closes them."""
    reloj, ids = RelojFijo(), contador_de_ids()
    return Lanes(lambda: abrir(carpeta, llave=llave, definiciones=DEFINICIONES_REALES, reloj=reloj, id_nuevo=ids))


def open_session(lanes: Lanes[Servicios], e: Expediente) -> VisitSession:
    return VisitSession(lanes, DEFINICIONES_REALES, e, today=lambda: HOY)


@pytest.fixture
def lanes(datos: Path, qtbot: QtBot) -> Iterator[Lanes[Servicios]]:
    """Real lanes over an empty data folder, closed at the end."""
    made = open_lanes(datos)
    yield made
    made.close()


@pytest.fixture
def session_of(datos: Path, qtbot: QtBot) -> Iterator[Callable[[Expediente], VisitSession]]:
    """Makes a session over a visit that is on disk; its lanes are closed at the end."""
    opened: list[Lanes[Servicios]] = []

    def make(e: Expediente) -> VisitSession:
        stored(datos, e)
        opened.append(open_lanes(datos))
        return open_session(opened[-1], e)

    yield make
    for each in opened:
        each.close()


@pytest.fixture
def session(session_of: Callable[[Expediente], VisitSession]) -> VisitSession:
    """A session over the fictitious visit with nothing answered."""
    return session_of(prepared())


def settled(qtbot: QtBot, session: VisitSession) -> None:
    """Wait until everything that was done is on disk."""
    qtbot.waitUntil(lambda: session.unsaved == 0)


def write(widget: QWidget, text: str) -> None:
    """Type any text, accents included: QTest only knows the keys of an English keyboard."""
    for char in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, char)
            QApplication.sendEvent(widget, event)

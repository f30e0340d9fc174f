"""The window at the place of ASM tables, over a folder with fictitious ones."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

import pytest
from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from supervisor_app.domain.base import con
from supervisor_app.ui.kit.theme import Theme
from supervisor_app.ui.kit.writing import only_reads
from supervisor_app.ui.lanes import Lanes
from supervisor_app.ui.lugares.asm import AsmScreen
from supervisor_app.ui.ventana import MainWindow
from supervisor_app.wiring import Servicios, abrir
from tests.ui.lugares.asm.tablas_ficticias import escribir_tablas, tabla
from tests.ui.visit_fixtures import DEFINICIONES_REALES, HOY
from tests.visita_ficticia import AJUSTES, RelojFijo


@dataclass
class Place:
    """The window at the place, its screen, and the ids of the tables."""

    window: MainWindow
    screen: AsmScreen
    ids: list[str]
    qtbot: QtBot

    def done(self) -> None:
        self.qtbot.waitUntil(lambda: not self.window.lanes.is_busy())

    def open(self, n: int = 0) -> None:
        self.screen.open_table(self.ids[n])
        self.done()


@pytest.fixture(scope="package")
def shared(
    tmp_path_factory: pytest.TempPathFactory, qapp: QApplication, one_theme: Theme
) -> Iterator[tuple[MainWindow, Lanes[Servicios]]]:
    """One window for all tests: each gets a table of its own in it."""
    folder = tmp_path_factory.mktemp("asm") / "datos"
    escribir_tablas(folder)
    lanes = Lanes(lambda: abrir(folder, definiciones=DEFINICIONES_REALES, reloj=RelojFijo()))
    window = MainWindow(lanes, DEFINICIONES_REALES, AJUSTES, today=lambda: HOY)
    window.resize(1366, 768)
    screen = cast(AsmScreen, window.place("asm"))
    for page in ("editor", "paste", "clean", "improvements", "lists", "past", "paper"):
        getattr(screen, page)  # its popups are windows: they are there before any test
    both = threading.Barrier(2)  # so are the two threads of the free lane
    for _ in range(2):
        lanes.free(lambda _work: both.wait(30))
    yield window, lanes
    window.close()
    window.deleteLater()
    lanes.close()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def place(shared: tuple[MainWindow, Lanes[Servicios]], qtbot: QtBot) -> Iterator[Place]:
    """The window at the list of tables, the one of the test first."""
    window, lanes = shared
    found: list[str] = []
    lanes.call(lambda s: found.append(s.asm.crear(con(tabla(), firmantes=())).id))
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    if window.shown is window.place("asm"):
        cast(AsmScreen, window.shown).enter()
    else:
        window.open_place("asm")
    made = Place(window, cast(AsmScreen, window.shown), found, qtbot)
    made.done()
    made.screen.tables.list.set_current(found[0])
    yield made
    made.done()
    only_reads(window, "")
    made.screen.commit()
    made.done()
    made.screen._sessions.clear()
    made.screen.turn_to(made.screen.tables, way=[])
    window.notice.hide()
    for timer in window.findChildren(QTimer):
        timer.stop()

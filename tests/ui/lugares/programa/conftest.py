"""The place over a desk with its June, over a laptop that received it, and over an empty folder."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from supervisor_app.domain.programa import VisitaProgramada
from supervisor_app.ui.lanes import Lanes
from supervisor_app.ui.lugares.programa import ProgramaScreen
from supervisor_app.wiring import Servicios
from tests.ui.lugares.programa_ficticio import abrir, programar_junio, recibir_programa
from tests.ui.lugares.semana_ficticia import IDENTIDAD
from tests.ui.visit_fixtures import DEFINICIONES_REALES, HOY

CTRL = Qt.KeyboardModifier.ControlModifier


class Place:
    """The screen, and the hands on it."""

    def __init__(self, qtbot: QtBot, lanes: Lanes[Servicios], screen: ProgramaScreen) -> None:
        self.qtbot, self.lanes, self.screen = qtbot, lanes, screen
        self.wanted: list[tuple[str, str]] = []
        self.refused: list[str] = []
        screen.wants.connect(lambda place, what: self.wanted.append((place, what)))
        screen.refused.connect(self.refused.append)

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: not self.lanes.is_busy())

    def press(self, key: Qt.Key, *modifier: Qt.KeyboardModifier) -> None:
        """A key where the focus is."""
        focus = QApplication.focusWidget()
        assert focus is not None
        self.qtbot.keyClick(focus, key, *modifier)
        self.settle()

    def write(self, field: QWidget, words: str, end: Qt.Key = Qt.Key.Key_Tab) -> None:
        """Over what was there, and on to the next field."""
        field.setFocus(Qt.FocusReason.TabFocusReason)
        self.qtbot.keyClick(field, Qt.Key.Key_A, CTRL)
        self.qtbot.keyClicks(field, words)
        self.qtbot.keyClick(field, end)

    def visits(self) -> tuple[VisitaProgramada, ...]:
        assert self.screen.year is not None
        return self.screen.year.visits

    def visit(self, words: str) -> VisitaProgramada:
        return next(v for v in self.visits() if words in v.unidad.titulo)

    def open(self, words: str) -> None:
        self.screen.open_visit(self.visit(words).id)
        self.settle()


@pytest.fixture(scope="session")
def written_desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("programa") / "datos"
    with abrir(folder) as s:
        s.ajustes.guardar(IDENTIDAD)
        s.mesa.abrir("Jefatura ficticia")
        programar_junio(s)
    return folder


@pytest.fixture(scope="session")
def written_laptop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    taller = tmp_path_factory.mktemp("recibido")
    recibir_programa(taller / "datos", taller, programar=programar_junio)
    return taller / "datos"


@pytest.fixture
def enter(datos: Path, qtbot: QtBot, on_stage: Callable[[QWidget], None]) -> Iterator[Callable[[Path | None], Place]]:
    """Opens the place over a copy of a folder, or over an empty one."""
    opened: list[Lanes[Servicios]] = []

    def make(written: Path | None = None) -> Place:
        if written is not None:
            shutil.copytree(written, datos)
        opened.append(Lanes(lambda: abrir(datos)))
        screen = ProgramaScreen(opened[-1], DEFINICIONES_REALES, today=lambda: HOY)
        screen.resize(1285, 620)
        on_stage(screen)
        place = Place(qtbot, opened[-1], screen)
        screen.enter()
        place.settle()
        return place

    yield make
    for lanes in opened:
        lanes.close()


@pytest.fixture
def desk(enter: Callable[[Path | None], Place], written_desk: Path) -> Place:
    return enter(written_desk)


@pytest.fixture
def laptop(enter: Callable[[Path | None], Place], written_laptop: Path) -> Place:
    return enter(written_laptop)

"""The documents screen over a real data folder, at a stage of the demo visit."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from supervisor_app.ui.lanes import Lanes
from supervisor_app.ui.visita.documentos import DocumentosScreen
from supervisor_app.wiring import Servicios
from tests.ui.documentos import banco
from tests.ui.documentos.banco import Stage
from tests.ui.documentos.mesa import Mesa
from tests.ui.visit_fixtures import open_lanes, open_session

Open = Callable[..., Mesa]


@pytest.fixture
def documentos(datos: Path, qtbot: QtBot, on_stage: Callable[[QWidget], None]) -> Iterator[Open]:
    """``documentos(stage)``: the screen, shown and loaded. Its lanes are closed at the end."""
    opened: list[Lanes[Servicios]] = []

    def make(stage: Stage, *, conocida: bool = True, size: tuple[int, int] = (1285, 620)) -> Mesa:
        e = banco.copiar(datos, stage, conocida=conocida)
        opened.append(open_lanes(datos))
        session = open_session(opened[-1], e)
        screen = DocumentosScreen(session)
        session.setParent(screen)
        screen.resize(*size)
        on_stage(screen)
        screen.enter()
        mesa = Mesa(qtbot, session, screen)
        mesa.settle()
        return mesa

    yield make
    for lanes in opened:
        lanes.close()


@pytest.fixture
def supervisora(tmp_path: Path) -> banco.Archivos:
    """The files of the e.firma that the documents wait for."""
    return banco.escribir_efirma(tmp_path / "efirma")


@pytest.fixture
def otra(tmp_path: Path) -> banco.Archivos:
    """The files of somebody else's e.firma."""
    return banco.escribir_efirma(tmp_path / "otra", banco.OTRA)

"""Ctrl+Z in the window is the visit's, but for what is being drawn and is not in the visit yet."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from supervisor_app.domain import comandos
from supervisor_app.ui.kit.drawing_pad import DrawingPad
from supervisor_app.ui.ventana import MainWindow
from tests.ui.visit_fixtures import DEFINICIONES_REALES, HOY, open_lanes, prepared, stored
from tests.visita_ficticia import AJUSTES


@pytest.fixture
def window(qtbot: QtBot, datos: Path, on_stage: Callable[[MainWindow], MainWindow]) -> Iterator[MainWindow]:
    stored(datos, prepared())
    lanes = open_lanes(datos)
    made = MainWindow(lanes, DEFINICIONES_REALES, AJUSTES, today=lambda: HOY)
    made.resize(1366, 768)
    on_stage(made)
    made.open_visit("V-2026-001")
    qtbot.waitUntil(lambda: made.workspace is not None and not lanes.is_busy())
    yield made
    lanes.close()


def test_ctrl_z_takes_the_stroke_back_and_then_what_was_done_in_the_visit(qtbot: QtBot, window: MainWindow) -> None:
    assert window.workspace is not None
    session = window.workspace.session
    session.attempt(lambda e: comandos.modificar_visita(e, "Escribió el pliego", pliego="999/2026"))
    qtbot.waitUntil(lambda: session.unsaved == 0)
    pad = DrawingPad(name="Firma", prompt="Firme aquí", parent=window.workspace)
    pad.resize(300, 126)
    pad.show()
    qtbot.mousePress(pad, Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    qtbot.mouseMove(pad, QPoint(90, 60))
    qtbot.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=QPoint(90, 60))
    qtbot.keyClick(pad, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert pad.is_empty()
    assert session.expediente.visita.pliego == "999/2026"
    qtbot.keyClick(pad, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: session.expediente.visita.pliego != "999/2026")

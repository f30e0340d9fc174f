"""Keyboard only, in the window: from Alt+6 to a published visit."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from supervisor_app.ui.lanes import Lanes
from supervisor_app.ui.lugares.programa import ProgramaScreen
from supervisor_app.ui.ventana import MainWindow
from supervisor_app.wiring import Servicios
from tests.ui.lugares.programa_ficticio import abrir
from tests.ui.lugares.semana_ficticia import IDENTIDAD
from tests.ui.visit_fixtures import DEFINICIONES_REALES, HOY

Key, Alt, Ctrl = Qt.Key, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(datos: Path, written_desk: Path, on_stage: Callable[[QWidget], None]) -> Iterator[MainWindow]:
    shutil.copytree(written_desk, datos)
    lanes: Lanes[Servicios] = Lanes(lambda: abrir(datos))
    made = MainWindow(lanes, DEFINICIONES_REALES, IDENTIDAD, today=lambda: HOY)
    made.resize(1366, 690)
    on_stage(made)
    yield made
    lanes.close()


def visits(screen: ProgramaScreen) -> int:
    return len(screen.year.visits) if screen.year is not None else 0


def test_from_opening_over_undo_to_publishing_without_a_mouse(qtbot: QtBot, window: MainWindow) -> None:
    def press(key: Qt.Key, *modifier: Qt.KeyboardModifier) -> QWidget:
        qtbot.keyClick(QApplication.focusWidget() or window, key, *modifier)
        qtbot.waitUntil(lambda: not window.lanes.is_busy())
        focus = QApplication.focusWidget()
        assert focus is not None
        return focus

    qtbot.waitUntil(lambda: not window.lanes.is_busy())
    press(Key.Key_6, Alt)
    screen = window.shown
    assert isinstance(screen, ProgramaScreen)
    assert QApplication.focusWidget() is screen.board.month

    # The day after the last bar of today's week, a new visit on it, and its fields one after the other.
    press(Key.Key_Up)
    press(Key.Key_Return)
    for words in ("jalisco", "juarez"):
        qtbot.keyClicks(QApplication.focusWidget(), words)
        press(Key.Key_Return)
        press(Key.Key_Tab)
    window.activateWindow()  # without a screen the list of suggestions keeps it
    press(Key.Key_S, Ctrl)
    assert visits(screen) == 6
    press(Key.Key_Z, Ctrl)
    assert visits(screen) == 5

    for _ in range(30):
        if press(Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier) is screen.board.publish:
            break
    assert press(Key.Key_Return) is screen.publish_page.go
    press(Key.Key_Return)

    assert "Publicada la versión 1, con 4 visitas" in screen.publish_page.answer.text()
    assert window.unsaved == 0

"""Frequent phrases with blanks, and the cleaning of pasted text, by keyboard in the real window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from supervisor_app.domain.avance import Paso
from supervisor_app.ui.frases import PhraseBook
from supervisor_app.ui.lanes import Lanes
from supervisor_app.ui.limpieza import CleanPopup
from supervisor_app.ui.ventana import MainWindow
from supervisor_app.ui.visita.cedulas import CedulasScreen
from supervisor_app.wiring import Servicios
from tests.ui.visit_fixtures import DEFINICIONES_REALES, HOY, open_lanes, prepared, stored
from tests.visita_ficticia import AJUSTES

CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
ROTO = "Se revisaron los expe-\ndientes de la  muestra\ny  c o n  e l l o s  el control."
LIMPIO = "Se revisaron los expedientes de la muestra y con ellos el control."


@pytest.fixture
def window(qtbot: QtBot, datos: Path, on_stage: Callable[[MainWindow], MainWindow]) -> Iterator[MainWindow]:
    """The real window, on the cédulas of the fictitious visit."""
    stored(datos, prepared())
    lanes: Lanes[Servicios] = open_lanes(datos)
    made = MainWindow(lanes, DEFINICIONES_REALES, AJUSTES, today=lambda: HOY)
    made.resize(1366, 768)
    on_stage(made)
    made.open_visit("V-2026-001")
    qtbot.waitUntil(lambda: made.workspace is not None and not lanes.is_busy())
    assert made.workspace is not None
    made.workspace.open_step(Paso.CEDULAS)
    qtbot.waitUntil(lambda: not lanes.is_busy())
    yield made
    lanes.close()


@pytest.fixture
def note(qtbot: QtBot, window: MainWindow) -> QPlainTextEdit:
    """The note of the first question, reached by F4."""
    qtbot.keyClick(focused(), Qt.Key.Key_F4)
    field = focused()
    assert isinstance(field, QPlainTextEdit)
    return field


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def popup_of(window: MainWindow) -> CleanPopup:
    return next(p for p in window.findChildren(CleanPopup) if p.isVisible())


def book_of(window: MainWindow) -> PhraseBook:
    assert window.workspace is not None
    screen = window.workspace.shown
    assert isinstance(screen, CedulasScreen)
    return screen.findChildren(PhraseBook)[0]


def saved_note(window: MainWindow) -> str:
    assert window.workspace is not None
    return window.workspace.session.expediente.respuestas["CO-02-01"].nota


# --- cleaning -------------------------------------------------------------------------------------------------------


def test_the_cleaned_text_takes_the_place_of_the_pasted_one(
    qtbot: QtBot, window: MainWindow, note: QPlainTextEdit
) -> None:
    QGuiApplication.clipboard().setText(ROTO)
    qtbot.keyClick(note, Qt.Key.Key_V, CTRL)
    qtbot.keyClick(note, Qt.Key.Key_L, CTRL | SHIFT)
    popup = popup_of(window)
    assert (popup.before.text(), popup.after.text()) == (ROTO, LIMPIO)

    qtbot.keyClick(popup, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: saved_note(window) == LIMPIO)


def test_escape_leaves_the_text_as_it_was(qtbot: QtBot, window: MainWindow, note: QPlainTextEdit) -> None:
    note.insertPlainText(ROTO)
    qtbot.keyClick(note, Qt.Key.Key_L, CTRL | SHIFT)
    qtbot.keyClick(popup_of(window), Qt.Key.Key_Escape)

    assert note.toPlainText() == ROTO


def test_a_repair_that_is_not_wanted_is_taken_off(qtbot: QtBot, window: MainWindow, note: QPlainTextEdit) -> None:
    note.insertPlainText("Uno  dos\ntres")
    qtbot.keyClick(note, Qt.Key.Key_L, CTRL | SHIFT)
    popup = popup_of(window)
    qtbot.keyClick(focused(), Qt.Key.Key_Space)

    assert popup.after.text() == "Uno dos\ntres"


def test_only_what_is_selected_is_cleaned(qtbot: QtBot, window: MainWindow, note: QPlainTextEdit) -> None:
    note.insertPlainText("uno  dos  tres")
    for _ in range(9):
        qtbot.keyClick(note, Qt.Key.Key_Left, SHIFT)
    qtbot.keyClick(note, Qt.Key.Key_L, CTRL | SHIFT)
    qtbot.keyClick(popup_of(window), Qt.Key.Key_Return)

    assert note.toPlainText() == "uno  dos tres"


def test_ctrl_z_brings_the_pasted_text_back(qtbot: QtBot, window: MainWindow, note: QPlainTextEdit) -> None:
    note.insertPlainText("uno  dos")
    qtbot.keyClick(note, Qt.Key.Key_L, CTRL | SHIFT)
    qtbot.keyClick(popup_of(window), Qt.Key.Key_Return)
    note.undo()

    assert note.toPlainText() == "uno  dos"


def test_a_clean_text_is_told_so(qtbot: QtBot, window: MainWindow, note: QPlainTextEdit) -> None:
    note.insertPlainText("Todo en orden.")
    qtbot.keyClick(note, Qt.Key.Key_L, CTRL | SHIFT)

    assert window.notice.text() == "El texto no tiene nada que limpiar."


# --- phrases --------------------------------------------------------------------------------------------------------


def test_a_phrase_waits_at_its_first_blank(qtbot: QtBot, window: MainWindow, note: QPlainTextEdit) -> None:
    qtbot.keyClick(note, Qt.Key.Key_J, CTRL)
    qtbot.keyClicks(book_of(window).popup, "1")
    assert note.textCursor().selectedText() == "‹documento›"

    qtbot.keyClicks(note, "el acta 5")
    qtbot.keyClick(note, Qt.Key.Key_J, ALT)
    assert note.textCursor().selectedText() == "‹fecha del documento›"
    assert note.toPlainText().startswith("Se tuvo a la vista el acta 5, de fecha ")


def test_an_own_phrase_is_offered_first(qtbot: QtBot, window: MainWindow, note: QPlainTextEdit) -> None:
    note.insertPlainText("Se tuvo a la vista el control diario.")
    qtbot.keyClick(note, Qt.Key.Key_J, CTRL | SHIFT)
    qtbot.waitUntil(lambda: "guardó" in window.notice.text())
    qtbot.keyClick(note, Qt.Key.Key_J, CTRL)

    assert book_of(window).popup.phrases()[0] == "Se tuvo a la vista el control diario."


def test_a_phrase_is_not_kept_twice(qtbot: QtBot, window: MainWindow, note: QPlainTextEdit) -> None:
    note.insertPlainText("Igual.")
    qtbot.keyClick(note, Qt.Key.Key_J, CTRL | SHIFT)
    qtbot.waitUntil(lambda: "guardó" in window.notice.text())
    qtbot.keyClick(note, Qt.Key.Key_J, CTRL | SHIFT)

    assert window.notice.text() == "Ese texto ya está entre las frases frecuentes."

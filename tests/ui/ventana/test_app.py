"""Starting the window: Qt speaks Spanish, and a bug is told and written without personal data."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from supervisor_app.ui import app as ui
from supervisor_app.ui.lanes import Lanes
from supervisor_app.ui.ventana import MainWindow
from supervisor_app.wiring import Servicios
from tests.ui.visit_fixtures import DEFINICIONES_REALES, HOY
from tests.visita_ficticia import AJUSTES


@pytest.fixture
def hook() -> Iterator[None]:
    before = sys.excepthook
    yield
    sys.excepthook = before


def test_the_words_of_qt_are_spanish(qapp: QApplication) -> None:
    ui.speak_spanish(qapp)

    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Cancelar"


def test_no_dialog_of_qt_speaks_english(qtbot: QtBot, qapp: QApplication) -> None:
    ui.speak_spanish(qapp)
    dialog = QFileDialog()
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    qtbot.addWidget(dialog)

    said = [dialog.labelText(label).replace("&", "") for label in QFileDialog.DialogLabel]
    assert said == ["Buscar en:", "Nombre del archivo:", "Tipo de archivo:", "Abrir", "Cancelar"]


def test_a_bug_is_told_and_written_without_what_was_typed(
    qtbot: QtBot,
    lanes: Lanes[Servicios],
    datos: Path,
    on_stage: Callable[[MainWindow], None],
    hook: None,
    capsys: pytest.CaptureFixture[str],
) -> None:
    window = MainWindow(lanes, DEFINICIONES_REALES, AJUSTES, today=lambda: HOY)
    on_stage(window)
    ui.catch_bugs(window, datos)
    try:
        raise KeyError("Lucía Ñandú")
    except KeyError as error:
        sys.excepthook(KeyError, error, error.__traceback__)

    (file,) = (datos / "registro").glob("fallo-*.txt")
    assert "Lucía" not in file.read_text(encoding="utf-8")
    assert "a salvo" in window.notice.text()
    assert window.notice.isVisible()
    qtbot.waitUntil(lambda: not lanes.is_busy())
    capsys.readouterr()


def test_a_window_larger_than_the_screen_takes_all_of_it(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    ui.show_fitting(window)

    # The screen of the tests is 800 × 800.
    assert window.isMaximized()

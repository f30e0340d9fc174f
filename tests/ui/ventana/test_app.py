"""Starting the window: Qt speaks Spanish, and it fits the screen."""

import os
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QSettings
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from supervisor_app.ui import app as ui


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


def test_no_folder_that_was_opened_is_written_down(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> None:
    ui.make_application([])
    dialog = QFileDialog(None, "Guardar", str(tmp_path))
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    qtbot.addWidget(dialog)
    dialog.open()
    dialog.reject()
    dialog.deleteLater()
    qapp.sendPostedEvents(dialog, QEvent.Type.DeferredDelete)

    kept = QSettings(QSettings.Scope.UserScope, "QtProject")
    assert Path(kept.fileName()).is_relative_to(os.devnull) and not kept.contains("FileDialog/history")


def test_a_window_larger_than_the_screen_takes_all_of_it(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    ui.show_fitting(window)

    # The screen of the tests is 800 × 800.
    assert window.isMaximized()

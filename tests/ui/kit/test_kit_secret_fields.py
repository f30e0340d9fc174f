"""The password field keeps nothing, and the file box takes a file by key, drop or clipboard."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from supervisor_app.ui.kit.file_box import FileBox, dropped_files
from supervisor_app.ui.kit.password_field import PasswordField

OnStage = Callable[[QWidget], None]


@pytest.fixture
def password(on_stage: OnStage) -> PasswordField:
    field = PasswordField(name="Contraseña")
    on_stage(field)
    field.setFocus()
    return field


def test_a_password_is_shown_as_dots(password: PasswordField, qtbot: QtBot) -> None:
    qtbot.keyClicks(password, "Clave 8")
    assert password.text() == "Clave 8"
    assert "Clave" not in password.displayText()


def test_alt_v_shows_it_until_the_field_is_left(password: PasswordField, qtbot: QtBot) -> None:
    qtbot.keyClicks(password, "Clave 8")
    qtbot.keyClick(password, Qt.Key.Key_V, Qt.KeyboardModifier.AltModifier)
    assert password.displayText() == "Clave 8"
    password.clearFocus()
    assert "Clave" not in password.displayText()


def test_wiping_leaves_no_letter_to_be_undone(password: PasswordField, qtbot: QtBot) -> None:
    qtbot.keyClicks(password, "Clave 8")
    password.set_shown(True)
    password.wipe()
    password.set_shown(True)
    assert not password.isUndoAvailable()
    password.undo()
    assert password.text() == ""


def test_a_password_is_neither_told_nor_kept(password: PasswordField, qtbot: QtBot) -> None:
    told: list[str] = []
    password.committed.connect(told.append)
    qtbot.keyClicks(password, "Clave 8")
    qtbot.keyClick(password, Qt.Key.Key_Return)
    password.clearFocus()
    assert told == []
    assert "Clave 8" not in vars(password).values()


def test_a_password_cannot_be_copied_while_it_is_hidden(password: PasswordField, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().clear()
    qtbot.keyClicks(password, "Clave 8")
    password.selectAll()
    password.copy()
    assert QGuiApplication.clipboard().text() == ""


@pytest.fixture
def box(on_stage: OnStage) -> FileBox:
    made = FileBox(placeholder="Elija o arrastre el archivo", name="Certificado")
    on_stage(made)
    made.setFocus()
    return made


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_enter_and_space_ask_for_the_file(box: FileBox, qtbot: QtBot, key: Qt.Key) -> None:
    with qtbot.waitSignal(box.asked):
        qtbot.keyClick(box, key)


def test_it_shows_and_says_the_name_of_the_file(box: FileBox) -> None:
    box.set_path(Path("/carpeta/prueba.cer"))
    assert box.words() == "prueba.cer"
    assert box.accessibleName() == "Certificado: prueba.cer"


def test_delete_empties_it(box: FileBox, qtbot: QtBot) -> None:
    with qtbot.waitSignal(box.dropped) as told:
        qtbot.keyClick(box, Qt.Key.Key_Delete)
    assert told.args == [[]]


def test_a_file_is_dropped_on_it(box: FileBox, qtbot: QtBot, tmp_path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "prueba.cer"))])
    event = QDropEvent(
        QPointF(QPoint(5, 5)),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    with qtbot.waitSignal(box.dropped) as told:
        box.dropEvent(event)
    assert told.args == [[tmp_path / "prueba.cer"]]


def test_a_path_copied_as_text_is_pasted(box: FileBox, qtbot: QtBot, tmp_path: Path) -> None:
    QGuiApplication.clipboard().setText(f'"{tmp_path / "prueba.cer"}"')
    with qtbot.waitSignal(box.dropped) as told:
        qtbot.keyClick(box, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert told.args == [[tmp_path / "prueba.cer"]]


@pytest.mark.parametrize("text", ["", "una frase", "relativa/prueba.cer", "/a\n/b"])
def test_other_text_is_no_file(text: str) -> None:
    data = QMimeData()
    data.setText(text)
    assert dropped_files(data) == []

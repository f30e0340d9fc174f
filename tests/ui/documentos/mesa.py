"""What a person does on the documents screen, with the keyboard and real files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from supervisor_app.ui.kit.list_rows import Row, RowModel
from supervisor_app.ui.sesion import VisitSession
from supervisor_app.ui.visita.documentos import DocumentosScreen
from supervisor_app.wiring import Servicios
from tests.ui.documentos.banco import Archivos

T = TypeVar("T")


class Mesa:
    """A screen and the hands on it."""

    def __init__(self, qtbot: QtBot, session: VisitSession, screen: DocumentosScreen) -> None:
        self.qtbot, self.session, self.screen = qtbot, session, screen
        self.led: list[tuple[str, str]] = []
        screen.wants.connect(lambda place, what: self.led.append((place, what)))

    def settle(self) -> None:
        """Until everything that was asked for has been answered."""
        self.qtbot.waitUntil(lambda: not self.session.lanes.is_busy())

    def ask(self, job: Callable[[Servicios], T]) -> T:
        """What the services say."""
        got: list[T] = []
        self.session.lanes.call(job, got.append)
        self.qtbot.waitUntil(lambda: bool(got))
        return got[0]

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """A key where the focus is."""
        self.qtbot.keyClick(self.screen.focusWidget() or self.screen, key, modifiers)

    def chord(self, key: Qt.Key) -> None:
        self.press(key, Qt.KeyboardModifier.ControlModifier)

    def select(self, what: str) -> None:
        self.screen.show_object(what)
        self.settle()

    def pills(self) -> dict[str, str]:
        """The state that the list shows of each document."""
        return {row.key: row.pill for row in self.rows()}

    def demanded(self) -> dict[str, str]:
        """Of the documents that every visit has."""
        return {key: pill for key, pill in self.pills().items() if key.startswith(("cedula:", "informe:"))}

    def rows(self) -> tuple[Row, ...]:
        model = self.screen.list.rows.model()
        assert isinstance(model, RowModel)
        return model.rows()

    # --- the e.firma ----------------------------------------------------------------------------------------------

    def paste(self, file: Path) -> None:
        """Paste a file, copied in the explorer, into the box that has the focus."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(file))])
        QGuiApplication.clipboard().setMimeData(data)
        self.chord(Qt.Key.Key_V)

    def give(self, archivos: Archivos, contrasena: str | None = None) -> None:
        """Both files and the password, from the first empty field on."""
        self.screen.signers.focus_first()
        self.paste(archivos.cer)
        self.paste(archivos.key)
        self.type_password(archivos.contrasena if contrasena is None else contrasena)

    def type_password(self, contrasena: str) -> None:
        field = self.screen.signers.card.form.password
        field.setFocus()
        self.qtbot.keyClicks(field, contrasena)

    def sign(self) -> None:
        """Enter in the password, and wait for what comes of it."""
        self.qtbot.keyClick(self.screen.signers.card.form.password, Qt.Key.Key_Return)
        self.settle()

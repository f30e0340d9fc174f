"""A person at the keyboard of the real window: keys go to what has the focus, and nothing is reached in another way."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from supervisor_app.ui.ventana import MainWindow

Key = Qt.Key
CTRL, ALT, SHIFT, PLAIN = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.NoModifier,
)
_A_WHOLE_ROUND = 60


class Keyboard:
    """``settle`` waits for what was asked of the disk; everything else is keys."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        self._qtbot, self._window = qtbot, window

    def focused(self) -> QWidget:
        """What has the focus. A window in which it was lost fails here."""
        if not self._window.isActiveWindow():
            # Without a window manager an open list of suggestions is the active window, and it stays so when closed.
            self._window.activateWindow()
            self._qtbot.waitUntil(self._window.isActiveWindow)
        widget = QApplication.focusWidget()
        assert widget is not None and self._window.isAncestorOf(widget), "the focus is lost"
        return widget

    def _target(self) -> QWidget:
        """Where the system sends a key: an open list has them all, and hands on those that are not its own."""
        return QApplication.activePopupWidget() or self.focused()

    def here(self) -> str:
        """What a screen reader says of what has the focus."""
        return self.focused().accessibleName()

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
        QTest.keyClick(self._target(), key, modifiers)

    def type(self, text: str) -> None:
        for character in text:
            # Only the keys of an English keyboard have a name here.
            if character.isascii():
                QTest.keyClick(self._target(), character)  # type: ignore[call-overload]  # stubs ask for bytes, Qt for text
            else:
                QTest.sendKeyEvent(QTest.KeyAction.Click, self._target(), Key.Key_unknown, character, PLAIN)

    def close_window(self) -> None:
        """What Alt+F4 does, and the end of the program after it."""
        self._window.close()
        self._window.lanes.close()

    def settle(self) -> None:
        """Until everything that was asked of the store has been answered and written."""
        self._qtbot.waitUntil(lambda: not self._window.lanes.is_busy())

    def tab_to(self, name: str) -> None:
        """Tab on to the control of that name."""
        for _ in range(_A_WHOLE_ROUND):
            if self.here() == name:
                return
            self.press(Key.Key_Tab)
        raise AssertionError(f"Tab never reaches «{name}»")

    def fill(self, name: str, text: str) -> None:
        """Write in the field of that name, instead of what is there."""
        self.tab_to(name)
        self.press(Key.Key_A, CTRL)
        self.type(text)

    def paste(self, text: str) -> None:
        """Ctrl+V with text that another program copied."""
        QGuiApplication.clipboard().setText(text)
        self.press(Key.Key_V, CTRL)

    def paste_file(self, path: Path) -> None:
        """Ctrl+V with a file that the file manager copied."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path))])
        QGuiApplication.clipboard().setMimeData(data)
        self.press(Key.Key_V, CTRL)

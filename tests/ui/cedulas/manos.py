"""Hands on the keyboard for the tests: keys go to whatever has the focus, and are counted."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from supervisor_app.ui.visita.cedulas import CedulasScreen
from supervisor_app.ui.visita.cedulas.tabla import RowsTable

CTRL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
PLAIN = Qt.KeyboardModifier.NoModifier
Key = Qt.Key


def focused() -> QWidget:
    """What has the focus; a test that has lost it fails here."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


class Hands:
    """``typed`` counts the keys pressed, ``moved`` those of them that only walked."""

    def __init__(self) -> None:
        self.typed = self.moved = 0

    def type(self, text: str) -> None:
        for character in text:
            if character.isascii():
                QTest.keyClick(focused(), character)  # type: ignore[call-overload]  # the stubs ask for bytes, Qt for a text
            else:
                QTest.sendKeyEvent(QTest.KeyAction.Click, focused(), Key.Key_unknown, character, PLAIN)
            self.typed += 1

    def press(self, key: Key, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
        QTest.keyClick(focused(), key, modifiers)
        self.typed += 1
        self.moved += key in (Key.Key_Tab, Key.Key_Down, Key.Key_Up, Key.Key_Return, Key.Key_N)


def table_of(screen: CedulasScreen) -> RowsTable:
    """The grid of the item being answered."""
    row = screen.questions.current_row()
    assert row is not None
    return row.findChildren(RowsTable)[0]

"""Rows of buttons that are one stop of Tab and are walked with the arrows. Must never choose while walking."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton

_ARROWS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)
B = TypeVar("B", bound=QAbstractButton)


class RovingButton(QAbstractButton):
    """Answers to Space and Enter, and leaves the arrows to the row it stands in.

    ``QAbstractButton`` takes the arrows for itself and walks like Tab, out of the row.
    """

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ARROWS:
            event.ignore()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)


def walk(buttons: Sequence[B], event: QKeyEvent, back: Qt.Key, forward: Qt.Key) -> B | None:
    """Give the focus to the neighbour of the focused button and return it; ``None`` (and the event ignored) when the
    key is another or no button has the focus. After the last comes the first; disabled ones are passed over.
    """
    step = {back: -1, forward: 1}.get(Qt.Key(event.key()))
    able = [button for button in buttons if button.isEnabled()]
    focused = next((i for i, button in enumerate(able) if button.hasFocus()), None)
    if step is None or focused is None:
        event.ignore()
        return None
    target = able[(focused + step) % len(able)]
    target.setFocus(Qt.FocusReason.OtherFocusReason)
    return target

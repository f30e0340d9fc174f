"""Ties a text widget to the visit: what is typed is saved after a short pause and when the field is left.

Nothing typed waits for a button. It must never write back into a field that the person is typing in.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from supervisor_app.ui.kit.text_area import TextArea
from supervisor_app.ui.kit.text_field import TextField

PAUSE_MS = 700


class Binding(QObject):
    """``save(text)`` after a pause in typing and when the field is left."""

    def __init__(self, widget: TextField | TextArea, save: Callable[[str], object]) -> None:
        super().__init__(widget)
        timer = QTimer(self, singleShot=True, interval=PAUSE_MS)
        timer.timeout.connect(widget.commit)
        typed = widget.typed if isinstance(widget, TextArea) else widget.textEdited
        typed.connect(lambda _text: timer.start())
        widget.committed.connect(timer.stop)
        widget.committed.connect(save)

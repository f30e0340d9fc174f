"""What is dropped on the window where nothing under the pointer takes it: a document to be verified.

In the steps of a visit a photo may have been meant for a question, so there nothing is taken but among its documents.
It must never read what is dropped.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QMimeData, QObject, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from supervisor_app.ui.kit.file_box import dropped_files


class DropDoor(QObject):
    """``dropped(QMimeData)``: files or a picture, while ``is_open()``; the data live as long as the call."""

    dropped = Signal(object)

    def __init__(self, window: QWidget, is_open: Callable[[], bool]) -> None:
        super().__init__(window)
        self._is_open = is_open
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDropEvent) and event.type() in (QEvent.Type.DragEnter, QEvent.Type.Drop):
            if not (self._is_open() and _brings(event.mimeData())):
                return False
            event.acceptProposedAction()
            if not isinstance(event, QDragEnterEvent):
                self.dropped.emit(event.mimeData())
            return True
        return super().eventFilter(watched, event)


def _brings(data: QMimeData) -> bool:
    return bool(dropped_files(data)) or data.hasImage()

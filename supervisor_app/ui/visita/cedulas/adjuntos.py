"""Ways in which a file becomes evidence of an item: chosen, dropped, pasted. It must never read a file itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QEvent, QIODevice, QMimeData, QObject, Qt
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from supervisor_app.ui.sesion import VisitSession


class EvidenceIntake(QObject):
    """Attaches to the item that ``current_item`` names at that moment; in a closed visit it does nothing. Files can be
    dropped anywhere on ``screen``.
    """

    def __init__(self, session: VisitSession, screen: QWidget, current_item: Callable[[], str]) -> None:
        super().__init__(screen)
        self._session, self._screen, self._current_item = session, screen, current_item
        screen.setAcceptDrops(True)
        screen.installEventFilter(self)

    def _item(self) -> str:
        """The item to attach to, or "" where nothing may be attached."""
        return "" if self._session.expediente.visita.cerrada else self._current_item()

    def choose(self) -> None:
        """The system's dialog; the screen goes on meanwhile, and the files go to the item it was opened for."""
        item_id = self._item()
        if not item_id:
            return
        dialog = QFileDialog(self._screen, f"Adjuntar evidencia a {item_id}")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(lambda names: self._attach([Path(name) for name in names], item_id))
        dialog.open()

    def paste(self) -> None:
        """An image in the clipboard, or files copied in the system's file manager."""
        data, item_id = QGuiApplication.clipboard().mimeData(), self._item()
        if item_id and data.hasImage():
            buffer = QBuffer()
            buffer.open(QIODevice.OpenModeFlag.WriteOnly)
            QGuiApplication.clipboard().image().save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs want bytes
            self._session.attach_image(bytes(buffer.data().data()), item_id)
        else:
            self._attach(_files(data), item_id)

    def _attach(self, files: Sequence[Path], item_id: str) -> None:
        if files and item_id:
            self._session.attach(files, item_id=item_id)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() not in (QEvent.Type.DragEnter, QEvent.Type.Drop) or not isinstance(event, QDropEvent):
            return False
        files = _files(event.mimeData())
        if not files or not self._item():
            return False
        event.acceptProposedAction()
        if event.type() == QEvent.Type.Drop:
            self._attach(files, self._item())
        return True


def _files(data: QMimeData) -> list[Path]:
    """The local files that are carried."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]

"""Ways in which a file becomes evidence: chosen, a whole folder, dropped, pasted. It must never read a file itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QBuffer, QEvent, QIODevice, QMimeData, QObject, QPoint, Qt
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from supervisor_app.domain.evidencia import Sitio
from supervisor_app.domain.sustento import de_que
from supervisor_app.errors import UserError
from supervisor_app.services.ingreso import Pieza, hacer_pieza
from supervisor_app.ui.sesion import VisitSession

Place = Callable[[], Sitio | None]
At = Callable[[QPoint], Sitio | None]
_POINTS = 120_000_000


class EvidenceIntake(QObject):
    """Attaches to the place that ``current`` names at that moment, None where nothing may be attached; what is dropped
    on ``screen``, to the place ``at`` that global point where it names one. In a closed visit it does nothing.
    """

    def __init__(self, session: VisitSession, screen: QWidget, current: Place, at: At | None = None) -> None:
        super().__init__(screen)
        self._session, self._screen, self._current, self._at = session, screen, current, at
        screen.setAcceptDrops(True)
        screen.installEventFilter(self)

    def _place(self) -> Sitio | None:
        return None if self._session.locked else self._current()

    def choose(self) -> None:
        """The system's dialog; the screen goes on meanwhile, and the files go to the place it was opened for."""
        place = self._place()
        if place is not None:
            dialog = self._dialog(f"Adjuntar evidencia · {de_que(self._session.expediente, place)}")
            dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
            dialog.filesSelected.connect(lambda names: self._attach([Path(name) for name in names], place))
            dialog.open()

    def choose_folder(self) -> None:
        """The same for all that a folder holds, as it was copied from a phone."""
        place = self._place()
        if place is not None:
            dialog = self._dialog(f"Adjuntar una carpeta · {de_que(self._session.expediente, place)}")
            dialog.setFileMode(QFileDialog.FileMode.Directory)
            dialog.setOption(QFileDialog.Option.ShowDirsOnly)
            dialog.filesSelected.connect(lambda names: self._attach([Path(name) for name in names], place))
            dialog.open()

    def _dialog(self, title: str) -> QFileDialog:
        dialog = QFileDialog(self._screen, title)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return dialog

    def paste(self) -> None:
        """An image in the clipboard, or files copied in the system's file manager."""
        data, place = QGuiApplication.clipboard().mimeData(), self._place()
        if place is None:
            return
        files = local_files(data)
        if files:
            self._attach(files, place)
        elif data.hasImage():
            name = f"Imagen pegada {datetime.now().astimezone():%Y-%m-%d %H.%M.%S}.png"
            self._session.evidence.take_made(name, _maker(name, QGuiApplication.clipboard().image()), place)

    def _attach(self, files: Sequence[Path], place: Sitio) -> None:
        if files:
            self._session.attach(files, place=place)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() not in (QEvent.Type.DragEnter, QEvent.Type.Drop) or not isinstance(event, QDropEvent):
            return False
        files = local_files(event.mimeData())
        here = self._at(self._screen.mapToGlobal(event.position().toPoint())) if self._at is not None else None
        place = None if self._session.locked else here or self._current()
        if not files or place is None:
            return False
        event.acceptProposedAction()
        if event.type() == QEvent.Type.Drop:
            self._attach(files, place)
        return True


def carries_evidence(data: QMimeData) -> bool:
    """Whether what was copied is a file or a picture, and no text: a file manager gives the names of files as text,
    a sheet gives a picture of its cells.
    """
    return bool(local_files(data)) or (data.hasImage() and not data.text())


def _maker(name: str, image: QImage) -> Callable[[int | None], Pieza]:
    """Makes the clipboard's image a file, on another lane: a large one takes its time to be written."""

    def make(side: int | None) -> Pieza:
        if image.isNull() or image.width() * image.height() > _POINTS:
            raise UserError("La imagen del portapapeles no se puede leer; guárdela como archivo y adjúntela.")
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs want bytes
        return hacer_pieza(name, bytes(buffer.data().data()), lado=side)

    return make


def local_files(data: QMimeData) -> list[Path]:
    """The local files that are carried."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]

"""The files that are to go with an act: chosen, dropped or pasted, and taken away again. It must never read one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMimeData, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from supervisor_app.errors import UserError
from supervisor_app.services.ingreso import hacer_pieza
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.file_box import dropped_files
from supervisor_app.ui.kit.flow import Flow
from supervisor_app.ui.kit.labels import WrapLabel
from supervisor_app.ui.kit.sentence import Sentence
from supervisor_app.ui.kit.tokens import SPACE_1, SPACE_2
from supervisor_app.ui.lugares.seguimiento.borrador import Incoming, name_of

_HINT = "También puede arrastrarlos aquí, o pegarlos con Ctrl+V."
_POINTS = 120_000_000


class FileShelf(QWidget):
    """``changed()`` when a file came or went."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.files: tuple[Incoming, ...] = ()
        self.setAcceptDrops(True)
        self.add = Button("Elegir archivos…", "outline", icon="paperclip", writes=True)
        self.add.clicked.connect(lambda _=False: self.choose())
        self._flow = Flow(gap=SPACE_2)
        self._flow.set_items([self.add])
        self.problem = Sentence()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_1)
        for part in (self._flow, WrapLabel(_HINT, "small", "text3"), self.problem):
            layout.addWidget(part)
        self.setFocusProxy(self.add)

    def set_files(self, files: Sequence[Incoming]) -> None:
        """Show these without emitting."""
        if tuple(files) != self.files:
            self.files = tuple(files)
            self._show()

    def choose(self) -> None:
        names, _kind = QFileDialog.getOpenFileNames(self, "Evidencia que se recibió")
        self.take([Path(name) for name in names])

    def paste(self) -> bool:
        """What the clipboard carries; whether that was a file or a picture."""
        data = QGuiApplication.clipboard().mimeData()
        files = dropped_files(data)
        if files:
            self.take(files)
        elif data.hasImage() and not data.text():
            self._take_image(QGuiApplication.clipboard().image())
        else:
            return False
        return True

    def take(self, files: Sequence[Incoming]) -> None:
        """These too; one that is there already is not taken twice."""
        fresh = [f for f in dict.fromkeys(files) if f not in self.files]
        if fresh:
            self.files = (*self.files, *fresh)
            self.problem.say("")
            self._show()
            self.changed.emit()

    def _take_image(self, image: QImage) -> None:
        if image.isNull() or image.width() * image.height() > _POINTS:
            self.problem.say("La imagen del portapapeles no se puede leer; guárdela como archivo y adjúntela.")
            return
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs want bytes
        name = f"Imagen pegada {datetime.now().astimezone():%Y-%m-%d %H.%M.%S}.png"
        try:
            self.take([hacer_pieza(name, bytes(buffer.data().data()), lado=None)])
        except UserError as problem:
            self.problem.say(problem.message)

    def _show(self) -> None:
        chips: list[QWidget] = []
        for file in self.files:
            name = name_of(file)
            chip = Button(name if len(name) < 40 else f"{name[:24]}…{name[-12:]}", "outline", icon="x", tool=True)
            chip.setAccessibleName(f"Quitar {name}")
            chip.setToolTip(f"Quitar «{name}»")
            chip.clicked.connect(lambda _=False, f=file: self._take_away(f))
            chips.append(chip)
        self._flow.set_items([*chips, self.add])
        self.updateGeometry()

    def _take_away(self, file: Incoming) -> None:
        self.files = tuple(f for f in self.files if f is not file)
        self.add.setFocus()
        self._show()
        self.changed.emit()

    # --- drops ----------------------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if carried(event.mimeData()) and self.add.isEnabled():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.take(carried(event.mimeData()))
        event.acceptProposedAction()


def carried(data: QMimeData) -> list[Path]:
    """The files of this machine that are dragged."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]

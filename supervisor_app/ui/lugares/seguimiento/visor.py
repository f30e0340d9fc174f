"""The evidence of a finding, one file at a time: photos and pages are seen here, other files are saved to be opened.

It must never change a file, nor keep one that is not shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from supervisor_app import durable
from supervisor_app.domain.seguimiento import EvidenciaRecibida
from supervisor_app.domain.texto import tamano
from supervisor_app.errors import EnvironmentProblem, UserError, motivo
from supervisor_app.ui.kit.banner import EmptyState
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.hint_bar import Hint
from supervisor_app.ui.kit.labels import ElidedLabel, Text
from supervisor_app.ui.kit.sentence import Sentence
from supervisor_app.ui.kit.tokens import SPACE_2, SPACE_3, SPACE_4
from supervisor_app.ui.lanes import Cancelled, Lanes
from supervisor_app.ui.paginas.vista import PageView
from supervisor_app.ui.visita.evidencia.imagen import read_picture
from supervisor_app.ui.visita.evidencia.lienzo import PictureCanvas
from supervisor_app.wiring import Servicios


class EvidencePage(QWidget):
    """``left()`` when a person goes back."""

    left = Signal()

    def __init__(self, lanes: Lanes[Servicios]) -> None:
        super().__init__()
        self._lanes = lanes
        self._files: tuple[EvidenciaRecibida, ...] = ()
        self._at = 0
        self._content = b""
        self.back = Button("Volver", "ghost", icon="arrow-left", keys="Esc")
        self.back.clicked.connect(self.left)
        self.title = ElidedLabel("", "body-medium")
        self.about = Text("", "small", "text2", figures=True)
        self.previous = Button("", "ghost", icon="chevron-up", tool=True, name="Archivo anterior (Alt+↑)")
        self.following = Button("", "ghost", icon="chevron-down", tool=True, name="Archivo siguiente (Alt+↓)")
        self.previous.clicked.connect(lambda _=False: self.step(-1))
        self.following.clicked.connect(lambda _=False: self.step(1))
        self.save = Button("Guardar…", "outline", icon="download", keys="Ctrl+S")
        self.save.clicked.connect(lambda _=False: self.save_as())
        self.answer = Sentence()
        self.canvas = PictureCanvas()
        self.pages_view = PageView(lanes, name="Evidencia")
        self.other = EmptyState("", "")
        self._lay_out()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(SPACE_4, SPACE_2, SPACE_4, SPACE_2)
        top.setSpacing(SPACE_2)
        top.addWidget(self.back)
        top.addWidget(self.title, 1)
        for part in (self.about, self.previous, self.following, self.save):
            top.addWidget(part)
        told = QVBoxLayout()
        told.setContentsMargins(SPACE_4, 0, SPACE_4, 0)
        told.addWidget(self.answer)
        around = QWidget()
        self._words = QVBoxLayout(around)
        self._words.setContentsMargins(SPACE_3, 0, SPACE_3, 0)
        self._words.addWidget(self.other)
        self._words.addStretch(1)
        self._unseen = around
        self._stack = QStackedWidget()
        for page in (self.canvas, self.pages_view, around):
            self._stack.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addLayout(told)
        layout.addWidget(self._stack, 1)

    # --- which one ------------------------------------------------------------------------------------------------

    def open(self, files: Sequence[EvidenciaRecibida], sha256: str) -> None:
        """Show these, beginning with one."""
        self._files = tuple(files)
        self._at = next((n for n, f in enumerate(self._files) if f.sha256 == sha256), 0)
        self._read()

    def step(self, by: int) -> None:
        at = max(0, min(len(self._files) - 1, self._at + by))
        if at != self._at:
            self._at = at
            self._read()

    def shown(self) -> EvidenciaRecibida | None:
        return self._files[self._at] if self._files else None

    def _read(self) -> None:
        file = self.shown()
        if file is None:
            return
        self._content = b""
        self.answer.say("")
        self.title.setText(file.nombre)
        which = f"{self._at + 1} de {len(self._files)} · " if len(self._files) > 1 else ""
        self.about.setText(f"{which}{tamano(file.bytes)}")
        self.previous.setEnabled(self._at > 0)
        self.following.setEnabled(self._at < len(self._files) - 1)
        self.save.setEnabled(False)

        def show(content: bytes) -> None:
            if self.shown() == file:
                self._show(file, content)

        self._lanes.call(lambda s: s.desahogo.leer_evidencia(file), show, self._refuse, owner=self)

    def _show(self, file: EvidenciaRecibida, content: bytes) -> None:
        self._content = content
        self.save.setEnabled(True)
        picture = None if content[:5] == b"%PDF-" else read_picture(content)
        if picture is not None:
            self.canvas.show_picture(picture, file.nombre)
            self._face(self.canvas)
        elif content[:5] == b"%PDF-":
            self.pages_view.set_pdf(content, other=True)
            self._face(self.pages_view)
        else:
            self._say_unseen(file.nombre)
            self._face(self._unseen)
        if self._stack.currentWidget() is self._unseen:
            self.save.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say_unseen(self, name: str) -> None:
        self._words.removeWidget(self.other)
        self.other.hide()
        self.other.deleteLater()
        self.other = EmptyState(
            f"«{name}» no se puede mostrar aquí", "Guárdelo y ábralo con el programa que le corresponde."
        )
        self._words.insertWidget(0, self.other)

    def _face(self, page: QWidget) -> None:
        self._stack.setCurrentWidget(page)
        page.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refuse(self, error: BaseException) -> None:
        if isinstance(error, Cancelled):
            return
        if not isinstance(error, UserError | EnvironmentProblem):
            raise error
        self.answer.say(error.message, "bad")

    # --- out ------------------------------------------------------------------------------------------------------

    def save_as(self) -> None:
        """Ask where to, and write it as it came."""
        file = self.shown()
        if file is None or not self._content:
            return
        chosen, _kind = QFileDialog.getSaveFileName(self, "Guardar la evidencia", file.nombre)
        if not chosen:
            return
        try:
            durable.write_atomic(Path(chosen), self._content, mode=0o644)
        except OSError as error:
            self.answer.say(f"No se pudo guardar «{chosen}»: {motivo(error)}. Elija otro lugar.", "bad")
            return
        self.answer.say(f"Guardado en «{chosen}».", "ok")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.step(-1 if key == Qt.Key.Key_Up else 1)
        elif key == Qt.Key.Key_S and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.save_as()
        else:
            super().keyPressEvent(event)

    def hints(self) -> tuple[Hint, ...]:
        return (("Alt+↑ ↓", "Otro archivo"), ("Ctrl+S", "Guardar"), ("Esc", "Volver"))

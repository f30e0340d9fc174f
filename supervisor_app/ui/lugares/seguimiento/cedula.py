"""A document of Seguimiento on the screen before it goes out: seen as on paper, saved, printed, opened elsewhere."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from supervisor_app import durable
from supervisor_app.errors import EnvironmentProblem, UserError, motivo
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.flow import Flow
from supervisor_app.ui.kit.hint_bar import Hint
from supervisor_app.ui.kit.sentence import Sentence
from supervisor_app.ui.kit.theme import follow
from supervisor_app.ui.kit.tokens import NARROW_ZOOM, SPACE_2, SPACE_4
from supervisor_app.ui.lanes import Cancelled, Lanes
from supervisor_app.ui.paginas.barra import PageBar
from supervisor_app.ui.paginas.dialogo_impresion import ask_and_print
from supervisor_app.ui.paginas.imprimir import PrintJob
from supervisor_app.ui.paginas.vista import PageView
from supervisor_app.wiring import Servicios


class PaperPage(QWidget):
    """``left()`` when a person goes back."""

    left = Signal()

    def __init__(self, lanes: Lanes[Servicios]) -> None:
        super().__init__()
        self._lanes = lanes
        self._pdf, self._name, self._title = b"", "", ""
        self._asked = 0
        self._job: PrintJob | None = None
        self._after_open: tuple[str, str] = ("", "")
        self.back = Button("Volver", "ghost", icon="arrow-left", keys="Esc")
        self.save = Button("Guardar PDF…", "outline", icon="download", keys="Ctrl+S")
        self.print_button = Button("Imprimir…", "outline", icon="printer", keys="Ctrl+P")
        self.outside = Button("Abrir con otro programa", "ghost", icon="external-link", keys="Ctrl+O")
        self.answer = Sentence()
        self.theme = follow(self)
        self.view = PageView(lanes, name="Documento")
        self.bar = PageBar(self.view)
        self._lay_out()
        self.restyle()
        self.back.clicked.connect(lambda _=False: self.left.emit())
        for button, keys, action in (
            (self.save, "Ctrl+S", self.save_as),
            (self.print_button, "Ctrl+P", self.print_out),
            (self.outside, "Ctrl+O", self.open_outside),
        ):
            button.clicked.connect(lambda _=False, a=action: a())
            self.bind(keys, action)

    def restyle(self) -> None:
        """With large text the ways out keep their icons, so that the pages keep their room."""
        for button in (self.outside, self.print_button, self.save):
            button.set_bare(self.theme.zoom >= NARROW_ZOOM)

    def bind(self, keys: str, action: Callable[[], object]) -> None:
        """A key that works anywhere in the page."""
        shortcut = QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(action)

    def add_under_tools(self, widget: QWidget) -> None:
        """What a document is asked with, above its pages."""
        self._layout.insertWidget(1, widget)

    def _lay_out(self) -> None:
        tools = self.tools = Flow(gap=SPACE_2, to_right=True)
        tools.set_items([self.outside, self.print_button, self.save])
        top = QHBoxLayout()
        top.setContentsMargins(20, SPACE_2, 20, SPACE_2)
        top.addWidget(self.back, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(tools, 1)
        told = QVBoxLayout()
        told.setContentsMargins(SPACE_4, 0, SPACE_4, 0)
        told.addWidget(self.answer)
        layout = self._layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addLayout(told)
        layout.addWidget(self.bar)
        layout.addWidget(self.view, 1)

    def open(self, title: str, name: str, make: Callable[[Servicios], bytes]) -> None:
        """Draw a document on the store lane and show it; ``name``: of the file it would be."""
        self._lanes.call(make, self.expect(title, name), self.refuse, owner=self)

    def expect(self, title: str, name: str) -> Callable[[bytes], None]:
        """The same for who draws it elsewhere: what to call with the pages, which shows them if nothing else was asked
        for meanwhile; ``refuse`` shows why there are none.
        """
        number = self._asked = self._asked + 1
        self._pdf, self._name, self._title = b"", name, title
        self.answer.say(*self._after_open)
        self._after_open = ("", "")
        self.bar.set_title(title)
        self.view.clear("Preparando el documento…")
        self._enable(False)

        def show(pdf: bytes) -> None:
            if number == self._asked:
                self._pdf = pdf
                self.view.set_pdf(pdf, other=True)
                self._enable(True)

        return show

    def _enable(self, ready: bool) -> None:
        for button in (self.save, self.print_button, self.outside):
            button.setEnabled(ready)

    def refuse(self, error: BaseException) -> None:
        if isinstance(error, Cancelled):
            return
        if not isinstance(error, UserError | EnvironmentProblem):
            raise error
        self.view.clear(error.message)

    # --- out ------------------------------------------------------------------------------------------------------

    def save_as(self) -> None:
        """Ask where to, and write it there."""
        if not self._pdf:
            return
        chosen, _kind = QFileDialog.getSaveFileName(self, "Guardar PDF", self._name, "Documento PDF (*.pdf)")
        if not chosen:
            return
        path = Path(chosen)
        path = path if path.suffix.casefold() == ".pdf" else path.with_name(f"{path.name}.pdf")
        try:
            durable.write_atomic(path, self._pdf, mode=0o644)
        except OSError as error:
            self.answer.say(f"No se pudo guardar «{path}»: {motivo(error)}. Elija otro lugar.", "bad")
            return
        self.answer.say(f"Guardado en «{path}».", "ok")

    def print_out(self) -> None:
        if not self._pdf or self._job is not None:
            return
        job = self._job = ask_and_print(self, self._lanes, self._pdf, self._title)
        job.finished.connect(lambda: self._end(job, "Se envió a la impresora.", "ok"))
        job.stopped.connect(lambda sentence: self._end(job, sentence, "bad"))
        job.failed.connect(lambda sentence: self._end(job, sentence, "bad"))
        job.destroyed.connect(self._forget)

    def _end(self, job: PrintJob, sentence: str, ink: str) -> None:
        self._job = None
        job.deleteLater()
        self.answer.say(sentence, ink)

    def _forget(self) -> None:
        self._job = None

    def open_outside(self) -> None:
        """A copy, with the program that the system has; it goes when the window locks or is closed."""
        pdf, name = self._pdf, self._name
        if not pdf:
            return
        self._lanes.call(
            lambda s: s.abiertas.poner(name, pdf, hashlib.sha256(pdf).hexdigest()),
            self._launch,
            self.refuse,
            owner=self,
        )

    def _launch(self, path: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self.answer.say("El sistema no tiene con qué abrir un PDF. Guárdelo y ábralo desde su carpeta.", "bad")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def hints(self) -> tuple[Hint, ...]:
        return (("RePág AvPág", "Recorrer"), ("Ctrl+S", "Guardar"), ("Ctrl+P", "Imprimir"), ("Esc", "Volver"))

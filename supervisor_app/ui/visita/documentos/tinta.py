"""Signing by hand: printing for it, and attaching the scan of what was signed. It must never keep files it was given.

What the codes of the scan say is shown before it is attached where it is not plain that it is this document.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from supervisor_app.domain.documento import ArchivoDocumento, Documento
from supervisor_app.domain.texto import cuantos
from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.services.tinta import TERMINACIONES, CotejoDeEscaneo, Escaneo, preparar_escaneo
from supervisor_app.ui.kit.banner import Banner
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.field import Field
from supervisor_app.ui.kit.file_box import FileBox
from supervisor_app.ui.kit.flow import Flow
from supervisor_app.ui.kit.labels import WrapLabel
from supervisor_app.ui.kit.task_row import TaskRow
from supervisor_app.ui.kit.text_area import TextArea
from supervisor_app.ui.kit.tokens import SPACE_2, SPACE_3
from supervisor_app.ui.kit.writing import writes
from supervisor_app.ui.lanes import Cancelled, Lanes, Work
from supervisor_app.ui.visita.documentos.renglones import momento
from supervisor_app.wiring import Servicios

_BEFORE = (
    "Imprima el documento y recabe la firma a mano. Cada hoja dirá «Impreso para firma autógrafa» y la hora. Desde "
    "entonces esta versión ya no admite e.firma ni dibujo; para eso, emita una versión nueva."
)
_AFTER = "Cuando lo firmen, digitalice el papel (o fotografíe cada hoja) y adjúntelo aquí: se entrega con el documento."
_ANOTHER = "Si adjunta otro escaneo, se entrega ése; el anterior se conserva."
_FILTER = f"Escaneo ({' '.join(f'*.{t}' for t in TERMINACIONES)});;Todos los archivos (*)"
_WHY = "Diga por qué es el documento firmado"


class InkForm(QWidget):
    """``print_wanted`` and ``save_wanted`` ask for a print, or a file to print elsewhere; ``attached(documento)`` when
    a scan was attached; ``scan_wanted(archivo)`` to take a scan out to a file.
    """

    print_wanted = Signal()
    save_wanted = Signal()
    attached = Signal(object)
    scan_wanted = Signal(object)

    def __init__(self, lanes: Lanes[Servicios], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lanes = lanes
        self._documento: Documento | None = None
        self._escaneo: Escaneo | None = None
        self._folder = ""
        self._work: Work | None = None
        self._words = WrapLabel("", "body", "text2")
        self.print_button = Button("Imprimir para firma autógrafa", "outline", icon="printer", writes=True)
        self.print_button.clicked.connect(self.print_wanted)
        self.save_button = Button("Guardar para imprimir en otro equipo…", "link", icon="download", writes=True)
        self.save_button.clicked.connect(self.save_wanted)
        self._kept = QWidget()
        self._kept_column = QVBoxLayout(self._kept)
        self._kept_column.setContentsMargins(0, 0, 0, 0)
        self.box = FileBox(placeholder="Elija o arrastre el PDF o las fotos", name="Escaneo del documento firmado")
        self.box.asked.connect(self._choose)
        self.box.dropped.connect(self.read)
        self._field = Field("Escaneo del documento firmado", self.box)
        writes(self._field)
        self.task = TaskRow()
        self.task.cancelled.connect(self._cancel)
        self._doubt = Banner("", "warn", icon="triangle-alert")
        self.note = TextArea(name=_WHY, minimum_lines=2)
        self._note_field = Field(_WHY, self.note, hint="Se guarda con el escaneo y se entrega.")
        self.confirm_button = Button("Adjuntar de todos modos", "outline", icon="paperclip", writes=True)
        self.confirm_button.clicked.connect(self._attach)
        self.other_button = Button("Elegir otro", "outline", icon="undo-2")
        self.other_button.clicked.connect(self._choose_another)
        self._asking = QWidget()
        self._lay_out()
        self.forget()

    def _lay_out(self) -> None:
        answers = Flow(gap=SPACE_2)
        answers.set_items((self.confirm_button, self.other_button))
        asking = QVBoxLayout(self._asking)
        asking.setContentsMargins(0, 0, 0, 0)
        asking.setSpacing(SPACE_2)
        for widget in (self._doubt, self._note_field, answers):
            asking.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_3)
        layout.addWidget(self._words)
        for button in (self.print_button, self.save_button):
            layout.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        for below in (self._kept, self._field, self.task, self._asking):
            layout.addWidget(below)

    # --- what is shown --------------------------------------------------------------------------------------------

    def show_document(self, documento: Documento, *, closed: bool, barred: str = "") -> None:
        """The document to be signed by hand. ``barred``: why it cannot be; ``closed``: nothing is attached any more."""
        before, self._documento = self._documento, documento
        if before is None or before.id != documento.id:
            self.forget()
        printed = documento.para_tinta
        self._words.setText(barred or (_ANOTHER if documento.escaneos else _AFTER if printed else _BEFORE))
        self._words.setVisible(not (closed and not barred))
        self.print_button.set_text("Imprimir de nuevo" if printed else "Imprimir para firma autógrafa")
        for widget in (self.print_button, self.save_button, self._field):
            widget.setVisible(not barred and not closed)
        self._show_kept(documento.escaneos)

    def _show_kept(self, escaneos: Sequence[ArchivoDocumento]) -> None:
        while (item := self._kept_column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.setParent(None)
                old.deleteLater()
        for archivo in reversed(escaneos):
            newest = archivo is escaneos[-1]
            words = f"Escaneo de {cuantos(archivo.paginas, 'hoja', 'hojas')}, adjunto el {momento(archivo.cuando)}"
            words += "" if newest else " (se entrega el más nuevo)"
            self._kept_column.addWidget(WrapLabel(words, "small-medium", "ok" if newest else "text3", figures=True))
            if archivo.nota:
                self._kept_column.addWidget(WrapLabel(f"Sin código que lo confirme. {archivo.nota}", "small", "warn"))
            if newest:
                link = Button("Guardar el escaneo…", "link", icon="download")
                link.clicked.connect(lambda _checked=False, archivo=archivo: self.scan_wanted.emit(archivo))
                self._kept_column.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        self._kept.setVisible(bool(escaneos))

    def forget(self) -> None:
        """Let go of a scan that was read and not attached."""
        self._escaneo = None
        self.note.clear()
        self._note_field.set_error("")
        self._field.set_error("")
        self._asking.hide()
        self._field.setEnabled(True)

    def _choose_another(self) -> None:
        """Back to the box, before the button that was pressed goes and takes the focus with it."""
        self._field.setEnabled(True)
        self.box.setFocus(Qt.FocusReason.OtherFocusReason)
        self.forget()

    def doubt(self) -> str:
        """What the codes of a scan that waits for an answer say, or ""."""
        return "" if self._asking.isHidden() else self._doubt.text()

    def error(self) -> str:
        return self._field.error() or self._note_field.error()

    def focus_first(self) -> None:
        target = self.box if self._documento is not None and self._documento.para_tinta else self.print_button
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- a scan ---------------------------------------------------------------------------------------------------

    def _choose(self) -> None:
        chosen, _ = QFileDialog.getOpenFileNames(self, "Escaneo del documento firmado", self._folder, _FILTER)
        if chosen:
            self.read([Path(c) for c in chosen])

    def read(self, rutas: Sequence[Path]) -> None:
        """Read the files of a scan and say what they are; it is attached where every sheet is of the document."""
        documento = self._documento
        if not rutas or documento is None or not self._field.isEnabled():
            return
        self.forget()
        self._folder = str(rutas[0].parent)
        self._field.setEnabled(False)
        self.task.report(0.0, "Leyendo el escaneo y sus códigos…")
        self._work = self._lanes.free(
            lambda work: preparar_escaneo(rutas, work.report),
            lambda escaneo: self._on_read(documento, escaneo),
            self._on_failed,
            progress=self._on_progress,
            owner=self,
        )

    def _on_progress(self, done: int, total: int, _words: str) -> None:
        self.task.report(done / max(1, total), f"Leyendo el escaneo y sus códigos: {done + 1} de {total}")

    def _cancel(self) -> None:
        if self._work is not None:
            self._work.cancel()

    def _on_read(self, documento: Documento, escaneo: Escaneo) -> None:
        if documento.id != (self._documento.id if self._documento is not None else ""):
            self._rest()
            return
        self._escaneo = escaneo
        self._lanes.call(lambda s: s.tinta.cotejar(documento, escaneo), self._on_checked, self._on_failed, owner=self)

    def _on_checked(self, cotejo: CotejoDeEscaneo) -> None:
        self._rest()
        if self._escaneo is None:  # another document is shown by now
            return
        if cotejo.conforme:
            self._attach()
            return
        self._field.setEnabled(False)
        self._doubt.set_message(" ".join(cotejo.frases), "warn", "triangle-alert")
        self._asking.show()
        self.note.setFocus(Qt.FocusReason.OtherFocusReason)

    def _attach(self) -> None:
        documento, escaneo, nota = self._documento, self._escaneo, self.note.text()
        if documento is None or escaneo is None:
            return
        self.task.report(0.8, "Guardando el escaneo…", can_cancel=False)
        self._lanes.call(
            lambda s: s.tinta.adjuntar(documento, escaneo, nota), self._on_attached, self._on_failed, owner=self
        )

    def _on_attached(self, documento: Documento) -> None:
        self._rest()
        self.forget()
        self.attached.emit(documento)

    def _rest(self) -> None:
        self._work = None
        self.task.done()
        self._field.setEnabled(True)

    def _on_failed(self, error: BaseException) -> None:
        self._rest()
        if isinstance(error, Cancelled):
            self.forget()
            self.box.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if not isinstance(error, UserError | EnvironmentProblem):
            raise error
        if isinstance(error, UserError) and error.field == "nota":
            self._field.setEnabled(False)
            self._note_field.set_error(error.message)
            self.note.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.forget()
        self._field.set_error(error.message)
        self.box.setFocus(Qt.FocusReason.OtherFocusReason)

"""A document out of the application: to a file, to a printer, to another program. It must never change its bytes."""

from __future__ import annotations

import hashlib
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from supervisor_app.domain.documento import Documento
from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.services.abiertas import DICHO
from supervisor_app.ui.lanes import Lanes
from supervisor_app.ui.paginas.dialogo_impresion import ask_and_print
from supervisor_app.ui.paginas.imprimir import PrintJob
from supervisor_app.wiring import Servicios


class Output(QObject):
    """Over the window ``owner``. ``told(sentence, good)`` at the end; ``progress(share, words)``, with no words when it
    is over.
    """

    told = Signal(str, bool)
    progress = Signal(float, str)

    def __init__(self, lanes: Lanes[Servicios], owner: QWidget) -> None:
        super().__init__(owner)
        self._lanes, self._owner = lanes, owner
        self._pdf, self._name, self._folder = b"", "", ""
        self._job: PrintJob | None = None

    def hold(self, pdf: bytes, name: str) -> None:
        """The bytes of the document that is shown, and the name to export it under."""
        self._pdf, self._name = pdf, name

    def export(self, documento: Documento | None) -> None:
        """Ask where, and write it there."""
        if documento is None:
            return
        start = str(Path(self._folder) / self._name) if self._folder else self._name
        chosen, _ = QFileDialog.getSaveFileName(self._owner, "Exportar PDF", start, "Documento PDF (*.pdf)")
        if not chosen:
            return
        path = Path(chosen)
        path = path if path.suffix.lower() == ".pdf" else path.with_name(f"{path.name}.pdf")
        self._folder = str(path.parent)
        self._lanes.call(
            lambda s: s.documentos.exportar(documento, path),
            lambda written: self.told.emit(f"Se guardó «{written.name}» en {written.parent}.", True),
            self._on_failed,
            owner=self,
        )

    def open_outside(self) -> None:
        """Open a copy with the program that the system has for PDF; it goes when the window locks or is closed."""
        pdf, name = self._pdf, self._name
        if not pdf:
            return

        def copy(services: Servicios) -> tuple[Path, bool]:
            return services.abiertas.poner(name, pdf, hashlib.sha256(pdf).hexdigest()), services.llave is not None

        self._lanes.call(copy, lambda made: self._open(*made), self._on_failed, owner=self)

    def _open(self, path: Path, enciphered: bool) -> None:
        if QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            if enciphered:
                self.told.emit(f"El documento se abrió con otro programa. {DICHO}", True)
        else:
            self.told.emit(
                "El sistema no tiene con qué abrir un PDF, o no respondió. Exporte el documento y ábralo desde su "
                "carpeta.",
                False,
            )

    def _on_failed(self, error: BaseException) -> None:
        if not isinstance(error, UserError | EnvironmentProblem):
            raise error
        self.told.emit(error.message, False)

    def print_out(self, documento: Documento) -> None:
        """Open the print dialog; the pages go when the person accepts."""
        if self._job is not None or not self._pdf:
            return
        job = ask_and_print(self._owner, self._lanes, self._pdf, f"{documento.titulo} {documento.folio}")
        self._job = job
        job.progress.connect(lambda page, pages, words: self.progress.emit((page - 1) / pages, words))
        job.finished.connect(lambda: self._end(job, "Se envió a la impresora.", good=True))
        job.stopped.connect(lambda sentence: self._end(job, sentence, good=False))
        job.failed.connect(lambda sentence: self._end(job, sentence, good=False))
        job.destroyed.connect(self._forget)

    def is_busy(self) -> bool:
        """While the print dialog is open or pages are going."""
        return self._job is not None

    def cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _end(self, job: PrintJob, sentence: str, *, good: bool) -> None:
        self._job = None
        job.deleteLater()
        self.progress.emit(1.0, "")
        self.told.emit(sentence, good)

    def _forget(self) -> None:
        self._job = None

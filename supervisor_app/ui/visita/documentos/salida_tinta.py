"""Prints and files of what is signed by hand: each page says what it is printed for.

It must never change what is kept.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from supervisor_app.domain.documento import ArchivoDocumento, Documento
from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.ui.lanes import Lanes
from supervisor_app.ui.paginas.dialogo_impresion import ask_and_print
from supervisor_app.ui.paginas.imprimir import PrintJob
from supervisor_app.wiring import Servicios


class InkOutput(QObject):
    """Over the window ``owner``. ``told(sentence, good)`` at the end; ``progress(share, words)``, with no words when it
    is over; ``marked`` when a document was recorded as printed to be signed by hand.
    """

    told = Signal(str, bool)
    progress = Signal(float, str)
    marked = Signal(object)

    def __init__(self, lanes: Lanes[Servicios], owner: QWidget) -> None:
        super().__init__(owner)
        self._lanes, self._owner, self._folder = lanes, owner, ""
        self._job: PrintJob | None = None
        self._asked = False

    def is_busy(self) -> bool:
        return self._job is not None or self._asked

    def cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def print_out(self, documento: Documento) -> None:
        """Open the print dialog over a marked copy. The document is recorded as printed once the pages went."""
        if self.is_busy():
            return
        self._asked = True
        self._lanes.call(
            lambda s: s.tinta.para_imprimir(documento),
            lambda pdf: self._print(documento, pdf),
            self._on_failed,
            owner=self,
        )

    def _print(self, documento: Documento, pdf: bytes) -> None:
        self._asked = False
        job = ask_and_print(self._owner, self._lanes, pdf, f"{documento.titulo} {documento.folio}")
        self._job = job
        job.progress.connect(lambda page, pages, words: self.progress.emit((page - 1) / pages, words))
        job.finished.connect(lambda: self._on_printed(job, documento))
        job.stopped.connect(lambda sentence: self._end(job, sentence, good=False))
        job.failed.connect(lambda sentence: self._end(job, sentence, good=False))
        job.destroyed.connect(self._forget)

    def _on_printed(self, job: PrintJob, documento: Documento) -> None:
        self._end(job, "Se envió a la impresora. Cuando lo firmen, adjunte aquí el escaneo.", good=True)
        self._mark(documento)

    def _mark(self, documento: Documento) -> None:
        self._lanes.call(lambda s: s.documentos.marcar_tinta(documento), self.marked.emit, self._on_failed, owner=self)

    def _end(self, job: PrintJob, sentence: str, *, good: bool) -> None:
        self._job = None
        job.deleteLater()
        self.progress.emit(1.0, "")
        self.told.emit(sentence, good)

    def _forget(self) -> None:
        self._job = None

    # --- files ----------------------------------------------------------------------------------------------------

    def save(self, documento: Documento) -> None:
        """Ask where, and write the marked copy there, to be printed on another machine."""
        path = self._ask(
            "Guardar para imprimir en otro equipo", f"{documento.folio}-v{documento.version}-para-firma.pdf"
        )
        if path is not None:
            self._write(path, lambda s: s.tinta.guardar_para_imprimir(documento, path), lambda: self._mark(documento))

    def save_scan(self, documento: Documento, archivo: ArchivoDocumento) -> None:
        """Ask where, and write the scan there as it is kept."""
        path = self._ask("Guardar el escaneo", f"{documento.folio}-v{documento.version}-escaneo.pdf")
        if path is not None:
            self._write(path, lambda s: s.tinta.guardar_escaneo(archivo, path), lambda: None)

    def _ask(self, title: str, name: str) -> Path | None:
        start = str(Path(self._folder) / name) if self._folder else name
        chosen, _ = QFileDialog.getSaveFileName(self._owner, title, start, "Documento PDF (*.pdf)")
        if not chosen:
            return None
        path = Path(chosen)
        self._folder = str(path.parent)
        return path if path.suffix.lower() == ".pdf" else path.with_name(f"{path.name}.pdf")

    def _write(self, path: Path, job: Callable[[Servicios], Path], then: Callable[[], None]) -> None:
        def done(written: Path) -> None:
            self.told.emit(f"Se guardó «{written.name}» en {written.parent}.", True)
            then()

        self._lanes.call(job, done, self._on_failed, owner=self)

    def _on_failed(self, error: BaseException) -> None:
        self._asked = False
        if not isinstance(error, UserError | EnvironmentProblem):
            raise error
        self.told.emit(error.message, False)

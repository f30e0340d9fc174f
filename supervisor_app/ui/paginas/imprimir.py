"""Prints a PDF through the print dialog of the system, page after page, as pictures of 300 dots an inch.

Each page is drawn on the free lane and laid on the printer on the main one, so only one is in memory and the window
keeps answering. It must never change the bytes, which may be signed, and never open a nested event loop.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.services.documentos import contar_paginas
from supervisor_app.ui.lanes import Cancelled, Lanes
from supervisor_app.ui.paginas.vista import draw_page
from supervisor_app.wiring import Servicios

PAPER_DPI = 300
_PAPER_WIDTH = round(8.5 * PAPER_DPI)


class PrintJob(QObject):
    """One document on its way to a printer.

    ``progress(page, pages, words)`` while it goes, ``finished()`` at the end, ``failed(sentence)`` where it could not
    be printed. ``cancel`` stops it after the present page.
    """

    progress = Signal(int, int, str)
    finished = Signal()
    failed = Signal(str)

    def __init__(self, lanes: Lanes[Servicios], pdf: bytes, printer: QPrinter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lanes, self._pdf, self._printer = lanes, pdf, printer
        self._painter: QPainter | None = None
        self._queue: list[int] = []
        self._total = 0
        self._cancelled = False

    def start(self) -> None:
        pdf = self._pdf
        self._lanes.free(lambda _work: contar_paginas(pdf), self._on_counted, self._on_problem, owner=self)

    def cancel(self) -> None:
        self._cancelled = True

    def _on_counted(self, pages: int) -> None:
        first = self._printer.fromPage() or 1
        last = min(self._printer.toPage() or pages, pages)
        once = list(range(first - 1, last))
        copies = 1 if self._printer.supportsMultipleCopies() else max(1, self._printer.copyCount())
        self._queue = once * copies
        self._total = len(self._queue)
        if not self._queue:
            self.failed.emit(f"El documento tiene {pages} páginas; elija páginas que existan.")
            return
        self._printer.setFullPage(True)
        painter = QPainter()
        if not painter.begin(self._printer):
            self.failed.emit("La impresora no respondió. Revise que esté encendida y conectada, e imprima de nuevo.")
            return
        self._painter = painter
        self._ask()

    def _ask(self) -> None:
        pdf, index = self._pdf, self._queue[0]
        done = self._total - len(self._queue) + 1
        self.progress.emit(done, self._total, f"Imprimiendo página {done} de {self._total}")
        self._lanes.free(
            lambda _work: draw_page(pdf, index, _PAPER_WIDTH), self._on_drawn, self._on_problem, owner=self
        )

    def _on_drawn(self, image: QImage) -> None:
        assert self._painter is not None
        self._painter.drawImage(place_on(self._painter.viewport(), image.size()), image)
        self._queue.pop(0)
        if self._cancelled:
            self._printer.abort()
            self._queue.clear()
        if self._queue:
            self._printer.newPage()
            self._ask()
        else:
            self._close()
            self.finished.emit()

    def _on_problem(self, error: BaseException) -> None:
        self._close()
        if isinstance(error, UserError | EnvironmentProblem):
            self.failed.emit(error.message)
        elif not isinstance(error, Cancelled):
            raise error

    def _close(self) -> None:
        if self._painter is not None:
            self._painter.end()
            self._painter = None


def place_on(paper: QRect, page: QSize) -> QRect:
    """Where a page of ``page`` proportions goes on ``paper``: as large as it fits, centred."""
    fitted = page.scaled(paper.size(), Qt.AspectRatioMode.KeepAspectRatio)
    spot = QRect(paper.topLeft(), fitted)
    spot.moveCenter(paper.center())
    return spot


def ask_and_print(parent: QWidget, lanes: Lanes[Servicios], pdf: bytes, title: str) -> PrintJob:
    """Open the print dialog over ``parent``; the job starts when the person accepts. ``title`` names it in the queue.

    The job belongs to ``parent``; its signals tell how it goes.
    """
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setResolution(PAPER_DPI)
    printer.setDocName(title)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.Letter))
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    job = PrintJob(lanes, pdf, printer, parent)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(f"Imprimir: {title}")
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, True)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.accepted.connect(job.start)
    dialog.rejected.connect(job.deleteLater)
    QDialog.open(dialog)  # the dialog's own ``open`` wants a slot by its name
    return job

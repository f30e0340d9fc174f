"""Takes a PDF to a printer: as it is where there is CUPS, else as pictures, strip after strip of a page.

All of it on the free lane, so the window keeps answering, and only one strip is in memory. It must never change the
bytes, which may be signed, and never open a nested event loop.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QMarginsF, QObject, QRectF, QSizeF, Signal
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.services.impresion import Caras, Pedido, enviar_a_cups
from supervisor_app.services.paginas import franjas, medir_paginas
from supervisor_app.ui.lanes import Cancelled, Lanes, Work
from supervisor_app.ui.paginas.papel import place_on

STRIP = 512
"""Rows of a page that are drawn at once: 10 MB of a letter page at 600 dots an inch."""

_DUPLEX = {
    Caras.UNA: QPrinter.DuplexMode.DuplexNone,
    Caras.LARGO: QPrinter.DuplexMode.DuplexLongSide,
    Caras.CORTO: QPrinter.DuplexMode.DuplexShortSide,
}

MakePrinter = Callable[[Pedido], QPrinter]


class PrintJob(QObject):
    """One document on its way to a printer.

    ``progress(page, pages, words)`` while it goes. It ends in ``finished``, in ``stopped(sentence)`` after ``cancel``,
    or in ``failed(sentence)``.
    """

    progress = Signal(int, int, str)
    finished = Signal()
    stopped = Signal(str)
    failed = Signal(str)

    def __init__(
        self,
        lanes: Lanes[Any],
        pdf: bytes,
        parent: QObject | None = None,
        *,
        make_printer: MakePrinter | None = None,
    ) -> None:
        """``make_printer``: the printer that pages are painted on; without it the document goes to CUPS."""
        super().__init__(parent)
        self._lanes, self._pdf, self._make = lanes, pdf, make_printer
        self._work: Work | None = None
        self._done = (0, 0)

    def start(self, pedido: Pedido) -> None:
        pdf, make = self._pdf, self._make
        if make is None:
            self.progress.emit(1, 1, f"Enviando a «{pedido.impresora}»…")
            self._work = self._lanes.free(
                lambda work: _send(work, pdf, pedido), self._end, self._on_problem, owner=self
            )
            return
        self._work = self._lanes.free(
            lambda work: paint_pages(work, pdf, pedido, make),
            self._end,
            self._on_problem,
            progress=self._on_progress,
            owner=self,
        )

    def cancel(self) -> None:
        """Stop it after the present strip; what was already handed to the printer is printed."""
        if self._work is not None:
            self._work.cancel()

    def _on_progress(self, page: int, pages: int, words: str) -> None:
        self._done = (page, pages)
        self.progress.emit(page, pages, words)

    def _end(self, _nothing: None) -> None:
        self.finished.emit()

    def _on_problem(self, error: BaseException) -> None:
        if isinstance(error, Cancelled):
            page, pages = self._done
            self.stopped.emit(
                f"Se canceló la impresión en la página {page} de {pages}; puede que las anteriores ya se impriman."
                if page
                else "Se canceló la impresión; no se envió nada."
            )
        elif isinstance(error, UserError | EnvironmentProblem):
            self.failed.emit(error.message)
        else:
            raise error


def _send(work: Work, pdf: bytes, pedido: Pedido) -> None:
    work.check()
    enviar_a_cups(pdf, pedido)


def printer_of(pedido: Pedido) -> QPrinter:
    """A printer of the system as the person wants it."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPrinterName(pedido.impresora)
    set_up(printer, pedido)
    return printer


def set_up(printer: QPrinter, pedido: Pedido) -> None:
    """Paper, resolution, sides and colour."""
    printer.setResolution(pedido.ppp)
    printer.setDocName(pedido.titulo)
    printer.setCreator("supervisor-app")
    printer.setPageLayout(
        QPageLayout(QPageSize(QPageSize.PageSizeId.Letter), QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0))
    )
    printer.setDuplex(_DUPLEX[pedido.caras])
    printer.setColorMode(QPrinter.ColorMode.GrayScale if pedido.gris else QPrinter.ColorMode.Color)
    printer.setCopyCount(pedido.copias)
    printer.setCollateCopies(True)


def paint_pages(work: Work, pdf: bytes, pedido: Pedido, make_printer: MakePrinter) -> None:
    """For the free lane: every page on the printer. Raises EnvironmentProblem where the printer stops answering."""
    sizes = medir_paginas(pdf)
    printer = make_printer(pedido)
    reach = printer.pageLayout().paintRectPixels(printer.resolution())
    printer.setFullPage(True)
    whole = printer.pageLayout().fullRectPixels(printer.resolution())
    paper = QSizeF(whole.size())
    copies = 1 if printer.supportsMultipleCopies() else pedido.copias
    queue = pedido.paginas * copies
    painter = QPainter()
    if not painter.begin(printer):
        raise EnvironmentProblem(
            f"La impresora «{pedido.impresora}» no respondió. Revise que esté encendida y conectada, e imprima de "
            "nuevo."
        )
    try:
        for n, index in enumerate(queue, start=1):
            work.report(n, len(queue), f"Imprimiendo página {n} de {len(queue)}")
            if n > 1 and not printer.newPage():
                raise _silent(pedido, n, len(queue))
            placing = place_on(paper, QRectF(reach), QSizeF(*sizes[index]), pedido.escala, printer.resolution() / 72)
            _paint_page(work, painter, pdf, index, placing.rect, turned=placing.turned, grey=pedido.gris)
            if printer.printerState() == QPrinter.PrinterState.Error:
                raise _silent(pedido, n, len(queue))
    except Cancelled:
        printer.abort()
        raise
    finally:
        painter.end()


def _silent(pedido: Pedido, page: int, pages: int) -> EnvironmentProblem:
    return EnvironmentProblem(
        f"La impresora «{pedido.impresora}» dejó de responder en la página {page} de {pages}. Revise que esté "
        "encendida y conectada, e imprima las páginas que faltan."
    )


def _paint_page(
    work: Work, painter: QPainter, pdf: bytes, index: int, rect: QRectF, *, turned: bool, grey: bool
) -> None:
    painter.save()
    try:
        # On whole dots: a strip that ends between two would leave a pale line.
        spot = rect.toRect()
        width, height = spot.width(), spot.height()
        painter.translate(spot.topLeft())
        if turned:
            painter.translate(width, 0)
            painter.rotate(90)
            width, height = height, width
        for strip in franjas(pdf, index, max(1, width), STRIP, solape=2):
            work.check()
            borrowed = QImage(strip.rgba, strip.ancho, strip.alto, 4 * strip.ancho, QImage.Format.Format_RGBX8888)
            image = borrowed.convertToFormat(QImage.Format.Format_Grayscale8 if grey else QImage.Format.Format_RGB32)
            scale = width / strip.ancho
            painter.drawImage(QRectF(0, strip.arriba * scale, width, strip.alto * scale), image)
    finally:
        painter.restore()

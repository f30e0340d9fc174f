"""Printing: every chosen page reaches the printer, large and whole, and what goes wrong is told."""

from __future__ import annotations

from pathlib import Path

import pypdfium2 as pdfium
from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from supervisor_app.ui.lanes import Lanes
from supervisor_app.ui.paginas.imprimir import PrintJob, ask_and_print, place_on
from supervisor_app.wiring import Servicios
from tests.ui.informe.test_paginas import pdf


def to_file(file: Path) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setResolution(300)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(file))
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.Letter))
    return printer


def printed_pages(file: Path) -> int:
    document = pdfium.PdfDocument(file)
    try:
        return len(document)
    finally:
        document.close()


def test_every_page_is_printed_one_after_another(lanes: Lanes[Servicios], qtbot: QtBot, tmp_path: Path) -> None:
    job = PrintJob(lanes, pdf(60), to_file(tmp_path / "salida.pdf"))
    told: list[str] = []
    job.progress.connect(lambda _page, _pages, words: told.append(words))
    with qtbot.waitSignal(job.finished, timeout=30_000):
        job.start()
    assert told == [f"Imprimiendo página {n} de {len(told)}" for n in range(1, len(told) + 1)]
    assert printed_pages(tmp_path / "salida.pdf") == len(told) > 1


def test_only_the_chosen_pages_are_printed(lanes: Lanes[Servicios], qtbot: QtBot, tmp_path: Path) -> None:
    printer = to_file(tmp_path / "salida.pdf")
    printer.setFromTo(2, 2)
    job = PrintJob(lanes, pdf(60), printer)
    with qtbot.waitSignal(job.finished, timeout=30_000):
        job.start()
    assert printed_pages(tmp_path / "salida.pdf") == 1


def test_pages_that_do_not_exist_are_told(lanes: Lanes[Servicios], qtbot: QtBot, tmp_path: Path) -> None:
    printer = to_file(tmp_path / "salida.pdf")
    printer.setFromTo(7, 9)
    job = PrintJob(lanes, pdf(2), printer)
    with qtbot.waitSignal(job.failed) as told:
        job.start()
    assert "elija páginas que existan" in told.args[0]


def test_a_damaged_file_is_told(lanes: Lanes[Servicios], qtbot: QtBot, tmp_path: Path) -> None:
    job = PrintJob(lanes, b"nada", to_file(tmp_path / "salida.pdf"))
    with qtbot.waitSignal(job.failed) as told:
        job.start()
    assert "dañado" in told.args[0]


def test_a_page_is_as_large_as_the_paper_allows_and_keeps_its_shape() -> None:
    spot = place_on(QRect(0, 0, 2480, 3508), QSize(2550, 3300))
    assert spot.width() == 2480
    assert spot.height() == 3209
    assert abs(spot.center().y() - 1754) <= 1


def test_the_dialog_opens_without_stopping_the_window(lanes: Lanes[Servicios], qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    ask_and_print(window, lanes, pdf(2), "Informe de la comisión")
    dialog = window.findChild(QPrintDialog)
    assert dialog is not None
    assert dialog.isVisible()
    dialog.reject()
    qtbot.waitUntil(lambda: window.findChild(PrintJob) is None)

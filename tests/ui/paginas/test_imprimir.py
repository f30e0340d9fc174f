"""Printing as pictures: every chosen page reaches the printer, large and whole, and what goes wrong is told."""

from __future__ import annotations

from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from supervisor_app.services.impresion import Escala, Pedido
from supervisor_app.ui.lanes import Lanes
from supervisor_app.ui.paginas.imprimir import PrintJob, set_up
from supervisor_app.ui.paginas.papel import LETTER, place_on
from supervisor_app.wiring import Servicios
from tests.documents.ejemplos import informe, informe_pdf
from tests.documents.test_texto_pdf import pdf
from tests.documents.test_vista import stamped

_REACH = QRectF(0, 0, LETTER.width(), LETTER.height()).adjusted(12, 12, -12, -12)
DOS = pdf("uno", "dos")


class ToFile:
    """A printer into a file; with ``ends`` it stops answering at that page."""

    def __init__(self, file: Path, ends: int = 0) -> None:
        self.file, self.ends, self.made = file, ends, 0

    def __call__(self, pedido: Pedido) -> QPrinter:
        printer = _Ending(self.ends) if self.ends else QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(self.file))
        set_up(printer, pedido)
        self.made += 1
        return printer

    def pages(self) -> list[bytes]:
        """Each page as it came out, grey, 100 pixels wide."""
        document = pdfium.PdfDocument(self.file)
        try:
            return [bytes(page.render(scale=100 / 612, grayscale=True).buffer) for page in document]
        finally:
            document.close()


class _Ending(QPrinter):
    def __init__(self, ends: int) -> None:
        super().__init__(QPrinter.PrinterMode.HighResolution)
        self._left = ends - 1

    def newPage(self) -> bool:
        self._left -= 1
        return self._left > 0 and super().newPage()


def wanted(*paginas: int, **cambios: object) -> Pedido:
    campos: dict[str, object] = {"impresora": "Oficina", "titulo": "Informe", "paginas": paginas or (0, 1), "ppp": 150}
    return Pedido(**(campos | cambios))  # type: ignore[arg-type]  # fields given by name


def run(qtbot: QtBot, lanes: Lanes[Servicios], content: bytes, printer: ToFile, pedido: Pedido) -> list[str]:
    """Print it; what was told on the way."""
    job = PrintJob(lanes, content, make_printer=printer)
    told: list[str] = []
    job.progress.connect(lambda _page, _pages, words: told.append(words))
    with qtbot.waitSignal(job.finished):
        job.start(pedido)
    return told


def test_every_page_is_printed_one_after_another(lanes: Lanes[Servicios], qtbot: QtBot, tmp_path: Path) -> None:
    printer = ToFile(tmp_path / "salida.pdf")
    told = run(qtbot, lanes, DOS, printer, wanted())
    assert told == ["Imprimiendo página 1 de 2", "Imprimiendo página 2 de 2"]
    first, second = printer.pages()
    assert first != second


def test_only_the_chosen_pages_are_printed_in_their_order(
    lanes: Lanes[Servicios], qtbot: QtBot, tmp_path: Path
) -> None:
    both, turned = ToFile(tmp_path / "a.pdf"), ToFile(tmp_path / "b.pdf")
    run(qtbot, lanes, DOS, both, wanted(0, 1))
    run(qtbot, lanes, DOS, turned, wanted(1, 0))
    assert turned.pages() == both.pages()[::-1]


def test_a_visible_signature_is_printed(lanes: Lanes[Servicios], qtbot: QtBot, tmp_path: Path) -> None:
    firmado, index, (x, y) = stamped(informe_pdf(informe()))
    printer = ToFile(tmp_path / "salida.pdf")
    run(qtbot, lanes, firmado, printer, wanted(index, escala=Escala.REAL))
    (page,) = printer.pages()
    scale = 100 / 612
    assert page[round((792 - y) * scale) * 100 + round(x * scale)] < 40


def test_grey_has_no_colour(lanes: Lanes[Servicios], qtbot: QtBot, tmp_path: Path) -> None:
    printer = ToFile(tmp_path / "salida.pdf")
    run(qtbot, lanes, informe_pdf(informe()), printer, wanted(0, gris=True))
    document = pdfium.PdfDocument(printer.file)
    pixels = bytes(document[0].render(scale=0.3).buffer)
    document.close()
    assert pixels[0::3] == pixels[1::3] == pixels[2::3]


def test_cancelled_in_the_middle_says_how_far_it_went(lanes: Lanes[Servicios], qtbot: QtBot, tmp_path: Path) -> None:
    job = PrintJob(lanes, pdf(*"abcdefgh"), make_printer=ToFile(tmp_path / "salida.pdf"))
    job.progress.connect(lambda page, _pages, _words: job.cancel() if page == 2 else None)
    with qtbot.waitSignal(job.stopped) as told:
        job.start(wanted(*range(8), ppp=300))
    assert "Se canceló la impresión en la página" in told.args[0]
    assert "de 8" in told.args[0]


def test_a_printer_that_stops_answering_is_told_with_the_page(
    lanes: Lanes[Servicios], qtbot: QtBot, tmp_path: Path
) -> None:
    job = PrintJob(lanes, pdf("a", "b", "c"), make_printer=ToFile(tmp_path / "salida.pdf", ends=2))
    with qtbot.waitSignal(job.failed) as told:
        job.start(wanted(0, 1, 2))
    assert "«Oficina» dejó de responder en la página 2 de 3" in told.args[0]


@pytest.mark.qt_log_ignore("Returned false", extend=True)  # of Qt, which says it before we do
def test_a_printer_that_is_not_there_is_told(lanes: Lanes[Servicios], qtbot: QtBot, tmp_path: Path) -> None:
    job = PrintJob(lanes, DOS, make_printer=ToFile(tmp_path / "no" / "hay" / "salida.pdf"))
    with qtbot.waitSignal(job.failed) as told:
        job.start(wanted())
    assert "no respondió" in told.args[0]


def test_a_damaged_file_is_told(lanes: Lanes[Servicios], qtbot: QtBot, tmp_path: Path) -> None:
    job = PrintJob(lanes, b"nada", make_printer=ToFile(tmp_path / "salida.pdf"))
    with qtbot.waitSignal(job.failed) as told:
        job.start(wanted())
    assert "dañado" in told.args[0]


def test_fitted_a_page_of_the_size_of_the_paper_stays_inside_what_is_reached() -> None:
    placing = place_on(LETTER, _REACH, LETTER, Escala.AJUSTAR)
    assert _REACH.contains(placing.rect)
    assert placing.rect.width() == pytest.approx(_REACH.width())


def test_fitted_a_small_page_is_not_enlarged() -> None:
    assert place_on(LETTER, _REACH, QSizeF(300, 200), Escala.AJUSTAR).rect.height() == pytest.approx(300)


def test_at_true_size_a_page_keeps_it() -> None:
    placing = place_on(LETTER * 300 / 72, _REACH, LETTER, Escala.REAL, 300 / 72)
    assert placing.rect.size() == LETTER * 300 / 72


def test_a_page_that_lies_is_turned_on_paper_that_stands() -> None:
    placing = place_on(LETTER, _REACH, LETTER.transposed(), Escala.REAL)
    assert placing.turned
    assert placing.rect.size() == LETTER

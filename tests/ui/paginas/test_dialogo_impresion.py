"""The print dialog by keyboard: printers, pages, copies, and the paper as it will come out."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from supervisor_app.services.impresion import Caras, Escala, Pedido
from supervisor_app.ui.lanes import Lanes
from supervisor_app.ui.paginas.dialogo_impresion import PrintDialog, ask_and_print
from supervisor_app.ui.paginas.imprimir import PrintJob
from supervisor_app.wiring import Servicios
from tests.documents.ejemplos import informe, informe_pdf
from tests.documents.test_texto_pdf import pdf
from tests.services.cups import Cups, falso_cups

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="CUPS")
PDF = pdf("uno", "dos", "tres", "cuatro", "cinco")


@pytest.fixture
def cups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cups:
    return falso_cups(tmp_path, monkeypatch)


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    made.resize(1200, 700)
    qtbot.addWidget(made)
    made.show()
    return made


def opened(
    qtbot: QtBot, lanes: Lanes[Servicios], window: QWidget, content: bytes = PDF
) -> tuple[PrintDialog, PrintJob]:
    job = ask_and_print(window, lanes, content, "Informe V-1")
    dialog = window.findChild(PrintDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: not lanes.is_busy())
    return dialog, job


def test_the_usual_printer_is_chosen(cups: Cups, lanes: Lanes[Servicios], qtbot: QtBot, window: QWidget) -> None:
    dialog, _ = opened(qtbot, lanes, window)
    assert dialog.printer.value() == "Sala_2"
    assert dialog.go.isEnabled()
    dialog.reject()


def test_enter_after_the_pages_prints_them(cups: Cups, lanes: Lanes[Servicios], qtbot: QtBot, window: QWidget) -> None:
    dialog, job = opened(qtbot, lanes, window)
    dialog.pages.setFocus()
    qtbot.keyClicks(dialog.pages, "2, 4-5")
    with qtbot.waitSignal(job.finished):
        qtbot.keyClick(dialog.pages, Qt.Key.Key_Return)
    assert "Sala_2" in cups.dicho()
    assert cups.recibido().startswith(b"%PDF")


def test_what_is_chosen_is_what_is_wanted(cups: Cups, lanes: Lanes[Servicios], qtbot: QtBot, window: QWidget) -> None:
    dialog, _ = opened(qtbot, lanes, window)
    dialog.pages.setText("1-3, 5")
    dialog.copies.setText("2")
    dialog.sides.set_value(Caras.LARGO.value)
    dialog.grey.setChecked(True)
    dialog.scale.set_value(Escala.REAL.value)
    assert dialog.pedido() == Pedido(
        "Sala_2", "Informe V-1", (0, 1, 2, 4), copias=2, caras=Caras.LARGO, gris=True, escala=Escala.REAL
    )
    assert dialog.summary.text() == "4 páginas, 2 copias"
    dialog.reject()


@pytest.mark.parametrize(("pages", "copies"), [("9", "1"), ("hola", "1"), ("1", "0"), ("1", ""), ("1", "100")])
def test_what_cannot_be_printed_is_not(
    cups: Cups, lanes: Lanes[Servicios], qtbot: QtBot, window: QWidget, pages: str, copies: str
) -> None:
    dialog, _ = opened(qtbot, lanes, window)
    dialog.pages.setText(pages)
    dialog.copies.setText(copies)
    assert not dialog.go.isEnabled()
    dialog.reject()


def test_pages_that_do_not_exist_are_told_beside_the_field(
    cups: Cups, lanes: Lanes[Servicios], qtbot: QtBot, window: QWidget
) -> None:
    dialog, _ = opened(qtbot, lanes, window)
    dialog.pages.setText("9")
    assert "5 páginas" in dialog.pages_field.error()
    dialog.reject()


def test_the_paper_is_shown_page_by_page(cups: Cups, lanes: Lanes[Servicios], qtbot: QtBot, window: QWidget) -> None:
    dialog, _ = opened(qtbot, lanes, window)
    dialog.pages.setText("2, 5")
    assert dialog.where.text() == "Página 2 · 1 de 2"
    qtbot.waitUntil(dialog.paper.is_drawn)
    qtbot.keyClick(dialog, Qt.Key.Key_PageDown)
    assert dialog.where.text() == "Página 5 · 2 de 2"
    qtbot.waitUntil(dialog.paper.is_drawn)
    dialog.reject()


def test_the_paper_follows_the_size(cups: Cups, lanes: Lanes[Servicios], qtbot: QtBot, window: QWidget) -> None:
    dialog, _ = opened(qtbot, lanes, window, informe_pdf(informe()))
    qtbot.waitUntil(dialog.paper.is_drawn)
    seen = [dialog.paper.grab().toImage()]
    segment = dialog.scale.findChildren(QAbstractButton)[0]
    segment.setFocus()
    qtbot.keyClick(segment, Qt.Key.Key_Right)
    seen.append(dialog.paper.grab().toImage())
    assert dialog.pedido().escala is Escala.REAL
    assert seen[0] != seen[1]
    dialog.reject()


def test_without_a_printer_it_says_so(
    lanes: Lanes[Servicios], qtbot: QtBot, window: QWidget, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    dialog, _ = opened(qtbot, lanes, window)
    assert "No hay ninguna impresora" in dialog.told.text()
    assert not dialog.go.isEnabled()
    dialog.reject()


def test_a_printer_that_is_gone_when_it_is_sent_is_told(
    cups: Cups, lanes: Lanes[Servicios], qtbot: QtBot, window: QWidget
) -> None:
    dialog, job = opened(qtbot, lanes, window)
    dialog.printer.set_choices([("Fantasma", "Fantasma")])
    dialog.printer.set_value("Fantasma")
    with qtbot.waitSignal(job.failed) as told:
        dialog._print()
    assert "ya no está" in told.args[0]


def test_a_damaged_file_is_told_in_the_dialog(
    cups: Cups, lanes: Lanes[Servicios], qtbot: QtBot, window: QWidget
) -> None:
    dialog, _ = opened(qtbot, lanes, window, b"nada")
    assert "dañado" in dialog.told.text()
    assert not dialog.go.isEnabled()
    dialog.reject()


def test_tab_goes_down_the_form_and_then_to_the_buttons(
    cups: Cups, lanes: Lanes[Servicios], qtbot: QtBot, window: QWidget
) -> None:
    dialog, _ = opened(qtbot, lanes, window)
    dialog.activateWindow()
    dialog.printer.setFocus()
    seen = []
    for _ in range(8):
        qtbot.keyClick(dialog, Qt.Key.Key_Tab)
        focus = dialog.focusWidget()
        assert focus is not None
        words = focus.text() if isinstance(focus, QAbstractButton) else ""
        seen.append(focus.accessibleName() or words)
    assert seen[:5] == ["Páginas", "Copias", "Caras de la hoja", "Ajustar al papel", "En grises"]
    assert seen.index("Cancelar") < seen.index("Imprimir")
    dialog.reject()


def test_escape_prints_nothing_and_lets_the_job_go(
    cups: Cups, lanes: Lanes[Servicios], qtbot: QtBot, window: QWidget
) -> None:
    dialog, _ = opened(qtbot, lanes, window)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: window.findChild(PrintJob) is None)
    assert not (cups.carpeta / "dicho").exists()

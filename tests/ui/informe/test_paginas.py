"""The page view: what is in view, what is drawn, where the reader is, by keyboard and when the PDF is replaced."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from supervisor_app.documents.informe import componer_informe
from supervisor_app.documents.textos import textos_informe
from supervisor_app.domain.base import con
from supervisor_app.domain.informe import Bloque
from supervisor_app.ui.lanes import Lanes
from supervisor_app.ui.paginas.barra import PageBar
from supervisor_app.ui.paginas.vista import Band, PageView
from supervisor_app.wiring import Servicios
from tests.visita_ficticia import informe

Show = Callable[[QWidget], None]


@cache
def pdf(paragraphs: int, words: str = "Texto de prueba.") -> bytes:
    """An informe of about one page per thirty paragraphs."""
    datos = con(informe().datos, actividades=tuple(Bloque(texto=f"{n}: {words}") for n in range(paragraphs)))
    return componer_informe(datos, textos=textos_informe(), folio="", version=0, registro=None).pdf()


@pytest.fixture
def view(lanes: Lanes[Servicios], on_stage: Show) -> PageView:
    made = PageView(lanes, name="Informe")
    made.resize(640, 500)
    on_stage(made)
    return made


def drawn(qtbot: QtBot, view: PageView) -> None:
    qtbot.waitUntil(view.is_drawn)


def open_long(qtbot: QtBot, view: PageView) -> None:
    view.set_pdf(pdf(120))
    qtbot.waitUntil(lambda: view.pages() > 2)
    drawn(qtbot, view)
    view.setFocus()


def test_the_name_says_the_page_and_how_many(view: PageView, qtbot: QtBot) -> None:
    open_long(qtbot, view)
    assert view.accessibleName() == f"Página 1 de {view.pages()}"


def test_only_pages_near_the_view_are_drawn(view: PageView, qtbot: QtBot) -> None:
    open_long(qtbot, view)
    assert view.image(1) is not None
    assert view.image(view.pages()) is None


def test_a_page_is_drawn_at_the_pixels_of_the_screen(view: PageView, qtbot: QtBot) -> None:
    open_long(qtbot, view)
    image = view.image(1)
    assert image is not None
    assert image.width() == round((view.viewport().width() - 32) * view.devicePixelRatioF())


def test_end_goes_to_the_last_page_and_home_back(view: PageView, qtbot: QtBot) -> None:
    open_long(qtbot, view)
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert view.page() == view.pages()
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert view.page() == 1


def test_page_down_moves_by_less_than_a_view(view: PageView, qtbot: QtBot) -> None:
    open_long(qtbot, view)
    qtbot.keyClick(view, Qt.Key.Key_PageDown)
    assert 0 < view.verticalScrollBar().value() < view.viewport().height()


def test_plus_and_minus_go_through_the_sizes_and_back_to_the_width(view: PageView, qtbot: QtBot) -> None:
    open_long(qtbot, view)
    seen = [view.zoom_words()]
    for key in (Qt.Key.Key_Plus, Qt.Key.Key_Plus, Qt.Key.Key_Minus, Qt.Key.Key_Minus):
        qtbot.keyClick(view, key)
        seen.append(view.zoom_words())
    assert seen == ["Al ancho", "100 %", "125 %", "100 %", "Al ancho"]


def test_the_window_keeps_its_own_keys(view: PageView, qtbot: QtBot) -> None:
    open_long(qtbot, view)
    qtbot.keyClick(view, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert view.verticalScrollBar().value() == 0


def test_another_size_keeps_the_place(view: PageView, qtbot: QtBot) -> None:
    open_long(qtbot, view)
    view.go_to(3)
    qtbot.keyClick(view, Qt.Key.Key_Plus)
    assert view.page() == 3


def test_a_newer_pdf_keeps_the_place_and_the_old_page_until_it_is_drawn(view: PageView, qtbot: QtBot) -> None:
    open_long(qtbot, view)
    view.go_to(2)
    drawn(qtbot, view)
    before, place = view.image(2), view.verticalScrollBar().value()
    view.set_pdf(pdf(121, "Otro texto."))
    assert view.image(2) is before
    drawn(qtbot, view)
    assert view.image(2) is not before
    assert view.verticalScrollBar().value() == place


def test_the_newest_of_many_wins(view: PageView, qtbot: QtBot) -> None:
    open_long(qtbot, view)
    for count in (1, 90, 2):
        view.set_pdf(pdf(count))
    qtbot.waitUntil(lambda: view.pages() == 1)
    drawn(qtbot, view)
    assert view.pdf() == pdf(2)


def test_a_damaged_file_is_told_in_words(view: PageView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.problem) as told:
        view.set_pdf(b"%PDF-1.7 nada")
    assert "dañado" in told.args[0]
    assert view.accessibleDescription() == told.args[0]


def test_a_band_marks_the_paper_and_not_the_ink(view: PageView, qtbot: QtBot) -> None:
    open_long(qtbot, view)
    plain = view.grab().toImage()
    view.set_bands([Band(0, 0.0, 0.0, 1.0, 0.05)])
    marked = view.grab().toImage()
    spot = (view.width() // 2, 20)
    assert plain.pixelColor(*spot) == QColor("white")
    assert marked.pixelColor(*spot) != QColor("white")


def test_the_marked_stretch_is_brought_into_view(view: PageView, qtbot: QtBot) -> None:
    open_long(qtbot, view)
    view.set_bands([Band(2, 0.1, 0.5, 0.9, 0.55)])
    view.show_band()
    assert view.page() == 3


def test_a_marked_stretch_in_view_moves_nothing(view: PageView, qtbot: QtBot) -> None:
    open_long(qtbot, view)
    view.set_bands([Band(0, 0.1, 0.1, 0.9, 0.2)])
    view.show_band()
    assert view.verticalScrollBar().value() == 0


def test_the_bar_follows_and_steps(lanes: Lanes[Servicios], qtbot: QtBot, on_stage: Show) -> None:
    view = PageView(lanes)
    view.resize(640, 500)
    bar = PageBar(view, "Vista previa")
    qtbot.addWidget(bar)
    on_stage(view)
    open_long(qtbot, view)
    bar._next.click()
    assert (bar.number.text(), bar._where.text()) == ("2", f"de {view.pages()}")

"""The pages on the screen: sizes, large pages by parts, search, selection, many pages; by keyboard and pointer."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QWheelEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from supervisor_app.ui.lanes import Lanes
from supervisor_app.ui.paginas.barra import PageBar
from supervisor_app.ui.paginas.dibujante import WHOLE, Wish
from supervisor_app.ui.paginas.mesa import ZOOMS, Desk, Fit
from supervisor_app.ui.paginas.vista import PageView
from supervisor_app.wiring import Servicios
from tests.documents.test_texto_pdf import pdf

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
VIEW = QSize(640, 500)
PAGES = [f"cédula {n}\npatrón con crédito fiscal" for n in range(1, 21)]


class Reader:
    """A bar and its pages in a window, and the hands on them."""

    def __init__(self, qtbot: QtBot, window: QWidget, bar: PageBar, view: PageView) -> None:
        self.qtbot, self.window, self.bar, self.view = qtbot, window, bar, view

    def open(self, content: bytes, pages: int) -> None:
        self.view.set_pdf(content)
        self.qtbot.waitUntil(lambda: self.view.pages() == pages)
        self.drawn()
        self.view.setFocus()

    def drawn(self) -> None:
        self.qtbot.waitUntil(lambda: self.view.is_drawn() and not self.view._lanes.is_busy())

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.qtbot.keyClick(QApplication.focusWidget() or self.view, key, modifiers)

    def find(self, words: str) -> str:
        self.press(Qt.Key.Key_F, CTRL)
        self.bar.find_bar.words.clear()
        self.qtbot.keyClicks(self.bar.find_bar.words, words)
        self.qtbot.waitUntil(lambda: not self.view.finder.is_busy())
        return self.bar.find_bar.count.text()


@pytest.fixture
def reader(lanes: Lanes[Servicios], qtbot: QtBot, on_stage: Callable[[QWidget], None]) -> Reader:
    window = QWidget()
    view = PageView(lanes)
    bar = PageBar(view, "Documento")
    layout = QVBoxLayout(window)
    layout.addWidget(bar)
    layout.addWidget(view, 1)
    window.resize(700, 560)
    on_stage(window)
    made = Reader(qtbot, window, bar, view)
    made.open(pdf(*PAGES), len(PAGES))
    return made


# --- size ---------------------------------------------------------------------------------------------------------


def test_the_sizes_go_from_half_to_four_times(reader: Reader) -> None:
    for _ in range(9):
        reader.press(Qt.Key.Key_Plus, CTRL)
    assert reader.view.zoom() == 4.0
    for _ in range(12):
        reader.press(Qt.Key.Key_Minus, CTRL)
    assert reader.view.zoom() == 0.5


@pytest.mark.parametrize(
    ("key", "words"), [(Qt.Key.Key_0, "Página entera"), (Qt.Key.Key_1, "100 %"), (Qt.Key.Key_2, "Al ancho")]
)
def test_a_size_has_its_key(reader: Reader, key: Qt.Key, words: str) -> None:
    reader.view.set_zoom(2.0)
    reader.press(key, CTRL)
    assert reader.view.zoom_words() == words
    assert reader.bar.size_choice.currentText() == words


def test_the_whole_page_is_in_view(reader: Reader) -> None:
    reader.view.go_to(4)
    reader.press(Qt.Key.Key_0, CTRL)
    place = reader.view._place(3)
    assert reader.view.viewport().rect().contains(place.toAlignedRect())
    assert reader.view.page() == 4


def test_ctrl_with_the_wheel_changes_the_size(reader: Reader) -> None:
    view = reader.view.viewport()
    spot = QPointF(view.rect().center())
    turn = QWheelEvent(
        spot, view.mapToGlobal(spot), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton, CTRL,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view, turn)
    assert reader.view.zoom() == 1.0


def test_the_size_is_chosen_from_the_list(reader: Reader) -> None:
    reader.bar.size_choice.setFocus()
    reader.bar.size_choice.chosen.emit("1.5")
    assert reader.view.zoom() == 1.5


def test_the_keys_of_the_size_do_not_reach_the_window(reader: Reader) -> None:
    assert reader.view.hasFocus()
    reader.press(Qt.Key.Key_Plus, CTRL)
    assert reader.view.theme.zoom == 1.0


def test_a_page_four_times_as_large_is_drawn_by_the_part_in_view(reader: Reader) -> None:
    reader.view.set_zoom(4.0)
    reader.drawn()
    part = reader.view._drawer.part(0)
    whole = reader.view.image(1)
    assert part is not None
    assert whole is not None
    assert part.part is not None
    assert part.width == round(816 * 4 * reader.view.devicePixelRatioF())
    assert part.image.width() * part.image.height() < 4 * reader.view.width() * reader.view.height()
    assert whole.width() * whole.height() <= WHOLE * 1.01


def test_scrolling_a_large_page_draws_what_comes_into_view(reader: Reader) -> None:
    reader.view.set_zoom(4.0)
    reader.drawn()
    before = reader.view._drawer.part(0)
    reader.view.verticalScrollBar().setValue(2500)
    reader.drawn()
    after = reader.view._drawer.part(0)
    assert before is not None
    assert after is not None
    assert before.part != after.part


def test_a_small_page_needs_no_part(reader: Reader) -> None:
    assert not Wish(0, 600, 776, reader.view.rect()).is_large


def test_only_what_is_near_is_kept(reader: Reader) -> None:
    for page in range(1, 21):
        reader.view.go_to(page)
    reader.drawn()
    assert [n for n in range(1, 21) if reader.view.image(n) is not None] == [19, 20]


def test_pages_of_several_shapes_lie_where_they_fit() -> None:
    desk = Desk()
    desk.set_view(VIEW)
    desk.set_sizes([(612, 792), (792, 612), (612, 792)])
    assert [round(desk.size(n).width()) for n in range(3)] == [VIEW.width() - 32] * 3
    desk.set_zoom(Fit.PAGE)
    assert all(desk.size(n).height() <= VIEW.height() for n in range(3))
    desk.set_zoom(1.0)
    assert round(desk.size(1).width()) == 1056


def test_a_desk_of_a_thousand_pages_finds_the_one_in_view() -> None:
    desk = Desk()
    desk.set_view(VIEW)
    desk.set_sizes([(612, 792)] * 1000)
    scroll = desk.scroll_to((700, 0.5))
    assert desk.main_page(scroll) in (701, 702)
    assert 700 in desk.visible(scroll)
    assert desk.anchor(scroll)[0] == 700
    assert set(ZOOMS) == {0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0}


# --- going to a page ----------------------------------------------------------------------------------------------


def test_ctrl_g_and_a_number_go_to_that_page(reader: Reader) -> None:
    reader.press(Qt.Key.Key_G, CTRL)
    assert reader.bar.number.hasFocus()
    reader.qtbot.keyClicks(reader.bar.number, "17")
    reader.press(Qt.Key.Key_Return)
    assert reader.view.page() == 17
    assert reader.view.hasFocus()


@pytest.mark.parametrize(("typed", "page"), [("999", 20), ("x", 1), ("", 1)])
def test_a_number_that_is_none_leads_nowhere_wrong(reader: Reader, typed: str, page: int) -> None:
    reader.press(Qt.Key.Key_G, CTRL)
    reader.bar.number.clear()
    reader.qtbot.keyClicks(reader.bar.number, typed)
    reader.press(Qt.Key.Key_Return)
    assert reader.view.page() == page
    assert reader.bar.number.text() == str(page)


# --- search -------------------------------------------------------------------------------------------------------


def test_ctrl_f_finds_without_accents_and_says_how_many(reader: Reader) -> None:
    assert reader.find("CEDULA") == "1 de 20"


def test_f3_goes_on_and_round_and_shift_f3_back(reader: Reader) -> None:
    reader.find("fiscal")
    reader.press(Qt.Key.Key_F3)
    assert reader.bar.find_bar.count.text() == "2 de 20"
    assert reader.view.page() == 2
    for _ in range(2):
        reader.press(Qt.Key.Key_F3, SHIFT)
    assert reader.bar.find_bar.count.text() == "20 de 20"
    assert reader.view.page() == 20


def test_the_search_begins_at_the_page_in_view(reader: Reader) -> None:
    reader.view.go_to(8)
    assert reader.find("credito") == "8 de 20"


def test_a_long_document_is_searched_to_its_end_and_round(reader: Reader) -> None:
    reader.open(pdf(*(f"renglon {n}" for n in range(1, 91))), 90)
    reader.view.go_to(60)
    assert reader.find("renglon") == "60 de 90"
    reader.press(Qt.Key.Key_F3, SHIFT)
    assert reader.view.page() == 59


def test_what_is_not_there_is_told(reader: Reader) -> None:
    assert reader.find("jirafa") == "No está"
    assert reader.bar.find_bar.words.property("invalid")


def test_what_is_found_is_marked_on_the_paper(reader: Reader) -> None:
    before = reader.view.viewport().grab().toImage()
    reader.find("cedula 1")
    kinds = [band.kind for band in reader.view.finder.bands(0)]
    assert kinds == ["current"]
    assert reader.view.finder.bands(9)[0].kind == "found"
    assert reader.view.viewport().grab().toImage() != before


def test_escape_leaves_the_word_selected_and_gives_the_focus_back(reader: Reader) -> None:
    reader.find("cedula 3")
    reader.press(Qt.Key.Key_Escape)
    assert reader.bar.find_bar.isHidden()
    assert reader.view.hasFocus()
    assert not reader.view.finder.bands(2)
    reader.qtbot.waitUntil(lambda: reader.view.selection.text() == "cédula 3")


def test_a_newer_document_is_searched_anew(reader: Reader) -> None:
    reader.find("cedula")
    reader.view.set_pdf(pdf("cédula", "nada"))
    reader.qtbot.waitUntil(lambda: reader.bar.find_bar.count.text() == "1 de 1")


def test_another_document_begins_at_its_top(reader: Reader) -> None:
    reader.view.go_to(9)
    reader.view.set_pdf(pdf("otro", "documento"), other=True)
    reader.qtbot.waitUntil(lambda: reader.view.pages() == 2)
    assert reader.view.verticalScrollBar().value() == 0
    reader.drawn()
    assert reader.view.page() == 1


# --- copying ------------------------------------------------------------------------------------------------------


def test_what_is_found_is_copied_and_grows_by_keyboard(reader: Reader) -> None:
    reader.find("patron")
    reader.press(Qt.Key.Key_Escape)
    reader.press(Qt.Key.Key_Right, CTRL | SHIFT)
    reader.press(Qt.Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "patrón con"


def test_ctrl_a_copies_the_page_as_it_stands(reader: Reader) -> None:
    reader.press(Qt.Key.Key_A, CTRL)
    reader.press(Qt.Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "cédula 1\npatrón con crédito fiscal"


def test_two_clicks_select_a_word_and_dragging_more(reader: Reader) -> None:
    view = reader.view
    page = view.selection._pages[0]
    first, last = page.cajas[0], page.cajas[page.texto.index("patrón") + 5]

    def at(box: tuple[float, float, float, float]) -> QPoint:
        place = view._place(0)
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        return QPointF(place.left() + x * place.width(), place.top() + y * place.height()).toPoint()

    reader.qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at(first))
    assert view.selection.text() == "cédula"
    reader.qtbot.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=at(first))
    reader.qtbot.mouseMove(view.viewport(), at(last))
    reader.qtbot.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=at(last))
    assert view.selection.text() == "cédula 1\npatrón"


def test_nothing_selected_leaves_the_clipboard_alone(reader: Reader) -> None:
    QGuiApplication.clipboard().setText("lo de antes")
    reader.press(Qt.Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "lo de antes"

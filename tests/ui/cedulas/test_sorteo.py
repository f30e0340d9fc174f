"""Drawing the sample of a muestra, by keyboard."""

from __future__ import annotations

import warnings
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from supervisor_app.domain.muestreo.metodos import Metodo
from supervisor_app.domain.muestreo.registro import Proposito
from supervisor_app.ui.kit.scroll_column import cut_columns
from supervisor_app.ui.visita.cedulas import CedulasScreen
from supervisor_app.ui.visita.cedulas.sorteo.pantalla import SamplePage
from tests.domain.muestreo.test_plan import universo
from tests.ui.cedulas.conftest import ScreenOf
from tests.ui.cedulas.manos import CTRL, Hands, Key, focused
from tests.ui.visit_fixtures import prepared
from tests.visita_ficticia import cerrada

ITEM = "CO-02-03"
U = universo(300)


def listing(titles: str = "Crédito\tInc.\tImporte") -> str:
    return "\n".join([titles, *("\t".join(fila) for fila in U.filas), "Total\t\t1.00"])


@pytest.fixture
def page(screen: CedulasScreen, qtbot: QtBot) -> SamplePage:
    """The page of the draw, opened by its key, over a pasted listing of 300 fictitious credits."""
    screen.open_cedula("CO-02", ITEM)
    hands = Hands()
    hands.press(Key.Key_F9)
    assert screen.samples.page is not None
    QGuiApplication.clipboard().setText(listing())
    with qtbot.waitSignal(screen.samples.page.universe.changed):
        hands.press(Key.Key_V, CTRL)
    return screen.samples.page


def draw(page: SamplePage, qtbot: QtBot, size: str = "8", seed: str = "1234") -> None:
    page.plan.cases.setText(size)
    page.plan.seed.setText(seed)
    with qtbot.waitSignal(page.left):
        Hands().press(Key.Key_Return, CTRL)


def test_a_pasted_listing_becomes_the_universe(page: SamplePage) -> None:
    assert page.universe.reading is not None
    assert page.universe.reading.armado.universo.sha256 == U.sha256
    assert "300 renglones" in page.universe.answer.text()
    assert "apartó 1 renglón al pie" in page.universe.warned.text()


def test_the_first_and_the_last_case_show_what_the_columns_were_taken_for(page: SamplePage) -> None:
    primero = U.filas[0]
    assert f"Caso 1: {primero[0]} · incidencia {primero[1]} · $" in page.universe.notices.text()
    assert f"Caso 300: {U.filas[-1][0]}" in page.universe.notices.text()


def test_a_draw_by_keyboard_fills_the_rows_and_is_undone_whole(
    screen: CedulasScreen, page: SamplePage, qtbot: QtBot
) -> None:
    draw(page, qtbot)
    e = screen.session.expediente
    assert e.muestreos[ITEM].semilla == "1234"
    assert [f.universo for f in e.filas_de(ITEM)] == list(e.muestreos[ITEM].numeros)
    assert not screen.samples.is_open()
    with qtbot.waitSignal(screen.session.told):
        screen.session.undo()
    assert (screen.session.expediente.muestreos, screen.session.expediente.filas_de(ITEM)) == ({}, ())


def test_under_the_rows_stands_what_they_prove(screen: CedulasScreen, page: SamplePage, qtbot: QtBot) -> None:
    draw(page, qtbot)
    hands = Hands()
    row = screen.questions.current_row()
    assert row is not None
    body = row.answer.body()
    assert body is not None
    hands.press(Key.Key_Space)
    said = [label.text() for label in body.findChildren(type(page.question))]
    assert any("de 300 créditos tienen la inconsistencia" in text and "Semilla: 1234" in text for text in said)


def test_a_new_draw_that_loses_reviewed_rows_offers_the_one_before_back(
    screen: CedulasScreen, page: SamplePage, qtbot: QtBot
) -> None:
    draw(page, qtbot)
    hands = Hands()
    hands.press(Key.Key_Space)
    before = screen.session.expediente.muestreos[ITEM]
    hands.press(Key.Key_F9)
    page.plan.cases.setText("8")
    page.plan.seed.setText("otra")
    with qtbot.waitSignal(screen.session.offered) as offered:
        hands.press(Key.Key_Return, CTRL)
    assert "1 renglón ya revisado" in offered.args[0]
    assert screen.session.expediente.muestreos[ITEM].semilla == "otra"
    screen.session.undo()
    qtbot.waitUntil(lambda: screen.session.expediente.muestreos[ITEM] == before)


def test_a_computed_size_is_explained_and_used(screen: CedulasScreen, page: SamplePage, qtbot: QtBot) -> None:
    page.plan.purpose.set_value(Proposito.DESCARTAR.value)
    page.plan.purpose.chosen.emit(Proposito.DESCARTAR.value)
    assert "descartar" in page.plan.explained.text()
    with qtbot.waitSignal(page.left):
        Hands().press(Key.Key_Return, CTRL)
    assert str(screen.session.expediente.muestreos[ITEM].tamano) in page.plan.explained.text()


def test_strata_are_offered_only_by_columns_that_can_part(page: SamplePage) -> None:
    page.plan.method.set_value(Metodo.ESTRATIFICADO.value)
    page.plan.method.chosen.emit(Metodo.ESTRATIFICADO.value)
    offered = [page.plan.column.itemText(n) for n in range(page.plan.column.count())]
    assert offered == ["Incidencia"]


def test_a_size_that_cannot_be_is_told_beside_its_field(page: SamplePage, qtbot: QtBot) -> None:
    page.plan.cases.setText("301")
    Hands().press(Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: "sólo hay 300" in page.plan._fields["tamano"].error())


def test_a_column_can_be_given_its_meaning_by_hand(page: SamplePage, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText(listing("Uno\tDos\tTres"))
    with qtbot.waitSignal(page.universe.changed):
        page.universe.take_clipboard()
    importe = page.universe.roles[next(p for p in page.universe.roles if p.value == "importe")]
    with qtbot.waitSignal(page.universe.changed):
        importe.set_value("2")
        importe.chosen.emit("2")
    assert page.universe.reading is not None
    assert page.universe.reading.armado.universo.con_importes


def test_a_broken_file_gets_its_sentence_and_the_universe_stays(page: SamplePage, tmp_path: Path, qtbot: QtBot) -> None:
    ruta = tmp_path / "roto.xlsx"
    ruta.write_bytes(b"PK\x03\x04nada")
    page.universe.read_file(ruta)
    qtbot.waitUntil(lambda: "dañado" in page.universe.answer.text())
    assert page.universe.reading is not None


def test_escape_leaves_without_a_draw(screen: CedulasScreen, page: SamplePage) -> None:
    Hands().press(Key.Key_Escape)
    assert not screen.samples.is_open()
    assert screen.session.expediente.muestreos == {}


@pytest.mark.parametrize("nombre", ["muestra.csv", "muestra.xlsx", "universo.tsv"])
def test_sample_and_universe_are_saved(page: SamplePage, qtbot: QtBot, tmp_path: Path, nombre: str) -> None:
    draw(page, qtbot)
    ruta = tmp_path / nombre
    page.save_sample(ruta)
    qtbot.waitUntil(lambda: "Se guardó" in page.answer.text())
    assert ruta.read_bytes() == U.canonico if ruta.suffix == ".tsv" else ruta.stat().st_size > 100


def test_no_single_key_on_the_page_answers_a_question(screen: CedulasScreen, page: SamplePage) -> None:
    page.draw.setFocus()
    Hands().type("n4[")
    assert screen.samples.is_open()
    assert screen.session.expediente.respuestas == {}


def test_tab_goes_round_the_page_and_leaves_no_control_out(page: SamplePage) -> None:
    page.universe.open.setFocus()
    reached = set()
    for _ in range(60):
        reached.add(focused())
        Hands().press(Key.Key_Tab)
    assert {
        page.universe.paste,
        page.universe.header,
        page.plan.method,
        page.plan.seed,
        page.back,
        page.draw,
    } <= reached
    assert all(page.isAncestorOf(widget) for widget in reached)


def test_a_reading_that_is_cancelled_leaves_the_universe_there_was(
    page: SamplePage, qtbot: QtBot, tmp_path: Path
) -> None:
    before = page.universe.reading
    ruta = tmp_path / "grande.csv"
    ruta.write_text("Crédito,Importe\n" + "".join(f"{n},1\n" for n in range(60_000)))
    page.universe.read_file(ruta)
    page.universe.cancel_button.click()
    qtbot.waitUntil(lambda: not page._session.lanes.is_busy())
    assert page.universe.reading is before
    assert not page.universe.cancel_button.isVisible()


def test_nothing_is_drawn_from_the_universe_before_while_another_is_read(
    screen: CedulasScreen, page: SamplePage, qtbot: QtBot, tmp_path: Path
) -> None:
    ruta = tmp_path / "grande.csv"
    ruta.write_text("Crédito,Importe\n" + "".join(f"{n},1\n" for n in range(60_000)))
    page.plan.cases.setText("8")
    page.universe.read_file(ruta)
    Hands().press(Key.Key_Return, CTRL)
    assert "Espere a que termine la lectura" in page.answer.text()
    qtbot.waitUntil(lambda: not page._session.lanes.is_busy())
    assert ITEM not in screen.session.expediente.muestreos


@pytest.mark.parametrize(("written", "told"), [("0", "Espere"), ("cuatro", "Corrija")])
def test_a_row_of_titles_still_being_typed_counts(page: SamplePage, qtbot: QtBot, written: str, told: str) -> None:
    page.plan.cases.setText("8")
    page.universe.header.setText(written)
    Hands().press(Key.Key_Return, CTRL)
    assert page.answer.text().startswith(told)
    qtbot.waitUntil(lambda: not page._session.lanes.is_busy())


def test_a_file_dropped_on_the_page_is_the_universe_and_no_evidence(
    screen: CedulasScreen, page: SamplePage, qtbot: QtBot, tmp_path: Path
) -> None:
    ruta = tmp_path / "rale.csv"
    ruta.write_text("Crédito,Importe\n1,5.00\n2,6.00\n", encoding="utf-8")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(ruta))])
    with warnings.catch_warnings(), qtbot.waitSignal(page.universe.changed):
        warnings.simplefilter("ignore")  # deprecated, and there is no other constructor of them in Python
        spot, nothing, left = page.rect().center(), Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
        for event in (
            QDragEnterEvent(spot, Qt.DropAction.CopyAction, data, left, nothing),
            QDropEvent(QPointF(spot), Qt.DropAction.CopyAction, data, left, nothing),
        ):
            QApplication.sendEvent(page, event)
            assert event.isAccepted()
    assert page.universe.reading is not None
    assert page.universe.reading.listado.nombre == "rale.csv"
    assert not screen.session.expediente.evidencias_de(ITEM)


def test_a_closed_visit_opens_no_draw(screen_of: ScreenOf) -> None:
    screen = screen_of(cerrada(prepared()))
    screen.open_cedula("CO-02", ITEM)
    Hands().press(Key.Key_F9)
    assert not screen.samples.is_open()


def test_a_duplicated_row_is_no_row_of_the_universe(screen: CedulasScreen, page: SamplePage, qtbot: QtBot) -> None:
    draw(page, qtbot)
    Hands().press(Key.Key_D, CTRL)
    numbers = [f.universo for f in screen.session.expediente.filas_de(ITEM)]
    assert numbers.count(None) == 1


@pytest.mark.parametrize("zoom", [1.0, 1.5, 2.0])
def test_nothing_is_cut_at_the_right(page: SamplePage, zoom: float) -> None:
    page.plan.theme.set_zoom(zoom)
    QApplication.processEvents()
    assert cut_columns(page) == []


def test_coming_back_to_the_step_goes_on_with_the_draw(screen: CedulasScreen, page: SamplePage) -> None:
    page.draw.clearFocus()
    screen.enter()
    assert page.isAncestorOf(focused())

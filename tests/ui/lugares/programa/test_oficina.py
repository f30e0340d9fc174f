"""On the desk, by keyboard: writing a visit, warnings, moving, cancelling, taking back, publishing, proposing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from supervisor_app.domain.base import con
from supervisor_app.domain.cedula.definition import Departamento
from supervisor_app.domain.programa import VisitaProgramada
from supervisor_app.ui.kit.scroll_column import cut_columns
from supervisor_app.ui.kit.theme import Theme
from tests.ui.lugares.programa.conftest import CTRL, Place
from tests.ui.lugares.programa_ficticio import por_programar
from tests.ui.visit_fixtures import HOY

Key = Qt.Key


def test_a_visit_is_written_by_keyboard_on_the_day_where_one_is(desk: Place) -> None:
    screen = desk.screen
    screen.board.month.set_day(date(2026, 6, 29))
    screen.board.month.setFocus()
    desk.press(Key.Key_Return)
    assert QApplication.focusWidget() is screen.form.unit.ooad

    desk.write(screen.form.unit.ooad, "jalisco", Key.Key_Return)
    desk.write(screen.form.unit.sub, "ocotl", Key.Key_Return)
    desk.write(screen.form.fin, "1/7/26")
    screen.form.departments[Departamento.COBRANZA].setFocus()
    desk.press(Key.Key_Space)
    desk.press(Key.Key_S, CTRL)

    (new,) = [v for v in desk.visits() if v.numero == 6]
    assert (new.unidad.subdelegacion_nombre, new.inicio, new.fin) == ("Ocotlán", date(2026, 6, 29), date(2026, 7, 1))
    assert new.departamentos == (Departamento.COBRANZA,)
    assert screen.side.shown is screen.sheet
    assert "Programó la visita" in screen.sheet.texts()


def test_keys_struck_twice_write_and_take_back_once(desk: Place) -> None:
    desk.screen.new_visit(date(2026, 6, 29))
    desk.screen.form.unit.set_unit(desk.visit("Hidalgo").unidad)
    desk.screen.form.inicio.setFocus()
    for _ in range(2):
        desk.qtbot.keyClick(desk.screen.form.inicio, Key.Key_S, CTRL)
    desk.settle()
    assert len(desk.visits()) == 6

    for _ in range(2):
        desk.screen.undo()
    desk.settle()
    assert (len(desk.visits()), desk.refused) == (5, [])


def test_what_can_no_longer_be_taken_back_does_not_stand_in_the_way_of_the_rest(desk: Place) -> None:
    nota, nueva = con(desk.visit("Hidalgo"), nota="Llevar viáticos"), por_programar("Hidalgo", date(2026, 6, 29))
    for value in (nota, nueva):
        desk.screen._save(value)
        desk.settle()
    desk.screen._publish()
    desk.settle()

    desk.screen.undo()
    desk.settle()
    assert "ya se publicó" in desk.refused[0]
    desk.screen.undo()
    desk.settle()
    assert (len(desk.visits()), len(desk.refused)) == (6, 1)
    assert "Llevar viáticos" not in {v.nota for v in desk.visits()}


def test_what_is_too_long_is_told_and_kept_as_it_was_written(desk: Place) -> None:
    desk.open("Ocotlán")
    desk.screen.sheet.buttons["cambiar"].click()
    form = desk.screen.form
    form.objeto.set_value("x" * 4_001)
    desk.write(form.fin, "19/6/26")
    desk.press(Key.Key_S, CTRL)
    assert "acorte" in form.answer.text()
    assert len(form.objeto.text()) == 4_001


def test_one_of_the_next_year_is_led_to_from_the_first_page(desk: Place) -> None:
    made: list[VisitaProgramada] = []
    desk.lanes.call(lambda s: s.programa.programar(por_programar("Hidalgo", date(2027, 1, 11))), made.append)
    desk.settle()

    desk.screen.show_object(made[0].id)
    desk.settle()

    assert desk.visits() == tuple(made)
    assert "P-2027-001" in desk.screen.sheet.texts()


def test_what_is_missing_is_said_beside_its_field_and_nothing_is_written(desk: Place) -> None:
    desk.press(Key.Key_Insert)
    desk.press(Key.Key_S, CTRL)

    form = desk.screen.form
    assert form.unit._sub_field.error() == "Elija la unidad que se visita."
    assert form.inicio_field.error() == "Escriba el día en que empieza."
    assert QApplication.focusWidget() is form.unit.ooad
    assert len(desk.visits()) == 5


def test_a_person_in_two_places_is_told_while_the_visit_is_written(desk: Place) -> None:
    desk.open("Ocotlán")
    desk.screen.sheet.buttons["cambiar"].click()
    form = desk.screen.form

    desk.write(form.inicio, "11/6/26")
    desk.write(form.fin, "14/6/26")

    assert form.clash.text().startswith("Tomás Villaseñor Ríos también va a Subdelegación Hidalgo")
    assert "días inhábiles: 13/06 y 14/06" in form.fin_field.error()
    assert form.days.text() == "4 días, 2 hábiles."


def test_a_reprogrammed_visit_needs_a_motive_and_shows_its_old_days(desk: Place) -> None:
    desk.open("Ocotlán")
    screen = desk.screen
    screen.sheet.buttons["reprogramar"].click()
    desk.write(screen.move_panel.inicio, "29/6/26")
    desk.press(Key.Key_S, CTRL)
    assert "Escriba el motivo" in screen.move_panel.motive_field.error()

    screen.move_panel.motive.set_value("La unidad tiene auditoría")
    desk.press(Key.Key_S, CTRL)

    moved = desk.visit("Ocotlán")
    assert (moved.inicio, moved.fin) == (date(2026, 6, 29), date(2026, 7, 2))
    said = screen.sheet.texts()
    assert "15 al 18 de junio" in said and "La unidad tiene auditoría" in said


def test_a_cancelled_visit_stays_with_its_motive_and_comes_back_with_undo(desk: Place) -> None:
    desk.open("Hidalgo")
    screen = desk.screen
    screen.sheet.buttons["cancelar"].click()
    screen.move_panel.motive.set_value("Sin viáticos")
    desk.press(Key.Key_S, CTRL)
    assert desk.visit("Hidalgo").cancelada
    assert "Motivo: Sin viáticos" in screen.sheet.texts()
    assert not screen.sheet.buttons["cambiar"].isVisible()

    screen.undo()
    desk.settle()

    assert not desk.visit("Hidalgo").cancelada
    assert screen.sheet.buttons["cambiar"].isVisible()


def test_a_visit_that_is_taken_out_is_offered_back(desk: Place) -> None:
    offered: list[str] = []
    desk.screen.offered.connect(offered.append)
    desk.open("Hidalgo")
    desk.screen.sheet.buttons["quitar"].click()
    desk.settle()
    assert [v for v in desk.visits() if "Hidalgo" in v.unidad.titulo] == []
    assert offered == ["Subdelegación Hidalgo, P-2026-002: se quitó del programa."]

    desk.screen.undo()
    desk.settle()

    assert desk.visit("Hidalgo").folio == "P-2026-002"


def test_what_is_typed_is_not_lost_with_the_first_escape(desk: Place) -> None:
    desk.open("Hidalgo")
    screen = desk.screen
    screen.sheet.buttons["cambiar"].click()
    screen.form.note.setPlainText("Llevar la lista de embargos")

    desk.press(Key.Key_Escape)
    assert screen.side.shown is screen.form
    assert "Ctrl+S lo guarda" in screen.form.answer.text()

    desk.press(Key.Key_Escape)
    shown: object = screen.side.shown
    assert shown is screen.sheet


def test_undo_while_writing_takes_back_what_was_typed_and_nothing_else(desk: Place) -> None:
    desk.open("Hidalgo")
    screen = desk.screen
    screen.sheet.buttons["cambiar"].click()
    screen.form.note.setFocus()
    desk.qtbot.keyClicks(screen.form.note, "Nota")

    screen.undo()
    desk.settle()

    assert screen.form.note.text() == ""
    assert len(desk.visits()) == 5


def test_publishing_by_keyboard_says_what_goes_and_when(desk: Place) -> None:
    screen = desk.screen
    screen.board.publish.setFocus()
    desk.press(Key.Key_Return)
    rows = screen.publish_page.list.model().rowCount()
    assert rows == 5
    assert QApplication.focusWidget() is screen.publish_page.go

    desk.press(Key.Key_Return)

    assert "Publicada la versión 1" in screen.publish_page.answer.text()
    assert "Atender el buzón" in screen.publish_page.answer.text()
    assert screen.board.publish.text() == "Publicado"
    desk.press(Key.Key_Return)
    assert desk.wanted == [("oficina", "")]

    # What laptops will have keeps its days in the form, and is not taken out any more.
    screen._back_to_board()
    desk.open("Hidalgo")
    assert not screen.sheet.buttons["quitar"].isVisible()
    screen.sheet.buttons["cambiar"].click()
    assert screen.form.inicio.isReadOnly() and "Reprogramar" in screen.form.days.text()


def test_proposals_tell_every_reason_and_those_ticked_go_into_the_programme(desk: Place) -> None:
    screen = desk.screen
    screen.open_proposals()
    page = screen.propose_page
    desk.press(Key.Key_Return, CTRL)
    assert "Elija al menos un departamento." in page.department_field.findChildren(type(page.answer))[0].text()

    page.departments[Departamento.COBRANZA].setChecked(True)
    page.ooad.set_value("06")
    desk.press(Key.Key_Return, CTRL)
    offers = page.offers.offers
    assert offers and all(o.visit.razones for o in offers)
    assert "puntos" in offers[0].check.accessibleDescription()
    before = len(desk.visits())

    for offer in offers[1:]:
        offer.check.setChecked(False)
    desk.press(Key.Key_S, CTRL)

    assert len(desk.visits()) == before + 1
    screen.undo()
    desk.settle()
    assert len(desk.visits()) == before


def test_the_table_is_narrowed_sorted_and_opened_by_enter(desk: Place) -> None:
    board = desk.screen.board
    board.set_view("tabla")
    board.filters.state.set_value("avisos")
    board.filters.changed.emit()
    assert [line.cells[0].text for line in board.table.table().lines] == ["P-2026-002"]

    board.filters.state.set_value("todo")
    board.filters.order.set_value("riesgo")
    board.filters.changed.emit()
    assert [line.cells[0].text for line in board.table.table().lines][:2] == ["P-2026-001", "P-2026-003"]

    board.focus_view()
    desk.press(Key.Key_Return)
    assert desk.screen.side.shown is desk.screen.sheet
    desk.press(Key.Key_Escape)
    assert QApplication.focusWidget() is board.table


def test_every_number_of_the_compliance_opens_its_list(desk: Place) -> None:
    screen = desk.screen
    screen.board.set_view("cumplimiento")
    for button in screen.board.share.figures.buttons:
        button.click()
        desk.settle()
        shown = screen.detail.shown()
        assert shown is not None and screen.pages.currentWidget() is screen.detail
        assert len(shown.tables[0][1].lines) == int(button.figure.number)
        desk.press(Key.Key_Escape)

    screen.board.share.bars.setFocus()
    desk.press(Key.Key_Return)
    assert screen.pages.currentWidget() is screen.detail


def test_it_is_exported_as_table_and_as_document(desk: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begins = {".csv": b"\xef\xbb\xbf", ".xlsx": b"PK", ".pdf": b"%PDF"}
    for ending in begins:
        file = tmp_path / f"programa{ending}"
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, f=file: (str(f), ""))
        desk.press(Key.Key_E, CTRL)

    assert {e: (tmp_path / f"programa{e}").read_bytes()[: len(b)] for e, b in begins.items()} == begins
    assert "Guardado" in desk.screen.board.answer.text()


@pytest.mark.parametrize("zoom", [pytest.param(1.25, marks=pytest.mark.largo), 2.0])
def test_nothing_is_cut(desk: Place, theme: Theme, zoom: float) -> None:
    theme.set_zoom(zoom)
    screen = desk.screen
    screen.resize(1216, 620)
    steps: tuple[Callable[[], object], ...] = (
        lambda: screen.board.set_view("anio"), lambda: screen.board.set_view("tabla"),
        lambda: screen.board.set_view("cumplimiento"), lambda: screen.board.set_view("mes"),
        lambda: desk.open("Juárez"), screen.sheet.buttons["cambiar"].click, screen._leave_side,
        screen.sheet.buttons["reprogramar"].click, screen._leave_side, screen._leave_side,
        screen.open_publishing, screen._back_to_board, screen.open_proposals,
    )  # fmt: skip
    for step in steps:
        step()
        desk.settle()
        QApplication.processEvents()
        assert cut_columns(screen) == [], step


def test_another_year_is_empty_until_something_is_written(desk: Place) -> None:
    desk.screen.board.month.set_day(HOY)
    desk.screen.board.which.set_value("2027")
    desk.screen.board.which.chosen.emit("2027")
    desk.settle()

    assert desk.visits() == ()
    assert desk.screen.board.month_title.text() == "Enero de 2027"

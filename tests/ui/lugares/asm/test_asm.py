"""The place of ASM tables, by keyboard: the list, the rows, undo, what is refused, closing, reading only."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from supervisor_app.domain import asm_comandos
from supervisor_app.domain.asm import FirmanteAsm, TablaAsm
from supervisor_app.domain.asm_guardada import Lista
from supervisor_app.errors import EnvironmentProblem
from supervisor_app.services.asm.verbos import Asm, de_fabrica
from supervisor_app.ui.kit.scroll_column import cut_columns
from supervisor_app.ui.kit.text_area import TextArea
from supervisor_app.ui.kit.writing import only_reads
from supervisor_app.ui.limpieza import CleanPopup
from supervisor_app.ui.lugares.asm.encabezado import HeadingFields
from supervisor_app.ui.lugares.teclas import named
from tests.ui.lugares.asm.conftest import Place
from tests.ui.visit_fixtures import write

CTRL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
NONE = Qt.KeyboardModifier.NoModifier


def press(p: Place, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
    focus = QApplication.focusWidget()
    p.qtbot.keyClick(focus or p.window, key, modifiers)


def table(p: Place) -> TablaAsm:
    assert p.screen.editor.session is not None
    return p.screen.editor.session.tabla


def on_disk(p: Place, n: int = 0) -> TablaAsm:
    found: list[TablaAsm] = []
    p.window.lanes.call(lambda s: found.append(s.asm.leer(p.ids[n]).tabla))
    p.done()
    return found[0]


def shown(p: Place) -> str:
    return type(p.screen.page).__name__


def focused(kind: type[QWidget]) -> QWidget:
    widget = QApplication.focusWidget()
    assert isinstance(widget, kind)
    return widget


# --- the list --------------------------------------------------------------------------------------------------------


def test_the_list_opens_with_enter_and_esc_goes_back(place: Place) -> None:
    assert place.ids[0] in {e.guardada.id for e in place.screen.tables.loaded or () if not e.quitada}
    assert QApplication.focusWidget() is place.screen.tables.list
    press(place, Qt.Key.Key_Return)
    place.done()
    assert shown(place) == "TableEditor"
    press(place, Qt.Key.Key_Escape)
    assert shown(place) == "TablesPage"
    press(place, Qt.Key.Key_Escape)
    assert place.window.shown is place.window.place("inicio")


def test_a_table_is_taken_out_and_comes_back_with_undo(place: Place) -> None:
    gone = place.screen.tables.list.current()
    press(place, Qt.Key.Key_Delete)
    place.done()
    assert "Se quitó la tabla" in place.window.notice.text()
    assert gone in {e.guardada.id for e in place.screen.tables.loaded or () if e.quitada}
    press(place, Qt.Key.Key_Z, CTRL)
    place.done()
    assert gone in {e.guardada.id for e in place.screen.tables.loaded or () if not e.quitada}


def test_a_new_table_begins_at_its_heading(place: Place) -> None:
    press(place, Qt.Key.Key_Insert)
    place.done()
    assert shown(place) == "TableEditor"
    assert QApplication.focusWidget() is place.screen.editor.heading.clave
    write(place.screen.editor.heading.clave, "E-123")
    press(place, Qt.Key.Key_Escape)
    place.done()
    assert "E-123" in [e.guardada.tabla.clave_programa for e in place.screen.tables.loaded or ()]


# --- rows ------------------------------------------------------------------------------------------------------------


def test_what_is_typed_is_saved_and_the_badge_says_so(place: Place) -> None:
    place.open()
    area = focused(TextArea)
    press(place, Qt.Key.Key_End, CTRL)
    write(area, " Más.")
    press(place, Qt.Key.Key_Tab)
    assert place.window.unsaved
    place.done()
    assert place.window.unsaved == 0
    assert place.window.badge.state == "saved"
    assert on_disk(place).aspectos[0].aspecto.endswith(" Más.")


def test_rows_are_added_copied_moved_and_taken_away_by_keyboard(place: Place) -> None:
    place.open()
    first = table(place).aspectos[0]
    press(place, Qt.Key.Key_D, CTRL)
    assert [a.aspecto for a in table(place).aspectos[:2]] == [first.aspecto] * 2
    assert place.screen.editor.row == 1
    press(place, Qt.Key.Key_Up, ALT)
    assert place.screen.editor.row == 0
    press(place, Qt.Key.Key_Insert)
    assert table(place).aspectos[1].vacio
    press(place, Qt.Key.Key_Delete, CTRL)
    assert not any(a.vacio for a in table(place).aspectos)
    place.done()
    assert on_disk(place) == table(place)


def test_the_focus_stays_in_its_column_from_row_to_row(place: Place) -> None:
    place.open()
    fields = place.screen.editor.fields
    fields.texts["resultados"].setFocus()
    press(place, Qt.Key.Key_Down, CTRL)
    assert (place.screen.editor.row, QApplication.focusWidget()) == (1, fields.texts["resultados"])
    press(place, Qt.Key.Key_Up, CTRL)
    assert place.screen.editor.row == 0


def test_undo_and_redo_work_while_typing_and_show_their_row(place: Place) -> None:
    place.open()
    before = table(place)
    press(place, Qt.Key.Key_Down, CTRL)
    write(focused(TextArea), "Nuevo ")
    press(place, Qt.Key.Key_Z, CTRL)
    place.done()
    assert table(place) == before
    assert place.screen.editor.fields.texts["aspecto"].text() == before.aspectos[1].aspecto
    assert "Se deshizo: cambió «Aspecto Susceptible de Mejora»" in place.window.notice.text()
    press(place, Qt.Key.Key_Y, CTRL)
    place.done()
    assert table(place).aspectos[1].aspecto.startswith("Nuevo ")


def test_what_is_typed_while_it_is_undone_is_kept_on_what_came_back(place: Place) -> None:
    place.open()
    place.screen.editor.fields.edited.emit("aspecto", "Otro aspecto.")
    place.done()
    press(place, Qt.Key.Key_Z, CTRL)
    place.screen.editor.fields.edited.emit("productos", "Escrito mientras tanto.")
    assert place.window.unsaved
    place.done()
    row = table(place).aspectos[0]
    assert row.aspecto.startswith("Difundir")
    assert row.productos == "Escrito mientras tanto."
    assert on_disk(place) == table(place)
    assert "Otra ventana" not in place.window.notice.text()


def test_a_line_that_is_just_begun_stays_while_it_is_saved(place: Place) -> None:
    place.open()
    area = place.screen.editor.fields.texts["actividades"]
    area.setFocus()
    press(place, Qt.Key.Key_End, CTRL)
    press(place, Qt.Key.Key_Return)
    area.commit()
    place.done()
    assert area.text().endswith("\n")
    write(area, "Otra.")
    area.commit()
    assert table(place).aspectos[0].actividades[-1] == "Otra."


@pytest.mark.largo
def test_dates_are_typed_as_the_app_reads_them(place: Place) -> None:
    place.open()
    edit = place.screen.editor.fields.fecha
    edit.setFocus()
    edit.selectAll()
    write(edit, "1 7 2027")
    press(place, Qt.Key.Key_Return)
    assert table(place).aspectos[0].fecha == date(2027, 7, 1)


@pytest.mark.largo
def test_the_calendar_keeps_its_key_and_people_theirs(place: Place) -> None:
    place.open()
    before = table(place)
    edit = place.screen.editor.fields.fecha
    edit.setFocus()
    press(place, Qt.Key.Key_Down, ALT)
    calendar = edit.calendar()
    assert calendar is not None
    calendar.close()
    calendar.deleteLater()
    edit._calendar = None
    assert table(place) == before
    place.screen.editor.go_to(-1)
    assert not any(shortcut.isEnabled() for shortcut in place.screen.editor._of_row)


def test_a_date_that_does_not_exist_stays_with_its_row_and_keeps_the_window_open(place: Place) -> None:
    place.open()
    edit = place.screen.editor.fields.fecha
    edit.setFocus()
    edit.selectAll()
    write(edit, "31/06/2026")
    press(place, Qt.Key.Key_Down, CTRL)
    assert edit.text() != "31/06/2026"
    press(place, Qt.Key.Key_Up, CTRL)
    assert edit.text() == "31/06/2026"
    assert "31/06/2026 no existe" in place.screen.editor.fields.fields["fecha"].error()
    assert not place.window.may_close()
    assert "Renglón 1" in place.window.notice.text()
    edit.setFocus()
    edit.selectAll()
    write(edit, "30/06/2026")
    press(place, Qt.Key.Key_Return)
    place.done()
    assert place.window.unsaved == 0
    assert place.window.may_close()


def test_a_text_that_cannot_be_kept_stays_with_its_sentence(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asm_comandos, "LETRAS", 300)
    place.open()
    area = place.screen.editor.fields.texts["productos"]
    area.set_value("x" * 301)
    place.screen.editor.fields.edited.emit("productos", area.text())
    assert "caben 300" in place.screen.editor.fields.fields["productos"].error()
    press(place, Qt.Key.Key_Down, CTRL)
    press(place, Qt.Key.Key_Up, CTRL)
    assert len(area.text()) == 301


@pytest.mark.largo
def test_what_is_missing_is_said_beside_its_cell(place: Place) -> None:
    place.open()
    place.screen.editor.fields.texts["productos"].setFocus()
    focused(TextArea)
    place.screen.editor.fields.texts["productos"].selectAll()
    press(place, Qt.Key.Key_Delete)
    place.screen.commit()
    assert "Falta este dato" in place.screen.editor.fields.fields["productos"].error()


@pytest.mark.largo
def test_columns_of_progress_keep_what_they_hold_while_they_are_off(place: Place) -> None:
    place.open()
    place.screen.editor.go_to(-1)
    heading = place.screen.editor.heading
    assert "conserva avances y prioridades" in heading.unprinted.text()
    heading.avances.setFocus()
    press(place, Qt.Key.Key_Space)
    assert table(place).avances
    place.screen.editor.go_to(2)
    assert place.screen.editor.fields.avance.text() == "100"
    place.screen.editor.go_to(-1)
    heading.avances.setFocus()
    press(place, Qt.Key.Key_Space)
    assert table(place).aspectos[2].avance == 100


def test_as_what_somebody_signs_is_written_and_shown(on_stage: Callable[[QWidget], None]) -> None:
    heading = HeadingFields(today=lambda: date(2026, 6, 30))
    on_stage(heading)
    got: list[object] = []
    heading.edited.connect(lambda _field, value: got.append(value))
    signers = (FirmanteAsm(nombre="Ana Prueba", cargo="Jefa", como="Autorizó"),)
    heading.people.edited.emit((("Ana Prueba", "Jefa", "Autorizó"),))
    heading.show_table(TablaAsm(firmantes=signers), None)
    assert got == [signers]
    assert heading.people._shown() == (("Ana Prueba", "Jefa", "Autorizó"),)


@pytest.mark.largo
def test_the_list_of_rows_leads_to_a_row(place: Place) -> None:
    place.open()
    press(place, Qt.Key.Key_F6)
    assert QApplication.focusWidget() is place.screen.editor.list
    press(place, Qt.Key.Key_Down)
    assert place.screen.editor.row == 1
    press(place, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is place.screen.editor.fields.texts["aspecto"]


# --- saving ----------------------------------------------------------------------------------------------------------


def test_a_refused_write_keeps_the_text_and_is_written_later(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    place.open()

    def full(*_: object, **__: object) -> None:
        raise EnvironmentProblem("El disco está lleno. Libere espacio.")

    with monkeypatch.context() as broken:
        broken.setattr(Asm, "guardar", full)
        press(place, Qt.Key.Key_D, CTRL)
        place.done()
    assert place.window.badge.state == "failed"
    assert "disco está lleno" in place.window.notice.text()
    assert len(table(place).aspectos) == 6
    assert not place.window.may_close()
    place.done()
    assert len(on_disk(place).aspectos) == 6


def test_what_another_window_wrote_stays_in_the_history(place: Place) -> None:
    place.open()
    theirs = TablaAsm(programa="De la otra ventana")
    place.window.lanes.call(lambda s: s.asm.guardar(place.ids[0], theirs, version=1, que="Otra ventana"))
    press(place, Qt.Key.Key_D, CTRL)
    place.done()
    assert "Otra ventana cambió esta tabla" in place.window.notice.text()
    assert len(on_disk(place).aspectos) == 6
    press(place, Qt.Key.Key_Z, CTRL)
    place.done()
    assert on_disk(place).programa == theirs.programa


def test_closing_hands_over_what_is_half_typed(place: Place) -> None:
    place.open()
    write(focused(TextArea), "A medias ")
    assert not place.window.may_close()
    place.done()
    assert on_disk(place).aspectos[0].aspecto.startswith("A medias ")
    assert place.window.may_close()


def test_a_window_that_reads_writes_nothing(place: Place) -> None:
    place.open()
    only_reads(place.window, "Otra ventana escribe.")
    assert not place.screen.editor.fields.texts["aspecto"].isEnabled()
    press(place, Qt.Key.Key_D, CTRL)
    press(place, Qt.Key.Key_Insert)
    assert len(table(place).aspectos) == 5
    assert place.screen.editor.see.isEnabled()


# --- cleaning --------------------------------------------------------------------------------------------------------


@pytest.mark.largo
def test_a_text_is_cleaned_only_after_it_was_seen(place: Place) -> None:
    place.open()
    area = place.screen.editor.fields.texts["productos"]
    area.setFocus()
    area.selectAll()
    write(area, "Acceso  para  f a c i l i t a r  el pago.")
    place.qtbot.keyClick(area, Qt.Key.Key_L, CTRL | SHIFT)
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, CleanPopup)
    assert area.text().count("f a c") == 1
    place.qtbot.keyClick(popup, Qt.Key.Key_Return)
    place.screen.commit()
    assert table(place).aspectos[0].productos == "Acceso para facilitar el pago."


def test_a_row_is_cleaned_by_what_is_ticked(place: Place) -> None:
    place.open()
    editor = place.screen.editor
    editor.fields.edited.emit("resultados", "Port-\nal  al día.")
    editor.fields.edited.emit("productos", "Oficio   12.")
    editor.clean.click()
    assert list(place.screen.clean.ticks) == ["resultados", "productos"]
    place.screen.clean.ticks["productos"].setFocus()
    press(place, Qt.Key.Key_Space)
    press(place, Qt.Key.Key_Return, CTRL)
    row = table(place).aspectos[0]
    assert (row.resultados, row.productos) == ("Portal al día.", "Oficio   12.")
    assert shown(place) == "TableEditor"


# --- paper and files -------------------------------------------------------------------------------------------------


def test_a_table_is_seen_emitted_and_saved(place: Place, tmp_path: Path) -> None:
    place.open()
    press(place, Qt.Key.Key_P, CTRL)
    place.done()
    paper = place.screen.paper
    assert paper.view.pdf().startswith(b"%PDF-")
    assert not paper.save.isEnabled()
    paper.issue.click()
    place.done()
    assert "versión 1" in paper.which.currentText().casefold()
    paper.save_to(tmp_path / "t.pdf")
    place.done()
    assert (tmp_path / "t.pdf").read_bytes() == paper.view.pdf()
    press(place, Qt.Key.Key_Escape)
    press(place, Qt.Key.Key_Escape)
    place.done()
    states = {e.guardada.id: e.estado.value for e in place.screen.tables.loaded or ()}
    assert states[place.ids[0]] == "emitida"


def test_what_keeps_it_from_being_emitted_leads_to_its_cell(place: Place) -> None:
    place.open()
    place.screen.editor.go_to(2)
    place.screen.editor.fields.edited.emit("resultados", "")
    press(place, Qt.Key.Key_P, CTRL)
    place.done()
    assert not place.screen.paper.issue.isEnabled()
    assert "falta «Resultados Esperados»" in place.screen.paper.missing.text()
    place.screen.paper.missing.action.emit()
    assert place.screen.editor.row == 2
    assert QApplication.focusWidget() is place.screen.editor.fields.texts["resultados"]


def test_a_draft_that_comes_late_is_not_shown_for_what_was_emitted(place: Place) -> None:
    place.open()
    place.window.lanes.call(lambda s: s.asm.emitir(place.ids[0]))
    press(place, Qt.Key.Key_P, CTRL)
    place.done()
    paper, late = place.screen.paper, place.screen.paper.view.pdf()
    show_draft = paper._only_if_still_wanted()
    paper.which.set_value("0")
    paper._show_chosen()
    place.done()
    emitted = paper.view.pdf()
    show_draft(late)
    assert paper.view.pdf() == emitted != late


def test_who_left_while_it_was_emitted_is_told_and_not_taken_back(place: Place) -> None:
    place.open()
    press(place, Qt.Key.Key_P, CTRL)
    place.done()
    place.screen.paper.issue.click()
    press(place, Qt.Key.Key_Escape)
    place.done()
    assert shown(place) == "TableEditor"
    assert "Se emitió «ASM-E-999-20260630" in place.window.notice.text()


def test_a_date_that_could_not_be_read_keeps_it_from_being_emitted(place: Place) -> None:
    place.open()
    place.screen.editor.fields.held.emit("fecha", "31/06/2026", "El 31/06/2026 no existe.")
    press(place, Qt.Key.Key_P, CTRL)
    place.done()
    assert not place.screen.paper.issue.isEnabled()
    assert "Renglón 1: el 31/06/2026 no existe" in place.screen.paper.missing.text()
    place.screen.paper.missing.action.emit()
    assert QApplication.focusWidget() is place.screen.editor.fields.fecha
    place.screen.editor.session.hold((0, "fecha"), "", "")  # type: ignore[union-attr]  # it was opened above


@pytest.mark.largo
def test_the_table_is_exported_as_it_is_shown(place: Place, tmp_path: Path) -> None:
    place.open()
    press(place, Qt.Key.Key_D, CTRL)
    place.screen.papers.export_to(tmp_path / "t.json")
    place.done()
    assert len(json.loads((tmp_path / "t.json").read_text(encoding="utf-8"))["aspectos"]) == 6
    assert "Se guardó «t.json»" in place.window.notice.text()


@pytest.mark.largo
def test_an_earlier_version_comes_back_from_the_history(place: Place) -> None:
    place.open()
    before = table(place)
    press(place, Qt.Key.Key_D, CTRL)
    place.screen.editor.past.click()
    place.done()
    press(place, Qt.Key.Key_Down)
    press(place, Qt.Key.Key_Return)
    place.done()
    assert table(place) == before
    assert shown(place) == "TableEditor"


# --- lists -----------------------------------------------------------------------------------------------------------


def test_lists_are_edited_moved_and_taken_back(place: Place) -> None:
    place.screen.tables.lists.click()
    area = place.screen.lists.areas[Lista.CLASES]
    press(place, Qt.Key.Key_Down, ALT)
    place.screen.commit()
    place.done()
    offered = [s.text for s in place.screen.editor.heading.clase.suggestions()]
    assert offered[:2] == ["Institucionales", "Específicos"]
    press(place, Qt.Key.Key_Z, CTRL)
    place.done()
    assert area.text().startswith("Específicos")


@pytest.mark.largo
def test_a_word_that_is_there_twice_is_told_and_nothing_is_written(place: Place) -> None:
    place.screen.tables.lists.click()
    area = focused(TextArea)
    press(place, Qt.Key.Key_End, CTRL)
    press(place, Qt.Key.Key_Return)
    write(area, "específicos")
    place.screen.commit()
    place.done()
    assert "ya está en la lista" in place.screen.lists.fields[Lista.CLASES].error()
    place.screen.lists.areas[Lista.CLASES].set_value("\n".join(de_fabrica(Lista.CLASES)))


# --- room ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("zoom", [1.0, pytest.param(2.0, marks=pytest.mark.largo)])
def test_nothing_is_cut_at_the_width_of_the_laptop(place: Place, zoom: float) -> None:
    place.window.header.theme.set_zoom(zoom)
    place.open()
    assert cut_columns(place.window) == []
    place.screen.editor.go_to(-1)
    assert cut_columns(place.window) == []


def test_every_hint_is_named_on_the_page_of_keys(place: Place) -> None:
    screen = place.screen
    pages = (screen.tables, screen.editor, screen.paste, screen.clean, screen.improvements, screen.lists, screen.past)
    shown = {keys for page in pages for keys, _ in (*page.hints(), *screen.paper.hints())}
    assert shown - named() <= {"Ctrl+V"}

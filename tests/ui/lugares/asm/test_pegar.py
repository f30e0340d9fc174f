"""A table that is pasted: seen row by row, mended, ticked, and only then taken; and rows brought from visits."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from supervisor_app.domain.asm import TablaAsm
from supervisor_app.domain.asm_mejoras import Mejora
from supervisor_app.errors import EnvironmentProblem
from supervisor_app.services.asm.verbos import Asm
from tests.ui.lugares.asm.conftest import Place
from tests.ui.lugares.asm.tablas_ficticias import PEGADA
from tests.ui.lugares.asm.test_asm import CTRL, on_disk, press, shown, table

SEEDS = Path(__file__).resolve().parents[5] / "shared" / "seeds"
FOUND = sorted(SEEDS.glob("001_*.txt")) if SEEDS.is_dir() else []


@pytest.fixture(autouse=True)
def empty_page(place: Place) -> None:
    place.screen.paste.forget()


def pasted(place: Place, text: str = PEGADA) -> None:
    press(place, Qt.Key.Key_V, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert QApplication.focusWidget() is place.screen.paste.text
    QApplication.clipboard().setText(text)
    press(place, Qt.Key.Key_V, CTRL)
    press(place, Qt.Key.Key_Return, CTRL)


def tables(place: Place) -> int:
    found: list[int] = []
    place.window.lanes.call(lambda s: found.append(len(s.asm.lista())))
    place.done()
    return found[0]


def test_nothing_is_kept_before_it_was_seen_and_taken(place: Place) -> None:
    before = tables(place)
    pasted(place)
    paste = place.screen.paste
    assert paste.previews
    assert [row.words for row in paste.list.rows()][1].startswith("Identificar los procedimientos.")
    assert tables(place) == before
    press(place, Qt.Key.Key_Return, CTRL)
    place.done()
    assert tables(place) == before + 1
    assert shown(place) == "TableEditor"
    t = table(place)
    assert (t.clase, t.clave_programa, t.entidad) == ("ESPECÍFICOS", "E-999", "Instituto de Prueba")
    assert [len(a.actividades) for a in t.aspectos] == [1, 2, 1]


def test_what_could_not_be_told_apart_is_marked_and_mended_in_the_preview(place: Place) -> None:
    pasted(place)
    paste = place.screen.paste
    assert "1 celda no se distinguió" in paste.summary.text()
    press(place, Qt.Key.Key_Down)
    press(place, Qt.Key.Key_Down)
    assert paste.row == 2
    assert "No se distinguen" in paste.fields.fields["productos"].error()
    paste.fields.texts["productos"].setFocus()
    paste.fields.texts["productos"].insertPlainText("Matriz 2026")
    paste.fields.commit()
    assert "no se distinguió" not in paste.summary.text()
    assert place.window.unsaved == 1
    assert not place.window.may_close()
    press(place, Qt.Key.Key_Return, CTRL)
    place.done()
    assert table(place).aspectos[2].productos == "Matriz 2026"
    assert place.window.unsaved == 0


@pytest.mark.largo
def test_only_ticked_rows_are_added_to_the_open_table(place: Place) -> None:
    place.open()
    pasted(place)
    press(place, Qt.Key.Key_Space)
    assert place.screen.paste.take.text() == "Tomar 2 renglones"
    press(place, Qt.Key.Key_Return, CTRL)
    place.done()
    t = on_disk(place)
    assert len(t.aspectos) == 7
    assert t.aspectos[5].aspecto.startswith("Identificar")
    assert t.clave_programa == "E-999"


@pytest.mark.largo
def test_cells_of_excel_are_read_too(place: Place) -> None:
    pasted(place, "1\tDifundir la guía\tPublicar la guía\tCoordinación A\t30/06/2026\tGuía publicada\tPortal")
    assert [row.words for row in place.screen.paste.list.rows()] == ["Difundir la guía"]


def test_what_is_no_table_is_told_beside_the_text(place: Place) -> None:
    pasted(place, "Hola, ¿qué tal?")
    assert not place.screen.paste.previews
    assert "No se encontró ningún renglón" in place.screen.paste.field.error()


def test_esc_leads_back_to_the_text_and_then_away(place: Place) -> None:
    pasted(place)
    press(place, Qt.Key.Key_Escape)
    assert not place.screen.paste.previews
    assert place.screen.paste.text.text().startswith("SEGUIMIENTO")
    press(place, Qt.Key.Key_Escape)
    assert shown(place) == "TablesPage"


def test_a_table_that_could_not_be_written_is_still_there_to_take(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    pasted(place)

    def full(*_: object) -> None:
        raise EnvironmentProblem("El disco está lleno.")

    with monkeypatch.context() as broken:
        broken.setattr(Asm, "crear", full)
        press(place, Qt.Key.Key_Return, CTRL)
        place.done()
    assert place.screen.paste.previews
    press(place, Qt.Key.Key_Return, CTRL)
    place.done()
    assert len(table(place).aspectos) == 3


@pytest.mark.largo
@pytest.mark.skipif(not FOUND, reason="the shared source documents (../shared/seeds) are not here")
def test_the_source_table_gives_its_eight_rows(place: Place) -> None:
    pasted(place, FOUND[0].read_text(encoding="utf-8"))
    paste = place.screen.paste
    assert [row.code for row in paste.list.rows()] == [f"{n}." for n in range(1, 9)]
    assert "4 celdas no se distinguieron" in paste.summary.text()
    press(place, Qt.Key.Key_Return, CTRL)
    place.done()
    assert [len(a.actividades) for a in table(place).aspectos] == [1, 2, 1, 1, 1, 1, 1, 1]


# --- from visits -----------------------------------------------------------------------------------------------------


def test_improvements_are_ticked_and_keep_where_they_were_born(place: Place) -> None:
    place.open()
    before: TablaAsm = table(place)
    place.screen.editor.bring.click()
    place.done()
    page = place.screen.improvements
    assert page.nothing.isVisible()
    page.show_found([Mejora(medida="m1", folio="V-1-02", unidad="Sub", actividad="Mejorar")], ())
    press(place, Qt.Key.Key_Space)
    press(place, Qt.Key.Key_Return, CTRL)
    place.done()
    row = on_disk(place).aspectos[-1]
    assert row.origen is not None
    assert row.origen.medida == "m1"
    assert len(table(place).aspectos) == len(before.aspectos) + 1
    assert "V-1-02 · Sub" in place.screen.editor.origin_words.text()
    place.screen.editor.bring.click()
    place.done()
    page.show_found([Mejora(medida="m1", folio="V-1-02")], {"m1"})
    assert "ya está en la tabla no se repite" in page.answer.text()

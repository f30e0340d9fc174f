"""The page «Versión pública»: what is taken out, what is shown and what is saved."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from supervisor_app.documents.texto_pdf import texto_de_pagina
from supervisor_app.domain import comandos
from supervisor_app.domain.base import con
from supervisor_app.domain.documento import TipoDocumento
from supervisor_app.domain.expediente import Expediente, Operacion
from supervisor_app.domain.version_publica import Dato
from supervisor_app.services.paginas import contar_paginas
from supervisor_app.ui.kit.check_list import CheckList
from supervisor_app.ui.kit.scroll_column import cut_columns
from supervisor_app.ui.kit.theme import Theme
from supervisor_app.ui.visita.documentos.publica import PublicPage
from supervisor_app.ui.visita.documentos.publica_datos import palabras
from supervisor_app.wiring import Servicios
from tests.ui.documentos import banco
from tests.ui.documentos.conftest import Open
from tests.ui.documentos.mesa import Mesa
from tests.ui.visit_fixtures import write

NOMBRE, RFC = "Abarrotes Doña Lucha", "XYZ010203AB9"
CODIGO = "CO-05"


def _nombrada(s: Servicios, e: Expediente) -> Expediente:
    """A cédula in whose cases, and in whose observations, an employer is named; emitted."""
    caso = next(f for f in e.filas.values() if f.item_id.startswith(CODIGO))
    casos = [con(f, detalle=NOMBRE) if f == caso else f for f in e.filas_de(caso.item_id)]
    item = next(i for i in e.definiciones[CODIGO].items if i.id == caso.item_id)
    hechos: tuple[Callable[[Expediente], Operacion], ...] = (
        lambda e: comandos.guardar_filas(e, item, casos, "Capturó"),
        lambda e: comandos.modificar_aplicada(e, CODIGO, observaciones=f"Atendió {NOMBRE.upper()} (RFC {RFC})."),
    )
    for hacer in hechos:
        operacion = hacer(e)
        s.visitas.guardar(operacion)
        e = e.aplicar(operacion.cambios)
    s.documentos.emitir(e, TipoDocumento.CEDULA, CODIGO)
    return e


def _open(documentos: Open, *, size: tuple[int, int] = (1285, 620)) -> tuple[Mesa, PublicPage]:
    mesa = documentos(_nombrada, size=size)
    mesa.select(CODIGO)
    mesa.press(Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    mesa.settle()
    return mesa, mesa.screen.pages.page


def _words(page: PublicPage) -> str:
    pdf = page.view.pdf()
    return " ".join(texto_de_pagina(pdf, n).texto for n in range(contar_paginas(pdf)))


def _space_on(mesa: Mesa, rows: CheckList, key: str) -> None:
    rows.setFocus()
    rows.set_current(key)
    mesa.press(Qt.Key.Key_Space)
    mesa.settle()


def test_it_opens_by_key_with_everything_ticked_and_the_pages_beside(documentos: Open) -> None:
    mesa, page = _open(documentos)

    assert mesa.screen.pages.is_open()
    assert page.form.kinds.hasFocus()
    assert all(row.checked for row in page.form.kinds.rows())
    assert "VERSIÓN PÚBLICA" in _words(page) and RFC not in _words(page)


def test_a_kind_that_is_left_out_stays_in_the_pages(documentos: Open) -> None:
    mesa, page = _open(documentos)
    _space_on(mesa, page.form.kinds, Dato.RFC.value)

    assert RFC in _words(page)


def test_it_counts_what_was_taken_out(documentos: Open) -> None:
    _, page = _open(documentos)
    rfc = next(row for row in page.form.kinds.rows() if row.key == Dato.RFC.value)

    assert rfc.count == "1 vez"
    assert page.form.taken.text().startswith("Se testó ")


def test_words_are_taken_out_whatever_their_case(documentos: Open) -> None:
    mesa, page = _open(documentos)
    assert NOMBRE.upper() in _words(page)
    page.form.words.setFocus()
    write(page.form.words, NOMBRE.lower())
    page.form.commit()
    mesa.settle()

    assert NOMBRE.upper() not in _words(page)


def test_names_of_the_cases_are_offered_and_taken_out_once_ticked(documentos: Open) -> None:
    mesa, page = _open(documentos)
    assert NOMBRE in [row.key for row in page.form.names.rows()]
    _space_on(mesa, page.form.names, NOMBRE)

    assert NOMBRE.upper() not in _words(page)


def test_all_names_can_be_ticked_and_unticked_at_once(documentos: Open) -> None:
    mesa, page = _open(documentos)
    for checked in (True, False):
        page.form.all_names.setFocus()
        mesa.press(Qt.Key.Key_Return)
        mesa.settle()
        assert all(row.checked is checked for row in page.form.names.rows())


def test_a_word_that_is_too_short_is_told_beside_it_and_nothing_is_saved(documentos: Open) -> None:
    mesa, page = _open(documentos)
    page.form.words.setFocus()
    write(page.form.words, "ab")
    page.form.commit()
    mesa.settle()

    assert "tres letras" in page.form.words_field.error()
    assert not page.form.save.isEnabled()


def test_the_reference_is_printed_and_remembered(documentos: Open) -> None:
    mesa, page = _open(documentos)
    page.form.reference.setFocus()
    write(page.form.reference, "Artículo 22 de la LSS")
    page.form.commit()
    mesa.settle()
    assert "Artículo 22 de la LSS" in _words(page)
    mesa.press(Qt.Key.Key_Escape)
    mesa.press(Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    mesa.settle()

    assert page.form.reference.text() == "Artículo 22 de la LSS"


def test_the_pages_that_are_shown_are_saved(documentos: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mesa, page = _open(documentos)
    destino = tmp_path / "Versión pública"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(destino), ""))
    mesa.press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    mesa.settle()

    assert (tmp_path / "Versión pública.pdf").read_bytes() == page.view.pdf()
    assert "Se guardó «Versión pública.pdf»" in page.form.done.text()


def test_what_is_being_typed_is_in_what_is_saved(
    documentos: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mesa, page = _open(documentos)
    destino = tmp_path / "p.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(destino), ""))
    page.form.words.setFocus()
    write(page.form.words, NOMBRE)
    mesa.press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    mesa.settle()
    pdf = destino.read_bytes()

    assert all(NOMBRE.upper() not in texto_de_pagina(pdf, n).texto for n in range(contar_paginas(pdf)))


def test_a_folder_that_cannot_be_written_is_told(
    documentos: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mesa, page = _open(documentos)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "no existe" / "p.pdf"), ""))
    mesa.press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    mesa.settle()

    assert page.form.done.text().startswith("No se pudo guardar p.pdf")


def test_escape_goes_back_to_the_list(documentos: Open) -> None:
    mesa, _ = _open(documentos)
    mesa.press(Qt.Key.Key_Escape)

    assert not mesa.screen.pages.is_open()
    assert mesa.screen.list.rows.hasFocus()


def test_the_keys_of_the_documents_do_nothing_under_the_page(documentos: Open) -> None:
    mesa, page = _open(documentos)
    mesa.press(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    mesa.press(Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)

    assert mesa.screen.pages.is_open()
    assert not mesa.screen.output.is_busy()
    assert ("Ctrl+S", "Guardar PDF") in page.hints()


def test_what_was_not_emitted_has_no_public_version(documentos: Open) -> None:
    mesa = documentos(banco.sin_emitir)
    mesa.select(CODIGO)
    mesa.press(Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)

    assert not mesa.screen.pages.is_open()
    assert mesa.screen.list.public_button.isHidden()


@pytest.mark.parametrize(("size", "zoom"), [((1285, 627), 1.0), ((1236, 500), 2.0), ((799, 440), 1.0)])
def test_nothing_is_cut(documentos: Open, theme: Theme, size: tuple[int, int], zoom: float) -> None:
    mesa, page = _open(documentos, size=size)
    theme.set_zoom(zoom)

    assert cut_columns(page) == []
    assert mesa.screen.minimumSizeHint().width() <= size[0]


def test_words_stand_one_a_line_or_between_commas() -> None:
    assert palabras(" Uno dos,tres;\n\ncuatro  cinco\n") == ("Uno dos", "tres", "cuatro cinco")


def test_the_column_follows_the_row_that_one_walks_to(documentos: Open, theme: Theme) -> None:
    mesa, page = _open(documentos, size=(1236, 420))
    theme.set_zoom(2.0)
    for _ in Dato:
        mesa.press(Qt.Key.Key_Down)
    rows, area = page.form.kinds, page.form.area.viewport()
    row = rows.visualRect(rows.currentIndex())

    assert rows.current() == Dato.CREDITO.value
    assert area.rect().contains(rows.viewport().mapTo(area, row.center()))

"""What is copied from a sheet becomes rows; nothing of it is lost, and the sentence says how it was read."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervisor_app.ui.visita.cedulas.pegado import Renglon, leer_pegado, leer_resultado, leer_tabla

ENCABEZADO = "Registro patronal\tLímite\tEntrega\tAcuse\tImporte ($)\tNota\n"


def una(texto: str) -> Renglon:
    (renglon,) = leer_pegado(texto).renglones
    return renglon


def test_columns_are_known_by_their_headings() -> None:
    texto = ENCABEZADO + "Z99-1\t20/05/2026\t—\tSin acuse\t$21,340.10\tCambio de domicilio"
    assert una(texto) == Renglon(
        "Z99-1", "Límite: 20/05/2026", True, Decimal("21340.10"), "Cambio de domicilio"
    )  # a heading that is not one of ours goes before its cells


def test_the_heading_is_said() -> None:
    assert "encabezado" in leer_pegado(ENCABEZADO + "Z99-1\t\t\t\t\t").aviso


def test_one_column_is_the_reference() -> None:
    assert [r.referencia for r in leer_pegado("A-1\r\nA-2\r\n").renglones] == ["A-1", "A-2"]


def test_without_headings_columns_are_known_by_content() -> None:
    assert una("C-1\tJuan P.\tno\t$10.50\tse revisó") == Renglon("C-1", "Juan P.", False, Decimal("10.50"), "se revisó")


def test_a_column_that_counts_rows_is_left_out() -> None:
    renglones = leer_pegado("1\tRP-1\tsí\n2\tRP-2\tno").renglones
    assert [r.referencia for r in renglones] == ["RP-1", "RP-2"]


def test_the_order_of_the_grid_is_understood() -> None:
    assert una("R\tdetalle\tcon inconsistencia\t1,234.00\tnota") == Renglon(
        "R", "detalle", True, Decimal("1234.00"), "nota"
    )


@pytest.mark.parametrize("palabra", ["Con inconsistencia", "NO CUMPLE", "sin acuse", "Fuera de plazo", "parcial", "✗"])
def test_words_of_inconsistencia(palabra: str) -> None:
    assert leer_resultado(palabra) is True


@pytest.mark.parametrize("palabra", ["sin inconsistencia", "Cumple", "con acuse", "En plazo.", "correcto", "✓"])
def test_words_of_no_inconsistencia(palabra: str) -> None:
    assert leer_resultado(palabra) is False


@pytest.mark.parametrize("palabra", ["sí", "Si", "x", "1", "con"])
def test_a_bare_yes_answers_the_question_of_its_heading(palabra: str) -> None:
    assert leer_resultado(palabra) is True
    assert leer_resultado(palabra, si_es_bueno=True) is False


@pytest.mark.parametrize(
    ("titulo", "malo"), [("Inconsistencia", True), ("¿Cumple?", False), ("No cumple", True), ("Tiene acuse", False)]
)
def test_headings_say_what_a_yes_means(titulo: str, malo: bool) -> None:
    pegado = leer_pegado(f"Crédito\t{titulo}\nC-1\tsí")
    assert pegado.renglones[0].con_inconsistencia is malo
    assert f"se leyeron como {'con' if malo else 'sin'} inconsistencia" in pegado.aviso


def test_an_x_here_and_there_means_the_rest_is_well() -> None:
    pegado = leer_pegado("C-1\tx\nC-2\t\nC-3\tx")
    assert [r.con_inconsistencia for r in pegado.renglones] == [True, False, True]
    assert "la celda vacía, como sin" in pegado.aviso


def test_what_cannot_be_read_stays_in_the_note_and_is_told() -> None:
    pegado = leer_pegado(ENCABEZADO + "Z1\t\t\tquizá\ts/d\tver oficio\nZ2\t\t\ten plazo\t\t")
    assert pegado.renglones[0].nota == "quizá · s/d · ver oficio"
    assert "1 resultado («quizá») ni 1 importe («s/d»); quedaron en la nota." in pegado.aviso


def test_zeros_and_ones_beside_greater_numbers_are_no_results() -> None:
    assert [r.con_inconsistencia for r in leer_pegado("C-1\t1\nC-2\t0\nC-3\t7").renglones] == [None] * 3


def test_a_dash_is_an_empty_amount() -> None:
    assert una("Folio\tImporte\nF-1\t$-").importe is None


def test_a_data_line_is_not_taken_for_headings() -> None:
    assert len(leer_pegado("Juan Pérez\tno\nAna Ruiz\tsí").renglones) == 2


def test_quoted_cells_may_hold_lines_and_tabs() -> None:
    assert leer_tabla('a\t"dos\nlíneas"\nb\t"con ""comillas"""') == [["a", "dos líneas"], ["b", 'con "comillas"']]


def test_a_stray_quote_swallows_nothing() -> None:
    assert leer_tabla('"tubo 5\tsí\nb\tno') == [['"tubo 5', "sí"], ["b", "no"]]


def test_nothing_to_paste_is_said() -> None:
    assert leer_pegado(" \n\t\n").renglones == ()
    assert "no tiene texto" in leer_pegado("").aviso


celda = st.text(st.characters(blacklist_characters='\t\r\n"', blacklist_categories=["C", "Z"]), max_size=12)


@given(st.lists(st.lists(celda, min_size=2, max_size=6), min_size=1, max_size=8))
def test_every_line_becomes_a_row_and_no_word_is_lost(tabla: list[list[str]]) -> None:
    texto = "\n".join("\t".join(fila) for fila in tabla)
    pegado = leer_pegado(texto)
    filas = leer_tabla(texto)
    assert len(pegado.renglones) in (len(filas), max(0, len(filas) - 1))
    for fila, r in zip(reversed(filas), reversed(pegado.renglones), strict=False):
        shown = " ".join((r.referencia, r.detalle, r.nota))
        for palabra in fila:
            read = leer_resultado(palabra) is not None or any(c.isdigit() for c in palabra) or palabra in "-–—$-"
            assert read or palabra in shown

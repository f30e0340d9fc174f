"""Pasted lines become rows, and typed markers become real ones."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervisor_app.domain.informe import Marcador
from supervisor_app.ui.visita.informe import lista
from supervisor_app.ui.visita.informe.lista import ListRow
from supervisor_app.ui.visita.informe.pegado import read_lines, write_lines

N, L, P = Marcador.NUMERO, Marcador.LETRA, Marcador.PARRAFO
HERE = ListRow(1, P)


@pytest.mark.parametrize(
    ("line", "marcador", "words"),
    [
        ("1.- Reunión de apertura", N, "Reunión de apertura"),
        ("12) Reunión", N, "Reunión"),
        ("3.\tReunión", N, "Reunión"),
        ("a) notificación;", L, "notificación;"),
        ("ab) notificación;", L, "notificación;"),
        ("• notificación", L, "notificación"),
        ("–\tnotificación", L, "notificación"),
        ("\uf0b7 notificación", L, "notificación"),
    ],
)
def test_a_typed_marker_becomes_a_real_one(line: str, marcador: Marcador, words: str) -> None:
    assert read_lines(line, HERE) == (ListRow(1, marcador, words),)


@pytest.mark.parametrize(
    "line", ["15 actas sin firma", "2026 fue el año", "1.5 por ciento", "a la vista", "el (a) notificador"]
)
def test_what_only_looks_like_a_marker_stays(line: str) -> None:
    assert read_lines(line, HERE) == (ListRow(1, P, line),)


def test_another_kind_of_marker_hangs_from_the_first() -> None:
    made = read_lines("1.- Evaluar:\na) emisión;\nb) cobro.\n2.- Cierre", HERE)
    assert [(row.nivel, row.marcador) for row in made] == [(1, N), (2, L), (2, L), (1, N)]


def test_a_line_further_in_hangs_too() -> None:
    made = read_lines("• Evaluar\n    • emisión\n• Cierre", HERE)
    assert [row.nivel for row in made] == [1, 2, 1]


def test_lines_without_markers_are_like_the_row_where_they_land() -> None:
    assert read_lines("uno\r\n\r\ndos\n", ListRow(2, L)) == (ListRow(2, L, "uno"), ListRow(2, L, "dos"))


def test_a_copied_list_comes_back_as_it_was() -> None:
    rows = (ListRow(1, N, "Evaluar:"), ListRow(2, L, "emisión;"), ListRow(2, L, "cobro."), ListRow(1, N, "Cierre."))
    assert read_lines(write_lines(rows), HERE) == rows


@given(st.text(max_size=60))
def test_no_text_breaks_the_list_or_is_empty(text: str) -> None:
    made = read_lines(text, HERE)
    assert all(row.nivel in (1, 2) for row in made)
    assert lista.shaped(made)

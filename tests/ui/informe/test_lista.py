"""The shape of a two-level list: what each movement does, and what no movement may ever do."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervisor_app.domain.informe import Bloque, Marcador
from supervisor_app.ui.visita.informe import lista
from supervisor_app.ui.visita.informe.lista import ListRow, Rows

N, L, P = Marcador.NUMERO, Marcador.LETRA, Marcador.PARRAFO


def rows(*specs: str) -> Rows:
    """``"1 uno"``: level, then text; numbers at the first level, letters at the second."""
    return tuple(ListRow(int(s[0]), N if s[0] == "1" else L, s[2:]) for s in specs)


def told(made: Rows) -> list[str]:
    return [f"{row.nivel} {row.texto}" for row in made]


LISTA = rows("1 uno", "1 dos", "2 a", "2 b", "1 tres")


def test_rows_and_blocks_are_the_same_thing() -> None:
    bloques = (
        Bloque(texto="dos", marcador=N, subelementos=(Bloque(texto="a", marcador=L), Bloque(texto="b", marcador=L))),
        Bloque(texto="tres", marcador=P),
    )
    assert lista.blocks_of(lista.rows_of(bloques)) == bloques


def test_an_empty_section_is_one_empty_row_and_no_block() -> None:
    assert lista.rows_of((), marcador=L) == (ListRow(1, L, ""),)
    assert lista.blocks_of((ListRow(1, L, " "),)) == ()


def test_markers_are_those_of_the_paper() -> None:
    assert lista.markers(LISTA) == ["1.-", "2.-", "a)", "b)", "3.-"]


def test_enter_splits_the_row_where_the_person_is() -> None:
    made, at = lista.split(rows("1 uno dos"), 0, 3)
    assert (told(made), at) == (["1 uno", "1 dos"], 1)


def test_enter_at_the_end_of_a_row_with_sub_items_makes_the_first_of_them() -> None:
    made, at = lista.split(LISTA, 1, 3)
    assert told(made) == ["1 uno", "1 dos", "2 ", "2 a", "2 b", "1 tres"]
    assert (at, made[2].marcador) == (2, L)


def test_enter_in_an_empty_sub_item_raises_it() -> None:
    made, at = lista.split(rows("1 uno", "2 "), 1, 0)
    assert (told(made), at, made[1].marcador) == (["1 uno", "1 "], 1, N)


def test_tab_hangs_a_row_and_takes_the_marker_of_its_new_siblings() -> None:
    made, _ = lista.lower(LISTA, 4)
    assert told(made)[-1] == "2 tres"
    assert lista.markers(made)[-1] == "c)"


def test_the_first_row_cannot_be_lowered() -> None:
    assert lista.lower(LISTA, 0) == (LISTA, 0)


def test_shift_tab_raises_a_row_and_the_next_sub_items_hang_from_it() -> None:
    made, _ = lista.lift(LISTA, 2)
    assert told(made) == ["1 uno", "1 dos", "1 a", "2 b", "1 tres"]
    assert lista.markers(made) == ["1.-", "2.-", "3.-", "a)", "4.-"]


def test_a_row_moves_with_its_sub_items() -> None:
    made, at = lista.move(LISTA, 1, -1)
    assert (told(made), at) == (["1 dos", "2 a", "2 b", "1 uno", "1 tres"], 0)


def test_a_row_moves_past_the_sub_items_of_the_next() -> None:
    made, at = lista.move(LISTA, 0, 1)
    assert (told(made), at) == (["1 dos", "2 a", "2 b", "1 uno", "1 tres"], 3)


def test_a_sub_item_moves_into_the_next_row() -> None:
    made, at = lista.move(LISTA, 3, 1)
    assert (told(made), at) == (["1 uno", "1 dos", "2 a", "1 tres", "2 b"], 4)


@pytest.mark.parametrize(("index", "by"), [(0, -1), (4, 1)])
def test_the_ends_are_ends(index: int, by: int) -> None:
    assert lista.move(LISTA, index, by) == (LISTA, index)


def test_the_first_sub_item_of_the_first_row_stays_below_it() -> None:
    first = rows("1 uno", "2 a")
    assert lista.move(first, 1, -1) == (first, 1)


def test_dragging_puts_the_row_with_its_sub_items_before_another() -> None:
    made, at = lista.move_to(LISTA, 1, 5)
    assert (told(made), at) == (["1 uno", "1 tres", "1 dos", "2 a", "2 b"], 2)


def test_dragging_a_row_among_sub_items_puts_it_after_them() -> None:
    made, at = lista.move_to(LISTA, 0, 3)
    assert (told(made), at) == (["1 dos", "2 a", "2 b", "1 uno", "1 tres"], 3)


def test_joining_keeps_a_space_between_words() -> None:
    made, at, place = lista.join(rows("1 uno", "1 dos"), 0)
    assert (told(made), at, place) == (["1 uno dos"], 0, 4)


def test_removing_the_last_row_empties_it() -> None:
    assert lista.remove(rows("1 uno"), 0) == (rows("1 "), 0)


def test_a_selection_over_rows_is_cut_into_one() -> None:
    assert told(lista.cut(LISTA, 0, 1, 3, 0)) == ["1 ub", "1 tres"]


def test_a_marker_changes_for_the_whole_run_and_no_other() -> None:
    made = lista.mark(LISTA, 2, P)
    assert [row.marcador for row in made] == [N, N, P, P, N]


def test_a_run_of_the_first_level_counts_over_sub_items() -> None:
    assert lista.run_of(LISTA, 0) == [0, 1, 4]


def test_what_is_there_already_is_not_brought_again() -> None:
    made = lista.append_missing(
        rows("1 Capturar las actas;"), (Bloque(texto="Capturar  las actas."), Bloque(texto="Otra."))
    )
    assert told(made) == ["1 Capturar las actas;", "1 Otra."]


def test_what_is_brought_takes_the_place_of_an_empty_row() -> None:
    assert told(lista.append_missing(rows("1 "), (Bloque(texto="Una."),))) == ["1 Una."]


@pytest.mark.parametrize("index", range(5))
def test_a_path_leads_back_to_its_row(index: int) -> None:
    assert lista.at_path(LISTA, lista.path_of(LISTA, index)) == index


ROWS = st.lists(
    st.builds(ListRow, st.sampled_from((1, 2)), st.sampled_from(Marcador), st.sampled_from(("", "a", "b b", "c:"))),
    min_size=1,
    max_size=8,
).map(lista.shaped)


def sound(made: Rows) -> bool:
    return bool(made) and made[0].nivel == 1 and all(row.nivel in (1, 2) for row in made)


@given(ROWS, st.data())
def test_no_movement_loses_words_or_breaks_the_levels(start: Rows, data: st.DataObject) -> None:
    words = sorted(row.texto for row in start if row.texto)
    made = start
    for _ in range(data.draw(st.integers(1, 5))):
        index = data.draw(st.integers(0, len(made) - 1))
        action = data.draw(st.integers(0, 4))
        if action == 0:
            made, index = lista.lower(made, index)
        elif action == 1:
            made, index = lista.lift(made, index)
        elif action == 2:
            made, index = lista.move(made, index, data.draw(st.sampled_from((-1, 1))))
        elif action == 3:
            made, index = lista.move_to(made, index, data.draw(st.integers(0, len(made))))
        else:
            made = lista.mark(made, index, data.draw(st.sampled_from(Marcador)))
        assert sound(made)
        assert 0 <= index < len(made)
        assert sorted(row.texto for row in made if row.texto) == words


@given(ROWS)
def test_rows_come_back_from_their_blocks(start: Rows) -> None:
    if any(row.texto.strip() for row in start):
        assert lista.rows_of(lista.blocks_of(start)) == start


@given(ROWS, st.integers(0, 7), st.integers(0, 7))
def test_moving_back_undoes_moving(start: Rows, index: int, _unused: int) -> None:
    index %= len(start)
    made, at = lista.move(start, index, 1)
    if made != start:
        assert lista.move(made, at, -1)[0] == start

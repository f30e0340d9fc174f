"""Which cases each method draws."""

from __future__ import annotations

import hashlib
from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supervisor_app.domain.muestreo.metodos import (
    TOPE_MUESTRA,
    estratificado,
    mayores,
    repartir,
    simple,
    sistematico,
    unidad_monetaria,
)
from supervisor_app.errors import UserError

tamanos = st.integers(1, 400).flatmap(lambda n: st.tuples(st.just(n), st.integers(1, n)))
semillas = st.text("abc123", min_size=1, max_size=6)
importes = st.lists(st.none() | st.integers(-500, 5_000), min_size=1, max_size=80)


@given(tamanos, semillas)
def test_a_simple_draw_takes_as_many_different_cases_as_asked(tamano: tuple[int, int], semilla: str) -> None:
    casos, n = tamano
    elegidos = simple(casos, n, semilla).elegidos
    assert len(set(elegidos)) == n
    assert min(elegidos) >= 1
    assert max(elegidos) <= casos
    assert list(elegidos) == sorted(elegidos)


@given(tamanos, semillas)
def test_a_larger_simple_draw_keeps_what_a_smaller_one_drew(tamano: tuple[int, int], semilla: str) -> None:
    casos, n = tamano
    if n > 1:
        assert set(simple(casos, n - 1, semilla).elegidos) < set(simple(casos, n, semilla).elegidos)


def test_a_simple_draw_can_be_redone_by_hand() -> None:
    a_mano: list[int] = []
    n = 0
    while len(a_mano) < 8:
        n += 1
        caso = int(hashlib.sha256(f"2026-colima,{n}".encode()).hexdigest(), 16) % 40 + 1
        if caso not in a_mano:
            a_mano.append(caso)
    assert simple(40, 8, "2026-colima").elegidos == tuple(sorted(a_mano))


def test_every_case_has_about_the_same_chance_in_a_simple_draw() -> None:
    veces = Counter(caso for n in range(3_000) for caso in simple(10, 3, f"s{n}").elegidos)
    assert sum((v - 900) ** 2 / 900 for v in veces.values()) < 27.9


@given(tamanos, semillas)
def test_a_systematic_draw_leaves_gaps_of_its_interval(tamano: tuple[int, int], semilla: str) -> None:
    casos, n = tamano
    sorteo = sistematico(casos, n, semilla)
    saltos = {b - a for a, b in zip(sorteo.elegidos, sorteo.elegidos[1:], strict=False)}
    assert len(sorteo.elegidos) == n
    assert 1 <= sorteo.elegidos[0] <= sorteo.elegidos[-1] <= casos
    assert saltos <= {casos // n, casos // n + 1}
    assert sorteo.intervalo == Fraction(casos, n)


def test_every_case_has_exactly_the_same_chance_in_a_systematic_draw() -> None:
    """Over all starts each of 10 cases comes out 3 times in a draw of 3."""
    veces = Counter((r + i * 10) // 3 + 1 for r in range(10) for i in range(3))
    assert set(veces.values()) == {3}
    assert len(veces) == 10


@given(
    st.dictionaries(st.text("abcdef", min_size=1, max_size=3), st.integers(1, 500), min_size=1, max_size=12), st.data()
)
def test_an_allocation_adds_up_and_fits(poblaciones: dict[str, int], data: st.DataObject) -> None:
    tamano = data.draw(st.integers(len(poblaciones), sum(poblaciones.values())))
    reparto = repartir(poblaciones, tamano)
    assert sum(reparto.values()) == tamano
    assert all(1 <= reparto[k] <= n for k, n in poblaciones.items())


def test_an_allocation_is_proportional() -> None:
    assert repartir({"a": 500, "b": 300, "c": 200}, 50) == {"a": 25, "b": 15, "c": 10}


def test_a_small_stratum_gives_two_so_that_something_is_known_of_it() -> None:
    assert repartir({"chico": 4, "grande": 996}, 20) == {"chico": 2, "grande": 18}


def test_with_little_room_each_stratum_gives_one() -> None:
    assert repartir({"a": 10, "b": 10, "c": 80}, 3) == {"a": 1, "b": 1, "c": 1}


def test_less_cases_than_strata_are_refused() -> None:
    with pytest.raises(UserError, match="3 estratos"):
        repartir({"a": 10, "b": 10, "c": 80}, 2)


def test_a_column_where_every_case_differs_makes_no_strata() -> None:
    with pytest.raises(UserError, match="distintos"):
        repartir({str(n): 1 for n in range(101)}, 101)


def test_a_stratified_draw_is_a_simple_one_inside_each_stratum() -> None:
    estratos = ["x", "y"] * 30
    sorteo = estratificado(estratos, 12, "s")
    de_y = [2 * n for n in simple(30, 6, "s/y").elegidos]
    assert [n for n in sorteo.elegidos if n % 2 == 0] == de_y
    assert sorteo.estratos == {"x": (30, 6), "y": (30, 6)}


@settings(max_examples=200)
@given(importes, semillas, st.data())
def test_a_draw_by_monetary_unit_takes_different_cases_with_an_amount(
    centavos: list[int | None], semilla: str, data: st.DataObject
) -> None:
    posibles = [n for n, c in enumerate(centavos, start=1) if c is not None and c > 0]
    if not posibles:
        return
    n = data.draw(st.integers(1, len(posibles)))
    sorteo = unidad_monetaria(centavos, n, semilla)
    assert len(set(sorteo.elegidos)) == n
    assert set(sorteo.elegidos) <= set(posibles)


@given(importes, semillas, st.data())
def test_whoever_is_as_large_as_the_interval_is_taken_for_certain(
    centavos: list[int | None], semilla: str, data: st.DataObject
) -> None:
    posibles = {n: c for n, c in enumerate(centavos, start=1) if c is not None and c > 0}
    if not posibles:
        return
    sorteo = unidad_monetaria(centavos, data.draw(st.integers(1, len(posibles))), semilla)
    if sorteo.intervalo is None:
        assert set(sorteo.elegidos) == sorteo.ciertos
        return
    assert all((c >= sorteo.intervalo) == (n in sorteo.ciertos) for n, c in posibles.items())


def test_each_peso_has_the_same_chance() -> None:
    """Over every start, a case is hit once for each of its cents times the hits over the sum."""
    centavos = [3, 1, 4, 2]
    veces: Counter[int] = Counter()
    for r in range(10):
        for i in range(2):
            golpe, acumulado = (r + i * 10) // 2, 0
            for n, c in enumerate(centavos):
                acumulado += c
                if golpe < acumulado:
                    veces[n] += 1
                    break
    assert [veces[n] for n in range(4)] == [2 * c for c in centavos]


def test_the_largest_amounts_come_first_and_ties_by_order() -> None:
    assert mayores([5, 9, None, 9, 9, -1], 2).elegidos == (2, 4)


@pytest.mark.parametrize(
    ("tamano", "dice"), [(0, "al menos un caso"), (11, "sólo hay 10"), (TOPE_MUESTRA + 1, "hasta")]
)
def test_a_size_that_cannot_be_is_refused(tamano: int, dice: str) -> None:
    with pytest.raises(UserError, match=dice) as error:
        simple(10, tamano, "s")
    assert error.value.field == "tamano"

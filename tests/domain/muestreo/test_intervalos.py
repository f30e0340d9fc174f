"""Limits of the rate of a universe."""

from __future__ import annotations

import itertools
import math
from fractions import Fraction
from math import comb

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supervisor_app.domain.muestreo.intervalos import (
    Estrato,
    clopper_pearson,
    estratificado,
    hipergeometrico,
    tasa_estratificada,
)


def _cola(casos: int, malos: int, muestra: int, vistos: range) -> Fraction:
    favor = sum(comb(malos, x) * comb(casos - malos, muestra - x) for x in vistos if 0 <= muestra - x <= casos - malos)
    return Fraction(favor, comb(casos, muestra))


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_the_hypergeometric_limits_hold_what_neither_tail_refuses(data: st.DataObject) -> None:
    casos = data.draw(st.integers(1, 120))
    muestra = data.draw(st.integers(1, casos))
    malos = data.draw(st.integers(0, muestra))
    caben = [
        total
        for total in range(malos, casos - muestra + malos + 1)
        if _cola(casos, total, muestra, range(malos + 1)) >= Fraction(1, 40)
        and _cola(casos, total, muestra, range(malos, muestra + 1)) >= Fraction(1, 40)
    ]
    assert hipergeometrico(malos, muestra, casos, 0.95) == (min(caben), max(caben))


@settings(deadline=None)
@given(st.integers(5, 60), st.data())
def test_the_hypergeometric_limits_hold_the_truth_at_least_as_often_as_promised(
    casos: int, data: st.DataObject
) -> None:
    muestra, verdad = data.draw(st.integers(1, casos)), data.draw(st.integers(0, casos))
    fuera = Fraction(0)
    for x in range(max(0, muestra - casos + verdad), min(muestra, verdad) + 1):
        bajo, alto = hipergeometrico(x, muestra, casos, 0.9)
        if not bajo <= verdad <= alto:
            fuera += _cola(casos, verdad, muestra, range(x, x + 1))
    assert fuera <= Fraction(1, 10)


def test_a_universe_reviewed_whole_has_no_doubt() -> None:
    assert hipergeometrico(7, 90, 90, 0.95) == (7, 7)


# The 95 % limits that tables of Clopper and Pearson give.
@pytest.mark.parametrize(
    ("malos", "n", "bajo", "alto"), [(0, 10, 0.0, 0.3085), (1, 10, 0.0025, 0.4450), (5, 10, 0.1871, 0.8129)]
)
def test_clopper_pearson_is_that_of_its_tables(malos: int, n: int, bajo: float, alto: float) -> None:
    assert clopper_pearson(malos, n, 0.95) == pytest.approx((bajo, alto), abs=6e-5)


def test_a_stratified_rate_weighs_each_stratum_by_its_cases() -> None:
    assert tasa_estratificada([Estrato(900, 30, 3), Estrato(100, 30, 15)]) == pytest.approx(0.9 * 0.1 + 0.1 * 0.5)


def test_proportional_strata_alike_give_about_the_simple_interval() -> None:
    por_estratos = estratificado([Estrato(2000, 100, 5), Estrato(2000, 100, 5)], 0.95)
    bajo, alto = hipergeometrico(10, 200, 4000, 0.95)
    assert por_estratos == pytest.approx((bajo / 4000, alto / 4000), abs=0.004)


def test_without_any_bad_case_the_thinnest_stratum_gives_the_limit() -> None:
    bajo, alto = estratificado([Estrato(1000, 50, 0), Estrato(1400, 70, 0)], 0.95)
    assert bajo == 0
    assert alto == pytest.approx(clopper_pearson(0, 120, 0.95)[1])


def test_a_large_stratum_without_bad_cases_is_not_taken_as_certain() -> None:
    """Every sample there can be of 2, 2 and 26 cases of strata of 2, 10 and 988 with 1, 5 and 49 bad ones."""
    strata = [(2, 1, 2), (10, 5, 2), (988, 49, 26)]
    fuera = 0.0
    for vistos in itertools.product(*(range(min(malos, muestra) + 1) for _, malos, muestra in strata)):
        bajo, alto = estratificado([Estrato(n, m, x) for (n, _, m), x in zip(strata, vistos, strict=True)], 0.95)
        if not bajo * 1000 - 1e-6 <= 55 <= alto * 1000 + 1e-6:
            partes = zip(strata, vistos, strict=True)
            fuera += math.prod(comb(k, x) * comb(n - k, m - x) / comb(n, m) for (n, k, m), x in partes)
    assert fuera <= 0.05


def test_strata_reviewed_whole_have_no_doubt() -> None:
    assert estratificado([Estrato(10, 10, 2), Estrato(30, 30, 3)], 0.95) == pytest.approx((0.125, 0.125))


@settings(deadline=None)
@given(
    st.lists(
        st.integers(1, 300).flatmap(
            lambda n: st.integers(1, n).flatmap(lambda r: st.builds(Estrato, st.just(n), st.just(r), st.integers(0, r)))
        ),
        min_size=1,
        max_size=6,
    )
)
def test_the_stratified_limits_hold_the_estimate_and_what_was_seen(estratos: list[Estrato]) -> None:
    bajo, alto = estratificado(estratos, 0.95)
    casos = sum(e.casos for e in estratos)
    assert bajo - 1e-9 <= tasa_estratificada(estratos) <= alto + 1e-9
    assert sum(e.malos for e in estratos) / casos - 1e-9 <= bajo
    assert alto <= 1 - sum(e.revisados - e.malos for e in estratos) / casos + 1e-9

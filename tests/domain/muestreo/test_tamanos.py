"""How many cases are needed."""

from __future__ import annotations

from math import comb, log

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from supervisor_app.domain.muestreo.distribuciones import gamma_incompleta
from supervisor_app.domain.muestreo.tamanos import para_descartar, para_estimar, por_unidad_monetaria


@pytest.mark.parametrize(("casos", "n"), [(10**9, 385), (2400, 332), (100, 80), (1, 1)])
def test_to_estimate_within_five_points_at_95(casos: int, n: int) -> None:
    assert para_estimar(casos, 0.95, 0.5, 0.05) == n


# AICPA, Audit Guide: Audit Sampling: sizes for tests of controls at a risk of 5 %, an endless universe.
@pytest.mark.parametrize(
    ("esperada", "tolerable", "n"),
    [(0, 0.05, 59), (0.01, 0.05, 93), (0.015, 0.05, 124), (0.02, 0.05, 181), (0.01, 0.04, 156), (0, 0.10, 29)],
)
def test_to_rule_out_a_rate_agrees_with_the_audit_guide(esperada: float, tolerable: float, n: int) -> None:
    assert para_descartar(10**7, 0.95, esperada, tolerable) == n


@settings(max_examples=40, deadline=None)
@example(16, 0.0, 0.1)
@given(st.integers(2, 120), st.sampled_from([0.0, 0.01, 0.03]), st.sampled_from([0.05, 0.1, 0.2]))
def test_to_rule_out_a_rate_is_the_smallest_that_does(casos: int, esperada: float, tolerable: float) -> None:
    def basta(n: int) -> bool:
        malos, k = -(-round(casos * tolerable * 1000) // 1000), -(-round(n * esperada * 1000) // 1000)
        favor = sum(comb(malos, x) * comb(casos - malos, n - x) for x in range(k + 1))
        return favor <= 0.05 * comb(casos, n)

    n = para_descartar(casos, 0.95, esperada, tolerable)
    assert n == next((m for m in range(1, casos) if basta(m)), casos)


def test_without_expected_error_monetary_unit_is_the_logarithm() -> None:
    assert por_unidad_monetaria(10**6, 0.95, 0, 0.02) == int(-log(0.05) / 0.02) + 1


# AICPA, Audit Guide: Audit Sampling: confidence factors by the ratio of expected to tolerable misstatement, risk 5 %.
@pytest.mark.parametrize(("razon", "factor"), [(0.0, 3.0), (0.05, 3.31), (0.10, 3.68), (0.20, 4.63), (0.50, 11.54)])
def test_monetary_unit_agrees_with_the_audit_guide(razon: float, factor: float) -> None:
    assert por_unidad_monetaria(10**9, 0.95, razon * 1e-6, 1e-6) * 1e-6 == pytest.approx(factor, abs=0.011)


@given(st.floats(0.001, 0.2), st.floats(0, 0.6), st.sampled_from([0.8, 0.9, 0.95, 0.99]))
def test_the_size_of_monetary_unit_is_the_smallest_that_does(tolerable: float, razon: float, confianza: float) -> None:
    n = por_unidad_monetaria(10**6, confianza, razon * tolerable, tolerable)
    basta = [gamma_incompleta(1 + m * razon * tolerable, m * tolerable) >= confianza for m in (n - 1, n)]
    assert basta[1]
    assert n == 1 or not basta[0]


def test_no_size_passes_its_universe() -> None:
    assert para_descartar(30, 0.99, 0, 0.01) == 30
    assert por_unidad_monetaria(12, 0.99, 0, 0.01) == 12

"""The distributions, against mpmath and against exact fractions."""

from __future__ import annotations

from fractions import Fraction
from math import comb

import mpmath
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supervisor_app.domain.muestreo.distribuciones import (
    beta_incompleta,
    beta_inversa,
    gamma_incompleta,
    gamma_inversa,
    hipergeometrica,
    t_inversa,
)

formas = st.floats(0.05, 200)
"""Further out the series of mpmath do not end."""
partes = st.floats(0.0001, 0.9999)


@settings(max_examples=60, deadline=None)
@given(formas, formas, partes)
def test_incomplete_beta_is_that_of_mpmath(a: float, b: float, x: float) -> None:
    assert beta_incompleta(a, b, x) == pytest.approx(
        float(mpmath.betainc(a, b, 0, x, regularized=True)), rel=1e-8, abs=1e-13
    )


@settings(max_examples=60, deadline=None)
@given(formas, st.floats(0.001, 400))
def test_incomplete_gamma_is_that_of_mpmath(a: float, x: float) -> None:
    assert gamma_incompleta(a, x) == pytest.approx(
        float(mpmath.gammainc(a, 0, x, regularized=True)), rel=1e-8, abs=1e-12
    )


@pytest.mark.parametrize(("a", "b", "x"), [(60, 340, 0.125), (20, 980, 0.015625), (200, 200, 0.5625)])
def test_incomplete_beta_of_large_counts_is_the_tail_of_the_binomial(a: int, b: int, x: float) -> None:
    n, p = a + b - 1, Fraction(x)
    exacta = 1 - sum(comb(n, k) * p**k * (1 - p) ** (n - k) for k in range(a))
    assert beta_incompleta(a, b, x) == pytest.approx(float(exacta), rel=1e-9)


@settings(max_examples=40, deadline=None)
@given(partes, st.floats(0.5, 2_000), st.floats(0.5, 2_000))
def test_the_inverse_of_beta_undoes_it(p: float, a: float, b: float) -> None:
    assert beta_incompleta(a, b, beta_inversa(p, a, b)) == pytest.approx(p, abs=1e-9)


@settings(max_examples=40, deadline=None)
@given(partes, st.floats(0.5, 2_000))
def test_the_inverse_of_gamma_undoes_it(p: float, a: float) -> None:
    assert gamma_incompleta(a, gamma_inversa(p, a)) == pytest.approx(p, abs=1e-9)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_hypergeometric_is_the_exact_sum(data: st.DataObject) -> None:
    casos = data.draw(st.integers(1, 400))
    malos, muestra = data.draw(st.integers(0, casos)), data.draw(st.integers(1, casos))
    k = data.draw(st.integers(0, muestra))
    exacta = Fraction(
        sum(comb(malos, x) * comb(casos - malos, muestra - x) for x in range(k + 1)), comb(casos, muestra)
    )
    assert hipergeometrica(k, casos, malos, muestra) == pytest.approx(float(exacta), rel=1e-9, abs=1e-300)


@pytest.mark.parametrize(
    ("p", "grados", "t"), [(0.975, 1, 12.7062), (0.975, 10, 2.2281), (0.95, 30, 1.6973), (0.995, 5, 4.0321)]
)
def test_student_is_that_of_its_tables(p: float, grados: int, t: float) -> None:
    assert t_inversa(p, grados) == pytest.approx(t, abs=5e-5)


def test_the_median_of_student_is_zero() -> None:
    assert t_inversa(0.5, 7) == 0


# AICPA, Audit Guide: Audit Sampling, confidence factors of monetary unit sampling, risk of 5 % and of 10 %. The guide
# rounds up some of them.
@pytest.mark.parametrize(
    ("confianza", "factores"),
    [(0.95, (3.00, 4.75, 6.30, 7.76, 9.16, 10.52, 11.85, 13.15)), (0.90, (2.31, 3.89, 5.33, 6.69, 8.00, 9.28, 10.54))],
)
def test_poisson_factors_are_those_of_the_audit_guide(confianza: float, factores: tuple[float, ...]) -> None:
    calculados = [gamma_inversa(confianza, k + 1) for k in range(len(factores))]
    assert calculados == pytest.approx(factores, abs=0.011)

"""Pesos projected to the universe."""

from __future__ import annotations

from statistics import fmean, variance

import pytest

from supervisor_app.domain.muestreo.generador import Generador
from supervisor_app.domain.muestreo.importes import Estimador, Par, proyectar, proyectar_unidad_monetaria
from supervisor_app.domain.muestreo.metodos import simple, unidad_monetaria


def test_the_mean_per_case_is_that_of_the_textbook() -> None:
    errores = [0.0, 120.0, 0.0, 80.0, 40.0]
    p = proyectar({"": 50}, {"": [Par(100, e) for e in errores]}, None, 0.95)
    medio = 2.7764 * 50 * (0.9 * variance(errores) / 5) ** 0.5
    assert p.estimador is Estimador.MEDIA
    assert p.estimado == 50 * fmean(errores)
    assert p.alto == pytest.approx(2400 + medio, rel=1e-4)


def test_the_limits_do_not_fall_below_what_was_seen() -> None:
    p = proyectar({"": 1000}, {"": [Par(10, 0)] * 9 + [Par(10, 10)]}, None, 0.95)
    assert p.bajo == 10


def test_errors_in_proportion_to_their_amounts_leave_the_ratio_without_doubt() -> None:
    p = proyectar({"": 400}, {"": [Par(float(x), x / 4) for x in range(1, 41)]}, 8_000.0, 0.95)
    assert (p.estimado, p.bajo, p.alto) == pytest.approx((2000, 2000, 2000))
    assert p.estimador is Estimador.RAZON


def test_strata_add_up() -> None:
    vistos = {"a": [Par(10, 1), Par(10, 3)], "b": [Par(10, 0), Par(10, 0)]}
    assert proyectar({"a": 100, "b": 900}, vistos, None, 0.95).estimado == 200


def test_one_reviewed_case_gives_an_estimate_without_limits() -> None:
    p = proyectar({"": 30}, {"": [Par(10, 5)]}, None, 0.95)
    assert (p.estimado, p.bajo, p.alto) == (150, None, None)


def test_everything_reviewed_leaves_no_doubt() -> None:
    p = proyectar({"": 3}, {"": [Par(10, 5), Par(10, 0), Par(10, 1)]}, None, 0.95)
    assert (p.estimado, p.bajo, p.alto) == (6, 6, 6)


def test_the_limits_hold_the_truth_about_as_often_as_promised() -> None:
    """500 draws of 60 from 600 cases of which a third are wrong; of those at 90 %, at least 85 % hold the truth."""
    g = Generador("universo")
    libro = [100 + g.entero(900) for _ in range(600)]
    error = [x if g.entero(3) == 0 else 0 for x in libro]
    dentro = 0
    for n in range(500):
        elegidos = simple(600, 60, f"s{n}").elegidos
        p = proyectar({"": 600}, {"": [Par(libro[k - 1], error[k - 1]) for k in elegidos]}, float(sum(libro)), 0.9)
        assert p.bajo is not None
        assert p.alto is not None
        dentro += p.bajo <= sum(error) <= p.alto
    assert dentro >= 425


def test_monetary_unit_is_that_of_the_audit_guide() -> None:
    """Basic precision 3.00 and factors 4.74 and 6.30 at 95 %: interval 10,000; taintings 0.5 and 0.2."""
    golpes = [Par(1000, 500), Par(2000, 400), *[Par(1500, 0)] * 8]
    p = proyectar_unidad_monetaria([Par(40_000, 1_000)], golpes, 100_000, 0.95)
    assert p.estimado == pytest.approx(1_000 + 7_000)
    # (4.7439 - 2.9957 - 1) x 0.5 + (6.2958 - 4.7439 - 1) x 0.2 of the interval
    assert p.alto == pytest.approx(8_000 + 29_957 + 3_741 + 1_104, abs=3)
    assert p.bajo is None


def test_without_errors_monetary_unit_says_the_most_there_can_be() -> None:
    p = proyectar_unidad_monetaria([], [Par(10, 0)] * 60, 600_000, 0.95)
    assert p.estimado == 0
    assert p.alto == pytest.approx(29_957, abs=1)


def test_what_was_taken_for_certain_and_not_reviewed_may_be_wholly_wrong() -> None:
    todo = proyectar_unidad_monetaria([Par(9_000, 0)], [Par(10, 0)] * 60, 600_000, 0.95)
    falta = proyectar_unidad_monetaria([], [Par(10, 0)] * 60, 600_000, 0.95, pendiente=9_000)
    assert todo.alto is not None
    assert falta.alto == pytest.approx(todo.alto + 9_000)


def test_before_any_case_of_chance_is_reviewed_all_the_rest_may_be_wrong() -> None:
    p = proyectar_unidad_monetaria([Par(9_000, 100)], [], 600_000, 0.95)
    assert (p.estimado, p.alto) == (100, 600_100)


def test_an_error_larger_than_its_amount_gives_no_limit() -> None:
    assert proyectar_unidad_monetaria([], [Par(10, 15), Par(10, 0)], 1_000, 0.95).alto is None


def test_the_upper_limit_of_monetary_unit_holds_the_truth_as_often_as_promised() -> None:
    g = Generador("cartera")
    centavos = [1_000 + g.entero(90_000) for _ in range(500)]
    error = [c // (1 + g.entero(4)) if g.entero(8) == 0 else 0 for c in centavos]
    dentro = 0
    for n in range(300):
        s = unidad_monetaria(centavos, 50, f"s{n}")
        pares = {k: Par(centavos[k - 1], error[k - 1]) for k in s.elegidos}
        resto = sum(centavos) - sum(centavos[k - 1] for k in s.ciertos)
        p = proyectar_unidad_monetaria(
            [pares[k] for k in s.ciertos], [v for k, v in pares.items() if k not in s.ciertos], float(resto), 0.95
        )
        dentro += p.alto is not None and p.alto >= sum(error)
    assert dentro >= 285

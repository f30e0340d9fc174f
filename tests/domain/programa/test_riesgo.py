"""Risk is the sum of reasons that people can read."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervisor_app.domain.base import con
from supervisor_app.domain.programa.riesgo import Hechos, Nivel, en_orden, valorar
from tests.domain.programa.programa_ficticio import COLIMA, PESOS, TECOMAN

HOY = date(2026, 6, 10)
NADA = Hechos(COLIMA, ultima=HOY)

hechos = st.builds(
    Hechos,
    unidad=st.sampled_from([COLIMA, TECOMAN]),
    departamentos=st.just(()),
    abiertas=st.integers(0, 50),
    vencidas=st.integers(0, 50),
    mayor_atraso=st.integers(0, 2_000),
    recurrentes=st.integers(0, 50),
    desfavorables=st.integers(0, 50),
    ultima=st.none() | st.dates(date(2020, 1, 1), date(2027, 1, 1)),
)


@pytest.mark.parametrize(
    ("h", "puntos", "texto"),
    [
        (NADA, 0, ""),
        (Hechos(COLIMA), 25, "Sin ninguna visita registrada"),
        (Hechos(COLIMA, abiertas=3, ultima=HOY), 6, "3 inconsistencias sin solventar"),
        (Hechos(COLIMA, vencidas=3, mayor_atraso=64, ultima=HOY), 16, "3 con plazo vencido; la mayor, 64 días"),
        (Hechos(COLIMA, vencidas=1, mayor_atraso=1, ultima=HOY), 4, "1 con plazo vencido; hace 1 día"),
        (Hechos(COLIMA, recurrentes=2, ultima=HOY), 12, "Reincide en 2 puntos"),
        (Hechos(COLIMA, desfavorables=9, ultima=HOY), 15, "9 indicadores desfavorables"),
        (Hechos(COLIMA, ultima=HOY - timedelta(days=301)), 8, "10 meses sin visita; la última, 13/08/2025"),
        (Hechos(COLIMA, ultima=HOY - timedelta(days=209)), 0, ""),
    ],
)
def test_each_fact_weighs_and_says_itself(h: Hechos, puntos: int, texto: str) -> None:
    riesgo = valorar(h, PESOS, HOY)
    assert (riesgo.puntos, riesgo.texto) == (puntos, texto)


def test_the_heaviest_reason_comes_first() -> None:
    riesgo = valorar(Hechos(COLIMA, abiertas=1, recurrentes=4), PESOS, HOY)
    assert [r.puntos for r in riesgo.razones] == [25, 24, 2]
    assert riesgo.nivel is Nivel.ALTO


def test_a_weight_of_zero_takes_its_reason_away() -> None:
    assert valorar(Hechos(COLIMA), con(PESOS, nunca_visitada=0), HOY).razones == ()


@given(hechos, hechos)
def test_more_of_anything_never_weighs_less(a: Hechos, b: Hechos) -> None:
    peor = Hechos(
        a.unidad, (), max(a.abiertas, b.abiertas), max(a.vencidas, b.vencidas), max(a.mayor_atraso, b.mayor_atraso),
        max(a.recurrentes, b.recurrentes), max(a.desfavorables, b.desfavorables), a.ultima,
    )  # fmt: skip
    assert valorar(peor, PESOS, HOY).puntos >= valorar(a, PESOS, HOY).puntos


@given(st.permutations([Hechos(COLIMA, abiertas=n) for n in range(3)] + [Hechos(TECOMAN, abiertas=1)]))
def test_the_order_is_always_the_same(desordenados: list[Hechos]) -> None:
    ordenados = en_orden(valorar(h, PESOS, HOY) for h in desordenados)
    assert [(r.hechos.abiertas, r.unidad.corto) for r in ordenados] == [
        (2, "Colima"), (1, "Colima"), (1, "Tecomán"), (0, "Colima"),
    ]  # fmt: skip

"""What follows from the figures of an indicator, and how they are written."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervisor_app.domain.base import con
from supervisor_app.domain.catalogo import Indicador, Semaforo, Sentido, UnidadIndicador
from supervisor_app.domain.indicador import (
    IndicadorMedido,
    Periodo,
    Veredicto,
    en_orden,
    en_palabras,
    escribir_avance,
    escribir_cifra,
    escribir_periodo,
    escribir_porcentual,
    escribir_variacion,
    leer_cifra,
    nuevo,
)

INGRESOS = Indicador(
    codigo="IND-01", nombre="Ingresos totales", unidad=UnidadIndicador.MXN, sentido=Sentido.SUBE
)  # fmt: skip
BASE = nuevo("v1", INGRESOS, Periodo.MES)


def medido(meta: str | None, real: str | None, sentido: Sentido = Sentido.SUBE, **otros: object) -> IndicadorMedido:
    valor = {"meta": meta and Decimal(meta), "real": real and Decimal(real), "sentido": sentido}
    return con(BASE, **valor, **otros)


def test_the_variation_is_real_less_goal_in_pesos_and_in_per_cent_of_the_goal() -> None:
    m = medido("1000", "960")
    assert (m.variacion, m.variacion_porcentual, m.avance) == (Decimal(-40), Decimal(-4), Decimal(96))
    assert (escribir_variacion(m), escribir_porcentual(m)) == ("-$40.00", "-4.00\N{NO-BREAK SPACE}%")
    assert escribir_avance(m) == "96.00\N{NO-BREAK SPACE}%"


def test_a_negative_goal_does_not_turn_the_sign_of_the_variation() -> None:
    assert medido("-100", "-50").variacion_porcentual == Decimal(50)


@pytest.mark.parametrize("meta", [None, "0"])
def test_without_a_goal_or_with_a_goal_of_zero_there_is_no_per_cent(meta: str | None) -> None:
    m = medido(meta, "10")
    assert (m.variacion_porcentual, m.avance) == (None, None)
    assert (escribir_porcentual(m), escribir_avance(m)) == ("", "")


@pytest.mark.parametrize(
    ("sentido", "real", "veredicto"),
    [
        (Sentido.SUBE, "100", Veredicto.FAVORABLE),
        (Sentido.SUBE, "99", Veredicto.DESFAVORABLE),
        (Sentido.BAJA, "100", Veredicto.FAVORABLE),
        (Sentido.BAJA, "101", Veredicto.DESFAVORABLE),
        (Sentido.INFORMATIVO, "5", Veredicto.INFORMATIVO),
    ],
)
def test_the_favourable_side_depends_on_the_direction(sentido: Sentido, real: str, veredicto: Veredicto) -> None:
    assert medido("100", real, sentido).veredicto is veredicto


def test_without_figures_nothing_is_judged() -> None:
    assert medido("100", None).veredicto is Veredicto.SIN_DATO
    assert medido(None, "100").veredicto is Veredicto.SIN_META


@pytest.mark.parametrize(
    ("sentido", "real", "veredicto"),
    [
        (Sentido.SUBE, "95", Veredicto.CERCA),
        (Sentido.SUBE, "94.99", Veredicto.LEJOS),
        (Sentido.BAJA, "105", Veredicto.CERCA),
        (Sentido.BAJA, "106", Veredicto.LEJOS),
    ],
)
def test_the_thresholds_of_an_office_part_near_from_far(sentido: Sentido, real: str, veredicto: Veredicto) -> None:
    assert medido("100", real, sentido, semaforo=Semaforo(cerca=Decimal(95))).veredicto is veredicto


@pytest.mark.parametrize(
    ("texto", "unidad", "escrito"),
    [
        ("$1,234.5", UnidadIndicador.MXN, "$1,234.50"),
        ("512.30", UnidadIndicador.MXN_DIA, "$512.30"),
        ("95.2 %", UnidadIndicador.PORCENTAJE, "95.20\N{NO-BREAK SPACE}%"),
        ("1,250", UnidadIndicador.PERSONAS, "1,250"),
        ("12", UnidadIndicador.NUMERO, "12"),
    ],
)
def test_each_unit_is_read_and_written_its_own_way(texto: str, unidad: UnidadIndicador, escrito: str) -> None:
    assert escribir_cifra(leer_cifra(texto, unidad), unidad) == escrito


@given(st.decimals(min_value=Decimal("-9999999999999999"), max_value=Decimal("9999999999999999"), places=2))
def test_every_amount_that_can_be_read_can_be_kept(importe: Decimal) -> None:
    leido = leer_cifra(f"{importe:,.2f}", UnidadIndicador.MXN)
    assert con(BASE, real=leido, meta=leido).variacion == 0


def test_the_variation_of_a_percentage_is_told_in_points() -> None:
    m = medido("95", "97.5", unidad=UnidadIndicador.PORCENTAJE)
    assert escribir_variacion(m) == "+2.50 puntos"


def test_the_period_is_named_by_the_cut_date() -> None:
    corte = date(2026, 5, 31)
    assert escribir_periodo(Periodo.MES, corte) == "Mayo de 2026"
    assert escribir_periodo(Periodo.ACUMULADO, corte) == "Acumulado a mayo de 2026"
    assert escribir_periodo(Periodo.MES, None) == "Mes"


def test_the_words_say_what_the_bar_shows() -> None:
    assert en_palabras(medido("1000", "960")) == "$960.00 de $1,000.00 · 96.00\N{NO-BREAK SPACE}% · Desfavorable"
    assert en_palabras(medido(None, "960")) == "$960.00 · Sin meta"
    assert en_palabras(medido("1000", None)) == "Meta $1,000.00 · Sin dato"


def test_they_go_by_code_and_the_month_before_what_has_added_up() -> None:
    mes, acumulado = BASE, nuevo("v1", INGRESOS, Periodo.ACUMULADO)
    otro = nuevo("v1", con_codigo("IND-02"), Periodo.MES)
    assert en_orden([otro, acumulado, mes]) == (mes, acumulado, otro)


def con_codigo(codigo: str) -> Indicador:
    return INGRESOS.model_copy(update={"codigo": codigo})

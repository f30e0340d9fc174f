"""Which backups stay: enough of each age, never none, and whatever the clock does."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from supervisor_app.services.respaldos.manifiesto import Motivo
from supervisor_app.services.respaldos.rotacion import (
    DIAS,
    MESES,
    SEMANAS,
    ULTIMOS,
    Ficha,
    sobran,
    sobran_en_apuro,
)

HOY = date(2026, 6, 10)
fichas = st.lists(
    st.builds(
        lambda dia, motivo: (dia, motivo),
        st.dates(date(1980, 1, 1), date(2099, 12, 31)),
        st.sampled_from(list(Motivo)),
    ),
    max_size=60,
).map(lambda todas: [Ficha(n, dia, motivo) for n, (dia, motivo) in enumerate(todas, 1)])


def quedan(todas: list[Ficha]) -> set[int]:
    return {f.numero for f in todas} - set(sobran(todas))


def a_diario(dias: int, por_dia: int = 1) -> list[Ficha]:
    return [
        Ficha(n, HOY - timedelta(days=dias - 1 - (n - 1) // por_dia), Motivo.AL_CERRAR)
        for n in range(1, dias * por_dia + 1)
    ]


@settings(max_examples=40)
@given(fichas)
def test_the_last_six_always_stay(todas: list[Ficha]) -> None:
    corrientes = [f.numero for f in todas if f.motivo is not Motivo.ANTES_DE_ACTUALIZAR]
    assert set(corrientes[-ULTIMOS:]) <= quedan(todas)


@settings(max_examples=40)
@given(fichas)
def test_rotating_twice_lets_nothing_more_go(todas: list[Ficha]) -> None:
    queda = quedan(todas)
    resto = [f for f in todas if f.numero in queda]
    assert quedan(resto) == {f.numero for f in resto}


@settings(max_examples=40)
@given(fichas)
def test_there_is_a_bound_to_how_many_stay(todas: list[Ficha]) -> None:
    assert len(quedan(todas)) <= ULTIMOS + DIAS + SEMANAS + MESES + 6


def test_of_two_years_there_is_one_of_each_day_week_and_month() -> None:
    todas = a_diario(730, por_dia=2)
    queda = quedan(todas)
    dias = sorted(f.dia for f in todas if f.numero in queda)
    assert {HOY - timedelta(days=n) for n in range(DIAS)} <= set(dias)
    assert dias[0] < HOY - timedelta(days=300)
    assert len(dias) < 30


@settings(max_examples=40)
@given(fichas, st.dates(date(1980, 1, 1), date(2099, 12, 31)))
def test_one_backup_under_a_wrong_clock_never_empties_the_months_before(todas: list[Ficha], mal: date) -> None:
    antes = quedan(a_diario(60))
    despues = quedan([*a_diario(60), Ficha(61, mal, Motivo.AL_CERRAR)])
    # It may push one out of each of the four rules, and no more.
    assert len(antes - despues) <= 4


def test_a_clock_that_starts_over_each_morning_keeps_what_was_made_before() -> None:
    buenas = a_diario(300)
    roto = [Ficha(300 + n, date(2015, 1, 1), Motivo.AL_ABRIR) for n in range(1, 200)]
    queda = quedan([*buenas, *roto])
    dias = {f.dia for f in [*buenas, *roto] if f.numero in queda}
    assert len(dias & {f.dia for f in buenas}) >= MESES - 3


def test_those_made_before_an_update_stay_beside_the_others() -> None:
    todas = [Ficha(1, HOY, Motivo.ANTES_DE_ACTUALIZAR), *[Ficha(n, HOY, Motivo.DURANTE) for n in range(2, 40)]]
    assert {1, 39, 34} <= quedan(todas)
    assert 33 not in quedan(todas)


def test_where_room_is_short_the_last_three_stay() -> None:
    assert sobran_en_apuro(a_diario(10)) == (1, 2, 3, 4, 5, 6, 7)
    assert sobran_en_apuro(a_diario(3)) == ()

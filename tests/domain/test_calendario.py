"""Working days: weekends and holidays are not worked, and counting by weeks agrees with counting day by day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervisor_app.domain.calendario import Dias, dias_entre, es_habil

DIA = st.dates(date(2024, 1, 1), date(2028, 12, 31))
VIERNES = date(2026, 6, 5)


@given(DIA, st.integers(-20, 400), st.frozensets(DIA, max_size=30))
def test_working_days_are_those_of_each_day(desde: date, cuantos: int, feriados: frozenset[date]) -> None:
    uno_a_uno = sum(es_habil(desde + timedelta(days=n), feriados) for n in range(1, cuantos + 1))
    assert dias_entre(desde, desde + timedelta(days=cuantos), feriados) == Dias(max(0, cuantos), uno_a_uno)


@pytest.mark.parametrize(
    ("hasta", "texto"),
    [
        (date(2026, 6, 6), "1 día (0 hábiles)"),
        (date(2026, 6, 8), "3 días (1 hábil)"),
        (date(2026, 6, 12), "7 días (5 hábiles)"),
    ],
)
def test_days_read_in_words(hasta: date, texto: str) -> None:
    assert dias_entre(VIERNES, hasta, ()).texto == texto


def test_a_holiday_is_not_worked() -> None:
    assert dias_entre(VIERNES, date(2026, 6, 12), {date(2026, 6, 10)}).habiles == 4

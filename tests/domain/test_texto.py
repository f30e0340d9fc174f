from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervisor_app.domain import texto


def test_long_date_is_the_one_of_the_form() -> None:
    assert texto.fecha_larga(date(2026, 6, 1)) == "1 de junio de 2026"


def test_short_date_pads_day_and_month() -> None:
    assert texto.fecha_corta(date(2026, 6, 1)) == "01/06/2026"


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (date(2026, 6, 8), date(2026, 6, 8), "8 de junio de 2026"),
        (date(2026, 6, 8), date(2026, 6, 12), "8 al 12 de junio de 2026"),
        (date(2026, 6, 29), date(2026, 7, 3), "29 de junio al 3 de julio de 2026"),
        (date(2026, 12, 30), date(2027, 1, 2), "30 de diciembre de 2026 al 2 de enero de 2027"),
    ],
)
def test_period_repeats_only_what_changes(start: date, end: date, expected: str) -> None:
    assert texto.periodo(start, end) == expected


@pytest.mark.parametrize(
    ("amount", "expected"),
    [
        ("0", "$0.00"),
        ("48210.5", "$48,210.50"),
        ("0.005", "$0.01"),
        ("-1234567.891", "-$1,234,567.89"),
        ("-0.001", "$0.00"),
    ],
)
def test_pesos(amount: str, expected: str) -> None:
    assert texto.pesos(Decimal(amount)) == expected


def test_percentage_has_a_space_that_does_not_break() -> None:
    assert texto.porcentaje(Decimal("12")) == "12.0\N{NO-BREAK SPACE}%"
    assert texto.porcentaje(Decimal("66.666"), 2) == "66.67\N{NO-BREAK SPACE}%"


def test_a_moment_has_its_day_and_its_minutes() -> None:
    assert texto.fecha_hora(datetime(2026, 6, 5, 9, 4, 59, tzinfo=UTC)) == "05/06/2026 09:04"


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        (0, "0 bytes"),
        (1, "1 byte"),
        (999, "999 bytes"),
        (1_500, "1.5 kB"),
        (1_536_000, "1.5 MB"),
        (64_000_000_000, "64.0 GB"),
    ],
)
def test_sizes(size: int, expected: str) -> None:
    assert texto.tamano(size) == expected


def test_one_thing_and_several_are_counted_and_missed() -> None:
    assert (texto.cuantos(1, "dato", "datos"), texto.cuantos(1_250, "dato", "datos")) == ("1 dato", "1,250 datos")
    assert texto.cuanto_falta(1, "dato", "datos") == "Falta 1 dato"
    assert texto.cuanto_falta(3, "dato", "datos") == "Faltan 3 datos"


def test_count_separates_thousands() -> None:
    assert texto.cantidad(1250) == "1,250"


@pytest.mark.parametrize(
    ("position", "marker"), [(1, "a)"), (8, "h)"), (26, "z)"), (27, "aa)"), (52, "az)"), (53, "ba)"), (703, "aaa)")]
)
def test_letters_go_on_after_z(position: int, marker: str) -> None:
    assert texto.marca_letra(position) == marker


def test_letter_positions_start_at_one() -> None:
    with pytest.raises(ValueError, match="counted from 1"):
        texto.marca_letra(0)


@given(st.integers(1, 20_000), st.integers(1, 20_000))
def test_no_two_positions_share_a_letter(one: int, other: int) -> None:
    assert (texto.marca_letra(one) == texto.marca_letra(other)) == (one == other)

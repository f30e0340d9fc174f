"""Dates and numbers as people type them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervisor_app.ui.kit.reading import (
    Unreadable,
    read_date,
    read_number,
    write_date,
    write_money,
    write_number,
    write_percent,
)

TODAY = dt.date(2026, 6, 10)


@pytest.mark.parametrize(
    "text",
    [
        "5/6/26",
        "05/06/2026",
        "5-6-2026",
        "5.6.26",
        "050626",
        "05062026",
        " 5 / 6 / 26 ",
        "5 jun 26",
        "5 de junio de 2026",
        "5 JUNIO 2026",
        "5/jun/26",
        "5/6",
    ],
)
def test_a_date_can_be_typed_in_any_usual_way(text: str) -> None:
    assert read_date(text, TODAY) == dt.date(2026, 6, 5)


def test_a_day_alone_is_of_this_month() -> None:
    assert read_date("8", TODAY) == dt.date(2026, 6, 8)


@pytest.mark.parametrize(("text", "year"), [("1/1/69", 2069), ("1/1/70", 1970), ("1/1/99", 1999), ("010100", 2000)])
def test_two_figure_years(text: str, year: int) -> None:
    value = read_date(text, TODAY)
    assert value is not None
    assert value.year == year


@pytest.mark.parametrize(
    "text", ["ayer", "5/6/226", "5//", "/", "2026", "5/13x/26", "5/6/26/1", "-5/6/26", "5+6+26", "$5"]
)
def test_a_text_that_is_no_date_says_what_to_write(text: str) -> None:
    with pytest.raises(Unreadable, match="05/06/2026"):
        read_date(text, TODAY)


@pytest.mark.parametrize("text", ["31/02/2026", "0/1/26", "32/1/26", "5/13/26", "290225"])
def test_a_date_that_does_not_exist_says_so(text: str) -> None:
    with pytest.raises(Unreadable, match="no existe"):
        read_date(text, TODAY)


def test_nothing_is_no_date() -> None:
    assert read_date("  ", TODAY) is None


@given(st.dates(min_value=dt.date(1000, 1, 1)))
def test_what_is_written_is_read_again(date: dt.date) -> None:
    assert read_date(write_date(date), TODAY) == date


@given(st.text(max_size=12))
def test_no_text_breaks_the_reader_of_dates(text: str) -> None:
    try:
        value = read_date(text, TODAY)
    except Unreadable:
        return
    assert value is None or isinstance(value, dt.date)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("48,210.50", "48210.50"),
        ("$48,210.5", "48210.50"),
        ("48210.5", "48210.50"),
        ("$ 1,000", "1000.00"),
        (".5", "0.50"),
        ("12 %", "12.00"),
        ("1,234,567.89", "1234567.89"),
        ("7.", "7.00"),
        ("-3.10", "-3.10"),
        ("−3", "-3.00"),
        ("5 MXN", "5.00"),
        ("-.25", "-0.25"),
        ("1.500", "1.50"),
    ],
)
def test_numbers_as_typed(text: str, value: str) -> None:
    assert read_number(text, decimals=2) == Decimal(value)


@pytest.mark.parametrize("text", ["1.234,56", "48,21", "1,2345", "doce", "1 000,5", "-", ".", "1-2", "٣"])
def test_doubtful_numbers_are_refused(text: str) -> None:
    with pytest.raises(Unreadable, match=r"48,210\.50"):
        read_number(text, decimals=2)


@pytest.mark.parametrize(("decimals", "words"), [(0, "enteras"), (1, "1 decimal "), (2, "2 decimales")])
def test_too_many_decimals_are_refused(decimals: int, words: str) -> None:
    with pytest.raises(Unreadable, match=words):
        read_number("1.2345", decimals=decimals)


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2))
def test_money_written_is_read_again(value: Decimal) -> None:
    assert read_number(write_money(value), decimals=2) == value


@given(st.text(max_size=12))
def test_no_text_breaks_the_reader_of_numbers(text: str) -> None:
    try:
        value = read_number(text, decimals=2)
    except Unreadable:
        return
    assert value is None or value.is_finite()


def test_writing() -> None:
    assert write_money(Decimal("48210.5")) == "$48,210.50"
    assert write_money(Decimal("-3")) == "-$3.00"
    assert write_percent(Decimal(12)) == "12.0 %"
    assert write_number(Decimal(1234), decimals=0) == "1,234"
    assert write_date(dt.date(2026, 6, 5)) == "05/06/2026"
    assert write_money(None) == write_percent(None) == write_number(None, decimals=1) == write_date(None) == ""

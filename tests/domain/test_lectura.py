from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervisor_app.domain.lectura import (
    leer_con_decimales,
    leer_decimal,
    leer_fecha,
    leer_monto,
    leer_numero,
    leer_porcentaje,
)
from supervisor_app.domain.texto import MESES, cantidad, fecha_corta, fecha_larga, pesos, porcentaje
from supervisor_app.errors import UserError

NBSP, ANGOSTO = "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}"
DIAS = st.dates(date(1900, 1, 1), date(2200, 12, 31))
HOSTIL = st.one_of(
    st.text(max_size=40),
    st.text(alphabet="0123456789.,-+$% /\u00a0\u202f\u0660\uff11eE_xnaifMN", max_size=25),
    st.from_regex(r"-?[0-9]{1,3}([ ,.][0-9]{0,4}){0,4}%?", fullmatch=True),
)

# --- round trips ----------------------------------------------------------------------------------------------------


@given(st.integers(0, 10**12))
def test_a_count_reads_back_as_it_is_shown(numero: int) -> None:
    assert leer_numero(cantidad(numero)) == numero


@given(st.integers(0, 10**12))
def test_a_count_without_separators_reads_the_same(numero: int) -> None:
    assert leer_numero(str(numero)) == numero


@given(st.decimals(-(10**15), 10**15, places=2))
def test_an_amount_reads_back_as_it_is_shown(monto: Decimal) -> None:
    assert leer_monto(pesos(monto)) == monto


@given(st.decimals(0, 99_999, places=4))
def test_a_percentage_reads_back_as_it_is_shown(valor: Decimal) -> None:
    assert leer_porcentaje(porcentaje(valor, 4)) == valor


@given(DIAS)
def test_a_day_reads_back_as_it_is_shown(dia: date) -> None:
    assert leer_fecha(fecha_corta(dia)) == dia


@given(DIAS)
def test_a_day_in_words_reads_back(dia: date) -> None:
    assert leer_fecha(fecha_larga(dia)) == dia


@given(DIAS)
def test_a_day_in_iso_reads_back(dia: date) -> None:
    assert leer_fecha(dia.isoformat()) == dia


@given(st.dates(date(1970, 1, 1), date(2069, 12, 31)))
def test_two_digits_of_year_are_of_1970_to_2069(dia: date) -> None:
    assert leer_fecha(f"{dia.day}/{dia.month}/{dia:%y}") == leer_fecha(f"{dia:%d%m%y}") == dia


@given(st.decimals(-(10**15), 10**15, places=3))
def test_a_number_with_its_decimals_reads_back(valor: Decimal) -> None:
    assert leer_con_decimales(f"{valor:,.3f}", 3) == valor


# --- what people write ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("texto", "numero"),
    [
        ("0", 0),
        ("-0", 0),
        (" 12 ", 12),
        ("1,234", 1234),
        ("1 234 567", 1_234_567),
        (f"12{NBSP}000", 12_000),
        (f"{NBSP}12{ANGOSTO}000\t", 12_000),
        ("15.0", 15),
        ("1,000,000,000,000", 10**12),
        ("7.", 7),
    ],
)
def test_whole_numbers_as_people_write_them(texto: str, numero: int) -> None:
    assert leer_numero(texto) == numero


@pytest.mark.parametrize(
    "texto",
    [
        *("1,23", "1,2345", "12,34,567", "1 23", "1 2", "1,234 567", "1 234,567", ",123", "1,,234", "1.234.567"),
        *("", " ", "-", ".", "$5", "5%", "uno", "1e3", "0x10", "1_000", "NaN", "Infinity", "--5", "+5"),
        *("\uff11\uff12", "\u0661\u0662", "\u00b2", "1\N{ARABIC THOUSANDS SEPARATOR}234", "1'234"),
    ],
)
def test_what_has_two_readings_or_none_is_no_number(texto: str) -> None:
    with pytest.raises(UserError, match="no es un número entero"):
        leer_numero(texto)


@pytest.mark.parametrize("leer", [leer_numero, leer_porcentaje, leer_monto, leer_fecha])
def test_a_number_of_a_million_digits_is_refused_and_no_more(leer: Callable[[str], object]) -> None:
    with pytest.raises(UserError):
        leer("9" * 5_000_000)


def test_decimals_are_refused_where_a_whole_number_is_asked_for() -> None:
    with pytest.raises(UserError, match="sin decimales"):
        leer_numero("3.5")


@pytest.mark.parametrize("texto", ["-1", "1,000,000,000,001"])
def test_a_whole_number_out_of_bounds_is_refused(texto: str) -> None:
    with pytest.raises(UserError, match="entre 0 y"):
        leer_numero(texto)


@pytest.mark.parametrize(
    ("texto", "valor"),
    [("12.5 %", "12.5"), ("12.5%", "12.5"), (f"12.5{NBSP}%", "12.5"), ("100", "100"), ("250 %", "250"), (".5", "0.5")],
)
def test_percentages_as_people_write_them(texto: str, valor: str) -> None:
    assert leer_porcentaje(texto) == Decimal(valor)


def test_a_percentage_keeps_no_exponent() -> None:
    assert str(leer_porcentaje("100")) == "100"


def test_a_percentage_pasted_with_many_decimals_is_rounded_to_four() -> None:
    assert leer_porcentaje("12.34567891") == Decimal("12.3457")


@pytest.mark.parametrize("texto", ["-1", "99,999.1", "100000"])
def test_a_percentage_out_of_bounds_is_refused(texto: str) -> None:
    with pytest.raises(UserError, match="entre 0 y 99,999"):
        leer_porcentaje(texto)


@pytest.mark.parametrize("texto", ["%", "100 %%", "% 5", "12,5 %"])
def test_what_is_no_percentage_is_refused(texto: str) -> None:
    with pytest.raises(UserError, match="no es un porcentaje"):
        leer_porcentaje(texto)


@pytest.mark.parametrize(
    ("texto", "monto"),
    [
        ("$1,234.50", "1234.50"),
        ("$ 1 234.5", "1234.50"),
        ("1234", "1234.00"),
        ("-$5", "-5.00"),
        ("$-5", "-5.00"),
        ("−5", "-5.00"),
        ("100 MXN", "100.00"),
        ("5 M.N.", "5.00"),
        ("12 pesos", "12.00"),
        ("1.10", "1.10"),
    ],
)
def test_amounts_as_people_write_them(texto: str, monto: str) -> None:
    assert str(leer_monto(texto)) == monto


def test_a_negative_zero_is_zero() -> None:
    assert not leer_monto("-0.00").is_signed()


@pytest.mark.parametrize("texto", ["1$200", "5$", "$$5", "$", "MXN", "(5.00)", "1,23", "$1,23.00"])
def test_what_is_no_amount_is_refused(texto: str) -> None:
    with pytest.raises(UserError, match="no es un importe en pesos"):
        leer_monto(texto)


def test_an_amount_with_three_decimals_is_refused() -> None:
    with pytest.raises(UserError, match="dos decimales"):
        leer_monto("1.234")


@pytest.mark.parametrize("texto", ["10000000000000000", "-" + "9" * 17, "9" * 40 + ".99"])
def test_an_amount_that_is_too_large_is_refused(texto: str) -> None:
    with pytest.raises(UserError, match="demasiado grande"):
        leer_monto(texto)


def test_the_largest_amount_is_read() -> None:
    assert leer_monto("9,999,999,999,999,999.99") == Decimal("9999999999999999.99")


@pytest.mark.parametrize(("decimales", "words"), [(0, "sin decimales"), (1, "un decimal"), (2, "2 decimales")])
def test_more_decimals_than_asked_for_are_refused(decimales: int, words: str) -> None:
    with pytest.raises(UserError, match=words):
        leer_con_decimales("1.2345", decimales)


def test_zeros_after_the_decimals_asked_for_are_no_more_decimals() -> None:
    assert str(leer_con_decimales("1.500", 1)) == "1.5"


def test_a_number_longer_than_decimal_reckons_with_is_refused() -> None:
    with pytest.raises(UserError, match="demasiado grande"):
        leer_con_decimales("9" * 40, 2)


# --- days -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "texto",
    [
        *("5/6/26", "05/06/2026", "5-6-26", "5.6.2026", "5 6 26", "05-06/26", "050626", "05062026"),
        *("2026-06-05", "2026-6-5", "2026-06-05 00:00:00", "2026-06-05T00:00", "5 de junio de 2026", "5 JUNIO 2026"),
        *("5,6,26", " 5 / 6 / 26 ", "5 / jun / 26", "5 jun, 2026"),
        *("5-jun-26", "5/jun./2026", "5 de junio del 2026", f" 5{NBSP}de{NBSP}junio de 2026 "),
    ],
)
def test_a_day_is_read_in_every_usual_way(texto: str) -> None:
    assert leer_fecha(texto) == date(2026, 6, 5)


HOY = date(2026, 6, 10)


@pytest.mark.parametrize("texto", ["5/6", "5-6", "5 / 6", "5 jun", "5 de junio", "05/06", "5"])
def test_with_today_a_day_needs_neither_year_nor_month(texto: str) -> None:
    assert leer_fecha(texto, hoy=HOY) == date(2026, 6, 5)


@pytest.mark.parametrize("texto", ["31", "29/2", "0", "5/13"])
def test_what_is_completed_must_exist_too(texto: str) -> None:
    with pytest.raises(UserError, match="no existe"):
        leer_fecha(texto, hoy=HOY)


@pytest.mark.parametrize("texto", ["2026", "junio", "/", "5/", "5//", "5+6", "$5", "-5"])
def test_today_completes_nothing_else(texto: str) -> None:
    with pytest.raises(UserError, match="dd/mm/aaaa"):
        leer_fecha(texto, hoy=HOY)


@pytest.mark.parametrize(("numero", "mes"), list(enumerate(MESES, start=1)))
def test_every_month_is_read_whole_and_short(numero: int, mes: str) -> None:
    assert leer_fecha(f"2 de {mes} de 2026") == leer_fecha(f"2-{mes[:3]}-26") == date(2026, numero, 2)


@pytest.mark.parametrize("texto", ["31/04/2026", "29/02/2027", "30/02/2028", "00/01/2026", "1/0/2026", "32/1/2026"])
def test_a_day_that_does_not_exist_is_refused(texto: str) -> None:
    with pytest.raises(UserError, match="no existe"):
        leer_fecha(texto)


@pytest.mark.parametrize("texto", ["06/13/2026", "12/31/2026", "2026-31-12"])
def test_a_month_over_twelve_is_refused_and_never_swapped(texto: str) -> None:
    with pytest.raises(UserError, match="no existe"):
        leer_fecha(texto)


@pytest.mark.parametrize("texto", ["05/06/0026", "0026-06-05", "05/06/1899", "05/06/2201", "20260605"])
def test_a_year_written_whole_is_not_completed(texto: str) -> None:
    with pytest.raises(UserError, match="entre 1900 y 2200"):
        leer_fecha(texto)


@pytest.mark.parametrize(
    "texto",
    [
        *("", "ayer", "5/6", "5/6/2", "5/6/206", "5/6/20266", "46178", "5 de brumario de 2026", "2026-06-05 13:30:00"),
        *(
            "\u0665/\u0666/\u0662\u0666",
            "\uff15/\uff16/\uff12\uff10\uff12\uff16",
            "5//6/26",
            "-5/6/26",
            "5de junio de 26",
        ),
    ],
)
def test_what_is_no_day_is_refused_with_an_example(texto: str) -> None:
    with pytest.raises(UserError, match="dd/mm/aaaa"):
        leer_fecha(texto)


# --- hostile text ---------------------------------------------------------------------------------------------------


def _con_dos(texto: str) -> Decimal:
    return leer_con_decimales(texto, 2)


def _con_hoy(texto: str) -> date:
    return leer_fecha(texto, hoy=HOY)


@pytest.mark.parametrize(
    "leer", [leer_decimal, leer_numero, leer_porcentaje, leer_monto, leer_fecha, _con_dos, _con_hoy]
)
@given(texto=HOSTIL)
def test_no_text_whatsoever_brings_anything_but_a_value_or_a_sentence(
    leer: Callable[[str], object], texto: str
) -> None:
    try:
        leer(texto)
    except UserError as error:
        assert error.message.endswith(".")


@given(HOSTIL)
def test_a_number_read_never_has_digits_that_were_not_written(texto: str) -> None:
    try:
        valor = leer_decimal(texto)
    except UserError:
        return
    escritos = "".join(c for c in texto if c.isdigit()).lstrip("0")
    assert "".join(str(d) for d in valor.as_tuple().digits).lstrip("0") == escritos


def test_a_refusal_quotes_no_more_than_forty_characters() -> None:
    with pytest.raises(UserError) as error:
        leer_fecha("x" * 10_000)
    assert len(error.value.message) < 200

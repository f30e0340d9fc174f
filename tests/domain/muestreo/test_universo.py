"""From the cells of a sheet to a universe."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervisor_app.domain.muestreo.armado import Armado, armar
from supervisor_app.domain.muestreo.columnas import letra, nombrar, papel_de, proponer
from supervisor_app.domain.muestreo.universo import Columna, Papel, leer_canonico
from supervisor_app.errors import UserError

RALE = ["Reg. Patronal", "Núm. Crédito", "Periodo", "Tipo Doc.", "Inc", "Importe"]


def armado(*filas: Sequence[str]) -> Armado:
    propuesta = proponer(filas)
    return armar(filas, propuesta.encabezado, propuesta.columnas)


def fila(credito: str = "900000001", importe: str = "1,234.50", registro: str = "Z9912345108") -> list[str]:
    return [registro, credito, "202605", "02", "31", importe]


@pytest.mark.parametrize(
    ("titulo", "papel"),
    [
        ("REGISTRO PATRONAL", Papel.REGISTRO),
        ("Reg_Pat", Papel.REGISTRO),
        ("No. de Crédito", Papel.CREDITO),
        ("NUM. CREDITO", Papel.CREDITO),
        ("Período", Papel.PERIODO),
        ("T. Doc", Papel.TIPO_DOCUMENTO),
        ("Fec. Notif.", Papel.FECHA_NOTIFICACION),
        ("Fecha de incidencia", Papel.FECHA_INCIDENCIA),
        ("IMPORTE ($)", Papel.IMPORTE),
        ("Ejecutor", None),
    ],
)
def test_columns_are_known_by_their_titles(titulo: str, papel: Papel | None) -> None:
    assert papel_de(titulo) is papel


def test_titles_below_a_heading_are_found() -> None:
    assert proponer([["RALE COP"], ["Corte al 30/09/2026"], [], RALE, fila()]).encabezado == 3


def test_a_listing_without_titles_names_its_columns_by_letter() -> None:
    propuesta = proponer([["1", "2"], ["3", "4"]])
    assert propuesta.encabezado == -1
    assert [c.titulo for c in propuesta.columnas] == ["Columna A", "Columna B"]


def test_two_columns_with_one_title_stay_apart() -> None:
    columnas = nombrar([["Importe", "Importe", "Nota", "Nota"]], 0)
    assert [c.papel for c in columnas] == [Papel.IMPORTE, None, None, None]
    assert len({c.clave for c in columnas}) == 4


@pytest.mark.parametrize(("n", "nombre"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_columns_are_lettered_as_sheets_do(n: int, nombre: str) -> None:
    assert letra(n) == nombre


def test_the_canonical_form_is_text_whose_hash_is_that_of_the_file() -> None:
    u = armado(RALE, fila()).universo
    assert u.canonico == (
        b"registro_patronal\tcredito\tperiodo\ttipo_documento\tincidencia\timporte\n"
        b"Z9912345108\t900000001\t202605\t02\t31\t1234.50\n"
    )
    assert u.sha256 == hashlib.sha256(u.canonico).hexdigest()


def test_the_order_of_known_columns_does_not_change_the_hash() -> None:
    al_reves = [list(reversed(RALE)), list(reversed(fila()))]
    assert armado(*al_reves).universo.sha256 == armado(RALE, fila()).universo.sha256


@pytest.mark.parametrize("escrito", ["$1,234.50", "1234.5", "1 234.50", " 1234.50 ", "1,234.50 MXN"])
def test_one_amount_written_in_several_ways_gives_one_hash(escrito: str) -> None:
    assert armado(RALE, fila(importe=escrito)).universo.sha256 == armado(RALE, fila()).universo.sha256


def test_the_order_of_the_cases_does_change_the_hash() -> None:
    uno, otro = fila("900000001"), fila("900000002")
    assert armado(RALE, uno, otro).universo.sha256 != armado(RALE, otro, uno).universo.sha256


def test_a_registro_patronal_keeps_its_zeros() -> None:
    assert armado(RALE, fila(registro="0312345610")).universo.filas[0][0] == "0312345610"


def test_a_registro_patronal_that_lost_its_zeros_is_told() -> None:
    assert any("quitó los ceros" in a for a in armado(RALE, fila(registro="312345610")).avisos)


def test_a_total_at_the_foot_is_set_aside_and_told() -> None:
    a = armado(RALE, fila(), fila("900000002"), ["", "TOTAL", "", "", "", "2,469.00"], [], ["Elaboró: Cobranza"])
    assert len(a.universo) == 2
    assert a.apartadas == ("Fila 4: TOTAL · 2,469.00", "Fila 6: Elaboró: Cobranza")
    assert "apartaron 2 renglones al pie" in a.avisos[0]


def test_a_foot_with_the_sum_alone_is_set_aside() -> None:
    assert len(armado(RALE, fila(), ["", "", "", "", "", "1,234.50"]).universo) == 1


def test_an_employer_called_total_is_a_case() -> None:
    titulos = ["Reg. Patronal", "Razón social", "Crédito", "Importe"]
    a = armado(titulos, ["Z9912345108", "Total Ficticio, S.A.", "900000001", "5.00"])
    assert (len(a.universo), a.apartadas) == (1, ())


def test_a_total_of_a_listing_without_credits_is_set_aside() -> None:
    a = armado(["Ejecutor", "Zona", "Importe", "Nota"], ["A", "1", "5.00", "x"], ["Total", "", "5.00", ""])
    assert len(a.universo) == 1


def test_a_row_in_the_middle_that_seems_a_subtotal_stays_and_is_told() -> None:
    a = armado(RALE, fila(), ["", "Total sector 1", "", "", "", "1.00"], fila("2"))
    assert len(a.universo) == 3
    assert "1 renglón parece un subtotal entre los casos (la fila 3 dice «Total sector 1»)" in a.avisos[-1]


def test_an_employer_called_total_between_others_is_no_subtotal() -> None:
    titulos = ["Reg. Patronal", "Razón social", "Crédito", "Importe"]
    de_total = ["Z9912345108", "Total Ficticio, S.A.", "900000001", "5.00"]
    assert not armado(titulos, de_total, ["Z9912345109", "Otra, S.A.", "900000002", "6.00"]).avisos


def test_one_amount_below_zero_is_told_in_singular() -> None:
    assert "1 importe es menor que cero." in armado(RALE, fila(importe="-5.00"), fila("2")).avisos


def test_an_amount_that_cannot_be_read_stays_and_is_told() -> None:
    a = armado(RALE, fila(importe="n/d"), fila("2"))
    assert a.universo.centavos == (None, 123450)
    assert a.universo.filas[0][-1] == "n/d"
    assert "la fila 2 dice «n/d»" in a.avisos[0]


def test_an_amount_with_many_decimals_is_rounded_and_told() -> None:
    a = armado(RALE, fila(importe="10.005"))
    assert a.universo.total == Decimal("10.01")
    assert "se redondeó" in a.avisos[0]


def test_rows_repeated_exactly_are_told_and_kept() -> None:
    a = armado(RALE, fila(), fila("2"), fila())
    assert len(a.universo) == 3
    assert "los casos 1 y 3" in a.avisos[0]


def test_a_credit_that_appears_twice_with_other_data_is_told() -> None:
    a = armado(RALE, fila(), fila(importe="1.00"))
    assert "registro patronal y crédito de otro" in a.avisos[0]


def test_days_are_read_in_any_form() -> None:
    titulos = ["Crédito", "Fecha alta", "Importe"]
    a = armado(titulos, ["1", "05/06/2026", "1"], ["2", "2026-06-05", "1"], ["3", "2026-06-05 00:00:00", "1"])
    assert {f[1] for f in a.universo.filas} == {"2026-06-05"}


def test_a_meaning_belongs_to_one_column() -> None:
    columnas = (Columna("A", Papel.IMPORTE), Columna("B", Papel.IMPORTE))
    with pytest.raises(UserError, match="Dos columnas"):
        armar([["1", "2"]], -1, columnas)


def test_titles_without_cases_are_refused() -> None:
    with pytest.raises(UserError, match="ningún caso"):
        armado(RALE)


def test_progress_is_told_and_can_stop_the_work() -> None:
    class Basta(Exception):
        pass

    dichos: list[tuple[int, int | None]] = []

    def progreso(hechas: int, total: int | None) -> None:
        dichos.append((hechas, total))
        if hechas:
            raise Basta

    propuesta = proponer([RALE, fila()])
    with pytest.raises(Basta):
        armar([RALE, *([fila()] * 12_000)], 0, propuesta.columnas, progreso=progreso)
    assert dichos == [(0, 12_000), (5_000, 12_000)]


celdas = st.text(st.characters(codec="utf-8"), max_size=12)


@given(st.lists(st.lists(celdas, min_size=3, max_size=3), min_size=1, max_size=8))
def test_any_cells_give_a_universe_that_is_read_back_the_same(filas: list[list[str]]) -> None:
    columnas = (Columna("Crédito", Papel.CREDITO), Columna("Importe", Papel.IMPORTE), Columna("Otra"))
    try:
        u = armar(filas, -1, columnas).universo
    except UserError:
        return
    leido = leer_canonico(u.canonico)
    assert (leido.filas, leido.centavos, leido.sha256) == (u.filas, u.centavos, u.sha256)


@pytest.mark.parametrize("bytes_", [b"", b"\xff\xfe", b"%PDF-1.7", b"credito\timporte\n1\n"])
def test_other_bytes_are_no_universe(bytes_: bytes) -> None:
    with pytest.raises(UserError, match="forma canónica"):
        leer_canonico(bytes_)


def test_a_case_is_named_by_its_credit_and_described_by_the_rest() -> None:
    u = armado(RALE, fila()).universo
    assert u.referencia(1) == "900000001"
    assert u.detalle(1) == "Z9912345108 · periodo 202605 · documento 02 · incidencia 31"

"""Indicators copied from a sheet: matched, read cell by cell, and nothing of them lost."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervisor_app import paths
from supervisor_app.domain.indicador import Periodo
from supervisor_app.domain.indicadores_pegados import Pegado, leer_indicadores
from supervisor_app.services.definiciones import Definiciones

CATALOGO = Definiciones(paths.formas()).indicadores


def leer(*lineas: str, periodo: Periodo = Periodo.MES) -> Pegado:
    return leer_indicadores("\n".join(lineas), CATALOGO, periodo=periodo, hoy=date(2026, 6, 12))


def test_headings_in_any_order_and_by_any_usual_name() -> None:
    pegado = leer(
        "Alcanzado\tConcepto\tPresupuesto\tCorte al\tSistema",
        "960,000.00\tIngresos totales en efectivo\t$1,000,000.00\t31/05/2026\tSICOFI",
    )
    (r,) = pegado.renglones
    assert (r.codigo, r.periodo) == ("IND-01", Periodo.MES)
    assert r.campos == {
        "real": Decimal(960000),
        "meta": Decimal(1000000),
        "corte": date(2026, 5, 31),
        "fuente": "SICOFI",
    }
    assert pegado.problemas == () and pegado.resto == ""


def test_without_headings_our_own_order_is_read() -> None:
    pegado = leer("IND-03\tÍndice de pago oportuno\tacumulado\t95%\t93.4 %\tSINDO\t31/05/2026\tBaja estacional")
    (r,) = pegado.renglones
    assert (r.codigo, r.periodo) == ("IND-03", Periodo.ACUMULADO)
    assert [*r.campos.values()] == [Decimal(95), Decimal("93.4"), "SINDO", date(2026, 5, 31), "Baja estacional"]


@pytest.mark.parametrize("como", ["IND-16", "ind 16", "Multas", "Presupuesto de ingresos: multas", "MULTAS."])
def test_an_indicator_is_known_by_code_name_or_a_part_of_it_that_is_its_own(como: str) -> None:
    assert [r.codigo for r in leer(f"{como}\t10\t12").renglones] == ["IND-16"]


def test_a_name_that_may_be_two_indicators_is_asked_about() -> None:
    pegado = leer("Presupuesto de ingresos\t10\t12")
    assert pegado.renglones == ()
    assert "puede ser IND-14 o IND-15 o IND-16; escriba el código" in str(pegado.problemas[0])


def test_a_row_with_a_wrong_cell_stays_as_it_was_copied_with_its_headings() -> None:
    pegado = leer("Código\tMeta\tReal", "IND-01\t10\t1,2,3", "IND-02\t5\t6")
    assert [r.codigo for r in pegado.renglones] == ["IND-02"]
    assert pegado.resto == "Código\tMeta\tReal\nIND-01\t10\t1,2,3"
    assert str(pegado.problemas[0]).startswith("Renglón 2, Real: «1,2,3» no es un importe")


def test_every_wrong_cell_of_a_row_is_told() -> None:
    pegado = leer("Código\tMeta\tReal\tCorte", "IND-01\tdiez\t1,2,3\t31/02/2026")
    assert [p.columna for p in pegado.problemas] == ["Meta", "Real", "Fecha de corte"]


def test_an_unknown_indicator_is_told_and_kept() -> None:
    pegado = leer("Total general\t10\t12")
    assert pegado.resto == "Total general\t10\t12"
    assert "no es un indicador del catálogo" in str(pegado.problemas[0])


def test_the_same_indicator_twice_is_told() -> None:
    pegado = leer("IND-01\t10\t12", "IND-01\t11\t13")
    assert len(pegado.renglones) == 1 and "ya viene en otro renglón" in str(pegado.problemas[0])


def test_columns_without_a_place_go_to_the_comment_and_derived_ones_are_told() -> None:
    pegado = leer("Código\tReal\tVariación %\tÁrea", "IND-01\t10\t-4 %\tCobranza")
    assert pegado.renglones[0].campos["comentario"] == "Área: Cobranza"
    assert pegado.avisos == (
        "No se tomó «Variación %»: se calcula o viene del catálogo.",
        "Lo de «Área» quedó en el comentario.",
    )


def test_sin_meta_takes_the_goal_away_and_an_empty_cell_leaves_it() -> None:
    assert leer("IND-06\tsin meta\t1,200").renglones[0].campos == {"meta": None, "real": Decimal(1200)}
    assert leer("Código\tMeta\tReal", "IND-06\t\t1,200").renglones[0].campos == {"real": Decimal(1200)}


def test_nothing_copied_is_told() -> None:
    assert leer("").avisos == ("No hay texto que leer; copie antes las celdas en Excel.",)


@given(st.lists(st.lists(st.text(max_size=12), max_size=9), max_size=6))
def test_any_block_is_read_without_an_error_and_no_row_is_lost(celdas: list[list[str]]) -> None:
    texto = "\n".join("\t".join(fila) for fila in celdas)
    pegado = leer_indicadores(texto, CATALOGO, periodo=Periodo.MES, hoy=date(2026, 6, 12))
    con_problema = {p.linea for p in pegado.problemas}
    assert len([linea for linea in pegado.resto.split("\n") if linea]) in (len(con_problema), len(con_problema) + 1)

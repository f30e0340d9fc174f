"""The platform's columns: what the visit knows, what a person adds, what is missing, and what is never published."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from supervisor_app import wiring
from supervisor_app.domain.transparencia import (
    COLUMNAS,
    Comision,
    DatosDeComision,
    ReglasDeTransparencia,
    exigir_publicable,
    renglon,
    trimestre,
)
from supervisor_app.errors import UserError
from supervisor_app.services.oficina.panorama import Filtro, Panorama
from supervisor_app.services.transparencia.verbos import de_indice, de_visitas, escribir, lo_que_falta, renglones
from supervisor_app.store.oficina.indice import Indice
from tests.services.oficina.paquetes import cerrada
from tests.store.oficina.hechos_ficticios import leido
from tests.visita_ficticia import RelojFijo

HOY = date(2026, 7, 8)
SEGUNDO = Filtro(desde=date(2026, 4, 1), hasta=date(2026, 6, 30))
UNA = Comision(
    "v1", "V-2026-001", "4103", "Lucía Ñandú", 1, "Subdelegación Colima", "supervisión", "Apoyo", "COLIMA, COL.",
    date(2026, 6, 8), date(2026, 6, 12),
)  # fmt: skip
COMPLETO = DatosDeComision(
    id=UNA.id, erogado=Decimal("1250.50"), no_erogado=Decimal(0), entrega=date(2026, 6, 20), origen_estado="Colima",
    origen_ciudad="Colima", facturas="https://ejemplo.invalid/f",
)  # fmt: skip
REGLAS = ReglasDeTransparencia(area="JSAC", normativa="https://ejemplo.invalid/n", base="https://ejemplo.invalid/p/")


def test_what_the_visit_knows_is_filled_and_the_rest_is_named() -> None:
    r = renglon(UNA, None, ReglasDeTransparencia(), desde=SEGUNDO.desde, hasta=SEGUNDO.hasta, hoy=HOY)
    dicho = dict(zip(COLUMNAS, r.valores, strict=True))
    assert dicho["Ejercicio"] == 2026 and dicho["Tipo de viaje"] == "Nacional"
    assert (dicho["Ciudad de destino"], dicho["Estado de destino"]) == ("COLIMA", "COL.")
    assert dicho["Motivo del encargo o comisión"] == "Apoyo" and dicho["Fundamento"] == ""
    assert r.faltan == (
        "Estado de origen", "Ciudad de origen", "Importe total erogado", "Importe total no erogado",
        "Fecha de entrega del informe", "Hipervínculo al informe", "Hipervínculo a las facturas o comprobantes",
        "Hipervínculo a la normativa", "Área responsable",
    )  # fmt: skip


def test_what_a_person_adds_completes_it_and_zero_is_an_amount() -> None:
    r = renglon(UNA, COMPLETO, REGLAS, desde=SEGUNDO.desde, hasta=SEGUNDO.hasta, hoy=HOY, publico="informe-v1.pdf")
    assert not r.faltan and not lo_que_falta([r])
    assert "https://ejemplo.invalid/p/informe-v1.pdf" in r.valores


def test_no_law_is_named_by_the_program() -> None:
    vacio = renglon(UNA, None, ReglasDeTransparencia(), desde=None, hasta=None, hoy=HOY)
    assert not any("art" in str(v).casefold().split() or "ley" in str(v).casefold().split() for v in vacio.valores)
    puesto = renglon(
        UNA, None, ReglasDeTransparencia(fundamento="Lo que diga el área"), desde=None, hasta=None, hoy=HOY
    )
    assert "Lo que diga el área" in puesto.valores


@pytest.mark.parametrize("texto", ["BEPL850230XX1", "rfc: bepl850230xx1", "BEPL850230HCMXXX09"])
def test_what_looks_like_an_rfc_or_a_curp_is_refused(texto: str) -> None:
    with pytest.raises(UserError, match="no se publican"):
        exigir_publicable(["Bien", f"Nota {texto}."])


def test_a_quarter_is_whole() -> None:
    assert trimestre(date(2026, 11, 22)) == (date(2026, 10, 1), date(2026, 12, 31))
    assert trimestre(date(2024, 2, 29)) == (date(2024, 1, 1), date(2024, 3, 31))


def test_each_person_of_a_visit_with_pliego_is_a_row_once() -> None:
    con = cerrada(1, pliego="4103").visita
    sin = cerrada(2, pliego="").visita
    hechas = de_visitas([con, sin], SEGUNDO)
    assert [c.persona for c in hechas] == [p.nombre for p in con.equipo]
    assert all(c.acompanantes == len(hechas) - 1 for c in hechas)
    assert not de_visitas([con], Filtro(desde=date(2026, 7, 1)))


def test_an_index_says_the_same(tmp_path: Path) -> None:
    with Indice(str(tmp_path / "i.db")) as indice:
        indice.asentar([leido(1)], cuando="")
        (una,) = de_indice(Panorama(indice, hoy=lambda: HOY, feriados=()), SEGUNDO)
    assert (una.pliego, una.persona, una.salida, una.unidad) == (
        "1/26", "Lucía Ñandú", date(2026, 6, 12), "Subdelegación Colima",
    )  # fmt: skip


@pytest.fixture(scope="module")
def servicios(tmp_path_factory: pytest.TempPathFactory) -> Iterator[wiring.Servicios]:
    with wiring.abrir(tmp_path_factory.mktemp("datos") / "c", reloj=RelojFijo()) as s:
        yield s


def test_what_was_added_is_kept_with_its_past(servicios: wiring.Servicios) -> None:
    t = servicios.transparencia
    t.guardar(COMPLETO, UNA)
    t.guardar(COMPLETO.model_copy(update={"nota": "Corregida"}), UNA)
    t.guardar_reglas(REGLAS)
    assert t.reglas() == REGLAS and t.datos()[UNA.id].nota == "Corregida"
    with pytest.raises(UserError):
        t.guardar(COMPLETO.model_copy(update={"nota": "BEPL850230XX1"}), UNA)
    assert t.datos()[UNA.id].nota == "Corregida"


@pytest.mark.parametrize("mal", [{"nota": "x" * 4_001}, {"erogado": Decimal(10) ** 15}, {"erogado": Decimal("0.001")}])
def test_what_could_not_be_read_again_is_not_kept(servicios: wiring.Servicios, mal: dict[str, object]) -> None:
    antes = servicios.transparencia.datos()
    with pytest.raises(UserError, match="demasiado"):
        servicios.transparencia.guardar(COMPLETO.model_copy(update=mal), UNA)
    assert servicios.transparencia.datos() == antes


def test_the_table_is_a_file_with_typed_cells_and_no_formula(tmp_path: Path) -> None:
    datos = {UNA.id: COMPLETO.model_copy(update={"nota": "=1+1"})}
    filas = renglones([UNA], datos, REGLAS, SEGUNDO, hoy=HOY)
    escribir(filas, tmp_path / "t.csv")
    titulos, fila = csv.reader((tmp_path / "t.csv").read_text("utf-8-sig").splitlines())
    assert tuple(titulos) == COLUMNAS and fila[-1] == "'=1+1"
    escribir(filas, tmp_path / "t.xlsx")
    hoja = load_workbook(tmp_path / "t.xlsx").active
    assert hoja is not None and hoja["Q2"].value == 1250.5 and hoja["Z2"].data_type == "s"

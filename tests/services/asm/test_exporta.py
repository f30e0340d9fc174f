"""An ASM table as xlsx, csv and JSON: typed, inert, whole."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from supervisor_app.domain.asm import OrigenAsm, leer_asm
from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.services.asm.exporta import a_csv, a_json, a_xlsx, columnas, exportar
from tests.documents.ejemplo_asm import row, table

HOSTIL = '=HYPERLINK("http://x")'


def test_a_workbook_has_dates_activities_and_frozen_headings() -> None:
    hoja: Any = load_workbook(io.BytesIO(a_xlsx(table(2)))).active
    titulos = next(r for r in hoja.iter_rows() if r[0].value == "No.")
    primera = titulos[0].row + 1
    assert [c.value for c in titulos] == [
        "No.", "Aspecto Susceptible de Mejora", "Actividades", "Área Responsable", "Fecha de Término",
        "Resultados Esperados", "Productos y/o Evidencias",
    ]  # fmt: skip
    assert hoja.freeze_panes == f"A{primera}"
    fecha = hoja.cell(primera, 5)
    assert (fecha.value, fecha.is_date, hoja.cell(primera, 1).value) == (datetime(2026, 6, 30), True, 1)  # noqa: DTZ001 - as sheets have it
    assert hoja.cell(primera, 3).value == "\n".join(table(2).aspectos[0].actividades)


def test_text_is_never_a_formula() -> None:
    t = table(1, programa=HOSTIL, aspectos=(row(aspecto=HOSTIL, productos="+1"),))
    hoja: Any = load_workbook(io.BytesIO(a_xlsx(t))).active
    assert all(c.data_type != "f" for fila in hoja.iter_rows() for c in fila)
    filas = list(csv.reader(io.StringIO(a_csv(t).decode("utf-8-sig"))))
    assert filas[1][1] == f"'{HOSTIL}"
    assert filas[1][6] == "'+1"


def test_what_is_not_printed_comes_too_where_it_says_something() -> None:
    t = table(1, aspectos=(row(avance=45, prioridad="Alto", origen=OrigenAsm(folio="V-01", unidad="Sub")),))
    assert columnas(t)[7:] == ("prioridad", "avance", "documento", "observaciones", "origen")
    hoja: Any = load_workbook(io.BytesIO(a_xlsx(t))).active
    ultima = [c.value for c in hoja[hoja.max_row]]
    assert ultima[7:] == ["Alto", 0.45, None, None, "V-01 · Sub"]
    assert columnas(table(1))[-1] == "productos"


def test_the_json_is_what_the_command_takes() -> None:
    t = table(2)
    assert leer_asm(a_json(t)) == t
    assert json.loads(a_json(t))["aspectos"][0]["fecha"] == date(2026, 6, 30).isoformat()


def test_the_kind_goes_by_the_name(tmp_path: Path) -> None:
    for nombre in ("t.xlsx", "t.csv", "t.JSON"):
        assert exportar(table(1), tmp_path / nombre).stat().st_size
    with pytest.raises(UserError, match=r"debe terminar en \.xlsx, \.csv o \.json"):
        exportar(table(1), tmp_path / "t.ods")


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem, match="Elija otro lugar"):
        exportar(table(1), tmp_path / "no" / "hay" / "t.csv")

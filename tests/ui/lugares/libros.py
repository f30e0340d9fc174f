"""Workbooks of cédulas as an office may send them: edited well, and edited badly. Fictitious."""

from __future__ import annotations

import io
from datetime import date

import openpyxl

from supervisor_app.services.xlsform.exportar import exportar
from supervisor_app.services.xlsform.importar import Lectura, importar
from tests.ui.visit_fixtures import DEFINICIONES_REALES


def libro(cambios: dict[tuple[str, str], str | None]) -> bytes:
    """The workbook of CO-02 with some cells changed, each by its sheet and place."""
    abierto = openpyxl.load_workbook(io.BytesIO(exportar(DEFINICIONES_REALES.cedula("CO-02"))))
    for (hoja, celda), valor in cambios.items():
        abierto[hoja][celda] = valor
    salida = io.BytesIO()
    abierto.save(salida)
    return salida.getvalue()


def libro_con_problemas() -> Lectura:
    """What reading a badly edited one says."""
    contenido = libro(
        {
            ("survey", "A2"): "geopoint",
            ("survey", "C3"): None,
            ("survey", "F18"): "${CO-02-99} = 'no_cumple'",
            ("settings", "C2"): "dos",
            ("survey", "X1"): "appearance",
        }
    )
    return importar(contenido, DEFINICIONES_REALES.contexto, date(2026, 11, 21))

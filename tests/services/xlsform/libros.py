"""Workbooks made of lists, and what reading them says. Fictitious."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import openpyxl

from supervisor_app.domain.cedula.definition import CedulaDefinition
from supervisor_app.services.definiciones import Definiciones
from supervisor_app.services.xlsform.importar import Lectura, importar

DEFINICIONES = Definiciones.cargar(Path(__file__).parents[3] / "forms")
HOY = date(2026, 11, 21)
Celda = str | int | float | bool | date | None
Hoja = Sequence[Sequence[Celda]]

AJUSTES: Hoja = (
    (
        "form_id",
        "form_title",
        "version",
        "imss::fundamento",
        "imss::evidencia",
        "imss::seccion_manual",
        "imss::unidades",
    ),
    ("CO-90", "CO-90 · Prueba", 1, "JSAC:7.1.3:3", "Expediente", "7.1.3", "SUB"),
)


def libro(hojas: dict[str, Hoja]) -> bytes:
    """An .xlsx with these sheets."""
    hecho = openpyxl.Workbook()
    hecho.remove(hecho.worksheets[0])
    for nombre, filas in hojas.items():
        hoja = hecho.create_sheet(nombre)
        for fila in filas:
            hoja.append(list(fila))
    salida = io.BytesIO()
    hecho.save(salida)
    return salida.getvalue()


def leer(survey: Hoja, choices: Hoja = (), *, settings: Hoja = AJUSTES, **otras: Hoja) -> Lectura:
    """What importing these sheets gives."""
    hojas = {"survey": survey, "settings": settings, **otras}
    return leer_bytes(libro(hojas | {"choices": choices} if choices else hojas))


def leer_bytes(contenido: bytes) -> Lectura:
    return importar(contenido, DEFINICIONES.contexto, HOY)


def definicion(survey: Hoja, choices: Hoja = (), **otras: Hoja) -> CedulaDefinition:
    """The definition of sheets without problems."""
    leida = leer(survey, choices, **otras)
    assert leida.problemas == ()
    assert leida.definicion is not None
    return leida.definicion


def dichos(leida: Lectura) -> list[str]:
    """The problems, as they are told."""
    assert leida.definicion is None
    return [str(problema) for problema in leida.problemas]

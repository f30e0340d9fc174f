"""The fictitious listing of credits from which the demo draws one of its samples. Nobody in it exists."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from supervisor_app.domain.muestreo.armado import armar
from supervisor_app.domain.muestreo.columnas import proponer
from supervisor_app.domain.muestreo.metodos import Metodo
from supervisor_app.domain.muestreo.plan import Plan
from supervisor_app.domain.muestreo.registro import Calculo, Proposito
from supervisor_app.domain.muestreo.universo import Universo

ITEM: Final = "CO-05-07"
NOMBRE: Final = "RALE COP y RCV ficticio.xlsx"
CREDITOS: Final = 3_418
PLAN: Final = Plan(
    metodo=Metodo.SIMPLE,
    calculo=Calculo(proposito=Proposito.DESCARTAR, esperado=Decimal(0), tolerable=Decimal(10)),
    semilla="4821-7730-9915",
)
_TITULOS: Final = ("Reg. Patronal", "Crédito", "Periodo", "Tipo Doc", "Fecha Alta", "Incidencia", "Importe")
_INCIDENCIAS: Final = ("31", "31", "31", "02", "02", "09", "32", "14", "06")


def universo_demo(corte: date) -> Universo:
    """The listing at a cut-off date: always the same credits, some months older."""
    filas: list[tuple[str, ...]] = [_TITULOS]
    for n in range(1, CREDITOS + 1):
        azar = int.from_bytes(hashlib.sha256(f"credito {n}".encode()).digest()[:8], "big")
        alta = corte - timedelta(days=40 + azar % 1_700)
        pesos = Decimal(90_000 + azar % 24_000_000).scaleb(-2)
        filas.append(
            (
                f"Ñ{azar % 100_000_000:08d}10{azar % 10}",
                f"{900_000_000 + n}",
                f"{alta:%m/%Y}",
                f"{1 + azar % 2:02d}",
                f"{alta:%d/%m/%Y}",
                _INCIDENCIAS[azar % len(_INCIDENCIAS)],
                f"{pesos:,.2f}",
            )
        )
    propuesta = proponer(filas)
    return armar(filas, propuesta.encabezado, propuesta.columnas).universo

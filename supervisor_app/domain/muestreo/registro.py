"""The record of a draw: enough for anyone to repeat it and get the same rows.

It must never hold the universe itself.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from supervisor_app.domain.base import Value


class Metodo(StrEnum):
    """How rows are drawn from a universe."""

    ALEATORIO = "aleatorio"
    SISTEMATICO = "sistematico"
    ESTRATIFICADO = "estratificado"
    UNIDAD_MONETARIA = "unidad_monetaria"
    MAYORES = "mayores"

    @property
    def label(self) -> str:
        return {
            "aleatorio": "Aleatorio simple",
            "sistematico": "Sistemático",
            "estratificado": "Estratificado",
            "unidad_monetaria": "Por unidad monetaria",
            "mayores": "Los de mayor importe",
        }[self.value]


class Universo(Value):
    """What was drawn from: ``archivo`` is the SHA-256 of the kept file, ``huella`` that of its canonical rows."""

    nombre: str
    archivo: str
    huella: str
    renglones: int
    importe: Decimal | None = None


class Estrato(Value):
    """One stratum: how many rows and pesos it has, and how many were drawn from it."""

    nombre: str
    renglones: int
    importe: Decimal | None = None
    tamano: int


class Muestreo(Value):
    """The draw of one muestra item. ``id`` is ``visita:item:muestreo``; ``elegidos`` are row numbers from 1, as drawn.

    ``confianza``, ``esperada`` and ``tolerable`` are shares of one; None where the size was given by a person.
    """

    id: str
    visita_id: str
    item_id: str
    universo: Universo
    metodo: Metodo
    semilla: str
    tamano: int
    confianza: Decimal | None = None
    esperada: Decimal | None = None
    tolerable: Decimal | None = None
    columna_estrato: str = ""
    estratos: tuple[Estrato, ...] = ()
    elegidos: tuple[int, ...]
    cuando: datetime

"""The record of a draw: enough for anyone to repeat it and get the same rows. It must never hold the universe itself.

What the sample proves is not here either: ``proyeccion`` derives it from the rows.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from supervisor_app.domain.base import Value
from supervisor_app.domain.muestreo.metodos import TOPE_MUESTRA, Metodo

__all__ = ["Calculo", "Elegido", "Estrato", "Metodo", "Muestreo", "Proposito", "UniversoUsado"]

Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class UniversoUsado(Value):
    """What was drawn from. ``sha256`` names the kept file and is the hash of the universe: both are one.

    ``importe`` is the sum of its amounts, ``sin_importe`` how many of its rows have none.
    """

    nombre: str
    sha256: Sha256
    renglones: Annotated[int, Field(ge=1)]
    columnas: tuple[str, ...] = ()
    importe: Decimal | None = None
    sin_importe: int = 0


class Proposito(StrEnum):
    """What the size of the sample is for."""

    DADO = "dado"
    ESTIMAR = "estimar"
    DESCARTAR = "descartar"
    IMPORTE = "importe"


class Calculo(Value):
    """How the size came to be. ``confianza`` is in per cent, and also that of the projection.

    ``esperado`` and ``tolerable`` are per cents of cases (``tolerable`` being the margin to each side where the purpose
    is to estimate), or pesos where the purpose is an amount. Both None where a person gave the size.
    """

    proposito: Proposito = Proposito.DADO
    confianza: Annotated[Decimal, Field(ge=50, lt=100)] = Decimal(95)
    esperado: Annotated[Decimal, Field(ge=0)] | None = None
    tolerable: Annotated[Decimal, Field(gt=0)] | None = None


class Estrato(Value):
    """One stratum: how many rows it has, and how many were drawn from it."""

    nombre: str
    renglones: int
    tamano: int


class Elegido(Value):
    """A drawn row: its number in the universe, its amount there, its stratum; ``cierto`` if taken for its size."""

    numero: Annotated[int, Field(ge=1)]
    importe: Decimal | None = None
    estrato: str = ""
    cierto: bool = False


class Muestreo(Value):
    """The draw of one muestra item. ``id`` is ``visita:item:muestreo``; ``elegidos`` in the order of the universe.

    ``semilla`` is empty for the largest amounts, which need none. ``sorteable`` is the sum of the amounts above zero,
    the only ones that a draw by monetary unit can hit, and ``sin_suerte`` how many rows have no such amount.
    """

    id: str
    visita_id: str
    item_id: str
    universo: UniversoUsado
    metodo: Metodo
    semilla: str = ""
    calculo: Calculo = Calculo()
    columna_estrato: str = ""
    estratos: tuple[Estrato, ...] = ()
    elegidos: Annotated[tuple[Elegido, ...], Field(min_length=1, max_length=TOPE_MUESTRA)]
    sorteable: Decimal | None = None
    sin_suerte: int = 0
    cuando: datetime

    @property
    def tamano(self) -> int:
        return len(self.elegidos)

    @property
    def numeros(self) -> tuple[int, ...]:
        return tuple(x.numero for x in self.elegidos)

    @property
    def censo(self) -> bool:
        """True where every row of the universe was taken: nothing is left to project."""
        return self.tamano == self.universo.renglones

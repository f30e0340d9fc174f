"""What was answered to an item: the value by kind, the note, and the rows of a muestra.

Source: dominio 4 (answer kinds) and 3.5. It must never decide what an answer leads to; that is ``comandos``.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, model_validator

from supervisor_app.domain.base import Persona, Value
from supervisor_app.domain.cedula.definition import CedulaDefinition
from supervisor_app.errors import UserError

Conteo = Annotated[int, Field(ge=0, le=10_000_000)]
TOPE_PESOS = Decimal(10) ** 16
Pesos = Annotated[Decimal, Field(max_digits=18, decimal_places=2)]


class Cumplimiento(StrEnum):
    """The four answers, in the order of their keys 1 to 4."""

    CUMPLE = "cumple"
    PARCIAL = "parcial"
    NO_CUMPLE = "no_cumple"
    NO_APLICA = "no_aplica"

    @property
    def label(self) -> str:
        return {"cumple": "Cumple", "parcial": "Parcial", "no_cumple": "No cumple", "no_aplica": "No aplica"}[
            self.value
        ]


class ValorCumple(Value):
    """Also carries «no aplica» for items of every other kind."""

    tipo: Literal["cumple"] = "cumple"
    valor: Cumplimiento


class ValorMuestra(Value):
    """n revisados, n con inconsistencia and the amount in MXN. ``0 <= con_inconsistencia <= revisados``."""

    tipo: Literal["muestra"] = "muestra"
    revisados: Conteo
    con_inconsistencia: Conteo
    importe: Pesos | None = None

    @model_validator(mode="after")
    def _coherente(self) -> ValorMuestra:
        if self.con_inconsistencia > self.revisados:
            raise ValueError("Los casos con inconsistencia no pueden ser más que los revisados.")
        return self

    @property
    def proporcion(self) -> Decimal | None:
        """Share of reviewed cases with the inconsistency, in per cent; None where nothing was reviewed."""
        return Decimal(100 * self.con_inconsistencia) / Decimal(self.revisados) if self.revisados else None


class ValorNumero(Value):
    tipo: Literal["numero"] = "numero"
    valor: Annotated[int, Field(ge=0, le=10**12)]


class ValorPorcentaje(Value):
    """In per cent; it may pass 100 (goals)."""

    tipo: Literal["porcentaje"] = "porcentaje"
    valor: Annotated[Decimal, Field(ge=0, max_digits=9, decimal_places=4)]


class ValorFecha(Value):
    tipo: Literal["fecha"] = "fecha"
    valor: date


class ValorMonto(Value):
    """Pesos, decimal(18,2)."""

    tipo: Literal["monto_mxn"] = "monto_mxn"
    valor: Pesos


class ValorDecimal(Value):
    """A number with decimals, or a calculated one, which may be below zero."""

    tipo: Literal["decimal"] = "decimal"
    valor: Annotated[Decimal, Field(max_digits=18, decimal_places=6)]


class ValorTexto(Value):
    tipo: Literal["texto"] = "texto"
    valor: Annotated[str, Field(min_length=1, max_length=20_000)]


class ValorOpcion(Value):
    """One choice: its key, and its text as it read when it was chosen."""

    tipo: Literal["opcion"] = "opcion"
    valor: str
    texto: str


class ValorOpciones(Value):
    """Several choices in the order of their list; at least one."""

    tipo: Literal["opciones"] = "opciones"
    valores: Annotated[tuple[ValorOpcion, ...], Field(min_length=1)]


Valor = Annotated[
    ValorCumple
    | ValorMuestra
    | ValorNumero
    | ValorDecimal
    | ValorPorcentaje
    | ValorFecha
    | ValorMonto
    | ValorTexto
    | ValorOpcion
    | ValorOpciones,
    Field(discriminator="tipo"),
]


class Respuesta(Value):
    """The answer to one item of one visit. ``id`` is ``visita:item``: one answer per item."""

    id: str
    visita_id: str
    cedula: str
    item_id: str
    valor: Valor | None = None
    nota: str = ""

    @property
    def contestada(self) -> bool:
        return self.valor is not None

    @property
    def no_aplica(self) -> bool:
        return isinstance(self.valor, ValorCumple) and self.valor.valor is Cumplimiento.NO_APLICA

    @property
    def levanta_inconsistencia(self) -> bool:
        """«parcial», «no cumple» and a muestra with cases raise an inconsistencia (cedulas.yaml, ``tipos``)."""
        if isinstance(self.valor, ValorCumple):
            return self.valor.valor in (Cumplimiento.PARCIAL, Cumplimiento.NO_CUMPLE)
        return isinstance(self.valor, ValorMuestra) and self.valor.con_inconsistencia > 0


class Celda(Value):
    """The value of one own column in one row."""

    columna: str
    valor: Valor


class Fila(Value):
    """One reviewed case of a muestra. ``con_inconsistencia`` None means not looked at yet.

    ``universo`` is its number in the universe it was drawn from, from 1; ``celdas`` the own columns of the muestra.
    """

    id: str
    visita_id: str
    item_id: str
    orden: int
    referencia: str = ""
    detalle: str = ""
    con_inconsistencia: bool | None = None
    importe: Pesos | None = None
    nota: str = ""
    universo: int | None = None
    celdas: tuple[Celda, ...] = ()

    @property
    def vacia(self) -> bool:
        return not (self.referencia.strip() or self.detalle.strip() or self.nota.strip() or self.celdas) and (
            self.con_inconsistencia is None and self.importe is None and self.universo is None
        )


class CedulaFijada(Value):
    """The definition that a visit applies, kept with it: editing a question later does not change what was answered.

    ``id`` is ``visita:codigo:definicion``; ``descartada`` the hash of the newer definition that was offered and left.
    """

    id: str
    visita_id: str
    definicion: CedulaDefinition
    descartada: str = ""


class Aplicada(Value):
    """The header of one cédula applied in one visit (dominio 3.5). ``id`` is ``visita:codigo``.

    ``responsable`` is who of the team applies it; None while it was not given to anybody.
    """

    id: str
    visita_id: str
    codigo: str
    responsable: Persona | None = None
    atendio: Persona | None = None
    universo: str = ""
    metodo_muestra: str = ""
    observaciones: str = ""


def sumar_filas(filas: Iterable[Fila]) -> ValorMuestra | None:
    """The counts that rows give: reviewed are those with a result, the amount adds up the cases with inconsistency.

    Raises UserError where the amounts add up to more than an answer holds.
    """
    vistas = [f for f in filas if f.con_inconsistencia is not None]
    if not vistas:
        return None
    malas = [f for f in vistas if f.con_inconsistencia]
    importes = [f.importe for f in malas if f.importe is not None]
    importe = sum(importes, Decimal(0)) if importes else None
    if importe is not None and abs(importe) >= TOPE_PESOS:
        raise UserError("Los importes de los renglones suman demasiado; revise los dígitos.")
    return ValorMuestra(revisados=len(vistas), con_inconsistencia=len(malas), importe=importe)

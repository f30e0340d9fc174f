"""The columns of the transparency platform that a commission fills, and what a person adds to what the visit knows.

The legal reference is a text that people write: no law is named here (dominio.md, section 8). Neither RFC nor CURP has
a place in it. It must never look at a clock, nor fill in what nobody said.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Annotated, Final

from pydantic import Field

from supervisor_app.domain.base import Value
from supervisor_app.errors import UserError

Celda = str | int | Decimal | date | None
Renglon = Annotated[str, Field(max_length=300)]
Parrafo = Annotated[str, Field(max_length=4_000)]
Importe = Annotated[Decimal, Field(ge=0, max_digits=14, decimal_places=2)]

COLUMNAS: Final = (
    "Ejercicio",
    "Fecha de inicio del periodo que se informa",
    "Fecha de término del periodo que se informa",
    "Denominación del encargo o comisión",
    "Nombre",
    "Tipo de viaje",
    "Número de personas acompañantes",
    "País de origen",
    "Estado de origen",
    "Ciudad de origen",
    "País de destino",
    "Estado de destino",
    "Ciudad de destino",
    "Motivo del encargo o comisión",
    "Fecha de salida",
    "Fecha de regreso",
    "Importe total erogado",
    "Importe total no erogado",
    "Fecha de entrega del informe",
    "Hipervínculo al informe",
    "Hipervínculo a las facturas o comprobantes",
    "Hipervínculo a la normativa",
    "Fundamento",
    "Área responsable",
    "Fecha de actualización",
    "Nota",
)
_OPCIONALES: Final = frozenset({"Fundamento", "Nota"})
_PERSONAL = re.compile(r"\b(?:[A-Z]{4}\d{6}[HMX][A-Z]{5}[A-Z0-9]\d|[A-ZÑ&]{3,4}\d{6}[A-Z0-9]{3})\b", re.IGNORECASE)
MEXICO: Final = "México"


@dataclass(frozen=True, slots=True)
class Comision:
    """One commissioned person of a visit with pliego, as the visit knows it. ``lugar``: as it was typed there."""

    visita: str
    folio: str
    pliego: str
    persona: str
    acompanantes: int
    unidad: str
    tipo: str
    objeto: str
    lugar: str
    salida: date | None
    regreso: date | None

    @property
    def id(self) -> str:
        """Names what a person adds: the visit, and the name however it is capitalized."""
        nombre = " ".join(self.persona.casefold().split())
        return f"{self.visita}:{hashlib.sha256(nombre.encode()).hexdigest()[:16]}"


class DatosDeComision(Value):
    """What a person adds for one commissioned person; "" and None: not said, and then the visit's word stands."""

    id: str
    tipo_viaje: Renglon = "Nacional"
    denominacion: Renglon = ""
    motivo: Parrafo = ""
    acompanantes: int | None = Field(default=None, ge=0, le=999)
    origen_estado: Renglon = ""
    origen_ciudad: Renglon = ""
    destino_estado: Renglon = ""
    destino_ciudad: Renglon = ""
    erogado: Importe | None = None
    no_erogado: Importe | None = None
    entrega: date | None = None
    informe: Parrafo = ""
    facturas: Parrafo = ""
    nota: Parrafo = ""


class ReglasDeTransparencia(Value):
    """What all rows share. ``fundamento``: the legal reference, in the words of whoever is responsible; ``base``: the
    address of the folder in which public versions are published.
    """

    area: Renglon = ""
    normativa: Parrafo = ""
    fundamento: Parrafo = ""
    base: Parrafo = ""
    origen_estado: Renglon = ""
    origen_ciudad: Renglon = ""


@dataclass(frozen=True, slots=True)
class RenglonDeTransparencia:
    """A row in the order of ``COLUMNAS``. ``faltan``: the columns that nobody filled yet."""

    comision: Comision
    datos: DatosDeComision
    valores: tuple[Celda, ...]

    @property
    def faltan(self) -> tuple[str, ...]:
        return tuple(
            columna
            for columna, valor in zip(COLUMNAS, self.valores, strict=True)
            if (valor is None or valor == "") and columna not in _OPCIONALES
        )


def renglon(
    c: Comision,
    d: DatosDeComision | None,
    r: ReglasDeTransparencia,
    *,
    desde: date | None,
    hasta: date | None,
    hoy: date,
    publico: str = "",
) -> RenglonDeTransparencia:
    """The row of one person. ``publico``: the file name of the informe's public version, where it is known."""
    d = d or DatosDeComision(id=c.id)
    ciudad, estado = _lugar(c.lugar)
    enlace = d.informe or (f"{r.base.rstrip('/')}/{publico}" if r.base.strip() and publico else "")
    valores: tuple[Celda, ...] = (
        (c.salida or desde or hoy).year,
        desde,
        hasta,
        d.denominacion or f"Visita de {c.tipo} {c.folio}, pliego {c.pliego}",
        c.persona,
        d.tipo_viaje,
        c.acompanantes if d.acompanantes is None else d.acompanantes,
        MEXICO,
        d.origen_estado or r.origen_estado,
        d.origen_ciudad or r.origen_ciudad,
        MEXICO,
        d.destino_estado or estado,
        d.destino_ciudad or ciudad,
        d.motivo or c.objeto or f"Visita de {c.tipo} a {c.unidad}",
        c.salida,
        c.regreso,
        d.erogado,
        d.no_erogado,
        d.entrega,
        enlace,
        d.facturas,
        r.normativa,
        r.fundamento,
        r.area,
        hoy,
        d.nota,
    )
    return RenglonDeTransparencia(c, d, valores)


def trimestre(dia: date) -> tuple[date, date]:
    """First and last day of the quarter of a day: what is usually informed at once."""
    primero = date(dia.year, 3 * ((dia.month - 1) // 3) + 1, 1)
    # A hundred days later it is the first month of the next one.
    return primero, (primero + timedelta(days=100)).replace(day=1) - timedelta(days=1)


def exigir_publicable(textos: Iterable[str]) -> None:
    """Raises UserError where a text has what looks like an RFC or a CURP."""
    for texto in textos:
        if dato := _PERSONAL.search(texto):
            raise UserError(f"«{dato[0]}» parece un RFC o una CURP, que no se publican. Quítelo y vuelva a guardar.")


def por_visita(renglones: Sequence[RenglonDeTransparencia]) -> int:
    """How many visits they are of."""
    return len({r.comision.visita for r in renglones})


def _lugar(dicho: str) -> tuple[str, str]:
    """City and state of «COLIMA, COL.», as they were typed."""
    ciudad, _, estado = (parte.strip() for parte in dicho.strip().partition(","))
    return ciudad, estado

"""What the programme of visits prints, as plain values: every string is already as it is read on paper.

The services make it from the programme; :mod:`supervisor_app.documents.programa` draws it. It must never compute
anything.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from supervisor_app.domain.base import Value
from supervisor_app.domain.informe import Linea, LineaMembrete, Texto


class FirmantePrograma(Value):
    """Who signs, and as what («Elaboró», «Autorizó»)."""

    nombre: str = ""
    cargo: str = ""
    como: str


@dataclass(frozen=True)
class MesAnual:
    """A month of the year in one row."""

    mes: str
    supervision: str
    apoyo: str
    conjuntas: str
    canceladas: str
    total: str
    unidades: str


@dataclass(frozen=True)
class CuentaDepartamento:
    """``barra``: against the department with most (0 to 1)."""

    nombre: str
    visitas: str
    barra: float


@dataclass(frozen=True)
class VisitaImpresa:
    """A row of a month. ``razones``: one line each; ``cambios``: that it was moved or cancelled, and why."""

    folio: str
    fechas: str
    unidad: str
    tipo: str
    equipo: str
    cedulas: str
    razones: tuple[str, ...]
    cambios: tuple[str, ...]


@dataclass(frozen=True)
class MesImpreso:
    titulo: str
    visitas: tuple[VisitaImpresa, ...]


@dataclass(frozen=True)
class DocumentoPrograma:
    """Everything, in printed order; ``meses`` are those that have visits."""

    folio: str
    fecha: date
    anio: int
    version: int
    oficina: str
    frase: str
    visitas: str
    anual: tuple[MesAnual, ...]
    total: MesAnual
    departamentos: tuple[CuentaDepartamento, ...]
    meses: tuple[MesImpreso, ...]
    firmantes: tuple[FirmantePrograma, ...]


class SeccionesPrograma(Value):
    anual: Linea
    departamentos: Linea
    mensual: Linea
    firmas: Linea


class ColumnasPrograma(Value):
    """The headings of the three tables."""

    mes: Linea
    supervision: Linea
    apoyo: Linea
    conjuntas: Linea
    canceladas: Linea
    total: Linea
    unidades: Linea
    departamento: Linea
    folio: Linea
    fechas: Linea
    unidad: Linea
    tipo: Linea
    equipo: Linea
    cedulas: Linea
    razones: Linea


class TextosPrograma(Value):
    """``titulo`` and ``cierre`` may use ``{anio}``; ``cierre`` also ``{visitas}``."""

    membrete: tuple[LineaMembrete, ...]
    titulo: Linea
    aviso: Texto
    secciones: SeccionesPrograma
    columnas: ColumnasPrograma
    nota_conjunta: Texto
    nota_razones: Texto
    practica: Linea
    sin_razones: Linea
    cierre: Texto
    elaboro: Linea
    autorizo: Linea

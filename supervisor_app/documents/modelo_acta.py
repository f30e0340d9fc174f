"""What the acta of a closing meeting prints, as plain values: every string is already as it is read on paper.

The services make it from the visit; :mod:`supervisor_app.documents.acta` draws it. It must never compute anything.
"""

from __future__ import annotations

from dataclasses import dataclass

from supervisor_app.documents.modelos import DeVisita
from supervisor_app.domain.base import Persona, Value
from supervisor_app.domain.informe import Linea, LineaMembrete, Texto


@dataclass(frozen=True)
class Asistente:
    """Somebody who attends and signs: ``campo`` names the place to sign, ``caracter`` is as whom («Por la unidad»)."""

    campo: str
    persona: Persona
    caracter: str


@dataclass(frozen=True)
class ProcesoActa:
    """A cédula that was applied, with its result."""

    codigo: str
    proceso: str
    contestadas: str
    cumplimiento: str


@dataclass(frozen=True)
class HallazgoActa:
    """A finding as it is read: folio, title and risk."""

    folio: str
    titulo: str
    riesgo: str


@dataclass(frozen=True)
class MedidaActa:
    """A measure as it was agreed. ``folio`` is that of its finding."""

    folio: str
    tipo: str
    texto: str
    responsable: str
    fecha: str


@dataclass(frozen=True)
class VerificadoActa:
    """An earlier finding and how it was found."""

    folio: str
    titulo: str
    resultado: str
    nota: str = ""


@dataclass(frozen=True)
class BarraImpresa:
    """A bar against its goal, both as shares of its whole width (0 to 1). ``meta`` None: there is no goal to mark."""

    real: float
    meta: float | None
    favorable: bool | None


@dataclass(frozen=True)
class IndicadorActa:
    """An indicator with its figures in words; ``barra`` only where there is something to draw."""

    codigo: str
    nombre: str
    periodo: str
    meta: str
    real: str
    variacion: str
    avance: str
    veredicto: str
    barra: BarraImpresa | None = None
    comentario: str = ""
    fuente: str = ""


@dataclass(frozen=True)
class DocumentoActa(DeVisita):
    """Everything the acta prints, in printed order."""

    titulo: str
    fechas: str
    lugar: str
    horario: str
    pliego: str
    proemio: str
    asistentes: tuple[Asistente, ...]
    firmantes: tuple[Asistente, ...]
    """The same people in the order in which they sign: the first of each side beside each other."""
    procesos: tuple[ProcesoActa, ...]
    hallazgos: tuple[HallazgoActa, ...]
    medidas: tuple[MedidaActa, ...]
    verificados: tuple[VerificadoActa, ...]
    indicadores: tuple[IndicadorActa, ...]
    sin_hallazgos: str
    manifestaciones: str
    acuerdos: str
    cierre: str


class SeccionesActa(Value):
    """The titles of the parts of the acta."""

    asistentes: Linea
    procesos: Linea
    hallazgos: Linea
    medidas: Linea
    verificados: Linea
    indicadores: Linea
    manifestaciones: Linea
    acuerdos: Linea
    cierre: Linea


class CaracterActa(Value):
    """As whom each kind of attendant signs."""

    supervision: Linea
    unidad: Linea
    testigo: Linea


class TextosActa(Value):
    """The fixed texts of the acta, read from ``forms/documentos/acta.yaml``.

    ``membrete`` may use ``{ooad}``; ``titulo``, ``{tipo}``; ``proemio`` and ``cierre``, the data of the meeting.
    """

    membrete: tuple[LineaMembrete, ...]
    titulo: Linea
    aviso: Texto
    secciones: SeccionesActa
    caracter: CaracterActa
    proemio: Texto
    sin_hallazgos: Texto
    hallazgos_reservados: Texto
    sin_medidas: Texto
    sin_manifestaciones: Texto
    nota_indicadores: Texto
    cierre: Texto
    clave: Linea = ""

"""What the turnado of possible irregularities prints, as plain values: every string is already as it is read on paper.

The services make it from the visit; :mod:`supervisor_app.documents.turnado` draws it. It must never compute anything.
"""

from __future__ import annotations

from dataclasses import dataclass

from supervisor_app.documents.modelos import DeVisita
from supervisor_app.domain.base import Persona, Value
from supervisor_app.domain.informe import Linea, LineaMembrete, Texto


@dataclass(frozen=True)
class PuntoTurnado:
    """A question that the finding gathers, with its answer, its note and who answered for it."""

    codigo: str
    pregunta: str
    respuesta: str
    nota: str = ""


@dataclass(frozen=True)
class HallazgoTurnado:
    """A possible irregularity: ``datos`` are short facts, ``medidas`` whole lines."""

    folio: str
    titulo: str
    descripcion: str
    datos: tuple[str, ...] = ()
    puntos: tuple[PuntoTurnado, ...] = ()
    casos: tuple[tuple[str, str, str, str], ...] = ()
    """Rows of the sample with inconsistency: reference, detail, amount, note."""
    medidas: tuple[str, ...] = ()


@dataclass(frozen=True)
class VerificacionTurnada:
    folio: str
    titulo: str
    resultado: str
    nota: str = ""


@dataclass(frozen=True)
class EvidenciaTurnada:
    """A file with the whole hash of its content."""

    nombre: str
    de_que: str
    sha256: str


@dataclass(frozen=True)
class DocumentoTurnado(DeVisita):
    """Everything the turnado prints, in printed order."""

    fechas: str
    supervisores: tuple[Persona, ...]
    atendio: Persona
    hallazgos: tuple[HallazgoTurnado, ...]
    verificaciones: tuple[VerificacionTurnada, ...]
    evidencias: tuple[EvidenciaTurnada, ...]


class SeccionesTurnado(Value):
    """The titles of the parts of the turnado."""

    fundamento: Linea
    hallazgos: Linea
    verificaciones: Linea
    evidencia: Linea
    firma: Linea


class TextosTurnado(Value):
    """The fixed texts of the turnado, read from ``forms/documentos/turnado.yaml``.

    ``membrete`` may use ``{ooad}``; ``proemio``, ``{folio}``, ``{unidad}`` and ``{fechas}``.
    """

    membrete: tuple[LineaMembrete, ...]
    titulo: Linea
    aviso: Texto
    destinatario: Linea
    por_conducto: Texto
    proemio: Texto
    fundamento: Texto
    secciones: SeccionesTurnado
    sin_evidencia: Texto
    nota_evidencia: Texto
    cierre: Texto
    pie_firma: Linea
    clave: Linea = ""

"""What the cédula prints, as plain values: every string is already in the words and formats that are read on paper.

The services make it from the visit; :mod:`supervisor_app.documents.cedula` draws it. It must never compute anything.

Source: common header and result of a cédula, dominio 3.5.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from supervisor_app.domain.base import Persona, Value
from supervisor_app.domain.informe import Linea, LineaMembrete, Texto


class Signo(StrEnum):
    """The sign drawn beside an answer. It always goes with words: nothing is told by a drawing alone."""

    CUMPLE = "cumple"
    PARCIAL = "parcial"
    NO_CUMPLE = "no_cumple"
    NO_APLICA = "no_aplica"
    DATO = "dato"
    SIN_RESPUESTA = "sin_respuesta"


@dataclass(frozen=True)
class RespuestaImpresa:
    """The answer: its sign, its words (``Cumple``, ``12.0 %``, ``3 de 25 con inconsistencia``) and lines of detail."""

    signo: Signo
    texto: str
    detalle: tuple[str, ...] = ()


@dataclass(frozen=True)
class FilaMuestra:
    """One reviewed case of a muestra. ``signo`` is ``CUMPLE``, ``NO_CUMPLE`` or ``SIN_RESPUESTA``.

    ``numero`` is that of its row in the universe it was drawn from; empty where it was not drawn.
    """

    referencia: str
    detalle: str
    signo: Signo
    resultado: str
    importe: str = ""
    nota: str = ""
    numero: str = ""


@dataclass(frozen=True)
class MuestraImpresa:
    """The rows behind an answer, with their totals (``12.0 %``, ``$48,210.50``; empty where there is none).

    ``sorteo`` says how they were drawn and what they prove, as (word, sentence), so that anyone can draw them again.
    """

    revisados: str
    con_inconsistencia: str
    porcentaje: str = ""
    importe: str = ""
    filas: tuple[FilaMuestra, ...] = ()
    sorteo: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class FotoImpresa:
    """A photo by the SHA-256 of its content: what it shows, and a line with when and where it was taken."""

    sha256: str
    leyenda: str
    datos: str = ""


@dataclass(frozen=True)
class ItemImpreso:
    """A question with its answer, note, evidence and the muestra behind it. ``evidencias`` names what is no photo."""

    numero: str
    pregunta: str
    respuesta: RespuestaImpresa
    nota: str = ""
    evidencias: tuple[str, ...] = ()
    muestra: MuestraImpresa | None = None
    fotos: tuple[FotoImpresa, ...] = ()


@dataclass(frozen=True)
class MedidaImpresa:
    """An agreed measure: what, who and until when."""

    tipo: str
    texto: str
    responsable: str
    fecha: str


@dataclass(frozen=True)
class InconsistenciaImpresa:
    """A finding of this cédula with its measures. ``datos`` are short facts: risk, amount, item."""

    numero: str
    titulo: str
    descripcion: str = ""
    datos: tuple[str, ...] = ()
    medidas: tuple[MedidaImpresa, ...] = ()
    evidencias: tuple[str, ...] = ()
    fotos: tuple[FotoImpresa, ...] = ()


@dataclass(frozen=True)
class FilaSinLugar:
    """One row of an answer without a place: ``otros`` are its amount, own columns and note, one line each."""

    referencia: str
    detalle: str
    signo: Signo
    resultado: str
    otros: tuple[str, ...] = ()


@dataclass(frozen=True)
class SinLugarImpreso:
    """What was answered to a question of an earlier version, as it was asked, and why it has no place."""

    punto: str
    version: str
    pregunta: str
    motivo: str
    respuesta: RespuestaImpresa
    nota: str = ""
    evidencias: tuple[str, ...] = ()
    muestreo: str = ""
    filas: tuple[FilaSinLugar, ...] = ()
    fotos: tuple[FotoImpresa, ...] = ()


@dataclass(frozen=True)
class ResultadoImpreso:
    """Counts of the cédula and its share of compliance (``87.5 %``, or why there is none)."""

    cumple: str
    parcial: str
    no_cumple: str
    no_aplica: str
    contestadas: str
    porcentaje: str


@dataclass(frozen=True)
class DeVisita:
    """What every document of a visit prints: its own folio and day, and of which visit to which unit it is."""

    folio: str
    folio_visita: str
    fecha: date
    ooad: str
    unidad: str


@dataclass(frozen=True)
class DocumentoCedula(DeVisita):
    """Everything a cédula de supervisión prints, in printed order."""

    departamento: str
    codigo: str
    proceso: str
    version: str
    fechas: str
    periodo_revisado: str
    fecha_corte: str
    fuente: str
    universo: str
    muestra: str
    supervisores: tuple[Persona, ...]
    atendio: Persona
    titular: Persona
    resultado: ResultadoImpreso
    items: tuple[ItemImpreso, ...]
    inconsistencias: tuple[InconsistenciaImpresa, ...] = ()
    calla_inconsistencias: bool = False
    """Where one goes apart, having none is not said either."""
    observaciones: str = ""
    sin_lugar: tuple[SinLugarImpreso, ...] = ()
    membrete: tuple[LineaMembrete, ...] = field(default=())


class SeccionesCedula(Value):
    """The titles of the parts of a cédula."""

    datos: Linea
    puntos: Linea
    muestras: Linea
    inconsistencias: Linea
    resultado: Linea
    observaciones: Linea
    sin_lugar: Linea
    firmas: Linea


class TextosCedula(Value):
    """The fixed texts of the cédula, read from ``forms/documentos/cedula.yaml``.

    ``membrete`` may use ``{ooad}``; the texts of notes and photos that stand apart, ``{punto}``; ``cierre``,
    ``{codigo}``, ``{folio}`` and ``{unidad}``.
    """

    membrete: tuple[LineaMembrete, ...]
    titulo: Linea
    aviso: Texto
    secciones: SeccionesCedula
    nota_aparte: Texto
    titulo_nota: Linea
    fotos_aparte: Texto
    titulo_fotos: Linea
    sin_inconsistencias: Texto
    sin_medidas: Texto
    sin_observaciones: Texto
    nota_resultado: Texto
    nota_sin_lugar: Texto
    cierre: Texto
    pie_supervisor: Linea
    pie_titular: Linea
    pie_superior: Linea
    clave: Linea = ""

"""What the cédula de seguimiento of a unit prints, as plain values: every string is already as it is read on paper.

The services make it; :mod:`supervisor_app.documents.seguimiento_unidad` draws it. It must never compute anything.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from supervisor_app.documents.modelos import Signo
from supervisor_app.domain.base import Persona, Value
from supervisor_app.domain.informe import Linea, LineaMembrete, Texto


@dataclass(frozen=True)
class FilaDeResumen:
    """Findings in one state: how many, how many of them overdue how many repeat an earlier one, and their amount."""

    estado: str
    cuantos: str
    vencidos: str
    reincidentes: str
    importe: str


@dataclass(frozen=True)
class MedidaDeUnidad:
    """A measure as it stands. ``notas``: its prórrogas, as whole lines."""

    numero: str
    tipo: str
    texto: str
    responsable: str
    plazo: str
    atraso: str
    signo: Signo
    estado: str
    avance: str
    notas: tuple[str, ...] = ()


@dataclass(frozen=True)
class HechoDeUnidad:
    """One line of what was done: on which day, what, who, and in what words."""

    dia: str
    que: str
    quien: str
    palabras: str = ""


@dataclass(frozen=True)
class AsuntoDeUnidad:
    """A finding or an observation as it stands. ``reincide``: a sentence, or nothing."""

    folio: str
    titulo: str
    origen: str
    riesgo: str
    puntos: str
    importe: str
    signo: Signo
    estado: str
    antiguedad: str
    hallado: str = ""
    reincide: str = ""
    medidas: tuple[MedidaDeUnidad, ...] = ()
    hechos: tuple[HechoDeUnidad, ...] = ()


@dataclass(frozen=True)
class FilaSolventada:
    folio: str
    titulo: str
    hallado: str
    solventado: str
    dias: str
    como: str


@dataclass(frozen=True)
class FilaDeCapacitacion:
    tema: str
    fecha: str
    estado: str
    asistentes: str
    atiende: str


@dataclass(frozen=True)
class DocumentoDeUnidad:
    """Everything it prints, in printed order. ``periodo``: since when what was solved is told."""

    folio: str
    fecha: date
    ooad: str
    unidad: str
    corte: str
    periodo: str
    frase: str
    resumen: tuple[FilaDeResumen, ...]
    total: FilaDeResumen
    asuntos: tuple[AsuntoDeUnidad, ...]
    solventados: tuple[FilaSolventada, ...]
    capacitaciones: tuple[FilaDeCapacitacion, ...]
    elaboro: Persona
    reviso: Persona
    ficticia: bool = False


class SeccionesDeUnidad(Value):
    """The titles of its parts."""

    resumen: Linea
    abiertos: Linea
    solventados: Linea
    capacitacion: Linea
    firmas: Linea


class TextosDeUnidad(Value):
    """Its fixed texts, read from ``forms/documentos/seguimiento_unidad.yaml``. ``membrete`` may use ``{ooad}``."""

    membrete: tuple[LineaMembrete, ...]
    titulo: Linea
    aviso: Texto
    practica: Linea
    secciones: SeccionesDeUnidad
    sin_abiertos: Texto
    sin_medidas: Texto
    nota_dias: Texto
    pie_elaboro: Linea
    pie_reviso: Linea
    clave: Linea = ""

"""What the cédula de seguimiento prints, as plain values: every string is already as it is read on paper.

The services make it from the visit and its unit's past; :mod:`supervisor_app.documents.seguimiento` draws it. It must
never compute anything.
"""

from __future__ import annotations

from dataclasses import dataclass

from supervisor_app.documents.modelos import DeVisita, Signo
from supervisor_app.domain.base import Persona, Value
from supervisor_app.domain.informe import Linea, LineaMembrete, Texto


@dataclass(frozen=True)
class FilaDeEstados:
    """How many findings were received in a state, and what became of them: solved, under way, not solved, not verified,
    and all of them."""

    recibido: str
    quedaron: tuple[str, str, str, str, str]


@dataclass(frozen=True)
class MedidaSeguida:
    """A measure as the visit received it and as it found it. ``numero`` names its finding too («08.2»), so that a row
    tells whose it is on any page. ``notas`` are whole lines: what was seen, prórrogas.
    """

    numero: str
    tipo: str
    texto: str
    responsable: str
    plazo: str
    atraso: str
    signo: Signo
    resultado: str
    avance: str
    notas: tuple[str, ...] = ()


@dataclass(frozen=True)
class HallazgoSeguido:
    """An earlier finding that this visit verified. ``reincide`` is a whole sentence, or nothing."""

    folio: str
    titulo: str
    origen: str
    riesgo: str
    puntos: str
    importe: str
    antiguedad: str
    recibido: str
    signo: Signo
    resultado: str
    hallado: str = ""
    nota: str = ""
    evidencias: tuple[str, ...] = ()
    reincide: str = ""
    medidas: tuple[MedidaSeguida, ...] = ()


@dataclass(frozen=True)
class PendienteSeguido:
    """An earlier finding that is still open and that this visit did not verify."""

    folio: str
    titulo: str
    estado: str
    plazo: str
    atraso: str


@dataclass(frozen=True)
class DocumentoSeguimiento(DeVisita):
    """Everything the cédula de seguimiento prints, in printed order. ``partes``: the share of each outcome (0 to 1)
    and how it is written, in the order of the columns, without the last one.
    """

    fechas: str
    supervisores: tuple[Persona, ...]
    atendio: Persona
    titular: Persona
    frase: str
    estados: tuple[FilaDeEstados, ...]
    total: tuple[str, str, str, str, str]
    partes: tuple[tuple[float, str], ...]
    hallazgos: tuple[HallazgoSeguido, ...]
    pendientes: tuple[PendienteSeguido, ...] = ()


class SeccionesSeguimiento(Value):
    """The titles of the parts of the cédula de seguimiento."""

    resumen: Linea
    verificados: Linea
    pendientes: Linea
    firmas: Linea


class TextosSeguimiento(Value):
    """The fixed texts of the cédula de seguimiento, read from ``forms/documentos/seguimiento.yaml``.

    ``membrete`` may use ``{ooad}``.
    """

    membrete: tuple[LineaMembrete, ...]
    titulo: Linea
    aviso: Texto
    secciones: SeccionesSeguimiento
    sin_verificados: Texto
    sin_medidas: Texto
    nota_dias: Texto
    cierre: Texto
    pie_supervisor: Linea
    pie_titular: Linea
    clave: Linea = ""

"""What the concentrado of a visit prints, as plain values: every string is already as it is read on paper.

The services make it from the visit; :mod:`supervisor_app.documents.concentrado` draws it. It must never
compute anything.
"""

from __future__ import annotations

from dataclasses import dataclass

from supervisor_app.documents.modelos import DeVisita
from supervisor_app.domain.base import Persona, Value
from supervisor_app.domain.informe import Linea, LineaMembrete, Texto


@dataclass(frozen=True)
class CuentaImpresa:
    """How many findings are of a risk or in a state. ``barra`` is their share of all (0 to 1)."""

    nombre: str
    cuantas: str
    parte: str
    barra: float


@dataclass(frozen=True)
class CuentaDeCedula:
    """The findings of one cédula by risk, its measures and its amount. ``barra``: against the cédula with most."""

    codigo: str
    proceso: str
    alto: str
    medio: str
    bajo: str
    total: str
    medidas: str
    importe: str
    barra: float


@dataclass(frozen=True)
class ResumenConcentrado:
    """The totals, ``frase`` being the whole in one sentence."""

    frase: str
    riesgos: tuple[CuentaImpresa, ...]
    estados: tuple[CuentaImpresa, ...]
    total: str
    cedulas: tuple[CuentaDeCedula, ...]
    suma_mas: bool = False
    """A finding of several cédulas is counted in each of them."""


@dataclass(frozen=True)
class MedidaConcentrada:
    """An agreed measure. ``numero`` names its finding too («08.2»), so that a row tells whose it is on any page.
    ``notas`` are whole lines: expected evidence and prórrogas.
    """

    numero: str
    tipo: str
    texto: str
    responsable: str
    plazo: str
    avance: str
    estado: str
    notas: tuple[str, ...] = ()


@dataclass(frozen=True)
class HallazgoConcentrado:
    """A finding; ``otros`` are short facts beside the four that always stand."""

    folio: str
    titulo: str
    riesgo: str
    estado: str
    puntos: str
    importe: str
    descripcion: str = ""
    causa: str = ""
    fundamento: str = ""
    otros: tuple[str, ...] = ()
    medidas: tuple[MedidaConcentrada, ...] = ()


@dataclass(frozen=True)
class DocumentoConcentrado(DeVisita):
    """Everything the concentrado prints, in printed order. ``sin_hallazgos`` is what is said where there is none."""

    fechas: str
    periodo_revisado: str
    supervisores: tuple[Persona, ...]
    atendio: Persona
    titular: Persona
    resumen: ResumenConcentrado | None
    hallazgos: tuple[HallazgoConcentrado, ...]
    sin_hallazgos: str


class SeccionesConcentrado(Value):
    """The titles of the parts of the concentrado."""

    resumen: Linea
    hallazgos: Linea
    firmas: Linea


class TextosConcentrado(Value):
    """The fixed texts of the concentrado, read from ``forms/documentos/concentrado.yaml``.

    ``membrete`` may use ``{ooad}``.
    """

    membrete: tuple[LineaMembrete, ...]
    titulo: Linea
    aviso: Texto
    secciones: SeccionesConcentrado
    sin_hallazgos: Texto
    hallazgos_reservados: Texto
    sin_medidas: Texto
    nota_cedulas: Texto
    nota_estado: Texto
    cierre: Texto
    pie_supervisor: Linea
    pie_titular: Linea
    clave: Linea = ""

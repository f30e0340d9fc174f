"""What the executive summary prints, as plain values: every string is already as it is read on paper.

Lists come whole and in order; how many of their lines have room is the page's to say. It must never compute anything.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from supervisor_app.domain.base import Persona, Value
from supervisor_app.domain.informe import Linea, Texto


@dataclass(frozen=True)
class CifraImpresa:
    """A number, what it is, and a second line."""

    numero: str
    palabras: str
    segunda: str = ""


@dataclass(frozen=True)
class CasillaImpresa:
    """``paso``: the tone, 0 the lightest to 4; -1 no visit, -2 nothing could be counted. ``dicho``: read aloud."""

    texto: str
    paso: int
    reincide: bool = False
    dicho: str = ""


@dataclass(frozen=True)
class RenglonImpreso:
    """A Subdelegación: its cells in the order of the columns, and points more or fewer than a year before."""

    nombre: str
    casillas: tuple[CasillaImpresa, ...]
    cambio: str = ""


@dataclass(frozen=True)
class MapaImpreso:
    """``columnas``: code and a word. ``urgencia``: the columns by number, the worst first. Rows: the worst first.
    ``todo``: what all of it comes to, in words.
    """

    columnas: tuple[tuple[str, str], ...] = ()
    urgencia: tuple[int, ...] = ()
    renglones: tuple[RenglonImpreso, ...] = ()
    contra: str = ""
    todo: str = ""


@dataclass(frozen=True)
class PuntoImpreso:
    """``lugar``: its month, counted through the years."""

    lugar: int
    mes: str
    mes_largo: str
    valor: float
    texto: str


@dataclass(frozen=True)
class TendenciaImpresa:
    titulo: str
    cambio: str
    puntos: tuple[PuntoImpreso, ...]


@dataclass(frozen=True)
class AtrasoImpreso:
    """A measure whose date is past."""

    atraso: str
    medida: str
    unidad: str
    responsable: str
    plazo: str


@dataclass(frozen=True)
class IndicadorResumido:
    """``parte``: the share of units that are at their goal (0 to 1); None where nobody has one."""

    nombre: str
    dicho: str
    parte: float | None


@dataclass(frozen=True)
class DocumentoEjecutivo:
    """Everything the summary prints. ``ambito``: OOAD and department; ``vencidas``, all of them, the latest first."""

    folio: str
    fecha: date
    ooad: str
    ambito: str
    periodo: str
    cifras: tuple[CifraImpresa, ...]
    hay_visitas: bool
    mapa: MapaImpreso
    tendencias: tuple[TendenciaImpresa, ...]
    vencidas: tuple[AtrasoImpreso, ...]
    cuantas_vencidas: int
    reincidencias: tuple[tuple[str, str], ...]
    indicadores: tuple[IndicadorResumido, ...]
    solicitudes: tuple[str, ...]
    elabora: Persona
    lugar_y_fecha: str
    ficticia: bool = False


class SeccionesEjecutivo(Value):
    """The titles of the parts."""

    mapa: Linea
    tendencias: Linea
    vencidas: Linea
    reincidencias: Linea
    indicadores: Linea
    solicita: Linea


class TextosEjecutivo(Value):
    """The fixed texts of the executive summary, read from ``forms/documentos/ejecutivo.yaml``."""

    membrete: Linea
    titulo: Linea
    aviso: Texto
    secciones: SeccionesEjecutivo
    leyenda: Linea
    sin_visitas: Texto
    sin_meses: Texto
    sin_vencidas: Texto
    sin_reincidencias: Texto
    sin_indicadores: Texto
    sin_solicitud: Texto
    introduce: Texto
    elabora: Linea
    practica: Linea

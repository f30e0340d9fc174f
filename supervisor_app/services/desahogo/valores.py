"""What the verbs of following up take and answer with: frozen values. A finding and an observation are one «asunto».

They must never hold what a possible irregularity says.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from supervisor_app.domain.calendario import Dias
from supervisor_app.domain.cedula.definition import Departamento
from supervisor_app.domain.hallazgo import EstadoHallazgo, EstadoMedida, Origen, Prorroga, Riesgo, TipoMedida
from supervisor_app.domain.seguimiento import ClaseDeActo, EvidenciaRecibida
from supervisor_app.services.oficina.valores import Lugar


class ClaseDeAsunto(StrEnum):
    HALLAZGO = "hallazgo"
    """Found by a visit."""
    OBSERVACION = "observacion"
    """Observed by a reviewer from outside."""


@dataclass(frozen=True, slots=True)
class FiltroAsuntos:
    """Empty means all. ``unidad``: its key, as ``Asunto.unidad_clave``; ``texto`` and ``responsable``: parts of words,
    whatever their accents; ``desde`` and ``hasta``: the day it was found. ``limite`` 0: all of them.
    """

    ooad: str = ""
    subdelegacion: str = ""
    unidad: str = ""
    departamento: str = ""
    estados: frozenset[EstadoHallazgo] = frozenset()
    abiertas: bool = False
    vencidas: bool = False
    reincidentes: bool = False
    por_revisar: bool = False
    origen: Origen | None = None
    riesgo: Riesgo | None = None
    responsable: str = ""
    texto: str = ""
    desde: date | None = None
    hasta: date | None = None
    ficticias: bool = False
    limite: int = 0


@dataclass(frozen=True, slots=True)
class Asunto:
    """A finding or an observation as it stands today. ``veces``: in how many visits up to its own the unit had a
    finding in any of the same items (1: for the first time). ``atraso`` None: not overdue. ``visita``: folio of the
    visit that found it, "" for an observation.
    """

    id: str
    clase: ClaseDeAsunto
    folio: str
    titulo: str
    unidad: str
    unidad_clave: str
    lugar: Lugar
    departamento: Departamento | None
    proceso: str
    origen: Origen
    origen_completo: str
    riesgo: Riesgo
    importe: Decimal | None
    estado: EstadoHallazgo
    fecha: date
    visto_el: date | None
    plazo: date | None
    antiguedad: Dias
    atraso: Dias | None
    veces: int = 1
    medidas: int = 0
    medidas_pendientes: int = 0
    responsables: tuple[str, ...] = ()
    visita: str = ""
    ficticio: bool = False

    @property
    def vencido(self) -> bool:
        return self.atraso is not None

    @property
    def reincide(self) -> bool:
        return self.veces > 1

    @property
    def por_revisar(self) -> bool:
        """Whether evidence came and nobody said yet whether it does."""
        return self.estado is EstadoHallazgo.EN_REVISION

    @property
    def abierto(self) -> bool:
        return self.estado is not EstadoHallazgo.SOLVENTADA


@dataclass(frozen=True, slots=True)
class MedidaSeguida:
    """A measure as it stands, with the asunto it answers. ``numero`` counts from 1 within it; ``fecha_original`` is
    what was agreed first; ``puede_prorrogarse`` and ``puede_avanzar``: whether it is open.
    """

    id: str
    asunto: str
    asunto_folio: str
    asunto_titulo: str
    asunto_estado: EstadoHallazgo
    unidad: str
    unidad_clave: str
    lugar: Lugar
    departamento: Departamento | None
    numero: int
    tipo: TipoMedida
    texto: str
    responsable: str
    fecha: date | None
    fecha_original: date | None
    avance: int
    estado: EstadoMedida
    atraso: Dias | None
    prorrogas: int
    historial: tuple[Prorroga, ...] = ()
    """In a detail only."""
    evidencia_esperada: str = ""
    """In a detail only."""
    ficticio: bool = False

    @property
    def abierta(self) -> bool:
        return self.avance < 100 and self.asunto_estado is not EstadoHallazgo.SOLVENTADA


class Paso(StrEnum):
    """What a line of the life of an asunto tells of."""

    HALLADO = "hallado"
    VERIFICADO = "verificado"
    ACTO = "acto"
    CAPACITACION = "capacitacion"


@dataclass(frozen=True, slots=True)
class Renglon:
    """One line of the life of an asunto. ``cuando``: with its hour where it is an act. ``lleva_a`` None: its state
    stayed. ``de_donde``: «Oficina», «Equipo 1a2b…», or the folio of a visit. ``acto``: its id, "" where it is none.
    """

    paso: Paso
    dia: date
    cuando: datetime | None
    que: str
    quien: str = ""
    cargo: str = ""
    motivo: str = ""
    medida: str = ""
    lleva_a: EstadoHallazgo | None = None
    evidencias: tuple[EvidenciaRecibida, ...] = ()
    de_donde: str = ""
    acto: str = ""


@dataclass(frozen=True, slots=True)
class EvidenciaDelAsunto:
    """A file that came with an act. ``esta``: its content is here and can be seen."""

    evidencia: EvidenciaRecibida
    cuando: datetime
    quien: str
    acto: str
    esta: bool


@dataclass(frozen=True, slots=True)
class Detalle:
    """One asunto whole. ``linea``: oldest first. ``impedimentos``: of each kind of act, why it may not be written now,
    "" where it may. ``falta_detalle``: the index was made before it kept descriptions.
    """

    asunto: Asunto
    descripcion: str
    causa: str
    fundamento: tuple[str, ...]
    items: tuple[str, ...]
    medidas: tuple[MedidaSeguida, ...]
    linea: tuple[Renglon, ...]
    evidencias: tuple[EvidenciaDelAsunto, ...]
    impedimentos: Mapping[ClaseDeActo, str] = field(default_factory=dict)
    falta_detalle: bool = False

    def puede(self, clase: ClaseDeActo) -> bool:
        return not self.impedimentos.get(clase, "")


@dataclass(frozen=True, slots=True)
class Cuentas:
    """How many of a list there are, by what people look for. ``importe``: of those not solved."""

    total: int
    abiertas: int
    vencidas: int
    reincidentes: int
    por_revisar: int
    solventadas: int
    medidas_pendientes: int
    importe: Decimal


@dataclass(frozen=True, slots=True)
class Opciones:
    """What there is to filter by: (key, name), in order."""

    ooad: tuple[tuple[str, str], ...]
    unidades: tuple[tuple[str, str], ...]
    responsables: tuple[str, ...]

"""What the office's questions answer with: frozen values, each with what is needed to ask what it is made of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from supervisor_app.domain.calendario import Dias
from supervisor_app.domain.catalogo import Sentido, UnidadIndicador
from supervisor_app.domain.cedula.definition import Departamento
from supervisor_app.domain.cedula.result import Resultado
from supervisor_app.domain.hallazgo import EstadoHallazgo, EstadoMedida, Riesgo, TipoMedida
from supervisor_app.domain.indicador import Periodo, Veredicto
from supervisor_app.domain.seguimiento import Puntualidad
from supervisor_app.store.oficina.hechos import EstadoPaquete
from supervisor_app.store.oficina.hechos import Veredicto as DeQuien


@dataclass(frozen=True, slots=True)
class Lugar:
    """An OOAD and one of its Subdelegaciones, by key and name. Subdelegación "" where the unit says none."""

    ooad: str
    ooad_nombre: str
    subdelegacion: str
    subdelegacion_nombre: str

    @property
    def texto(self) -> str:
        return " · ".join(p for p in (self.ooad_nombre or self.ooad, self.subdelegacion_nombre) if p)


@dataclass(frozen=True, slots=True)
class Cumplimiento:
    """Sums of the results of ``visitas`` visits; ``porcentaje`` by the domain's rule, None with nothing to count."""

    visitas: int
    resultado: Resultado

    @property
    def porcentaje(self) -> Decimal | None:
        return self.resultado.porcentaje


@dataclass(frozen=True, slots=True)
class Celda:
    """One process in one Subdelegación: a cell of the heat map."""

    lugar: Lugar
    proceso: str
    titulo: str
    departamento: Departamento
    cumplimiento: Cumplimiento


@dataclass(frozen=True, slots=True)
class Mes:
    """``mes``: ``2026-11``."""

    mes: str
    cumplimiento: Cumplimiento


@dataclass(frozen=True, slots=True)
class Sumando:
    """What a compliance is made of: one cédula of one visit. ``sha256`` names its package."""

    sha256: str
    visita: str
    folio: str
    revision: int
    unidad: str
    lugar: Lugar
    dia: date
    supervisor: str
    proceso: str
    titulo: str
    departamento: Departamento
    version: int
    resultado: Resultado


@dataclass(frozen=True, slots=True)
class Hallazgo:
    """A finding as it stands today. ``plazo``: the earliest date of a measure not done; ``atraso`` None: in time."""

    sha256: str
    visita: str
    visita_folio: str
    unidad: str
    unidad_clave: str
    lugar: Lugar
    id: str
    folio: str
    titulo: str
    proceso: str
    departamento: Departamento | None
    riesgo: Riesgo
    origen: str
    estado: EstadoHallazgo
    importe: Decimal | None
    fecha: date
    visto_el: date | None
    plazo: date | None
    antiguedad: Dias
    atraso: Dias | None


@dataclass(frozen=True, slots=True)
class Medida:
    """A measure as later visits left it. ``fecha_original``: what was agreed first; ``puntual``: how it stands against
    its date, None where that cannot be said yet.
    """

    sha256: str
    visita_folio: str
    unidad: str
    lugar: Lugar
    id: str
    hallazgo: str
    hallazgo_folio: str
    hallazgo_titulo: str
    proceso: str
    departamento: Departamento | None
    tipo: TipoMedida
    texto: str
    responsable: str
    fecha: date | None
    fecha_original: date | None
    avance: int
    prorrogas: int
    estado: EstadoMedida
    atraso: Dias | None
    cumplida_el: date | None = None
    puntual: Puntualidad | None = None


@dataclass(frozen=True, slots=True)
class EnPlazo:
    """Measures that are done or whose date is past: how many were done by it, after it, and not at all."""

    en_plazo: int = 0
    tarde: int = 0
    sin_cumplir: int = 0

    @property
    def total(self) -> int:
        return self.en_plazo + self.tarde + self.sin_cumplir

    @property
    def porcentaje(self) -> Decimal | None:
        """The share done by its date; None where there is none to judge."""
        return Decimal(100 * self.en_plazo) / self.total if self.total else None


@dataclass(frozen=True, slots=True)
class MesEnPlazo:
    """Those whose date is of a month (``2026-11``)."""

    mes: str
    cuenta: EnPlazo


def sumar_en_plazo(meses: Iterable[MesEnPlazo]) -> EnPlazo:
    """All months together."""
    cuentas = [m.cuenta for m in meses]
    return EnPlazo(sum(c.en_plazo for c in cuentas), sum(c.tarde for c in cuentas), sum(c.sin_cumplir for c in cuentas))


@dataclass(frozen=True, slots=True)
class Verificado:
    """One line of the life of a finding: what a later visit verified of it; ``resultado`` "" where only a note."""

    sha256: str
    folio: str
    dia: date
    supervisor: str
    resultado: str
    nota: str


@dataclass(frozen=True, slots=True)
class CuentaHallazgos:
    """How the findings stand. ``importe`` is of those that are not solved."""

    por_estado: dict[EstadoHallazgo, int] = field(default_factory=dict)
    por_riesgo: dict[Riesgo, int] = field(default_factory=dict)
    abiertos: int = 0
    vencidos: int = 0
    solventados: int = 0
    importe: Decimal = Decimal(0)

    @property
    def total(self) -> int:
        return self.abiertos + self.solventados


@dataclass(frozen=True, slots=True)
class Tramo:
    """Open findings found between ``desde`` and ``hasta`` calendar days ago; ``hasta`` None: or earlier. The dates
    are those to ask for them with (``desde_dia`` None: from the first).
    """

    desde: int
    hasta: int | None
    cuantos: int
    desde_dia: date | None
    hasta_dia: date

    @property
    def texto(self) -> str:
        return f"Más de {self.desde - 1} días" if self.hasta is None else f"{self.desde} a {self.hasta} días"


@dataclass(frozen=True, slots=True)
class Recurrencia:
    """An item in which one unit had findings in ``veces`` visits."""

    unidad_clave: str
    unidad: str
    lugar: Lugar
    item: str
    departamento: Departamento | None
    veces: int
    primera: date
    ultima: date
    abiertos: int


@dataclass(frozen=True, slots=True)
class Indicador:
    """The last measure of an indicator at a unit; ``avance`` in per cent of the goal."""

    sha256: str
    folio: str
    unidad: str
    lugar: Lugar
    dia: date
    codigo: str
    nombre: str
    medida: UnidadIndicador
    sentido: Sentido
    periodo: Periodo
    corte: date | None
    meta: Decimal | None
    real: Decimal | None
    avance: Decimal | None
    veredicto: Veredicto


@dataclass(frozen=True, slots=True)
class ResumenIndicador:
    """How many units are at their goal in one indicator and period, by verdict."""

    codigo: str
    nombre: str
    periodo: Periodo
    por_veredicto: dict[Veredicto, int]

    @property
    def unidades(self) -> int:
        return sum(self.por_veredicto.values())


@dataclass(frozen=True, slots=True)
class Entregado:
    """A package with its visit: who delivered what and when. ``fecha``: the day it was closed; ``recibido``: ISO, ""
    where nobody wrote it down.
    """

    sha256: str
    nombre: str
    bytes: int
    fecha: str
    recibido: str
    equipo: str
    firmante: str
    de_quien: DeQuien
    estado: EstadoPaquete
    confiable: bool
    reemplaza: str
    visita: str
    folio: str
    revision: int
    motivo_revision: str
    unidad: str
    lugar: Lugar
    inicio: date | None
    dia: date
    supervisor: str
    personas: tuple[str, ...]
    tipo: str


@dataclass(frozen=True, slots=True)
class PorSupervisor:
    supervisor: str
    visitas: int
    unidades: int
    primera: date
    ultima: date
    abiertos: int


@dataclass(frozen=True, slots=True)
class FirmaDe:
    metodo: str
    firmante: str
    cuando: str


@dataclass(frozen=True, slots=True)
class DocumentoDe:
    """A document of a package; ``archivo`` is the SHA-256 of its last file."""

    id: str
    tipo: str
    clave: str
    titulo: str
    folio: str
    version: int
    estado: str
    archivo: str
    firmas: tuple[FirmaDe, ...]


@dataclass(frozen=True, slots=True)
class Totales:
    """What counts, and what does not: ``otras`` are the practice visits, or the real ones where practice is asked."""

    visitas: int
    unidades: int
    otras: int
    en_conflicto: int
    reemplazados: int
    aparte: int
    en_cuarentena: int


@dataclass(frozen=True, slots=True)
class Conflicto:
    """A package of a revision of which there is another one. ``resuelto``: a later revision of the visit came."""

    visita: str
    revision: int
    sha256: str
    nombre: str
    folio: str
    fecha: str
    equipo: str
    firmante: str
    de_quien: DeQuien
    resuelto: bool


@dataclass(frozen=True, slots=True)
class CadenaRota:
    """A package that says to replace another that is not here (``esta`` False), or that is no earlier revision."""

    sha256: str
    nombre: str
    folio: str
    revision: int
    reemplaza: str
    esta: bool


@dataclass(frozen=True, slots=True)
class Opcion:
    """A place that has visits, for whoever chooses a filter."""

    lugar: Lugar
    visitas: int

"""What became of the programme: each programmed visit matched with those that were made, and the share that was made.

A visit that names its programmed one is its own; of the others, each matches at most one, the nearest in days (ADR
0039). It must never look at a clock: ``hoy`` is given.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from supervisor_app.domain.cedula.definition import Departamento
from supervisor_app.domain.programa.programada import VisitaProgramada
from supervisor_app.domain.seguimiento import clave_de_unidad
from supervisor_app.domain.texto import MESES
from supervisor_app.domain.visita import TipoVisita, Unidad

SIN_DEPARTAMENTO = "Sin departamento"


class Situacion(StrEnum):
    """How a programmed visit stands."""

    EN_FECHA = "en_fecha"
    OTRA_FECHA = "otra_fecha"
    EN_CURSO = "en_curso"
    PENDIENTE = "pendiente"
    REPROGRAMADA = "reprogramada"
    ATRASADA = "atrasada"
    CANCELADA = "cancelada"

    @property
    def label(self) -> str:
        return {
            "en_fecha": "Realizada en fecha",
            "otra_fecha": "Realizada en otra fecha",
            "en_curso": "En curso",
            "pendiente": "Pendiente",
            "reprogramada": "Reprogramada",
            "atrasada": "Atrasada",
            "cancelada": "Cancelada",
        }[self.value]

    @property
    def realizada(self) -> bool:
        return self in (Situacion.EN_FECHA, Situacion.OTRA_FECHA)


@dataclass(frozen=True, slots=True)
class Hecha:
    """A visit that was begun or made. ``programada``: the id of the programmed visit that it was begun from; ``sha256``
    names its package where it comes from the index.
    """

    id: str
    folio: str
    unidad: Unidad
    inicio: date
    fin: date
    cerrada: bool = True
    departamentos: tuple[Departamento, ...] = ()
    tipo: TipoVisita = TipoVisita.SUPERVISION
    supervisor: str = ""
    programada: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """The programmed visits of all years, and the days around them in which a visit that names none still matches."""

    visitas: tuple[VisitaProgramada, ...] = ()
    tolerancia: int = 0


@dataclass(frozen=True, slots=True)
class Renglon:
    """A programmed visit and what became of it; ``hechas``, the first one first (usually one, or none)."""

    programada: VisitaProgramada
    situacion: Situacion
    hechas: tuple[Hecha, ...]
    cuenta: bool
    """Whether the share counts it: not cancelled, and its last day has come or it was made before."""


@dataclass(frozen=True, slots=True)
class Grupo:
    """The programmed visits of a month, a department or an OOAD, or all of them."""

    clave: str
    titulo: str
    renglones: tuple[Renglon, ...]

    @property
    def programadas(self) -> int:
        """All but the cancelled ones."""
        return sum(r.situacion is not Situacion.CANCELADA for r in self.renglones)

    @property
    def exigibles(self) -> tuple[Renglon, ...]:
        """What the share is of."""
        return tuple(r for r in self.renglones if r.cuenta)

    @property
    def realizadas(self) -> tuple[Renglon, ...]:
        return tuple(r for r in self.renglones if r.situacion.realizada)

    def en(self, situacion: Situacion) -> tuple[Renglon, ...]:
        """Those that stand so."""
        return tuple(r for r in self.renglones if r.situacion is situacion)

    @property
    def porcentaje(self) -> Decimal | None:
        """Made of those due, in per cent; None where none is due yet."""
        de = len(self.exigibles)
        return Decimal(100 * len(self.realizadas)) / de if de else None


@dataclass(frozen=True, slots=True)
class CumplimientoDelPrograma:
    """``no_programadas``: visits that belong to no programmed one, by day."""

    anio: int
    hoy: date
    renglones: tuple[Renglon, ...]
    no_programadas: tuple[Hecha, ...]

    @property
    def total(self) -> Grupo:
        return Grupo("", f"Programa {self.anio}", self.renglones)

    def por_mes(self) -> tuple[Grupo, ...]:
        """By the month in which each begins as it is programmed now."""
        return _grupos(self.renglones, lambda p: [(f"{p.inicio:%Y-%m}", MESES[p.inicio.month - 1].capitalize())])

    def por_departamento(self) -> tuple[Grupo, ...]:
        """A joint visit counts in each of its departments."""
        orden = {d.value: n for n, d in enumerate(Departamento)}
        grupos = _grupos(
            self.renglones, lambda p: [(d.value, d.label) for d in p.departamentos] or [("", SIN_DEPARTAMENTO)]
        )
        return tuple(sorted(grupos, key=lambda g: orden.get(g.clave, len(orden))))

    def por_ooad(self) -> tuple[Grupo, ...]:
        return _grupos(self.renglones, lambda p: [(p.unidad.ooad, p.unidad.ooad_nombre or p.unidad.ooad or "Sin OOAD")])


def cumplimiento_de(
    anio: int, programadas: Iterable[VisitaProgramada], hechas: Iterable[Hecha], *, hoy: date, tolerancia: int
) -> CumplimientoDelPrograma:
    """``hechas`` may be of any year and in any order; those of ``anio`` that match nothing are listed apart.

    ``tolerancia``: days before or after the programmed ones in which a visit that names none still matches.
    """
    programadas = sorted(programadas, key=lambda p: (p.inicio, p.numero, p.id))
    hechas = sorted(hechas, key=lambda h: (h.inicio, h.fin, h.folio, h.id))
    suyas = _que_la_nombran(programadas, hechas)
    tomadas = {h.id for de in suyas.values() for h in de}
    libres = [h for h in hechas if h.id not in tomadas]
    faltan = [p for p in programadas if p.id not in suyas and not p.cancelada]
    for p, h in _cercanas(faltan, libres, tolerancia):
        suyas[p.id] = (h,)
        tomadas.add(h.id)
    renglones = tuple(_renglon(p, suyas.get(p.id, ()), hoy) for p in programadas)
    sobran = tuple(h for h in hechas if h.id not in tomadas and h.inicio.year == anio)
    return CumplimientoDelPrograma(anio, hoy, renglones, sobran)


def desde_cuando(programadas: Iterable[VisitaProgramada]) -> date | None:
    """Visits that ended before are of none of them: a year before the first one, since it may have been made early or
    moved after it was begun. None without any.
    """
    primera = min((p.inicio for p in programadas), default=None)
    return date(primera.year - 1, 1, 1) if primera is not None else None


def _que_la_nombran(programadas: Sequence[VisitaProgramada], hechas: Iterable[Hecha]) -> dict[str, tuple[Hecha, ...]]:
    """Several laptops may each have begun the visit that all of them got."""
    ids = {p.id for p in programadas}
    suyas: dict[str, list[Hecha]] = defaultdict(list)
    for h in hechas:
        if h.programada in ids:
            suyas[h.programada].append(h)
    return {id_: tuple(de) for id_, de in suyas.items()}


def _cercanas(
    programadas: Sequence[VisitaProgramada], hechas: Sequence[Hecha], tolerancia: int
) -> list[tuple[VisitaProgramada, Hecha]]:
    """The nearest pairs first, each of either side in one pair at most."""
    por_unidad: dict[tuple[str, ...], list[Hecha]] = defaultdict(list)
    for h in hechas:
        if h.unidad.corto.strip():
            por_unidad[clave_de_unidad(h.unidad)].append(h)
    pares = [
        (_dias_entre(p, h), abs((h.inicio - p.inicio).days), n, m, p, h)
        for n, p in enumerate(programadas)
        for m, h in enumerate(por_unidad.get(clave_de_unidad(p.unidad), ()))
        if _dias_entre(p, h) <= tolerancia and _del_mismo_departamento(p, h)
    ]
    tomadas: set[str] = set()
    unidas: list[tuple[VisitaProgramada, Hecha]] = []
    for *_, p, h in sorted(pares, key=lambda par: par[:4]):
        if p.id not in tomadas and h.id not in tomadas:
            tomadas |= {p.id, h.id}
            unidas.append((p, h))
    return unidas


def _dias_entre(p: VisitaProgramada, h: Hecha) -> int:
    """0 where they share a day."""
    return max(0, (p.inicio - h.fin).days, (h.inicio - p.fin).days)


def _del_mismo_departamento(p: VisitaProgramada, h: Hecha) -> bool:
    """A visit without cédulas, or a programmed one without a department, says nothing against it."""
    return not p.departamentos or not h.departamentos or bool(set(p.departamentos) & set(h.departamentos))


def _renglon(p: VisitaProgramada, hechas: tuple[Hecha, ...], hoy: date) -> Renglon:
    situacion = _situacion(p, hechas, hoy)
    cuenta = situacion is not Situacion.CANCELADA and (situacion.realizada or p.fin <= hoy)
    return Renglon(p, situacion, hechas, cuenta)


def _situacion(p: VisitaProgramada, hechas: Sequence[Hecha], hoy: date) -> Situacion:
    cerradas = [h for h in hechas if h.cerrada]
    if cerradas:
        return Situacion.EN_FECHA if any(_dias_entre(p, h) == 0 for h in cerradas) else Situacion.OTRA_FECHA
    if hechas:
        return Situacion.EN_CURSO
    if p.cancelada:
        return Situacion.CANCELADA
    if p.fin < hoy:
        return Situacion.ATRASADA
    return Situacion.REPROGRAMADA if p.reprogramada else Situacion.PENDIENTE


def _grupos(
    renglones: Iterable[Renglon], de: Callable[[VisitaProgramada], Sequence[tuple[str, str]]]
) -> tuple[Grupo, ...]:
    juntos: dict[str, list[Renglon]] = defaultdict(list)
    titulos: dict[str, str] = {}
    for r in renglones:
        for clave, titulo in de(r.programada):
            juntos[clave].append(r)
            titulos.setdefault(clave, titulo)
    return tuple(Grupo(clave, titulos[clave], tuple(suyos)) for clave, suyos in sorted(juntos.items()))

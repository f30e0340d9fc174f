"""A proposal of visits: the units of most risk first, spread over the working days of some months, nobody twice a day.

The same request over the same facts gives the same proposal. It must never write it: a person accepts or drops it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from supervisor_app.domain.base import Persona
from supervisor_app.domain.calendario import es_habil
from supervisor_app.domain.cedula.definition import CedulaDefinition, Departamento
from supervisor_app.domain.programa.avisos import nombre_de
from supervisor_app.domain.programa.programada import PorProgramar, Razon, VisitaProgramada
from supervisor_app.domain.programa.riesgo import Riesgo
from supervisor_app.domain.seguimiento import clave_de_unidad
from supervisor_app.domain.visita import TipoVisita
from supervisor_app.errors import UserError

_SEMANA: Final = 5
"""Working days of a whole week: a visit that is no longer does not stretch over a weekend."""
_MAS_LARGA: Final = 20
_SIN_SENALES: Final = Razon(clase="cobertura", puntos=0, texto="Sin señales de riesgo; completa la cobertura")


@dataclass(frozen=True, slots=True)
class Peticion:
    """What is asked for. ``departamentos``: of each a visit of its own, or with ``conjunta`` one visit of all of them.

    ``meses``: 1 to 12; ``desde``: no visit begins before; ``ooad`` "" is all of them; ``duracion`` in working days;
    ``equipos``: the teams that may travel at the same time (none: visits without a team, as many a day as needed);
    ``cedulas``: only these, of those that apply; none: all that apply.
    """

    anio: int
    meses: tuple[int, ...]
    departamentos: tuple[Departamento, ...]
    cuantas: int
    duracion: int
    ooad: str = ""
    conjunta: bool = False
    tipo: TipoVisita = TipoVisita.SUPERVISION
    equipos: tuple[tuple[Persona, ...], ...] = ()
    cedulas: tuple[str, ...] = ()
    desde: date | None = None

    @property
    def grupos(self) -> tuple[tuple[Departamento, ...], ...]:
        """The departments of each visit that a unit may get."""
        orden = tuple(d for d in Departamento if d in self.departamentos)
        return (orden,) if self.conjunta and orden else tuple((d,) for d in orden)


@dataclass(frozen=True, slots=True)
class Propuesta:
    """``visitas`` by their days; ``sin_lugar``: those for which the months had no free days, the most risk first."""

    visitas: tuple[PorProgramar, ...]
    sin_lugar: tuple[Riesgo, ...] = ()


def exigir_peticion(p: Peticion) -> None:
    """Raises UserError for what cannot be proposed."""
    if not p.departamentos:
        raise UserError("Elija al menos un departamento.", field="departamentos")
    if not p.meses or any(not 1 <= m <= 12 for m in p.meses):
        raise UserError("Elija los meses de la propuesta, del 1 al 12.", field="meses")
    if not 1 <= p.cuantas <= 1_000:
        raise UserError("Diga cuántas visitas, de 1 a 1,000.", field="cuantas")
    if not 1 <= p.duracion <= _MAS_LARGA:
        raise UserError(f"Una visita dura de 1 a {_MAS_LARGA} días hábiles.", field="duracion")


def proponer(
    p: Peticion,
    riesgos: Iterable[Riesgo],
    ya: Iterable[VisitaProgramada],
    *,
    feriados: Collection[date],
    cedulas: Mapping[str, CedulaDefinition],
    ficticia: bool = False,
) -> Propuesta:
    """``riesgos`` in the order in which they are to be visited; ``ya``: what is programmed, whose people and units are
    taken. A unit that already has a visit of one of the departments in these months gets no other.

    Raises UserError for what cannot be proposed.
    """
    exigir_peticion(p)
    vigentes = [v for v in ya if not v.cancelada]
    elegidos = _elegidos(p, riesgos, vigentes)
    agenda = _Agenda(vigentes, p.equipos)
    visitas: list[PorProgramar] = []
    espera = list(elegidos)
    debidas = 0
    for mes, cuantas in _por_mes(p, len(elegidos)):
        debidas += cuantas
        ventanas = _ventanas(mes, p.duracion, feriados, p.desde)
        hechas = _de_un_mes(p, espera, debidas, ventanas, agenda, cedulas, ficticia)
        visitas += hechas
        debidas -= len(hechas)
    return Propuesta(tuple(sorted(visitas, key=lambda v: (v.inicio, v.unidad.ooad, v.unidad.titulo))), tuple(espera))


def _elegidos(p: Peticion, riesgos: Iterable[Riesgo], ya: Sequence[VisitaProgramada]) -> list[Riesgo]:
    tienen = {
        (clave_de_unidad(v.unidad), d)
        for v in ya
        for d in v.departamentos
        if v.anio == p.anio and v.inicio.month in p.meses
    }
    libres = (r for r in riesgos if not any((clave_de_unidad(r.unidad), d) in tienen for d in r.hechos.departamentos))
    return [r for r, _ in zip((r for r in libres if p.ooad in ("", r.unidad.ooad)), range(p.cuantas), strict=False)]


def _por_mes(p: Peticion, cuantas: int) -> list[tuple[tuple[int, int], int]]:
    """Each month and how many visits it gets: as many each, the first ones one more."""
    meses = [m for m in sorted(set(p.meses)) if p.desde is None or (p.anio, m) >= (p.desde.year, p.desde.month)]
    return [((p.anio, m), cuantas * (n + 1) // len(meses) - cuantas * n // len(meses)) for n, m in enumerate(meses)]


def _ventanas(
    mes: tuple[int, int], duracion: int, feriados: Collection[date], desde: date | None
) -> list[tuple[date, date]]:
    """Where a visit of so many working days may stand in a month: first and last day, in order."""
    primero = date(*mes, 1)
    dias = (primero + timedelta(days=n) for n in range(31))
    habiles = [d for d in dias if d.month == primero.month and es_habil(d, feriados) and (desde is None or d >= desde)]
    todas = list(zip(habiles, habiles[duracion - 1 :], strict=False))
    seguidas = [(a, b) for a, b in todas if (b - a).days < duracion]
    return seguidas if duracion <= _SEMANA and seguidas else todas


@dataclass
class _Agenda:
    """Who and which unit is taken on which days."""

    ya: Sequence[VisitaProgramada]
    equipos: Sequence[Sequence[Persona]]
    _de: dict[str, list[tuple[date, date]]] = field(default_factory=dict)
    _visitas: list[int] = field(default_factory=list)
    _equipos: list[list[str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._visitas = [0] * len(self.equipos)
        self._equipos = [_nombres(e) for e in self.equipos]
        for v in self.ya:
            for quien in (*_nombres(v.equipo), _de_unidad(v)):
                self._de.setdefault(quien, []).append((v.inicio, v.fin))

    def libre(self, quienes: Iterable[str], inicio: date, fin: date) -> bool:
        return not any(a <= fin and inicio <= b for quien in quienes for a, b in self._de.get(quien, ()))

    def equipo_libre(self, inicio: date, fin: date) -> int | None:
        """The team with the fewest visits of those that are free."""
        libres = [n for n, nombres in enumerate(self._equipos) if self.libre(nombres, inicio, fin)]
        return min(libres, key=lambda n: (self._visitas[n], n), default=None)

    def tomar(self, equipo: int | None, unidad: str, inicio: date, fin: date) -> tuple[Persona, ...]:
        quienes = () if equipo is None else tuple(self.equipos[equipo])
        if equipo is not None:
            self._visitas[equipo] += 1
        for quien in (*_nombres(quienes), unidad):
            self._de.setdefault(quien, []).append((inicio, fin))
        return quienes


def _nombres(equipo: Iterable[Persona]) -> list[str]:
    return [n for p in equipo if (n := nombre_de(p.nombre))]


def _de_unidad(v: VisitaProgramada | Riesgo) -> str:
    return "\n".join(clave_de_unidad(v.unidad))


def _de_un_mes(
    p: Peticion,
    espera: list[Riesgo],
    cuantas: int,
    ventanas: Sequence[tuple[date, date]],
    agenda: _Agenda,
    cedulas: Mapping[str, CedulaDefinition],
    ficticia: bool,
) -> list[PorProgramar]:
    """Takes from ``espera`` those that it finds room for."""
    hechas: list[PorProgramar] = []
    for n in range(cuantas):
        # Evenly over the month: what is left before that day is tried last.
        ideal = n * len(ventanas) // cuantas
        lugar = _lugar((*ventanas[ideal:], *ventanas[:ideal]), espera, agenda, bool(p.equipos))
        if lugar is None:
            break
        riesgo, equipo, inicio, fin = lugar
        espera.remove(riesgo)
        quienes = agenda.tomar(equipo, _de_unidad(riesgo), inicio, fin)
        hechas.append(_visita(p, riesgo, inicio, fin, quienes, cedulas, ficticia))
    return hechas


def _lugar(
    ventanas: Iterable[tuple[date, date]], espera: Sequence[Riesgo], agenda: _Agenda, con_equipo: bool
) -> tuple[Riesgo, int | None, date, date] | None:
    """The first days on which a team is free, and the unit of most risk that is free then."""
    for inicio, fin in ventanas:
        equipo = agenda.equipo_libre(inicio, fin)
        if equipo is None and con_equipo:
            continue
        for riesgo in espera:
            if agenda.libre([_de_unidad(riesgo)], inicio, fin):
                return riesgo, equipo, inicio, fin
    return None


def _visita(
    p: Peticion,
    r: Riesgo,
    inicio: date,
    fin: date,
    equipo: tuple[Persona, ...],
    cedulas: Mapping[str, CedulaDefinition],
    ficticia: bool,
) -> PorProgramar:
    suyas = tuple(
        codigo
        for codigo, d in cedulas.items()
        if d.departamento in r.hechos.departamentos
        and d.aplica_a(r.unidad.tipo)
        and (not p.cedulas or codigo in p.cedulas)
    )
    return PorProgramar(
        anio=p.anio, tipo=p.tipo, departamentos=r.hechos.departamentos, unidad=r.unidad, inicio=inicio, fin=fin,
        equipo=equipo, cedulas=suyas, razones=r.razones or (_SIN_SENALES,), ficticia=ficticia,
    )  # fmt: skip

"""How a programmed visit is told in words: its state, its departments, its team. Pure; today comes from the caller."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from supervisor_app.domain.base import Persona
from supervisor_app.domain.cedula.definition import Departamento, UnitKind
from supervisor_app.domain.programa import VisitaProgramada
from supervisor_app.domain.programa.cumplimiento import Situacion
from supervisor_app.domain.texto import MESES, cuantos, fecha_corta
from supervisor_app.domain.visita import TipoVisita, Unidad
from supervisor_app.ui.lugares.programa.lectura import Year

SHORT = {
    Departamento.COBRANZA: "Cobranza",
    Departamento.REGISTRO_CARTERA: "Cartera",
    Departamento.AFILIACION_VIGENCIA: "Afiliación",
    Departamento.AUDITORIA_PATRONES: "Auditoría",
}
_DAYS = ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo")


@dataclass(frozen=True, slots=True)
class State:
    """``key`` is what filters choose by; ``ink`` never tells more than ``words``."""

    key: str
    words: str
    icon: str
    ink: str


_LOOK = {
    Situacion.PENDIENTE: ("calendar-clock", "text2"),
    Situacion.REPROGRAMADA: ("history", "text2"),
    Situacion.EN_CURSO: ("play", "accent"),
    Situacion.EN_FECHA: ("circle-check", "ok"),
    Situacion.OTRA_FECHA: ("circle-check", "ok"),
    Situacion.ATRASADA: ("clock", "bad"),
    Situacion.CANCELADA: ("circle-x", "na"),
}
STATES = {s: State(s.value, s.label, *look) for s, look in _LOOK.items()}


def state_of(v: VisitaProgramada, year: Year) -> State:
    """How it stands, by what this folder knows of it; with the folio of the visit that was begun here."""
    state = STATES[year.situation(v)]
    if state.key == Situacion.ATRASADA and year.received and not year.is_mine(v):
        # What other laptops made is known at the office, not here.
        return State(state.key, "Pasó su fecha", state.icon, "text2")
    folio = year.begun.get(v.id, "")
    return State(state.key, f"{state.words}, {folio}", state.icon, state.ink) if folio else state


def departments(of: tuple[Departamento, ...], *, short: bool = True) -> str:
    """``Cobranza y Cartera``; a joint visit says so."""
    names = [SHORT[d] if short else d.label for d in of]
    if not names:
        return "Sin departamento"
    if len(names) == 1:
        return names[0]
    return f"Conjunta: {', '.join(names[:-1])} y {names[-1]}"


def team(people: tuple[Persona, ...]) -> str:
    return ", ".join(p.nombre.strip() for p in people if p.nombre.strip()) or "Sin equipo"


def scope(v: VisitaProgramada) -> str:
    """``Supervisión · Cobranza · 9 cédulas``."""
    parts = [v.tipo.label, departments(v.departamentos)]
    if v.cedulas:
        parts.append(cuantos(len(v.cedulas), "cédula", "cédulas"))
    return " · ".join(parts)


def reason(v: VisitaProgramada) -> str:
    """Why it was chosen, in its own words, the heaviest first."""
    return "; ".join(r.texto for r in sorted(v.razones, key=lambda r: -r.puntos))


def days(start: date, end: date) -> str:
    """``8 al 12 de junio``, without its year."""
    if start == end:
        return f"{start.day} de {MESES[start.month - 1]}"
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day} al {end.day} de {MESES[end.month - 1]}"
    return f"{start.day} de {MESES[start.month - 1]} al {end.day} de {MESES[end.month - 1]}"


def short_days(start: date, end: date) -> str:
    """``08/06 al 12/06``."""
    one, other = fecha_corta(start)[:5], fecha_corta(end)[:5]
    return one if start == end else f"{one} al {other}"


def long_day(day: date) -> str:
    """``miércoles 10 de junio``."""
    return f"{_DAYS[day.weekday()]} {day.day} de {MESES[day.month - 1]}"


def month(year: int, number: int) -> str:
    """``Junio de 2026``."""
    return f"{MESES[number - 1].capitalize()} de {year}"


def kind(tipo: TipoVisita) -> str:
    return tipo.label


def unit_name(unit: Unidad, *, alone: bool) -> str:
    """The unit in a list; ``alone``: all of them are of one OOAD, which goes without saying."""
    name = unit.corto if unit.tipo is UnitKind.SUB and unit.corto else unit.titulo
    return name if alone else f"{name}, {place(unit)}"


def place(unit: Unidad) -> str:
    """The OOAD of a unit in words."""
    return unit.ooad_nombre or unit.ooad or "Sin OOAD"

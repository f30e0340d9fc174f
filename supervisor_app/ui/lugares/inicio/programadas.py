"""The visits of the programme that wait to be begun by who works here, for the week and for what comes next.

It must never begin one: they lead to Programa, where that is done.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from supervisor_app.domain.programa import VisitaProgramada
from supervisor_app.domain.programa.avisos import nombre_de
from supervisor_app.domain.texto import MESES, cuantos
from supervisor_app.ui.kit.list_rows import Row
from supervisor_app.ui.lugares import frases
from supervisor_app.ui.lugares.inicio.semana import WeekBar
from supervisor_app.wiring import Servicios

KEY = "programada:"
_WAITS = "Por iniciar"


def waiting(s: Servicios, today: date) -> tuple[VisitaProgramada, ...]:
    """For the store lane: those of this folder's programme that are not over, nor begun here, and name who works here
    or nobody. Raises UserError where what the office sent cannot be understood.
    """
    years = {today.year, (today + timedelta(days=45)).year}
    known = [v for year in sorted(years) for v in s.programa.visitas(year)]
    if not known:
        return ()
    me = nombre_de(s.ajustes.leer().nombre)
    begun = {v.programada for v in s.visitas.lista()}
    return tuple(v for v in known if v.fin >= today and not v.cancelada and v.id not in begun and _is_of(v, me))


def _is_of(v: VisitaProgramada, me: str) -> bool:
    names = {nombre_de(p.nombre) for p in v.equipo} - {""}
    return not names or me in names


def of_week(waits: Sequence[VisitaProgramada], today: date) -> list[WeekBar]:
    """Those that this week reaches, as bars."""
    monday = today - timedelta(days=today.weekday())
    sunday = monday + timedelta(days=6)
    return [
        WeekBar(
            f"{KEY}{v.id}", v.unidad.titulo, _about(v), v.inicio, v.fin, "calendar-clock", "text2",
            "Programada, por iniciar",
        )
        for v in waits
        if v.inicio <= sunday and v.fin >= monday
    ]  # fmt: skip


def next_one(waits: Sequence[VisitaProgramada], today: date) -> VisitaProgramada | None:
    """The first that begins after this week."""
    sunday = today + timedelta(days=6 - today.weekday())
    return min((v for v in waits if v.inicio > sunday), key=lambda v: v.inicio, default=None)


def row(v: VisitaProgramada, today: date) -> Row:
    """The visit that comes next, as the others are told."""
    when = f"{frases.dia_corto(v.inicio)} de {MESES[v.inicio.month - 1]}"
    return Row(
        f"{KEY}{v.id}", f"Próxima visita: {v.unidad.titulo}", f"{when} · {_about(v)}", "calendar-clock", "text2",
        frases.plazo((v.inicio - today).days), "clock", "na",
    )  # fmt: skip


def _about(v: VisitaProgramada) -> str:
    parts = [_WAITS, v.folio, v.tipo.label]
    if v.cedulas:
        parts.append(cuantos(len(v.cedulas), "cédula", "cédulas"))
    return " · ".join(parts)

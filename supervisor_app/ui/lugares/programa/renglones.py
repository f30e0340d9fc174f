"""The programme as rows of a table and as bars of a calendar. It words, nothing else."""

from __future__ import annotations

from collections.abc import Iterable

from supervisor_app.domain.programa import VisitaProgramada
from supervisor_app.ui.lugares.inicio.semana import WeekBar
from supervisor_app.ui.lugares.oficina.renglones import Cell, Column, Line, Table
from supervisor_app.ui.lugares.programa.lectura import Year
from supervisor_app.ui.lugares.programa.palabras import (
    departments,
    reason,
    scope,
    short_days,
    state_of,
    team,
    unit_name,
)


def visits_table(visits: Iterable[VisitaProgramada], year: Year) -> Table:
    """What is seen; the file has every column of the paper (``services.programa``)."""
    columns = (
        Column("Folio"), Column("Unidad", flex=3), Column("Días"), Column("Tipo"), Column("Departamentos", flex=2),
        Column("Equipo", flex=2), Column("Cédulas", right=True), Column("Estado", flex=2),
        Column("Por qué se eligió", flex=3),
    )  # fmt: skip
    alone = len({v.unidad.ooad for v in year.visits}) < 2
    return Table(columns, tuple(_line(v, year, alone=alone) for v in visits), main=1)


def _line(v: VisitaProgramada, year: Year, *, alone: bool) -> Line:
    state = state_of(v, year)
    warnings = year.warnings.get(v.id, ())
    issue = len(warnings)
    words = f"{state.words} · {issue} {'aviso' if issue == 1 else 'avisos'}" if issue else state.words
    return Line(
        (
            Cell(v.folio, strong=True),
            Cell(unit_name(v.unidad, alone=alone)),
            Cell(short_days(v.inicio, v.fin), v.inicio),
            Cell(v.tipo.label),
            Cell(departments(v.departamentos)),
            Cell(team(v.equipo)),
            Cell(str(len(v.cedulas)), len(v.cedulas)),
            Cell(words, icon="triangle-alert" if issue else state.icon, ink="warn" if issue else state.ink),
            Cell(reason(v)),
        ),
        v.id,
    )


def bar(v: VisitaProgramada, year: Year) -> WeekBar:
    state = state_of(v, year)
    title = v.unidad.corto or v.unidad.titulo
    if v.cancelada:
        title = f"Cancelada: {title}"
    return WeekBar(v.id, title, scope(v), v.inicio, v.fin, state.icon, state.ink, state.words)


def clashes(year: Year) -> dict[str, str]:
    """What is to be looked at, by visit, in a sentence each."""
    return {id_: " ".join(w.texto for w in warnings) for id_, warnings in year.warnings.items()}

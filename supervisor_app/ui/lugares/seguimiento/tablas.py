"""Rows of the lists of Seguimiento. It words what it is given, nothing else."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date

from supervisor_app.domain.calendario import Dias, dias_entre
from supervisor_app.domain.hallazgo import EstadoHallazgo, EstadoMedida, Riesgo
from supervisor_app.domain.texto import NO_BREAK_SPACE, fecha_corta, pesos
from supervisor_app.services.desahogo.valores import Asunto, MedidaSeguida
from supervisor_app.ui.lugares.oficina.renglones import Cell, Column, Line, Table

STATES: dict[EstadoHallazgo, tuple[str, str]] = {
    EstadoHallazgo.ABIERTA: ("circle-dashed", "text2"),
    EstadoHallazgo.EN_ATENCION: ("clock", "warn"),
    EstadoHallazgo.EN_REVISION: ("eye", "accent"),
    EstadoHallazgo.SOLVENTADA: ("circle-check", "ok"),
    EstadoHallazgo.NO_SOLVENTADA: ("circle-x", "bad"),
}
"""Icon and ink."""
_MEASURES: dict[EstadoMedida, tuple[str, str]] = {
    EstadoMedida.PENDIENTE: ("circle-dashed", "text2"),
    EstadoMedida.EN_PROCESO: ("clock", "warn"),
    EstadoMedida.CUMPLIDA: ("circle-check", "ok"),
    EstadoMedida.VENCIDA: ("clock", "bad"),
}
_RISKS = {Riesgo.ALTO: "bad", Riesgo.MEDIO: "text", Riesgo.BAJO: "text2"}


def age(days: Dias) -> Cell:
    """Calendar days and working days; the calendar ones go into a file as a number."""
    return Cell(days.texto if days.naturales else "Hoy", days.naturales)


def late(days: Dias | None) -> Cell:
    return Cell(days.texto, days.naturales, icon="clock", ink="bad", strong=True) if days is not None else Cell("")


def again(times: int) -> Cell:
    return Cell(f"{times}.ª vez", times, icon="repeat", ink="warn", strong=True) if times > 1 else Cell("")


def _state(state: EstadoHallazgo) -> Cell:
    icon, ink = STATES[state]
    return Cell(state.label, icon=icon, ink=ink)


def _day(day: date | None) -> Cell:
    return Cell(fecha_corta(day), day) if day is not None else Cell("")


def findings_table(findings: Iterable[Asunto], begun: Collection[str] = ()) -> Table:
    """``begun``: those of which something was written and not registered."""
    columns = (
        Column("Antigüedad", right=True), Column("Folio"), Column("Inconsistencia", flex=5), Column("Unidad", flex=3),
        Column("Estado"), Column("Plazo"), Column("Atraso"), Column("Reincide"),
    )  # fmt: skip
    return Table(columns, tuple(_finding(a, begun=a.id in begun) for a in findings), main=2)


def _finding(a: Asunto, *, begun: bool) -> Line:
    return Line(
        (
            age(a.antiguedad),
            Cell(a.folio),
            Cell(a.titulo, icon="pen-line" if begun else "", ink="text", strong=True),
            Cell(a.unidad),
            _state(a.estado),
            _day(a.plazo),
            late(a.atraso),
            again(a.veces),
        ),
        a.id,
    )


def measures_table(measures: Iterable[MedidaSeguida]) -> Table:
    columns = (
        Column("Atraso"), Column("Medida", flex=5), Column("Unidad", flex=3), Column("Responsable", flex=3),
        Column("Estado"), Column("Plazo"), Column("Avance", right=True), Column("Prórrogas", right=True),
    )  # fmt: skip
    return Table(columns, tuple(_measure(m) for m in measures), main=1)


def _measure(m: MedidaSeguida) -> Line:
    solved = m.asunto_estado is EstadoHallazgo.SOLVENTADA and m.estado is not EstadoMedida.CUMPLIDA
    icon, ink = ("circle-check", "ok") if solved else _MEASURES[m.estado]
    return Line(
        (
            late(m.atraso if m.abierta else None),
            Cell(m.texto, strong=True),
            Cell(m.unidad),
            Cell(m.responsable),
            Cell("Hallazgo solventado" if solved else m.estado.label, icon=icon, ink=ink),
            _day(m.fecha),
            Cell(f"{m.avance}{NO_BREAK_SPACE}%", m.avance),
            Cell(str(m.prorrogas) if m.prorrogas else "", m.prorrogas),
        ),
        f"{m.asunto}\n{m.id}",
    )


def queue_table(findings: Iterable[Asunto], today: date, holidays: Collection[date], begun: Collection[str]) -> Table:
    """Evidence that waits for its review, the one that waits longest first."""
    columns = (
        Column("Espera", right=True), Column("Folio"), Column("Inconsistencia", flex=5), Column("Unidad", flex=3),
        Column("Recibida"), Column("Riesgo"), Column("Importe", right=True), Column("Plazo"),
    )  # fmt: skip
    lines = []
    for a in findings:
        came = a.visto_el or a.fecha
        waits = age(dias_entre(came, today, holidays))
        lines.append(
            Line(
                (
                    replace(waits, strong=True),
                    Cell(a.folio),
                    Cell(a.titulo, icon="pen-line" if a.id in begun else "", strong=True),
                    Cell(a.unidad),
                    _day(came),
                    Cell(a.riesgo.label, ink=_RISKS[a.riesgo]),
                    Cell(pesos(a.importe), a.importe) if a.importe is not None else Cell(""),
                    _day(a.plazo),
                ),
                a.id,
            )
        )
    return Table(columns, tuple(lines), main=2)

"""Lists of findings, measures and indicators. It words, nothing else."""

from __future__ import annotations

from collections.abc import Iterable

from supervisor_app.domain.calendario import Dias
from supervisor_app.domain.hallazgo import EstadoHallazgo
from supervisor_app.domain.indicador import Veredicto, escribir_cifra, escribir_periodo
from supervisor_app.domain.seguimiento import ResultadoVerificacion
from supervisor_app.domain.texto import NO_BREAK_SPACE, cantidad, fecha_corta, pesos, porcentaje
from supervisor_app.services.oficina.panorama import Reincidencias, desfavorables, favorables
from supervisor_app.services.oficina.valores import Hallazgo, Indicador, Medida, ResumenIndicador, Tramo, Verificado
from supervisor_app.ui.lugares.oficina.palabras import days
from supervisor_app.ui.lugares.oficina.renglones import Cell, Column, Line, Table

_STATE = {
    EstadoHallazgo.ABIERTA: ("circle-alert", "warn"),
    EstadoHallazgo.EN_ATENCION: ("clock", "warn"),
    EstadoHallazgo.EN_REVISION: ("eye", "warn"),
    EstadoHallazgo.SOLVENTADA: ("circle-check", "ok"),
    EstadoHallazgo.NO_SOLVENTADA: ("circle-x", "bad"),
}


def findings_table(findings: Iterable[Hallazgo]) -> Table:
    columns = (
        Column("Folio"), Column("Inconsistencia", flex=4), Column("Unidad", flex=2), Column("Estado"), Column("Riesgo"),
        Column("Hallada"), Column("Plazo"), Column("Atraso", right=True), Column("Importe", right=True),
    )  # fmt: skip
    return Table(columns, tuple(_finding(h) for h in findings), main=1)


def _finding(h: Hallazgo) -> Line:
    icon, ink = _STATE[h.estado]
    return Line(
        (
            Cell(h.folio, strong=True),
            Cell(h.titulo),
            Cell(h.unidad),
            Cell(h.estado.label, icon=icon, ink=ink),
            Cell(h.riesgo.label),
            Cell(fecha_corta(h.fecha), h.fecha),
            Cell(fecha_corta(h.plazo) if h.plazo else "", h.plazo),
            _late(h.atraso),
            Cell(pesos(h.importe) if h.importe is not None else "", h.importe),
        ),
        f"hallazgo:{h.id}",
    )


def measures_table(measures: Iterable[Medida], back: Reincidencias) -> Table:
    columns = (
        Column("Atraso"), Column("Medida", flex=4), Column("Subdelegación", flex=2), Column("Responsable", flex=2),
        Column("Plazo"), Column("Avance", right=True), Column("Prórrogas", right=True), Column("Reincide"),
    )  # fmt: skip
    lines = tuple(
        Line(
            (
                *_measure(m),
                Cell(f"{m.avance}{NO_BREAK_SPACE}%", m.avance),
                Cell(str(m.prorrogas), m.prorrogas),
                _again(m, back),
            ),
            f"hallazgo:{m.hallazgo}",
        )
        for m in measures
    )
    return Table(columns, lines, main=1)


def punctual_table(measures: Iterable[Medida]) -> Table:
    """The date of each beside the day on which it was done."""
    columns = (
        Column("Medida", flex=4), Column("Subdelegación", flex=2), Column("Responsable", flex=2), Column("Plazo"),
        Column("Cumplida el"), Column("Días después del plazo", right=True), Column("Prórrogas", right=True),
    )  # fmt: skip
    return Table(columns, tuple(_punctual(m) for m in measures), main=0)


def _punctual(m: Medida) -> Line:
    late = (m.cumplida_el - m.fecha).days if m.cumplida_el and m.fecha else m.atraso.naturales if m.atraso else 0
    return Line(
        (
            *_measure(m)[1:],
            Cell(fecha_corta(m.cumplida_el), m.cumplida_el) if m.cumplida_el else Cell("Sin cumplir", ink="bad"),
            Cell(cantidad(late), late, ink="bad", strong=True) if late > 0 else Cell(""),
            Cell(str(m.prorrogas), m.prorrogas),
        ),
        f"hallazgo:{m.hallazgo}",
    )


def overdue_table(measures: Iterable[Medida], back: Reincidencias) -> Table:
    """The same in fewer columns, for the board."""
    columns = (Column("Atraso"), Column("Medida", flex=4), Column("Subdelegación", flex=2),
               Column("Responsable", flex=2), Column("Plazo"), Column("Reincide"))  # fmt: skip
    lines = tuple(Line((*_measure(m), _again(m, back)), f"hallazgo:{m.hallazgo}") for m in measures)
    return Table(columns, lines, main=1)


def _measure(m: Medida) -> tuple[Cell, ...]:
    return (
        _late(m.atraso, icon="clock"),
        Cell(m.texto, strong=True),
        Cell(m.lugar.subdelegacion_nombre or m.lugar.texto),
        Cell(m.responsable),
        Cell(fecha_corta(m.fecha) if m.fecha else "", m.fecha),
    )


def _late(late: Dias | None, icon: str = "") -> Cell:
    return Cell(days(late), late.naturales, icon=icon, ink="bad", strong=True) if late is not None else Cell("")


def _again(m: Medida, back: Reincidencias) -> Cell:
    return Cell("Sí", icon="repeat", ink="warn", strong=True) if m.hallazgo in back.hallazgos else Cell("No")


def life_table(life: Iterable[Verificado]) -> Table:
    columns = (Column("Día"), Column("Visita"), Column("Qué se verificó", flex=2), Column("Nota", flex=4),
               Column("Supervisor", flex=2))  # fmt: skip
    lines = tuple(
        Line(
            (
                Cell(fecha_corta(v.dia), v.dia),
                Cell(v.folio, strong=True),
                Cell(ResultadoVerificacion(v.resultado).label if v.resultado else "Nota"),
                Cell(v.nota),
                Cell(v.supervisor),
            ),
            f"paquete:{v.sha256}",
        )
        for v in life
    )
    return Table(columns, lines, main=2)


def ages_table(brackets: Iterable[Tramo]) -> Table:
    columns = (Column("Antigüedad de lo no solventado", flex=1), Column("Inconsistencias", right=True))
    lines = tuple(
        Line(
            (Cell(t.texto, strong=True), Cell(cantidad(t.cuantos), t.cuantos)), f"tramo:{t.desde}" if t.cuantos else ""
        )
        for t in brackets
    )
    return Table(columns, lines)


# --- indicators -----------------------------------------------------------------------------------------------------


def goals_table(items: Iterable[ResumenIndicador]) -> Table:
    """How many units are at their goal."""
    columns = (Column("Indicador", flex=1), Column("Periodo"), Column("Unidades", right=True),
               Column("Favorables", right=True), Column("Desfavorables", right=True))  # fmt: skip
    lines = []
    for i in items:
        good, bad = favorables(i), desfavorables(i)
        lines.append(
            Line(
                (
                    Cell(f"{i.codigo} {i.nombre}", strong=True),
                    Cell(i.periodo.label),
                    Cell(cantidad(i.unidades), i.unidades),
                    Cell(cantidad(good), good, icon="circle-check" if good else "", ink="ok" if good else "text"),
                    Cell(cantidad(bad), bad, icon="circle-x" if bad else "", ink="bad" if bad else "text"),
                ),
                f"indicador:{i.codigo}\n{i.periodo.value}",
            )
        )
    return Table(columns, tuple(lines))


def indicators_table(items: Iterable[Indicador]) -> Table:
    columns = (Column("Unidad", flex=2), Column("Visita"), Column("Periodo"), Column("Meta", right=True),
               Column("Real", right=True), Column("Avance", right=True), Column("Resultado"))  # fmt: skip
    lines = tuple(
        Line(
            (
                Cell(i.unidad, strong=True),
                Cell(i.folio),
                Cell(escribir_periodo(i.periodo, i.corte)),
                Cell(escribir_cifra(i.meta, i.medida), i.meta),
                Cell(escribir_cifra(i.real, i.medida), i.real),
                Cell(porcentaje(i.avance) if i.avance is not None else "", i.avance),
                _verdict(i.veredicto),
            ),
            f"paquete:{i.sha256}",
        )
        for i in items
    )
    return Table(columns, lines)


def _verdict(v: Veredicto) -> Cell:
    if v.bueno:
        return Cell(v.label, icon="circle-check", ink="ok")
    return Cell(v.label, icon="circle-x", ink="bad") if v.malo else Cell(v.label)

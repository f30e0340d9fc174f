"""The list behind «de N programadas»: each programmed visit that was due, and what became of it. It words only."""

from __future__ import annotations

from collections.abc import Iterable

from supervisor_app.domain.programa.cumplimiento import Renglon
from supervisor_app.domain.programa.palabras import fechas_de, unidad_de
from supervisor_app.domain.texto import fecha_corta
from supervisor_app.ui.lugares.oficina.renglones import Cell, Column, Line, Table


def programmed_table(rows: Iterable[Renglon]) -> Table:
    columns = (
        Column("Programada"), Column("Fechas"), Column("Unidad", flex=3), Column("Departamentos", flex=2),
        Column("Situación"), Column("Visita"), Column("Se hizo"),
    )  # fmt: skip
    return Table(columns, tuple(_row(r) for r in rows), main=2)


def _row(r: Renglon) -> Line:
    p, made = r.programada, next(iter(r.hechas), None)
    return Line(
        (
            Cell(p.folio, strong=True),
            Cell(fechas_de(p), p.inicio),
            Cell(unidad_de(p.unidad)),
            Cell(", ".join(d.label for d in p.departamentos)),
            Cell(r.situacion.label),
            Cell(", ".join(h.folio for h in r.hechas)),
            Cell(fecha_corta(made.inicio), made.inicio) if made is not None else Cell(""),
        ),
        f"paquete:{made.sha256}" if made is not None and made.sha256 else "",
    )

"""Lists of packages: visits with their sums, deliveries, documents, and what does not count. It words, nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from supervisor_app.domain.documento import EstadoDocumento
from supervisor_app.domain.texto import cantidad, fecha_corta, tamano
from supervisor_app.services.oficina.panorama import Apartado
from supervisor_app.services.oficina.valores import (
    CadenaRota,
    Conflicto,
    DocumentoDe,
    Entregado,
    PorSupervisor,
    Sumando,
)
from supervisor_app.ui.lugares.oficina.palabras import by_hundred, day, delivery_state, received
from supervisor_app.ui.lugares.oficina.renglones import Cell, Column, Line, Table


def sums_table(sums: Iterable[Sumando]) -> Table:
    columns = (
        Column("Visita"), Column("Unidad", flex=3), Column("Proceso"), Column("Último día"),
        Column("Supervisor", flex=2),
        Column("Cumple", right=True), Column("Revisado", right=True), Column("Con inconsistencia", right=True),
    )  # fmt: skip
    return Table(columns, tuple(_sum(s) for s in sums), main=1)


def _sum(s: Sumando) -> Line:
    r = s.resultado
    whole = r.porcentaje.quantize(Decimal("0.01")) if r.porcentaje is not None else None
    return Line(
        (
            Cell(s.folio, strong=True),
            Cell(s.unidad),
            Cell(s.proceso),
            Cell(fecha_corta(s.dia), s.dia),
            Cell(s.supervisor),
            Cell(by_hundred(r.porcentaje), whole),
            Cell(f"{cantidad(r.contestadas)} de {cantidad(r.total)}", r.contestadas),
            Cell(cantidad(r.con_inconsistencia), r.con_inconsistencia),
        ),
        f"paquete:{s.sha256}",
    )


def deliveries_table(items: Iterable[Entregado]) -> Table:
    columns = (
        Column("Cerrada"), Column("Visita"), Column("Unidad", flex=3), Column("Supervisor", flex=2), Column("Estado"),
        Column("Recibida"), Column("Tamaño", right=True),
    )  # fmt: skip
    return Table(columns, tuple(_delivery(e) for e in items), main=2)


def _delivery(e: Entregado) -> Line:
    words, icon, ink = delivery_state(e)
    correction = f", corrección {e.revision - 1}" if e.revision > 1 else ""
    return Line(
        (
            Cell(day(e.fecha)),
            Cell(f"{e.folio}{correction}", strong=True),
            Cell(e.unidad),
            Cell(e.supervisor),
            Cell(words, icon=icon, ink=ink),
            Cell(received(e)),
            Cell(tamano(e.bytes), e.bytes),
        ),
        f"paquete:{e.sha256}",
    )


def documents_table(documents: Iterable[DocumentoDe]) -> Table:
    columns = (Column("Documento", flex=3), Column("Folio"), Column("Versión", right=True), Column("Estado"),
               Column("Firmado por", flex=3))  # fmt: skip
    lines = tuple(
        Line(
            (
                Cell(d.titulo or d.clave, strong=True),
                Cell(d.folio),
                Cell(str(d.version), d.version),
                Cell(EstadoDocumento(d.estado).label),
                Cell(", ".join(f.firmante for f in d.firmas if f.firmante)),
            )
        )
        for d in documents
    )
    return Table(columns, lines)


def quarantine_table(items: Iterable[Apartado]) -> Table:
    columns = (Column("Por qué", flex=4), Column("Archivo", flex=3), Column("Desde"), Column("Tamaño", right=True))
    lines = tuple(
        Line(
            (
                Cell(a.motivo, icon="triangle-alert", ink="warn"),
                Cell(a.clave.rsplit("/", 1)[-1], a.clave),
                Cell(day(a.desde)),
                Cell(tamano(a.bytes), a.bytes),
            )
        )
        for a in items
    )
    return Table(columns, lines)


def conflicts_table(items: Iterable[Conflicto]) -> Table:
    columns = (Column("Visita"), Column("Paquete", flex=3), Column("Cerrado"), Column("De quién", flex=2),
               Column("Firma"), Column("Situación"))  # fmt: skip
    lines = tuple(
        Line(
            (
                Cell(f"{c.folio}, revisión {c.revision}", strong=True),
                Cell(c.nombre),
                Cell(day(c.fecha)),
                Cell(c.firmante or c.equipo),
                Cell(c.de_quien.label),
                Cell("Resuelto por una corrección", icon="circle-check", ink="ok")
                if c.resuelto
                else Cell("Sin resolver", icon="triangle-alert", ink="bad"),
            ),
            f"paquete:{c.sha256}",
        )
        for c in items
    )
    return Table(columns, lines, main=1)


def broken_table(items: Iterable[CadenaRota]) -> Table:
    columns = (Column("Visita"), Column("Paquete", flex=3), Column("Qué pasa", flex=4))
    lines = tuple(
        Line(
            (
                Cell(f"{r.folio}, revisión {r.revision}", strong=True),
                Cell(r.nombre),
                Cell(
                    "Dice reemplazar a otro que no es una revisión anterior de la misma visita."
                    if r.esta
                    else "Dice reemplazar a otro que no ha llegado."
                ),
            ),
            f"paquete:{r.sha256}",
        )
        for r in items
    )
    return Table(columns, lines, main=1)


def supervisors_table(people: Iterable[PorSupervisor]) -> Table:
    columns = (Column("Supervisor", flex=1), Column("Visitas", right=True), Column("Unidades", right=True),
               Column("Primera"), Column("Última"), Column("Sin solventar", right=True))  # fmt: skip
    lines = tuple(
        Line(
            (
                Cell(p.supervisor or "Sin nombre", strong=True),
                Cell(cantidad(p.visitas), p.visitas),
                Cell(cantidad(p.unidades), p.unidades),
                Cell(fecha_corta(p.primera), p.primera),
                Cell(fecha_corta(p.ultima), p.ultima),
                Cell(cantidad(p.abiertos), p.abiertos),
            ),
            f"supervisor:{p.supervisor}",
        )
        for p in people
    )
    return Table(columns, lines)

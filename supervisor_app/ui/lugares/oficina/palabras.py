"""The dashboard's answers as tables and sentences. It must never work out a figure: it words those it is given."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from supervisor_app.domain.calendario import Dias
from supervisor_app.domain.documento import EstadoDocumento
from supervisor_app.domain.hallazgo import EstadoHallazgo
from supervisor_app.domain.seguimiento import ResultadoVerificacion
from supervisor_app.domain.texto import (
    MESES,
    NO_BREAK_SPACE,
    cantidad,
    cuantos,
    fecha_corta,
    fecha_hora,
    numero,
    pesos,
    porcentaje,
    tamano,
)
from supervisor_app.services.oficina.panorama import Apartado, DeQuien, EstadoPaquete, Foto, Reincidencias
from supervisor_app.services.oficina.valores import (
    CadenaRota,
    Conflicto,
    DocumentoDe,
    Entregado,
    Hallazgo,
    Medida,
    Sumando,
    Verificado,
)
from supervisor_app.ui.lugares.oficina.calor import place_name
from supervisor_app.ui.lugares.oficina.tabla import Cell, Column, Line, Table

LEGEND = (
    "Porcentaje que cumple de lo revisado: «parcial» vale la mitad y «no aplica» no cuenta. Cuanto más intenso el "
    "tono, menos cumple."
)
_STATE = {
    EstadoHallazgo.ABIERTA: ("circle-alert", "warn"),
    EstadoHallazgo.EN_ATENCION: ("clock", "warn"),
    EstadoHallazgo.EN_REVISION: ("eye", "warn"),
    EstadoHallazgo.SOLVENTADA: ("circle-check", "ok"),
    EstadoHallazgo.NO_SOLVENTADA: ("circle-x", "bad"),
}


def by_hundred(value: Decimal | None) -> str:
    return porcentaje(value) if value is not None else "s/d"


def month(key: str) -> str:
    """``junio de 2026`` for ``2026-06``."""
    year, number = key.split("-")
    return f"{MESES[int(number) - 1]} de {year}"


def month_number(key: str) -> int:
    """Months one after the other, whatever the year."""
    return int(key[:4]) * 12 + int(key[5:7])


def short_month(key: str) -> str:
    return MESES[int(key[5:7]) - 1][:3]


def signed(value: Decimal, places: int) -> str:
    """``+13`` and ``−3.3``, as figures stand in print."""
    return f"{'−' if value < 0 else '+'}{numero(abs(value), places)}"


def days(late: Dias) -> str:
    return cuantos(late.naturales, "día", "días")


# --- visits ---------------------------------------------------------------------------------------------------------


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
            Cell(_day(e.fecha)),
            Cell(f"{e.folio}{correction}", strong=True),
            Cell(e.unidad),
            Cell(e.supervisor),
            Cell(words, icon=icon, ink=ink),
            Cell(received(e)),
            Cell(tamano(e.bytes), e.bytes),
        ),
        f"paquete:{e.sha256}",
    )


def delivery_state(e: Entregado) -> tuple[str, str, str]:
    """Word, icon and ink."""
    if e.estado is EstadoPaquete.EN_CONFLICTO:
        return "En conflicto", "triangle-alert", "bad"
    if not e.confiable:
        return e.de_quien.label, "shield-alert", "bad"
    if e.estado is EstadoPaquete.REEMPLAZADA:
        return "Reemplazada", "history", "na"
    if e.de_quien is DeQuien.SIN_INSCRIBIR:
        return "Equipo sin inscribir", "triangle-alert", "warn"
    return "Recibida", "circle-check", "ok"


def received(e: Entregado) -> str:
    return fecha_hora(datetime.fromisoformat(e.recibido)) if e.recibido else ""


def _day(iso: str) -> str:
    return fecha_corta(date.fromisoformat(iso[:10])) if iso else ""


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


# --- findings and measures ------------------------------------------------------------------------------------------


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


# --- what does not count --------------------------------------------------------------------------------------------


def quarantine_table(items: Iterable[Apartado]) -> Table:
    columns = (Column("Por qué", flex=4), Column("Archivo", flex=3), Column("Desde"), Column("Tamaño", right=True))
    lines = tuple(
        Line(
            (
                Cell(a.motivo, icon="triangle-alert", ink="warn"),
                Cell(a.clave.rsplit("/", 1)[-1], a.clave),
                Cell(_day(a.desde)),
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
                Cell(_day(c.fecha)),
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


# --- the map as numbers ---------------------------------------------------------------------------------------------


def map_table(foto: Foto) -> Table:
    """The same figures as the picture, those that comply least first."""
    columns = (Column("Subdelegación"), Column("Proceso"), Column("Cédula", flex=1),
               Column("Cumple", right=True), Column("Visitas", right=True), Column("Con inconsistencia", right=True),
               Column("Reincide"))  # fmt: skip
    alone, lines = len({c.lugar.ooad for c in foto.mapa}) < 2, []
    for c in sorted(foto.mapa, key=lambda c: (c.cumplimiento.porcentaje is None, c.cumplimiento.porcentaje or 0)):
        place, whole = c.lugar, c.cumplimiento.porcentaje
        back = (place.ooad, place.subdelegacion, c.proceso) in foto.reincidencias.celdas
        found = c.cumplimiento.resultado.con_inconsistencia
        lines.append(
            Line(
                (
                    Cell(place_name(place, alone=alone), strong=True),
                    Cell(c.proceso),
                    Cell(c.titulo),
                    Cell(by_hundred(whole), whole.quantize(Decimal("0.01")) if whole is not None else None),
                    Cell(cantidad(c.cumplimiento.visitas), c.cumplimiento.visitas),
                    Cell(cantidad(found), found),
                    Cell("Sí", icon="repeat", ink="warn", strong=True) if back else Cell("No"),
                ),
                f"celda:{place.ooad}\n{place.subdelegacion}\n{c.proceso}",
            )
        )
    return Table(columns, tuple(lines))

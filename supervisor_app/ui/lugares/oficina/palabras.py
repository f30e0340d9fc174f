"""Words of the dashboard's answers, and the map as numbers. It must never work out a figure: it words it."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from supervisor_app.domain.calendario import Dias
from supervisor_app.domain.texto import cantidad, cuantos, fecha_corta, fecha_hora, porcentaje
from supervisor_app.services.oficina.calor import place_name
from supervisor_app.services.oficina.panorama import DeQuien, EstadoPaquete, Foto
from supervisor_app.services.oficina.valores import Entregado
from supervisor_app.ui.lugares.oficina.renglones import Cell, Column, Line, Table

LEGEND = (
    "Porcentaje que cumple de lo revisado: «parcial» vale la mitad y «no aplica» no cuenta. Cuanto más intenso el "
    "tono, menos cumple."
)


def by_hundred(value: Decimal | None) -> str:
    return porcentaje(value) if value is not None else "s/d"


def month_number(key: str) -> int:
    """Months one after the other, whatever the year."""
    return int(key[:4]) * 12 + int(key[5:7])


def days(late: Dias) -> str:
    return cuantos(late.naturales, "día", "días")


def day(iso: str) -> str:
    return fecha_corta(date.fromisoformat(iso[:10])) if iso else ""


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

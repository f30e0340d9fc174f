"""How moments, terms and units are told in a line on the places of the window. Pure: values in, Spanish out.

It must never read a clock: today comes from the caller.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from supervisor_app.domain.texto import MESES
from supervisor_app.domain.visita import Visita

_DIAS = ("lun", "mar", "mié", "jue", "vie", "sáb", "dom")


def dia_corto(dia: date) -> str:
    """``mié 10``."""
    return f"{_DIAS[dia.weekday()]} {dia.day}"


def dia_y_mes(dia: date, hoy: date) -> str:
    """``5 de junio``, with its year where that is not this one."""
    texto = f"{dia.day} de {MESES[dia.month - 1]}"
    return texto if dia.year == hoy.year else f"{texto} de {dia.year}"


def cuando(momento: datetime, hoy: date) -> str:
    """``hoy 12:03``, ``ayer 17:40``, ``el 5 de junio``: in the zone of the moment itself."""
    dia = momento.date()
    if dia == hoy:
        return f"hoy {momento:%H:%M}"
    if dia == hoy - timedelta(days=1):
        return f"ayer {momento:%H:%M}"
    return f"el {dia_y_mes(dia, hoy)}"


def semana(dias: tuple[date, ...]) -> str:
    """``8 al 12 de junio``: what the shown days of a week span."""
    primero, ultimo = dias[0], dias[-1]
    if primero.month == ultimo.month:
        return f"{primero.day} al {ultimo.day} de {MESES[ultimo.month - 1]}"
    return f"{primero.day} de {MESES[primero.month - 1]} al {ultimo.day} de {MESES[ultimo.month - 1]}"


def plazo(dias: int) -> str:
    """``Vencida 33 días``, ``Vence hoy``, ``En 2 días``; ``dias`` counts from today to the date."""
    if dias == 0:
        return "Vence hoy"
    cuantos = "1 día" if abs(dias) == 1 else f"{abs(dias)} días"
    return f"Vencida {cuantos}" if dias < 0 else f"En {cuantos}"


def plural(n: int, uno: str, varios: str) -> str:
    """``1 cédula``, ``4 cédulas``."""
    return f"{n:,} {uno if n == 1 else varios}"


def titulo_de(visita: Visita) -> str:
    """The unit of a visit; where it has none yet, its folio tells it from others."""
    return visita.titulo if visita.unidad is not None else f"{visita.titulo} · {visita.folio}"


def a_la_unidad(visita: Visita) -> str:
    """``a la Subdelegación Colima``, after «la visita»; ``sin unidad`` where it has none yet."""
    return f"a la {visita.unidad.titulo}" if visita.unidad is not None else f"{visita.folio}, todavía sin unidad"

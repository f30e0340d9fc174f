"""The visits that were made with a pliego, for the transparency platform. It must never write."""

from __future__ import annotations

from supervisor_app.store.oficina.filtro import Filtro
from supervisor_app.store.oficina.motor import Fila, Motor


def comisiones(motor: Motor, f: Filtro) -> list[Fila]:
    """Visit, folio, pliego, kind, unit, first and last day, head and team; the oldest first."""
    donde, valores = f.de_sus_visitas()
    return motor.filas(
        "SELECT v.visita, v.folio, v.pliego, v.tipo, v.unidad_titulo, v.inicio, v.fin, v.supervisor, v.equipo"
        f" FROM visita v WHERE {donde} AND v.pliego <> '' ORDER BY v.dia, v.folio, v.visita",
        valores,
    )

"""What leaves the office as files: visits made with a pliego, and everything verified. It must never write."""

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


def verificaciones(motor: Motor, f: Filtro) -> list[Fila]:
    """What later visits verified of the findings of the filter: folio and unit of the finding, folio of the visit that
    verified, day, head, outcome and note; the oldest first.
    """
    donde, valores = f.con_departamento("h", "o")
    return motor.filas(
        "SELECT h.folio, o.unidad_titulo, v.folio, v.dia, v.supervisor, r.resultado, r.nota FROM verificacion r"
        " JOIN visita v ON v.sha256 = r.sha256 JOIN hallazgo h ON h.id = r.hallazgo"
        f" JOIN visita o ON o.sha256 = h.sha256 WHERE v.vale = 1 AND {donde} ORDER BY v.momento, r.id",
        valores,
    )

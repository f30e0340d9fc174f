"""The statements that the dashboard's screen asks for besides those of ``consultas``: places, measures, what recurs.

What a row means, and what follows from it, is the service's and the domain's to say. It must never write.
"""

from __future__ import annotations

from dataclasses import replace

from supervisor_app.store.oficina.filtro import Filtro
from supervisor_app.store.oficina.motor import Fila, Motor

_CUENTA = (
    "COUNT(DISTINCT s.sha256), SUM(s.total), SUM(s.contestadas), SUM(s.cumple), SUM(s.parcial), SUM(s.no_cumple),"
    " SUM(s.no_aplica), SUM(s.con_inconsistencia), SUM(s.logrado), SUM(s.posible)"
)
_SIN_HACER = "h.estado_actual <> 'solventada'"
_ITEMS = (
    "hallazgo_item i JOIN hallazgo h ON h.sha256 = i.sha256 AND h.id = i.hallazgo JOIN visita v ON v.sha256 = i.sha256"
)


def por_lugar(motor: Motor, f: Filtro) -> list[Fila]:
    """Place and its sums: one row per Subdelegación."""
    donde, valores = f.con_departamento("s")
    return motor.filas(
        f"SELECT v.ooad, MAX(v.ooad_nombre), v.subdelegacion, MAX(v.subdelegacion_nombre), {_CUENTA}"
        f" FROM suma s JOIN visita v ON v.sha256 = s.sha256 WHERE {donde}"
        " GROUP BY v.ooad, v.subdelegacion ORDER BY v.ooad, v.subdelegacion",
        valores,
    )


def cuenta_de_medidas(motor: Motor, f: Filtro, hoy: str) -> Fila:
    """Of the measures not done of findings not solved: how many, how many are overdue, and the earliest such date."""
    donde, valores = f.con_departamento("h")
    vencida = "m.fecha_actual <> '' AND m.fecha_actual < ?"
    return motor.filas(
        f"SELECT COUNT(*), COALESCE(SUM(CASE WHEN {vencida} THEN 1 ELSE 0 END), 0),"
        f" COALESCE(MIN(CASE WHEN {vencida} THEN m.fecha_actual END), '')"
        " FROM medida m JOIN hallazgo h ON h.sha256 = m.sha256 AND h.id = m.hallazgo JOIN visita v"
        f" ON v.sha256 = m.sha256 WHERE {donde} AND m.avance_actual < 100 AND {_SIN_HACER}",
        [hoy, hoy, *valores],
    )[0]


def reincidentes(motor: Motor, f: Filtro) -> list[Fila]:
    """Place, process and id of the findings in whose item the unit had one in an earlier visit, whenever that was."""
    donde, valores = f.con_departamento("h")
    antes, de_antes = replace(f, desde=None).con_departamento("h")
    return motor.filas(
        f"SELECT DISTINCT v.ooad, v.subdelegacion, h.proceso, h.id FROM {_ITEMS} JOIN (SELECT v.unidad AS unidad,"
        f" i.item AS item, MIN(v.momento) AS primera FROM {_ITEMS} WHERE {antes} AND v.unidad <> ''"
        " GROUP BY v.unidad, i.item HAVING COUNT(DISTINCT v.visita) > 1) r ON r.unidad = v.unidad AND r.item = i.item"
        f" WHERE {donde} AND v.momento > r.primera ORDER BY v.ooad, v.subdelegacion, h.proceso, h.id",
        [*de_antes, *valores],
    )


def solventados(motor: Motor, f: Filtro) -> list[Fila]:
    """Of the solved findings: the day on which each was found, and the one on which it was last verified."""
    donde, valores = f.con_departamento("h")
    return motor.filas(
        "SELECT h.fecha, h.visto_el FROM hallazgo h JOIN visita v ON v.sha256 = h.sha256"
        f" WHERE {donde} AND h.estado_actual = 'solventada' AND h.visto_el <> '' ORDER BY h.visto_el, h.fecha",
        valores,
    )

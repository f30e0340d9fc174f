"""The statements that the programme asks of the index: which visits were made, and how each unit stands, in few rows.

What a row means is the service's and the domain's to say. It must never write.
"""

from __future__ import annotations

from collections.abc import Sequence

from supervisor_app.store.oficina.filtro import Filtro
from supervisor_app.store.oficina.motor import Fila, Motor

_SIN_HACER = "h.estado_actual <> 'solventada'"


def visitas_hechas(motor: Motor, f: Filtro, departamentos: Sequence[str]) -> list[Fila]:
    """Each visit that counts, and for each of these departments, whether cédulas of it were applied (1 or 0)."""
    donde, valores = f.de_visitas()
    # Looked up where the rows of a visit lie together: a join would sort ten wide rows for each.
    de = "".join(
        ", CASE WHEN EXISTS (SELECT 1 FROM suma s WHERE s.sha256 = v.sha256 AND s.departamento = ?) THEN 1 ELSE 0 END"
        for _ in departamentos
    )
    return motor.filas(
        "SELECT v.visita, v.folio, v.unidad, v.unidad_tipo, v.unidad_titulo, v.ooad, v.ooad_nombre,"
        " v.subdelegacion, v.subdelegacion_nombre, v.inicio, v.fin, v.dia, v.tipo, v.supervisor, v.programada,"
        f" v.sha256{de} FROM visita v WHERE {donde} ORDER BY v.dia, v.folio, v.sha256",
        [*departamentos, *valores],
    )


def ultimas(motor: Motor, f: Filtro) -> list[Fila]:
    """Each unit with a name, how it is called, and the last day of its visits by department ("" without cédulas)."""
    donde, valores = f.de_visitas()
    return motor.filas(
        "SELECT v.unidad, MAX(v.unidad_tipo), MAX(v.unidad_titulo), MAX(v.ooad), MAX(v.ooad_nombre),"
        " MAX(v.subdelegacion), MAX(v.subdelegacion_nombre), COALESCE(s.departamento, '') AS departamento, MAX(v.dia)"
        f" FROM visita v LEFT JOIN suma s ON s.sha256 = v.sha256 WHERE {donde} AND v.unidad <> ''"
        " GROUP BY v.unidad, COALESCE(s.departamento, '') ORDER BY v.unidad, departamento",
        valores,
    )


def hallazgos_por_unidad(motor: Motor, f: Filtro, hoy: str) -> list[Fila]:
    """Unit, department, findings not solved, how many of them are overdue, and the earliest date of these or ""."""
    donde, valores = f.de_visitas()
    vencido = "h.plazo <> '' AND h.plazo < ?"
    return motor.filas(
        f"SELECT v.unidad, h.departamento, COUNT(*), SUM(CASE WHEN {vencido} THEN 1 ELSE 0 END),"
        f" COALESCE(MIN(CASE WHEN {vencido} THEN h.plazo END), '') FROM hallazgo h JOIN visita v"
        f" ON v.sha256 = h.sha256 WHERE {donde} AND {_SIN_HACER} AND v.unidad <> '' GROUP BY v.unidad, h.departamento"
        " ORDER BY v.unidad, h.departamento",
        [hoy, hoy, *valores],
    )


def recurrentes_por_unidad(motor: Motor, f: Filtro) -> list[Fila]:
    """Unit, department, and in how many items it had findings in more than one visit, one of them not solved."""
    donde, valores = f.de_visitas()
    return motor.filas(
        "SELECT unidad, departamento, COUNT(*) FROM (SELECT v.unidad AS unidad, MAX(h.departamento) AS departamento"
        " FROM hallazgo_item i JOIN hallazgo h ON h.sha256 = i.sha256 AND h.id = i.hallazgo JOIN visita v"
        f" ON v.sha256 = i.sha256 WHERE {donde} AND v.unidad <> '' GROUP BY v.unidad, i.item"
        f" HAVING COUNT(DISTINCT v.visita) > 1 AND SUM(CASE WHEN {_SIN_HACER} THEN 1 ELSE 0 END) > 0) AS r"
        " GROUP BY unidad, departamento ORDER BY unidad, departamento",
        valores,
    )


def veredictos_por_unidad(motor: Motor, f: Filtro) -> list[Fila]:
    """Unit, verdict, and how many indicators have it in their last measure there."""
    donde, valores = f.de_visitas()
    return motor.filas(
        "SELECT unidad, veredicto, COUNT(*) FROM (SELECT v.unidad AS unidad, i.veredicto AS veredicto,"
        " ROW_NUMBER() OVER (PARTITION BY v.unidad, i.codigo, i.periodo ORDER BY v.momento DESC, i.id) AS lugar"
        f" FROM indicador i JOIN visita v ON v.sha256 = i.sha256 WHERE {donde} AND v.unidad <> '') AS t"
        " WHERE lugar = 1 GROUP BY unidad, veredicto ORDER BY unidad, veredicto",
        valores,
    )

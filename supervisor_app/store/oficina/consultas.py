"""The statements of the dashboard: sums and lists over what counts. The same on both engines; rows out, in order.

What a row means, and what follows from it, is the service's and the domain's to say. It must never write.
"""

from __future__ import annotations

from collections.abc import Sequence

from supervisor_app.store.oficina.filtro import Filtro
from supervisor_app.store.oficina.motor import Fila, Motor

_SUMAS = (
    "total",
    "contestadas",
    "cumple",
    "parcial",
    "no_cumple",
    "no_aplica",
    "con_inconsistencia",
    "logrado",
    "posible",
)
_CUENTA = ", ".join(f"SUM(s.{una})" for una in _SUMAS)
_LUGAR = "v.ooad, v.ooad_nombre, v.subdelegacion, v.subdelegacion_nombre"
_SIN_HACER = "h.estado_actual <> 'solventada'"


def mapa(motor: Motor, f: Filtro) -> list[Fila]:
    """Place, process with its department, and its sums: one row per Subdelegación and process."""
    donde, valores = f.con_departamento("s")
    return motor.filas(
        "SELECT v.ooad, MAX(v.ooad_nombre), v.subdelegacion, MAX(v.subdelegacion_nombre), s.proceso, MAX(s.titulo),"
        # A visit has one row of a process, so that rows are visits.
        f" MAX(s.departamento), COUNT(*), {_CUENTA} FROM suma s JOIN visita v ON v.sha256 = s.sha256 WHERE {donde}"
        " GROUP BY v.ooad, v.subdelegacion, s.proceso ORDER BY v.ooad, v.subdelegacion, s.proceso",
        valores,
    )


def meses(motor: Motor, f: Filtro, proceso: str = "") -> list[Fila]:
    """Month and its sums."""
    donde, valores = _con_proceso(f, proceso)
    return motor.filas(
        f"SELECT s.mes, COUNT(*), {_CUENTA} FROM (SELECT s.sha256, v.mes,"
        f" {', '.join(f'SUM(s.{una}) AS {una}' for una in _SUMAS)} FROM suma s JOIN visita v ON v.sha256 = s.sha256"
        f" WHERE {donde} GROUP BY s.sha256, v.mes) AS s GROUP BY s.mes ORDER BY s.mes",
        valores,
    )


def sumas(motor: Motor, f: Filtro, proceso: str = "") -> list[Fila]:
    """What a cell is made of: each visit with the sums of each of its processes."""
    donde, valores = _con_proceso(f, proceso)
    return motor.filas(
        f"SELECT v.sha256, v.visita, v.folio, v.revision, v.unidad_titulo, {_LUGAR}, v.dia, v.supervisor, s.proceso,"
        " s.titulo, s.departamento, s.version, s.total, s.contestadas, s.cumple, s.parcial, s.no_cumple, s.no_aplica,"
        f" s.con_inconsistencia, s.logrado, s.posible FROM suma s JOIN visita v ON v.sha256 = s.sha256 WHERE {donde}"
        " ORDER BY v.dia DESC, v.folio, v.sha256, s.proceso",
        valores,
    )


def _con_proceso(f: Filtro, proceso: str) -> tuple[str, list[object]]:
    donde, valores = f.con_departamento("s")
    return (f"{donde} AND s.proceso = ?", [*valores, proceso]) if proceso else (donde, valores)


def _primeras(limite: int) -> str:
    """Only so many rows; 0: all."""
    return f" LIMIT {int(limite)}" if limite else ""


# --- findings and measures ------------------------------------------------------------------------------------------


def hallazgos(motor: Motor, f: Filtro, *, abiertos: bool, vencidos_a: str = "", id_: str = "") -> list[Fila]:
    """Findings, the most overdue first. ``vencidos_a``: only those whose earliest date not done is before that day;
    ``id_``: that one alone.
    """
    donde, valores = f.con_departamento("h")
    if id_:
        donde, valores = f"{donde} AND h.id = ?", [*valores, id_]
    if abiertos or vencidos_a:
        donde += f" AND {_SIN_HACER}"
    if vencidos_a:
        donde, valores = f"{donde} AND h.plazo <> '' AND h.plazo < ?", [*valores, vencidos_a]
    return motor.filas(
        f"SELECT v.sha256, v.visita, v.folio, v.unidad_titulo, {_LUGAR}, v.unidad, v.dia, h.id, h.folio, h.titulo,"
        " h.proceso, h.departamento, h.riesgo, h.origen, h.estado_actual, h.importe, h.fecha, h.visto_el, h.plazo"
        f" FROM hallazgo h JOIN visita v ON v.sha256 = h.sha256 WHERE {donde}"
        " ORDER BY CASE WHEN h.plazo = '' THEN 1 ELSE 0 END, h.plazo, v.momento, h.numero, h.id",
        valores,
    )


def cuenta_de_hallazgos(motor: Motor, f: Filtro, hoy: str) -> list[Fila]:
    """State, risk, whether overdue and how many, with their amount: thousands of millions of centavos, and the rest.

    In two parts, because some absurd amounts together are more than an integer holds.
    """
    donde, valores = f.con_departamento("h")
    return motor.filas(
        "SELECT estado_actual, riesgo, vencida, COUNT(*), SUM(millares), SUM(importe - millares * 1000000000) FROM"
        f" (SELECT h.estado_actual, h.riesgo, CASE WHEN {_SIN_HACER} AND h.plazo <> '' AND h.plazo < ? THEN 1"
        " ELSE 0 END AS vencida, COALESCE(h.importe, 0) AS importe, COALESCE(h.importe, 0) / 1000000000 AS millares"
        f" FROM hallazgo h JOIN visita v ON v.sha256 = h.sha256 WHERE {donde}) AS t"
        " GROUP BY estado_actual, riesgo, vencida ORDER BY estado_actual, riesgo, vencida",
        [hoy, *valores],
    )


def fechas_de_abiertos(motor: Motor, f: Filtro) -> list[Fila]:
    """Day that open findings were found, and how many of it."""
    donde, valores = f.con_departamento("h")
    return motor.filas(
        "SELECT h.fecha, COUNT(*) FROM hallazgo h JOIN visita v ON v.sha256 = h.sha256"
        f" WHERE {donde} AND {_SIN_HACER} GROUP BY h.fecha ORDER BY h.fecha",
        valores,
    )


def medidas(motor: Motor, f: Filtro, *, pendientes: bool, vencidas_a: str = "", limite: int = 0) -> list[Fila]:
    """Measures with their finding, the earliest date first. Pending: not done, of findings that are not solved."""
    donde, valores = f.con_departamento("h")
    if pendientes or vencidas_a:
        donde += f" AND m.avance_actual < 100 AND {_SIN_HACER}"
    if vencidas_a:
        donde, valores = f"{donde} AND m.fecha_actual <> '' AND m.fecha_actual < ?", [*valores, vencidas_a]
    return motor.filas(
        f"SELECT v.sha256, v.folio, v.unidad_titulo, {_LUGAR}, m.id, m.hallazgo, h.folio, h.titulo, h.proceso,"
        " h.departamento, h.estado_actual, m.tipo, m.texto, m.responsable, m.fecha, m.fecha_actual, m.avance_actual,"
        " m.prorrogas, m.cumplida_el FROM medida m JOIN hallazgo h ON h.sha256 = m.sha256 AND h.id = m.hallazgo"
        f" JOIN visita v ON v.sha256 = m.sha256 WHERE {donde}"
        " ORDER BY CASE WHEN m.fecha_actual = '' THEN 1 ELSE 0 END, m.fecha_actual, v.momento, h.numero, m.orden, m.id"
        + _primeras(limite),
        valores,
    )


def fechas_de_medidas(motor: Motor, f: Filtro) -> list[Fila]:
    """Date, since when done ("" where not), and how many measures have both; those without a date are left out."""
    donde, valores = f.con_departamento("m")
    return motor.filas(
        "SELECT m.fecha_actual, m.cumplida_el, COUNT(*) FROM medida m JOIN visita v ON v.sha256 = m.sha256"
        f" WHERE {donde} AND m.fecha_actual <> '' GROUP BY m.fecha_actual, m.cumplida_el"
        " ORDER BY m.fecha_actual, m.cumplida_el",
        valores,
    )


def verificaciones(motor: Motor, hallazgo: str) -> list[Fila]:
    """What the visits that count verified of a finding, oldest first."""
    return motor.filas(
        "SELECT v.sha256, v.folio, v.dia, v.supervisor, r.resultado, r.nota FROM verificacion r"
        " JOIN visita v ON v.sha256 = r.sha256 WHERE r.hallazgo = ? AND v.vale = 1 ORDER BY v.momento, r.id",
        (hallazgo,),
    )


def recurrencia(motor: Motor, f: Filtro) -> list[Fila]:
    """Items in which one unit had findings in more than one visit: unit, item, how many visits, first and last day,
    and how many of the findings are open. The most repeated first.
    """
    donde, valores = f.con_departamento("h")
    return motor.filas(
        "SELECT v.unidad, MAX(v.unidad_titulo), MAX(v.ooad), MAX(v.ooad_nombre), MAX(v.subdelegacion),"
        " MAX(v.subdelegacion_nombre), i.item, MAX(h.departamento), COUNT(DISTINCT v.visita) AS veces, MIN(v.dia),"
        f" MAX(v.dia), COUNT(DISTINCT CASE WHEN {_SIN_HACER} THEN h.id END) FROM hallazgo_item i"
        " JOIN hallazgo h ON h.sha256 = i.sha256 AND h.id = i.hallazgo JOIN visita v ON v.sha256 = i.sha256"
        f" WHERE {donde} AND v.unidad <> '' GROUP BY v.unidad, i.item HAVING COUNT(DISTINCT v.visita) > 1"
        " ORDER BY veces DESC, v.unidad, i.item",
        valores,
    )


def de_recurrencia(motor: Motor, f: Filtro, unidad: str, item: str) -> list[Fila]:
    """The findings of one unit in one item, oldest first: the columns of ``hallazgos``."""
    donde, valores = f.con_departamento("h")
    return motor.filas(
        f"SELECT v.sha256, v.visita, v.folio, v.unidad_titulo, {_LUGAR}, v.unidad, v.dia, h.id, h.folio, h.titulo,"
        " h.proceso, h.departamento, h.riesgo, h.origen, h.estado_actual, h.importe, h.fecha, h.visto_el, h.plazo"
        " FROM hallazgo_item i JOIN hallazgo h ON h.sha256 = i.sha256 AND h.id = i.hallazgo"
        f" JOIN visita v ON v.sha256 = i.sha256 WHERE {donde} AND v.unidad = ? AND i.item = ? ORDER BY v.momento, h.id",
        [*valores, unidad, item],
    )


# --- indicators, deliveries -----------------------------------------------------------------------------------------


def indicadores(motor: Motor, f: Filtro) -> list[Fila]:
    """The last measure of each indicator and period at each unit."""
    donde, valores = f.de_sus_visitas()
    return motor.filas(
        "SELECT sha256, folio, unidad_titulo, ooad, ooad_nombre, subdelegacion, subdelegacion_nombre, dia, codigo,"
        " nombre, medida, sentido, periodo, corte, meta, real, avance, veredicto FROM (SELECT v.sha256, v.folio,"
        f" v.unidad_titulo, {_LUGAR}, v.unidad, v.dia, i.codigo, i.nombre, i.unidad AS medida, i.sentido, i.periodo,"
        " i.corte, i.meta, i.real, i.avance, i.veredicto, ROW_NUMBER() OVER (PARTITION BY"
        " CASE WHEN v.unidad = '' THEN v.visita ELSE v.unidad END, i.codigo, i.periodo ORDER BY v.momento DESC, i.id)"
        f" AS lugar FROM indicador i JOIN visita v ON v.sha256 = i.sha256 WHERE {donde}) AS t WHERE lugar = 1"
        " ORDER BY codigo, periodo, ooad, subdelegacion, unidad_titulo, sha256",
        valores,
    )


def historia_de_indicador(motor: Motor, f: Filtro, codigo: str, periodo: str) -> list[Fila]:
    """Every measure of one indicator, oldest first: the same columns."""
    donde, valores = f.de_sus_visitas()
    return motor.filas(
        f"SELECT v.sha256, v.folio, v.unidad_titulo, {_LUGAR}, v.dia, i.codigo, i.nombre, i.unidad, i.sentido,"
        " i.periodo, i.corte, i.meta, i.real, i.avance, i.veredicto FROM indicador i JOIN visita v"
        f" ON v.sha256 = i.sha256 WHERE {donde} AND i.codigo = ? AND i.periodo = ? ORDER BY v.momento, i.id",
        [*valores, codigo, periodo],
    )


def entregas(motor: Motor, f: Filtro, *, todas: bool, limite: int = 0) -> list[Fila]:
    """Packages with their visit, newest first. ``todas``: also what was replaced, is in conflict or is not trusted."""
    donde, valores = f.de_sus_visitas()
    if todas:
        donde = donde.replace("v.vale = 1 AND ", "", 1)
    return motor.filas(
        "SELECT p.sha256, p.nombre, p.bytes, p.fecha, p.recibido, p.equipo, p.firmante, p.veredicto, p.estado,"
        f" p.confiable, p.reemplaza, v.visita, v.folio, v.revision, v.motivo_revision, v.unidad_titulo, {_LUGAR},"
        " v.inicio, v.dia, v.supervisor, v.equipo, v.tipo FROM paquete p JOIN visita v ON v.sha256 = p.sha256"
        f" WHERE {donde} ORDER BY p.fecha DESC, v.folio, v.revision DESC, p.sha256{_primeras(limite)}",
        valores,
    )


def por_supervisor(motor: Motor, f: Filtro) -> list[Fila]:
    """Who supervised, visits, units, first and last day, open findings."""
    donde, valores = f.de_sus_visitas()
    return motor.filas(
        "SELECT v.supervisor, COUNT(*), COUNT(DISTINCT v.unidad), MIN(v.dia), MAX(v.dia), COALESCE(SUM(a.cuantos), 0)"
        " FROM visita v LEFT JOIN (SELECT h.sha256, COUNT(*) AS cuantos FROM hallazgo h"
        f" WHERE {_SIN_HACER} GROUP BY h.sha256) AS a ON a.sha256 = v.sha256 WHERE {donde}"
        " GROUP BY v.supervisor ORDER BY 2 DESC, 1",
        valores,
    )


def documentos(motor: Motor, sha256: str) -> list[Fila]:
    """The documents of a package with each of their signatures; those without any, once."""
    return motor.filas(
        "SELECT d.id, d.tipo, d.clave, d.titulo, d.folio, d.version, d.estado, d.archivo, COALESCE(f.metodo, ''),"
        " COALESCE(f.firmante, ''), COALESCE(f.cuando, '') FROM documento d LEFT JOIN firma f"
        " ON f.sha256 = d.sha256 AND f.documento = d.id WHERE d.sha256 = ? ORDER BY d.tipo, d.clave, d.id, f.orden",
        (sha256,),
    )


# --- what does not count --------------------------------------------------------------------------------------------


def totales(motor: Motor, f: Filtro) -> Fila:
    """Visits and units that count."""
    donde, valores = f.de_sus_visitas()
    return motor.filas(f"SELECT COUNT(*), COUNT(DISTINCT v.unidad) FROM visita v WHERE {donde}", valores)[0]


def sin_contar(motor: Motor, ficticias: bool) -> Fila:
    """Of the whole index: practice visits (or the others), packages in conflict, replaced, not trusted, quarantined."""
    return motor.filas(
        "SELECT (SELECT COUNT(*) FROM visita WHERE vale = 1 AND ficticia <> ?),"
        " (SELECT COUNT(*) FROM paquete WHERE estado = 'en conflicto'),"
        " (SELECT COUNT(*) FROM paquete WHERE estado = 'reemplazada'),"
        " (SELECT COUNT(*) FROM paquete WHERE confiable = 0), (SELECT COUNT(*) FROM cuarentena)",
        (int(ficticias),),
    )[0]


def conflictos(motor: Motor) -> list[Fila]:
    """Packages of one revision that are not the same, and whether a later revision already came."""
    return motor.filas(
        "SELECT p.visita, p.revision, p.sha256, p.nombre, p.folio, p.fecha, p.equipo, p.firmante, p.veredicto,"
        " CASE WHEN EXISTS (SELECT 1 FROM paquete q WHERE q.visita = p.visita AND q.confiable = p.confiable"
        " AND q.revision > p.revision) THEN 1 ELSE 0 END FROM paquete p WHERE p.estado = 'en conflicto'"
        " ORDER BY p.visita, p.revision, p.sha256"
    )


def rotas(motor: Motor) -> list[Fila]:
    """Packages that say to replace one that is not there, or that is no earlier revision of the same visit."""
    return motor.filas(
        "SELECT p.sha256, p.nombre, p.folio, p.revision, p.reemplaza, CASE WHEN a.sha256 IS NULL THEN 0 ELSE 1 END"
        " FROM paquete p LEFT JOIN paquete a ON a.sha256 = p.reemplaza WHERE p.reemplaza <> '' AND (a.sha256 IS NULL"
        " OR a.visita <> p.visita OR a.revision >= p.revision) ORDER BY p.folio, p.revision, p.sha256"
    )


def lugares(motor: Motor, ficticias: bool) -> list[Fila]:
    """The OOAD and Subdelegaciones that have visits, for whoever chooses a filter."""
    return motor.filas(
        "SELECT v.ooad, MAX(v.ooad_nombre), v.subdelegacion, MAX(v.subdelegacion_nombre), COUNT(*) FROM visita v"
        " WHERE v.vale = 1 AND v.ficticia = ? GROUP BY v.ooad, v.subdelegacion ORDER BY v.ooad, v.subdelegacion",
        (int(ficticias),),
    )


def unidades(motor: Motor) -> list[str]:
    """Every unit that has a visit that counts, those visited last first."""
    orden = (
        "SELECT v.unidad FROM visita v WHERE v.vale = 1 AND v.unidad <> '' GROUP BY v.unidad"
        " ORDER BY MAX(v.momento) DESC, v.unidad"
    )
    return [str(unidad) for (unidad,) in motor.filas(orden)]


def paquetes_de(motor: Motor, unidades: Sequence[str]) -> list[Fila]:
    """The packages that count of these units, newest first: from them come the last answers of a unit."""
    if not unidades:
        return []
    huecos = ",".join("?" * len(unidades))
    return motor.filas(
        "SELECT v.unidad, v.sha256, v.visita, v.folio, v.dia, MIN(u.clave) FROM visita v JOIN ubicacion u"
        f" ON u.sha256 = v.sha256 WHERE v.vale = 1 AND v.unidad IN ({huecos}) GROUP BY v.unidad, v.sha256, v.visita,"
        " v.folio, v.dia, v.momento ORDER BY v.unidad, v.momento DESC",
        tuple(unidades),
    )

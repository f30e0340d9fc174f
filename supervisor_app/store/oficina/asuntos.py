"""The statements that following up asks of the index: findings with their measures, how often they recur, one whole.

What a row means, and what follows from it, is the service's and the domain's to say. It must never write.
"""

from __future__ import annotations

from collections.abc import Sequence

from supervisor_app.store.oficina.derivadas import en_tandas, huecos
from supervisor_app.store.oficina.motor import Fila, Motor

_LUGAR = "v.ooad, v.ooad_nombre, v.subdelegacion, v.subdelegacion_nombre"


def medidas(motor: Motor, ficticias: bool) -> list[Fila]:
    """Finding, measure and how it stands, of every visit that counts, in the order of each finding."""
    return motor.filas(
        "SELECT m.hallazgo, m.id, m.orden, m.tipo, m.texto, m.responsable, m.fecha, m.fecha_actual, m.avance_actual,"
        " m.prorrogas FROM medida m JOIN visita v ON v.sha256 = m.sha256 WHERE v.vale = 1 AND v.ficticia = ?"
        " ORDER BY m.hallazgo, m.orden, m.id",
        (int(ficticias),),
    )


def veces(motor: Motor, ficticias: bool) -> list[Fila]:
    """Finding, and in how many visits up to its own its unit had one in the most repeated of its items; only of those
    that are not the first.
    """
    return motor.filas(
        "SELECT hallazgo, MAX(lugar) FROM (SELECT i.hallazgo, DENSE_RANK() OVER (PARTITION BY v.unidad, i.item"
        " ORDER BY v.momento) AS lugar FROM hallazgo_item i JOIN visita v ON v.sha256 = i.sha256"
        " WHERE v.vale = 1 AND v.ficticia = ? AND v.unidad <> '') AS t WHERE lugar > 1 GROUP BY hallazgo",
        (int(ficticias),),
    )


def veces_de(motor: Motor, id_: str) -> int:
    """The same of one finding; 1 where it is the first. Asked in two steps: in one, either engine begins with all pairs
    of visits.
    """
    suyos = motor.filas(
        "SELECT DISTINCT v.unidad, v.ficticia, v.momento, i.item FROM hallazgo h JOIN visita v ON v.sha256 = h.sha256"
        " JOIN hallazgo_item i ON i.sha256 = h.sha256 AND i.hallazgo = h.id"
        " WHERE h.id = ? AND v.vale = 1 AND v.unidad <> ''",
        (id_,),
    )
    return max((_veces_hasta(motor, *fila) for fila in suyos), default=1)


def _veces_hasta(motor: Motor, unidad: str, ficticia: int, momento: str, item: str) -> int:
    """In how many visits of a unit up to a moment there was a finding in an item."""
    filas = motor.filas(
        "SELECT COUNT(DISTINCT w.visita) FROM visita w WHERE w.vale = 1 AND w.ficticia = ? AND w.unidad = ?"
        " AND w.momento <= ? AND EXISTS (SELECT 1 FROM hallazgo_item j WHERE j.sha256 = w.sha256 AND j.item = ?)",
        (ficticia, unidad, momento, item),
    )
    return int(filas[0][0])


def hallazgo(motor: Motor, id_: str) -> Fila | None:
    """One finding of a visit that counts: what the list does not show of it, its state as it was written, as much of
    its visit as orders it, the key of the unit, the package and who supervised.
    """
    filas = motor.filas(
        "SELECT h.detalle, h.numero, h.estado, h.titulo, h.riesgo, h.importe, v.visita, v.folio, v.inicio, v.fin,"
        " v.creada, v.ficticia, v.unidad, h.sha256, v.supervisor"
        " FROM hallazgo h JOIN visita v ON v.sha256 = h.sha256 WHERE h.id = ? AND v.vale = 1",
        (id_,),
    )
    return filas[0] if filas else None


def items(motor: Motor, sha256: str, id_: str) -> tuple[str, ...]:
    """The items that a finding gathers."""
    filas = motor.filas("SELECT item FROM hallazgo_item WHERE sha256 = ? AND hallazgo = ? ORDER BY item", (sha256, id_))
    return tuple(str(i) for (i,) in filas)


def procesos(motor: Motor) -> dict[str, str]:
    """The title of each process that was ever reviewed, by its code."""
    return dict(motor.filas("SELECT proceso, MAX(titulo) FROM suma GROUP BY proceso"))


def items_de_todos(motor: Motor, ficticias: bool) -> list[Fila]:
    """Finding and item of every visit that counts."""
    return motor.filas(
        "SELECT i.hallazgo, i.item FROM hallazgo_item i JOIN visita v ON v.sha256 = i.sha256 WHERE v.vale = 1"
        " AND v.ficticia = ? ORDER BY i.hallazgo, i.item",
        (int(ficticias),),
    )


def registros_de_medidas(motor: Motor, sha256: str, id_: str) -> tuple[str, ...]:
    """The measures of a finding as they were agreed, as records."""
    filas = motor.filas("SELECT datos FROM medida WHERE sha256 = ? AND hallazgo = ? ORDER BY orden, id", (sha256, id_))
    return tuple(str(d) for (d,) in filas)


def verificaciones(motor: Motor, ids: Sequence[str]) -> list[Fila]:
    """What visits that count verified of these findings, oldest first: finding, record, visit, its supervisor, unit."""
    return [
        fila
        for tanda in en_tandas(ids)
        for fila in motor.filas(
            "SELECT r.hallazgo, r.datos, v.visita, v.folio, v.inicio, v.fin, v.creada, v.supervisor, v.unidad,"
            " v.ficticia FROM verificacion r JOIN visita v ON v.sha256 = r.sha256"
            f" WHERE r.hallazgo IN ({huecos(tanda)}) AND v.vale = 1 ORDER BY v.momento, r.id",
            tanda,
        )
    ]


def actos_de(motor: Motor, ids: Sequence[str]) -> tuple[str, ...]:
    """The acts on these findings or observations, as records; the oldest first."""
    return tuple(
        str(d)
        for tanda in en_tandas(ids)
        for (d,) in motor.filas(
            f"SELECT datos FROM acto WHERE hallazgo IN ({huecos(tanda)}) ORDER BY cuando, id", tanda
        )
    )


def actos_de_unidad(motor: Motor, unidad: str) -> tuple[str, ...]:
    """The acts on findings of a unit, by its key, as records; the oldest first."""
    filas = motor.filas(
        "SELECT DISTINCT a.cuando, a.id, a.datos FROM acto a JOIN hallazgo h ON h.id = a.hallazgo JOIN visita v"
        " ON v.sha256 = h.sha256 WHERE v.unidad = ? AND v.vale = 1 ORDER BY a.cuando, a.id",
        (unidad,),
    )
    return tuple(str(d) for _, _, d in filas)


def unidades(motor: Motor, ficticias: bool) -> list[Fila]:
    """Units that have findings: key, title and place, by place and title."""
    return motor.filas(
        f"SELECT v.unidad, MAX(v.unidad_titulo), {_LUGAR} FROM visita v WHERE v.vale = 1 AND v.ficticia = ?"
        " AND v.unidad <> '' AND EXISTS (SELECT 1 FROM hallazgo h WHERE h.sha256 = v.sha256)"
        f" GROUP BY v.unidad, {_LUGAR} ORDER BY v.ooad, v.subdelegacion, v.unidad",
        (int(ficticias),),
    )

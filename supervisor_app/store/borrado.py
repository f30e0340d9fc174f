"""Deletes a visit for good, with its history and all that belongs to it. Nothing else deletes what people wrote.

Which visits may go is for the domain to say (``domain.papelera``), and only what is in the bin ever does (ADR 0030).
"""

from __future__ import annotations

from pathlib import Path

from sqlite_utils import Database

from supervisor_app.store.candados import asegurar_disparadores, disparadores
from supervisor_app.store.conexion import filas
from supervisor_app.store.tablas import TABLAS

# Every way in which a row speaks of a content: by the keys that hold a SHA-256 in records and their history.
_CONTENIDOS = (
    "SELECT sha256 FROM documento_archivo WHERE documento_id IN (SELECT id FROM documento WHERE visita_id {es} ?1)",
    "SELECT t.atom FROM operacion o JOIN cambio c ON c.operacion_id = o.id,"
    " json_tree(json_array(json(c.antes), json(c.despues))) t WHERE o.visita_id {es} ?1 AND length(t.atom) = 64"
    " AND t.key IN ('sha256','original')",
    "SELECT t.atom FROM version_ajena v, json_tree(v.datos) t WHERE v.visita_id {es} ?1 AND length(t.atom) = 64"
    " AND t.key IN ('sha256','original')",
)


def borrar(db: Database, visita_id: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """Delete a visit with all that belongs to it. The caller holds the transaction.

    Returns the contents that nobody speaks of any more, and the packages as paths inside the data folder.
    """
    sobran = _contenidos(db, visita_id, "=") - _contenidos(db, visita_id, "<>")
    paquetes = tuple(
        (Path(carpeta) / nombre).as_posix()
        for tabla, carpeta in (("paquete", "paquetes"), ("turnado", "turnados"))
        for (nombre,) in filas(db, f"SELECT nombre FROM {tabla} WHERE visita_id = ?", visita_id)
    )
    guardas = [nombre for nombre, orden in disparadores().items() if "RAISE(" in orden]
    for nombre in guardas:
        db.conn.execute(f"DROP TRIGGER {nombre}")
    for orden in _ordenes():
        db.conn.execute(orden, (visita_id,))
    asegurar_disparadores(db)
    return sobran, paquetes


def _contenidos(db: Database, visita_id: str, es: str) -> frozenset[str]:
    consulta = " UNION ".join(c.format(es=es) for c in _CONTENIDOS)
    return frozenset(str(s) for (s,) in filas(db, consulta, visita_id))


def _ordenes() -> list[str]:
    """What hangs from something goes before it."""
    operaciones = "SELECT id FROM operacion WHERE visita_id = ?"
    propias = (
        *(t for t in TABLAS if t != "visita"), "eslabon", "entrega", "entrega_turnado", "paquete", "turnado",
        "papelera", "sobrante", "firma_paquete", "lacre",
    )  # fmt: skip
    return [
        *(f"DELETE FROM {tabla} WHERE visita_id = ?" for tabla in propias),
        "DELETE FROM documento_archivo WHERE documento_id IN (SELECT id FROM documento WHERE visita_id = ?)",
        "DELETE FROM documento WHERE visita_id = ?",
        "DELETE FROM version_ajena WHERE visita_id = ?",
        f"DELETE FROM copia_unida WHERE operacion_id IN ({operaciones})",
        f"DELETE FROM cambio WHERE operacion_id IN ({operaciones})",
        "DELETE FROM operacion WHERE visita_id = ?",
        "DELETE FROM visita WHERE id = ?",
    ]

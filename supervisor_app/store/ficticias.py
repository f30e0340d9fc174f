"""Throws away whole a visit that is no one's work: one of invented data, or one begun by mistake and left empty.

What people write is never deleted (ADR 1): it must never touch a visit in which anything real was ever captured.
"""

from __future__ import annotations

from pathlib import Path

from sqlite_utils import Database

from supervisor_app.errors import UserError
from supervisor_app.store import lecturas
from supervisor_app.store.conexion import escritura, filas
from supervisor_app.store.esquema import TABLAS, asegurar_disparadores, disparadores

# Every way in which a row speaks of a content: by the keys that hold a SHA-256 in records and their history.
_CONTENIDOS = (
    "SELECT sha256 FROM documento_archivo WHERE documento_id IN (SELECT id FROM documento WHERE visita_id {es} ?1)",
    "SELECT t.atom FROM operacion o JOIN cambio c ON c.operacion_id = o.id,"
    " json_tree(json_array(json(c.antes), json(c.despues))) t WHERE o.visita_id {es} ?1 AND length(t.atom) = 64"
    " AND t.key IN ('sha256','original')",
    "SELECT t.atom FROM version_ajena v, json_tree(v.datos) t WHERE v.visita_id {es} ?1 AND length(t.atom) = 64"
    " AND t.key IN ('sha256','original')",
)


def quitar(db: Database, visita_id: str) -> tuple[frozenset[str], tuple[Path, ...]]:
    """Delete a practice visit, or one without anything captured, with all that belongs to it, in one transaction.

    Returns the contents that nobody speaks of any more, and the packages, as paths inside the data folder: the caller
    removes them. Raises UserError for a visit that is not there or that is real work; then nothing changed.
    """
    with escritura(db):
        visita = lecturas.leer_visita(db, visita_id)
        if visita is None:
            raise UserError("Esa visita ya no está en este equipo.")
        if not (visita.ficticia or _intacta(db, visita_id)):
            raise UserError(
                "Sólo se quita una visita de datos ficticios o sin nada capturado; lo que se levantó en sitio no se "
                "borra."
            )
        sobran = _contenidos(db, visita_id, "=") - _contenidos(db, visita_id, "<>")
        paquetes = tuple(
            Path(carpeta) / nombre
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


def _intacta(db: Database, visita_id: str) -> bool:
    """Whether nothing but the visit itself and the choice of its cédulas was ever written, here or elsewhere."""
    return not filas(
        db,
        "SELECT 1 FROM cambio c JOIN operacion o ON o.id = c.operacion_id"
        " WHERE o.visita_id = ?1 AND c.tabla NOT IN ('visita','fijada')"
        # Choosing a cédula makes its heading; only what is written in it was captured.
        " AND NOT (c.tabla = 'aplicada' AND (c.antes IS NULL OR c.despues IS NULL))"
        " UNION ALL SELECT 1 FROM version_ajena WHERE visita_id = ?1"
        " UNION ALL SELECT 1 FROM documento WHERE visita_id = ?1"
        " UNION ALL SELECT 1 FROM paquete WHERE visita_id = ?1 LIMIT 1",
        visita_id,
    )


def _contenidos(db: Database, visita_id: str, es: str) -> frozenset[str]:
    consulta = " UNION ".join(c.format(es=es) for c in _CONTENIDOS)
    return frozenset(str(s) for (s,) in filas(db, consulta, visita_id))


def _ordenes() -> list[str]:
    """What hangs from something goes before it."""
    operaciones = "SELECT id FROM operacion WHERE visita_id = ?"
    propias = (
        *(t for t in TABLAS if t != "visita"), "eslabon", "entrega", "entrega_turnado", "paquete", "turnado",
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

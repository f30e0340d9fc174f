"""A quick look at a database over a connection of its own, which changes nothing in it: after a bad end, for support.

It must never mend anything, nor tell anything of what people wrote.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import sqlcipher3.dbapi2 as sqlite
from sqlite_utils import Database

from supervisor_app.cifrado.llave import Llave
from supervisor_app.errors import EnvironmentProblem
from supervisor_app.store import conexion
from supervisor_app.store.codigo import CLASES
from supervisor_app.store.conexion import filas

_PASOS = 20_000
"""Virtual machine steps between two questions whether to go on: some milliseconds."""
_FALTAS = 20


class Interrumpida(Exception):
    """Whoever asked does not wait any more."""


@dataclass(frozen=True, slots=True)
class Confirmada:
    """An operation that a window called saved: its number and the visit it is of."""

    numero: int
    visita_id: str


@dataclass(frozen=True, slots=True)
class Revision:
    """``faltas``: what SQLite found wrong, in its own words. ``esta``: whether the operation asked for is there; None
    where its visit is not there any more, or none was asked for.
    """

    faltas: tuple[str, ...]
    esta: bool | None
    ultima: datetime | None
    renglones: Mapping[str, int] = field(default_factory=dict)
    motor: Mapping[str, str] = field(default_factory=dict)


def revisar(
    ruta: Path, llave: Llave | None, *, confirmada: Confirmada | None = None, seguir: Callable[[], bool] = lambda: True
) -> Revision:
    """Look at the database file. Raises EnvironmentProblem where it cannot be read at all, Interrumpida."""
    if not ruta.is_file():
        raise EnvironmentProblem("No hay base de datos en la carpeta.")
    db = conexion.abrir(ruta, llave=llave, solo_lectura=True)
    detenida = False

    def detener() -> int:
        nonlocal detenida
        detenida = not seguir()
        return int(detenida)

    try:
        db.conn.set_progress_handler(detener, _PASOS)
        return _revisar(db, confirmada)
    except (EnvironmentProblem, sqlite.Error):
        if detenida:
            raise Interrumpida from None
        raise
    finally:
        db.conn.set_progress_handler(None, 0)
        db.conn.close()


def _revisar(db: Database, confirmada: Confirmada | None) -> Revision:
    if faltas := [str(m) for (m,) in filas(db, f"pragma quick_check({_FALTAS})") if m != "ok"]:
        return Revision(tuple(faltas), None, None)
    ultima = filas(db, "SELECT cuando FROM operacion ORDER BY id DESC LIMIT 1")
    return Revision(
        faltas=(),
        esta=_esta(db, confirmada),
        ultima=datetime.fromisoformat(ultima[0][0]) if ultima else None,
        renglones={tabla: _cuantos(db, tabla) for tabla in (*CLASES, "operacion", "documento", "entrega")},
        motor=_motor(db),
    )


def _esta(db: Database, confirmada: Confirmada | None) -> bool | None:
    if confirmada is None:
        return None
    if filas(db, "SELECT 1 FROM operacion WHERE id = ? AND visita_id = ?", confirmada.numero, confirmada.visita_id):
        return True
    hay = filas(db, "SELECT 1 FROM visita WHERE id = ?", confirmada.visita_id)
    return False if hay else None


def _cuantos(db: Database, tabla: str) -> int:
    return int(filas(db, f"SELECT count(*) FROM {tabla}")[0][0])


def _motor(db: Database) -> dict[str, str]:
    preguntas = {
        "SQLite": "select sqlite_version()",
        "SQLCipher": "pragma cipher_version",
        "diario": "pragma journal_mode",
        "esquema": "pragma user_version",
        "páginas": "pragma page_count",
        "páginas libres": "pragma freelist_count",
    }
    dicho = {que: filas(db, sql) for que, sql in preguntas.items()}
    return {que: str(encontrado[0][0]) for que, encontrado in dicho.items() if encontrado}

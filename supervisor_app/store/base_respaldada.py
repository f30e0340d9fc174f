"""The copy of a database that a backup holds: made beside the running work, looked into, and made ready to be used.

It opens connections of its own and closes them, so it runs on any thread. It must never write to the database that it
copies, nor to the copy that stands in a backup.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import sqlcipher3.dbapi2 as sqlite
from sqlite_utils import Database

from supervisor_app.cifrado.llave import Llave
from supervisor_app.errors import EnvironmentProblem
from supervisor_app.store import conexion, copias, esquema
from supervisor_app.store.conexion import escritura, filas, lectura, problema

PAGINAS = 2_000
"""Copied between two looks at whether to stop: some 8 MB."""
Paso = Callable[[int, int], None]
"""``paso(done, total)`` between two pieces; what it raises stops the copy."""


@dataclass(frozen=True, slots=True)
class Hechos:
    """What a backup says of its database. ``marca`` changes with everything that is written."""

    esquema: int
    visitas: int
    marca: str
    borradas: frozenset[str]
    """SHA-256 of the contents that were blacked out (ADR 0010)."""


@dataclass(frozen=True, slots=True)
class VisitaEnBase:
    """A visit of a database and what was done to it: (number, moment) of each operation."""

    id: str
    folio: str
    titulo: str
    cerrada: bool
    ultima: datetime | None
    operaciones: frozenset[tuple[int, str]]


def copiar(origen: Path, destino: Path, *, llave: Llave | None, paso: Paso | None = None) -> None:
    """A whole copy of one moment in a new file, durable, while others go on writing. Raises EnvironmentProblem.

    The connection reads only and holds its moment from the first page to the last: the journal grows meanwhile, and
    nobody waits.
    """
    fuente = conexion.abrir(origen, solo_lectura=True, llave=llave)
    try:
        copia = conexion.abrir(destino, llave=llave)
        try:
            with lectura(fuente):
                filas(fuente, "SELECT count(*) FROM sqlite_master")
                fuente.conn.backup(
                    copia.conn,
                    pages=PAGINAS,
                    progress=None if paso is None else lambda _estado, faltan, total: paso(total - faltan, total),
                    sleep=0,
                )
            # One file that needs no companion beside it.
            filas(copia, "pragma journal_mode=delete")
        finally:
            copia.conn.close()
    except sqlite.Error as error:
        raise problema(error) from error
    finally:
        fuente.conn.close()
    with destino.open("rb+") as archivo:
        os.fsync(archivo.fileno())


@contextmanager
def abierta(ruta: Path, llave: Llave | None) -> Iterator[Database]:
    """A database for reading only. Raises EnvironmentProblem: no such file, damaged, another key, a newer version."""
    db = conexion.abrir(ruta, solo_lectura=True, llave=llave)
    try:
        esquema.exigir_conocida(db)
        yield db
    finally:
        db.conn.close()


def hechos(ruta: Path, llave: Llave | None) -> Hechos:
    """What to write about a database. Raises EnvironmentProblem where SQLite does not find it whole."""
    with abierta(ruta, llave) as db, lectura(db):
        mal = [m for (m,) in filas(db, "pragma quick_check(1)") if m != "ok"]
        if mal:
            raise EnvironmentProblem(
                "La base de datos está dañada, así que no se respaldó: los respaldos anteriores siguen intactos. "
                "Restaure el más reciente."
            )
        return Hechos(
            esquema=int(filas(db, "pragma user_version")[0][0]),
            visitas=int(filas(db, "SELECT count(*) FROM visita")[0][0]),
            marca=_marca(db),
            borradas=_borradas(db),
        )


def marca(ruta: Path, llave: Llave | None) -> str:
    """The same mark of the database in use, to know whether anything was written since. Raises EnvironmentProblem."""
    with abierta(ruta, llave) as db, lectura(db):
        return _marca(db)


def _marca(db: Database) -> str:
    # Rows are only ever added, or deleted whole; what an undo switches in place also adds an operation.
    tablas = filas(
        db,
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND wr = 0"
        " AND name NOT LIKE 'sqlite_%' ORDER BY name",
    )
    cuentas = [(t, *filas(db, f'SELECT count(*), max(rowid) FROM "{t}"')[0]) for (t,) in tablas]
    return hashlib.sha256(json.dumps(cuentas).encode()).hexdigest()[:16]


def _borradas(db: Database) -> frozenset[str]:
    encontrado = filas(
        db,
        "SELECT DISTINCT b.value FROM cambio c, json_each(c.despues, '$.borradas') b WHERE c.tabla = 'evidencia'"
        " AND json_array_length(c.despues, '$.borradas') > 0",
    )
    return frozenset(str(s) for (s,) in encontrado)


def visitas(db: Database) -> dict[str, VisitaEnBase]:
    """Every visit of an open database, by id; of any version of the tables."""
    hechas: dict[str, set[tuple[int, str]]] = {}
    for visita_id, numero, cuando in filas(db, "SELECT visita_id, id, cuando FROM operacion ORDER BY id"):
        hechas.setdefault(visita_id, set()).add((int(numero), str(cuando)))
    salida = {}
    for id_, datos in filas(db, "SELECT id, datos FROM visita ORDER BY n"):
        suyas = frozenset(hechas.get(id_, ()))
        d = json.loads(datos)
        unidad = d.get("unidad") or {}
        partes = (unidad.get("nombre"), unidad.get("subdelegacion_nombre"), unidad.get("ooad_nombre"))
        salida[id_] = VisitaEnBase(
            id=id_,
            folio=str(d.get("folio") or ""),
            titulo=next((str(p) for p in partes if p), "Sin unidad"),
            cerrada=d.get("estado") == "cerrada",
            ultima=datetime.fromisoformat(max(suyas)[1]) if suyas else None,
            operaciones=suyas,
        )
    return salida


def respuestas(db: Database, visita_id: str) -> Mapping[str, str]:
    """The answers of a visit as they are written, by item."""
    return dict(filas(db, "SELECT item_id, datos FROM respuesta WHERE visita_id = ?", visita_id))


def preparar_restaurada(ruta: Path, ahora: datetime, llave: Llave | None) -> str:
    """Bring a copy to this version and give the laptop a new name in it; the earlier name keeps what it wrote.

    Returns the new name. Raises EnvironmentProblem.
    """
    db = conexion.abrir(ruta, llave=llave)
    try:
        esquema.preparar(db, ruta, ahora, llave)
        with escritura(db):
            nuevo = copias.renombrar(db, ahora)
        # One file again: what stands beside a database must never be left behind when it is moved.
        filas(db, "pragma journal_mode=delete")
    except sqlite.Error as error:
        raise problema(error) from error
    finally:
        db.conn.close()
    with ruta.open("rb+") as archivo:
        os.fsync(archivo.fileno())
    return nuevo


def cerrar_en_un_archivo(ruta: Path, llave: Llave | None) -> None:
    """Fold the journal of the database in use into it. Raises EnvironmentProblem where another window has it open."""
    db = conexion.abrir(ruta, llave=llave)
    try:
        filas(db, "pragma busy_timeout=0")
        filas(db, "pragma journal_mode=delete")
    finally:
        db.conn.close()

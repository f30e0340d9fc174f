"""Opens the database as the turn says: to write, or to be read only beside the window that writes or where nobody may.

Read only, it must never change a byte of the file, nor show one that is being changed.
"""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from supervisor_app.cifrado.llave import Llave
from supervisor_app.errors import EnvironmentProblem
from supervisor_app.store import conexion, esquema
from supervisor_app.store.turno import Turno

_NUEVA = (
    "Esta carpeta de datos está vacía y no se puede escribir en ella. Pida permiso de escritura o elija otra carpeta."
)
_OTRA_VERSION = (
    "Otra ventana tiene abiertos estos datos y es de otra versión de la aplicación. Ciérrela y vuelva a abrir ésta."
)
_VIEJA = (
    "Estos datos son de una versión anterior y hay que ponerlos al día, pero la carpeta es de sólo lectura. Pida "
    "permiso de escritura o cópiela a un disco de este equipo."
)
_SIN_CERRAR = (
    "La carpeta de datos es de sólo lectura y no se cerró bien la última vez, así que aquí no se puede leer completa. "
    "Cópiela entera a un disco de este equipo y ábrala ahí; no se perdió nada."
)


def abrir_segun(turno: Turno, ruta: Path, ahora: datetime, llave: Llave | None) -> Database:
    """The connection that goes with the turn: to write, brought up to this version first, or to be read only.

    Raises EnvironmentProblem where it cannot be opened.
    """
    if turno.solo_lectura:
        return abrir(ruta, llave, protegida=turno.protegida)
    esquema.exigir_conocida_en_disco(ruta, llave)
    db = conexion.abrir(ruta, llave=llave)
    try:
        esquema.preparar(db, ruta, ahora, llave)
    except BaseException:
        db.conn.close()
        raise
    return db


def abrir(ruta: Path, llave: Llave | None, *, protegida: bool) -> Database:
    """A connection that refuses every write. ``protegida``: nobody may write in the folder.

    Raises EnvironmentProblem where there is nothing to read, or not as it would have to be read.
    """
    if not ruta.exists():
        raise EnvironmentProblem(_NUEVA)
    db = _abrir_protegida(ruta, llave) if protegida else conexion.abrir(ruta, llave=llave)
    try:
        # Beside the window that writes this takes part in its log; only the writing is refused.
        conexion.filas(db, "pragma query_only=on")
        if esquema.exigir_conocida(db) != esquema.VERSION:
            raise EnvironmentProblem(_VIEJA if protegida else _OTRA_VERSION)
    except BaseException:
        db.conn.close()
        raise
    return db


def _abrir_protegida(ruta: Path, llave: Llave | None) -> Database:
    """Without a log there is nothing to read but the file. That nobody changes it is certain only where the whole disk
    is read-only; elsewhere SQLite itself decides whether it can be read.
    """
    sin_diario = not ruta.with_name(f"{ruta.name}-wal").exists()
    if sin_diario and hasattr(os, "statvfs") and os.statvfs(ruta).f_flag & os.ST_RDONLY:
        return conexion.abrir(ruta, solo_lectura=True, fija=True, llave=llave)
    try:
        return conexion.abrir(ruta, solo_lectura=True, llave=llave)
    except EnvironmentProblem as error:
        raise EnvironmentProblem(_SIN_CERRAR) from error


def permitir_escribir(db: Database) -> None:
    """From here on it is an ordinary connection. Raises EnvironmentProblem."""
    conexion.filas(db, "pragma query_only=off")
    conexion.hacer_durable(db)

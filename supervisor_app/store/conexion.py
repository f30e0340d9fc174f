"""Opens the database with the settings that durability needs, and runs writes in immediate transactions.

This module must never know a table.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlite
from sqlite_utils import Database

from supervisor_app.cifrado.llave import Llave
from supervisor_app.errors import DiskFull, EnvironmentProblem

_LOG = logging.getLogger(__name__)

BUSY_MS = 5_000
_VUELTAS = 20
_AL_ABRIR = (
    f"pragma busy_timeout={BUSY_MS}",
    "pragma foreign_keys=on",
    "pragma trusted_schema=off",
    # Without it, INSERT OR REPLACE deletes a locked row and no trigger sees it.
    "pragma recursive_triggers=on",
)
# The caller's own matter, or a mistake in this program: never told as a trouble of the machine.
_NO_DEL_ENTORNO = (sqlite.IntegrityError, sqlite.ProgrammingError, sqlite.InterfaceError, sqlite.NotSupportedError)
_LLENO = ("disk is full", "database or disk is full")


def abrir(ruta: Path, *, solo_lectura: bool = False, fija: bool = False, llave: Llave | None = None) -> Database:
    """Open (or create) the database file without changing it yet; see ``hacer_durable``. Enciphered, with ``llave``.

    ``fija``: no program can change the file while this one reads it, so no locks and no log are looked for.

    Raises EnvironmentProblem where the file cannot be used.
    """
    try:
        if solo_lectura:
            como = "immutable=1" if fija else "mode=ro"
            conexion = sqlite.connect(f"{ruta.resolve().as_uri()}?{como}", uri=True, isolation_level=None)
        else:
            conexion = sqlite.connect(str(ruta), isolation_level=None)
    except sqlite.Error as error:
        raise problema(error) from error
    try:
        cifrar(conexion, llave)
        db = Database(conexion, strict=True, execute_plugins=False)
        for orden in _AL_ABRIR:
            conexion.execute(orden)
        conexion.execute("select count(*) from sqlite_master").fetchone()
    except sqlite.Error as error:
        conexion.close()
        raise problema(error) from error
    return db


def cifrar(conexion: sqlite.Connection, llave: Llave | None) -> None:
    """What is read and written through it from now on is ciphertext of that key; first of all that is done with it.

    The key itself and not a passphrase, so SQLCipher has nothing to derive and opening costs nothing.
    """
    if llave is not None:
        conexion.execute(f"pragma key=\"x'{llave.base.hex()}'\"")


def hacer_durable(db: Database) -> None:
    """From here on a commit survives a power cut. Raises EnvironmentProblem where the file refuses it.

    Apart from ``abrir``: it may rewrite the header, and a file of a newer version is left as it is.
    """
    modo = _pasar_a_wal(db)
    # Where the file system has no shared memory SQLite stays with a rollback journal, and FULL is not enough for that.
    filas(db, f"pragma synchronous={'full' if modo == 'wal' else 'extra'}")


def _pasar_a_wal(db: Database) -> str:
    """The journal mode that the file ends up with."""
    for _ in range(_VUELTAS):
        try:
            return str(db.conn.execute("pragma journal_mode=wal").fetchone()[0])
        except sqlite.OperationalError:
            # Two windows that make the file in one instant: the change of journal does not wait its turn, this does.
            filas(db, "begin exclusive")
            _deshacer(db)
    return str(filas(db, "pragma journal_mode=wal")[0][0])


@contextmanager
def lectura(db: Database) -> Iterator[None]:
    """Everything read inside is of one moment, whatever other windows write meanwhile."""
    if db.conn.in_transaction:
        yield
        return
    filas(db, "begin")
    try:
        yield
    finally:
        _deshacer(db)


@contextmanager
def escritura(db: Database) -> Iterator[Database]:
    """A ``BEGIN IMMEDIATE`` transaction: all of it is on disk on leaving, or none of it.

    Raises EnvironmentProblem for what the machine refuses; the application's own errors pass through.
    """
    try:
        db.conn.execute("begin immediate")
    except sqlite.Error as error:
        raise problema(error) from error
    try:
        yield db
        db.conn.execute("commit")
    except BaseException as error:
        _deshacer(db)
        if isinstance(error, sqlite.Error) and not isinstance(error, _NO_DEL_ENTORNO):
            raise problema(error) from error
        raise


def _deshacer(db: Database) -> None:
    # A failed commit (full disk) may have rolled back already; then there is nothing to undo.
    if db.conn.in_transaction:
        db.conn.execute("rollback")


def filas(db: Database, sql: str, *parametros: Any) -> list[tuple[Any, ...]]:
    """All rows at once: a half-read cursor would pin the WAL. Raises EnvironmentProblem."""
    try:
        return list(db.conn.execute(sql, parametros).fetchall())
    except UnicodeEncodeError:
        return []  # half a character that no row can hold, so none matches
    except _NO_DEL_ENTORNO:
        raise
    except sqlite.Error as error:
        raise problema(error) from error


def disco_lleno() -> DiskFull:
    return DiskFull(
        "No se pudo guardar: el disco está lleno. Lo ya guardado está a salvo. Libere espacio y vuelva a intentar.",
        action="Liberar espacio",
    )


def problema(error: BaseException) -> EnvironmentProblem:
    """SQLite's words as a sentence that says what happened and what to do."""
    # Its kind and code only: the sentence of SQLite may quote what was being written.
    _LOG.info("the base refused: %s %s", type(error).__name__, getattr(error, "sqlite_errorname", ""))
    texto = str(error).casefold()
    if any(t in texto for t in _LLENO):
        return disco_lleno()
    if "locked" in texto or "busy" in texto:
        return EnvironmentProblem(
            "Otra ventana está guardando en esta misma carpeta. Espere un momento y vuelva a intentar.",
            action="Reintentar",
        )
    if "readonly" in texto or "read-only" in texto:
        return EnvironmentProblem(
            "La carpeta de datos es de sólo lectura. Pida permiso de escritura o elija otra carpeta en Ajustes.",
        )
    if "not a database" in texto or "malformed" in texto or "file is encrypted" in texto:
        return EnvironmentProblem(
            "El archivo de datos está dañado o no es de esta aplicación. No se modificó. "
            "Restaure el respaldo más reciente de la carpeta «respaldos».",
        )
    if "unable to open" in texto:
        return EnvironmentProblem("No se puede abrir la carpeta de datos. Revise que exista y que tenga permiso.")
    if "i/o error" in texto:
        return EnvironmentProblem(
            "El disco no respondió al guardar (falla de lectura o escritura). Lo ya guardado está a salvo. Vuelva a "
            "intentar; si se repite, haga un respaldo en otro disco y pida que revisen éste.",
            action="Reintentar",
        )
    return EnvironmentProblem(f"No se pudo usar la base de datos ({error}). Lo ya guardado está a salvo.")

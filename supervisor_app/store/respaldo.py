"""Copies the open database into one file.

It must never copy the live file itself, nor leave half a copy under a name.
"""

from __future__ import annotations

import contextlib
from pathlib import Path

import sqlcipher3.dbapi2 as sqlite
from sqlite_utils import Database

from supervisor_app import durable
from supervisor_app.cifrado.llave import Llave
from supervisor_app.errors import EnvironmentProblem, motivo
from supervisor_app.store.conexion import cifrar, filas, problema


def respaldar(db: Database, destino: Path, llave: Llave | None = None) -> Path:
    """A whole, consistent copy of the open database in one file, under its name only when it is complete and durable.

    Enciphered with ``llave``, which is the one of ``db``. Never copies the live file itself. Raises EnvironmentProblem
    where the disk refuses it.
    """
    viva = Path(filas(db, "pragma database_list")[0][2])
    parte = destino.with_name(durable.part_name(destino.name))
    try:
        durable.make_dirs(destino.parent)
        if destino.exists() and destino.samefile(viva):
            raise EnvironmentProblem("Ese archivo es la base en uso. Elija otro nombre para el respaldo.")
        _copiar(db, parte, llave)
        durable.replace(parte, destino)
    except sqlite.Error as error:
        raise problema(error) from error
    except OSError as error:
        raise EnvironmentProblem(f"No se pudo escribir el respaldo en {destino.parent} ({motivo(error)}).") from error
    finally:
        # After a successful replace there is nothing under this name any more.
        with contextlib.suppress(OSError):
            parte.unlink(missing_ok=True)
    return destino


def _copiar(db: Database, destino: Path, llave: Llave | None) -> None:
    copia = sqlite.connect(str(destino), isolation_level=None)
    try:
        cifrar(copia, llave)
        db.conn.backup(copia)
        # The copy is one file that needs no companion beside it.
        copia.execute("pragma journal_mode=delete")
    finally:
        copia.close()

"""Makes the enciphered twin of a plain database and compares the two, row by row.

``sqlcipher_export`` copies every table with its own rows, also those of the search index, and every trigger; what it
does not copy is the version of the tables. It must never change the plain database.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from itertools import zip_longest
from pathlib import Path

import sqlcipher3.dbapi2 as sqlite

from supervisor_app.cifrado.llave import Llave
from supervisor_app.errors import EnvironmentProblem
from supervisor_app.store.conexion import problema

Paso = Callable[[int], None]
"""``paso(bytes)`` now and then, with the bytes of the twin; what it raises stops the work."""
_ORDENES_POR_PASO = 200_000
_PROPIOS = ("user_version", "application_id")


def es_legible(ruta: Path) -> bool:
    """Whether a file is a database that anybody can read. Raises OSError."""
    with ruta.open("rb") as archivo:
        return archivo.read(16) == b"SQLite format 3\0"


def cifrar(origen: Path, destino: Path, llave: Llave, paso: Paso | None = None) -> None:
    """The twin of a plain database that nobody writes to, in a new file, durable and compared.

    Raises EnvironmentProblem where the disk refuses, or where the two are not the same: then neither is to be thrown
    away.
    """
    parado: list[BaseException] = []

    def mirar() -> int:
        try:
            if paso is not None:
                paso(destino.stat().st_size)
        except BaseException as error:  # noqa: BLE001 - SQLite knows no exceptions: it is raised again below
            parado.append(error)
        return len(parado)

    conexion = sqlite.connect(f"{origen.resolve().as_uri()}?mode=ro", uri=True, isolation_level=None)
    try:
        conexion.execute(f"attach ? as cifrada key \"x'{llave.base.hex()}'\"", (str(destino),))
        # Half a twin is thrown away, so nothing of it need survive a cut until it is whole.
        conexion.execute("pragma cifrada.journal_mode=off").fetchone()
        conexion.execute("pragma cifrada.synchronous=off")
        conexion.set_progress_handler(mirar, _ORDENES_POR_PASO)
        conexion.execute("select sqlcipher_export('cifrada')").fetchone()
        for cual in _PROPIOS:
            valor = int(conexion.execute(f"pragma main.{cual}").fetchone()[0])
            conexion.execute(f"pragma cifrada.{cual}={valor}")
        distinto = _diferencia(conexion)
    except sqlite.Error as error:
        if parado:
            raise parado[0] from error
        raise problema(error) from error
    finally:
        conexion.set_progress_handler(None, 0)
        conexion.close()
    if distinto:
        raise EnvironmentProblem(
            f"La copia cifrada de la base no salió igual a la original ({distinto}). No se cambió nada y sus datos "
            "siguen como estaban. Avise a su área de informática."
        )
    with destino.open("rb+") as archivo:
        os.fsync(archivo.fileno())


def _diferencia(conexion: sqlite.Connection) -> str:
    """What is not the same in both, or ""."""
    for que, consulta in _consultas(conexion):
        una, otra = (conexion.execute(consulta.format(base)) for base in ("main", "cifrada"))
        if any(x != y for x, y in zip_longest(una, otra)):
            return que
    return ""


def _consultas(conexion: sqlite.Connection) -> Iterator[tuple[str, str]]:
    yield "esquema", "SELECT type, name, tbl_name, sql FROM {}.sqlite_master ORDER BY type, name"
    for cual in _PROPIOS:
        yield cual, f"pragma {{}}.{cual}"
    tablas = conexion.execute(
        "SELECT name, wr FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'shadow')"
        " AND name NOT IN ('sqlite_schema', 'sqlite_temp_schema')"
    ).fetchall()
    for tabla, sin_rowid in tablas:
        # The numbers of rows too: the search index points at them.
        yield tabla, f'SELECT {"" if sin_rowid else "rowid, "}* FROM {{}}."{tabla}"'

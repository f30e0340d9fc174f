"""Takes away what a cut left behind: half-written files at once, contents that nobody speaks of after thirty days.

Only while nobody else has the folder open: the half of today may be another process writing. It must never take what
history speaks of, and a file that it cannot take is left for the next start.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from sqlite_utils import Database

from supervisor_app.store.cerrojos import Cerrojo
from supervisor_app.store.conexion import filas

if TYPE_CHECKING:
    from supervisor_app.store.archivos import Archivos

DIAS = 30
CANDADO_DE_RESPALDOS = "lugar.lock"
_SEGUNDOS = 24 * 60 * 60
_PARTE = re.compile(r"\.part-[0-9a-f]{16}(-journal|-wal|-shm)?$")
"""Names of ``durable.part_name``, and what SQLite lays beside a database of that name."""
_DENTRO = ("archivos", "paquetes", "turnados", "cedulas", "anclas")
"""Folders of ours; others that stand in a data folder (a delivery, somebody's files) are not looked into."""
_CONTENIDO = re.compile(r"[0-9a-f]{64}")
_REVISADO = "revisado"
_CADA_CUANTO = 7 * _SEGUNDOS


def quitar_partes(carpeta: Path) -> int:
    """Take away every half-written file of the data folder; how many there were. Raises OSError, EnvironmentProblem."""
    partes = [*_partes(carpeta, hondo=False), *(p for nombre in _DENTRO for p in _partes(carpeta / nombre))]
    _quitar(partes)
    return len(partes) + _quitar_respaldos_a_medias(carpeta / "respaldos")


def _quitar_respaldos_a_medias(respaldos: Path) -> int:
    """Whoever makes a backup holds the lock of their place, and may do so over a database that nobody has open."""
    partes = list(_partes(respaldos))
    candado = Cerrojo(respaldos / CANDADO_DE_RESPALDOS)
    if not partes or not candado.intentar(exclusivo=True):
        return 0
    _quitar(partes)
    candado.soltar()
    return len(partes)


def _partes(carpeta: Path, *, hondo: bool = True) -> Iterator[Path]:
    """Half-written files, and folders: half a backup is one, and a visit that was being brought out of one."""
    for lugar, carpetas, nombres in os.walk(carpeta):
        yield from (Path(lugar, uno) for uno in (*nombres, *carpetas) if _PARTE.search(uno))
        carpetas[:] = [uno for uno in carpetas if hondo and not _PARTE.search(uno)]


def _quitar(partes: Iterable[Path]) -> None:
    for parte in partes:
        if parte.is_dir() and not parte.is_symlink():
            shutil.rmtree(parte, ignore_errors=True)
        else:
            with contextlib.suppress(OSError):
                parte.unlink()


def quitar_huerfanos(db: Database, archivos: Archivos, raiz: Path, ahora: float) -> int:
    """Take away contents of ``raiz`` older than thirty days that no record, past or present, speaks of; how many.

    Looked for once a week: reading all of history takes its time. ``ahora``: seconds of the clock; set wrong, it can
    only make a content go that was kept and never attached.
    """
    if not _toca(raiz / _REVISADO, ahora):
        return 0
    viejos = {r.name: r for r in raiz.glob("??/*") if _CONTENIDO.fullmatch(r.name) and _edad(r, ahora) > DIAS}
    if viejos:
        for sha256 in _citados(db):
            viejos.pop(archivos.ruta(sha256).name, None)
    for ruta in viejos.values():
        archivos.borrar_de(ruta)
    with contextlib.suppress(OSError):
        (raiz / _REVISADO).touch()
    return len(viejos)


def _toca(nota: Path, ahora: float) -> bool:
    try:
        hace = ahora - nota.stat().st_mtime
    except OSError:
        return True
    return not 0 <= hace < _CADA_CUANTO


def _edad(ruta: Path, ahora: float) -> float:
    """In days; of a file of the future, none."""
    try:
        return (ahora - ruta.stat().st_mtime) / _SEGUNDOS
    except OSError:
        return 0.0


def _citados(db: Database) -> set[str]:
    """Whatever looks like a hash in any column of any table: it is better to keep a content too many."""
    hallados: set[str] = set()
    for (tabla,) in filas(
        db, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%\\_fts%' ESCAPE '\\'"
    ):
        for columna, clase in filas(db, "SELECT name, type FROM pragma_table_info(?)", tabla):
            if clase in ("TEXT", ""):
                for (texto,) in db.conn.execute(f'SELECT "{columna}" FROM "{tabla}" WHERE length("{columna}") >= 64'):
                    hallados.update(_CONTENIDO.findall(str(texto)))
    return hallados

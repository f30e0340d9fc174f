"""What of a data folder is backed up: everything but what can be made again or is itself a backup.

By exclusion, so that a file which the application keeps one day is not forgotten here. It must never follow a link.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from supervisor_app import durable
from supervisor_app.services.respaldos.manifiesto import BASE, es_ruta_de_adentro
from supervisor_app.store.espacio import LASTRE

RESPALDOS, RESTAURANDO, DIARIO = "respaldos", "restaurando", "restauracion.json"
APARTADO = "apartado-"
"""How the folder is called that keeps what stood here before a backup was restored."""
_FUERA = frozenset(
    {RESPALDOS, RESTAURANDO, DIARIO, "registro", LASTRE, "intentos.json", "abiertas", "cifrando", "cifrado.json"}
)
_DE_LA_BASE = frozenset({BASE, f"{BASE}-wal", f"{BASE}-shm", f"{BASE}-journal"})


_DE_UNA_VEZ = ("archivos/", "paquetes/", "turnados/")


def se_escribe_una_vez(nombre: str) -> bool:
    """Whether a content never changes in place, so that one file may serve under two names."""
    return nombre.startswith(_DE_UNA_VEZ)


@dataclass(frozen=True, slots=True)
class Fuentes:
    """``sueltos``: files beside the database; ``contenidos``: files in folders, by their path with ``/``."""

    sueltos: tuple[str, ...]
    contenidos: Mapping[str, os.stat_result]


def se_queda(nombre: str) -> bool:
    """Whether an entry of a data folder belongs to it and not to its content: backups, logs, locks, half a file."""
    aparte = nombre in _FUERA or nombre.startswith((APARTADO, ".")) or nombre.endswith(".lock")
    return aparte or durable.PART_NAME.search(nombre) is not None


def de(carpeta: Path) -> Fuentes:
    """What there is to back up besides the database. Raises OSError where a folder cannot be read."""
    sueltos: list[str] = []
    contenidos: dict[str, os.stat_result] = {}
    for entrada in os.scandir(carpeta):
        if se_queda(entrada.name) or entrada.name in _DE_LA_BASE or not _sirve(entrada.name):
            continue
        if entrada.is_dir(follow_symlinks=False):
            contenidos.update(_recorrer(entrada.path, entrada.name))
        elif entrada.is_file(follow_symlinks=False):
            sueltos.append(entrada.name)
    return Fuentes(tuple(sorted(sueltos)), contenidos)


def _recorrer(carpeta: str, prefijo: str) -> Iterator[tuple[str, os.stat_result]]:
    for entrada in os.scandir(carpeta):
        nombre = f"{prefijo}/{entrada.name}"
        if not _sirve(entrada.name):
            continue
        if entrada.is_dir(follow_symlinks=False):
            yield from _recorrer(entrada.path, nombre)
        elif entrada.is_file(follow_symlinks=False):
            yield nombre, entrada.stat(follow_symlinks=False)


def _sirve(nombre: str) -> bool:
    """Half written files are nobody's; a name that not every system takes is none of ours."""
    return not durable.PART_NAME.search(nombre) and es_ruta_de_adentro(nombre)

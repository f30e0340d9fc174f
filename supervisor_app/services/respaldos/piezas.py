"""Files of a backup: copied whole and flushed, and told by their hash. It must never write over anything."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from supervisor_app import durable

_TROZO = 1 << 20


def copiar_archivo(origen: Path, destino: Path) -> tuple[os.stat_result, str]:
    """Copy a file durably and say its hash. Raises OSError."""
    huella = hashlib.sha256()
    with origen.open("rb") as fuente, destino.open("xb", buffering=0) as salida:
        estado = os.fstat(fuente.fileno())
        while trozo := fuente.read(_TROZO):
            huella.update(trozo)
            durable.write_all(salida.fileno(), trozo)
        os.fsync(salida.fileno())
    return estado, huella.hexdigest()


def huella_de(ruta: Path) -> str:
    """SHA-256 of what is on disk. Raises OSError."""
    with ruta.open("rb") as archivo:
        return hashlib.file_digest(archivo, "sha256").hexdigest()


def largo(ruta: Path) -> int:
    """Bytes; 0 where it is not there."""
    try:
        return ruta.stat().st_size
    except FileNotFoundError:
        return 0


def hacer_carpeta(carpeta: Path, dentro_de: Path) -> None:
    """Make a folder and those above it; the name of each is durable in the one that holds it.

    ``dentro_de`` has to be there: the path of a stick that was pulled out must not become a folder of this disk.
    """
    if carpeta != dentro_de and not carpeta.exists():
        hacer_carpeta(carpeta.parent, dentro_de)
        carpeta.mkdir(exist_ok=True)
        durable.fsync_dir(carpeta.parent)

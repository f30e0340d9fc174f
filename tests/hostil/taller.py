"""Where the boundaries work: a moment, a folder for what can only be read from a path, and our own definitions."""

from __future__ import annotations

import atexit
import functools
import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from supervisor_app import paths

AHORA: Final = datetime(2026, 11, 21, 12, tzinfo=UTC)


@functools.cache
def taller() -> Path:
    """A folder for what can only be read from a path, in memory where there is such a disk."""
    disco = Path("/dev/shm")
    carpeta = Path(tempfile.mkdtemp(prefix="hostil-", dir=disco if disco.is_dir() else None))
    atexit.register(shutil.rmtree, carpeta, ignore_errors=True)
    return carpeta


def archivo(nombre: str, contenido: bytes) -> Path:
    ruta = taller() / nombre
    ruta.write_bytes(contenido)
    return ruta


@functools.cache
def definiciones():  # type: ignore[no-untyped-def]  # the type would load what a child may not need
    from supervisor_app.services.definiciones import Definiciones

    return Definiciones.cargar(paths.formas())

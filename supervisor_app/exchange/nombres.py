"""Names inside a package: ASCII, safe on Windows, FAT and every unzip program, and never two alike.

Pure functions. This module must never lose an original name: the map from safe to original travels in the package.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

CARPETAS = ("registros", "documentos", "evidencia", "universos")
MAPA = "registros/nombres.json"

_NO_SEGURO = re.compile(r"[^A-Za-z0-9._-]+")
_EXTENSION = re.compile(r"\.[A-Za-z0-9]{1,10}")
# Windows opens a device, not a file, for these, whatever the extension.
_RESERVADOS = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)", re.IGNORECASE)
_LARGO = 80


def nombre_seguro(original: str) -> str:
    """The nearest name in ASCII letters, digits, dot, dash and underscore; at most 91 characters; never empty."""
    llano = "".join(letra for letra in unicodedata.normalize("NFKD", original) if not unicodedata.combining(letra))
    limpio = _NO_SEGURO.sub("_", llano).lstrip(".-").rstrip(".")
    tronco, extension = _partir(limpio)
    nombre = (tronco[:_LARGO].rstrip(".") or "archivo") + extension
    return f"_{nombre}" if _RESERVADOS.match(nombre) else nombre


def asignar(claves: Iterable[str]) -> dict[str, str]:
    """Safe path for each ``folder/original name``; the same for the same set of keys, in whatever order they come.

    Names that are safe already keep themselves before any other is made to look like them. Two names that differ only
    in case count as one. ``ValueError`` for a folder that packages do not have.
    """
    usados = {MAPA}
    asignados = {}
    for carpeta, original, seguro in sorted(map(_preparar, set(claves)), key=lambda uno: (uno[2] != uno[1], uno)):
        ruta = _libre(carpeta, seguro, usados)
        usados.add(ruta.lower())
        asignados[f"{carpeta}/{original}"] = ruta
    return asignados


def _preparar(clave: str) -> tuple[str, str, str]:
    carpeta, _, original = clave.partition("/")
    if carpeta not in CARPETAS:
        raise ValueError(f"a package has no folder {carpeta!r}: {clave!r}")
    return carpeta, original, nombre_seguro(original)


def _libre(carpeta: str, seguro: str, usados: set[str]) -> str:
    tronco, extension = _partir(seguro)
    ruta, numero = f"{carpeta}/{seguro}", 1
    while ruta.lower() in usados:
        numero += 1
        ruta = f"{carpeta}/{tronco}-{numero}{extension}"
    return ruta


def _partir(nombre: str) -> tuple[str, str]:
    tronco, punto, extension = nombre.rpartition(".")
    return (tronco, punto + extension) if tronco and _EXTENSION.fullmatch(punto + extension) else (nombre, "")

"""Which distributions this installation is made of, for support. `make licences` makes the list from the lock."""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib import metadata

from supervisor_app import paths

ARCHIVO = "componentes.json"


@dataclass(frozen=True, slots=True)
class Componente:
    """``version`` is the one that is installed; where the package does not say, the one it was made with."""

    nombre: str
    version: str
    licencia: str


def instalados() -> tuple[Componente, ...]:
    """Every component of this installation, also those of other systems."""
    try:
        listados = json.loads((paths.recursos() / ARCHIVO).read_bytes())
    except (OSError, ValueError):
        return ()
    return tuple(Componente(c["nombre"], _version(c), c["licencia"]) for c in listados)


def _version(listado: dict[str, str]) -> str:
    try:
        instalada = metadata.version(listado["nombre"])
    except metadata.PackageNotFoundError:
        return listado["version"]
    return instalada if instalada == listado["version"] else f"{instalada} (se esperaba {listado['version']})"

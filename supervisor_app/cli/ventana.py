"""No verb: the window, where there is a screen to show it. It must never import Qt; the window is handed in."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from supervisor_app.cli.carpeta import carpeta_de_datos
from supervisor_app.cli.salida import avisar
from supervisor_app.errors import EnvironmentProblem


class Ventana(Protocol):
    """What ``__main__`` hands in, so that the command line runs where PySide6 is not installed."""

    @property
    def disponible(self) -> bool: ...
    def abrir(self, carpeta: Path) -> int: ...
    def probar(self, carpeta: Path) -> int: ...


def hay_pantalla(ambiente: Mapping[str, str], plataforma: str) -> bool:
    """Whether a window could be seen: always on Windows and macOS; elsewhere, with an X11 or Wayland display."""
    if plataforma in ("win32", "darwin", "cygwin"):
        return True
    return bool(ambiente.get("DISPLAY") or ambiente.get("WAYLAND_DISPLAY"))


def abrir(args: Namespace, ventana: Ventana | None) -> int:
    """Open the window. Raises EnvironmentProblem where there is no window or no screen."""
    if ventana is None or not ventana.disponible:
        raise EnvironmentProblem(
            "Esta instalación no incluye la ventana (PySide6). Las órdenes funcionan sin ella; véalas con --help."
        )
    # Qt ends the process where it finds no screen; who names a platform of Qt knows what they do.
    if not hay_pantalla(os.environ, sys.platform) and not os.environ.get("QT_QPA_PLATFORM"):
        raise EnvironmentProblem(
            "Este equipo no tiene pantalla para abrir la ventana. Pruebe «supervisor-app demo» o vea --help."
        )
    return ventana.abrir(carpeta_de_datos(args))


def puede_abrir(ventana: Ventana | None) -> bool:
    """Whether ``--abrir-o-demo`` opens the window; where it does not, says why."""
    if ventana is None or not ventana.disponible:
        avisar("Esta instalación no incluye la ventana (PySide6); se ejecuta la demostración con datos ficticios.")
        return False
    if not hay_pantalla(os.environ, sys.platform):
        avisar("Este equipo no tiene pantalla; en lugar de la ventana se ejecuta la demostración con datos ficticios.")
        return False
    return True

"""Settings for the other services and the window: read once, replaced whole, told who asks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from supervisor_app import settings
from supervisor_app.cifrado.llave import Llave
from supervisor_app.settings import Ajustes

__all__ = ["Ajustes", "ServicioAjustes"]


def sin_mas() -> None:
    """Nobody else writes in the folder."""


class ServicioAjustes:
    """The settings of one data folder. ``permiso`` raises where this window may not write in it."""

    def __init__(
        self,
        carpeta: Path,
        *,
        reloj: Callable[[], datetime],
        llave: Llave | None = None,
        permiso: Callable[[], None] = sin_mas,
    ) -> None:
        self._carpeta, self._llave, self._permiso = carpeta, llave, permiso
        self._ajustes, self.aviso = settings.leer(carpeta, reloj(), llave)

    def leer(self) -> Ajustes:
        return self._ajustes

    def guardar(self, ajustes: Ajustes) -> Ajustes:
        """Replace the settings, durably. Raises EnvironmentProblem; then the earlier ones stay."""
        self._permiso()
        settings.guardar(self._carpeta, ajustes, self._llave)
        self._ajustes = ajustes
        return ajustes

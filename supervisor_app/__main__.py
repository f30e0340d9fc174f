"""Entry: hands the arguments to the command line. The window is imported only when it is asked for."""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path

from supervisor_app.cli.entrada import Entrada
from supervisor_app.cli.principal import principal
from supervisor_app.errors import EnvironmentProblem


class Ventana:
    """The window for the command line, which must not know Qt: PySide6 is loaded by these verbs and not before."""

    @property
    def disponible(self) -> bool:
        return importlib.util.find_spec("PySide6") is not None

    def abrir(self, carpeta: Path) -> int:
        try:
            from supervisor_app.ui.app import abrir_ventana  # noqa: PLC0415 - Qt is for the window only
        except ImportError as error:
            if (error.name or "").startswith("supervisor_app"):
                raise
            falta = str(error).split(":", 1)[0]
            raise EnvironmentProblem(
                f"La ventana no se puede abrir porque falta una parte del sistema ({falta}). "
                "Vuelva a instalar la aplicación; las órdenes funcionan sin la ventana (--help)."
            ) from error
        return abrir_ventana(carpeta)

    def probar(self, carpeta: Path) -> int:
        """Open the real window without a screen and close it again: 0 where it went well."""
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        from PySide6.QtCore import QTimer  # noqa: PLC0415 - Qt is for the window only

        from supervisor_app.ui.app import make_application  # noqa: PLC0415 - the same
        from supervisor_app.ui.puertas import load_now  # noqa: PLC0415 - the same

        load_now()
        aplicacion, _ = make_application(sys.argv[:1])
        QTimer.singleShot(500, aplicacion.closeAllWindows)
        QTimer.singleShot(20_000, lambda: aplicacion.exit(1))  # a window that does not close is a failure, not a wait
        return self.abrir(carpeta)


def main() -> int:
    """Run the application; returns the exit code."""
    if sys.argv[1:] == ["--leer-heic"]:
        # This process is the child that reads one photo for another one (services/imagenes/heic.py).
        from supervisor_app.services.imagenes.lectura import leer_como_hijo  # noqa: PLC0415 - only the child needs it

        return leer_como_hijo()
    return principal(sys.argv[1:], ventana=Ventana(), entrada=Entrada.del_ambiente(os.environ))


if __name__ == "__main__":
    sys.exit(main())

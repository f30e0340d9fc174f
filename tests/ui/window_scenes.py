"""The real window over a data folder of its own, for the pictures of places and steps.

The data are read before the scene is handed over; store and folder go with the window.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QCoreApplication, QEventLoop

from supervisor_app.services.acceso import Llave
from supervisor_app.ui.ventana import MainWindow
from supervisor_app.wiring import Servicios
from tests.ui.visit_fixtures import DEFINICIONES_REALES, HOY, open_lanes


def window_over(
    write: Callable[[Path], None],
    show: Callable[[MainWindow], None],
    *,
    llave: Callable[[], Llave | None] = lambda: None,
) -> MainWindow:
    """``write`` fills the data folder, ``show`` leads the window to what the picture shows; ``llave`` opens it."""
    folder = TemporaryDirectory()
    carpeta = Path(folder.name) / "datos"
    write(carpeta)
    lanes = open_lanes(carpeta, llave())
    found: list[Servicios] = []
    lanes.call(found.append)
    settle(lanes.is_busy)
    window = MainWindow(lanes, DEFINICIONES_REALES, found[0].ajustes.leer(), today=lambda: HOY)
    window.resize(1366, 768)
    show(window)
    settle(lanes.is_busy)
    window.badge.saved("12:03")

    def end() -> None:
        lanes.close()
        folder.cleanup()

    window.destroyed.connect(end)
    return window


def settle(busy: Callable[[], bool]) -> None:
    """Deliver everything until nobody is busy."""
    while busy():
        # Sleeps until something is delivered.
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    QCoreApplication.processEvents()

"""One place of the window."""

from __future__ import annotations

from PySide6.QtCore import Signal

from supervisor_app.services.ajustes import Ajustes
from supervisor_app.services.definiciones import Definiciones
from supervisor_app.ui.lanes import Lanes
from supervisor_app.ui.pantalla import Screen
from supervisor_app.wiring import Servicios


class AjustesScreen(Screen):
    saved = Signal(object)
    saving = Signal()
    failed = Signal(str, str)

    def __init__(self, lanes: Lanes[Servicios], definiciones: Definiciones, ajustes: Ajustes) -> None:
        super().__init__()

    def retry(self) -> None:
        """Write again what could not be written."""

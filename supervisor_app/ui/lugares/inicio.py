"""One place of the window."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from supervisor_app.services.definiciones import Definiciones
from supervisor_app.ui.lanes import Lanes
from supervisor_app.ui.pantalla import Screen
from supervisor_app.wiring import Servicios


class InicioScreen(Screen):
    def __init__(self, lanes: Lanes[Servicios], definiciones: Definiciones, *, today: Callable[[], date]) -> None:
        super().__init__()

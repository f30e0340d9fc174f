"""One place of the window."""

from __future__ import annotations

from supervisor_app.ui.lanes import Lanes
from supervisor_app.ui.pantalla import Screen
from supervisor_app.wiring import Servicios


class BuscarScreen(Screen):
    def __init__(self, lanes: Lanes[Servicios]) -> None:
        super().__init__()

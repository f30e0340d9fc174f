"""One step of the visit."""

from __future__ import annotations

from supervisor_app.ui.pantalla import Screen
from supervisor_app.ui.sesion import VisitSession


class InconsistenciasScreen(Screen):
    def __init__(self, session: VisitSession) -> None:
        super().__init__()
        self.session = session

"""Lanes and sessions over real folders."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget

from supervisor_app.domain.expediente import Expediente, Operacion
from supervisor_app.ui.sesion import VisitSession
from supervisor_app.ui.visita.inconsistencias import InconsistenciasScreen
from tests.ui.inconsistencias.manos import FOUND, Open
from tests.ui.visit_fixtures import lanes, prepared, session, session_of

__all__ = ["lanes", "session", "session_of"]


@pytest.fixture
def open_screen(session_of: Callable[[Expediente], VisitSession], on_stage: Callable[[QWidget], None]) -> Open:
    """The screen over a visit with three findings, on which these commands were done."""

    def make(*commands: Callable[[Expediente], Operacion], found: bool = True) -> InconsistenciasScreen:
        screen = InconsistenciasScreen(session_of(prepared(*(FOUND if found else ()), *commands)))
        screen.resize(1285, 627)
        on_stage(screen)
        screen.enter()
        return screen

    return make

"""The cédulas screen over real lanes and a real folder."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget

from supervisor_app.domain.expediente import Expediente
from supervisor_app.ui.sesion import VisitSession
from supervisor_app.ui.visita.cedulas import CedulasScreen
from tests.ui.visit_fixtures import prepared, session_of

__all__ = ["session_of"]

ScreenOf = Callable[..., CedulasScreen]


@pytest.fixture
def screen_of(session_of: Callable[[Expediente], VisitSession], on_stage: Callable[[QWidget], None]) -> ScreenOf:
    """Shows the screen of a visit as the workspace does, at the size it has in the laptop's window."""

    def make(e: Expediente, width: int = 1285, height: int = 550) -> CedulasScreen:
        screen = CedulasScreen(session_of(e))
        screen.resize(width, height)
        on_stage(screen)
        screen.enter()
        return screen

    return make


@pytest.fixture
def screen(screen_of: ScreenOf) -> CedulasScreen:
    """The screen of a visit with nothing answered, open at CO-02-01."""
    return screen_of(prepared())

"""Sessions over real folders, and the screen over them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget

from supervisor_app.domain.expediente import Expediente
from supervisor_app.ui.sesion import VisitSession
from supervisor_app.ui.visita.preparacion import PreparacionScreen
from tests.ui.visit_fixtures import lanes, session, session_of

__all__ = ["lanes", "session", "session_of"]


@pytest.fixture
def screen_of(
    session_of: Callable[[Expediente], VisitSession], on_stage: Callable[[QWidget], None]
) -> Callable[[Expediente], PreparacionScreen]:
    """Shows the step over a visit that is on disk."""

    def show(e: Expediente) -> PreparacionScreen:
        screen = PreparacionScreen(session_of(e))
        screen.resize(1285, 540)
        on_stage(screen)
        return screen

    return show

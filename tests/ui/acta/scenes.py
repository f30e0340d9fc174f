"""The acta of the closing meeting for the pictures, over the fictitious visit of the demo."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from supervisor_app.domain.avance import Paso
from supervisor_app.services.demo.visita import Etapa
from supervisor_app.ui.ventana import MainWindow
from supervisor_app.ui.visita.acta import ActaScreen
from tests.ui.informe.scenes import demo_visit, open_step, until
from tests.ui.window_scenes import window_over


def _acta(hasta: Etapa, *, drawn: bool) -> QWidget:
    def lead(window: MainWindow) -> None:
        open_step(window, Paso.INFORME)
        assert window.workspace is not None
        window.workspace.open_step(Paso.INFORME, "acta:lugar")
        screen = window.workspace.shown
        assert isinstance(screen, ActaScreen)
        if drawn and screen.both.shows_side():
            until(screen.preview.view.is_drawn)

    return window_over(demo_visit(hasta), lead)


SCENES: dict[str, Callable[[], QWidget]] = {
    "acta": lambda: _acta("informe", drawn=True),
    "acta-vacia": lambda: _acta("inconsistencias", drawn=False),
    "acta-cerrada": lambda: _acta("entrega", drawn=True),
}

"""The indicators for the pictures, over the fictitious visit of the demo."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from supervisor_app.domain.avance import Paso
from supervisor_app.ui.ventana import MainWindow
from supervisor_app.ui.visita.indicadores import IndicadoresScreen
from tests.ui.informe.scenes import demo_visit, open_step
from tests.ui.window_scenes import window_over

MAL = "Código\tMeta\tReal\tCorte\nIND-02\t1,000.00\t12,3,4\t31/02/2026\nMultas\t10,000.00\t9,120.00\t31/05/2026"


def _screen(window: MainWindow) -> IndicadoresScreen:
    open_step(window, Paso.INFORME)
    assert window.workspace is not None
    window.workspace.open_step(Paso.INFORME, "indicadores:IND-01")
    screen = window.workspace.shown
    assert isinstance(screen, IndicadoresScreen)
    screen.period.set_value("acumulado")
    screen.enter()
    return screen


def indicadores() -> QWidget:
    def lead(window: MainWindow) -> None:
        _screen(window)

    return window_over(demo_visit("informe"), lead)


def indicadores_pegado() -> QWidget:
    return window_over(demo_visit("informe"), lambda window: _screen(window).read_block(MAL))


SCENES: dict[str, Callable[[], QWidget]] = {
    "indicadores": indicadores,
    "indicadores-pegado": indicadores_pegado,
}

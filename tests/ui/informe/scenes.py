"""The step of the informe for the pictures, over the fictitious visit of the demo."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEventLoop
from PySide6.QtWidgets import QWidget

from supervisor_app.domain import comandos
from supervisor_app.domain.avance import Paso
from supervisor_app.domain.base import con
from supervisor_app.domain.expediente import Expediente, Operacion
from supervisor_app.services.demo.visita import Etapa, ajustes_demo, crear_visita_demo
from supervisor_app.ui.ventana import MainWindow
from supervisor_app.ui.visita.informe import InformeScreen
from supervisor_app.wiring import abrir
from tests.ui.visit_fixtures import DEFINICIONES_REALES
from tests.ui.window_scenes import window_over
from tests.visita_ficticia import AHORA, RelojFijo, contador_de_ids

Change = Callable[[Expediente], Expediente]


def demo_visit(hasta: Etapa, cuando: datetime = AHORA) -> Callable[[Path], None]:
    """Fills a data folder with the demo visit taken up to a stage."""

    def write(carpeta: Path) -> None:
        reloj, ids = RelojFijo(cuando), contador_de_ids()
        with abrir(carpeta, definiciones=DEFINICIONES_REALES, reloj=reloj, id_nuevo=ids) as servicios:
            servicios.ajustes.guardar(ajustes_demo())
            crear_visita_demo(servicios, hasta=hasta)

    return write


def open_step(window: MainWindow, paso: Paso) -> None:
    """Open the only visit there is at a step, in a window that is already shown, and wait until it is there."""
    window.show()
    window.activateWindow()
    window.lanes.call(lambda s: s.visitas.lista()[0].id, lambda visita: window.open_visit(visita, paso.value))
    until(lambda: window.workspace is not None and window.workspace.step is paso)


def until(done: Callable[[], bool]) -> None:
    while not done():
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def informe_of(window: MainWindow) -> InformeScreen:
    assert window.workspace is not None
    screen = window.workspace.shown
    assert isinstance(screen, InformeScreen)
    return screen


def _written(show: Callable[[InformeScreen], None]) -> QWidget:
    def lead(window: MainWindow) -> None:
        open_step(window, Paso.INFORME)
        screen = informe_of(window)
        _empty_two(screen)
        show(screen)
        if screen.both.shows_side():
            until(lambda: screen.preview.view.is_drawn() and bool(screen.preview.view.bands()))

    return window_over(demo_visit("informe"), lead)


def _empty_two(screen: InformeScreen) -> None:
    """Sections 4 and 5 not written yet."""

    def command(e: Expediente) -> Operacion:
        assert e.informe is not None
        return comandos.guardar_informe(e, con(e.informe, datos=con(e.informe.datos, resultados=(), contribuciones=())))

    screen.session.attempt(command)


def informe() -> QWidget:
    return _written(lambda screen: screen.column.write_in("actividades", 4))


def _without_city(e: Expediente) -> Operacion:
    assert e.informe is not None
    datos = con(e.informe.datos, ciudad="", fecha=e.informe.datos.del_)
    return comandos.guardar_informe(e, con(e.informe, datos=datos))


def informe_datos() -> QWidget:
    def lead(window: MainWindow) -> None:
        open_step(window, Paso.INFORME)
        screen = informe_of(window)
        screen.session.attempt(_without_city)
        screen.column.fill_in("ciudad")
        if screen.both.shows_side():
            until(screen.preview.view.is_drawn)

    return window_over(demo_visit("informe"), lead)


def informe_vacio() -> QWidget:
    return window_over(demo_visit("inconsistencias"), lambda window: open_step(window, Paso.INFORME))


def informe_cerrado() -> QWidget:
    def lead(window: MainWindow) -> None:
        open_step(window, Paso.INFORME)
        screen = informe_of(window)
        screen.column.open_part("conclusiones")
        if screen.both.shows_side():
            until(screen.preview.view.is_drawn)

    return window_over(demo_visit("entrega"), lead)


def informe_hoja() -> QWidget:
    """The drawer of a narrow window, or of large text, opened."""

    def lead(window: MainWindow) -> None:
        window.resize(1100, 700)
        open_step(window, Paso.INFORME)
        screen = informe_of(window)
        screen.column.write_in("conclusiones")
        screen.both.switch()
        until(screen.preview.view.is_drawn)

    return window_over(demo_visit("informe"), lead)


SCENES: dict[str, Callable[[], QWidget]] = {
    "informe": informe,
    "informe-datos": informe_datos,
    "informe-vacio": informe_vacio,
    "informe-cerrado": informe_cerrado,
    "informe-hoja": informe_hoja,
}

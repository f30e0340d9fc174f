"""A second visit to the unit of the demo, for the pictures."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QWidget

from supervisor_app.domain import comandos
from supervisor_app.domain.avance import Paso
from supervisor_app.domain.base import con
from supervisor_app.domain.visita import EstadoVisita
from supervisor_app.services.demo.visita import Etapa, ajustes_demo, crear_visita_demo
from supervisor_app.ui.ventana import MainWindow
from supervisor_app.wiring import abrir
from tests.ui.inconsistencias.scenes import screen_of
from tests.ui.informe.scenes import open_step, until
from tests.ui.visit_fixtures import DEFINICIONES_REALES
from tests.ui.window_scenes import window_over
from tests.visita_ficticia import AHORA, ZONA, RelojFijo, contador_de_ids


def two_visits(hasta: Etapa) -> Callable[[Path], None]:
    """The visit of the demo in November, closed, and again in June up to a stage."""

    def write(carpeta: Path) -> None:
        reloj, ids = RelojFijo(datetime(2025, 11, 19, 9, tzinfo=ZONA)), contador_de_ids()
        with abrir(carpeta, definiciones=DEFINICIONES_REALES, reloj=reloj, id_nuevo=ids) as servicios:
            servicios.ajustes.guardar(ajustes_demo())
            crear_visita_demo(servicios, hasta="inconsistencias")
            e = servicios.visitas.abrir(servicios.visitas.lista()[0].id)
            servicios.visitas.guardar(comandos.cerrar(e, con(e.visita, estado=EstadoVisita.CERRADA)))
            reloj.ahora = AHORA
            crear_visita_demo(servicios, hasta=hasta)

    return write


def _open(window: MainWindow, paso: Paso) -> None:
    open_step(window, paso)
    assert window.workspace is not None
    session = window.workspace.session
    until(lambda: bool(session.pasado.anteriores))


def hallazgos_anteriores() -> QWidget:
    def lead(window: MainWindow) -> None:
        _open(window, Paso.INCONSISTENCIAS)
        screen = screen_of(window)
        keys = [a.hallazgo.id for a in screen.session.pasado.anteriores]
        screen.prior._verify(keys[1], "en_atencion")
        screen.prior.go_to(keys[0])
        screen.prior.focus()

    return window_over(two_visits("inconsistencias"), lead)


def anterior_apartado() -> QWidget:
    """A reserved one, whose measure is given more time."""

    def lead(window: MainWindow) -> None:
        _open(window, Paso.INCONSISTENCIAS)
        screen = screen_of(window)
        screen.prior.go_to(
            next(a.hallazgo.id for a in screen.session.pasado.anteriores if a.hallazgo.posible_irregularidad)
        )
        row = next(iter(screen.view.prior_detail.measure_rows.values()))
        row.extend.click()
        screen.view.prior_detail.reveal_focus()

    return window_over(two_visits("inconsistencias"), lead)


def reincide() -> QWidget:
    def lead(window: MainWindow) -> None:
        _open(window, Paso.INCONSISTENCIAS)
        screen = screen_of(window)
        screen.show_object(screen.session.expediente.inconsistencias_en_orden()[2].id)

    return window_over(two_visits("inconsistencias"), lead)


def visita_anterior() -> QWidget:
    def lead(window: MainWindow) -> None:
        _open(window, Paso.CEDULAS)
        assert window.workspace is not None
        window.workspace.shown.show_object("CO-02-04")

    return window_over(two_visits("inconsistencias"), lead)


def preparacion() -> QWidget:
    return window_over(two_visits("preparacion"), lambda window: _open(window, Paso.PREPARACION))


SCENES: dict[str, Callable[[], QWidget]] = {
    "seguimiento-anteriores": hallazgos_anteriores,
    "seguimiento-apartado": anterior_apartado,
    "seguimiento-reincide": reincide,
    "seguimiento-preparacion": preparacion,
    "seguimiento-visita-anterior": visita_anterior,
}

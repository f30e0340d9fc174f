"""The step of the findings for the pictures, over the fictitious visit of the demo."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QWidget

from supervisor_app.domain import comandos
from supervisor_app.domain.avance import Paso
from supervisor_app.domain.cedula.answers import Cumplimiento, ValorCumple
from supervisor_app.domain.hallazgo import EstadoHallazgo, Origen
from supervisor_app.services.demo.visita import Etapa
from supervisor_app.ui.sesion import Command
from supervisor_app.ui.ventana import MainWindow
from supervisor_app.ui.visita.inconsistencias import InconsistenciasScreen
from tests.ui.informe.scenes import demo_visit, open_step
from tests.ui.window_scenes import window_over


def screen_of(window: MainWindow) -> InconsistenciasScreen:
    assert window.workspace is not None
    screen = window.workspace.shown
    assert isinstance(screen, InconsistenciasScreen)
    return screen


def _scene(hasta: Etapa, show: Callable[[InconsistenciasScreen], None]) -> QWidget:
    def lead(window: MainWindow) -> None:
        open_step(window, Paso.INCONSISTENCIAS)
        show(screen_of(window))

    return window_over(demo_visit(hasta), lead)


def _third(screen: InconsistenciasScreen) -> list[str]:
    return [h.id for h in screen.session.expediente.inconsistencias_en_orden()]


def inconsistencias() -> QWidget:
    def show(screen: InconsistenciasScreen) -> None:
        screen.show_object(_third(screen)[2])
        screen.editor.cause.setFocus()

    return _scene("inconsistencias", show)


def inconsistencias_sin_medida() -> QWidget:
    """A finding without measures, one that is not to be shared, and one written by hand."""

    def show(screen: InconsistenciasScreen) -> None:
        keys = _third(screen)
        screen.session.attempt(
            lambda e: comandos.modificar_inconsistencia(
                e, keys[1], posible_irregularidad=True, descripcion="Escrita por quien supervisa."
            )
        )
        screen.show_object(keys[1])

    return _scene("cedulas", show)


def inconsistencias_avisos() -> QWidget:
    """A measure that lacks something and one whose date has passed."""

    def show(screen: InconsistenciasScreen) -> None:
        keys = _third(screen)
        screen.show_object(keys[2])
        screen.measures.begin("Capacitar al personal", fecha=None)
        first = screen.table.rows[0]
        screen.measures.change(first.measure_id, {"fecha": screen.session.today().replace(day=1)})
        screen.table.rows[-1].text.setFocus()

    return _scene("inconsistencias", show)


def inconsistencia_no_sustentada() -> QWidget:
    """The answer was mended after measures had been agreed."""

    def show(screen: InconsistenciasScreen) -> None:
        e = screen.session.expediente
        finding = e.inconsistencias_en_orden()[3]
        item = e.definiciones[finding.cedula].item(finding.items[0])
        assert item is not None
        cumple = ValorCumple(valor=Cumplimiento.CUMPLE)
        screen.session.attempt(lambda e: comandos.responder(e, item, cumple))
        screen.show_object(finding.id)

    return _scene("inconsistencias", show)


def inconsistencia_reunida() -> QWidget:
    """Two items in one observation of the OIC, under way, with a prórroga."""

    def show(screen: InconsistenciasScreen) -> None:
        one, other = _third(screen)[2:4]
        signed = screen.session.signed()
        steps: list[Command] = [
            lambda e: comandos.unir_inconsistencias(e, one, other),
            lambda e: comandos.modificar_inconsistencia(e, one, origen=Origen.OIC, referencia="14/2026"),
            lambda e: comandos.cambiar_estado(e, one, EstadoHallazgo.EN_ATENCION, **signed),
            lambda e: comandos.modificar_medida(e, e.medidas_de(one)[0].id, avance=40),
            lambda e: comandos.prorrogar_medida(
                e,
                e.medidas_de(one)[0].id,
                date(2027, 3, 1),
                motivo="Falta personal de notificación",
                autorizo="Titular de la Jefatura",
                **signed,
            ),
        ]
        for step in steps:
            assert screen.session.attempt(step)
        screen.show_object(one)

    return _scene("inconsistencias", show)


def inconsistencia_libre() -> QWidget:
    def show(screen: InconsistenciasScreen) -> None:
        screen._add_free()

    return _scene("inconsistencias", show)


def inconsistencias_vacia() -> QWidget:
    return _scene("preparacion", lambda screen: None)


def inconsistencias_cerrada() -> QWidget:
    return _scene("entrega", lambda screen: None)


SCENES: dict[str, Callable[[], QWidget]] = {
    "inconsistencias": inconsistencias,
    "inconsistencias-sin-medida": inconsistencias_sin_medida,
    "inconsistencias-avisos": inconsistencias_avisos,
    "inconsistencias-no-sustentada": inconsistencia_no_sustentada,
    "inconsistencias-libre": inconsistencia_libre,
    "inconsistencias-reunida": inconsistencia_reunida,
    "inconsistencias-vacia": inconsistencias_vacia,
    "inconsistencias-cerrada": inconsistencias_cerrada,
}

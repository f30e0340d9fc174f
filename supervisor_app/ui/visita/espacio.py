"""The workspace: the stepper and the screen of each step. Any step can be opened at any time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from supervisor_app.domain.avance import EstadoPaso, Paso, estado_de_pasos, faltantes
from supervisor_app.domain.cedula.definition import CedulaDefinition
from supervisor_app.domain.documento import Entrega, EstadoDocumento
from supervisor_app.domain.novedades import Ofrecidas
from supervisor_app.services.documentos import FilaDocumento
from supervisor_app.services.versiones import disponibles
from supervisor_app.ui.kit.hint_bar import Hint
from supervisor_app.ui.kit.stepper import Step, Stepper
from supervisor_app.ui.limpieza import clean_focused
from supervisor_app.ui.pantalla import Screen, show_page
from supervisor_app.ui.sesion import VisitSession
from supervisor_app.ui.visita.acta import ActaScreen
from supervisor_app.ui.visita.cedulas import CedulasScreen
from supervisor_app.ui.visita.documentos import WAITING, DocumentosScreen
from supervisor_app.ui.visita.entrega import EntregaScreen
from supervisor_app.ui.visita.inconsistencias import InconsistenciasScreen
from supervisor_app.ui.visita.indicadores import IndicadoresScreen
from supervisor_app.ui.visita.informe import InformeScreen
from supervisor_app.ui.visita.pestanas import TabbedScreen, View
from supervisor_app.ui.visita.preparacion import PreparacionScreen

ASK_AFTER_MS = 1_200
_REPORT: tuple[View, ...] = (
    ("informe", "Informe de la comisión", InformeScreen),
    ("indicadores", "Indicadores", IndicadoresScreen),
    ("acta", "Acta de cierre", ActaScreen),
)
_SCREENS: dict[Paso, Callable[[VisitSession], Screen]] = {
    Paso.PREPARACION: PreparacionScreen,
    Paso.CEDULAS: CedulasScreen,
    Paso.INCONSISTENCIAS: InconsistenciasScreen,
    Paso.INFORME: lambda session: TabbedScreen(session, "Informe, indicadores y acta", _REPORT),
    Paso.DOCUMENTOS: DocumentosScreen,
    Paso.ENTREGA: EntregaScreen,
}


class VisitWorkspace(Screen):
    """The six steps over one session. Screens are made when they are first opened.

    ``turning()`` before a step is opened: what was told of the one before is out of date.
    """

    turning = Signal()

    def __init__(self, session: VisitSession) -> None:
        super().__init__()
        self.session = session
        self._screens: dict[Paso, Screen] = {}
        self._missing: tuple[Paso, str, str] | None = None
        self._missing_at = 0
        self._offered = Ofrecidas()
        self._tail = {
            Paso.DOCUMENTOS: EstadoPaso(Paso.DOCUMENTOS, "", False),
            Paso.ENTREGA: EstadoPaso(Paso.ENTREGA, "", False),
        }
        self.stepper = Stepper([Step(p.value, p.label) for p in Paso])
        self.stepper.chosen.connect(lambda key: self.open_step(Paso(key)))
        self._stack = QStackedWidget()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.stepper)
        layout.addWidget(self._stack, 1)
        # Documents and deliveries are asked for when typing pauses: answering must not wait for them.
        self._ask = QTimer(self, singleShot=True, interval=ASK_AFTER_MS)
        self._ask.timeout.connect(self._ask_when_open)
        session.changed.connect(self._on_changed)
        QShortcut(QKeySequence("Ctrl+Shift+L"), self).activated.connect(self._clean)
        self.open_step(self._first_open_step())

    def _first_open_step(self) -> Paso:
        """Where work goes on: the first step that is not done; for a closed visit, its delivery."""
        e = self.session.expediente
        if e.visita.cerrada:
            return Paso.ENTREGA
        estados = estado_de_pasos(e, self.session.definiciones)
        return next((p for p, estado in estados.items() if not estado.listo), Paso.DOCUMENTOS)

    @property
    def step(self) -> Paso:
        return Paso(self.stepper.here())

    @property
    def shown(self) -> Screen:
        """The screen of the present step; of one with several views, that of the present view."""
        screen = self._screens[self.step]
        return screen.shown if isinstance(screen, TabbedScreen) else screen

    def open_step(self, paso: Paso, what: str = "") -> None:
        """Open a step, and in it ``what`` where given."""
        self.turning.emit()
        if self._screens and self.stepper.here():
            self._screens[self.step].commit()
        if paso not in self._screens:
            screen = _SCREENS[paso](self.session)
            screen.wants.connect(self._on_wants)
            screen.hints_changed.connect(self.hints_changed)
            self._screens[paso] = screen
            self._stack.addWidget(screen)
        self.stepper.set_here(paso.value)
        show_page(self._stack, self._screens[paso])
        self.refresh_steps()
        self._screens[paso].enter()
        if what:
            self._screens[paso].show_object(what)
        self.hints_changed.emit()

    def _on_wants(self, place: str, what: str) -> None:
        if place in {p.value for p in Paso}:
            self.open_step(Paso(place), what)
        else:
            self.wants.emit(place, what)

    def next_step(self, by: int) -> None:
        """Open the step ``by`` places further, stopping at the ends."""
        pasos = list(Paso)
        self.open_step(pasos[max(0, min(len(pasos) - 1, pasos.index(self.step) + by))])

    def go_to_missing(self, by: int) -> None:
        """Lead to the next thing that stands in the way of closing, or to the one before; then begin again."""
        self.commit()
        e = self.session.expediente
        missing = [f for f in faltantes(e, self.session.definiciones) if f.impide_cerrar]
        if e.visita.cerrada or not missing:
            self._missing, self._missing_at = None, 0
            if e.visita.cerrada:
                self.open_step(Paso.ENTREGA)
            else:
                self.open_step(Paso.DOCUMENTOS, WAITING)
            self.session.advised.emit(
                "La visita ya está cerrada."
                if e.visita.cerrada
                else "Nada falta por capturar; emita y firme lo que falte."
            )
            return
        places = [(f.paso, f.objeto, f.texto) for f in missing]
        if self._missing in places:
            here = (places.index(self._missing) + by) % len(places)
        else:  # mended meanwhile: what came after it has taken its number
            here = (self._missing_at + min(by, 0)) % len(places)
        self._missing, self._missing_at = places[here], here
        fault = missing[here]
        self.open_step(fault.paso, fault.objeto)
        self.session.advised.emit(f"{here + 1} de {len(missing)} para cerrar · {fault.texto}")

    def _clean(self) -> None:
        """Offer to mend the pasted text of the field with the focus."""
        answer = clean_focused(self)
        if isinstance(answer, str):
            self.session.advised.emit(answer)

    # --- the second line of each step -----------------------------------------------------------------------------

    def _on_changed(self, _kinds: object) -> None:
        self._show_steps()
        self._ask.start()

    def refresh_steps(self) -> None:
        """Show at once what the visit knows, and ask the store about documents and deliveries."""
        self._show_steps()
        self._ask_tail()

    def _ask_when_open(self) -> None:
        """A window that was closed meanwhile asks nothing: its store may be closed too."""
        if self.window().isVisible():
            self._ask_tail()

    def _ask_tail(self) -> None:
        e = self.session.expediente
        self.session.lanes.call(
            lambda s: (s.documentos.lista(e), s.entregas.entregas(e.visita.id)), self._on_tail, owner=self
        )
        self.session.lanes.call(lambda s: disponibles(s.definiciones, e), self._on_available, owner=self)

    def _on_available(self, available: tuple[CedulaDefinition, ...]) -> None:
        self._offered = Ofrecidas(available)
        self._show_steps()

    def _on_tail(self, answer: tuple[Sequence[FilaDocumento], Sequence[Entrega]]) -> None:
        filas, entregas = answer
        filas = [f for f in filas if f.impide_cerrar]
        firmados = sum(f.estado.deja_cerrar for f in filas)
        total = len(filas)
        visita = self.session.expediente.visita
        listo = total > 0 and firmados == total
        # What waits for ink on paper was not signed here.
        que = "listos" if any(f.estado is EstadoDocumento.TINTA for f in filas) else "firmados"
        self._tail[Paso.DOCUMENTOS] = EstadoPaso(Paso.DOCUMENTOS, f"{firmados} de {total} {que}", listo)
        entregada = any(d.revision == visita.revision for d in entregas)
        detalle = "Entregada" if visita.cerrada and entregada else ("Por entregar" if visita.cerrada else "Pendiente")
        self._tail[Paso.ENTREGA] = EstadoPaso(
            Paso.ENTREGA, detalle, visita.cerrada and entregada, atencion=visita.cerrada and not entregada
        )
        self._show_steps()

    def _show_steps(self) -> None:
        e = self.session.expediente
        estados = estado_de_pasos(e, self.session.definiciones) | self._tail
        if self._offered.pendientes(e):
            cedulas = estados[Paso.CEDULAS]
            told = f"{cedulas.detalle.removesuffix(' contestadas')} · versión nueva"
            estados[Paso.CEDULAS] = replace(cedulas, detalle=told)
        self.stepper.set_steps([_step(estados[p]) for p in Paso])

    # --- Screen ---------------------------------------------------------------------------------------------------

    def hints(self) -> Sequence[Hint]:
        last = self.step is tuple(Paso)[-1]
        onward = ("Ctrl+RePág", "Paso anterior") if last else ("Ctrl+AvPág", "Paso siguiente")
        return (*self._screens[self.step].hints(), onward)

    def enter(self) -> None:
        self.shown.enter()

    def here(self) -> str:
        """The step and what is shown in it, as ``wants`` takes them: ``cedulas#CO-02-03``."""
        return f"{self.step.value}#{self._screens[self.step].here()}"

    def commit(self) -> None:
        self._screens[self.step].commit()


def _step(estado: EstadoPaso) -> Step:
    state = "blocked" if estado.atencion else ("done" if estado.listo else "todo")
    return Step(estado.paso.value, estado.paso.label, estado.detalle, state)

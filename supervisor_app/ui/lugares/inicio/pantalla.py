"""The first screen. It reads everything anew each time it is entered; it must never keep a visit of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from supervisor_app.domain.programa import VisitaProgramada
from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.services.ajustes import Ajustes
from supervisor_app.services.copias import Unida
from supervisor_app.services.definiciones import Definiciones
from supervisor_app.services.portada import DatosPortada
from supervisor_app.ui.copias import JoinPanel
from supervisor_app.ui.kit.banner import Banner
from supervisor_app.ui.kit.card import Card
from supervisor_app.ui.kit.hint_bar import Hint
from supervisor_app.ui.kit.reflow import Reflow
from supervisor_app.ui.kit.scroll_column import ScrollColumn
from supervisor_app.ui.kit.tokens import SPACE_4, SPACE_6
from supervisor_app.ui.lanes import Lanes
from supervisor_app.ui.lugares.inicio import programadas, renglones
from supervisor_app.ui.lugares.inicio.tarjetas import (
    ContinueCard,
    DeliveryCard,
    DraftsCard,
    FirstCard,
    MeasuresCard,
    WeekCard,
)
from supervisor_app.ui.pantalla import Screen
from supervisor_app.wiring import Servicios

_BESIDE = 880
_IDENTITY = "Escriba su nombre y su cargo en Ajustes: se imprimen en las cédulas y en el informe."


class InicioScreen(Screen):
    """Where to go on. ``loaded`` is what is shown, or None before the first answer of the store."""

    def __init__(self, lanes: Lanes[Servicios], definiciones: Definiciones, *, today: Callable[[], date]) -> None:
        super().__init__()
        self._lanes = lanes
        self._today = today
        self.loaded: DatosPortada | None = None
        self._wants_focus = False
        self._make_cards(definiciones)
        self._lay_out()
        for part in (*self._work, self._first_row):
            part.hide()

    def _make_cards(self, definiciones: Definiciones) -> None:
        self.failure = Banner("", "bad", icon="circle-alert", button="Reintentar")
        self.failure.action.connect(self.refresh)
        self.failure.hide()
        self.identity = Banner(_IDENTITY, "accent", icon="user", button="Abrir Ajustes")
        self.identity.action.connect(lambda: self.wants.emit("ajustes", ""))
        self.identity.hide()
        self.first = FirstCard()
        self.first.new_visit.connect(lambda: self.wants.emit("nueva", ""))
        self.first.demo.connect(lambda: self.wants.emit("demo", ""))
        self.go_on = ContinueCard()
        self.go_on.go_on.connect(self._continue)
        self.week = WeekCard(definiciones.cedulas)
        self.week.opened.connect(self._open)
        self.week.all_visits.connect(lambda: self.wants.emit("buscar", ""))
        self.drafts = DraftsCard()
        self.drafts.new_visit.connect(lambda: self.wants.emit("nueva", ""))
        self.joining = JoinPanel(self._lanes)
        self.joining.joined.connect(self._on_joined)
        self.joining_card = Card("Unir copia de trabajo", icon="download")
        self.joining_card.body.addWidget(self.joining)
        self.joining.dismiss.clicked.connect(self.joining_card.hide)
        self.joining_card.hide()
        for card in (self.first, self.drafts):
            card.join_copy.connect(self.join_copy)
        self.measures, self.deliveries = MeasuresCard(), DeliveryCard()
        self.measures.all_measures.connect(lambda: self.wants.emit("seguimiento", "medidas"))
        self.deliveries.synchronize.connect(lambda: self.wants.emit("sincronizacion", ""))
        for rows in (self.drafts, self.measures, self.deliveries):
            rows.opened.connect(self._open)
        self._work: tuple[QWidget, ...] = (self.go_on, self.week, self.drafts, self.measures, self.deliveries)

    def _lay_out(self) -> None:
        left = _column(self.go_on, self.week, self.drafts)
        right = _column(self.measures, self.deliveries)
        area = ScrollColumn(name="Inicio")
        area.set_margins(SPACE_6, SPACE_4, SPACE_6, SPACE_4)
        area.column.setSpacing(SPACE_4)
        self._area = area
        for widget in (self.failure, self.identity, self.joining_card):
            area.add(widget)
        # Beside nothing: lines over the whole width are hard to read.
        self._first_row = Reflow((self.first, QWidget()), under=_BESIDE, shares=(3, 2), stacked_gap=0)
        area.add(self._first_row)
        area.add(Reflow((left, right), under=_BESIDE, shares=(8, 5), stacked_gap=SPACE_4))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)

    def announce(self, widget: QWidget) -> None:
        """Show something of the whole application above everything else here."""
        self._area.column.insertWidget(0, widget)

    # --- reading --------------------------------------------------------------------------------------------------

    def enter(self) -> None:
        # The focus waits for the answer: what was shown before may not be there any more.
        self._wants_focus = True
        self.loaded = None
        self.joining_card.setVisible(self.joining.asks)
        self.refresh()

    def refresh(self) -> None:
        """Read everything anew, on the store lane."""
        self._lanes.call(lambda s: (s.portada.leer(), s.ajustes.leer()), self._show, self._fail, owner=self)
        today = self._today()
        self._lanes.call(lambda s: programadas.waiting(s, today), self._show_programmed, self._ignore, owner=self)
        # Reads every entry that was ever announced, so the page does not wait for it.
        waiting = self.deliveries.show_waiting
        self._lanes.call(lambda s: s.sincronizacion.visitas_por_enviar(), waiting, self._fail, owner=self)

    def _show(self, answer: tuple[DatosPortada, Ajustes]) -> None:
        datos, ajustes = answer
        self.loaded = datos
        self.failure.hide()
        self.identity.setVisible(not ajustes.nombre.strip())
        self._first_row.setVisible(not datos.hay_visitas)
        for card in self._work:
            card.setVisible(datos.hay_visitas)
        # Where the whole folder is fictitious the header says so once for all.
        self._show_visits(datos, marcar=not ajustes.ficticio)
        self._take_focus()
        self.hints_changed.emit()

    def _show_programmed(self, waits: tuple[VisitaProgramada, ...]) -> None:
        self.week.show_programmed(waits)
        self.week.setVisible(bool(waits) or (self.loaded is not None and self.loaded.hay_visitas))

    def _ignore(self, error: BaseException) -> None:
        """What is wrong with the programme is told in its place."""
        if not isinstance(error, UserError | EnvironmentProblem):
            raise error

    def _show_visits(self, datos: DatosPortada, *, marcar: bool) -> None:
        self.go_on.setVisible(datos.continuar is not None)
        if datos.continuar is not None:
            self.go_on.show_resumen(datos.continuar, marcar=marcar)
        self.week.show_week(datos.hoy, datos.semana, datos.proxima, marcar=marcar)
        others = [r for r in datos.borradores if datos.continuar is None or r.visita.id != datos.continuar.visita.id]
        self.drafts.show_drafts(others, datos.hoy, marcar=marcar, others=datos.continuar is not None)
        self.measures.show_measures(datos.medidas)
        self.deliveries.show_deliveries(datos.entregas, datos.hoy, marcar=marcar)

    def _fail(self, error: BaseException) -> None:
        if not isinstance(error, UserError | EnvironmentProblem):
            raise error
        self.failure.set_message(error.message, "bad", "circle-alert", "Reintentar")
        self.failure.show()

    # --- the copies of others -------------------------------------------------------------------------------------

    def join_copy(self) -> None:
        """Ask for a colleague's working copy and show what joining it would do."""
        self.joining_card.show()
        self.joining.choose()
        self.joining_card.setVisible(bool(self.joining.texts()))

    def _on_joined(self, unida: Unida) -> None:
        self.joining_card.hide()
        self.wants.emit("visita", unida.expediente.visita.id)

    # --- going on -------------------------------------------------------------------------------------------------

    def _continue(self) -> None:
        if self.loaded is not None and self.loaded.continuar is not None:
            self._open(renglones.lugar_de(self.loaded.continuar))

    def _open(self, key: str) -> None:
        if key.startswith(programadas.KEY):
            self.wants.emit("programa", key.removeprefix(programadas.KEY))
        elif key:
            self.wants.emit("visita", key)

    def _take_focus(self) -> None:
        """Once after each entering: the button that goes on, or the one that makes a visit."""
        if not self._wants_focus or self.loaded is None or not self.isVisible():
            return
        self._wants_focus = False
        ways = (self.go_on.button, self.first.button, self.drafts.new)
        target = next((button for button in ways if button.isVisible()), self)
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._take_focus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._continue()
            return
        super().keyPressEvent(event)

    def hints(self) -> Sequence[Hint]:
        go_on = (("Enter", "Continuar la visita"),) if self.loaded is not None and self.loaded.continuar else ()
        return (
            *go_on,
            ("Ctrl+N", "Visita nueva"),
            ("Ctrl+F", "Buscar en todo"),
            ("F7", "Verificar"),
            ("Alt 1 … 3", "Cambiar de lugar"),
        )


def _column(*cards: QWidget) -> QWidget:
    column = QWidget()
    layout = QVBoxLayout(column)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(SPACE_4)
    for card in cards:
        layout.addWidget(card)
    return column

"""The first step of a visit. It changes the visit through the session only, and must never hold a value of its own."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from supervisor_app.domain.avance import Faltante, Paso, faltantes
from supervisor_app.domain.base import Persona
from supervisor_app.domain.cedula.answers import Aplicada
from supervisor_app.domain.choque import Choque
from supervisor_app.domain.seguimiento import Verificacion
from supervisor_app.domain.visita import Visita
from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.services.unidades import UnidadMedica
from supervisor_app.ui.kit.banner import Banner
from supervisor_app.ui.kit.card import Card, Line
from supervisor_app.ui.kit.hint_bar import Hint
from supervisor_app.ui.kit.link_list import LinkList
from supervisor_app.ui.kit.scroll_column import ScrollColumn
from supervisor_app.ui.kit.theme import follow, style
from supervisor_app.ui.kit.tokens import NARROW_WINDOW, NARROW_ZOOM, SPACE_3, SPACE_4, SPACE_6, WIDTH_RAIL
from supervisor_app.ui.pantalla import Screen
from supervisor_app.ui.sesion import VisitSession
from supervisor_app.ui.visita.preparacion.anteriores import PriorCard
from supervisor_app.ui.visita.preparacion.cedulas import CedulasPanel
from supervisor_app.ui.visita.preparacion.choques import ClashCard
from supervisor_app.ui.visita.preparacion.comision import CommissionCard, ScopeCard
from supervisor_app.ui.visita.preparacion.copias import SharedWorkCard
from supervisor_app.ui.visita.preparacion.papelera import BinCard
from supervisor_app.ui.visita.preparacion.personas import PeopleCard
from supervisor_app.ui.visita.preparacion.tarjeta import VisitCard
from supervisor_app.ui.visita.preparacion.unidad import UnitCard
from supervisor_app.wiring import Servicios

_PANEL = 390
_CLOSED = "La visita está cerrada: aquí sólo se consulta. Para corregirla, use «Reabrir para corregir» en Entrega."
_Known = tuple[tuple[str, ...], tuple[Persona, ...], tuple[UnidadMedica, ...]]
"""Pliegos of other visits, people known, imported units."""


class PreparacionScreen(Screen):
    def __init__(self, session: VisitSession) -> None:
        super().__init__()
        self.session = session
        self.theme = follow(self)
        self._narrow: bool | None = None
        self._make_parts()
        self._lay_out()
        session.changed.connect(self._on_changed)
        for keys, action in (("Ctrl+L", self._to_search), ("Ctrl+Return", self._to_cedulas)):
            shortcut = QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(action)
        self._show()

    def _make_parts(self) -> None:
        self.closed = Banner(_CLOSED, "na", icon="lock", button="Ir a Entrega")
        self.closed.action.connect(lambda: self.wants.emit(Paso.ENTREGA.value, ""))
        self.done = Banner("La preparación está completa.", "ok", icon="circle-check", button="Contestar las cédulas")
        self.done.action.connect(self._to_cedulas)
        self.missing = LinkList("Lo que falta en este paso")
        self.missing.chosen.connect(self.show_object)
        self.missing_card = Card("Falta en este paso", icon="triangle-alert", count=" ")
        self.missing_card.body.addWidget(self.missing)
        self.unit = UnitCard(self.session)
        self.commission = CommissionCard(self.session)
        self.people = PeopleCard(self.session)
        self.scope = ScopeCard(self.session)
        self.prior = PriorCard(self.session)
        self.prior.opened.connect(lambda key: self.wants.emit(Paso.INCONSISTENCIAS.value, key))
        self.clashes = ClashCard(self.session)
        # Once the whole step is shown again, as where to go depends on what it misses.
        self.clashes.settled.connect(self._go_on, Qt.ConnectionType.QueuedConnection)
        self.shared = SharedWorkCard(self.session)
        self.bin = BinCard(self.session)
        self.bin.removed.connect(lambda told: self.wants.emit("quitada", f"{self.session.expediente.visita.id}#{told}"))
        self.bin.opened.connect(lambda: self.wants.emit("papelera", self.session.expediente.visita.id))
        self.cards: tuple[VisitCard, ...] = (
            self.unit, self.commission, self.people, self.scope, self.shared, self.bin, self.clashes,
        )  # fmt: skip
        self.cedulas = CedulasPanel(self.session)

    def _lay_out(self) -> None:
        self._area = ScrollColumn(name="Preparación")
        self._area.set_margins(SPACE_6, SPACE_4, SPACE_4, SPACE_4)
        self._area.column.setSpacing(SPACE_3)
        above = (self.closed, self.done, self.missing_card, self.clashes, self.unit, self.prior)
        for widget in (*above, *self.cards[1:-1]):
            self._area.add(widget)
        # The cédulas stand beside the form where there is room, else in a card at its end.
        self._below = Card()
        self._below.flush()
        self._area.add(self._below)
        self._side = QFrame()
        style(self._side, kind="panel")
        side = QVBoxLayout(self._side)
        side.setContentsMargins(0, 0, 0, 0)
        self._line = Line(upright=True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._area, 1)
        layout.addWidget(self._line)
        layout.addWidget(self._side)
        self._arrange()

    # --- narrow and wide ------------------------------------------------------------------------------------------

    def restyle(self) -> None:
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        self._side.setFixedWidth(self.theme.px(_PANEL))
        narrow = self.width() < NARROW_WINDOW - WIDTH_RAIL or self.theme.zoom >= NARROW_ZOOM
        if narrow == self._narrow:
            return
        self._narrow = narrow
        side = self._side.layout()
        assert side is not None
        self.cedulas.set_whole(narrow)
        if narrow:
            self._below.body.addWidget(self.cedulas)
        else:
            side.addWidget(self.cedulas)
        self._below.setVisible(narrow)
        self._line.setVisible(not narrow)
        self._side.setVisible(not narrow)

    # --- showing --------------------------------------------------------------------------------------------------

    def _on_changed(self, kinds: frozenset[type]) -> None:
        if kinds & {Visita, Choque, Aplicada}:
            self._show()
        else:
            self.bin.show_visit()
        if Verificacion in kinds:
            self.prior.show_past()

    def _show(self) -> None:
        closed = self.session.locked
        for card in self.cards:
            card.show_visit()
            card.lock(closed)
        self.cedulas.show_visit()
        self.cedulas.lock(closed)
        self.prior.show_past()
        found = self._missing()
        self.missing.set_links([(f.objeto, f.texto) for f in found])
        assert self.missing_card.heading is not None
        self.missing_card.heading.set_text("Falta en este paso", str(len(found)))
        self.missing_card.setVisible(bool(found) and not closed)
        self.done.setVisible(not found and not closed)
        self.closed.setVisible(self.session.expediente.visita.cerrada)

    def _missing(self) -> list[Faltante]:
        every = faltantes(self.session.expediente, self.session.definiciones)
        return [f for f in every if f.paso is Paso.PREPARACION]

    # --- Screen ---------------------------------------------------------------------------------------------------

    def enter(self) -> None:
        self.session.lanes.call(self._ask, self._known, self._ignored, owner=self)
        if self.focusWidget() is not None and self.focusWidget().hasFocus():
            return
        found = self._missing()
        if self.session.expediente.visita.cerrada:
            self.closed.focus_button()
        elif found:
            self.show_object(found[0].objeto)
        else:
            self.unit.ooad.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask(self, s: Servicios) -> _Known:
        visita_id = self.session.expediente.visita.id
        return s.visitas.pliegos_usados(visita_id), s.visitas.personas_frecuentes(), s.unidades.ofrecidas()

    def _known(self, known: _Known) -> None:
        pliegos, personas, unidades = known
        self.commission.set_used_pliegos(pliegos)
        self.people.set_known(personas)
        self.unit.set_imported(unidades)

    def _ignored(self, error: BaseException) -> None:
        """Suggestions are a help: without them one types. What is wrong with the files is told in Ajustes."""
        if not isinstance(error, UserError | EnvironmentProblem):
            raise error

    def show_object(self, what: str) -> None:
        places: dict[str, QWidget] = {"cedulas": self.cedulas.search, "equipo": self.people.team}
        for card in self.cards:
            places |= card.places
        target = places.get(what)
        if target is None:
            return
        if target is self.people.team:
            self.people.focus_team()
        else:
            target.setFocus(Qt.FocusReason.OtherFocusReason)
        self._area.ensureWidgetVisible(target, 0, SPACE_6)
        if what == "choques" and self.clashes.heading is not None:
            self._area.ensureWidgetVisible(self.clashes.heading, 0, SPACE_6)

    def _go_on(self) -> None:
        """After the last clash was decided: to what is still missing, or to the cédulas."""
        found = self._missing()
        if found:
            self.show_object(found[0].objeto)
        else:
            self.done.focus_button()

    def _to_search(self) -> None:
        self.show_object("cedulas")
        self.cedulas.search.selectAll()

    def _to_cedulas(self) -> None:
        self.commit()
        self.wants.emit(Paso.CEDULAS.value, "")

    def hints(self) -> Sequence[Hint]:
        if self.session.locked:
            return (("Ctrl+F", "Buscar"),)
        return (
            ("Ctrl+L", "Buscar una cédula"),
            ("Espacio", "Marcar la cédula"),
            ("Ctrl+Enter", "Ir a las cédulas"),
            ("Ctrl+Z", "Deshacer"),
            ("Ctrl+F", "Buscar"),
        )

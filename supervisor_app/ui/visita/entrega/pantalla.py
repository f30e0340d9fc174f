"""The step «Entrega»: what travels, where to, what was delivered, and reopening to correct.

A closed visit is delivered from here; an open one is told what it still misses. It must never deliver by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from supervisor_app.domain.avance import Paso, faltantes
from supervisor_app.domain.documento import Documento, Entrega, FirmaDelPaquete, PaqueteCerrado
from supervisor_app.domain.expediente import Expediente
from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.services.documentos import FilaDocumento
from supervisor_app.services.entregas import Contenidos
from supervisor_app.services.sincronia.verbos import Vida
from supervisor_app.ui.kit.banner import Banner
from supervisor_app.ui.kit.hint_bar import Hint
from supervisor_app.ui.kit.reflow import Reflow
from supervisor_app.ui.kit.scroll_column import ScrollColumn
from supervisor_app.ui.kit.tokens import SPACE_3, SPACE_4, SPACE_6
from supervisor_app.ui.pantalla import Screen
from supervisor_app.ui.sesion import VisitSession
from supervisor_app.ui.visita.documentos.renglones import para_cerrar
from supervisor_app.ui.visita.entrega.abierta import OpenVisit
from supervisor_app.ui.visita.entrega.contenido import ContentsCard
from supervisor_app.ui.visita.entrega.destino import DestinationCard
from supervisor_app.ui.visita.entrega.envio import Delivery
from supervisor_app.ui.visita.entrega.firma import PackageSignCard
from supervisor_app.ui.visita.entrega.historial import LifeCard
from supervisor_app.ui.visita.entrega.reabrir import ReopenCard
from supervisor_app.ui.visita.entrega.sello import SealCard
from supervisor_app.ui.visita.entrega.turnado import ReservedCard
from supervisor_app.wiring import Servicios

_CLOSED = "La visita está cerrada: sus registros y documentos ya no cambian."
_DELIVERED = "La visita está cerrada y entregada. Puede entregarla otra vez, también en otra carpeta."


@dataclass(frozen=True, slots=True)
class _Known:
    """What the store says of one visit, for this screen."""

    contenidos: Contenidos
    paquetes: tuple[PaqueteCerrado, ...]
    entregas: tuple[Entrega, ...]
    turnados: tuple[PaqueteCerrado, ...]
    entregas_turnado: tuple[Entrega, ...]
    destino: str
    filas: tuple[FilaDocumento, ...]
    impedimentos: tuple[str, ...]
    por_sellar: tuple[Documento, ...]
    sella: bool
    vidas: tuple[Vida, ...]
    firma: FirmaDelPaquete | None


class EntregaScreen(Screen):
    """Two columns over one session; one under the other where there is little room."""

    def __init__(self, session: VisitSession) -> None:
        super().__init__()
        self.session = session
        self._loaded = False
        lanes = session.lanes
        self.open_visit = OpenVisit()
        self.state = Banner("", "na", icon="lock")
        self.contents = ContentsCard()
        self.destination = DestinationCard(lanes)
        self.delivery = Delivery(lanes, lambda: self.session.expediente, self.destination.folder)
        self.reserved = ReservedCard(lanes, lambda: self.session.expediente)
        self.seal = SealCard(lanes)
        self.life = LifeCard()
        self.signature = PackageSignCard(lanes, lambda: self.session.expediente)
        self.reopen = ReopenCard()
        self.problem = Banner("", "bad", icon="circle-alert")
        self.problem.hide()
        self._lay_out()
        self._connect()
        self._show_state(())

    def _lay_out(self) -> None:
        left = _column(self.open_visit, self.state, self.destination, self.delivery, self.contents, self.reserved)
        right = _column(self.life, self.signature, self.seal, self.reopen)
        column = ScrollColumn(name="Entrega")
        column.set_margins(SPACE_6, SPACE_4, SPACE_6, SPACE_6)
        column.add(self.problem)
        column.add(Reflow([left, right], under=820, shares=(3, 2), gap=SPACE_6))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(column)

    def _connect(self) -> None:
        self.open_visit.led.connect(lambda place: self.wants.emit(place.paso, place.objeto))
        self.destination.changed.connect(lambda _folder: self.delivery.forget())
        self.destination.changed.connect(lambda _folder: self.hints_changed.emit())
        self.destination.picked.connect(lambda: self.delivery.button.setFocus(Qt.FocusReason.OtherFocusReason))
        self.delivery.refused.connect(self.destination.look)
        self.delivery.other_wanted.connect(self.destination.choose)
        self.delivery.delivered.connect(lambda: self.session.changed.emit(frozenset({Entrega})))
        self.reserved.delivered.connect(self.reload)
        self.seal.sealed.connect(lambda: self.session.changed.emit(frozenset({Documento})))
        self.signature.signed.connect(self.reload)
        self.reopen.reopen.connect(self._reopen)
        self.session.changed.connect(self._on_changed)

    # --- what is on disk ------------------------------------------------------------------------------------------

    def _on_changed(self, _kinds: object) -> None:
        if self.isVisible():
            self.reload()

    def reload(self) -> None:
        """Ask what travels and what was delivered; the answer is shown when it comes."""
        e = self.session.expediente
        self.session.lanes.call(
            lambda s: _know(s, e), lambda known: self._on_known(e, known), self._on_problem, owner=self
        )

    def _on_known(self, e: Expediente, known: _Known) -> None:
        if e is not self.session.expediente:
            return
        first, self._loaded = not self._loaded, True
        visita = e.visita
        falta = para_cerrar(
            faltantes(e, self.session.definiciones, self.session.pasado.anteriores), known.filas, known.impedimentos
        )
        self.open_visit.show_missing(falta)
        self.contents.show_contents(known.contenidos)
        self.life.show_life(known.paquetes, known.entregas, visita.motivo_revision, known.vidas)
        self.signature.show_signature(known.firma, closed=visita.cerrada and bool(known.paquetes))
        self.reserved.show_packages(known.turnados, known.entregas_turnado)
        self.seal.show_pending(known.por_sellar, address=known.sella)
        self.destination.set_known([known.destino, *(d.destino for d in known.entregas)])
        self._show_state([d for d in known.entregas if d.revision == visita.revision])
        if first:
            self._focus_first()
        self.hints_changed.emit()

    def _show_state(self, entregas: Sequence[Entrega]) -> None:
        closed = self.session.expediente.visita.cerrada
        self.open_visit.setVisible(not closed)
        for widget in (self.state, self.destination, self.delivery, self.reopen):
            widget.setVisible(closed)
        self.state.set_message(_DELIVERED if entregas else _CLOSED, "ok" if entregas else "na", "lock")
        self.delivery.set_delivered(bool(entregas))

    def _on_problem(self, error: BaseException) -> None:
        self.reopen.set_busy(False)
        if not isinstance(error, UserError | EnvironmentProblem):
            raise error
        if isinstance(error, UserError) and error.field == "motivo":
            self.reopen.show_error(error.message)
            return
        self.problem.set_message(error.message, "bad", "circle-alert")
        self.problem.show()

    # --- reopening ------------------------------------------------------------------------------------------------

    def _reopen(self, motive: str) -> None:
        if any(card.is_busy() for card in (self.delivery, self.reserved, self.seal, self.signature)):
            self.reopen.show_error("Espere a que termine lo que está en curso, o cancélelo, y vuelva a intentarlo.")
            return
        e = self.session.expediente
        self.reopen.set_busy(True)
        self.problem.hide()
        self.session.lanes.call(lambda s: s.visitas.reabrir(e, motive), self._on_reopened, self._on_problem, owner=self)

    def _on_reopened(self, abierta: Expediente) -> None:
        self.reopen.set_busy(False)
        self.reopen.clear()
        self.delivery.forget()
        self.session.replace(abierta)
        self.wants.emit(Paso.CEDULAS.value, "")

    # --- Screen ---------------------------------------------------------------------------------------------------

    def hints(self) -> Sequence[Hint]:
        if not self.session.expediente.visita.cerrada:
            return (("Enter", "Ir a Documentos y firma"),)
        if self.session.reading:
            return (("Tab", "Siguiente campo"),)
        return (("Enter", "Entregar" if self.destination.folder() else "Elegir la carpeta"), ("Tab", "Siguiente campo"))

    def enter(self) -> None:
        self.reload()
        self._focus_first()

    def _focus_first(self) -> None:
        target: QWidget = self.delivery.button
        if not self.session.expediente.visita.cerrada:
            target = self.open_visit.button
        elif self._loaded and not self.destination.folder():
            target = self.destination.other
        if not target.isEnabled():
            target = self.destination.other  # this window only reads
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_object(self, what: str) -> None:
        """``motivo`` or ``destino``."""
        targets: dict[str, QWidget] = {"motivo": self.reopen.motive, "destino": self.destination.other}
        if what in targets:
            targets[what].setFocus(Qt.FocusReason.OtherFocusReason)


def _know(s: Servicios, e: Expediente) -> _Known:
    open_ = not e.visita.cerrada
    return _Known(
        contenidos=s.entregas.contenidos(e),
        paquetes=s.entregas.paquetes(e.visita.id),
        entregas=s.entregas.entregas(e.visita.id),
        turnados=s.entregas.turnados(e.visita.id) if e.visita.cerrada else (),
        entregas_turnado=s.entregas.entregas_del_turnado(e.visita.id),
        destino=s.ajustes.leer().destino,
        filas=s.documentos.lista(e) if open_ else (),
        impedimentos=s.entregas.impedimentos(e) if open_ else (),
        por_sellar=s.sellado.por_sellar(e.visita.id),
        sella=bool(s.ajustes.leer().sello_url),
        vidas=tuple(v for v in s.sincronizacion.vidas() if v.visita_id == e.visita.id),
        firma=s.firma_de_paquetes.de(e),
    )


def _column(*widgets: QWidget) -> QWidget:
    column = QWidget()
    layout = QVBoxLayout(column)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(SPACE_3)
    for widget in widgets:
        layout.addWidget(widget)
    return column

"""The place of synchronising: one glance, one button; what has to be recognised; lines of life, log and mailbox.

It reads everything anew each time it is entered. It must never go to a mailbox unless a person asked once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.services.sincronia.conexion import Lugar, ServidorPorConfirmar
from supervisor_app.services.sincronia.registro import exportar
from supervisor_app.ui.kit.hint_bar import Hint
from supervisor_app.ui.kit.reflow import Reflow
from supervisor_app.ui.kit.scroll_column import ScrollColumn
from supervisor_app.ui.kit.tokens import SPACE_4, SPACE_6
from supervisor_app.ui.lanes import Lanes
from supervisor_app.ui.lugares.sincronizacion import palabras
from supervisor_app.ui.lugares.sincronizacion.buzon import MailboxCard
from supervisor_app.ui.lugares.sincronizacion.corrida import Pedido, Run
from supervisor_app.ui.lugares.sincronizacion.estado import Estado, leer
from supervisor_app.ui.lugares.sincronizacion.recibido import ReceivedCard
from supervisor_app.ui.lugares.sincronizacion.tarjetas import (
    GlanceCard,
    LaptopCard,
    LivesCard,
    LogCard,
    RecognizeCard,
)
from supervisor_app.ui.pantalla import Screen
from supervisor_app.wiring import Servicios

_BESIDE = 880
_NOT_OURS = (
    "No se aceptó esa oficina: no se recibió nada de ella. Lo que usted envió sigue en el buzón. Avise a su oficina y "
    "revise la dirección del buzón."
)
_NOT_THAT_SERVER = "No se aceptó ese servidor: no se envió nada. Avise a quien lo administra."


class SincronizacionScreen(Screen):
    """``loaded`` is what is shown, or None before the first answer of the store."""

    def __init__(self, lanes: Lanes[Servicios]) -> None:
        super().__init__()
        self._lanes = lanes
        self.loaded: Estado | None = None
        self.run = Run(lanes, self)
        self.glance = GlanceCard()
        self.office = RecognizeCard("¿Es ésta su oficina?", "Sí, es la nuestra", "No")
        self.server = RecognizeCard("¿Es éste el servidor?", "Sí, es ése", "No")
        self.laptop = LaptopCard()
        self.lives = LivesCard()
        self.received = ReceivedCard()
        self.log = LogCard()
        self.mailbox = MailboxCard(lanes)
        self._server_asked: ServidorPorConfirmar | None = None
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        area = self.area = ScrollColumn(name="Sincronización")
        area.set_margins(SPACE_6, SPACE_4, SPACE_6, SPACE_4)
        area.column.setSpacing(SPACE_4)
        top = Reflow((self.glance, self.laptop), under=_BESIDE, shares=(3, 2), stacked_gap=SPACE_4)
        below = Reflow((self.log, self.mailbox), under=_BESIDE, shares=(3, 2), stacked_gap=SPACE_4)
        for part in (self.server, self.office, top, self.lives, self.received, below):
            area.add(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)

    def _connect(self) -> None:
        QShortcut(
            QKeySequence("Ctrl+R"), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut
        ).activated.connect(self.synchronize)
        self.glance.go.clicked.connect(self.synchronize)
        self.glance.task.cancelled.connect(self.run.cancel)
        self.glance.let_be.clicked.connect(self._let_be)
        self.run.progressed.connect(self.glance.task.report)
        self.run.changed.connect(self._on_run)
        self.run.ended.connect(self._on_ended)
        self.office.accepted.connect(self._accept_office)
        self.office.refused.connect(lambda: self._refuse_recognized(self.office, _NOT_OURS))
        self.server.accepted.connect(self._accept_server)
        self.server.refused.connect(lambda: self._refuse_recognized(self.server, _NOT_THAT_SERVER))
        self.lives.table.opened.connect(lambda visit: self.wants.emit("visita", f"{visit}#entrega"))
        self.received.taken.connect(self._take_from_office)
        self.received.trusted.connect(self._trust)
        self.log.export_wanted.connect(self._choose_export)
        self.mailbox.saved.connect(self._on_mailbox)

    # --- what is known --------------------------------------------------------------------------------------------

    def enter(self) -> None:
        self.refresh()
        target: QWidget = self.glance.task if self.run.busy else self.glance.go
        if not target.isEnabled():
            target = self.lives.table  # this window only reads
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Read everything anew, on the store lane; nothing goes over the network."""
        self._lanes.call(leer, self._show, self._refuse, owner=self)

    def _show(self, e: Estado) -> None:
        self.loaded = e
        self.glance.show_state(e)
        self.laptop.show_state(e)
        self.received.show_kinds(e.recibido)
        self.lives.show_lives(e.vidas)
        self.log.show_log(e.registro, e.folios)
        self.mailbox.show_settings(e.ajustes)
        self.hints_changed.emit()

    # --- synchronising --------------------------------------------------------------------------------------------

    def synchronize(self) -> None:
        """What the one button does."""
        self._start(Pedido())

    def _start(self, pedido: Pedido) -> None:
        if self.run.busy or not self.glance.go.isEnabled():
            return
        if self.loaded is not None and not self.loaded.direccion:
            self.glance.answer.say("Escriba primero la dirección del buzón de la oficina.", "warn")
            self.mailbox.address.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.office.hide()
        self.server.hide()
        self.run.start(pedido)
        self.glance.task.setFocus(Qt.FocusReason.OtherFocusReason)

    def _offer(self) -> None:
        """One big button at a time: not while it runs, nor while somebody has to be recognised first."""
        asks = not (self.office.isHidden() and self.server.isHidden())
        self.glance.go.setVisible(not self.run.busy and not asks)

    def _on_run(self) -> None:
        busy = self.run.busy
        self._offer()
        self.glance.let_be.setVisible(self.run.next_at is not None)
        self.mailbox.save.setEnabled(not busy)
        if busy:
            self.glance.answer.say("")
        else:
            self.glance.task.done()
        self.hints_changed.emit()

    def _on_ended(self) -> None:
        here = self.glance.task.hasFocus()
        self.glance.task.done()
        if self.run.resultado is not None:
            self.glance.show_words(palabras.hecho(self.run.resultado))
            quien = self.run.resultado.por_confirmar
            if quien is not None:
                self.office.ask_office(quien)
                self._lead_to(self.office)
        elif self.run.problema is not None:
            self._show_problem(self.run.problema)
        self._offer()
        if here and self.glance.go.isVisible():
            self.glance.go.setFocus(Qt.FocusReason.OtherFocusReason)
        self.refresh()

    def _show_problem(self, problema: UserError | EnvironmentProblem) -> None:
        if isinstance(problema, ServidorPorConfirmar):
            self._server_asked = problema
            self.server.ask_server(problema)
            self._lead_to(self.server)
            return
        if self.run.next_at is not None:
            self.glance.answer.say(palabras.otra_vez(problema.message, self.run.next_at), "warn")
            return
        self.glance.answer.say(problema.message, "bad")
        if isinstance(problema, UserError):
            self.mailbox.lead_to(problema.field or "")

    def _let_be(self) -> None:
        self.run.let_be()
        if self.run.problema is not None:
            self.glance.answer.say(self.run.problema.message, "bad")

    # --- who has to be recognised ---------------------------------------------------------------------------------

    def _lead_to(self, card: RecognizeCard) -> None:
        card.no.setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, card, lambda: self.area.ensureWidgetVisible(card))

    def _accept_office(self) -> None:
        self._start(Pedido(confirmada=self.office.large.said()))

    def _accept_server(self) -> None:
        asked = self._server_asked
        if asked is None:
            return

        def kept(_nothing: object) -> None:
            self._start(Pedido(llave_ssh=asked.llave))

        self.server.hide()
        self._offer()
        self._lanes.call(lambda s: s.conexiones.aceptar_servidor(asked.llave), kept, self._refuse, owner=self)

    def _refuse_recognized(self, card: RecognizeCard, words: str) -> None:
        card.hide()
        self._offer()
        self.glance.answer.say(words, "warn")
        self.glance.go.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_mailbox(self, place: Lugar | None, password: str) -> None:
        if place is not None:
            self.run.know(place, password)
        self.run.let_be()
        self.refresh()

    def _refuse(self, error: BaseException) -> None:
        if not isinstance(error, UserError | EnvironmentProblem):
            raise error
        self.glance.answer.say(error.message, "bad")

    # --- what the office sent ---------------------------------------------------------------------------------------

    def _take_from_office(self, kind: str) -> None:
        self._decide(
            lambda s: s.recibido.tomar_de_oficina(kind),
            "Desde ahora vale lo de la oficina. Lo suyo se conserva aparte.",
        )

    def _trust(self, fingerprint: str) -> None:
        self._decide(lambda s: s.recibido.aceptar_anclas([fingerprint]), "Desde ahora este equipo confía en ella.")

    def _decide(self, job: Callable[[Servicios], object], told: str) -> None:
        def done(_answer: object) -> None:
            self.received.answer.say(told, "ok")
            self.refresh()
            self.glance.go.setFocus(Qt.FocusReason.OtherFocusReason)

        def failed(error: BaseException) -> None:
            if not isinstance(error, UserError | EnvironmentProblem):
                raise error
            self.received.answer.say(error.message, "bad")

        self._lanes.call(job, done, failed, owner=self)

    # --- the log --------------------------------------------------------------------------------------------------

    def _choose_export(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self, "Guardar el registro", "sincronizacion.csv", "Hoja de cálculo (*.csv);;Texto (*.txt)"
        )
        if chosen:
            self.export_log(Path(chosen))

    def export_log(self, path: Path) -> None:
        """What is shown of the log, oldest first."""
        lines, folios = self.log.shown()[::-1], dict(self.log.folios)

        def failed(error: BaseException) -> None:
            if not isinstance(error, EnvironmentProblem):
                raise error
            self.log.answer.say(error.message, "bad")

        self._lanes.free(
            lambda _work: exportar(lines, folios, path),
            lambda _none: self.log.answer.say(f"Guardado en {path}.", "ok"),
            failed,
            owner=self,
        )

    # --- Screen ---------------------------------------------------------------------------------------------------

    def hints(self) -> Sequence[Hint]:
        if self.run.busy:
            return (("Esc", "Cancelar"),)
        go = (("Ctrl+R", "Sincronizar ahora"),) if self.glance.go.isEnabled() else ()
        return (*go, ("Enter", "Abrir la visita"), ("↑ ↓", "Recorrer"), ("Esc", "Volver"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if self.run.busy:
                self.run.cancel()
            else:
                self.wants.emit("atras", "")
        else:
            super().keyPressEvent(event)

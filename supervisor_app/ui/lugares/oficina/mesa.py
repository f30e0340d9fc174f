"""The desk on top of the place: attending to the mailbox, what that did, and the doors to laptops and to what waits."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal

from supervisor_app.domain.texto import cantidad, cuantos
from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.services.oficina.panorama import Foto
from supervisor_app.services.sincronia.conexion import ServidorPorConfirmar
from supervisor_app.services.sincronia.verbos import SincronizacionCancelada
from supervisor_app.ui.kit.banner import Banner
from supervisor_app.ui.kit.beside import Beside
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.card import Card
from supervisor_app.ui.kit.flow import OneLine
from supervisor_app.ui.kit.labels import WrapLabel
from supervisor_app.ui.kit.sentence import Sentence
from supervisor_app.ui.kit.task_row import TaskRow
from supervisor_app.ui.lanes import Lanes
from supervisor_app.ui.lugares.oficina.atencion import Attending, told
from supervisor_app.ui.lugares.oficina.lectura import Desk
from supervisor_app.ui.lugares.oficina.llave import SealedKey
from supervisor_app.wiring import Servicios

_WARNINGS = 4
"""Sentences of one attending that are shown; the others are in the log."""


class DeskCard(Card):
    """``opened(which)``: equipos, publicar, cuarentena or conflictos. ``accepted(key)``: somebody knew the server."""

    opened = Signal(str)
    accepted = Signal(str)
    to_mailbox = Signal()

    def __init__(self, lanes: Lanes[Servicios]) -> None:
        super().__init__()
        self._server = ""
        self.sealed = SealedKey(lanes)
        self.sealed.hide()
        self.who = WrapLabel("", "body", "text2")
        self.go = Button("Atender el buzón", "primary", icon="download", keys="Ctrl+R", writes=True)
        self.whole = Button("Revisarlo entero", "ghost", icon="refresh-cw", writes=True)
        self.whole.setToolTip("Mira todos los paquetes del buzón, también los que llegaron por memoria y los apartados")
        self.laptops = Button("Equipos", "outline", icon="monitor")
        self.quarantine = Button("Cuarentena", "outline", icon="shield-alert")
        self.conflicts = Button("Conflictos", "outline", icon="scale")
        self.publish = Button("Publicar", "outline", icon="send")
        for button, which in (
            (self.laptops, "equipos"),
            (self.quarantine, "cuarentena"),
            (self.conflicts, "conflictos"),
            (self.publish, "publicar"),
        ):
            button.clicked.connect(lambda _=False, w=which: self.opened.emit(w))
        self.task = TaskRow()
        self.answer = Sentence()
        self.warnings = WrapLabel("", "small", "warn")
        self.warnings.hide()
        self.server = Banner("", "warn", icon="shield-alert", button="Sí, es ése")
        self.server.action.connect(lambda: self.accepted.emit(self._server))
        self.server.hide()
        self.mailbox = Button("Abrir Sincronización", "link")
        self.mailbox.clicked.connect(self.to_mailbox)
        self.mailbox.hide()
        buttons = OneLine(gap=8, to_right=True)
        buttons.set_items([self.laptops, self.quarantine, self.conflicts, self.publish, self.whole, self.go])
        self.body.setContentsMargins(16, 10, 12, 10)
        self.body.addWidget(Beside(self.who, buttons, keep=220))
        for part in (self.sealed, self.task, self.answer, self.warnings, self.server):
            self.body.addWidget(part)
        self.body.addWidget(self.mailbox, 0, Qt.AlignmentFlag.AlignLeft)

    # --- what is known --------------------------------------------------------------------------------------------

    def show_desk(self, desk: Desk, index: str = "") -> None:
        """``index``: where it is, if not in this computer."""
        where = f"Índice: {index}" if index else ""
        for part in (self.go, self.whole, self.publish):
            part.setVisible(desk.oficina is not None)
        if desk.oficina is None:
            self.sealed.hide()
            self.laptops.set_text("Índice")
            self.who.setText(f"Sólo consulta. {where}")
            return
        # Where laptops have no key to seal to, nothing comes sealed.
        self.sealed.setVisible(bool(desk.oficina.sobre))
        waiting = desk.por_inscribir
        text = f"Equipos {cantidad(len(desk.equipos))}"
        self.laptops.set_text(f"{text} · {cantidad(waiting)} por inscribir" if waiting else text)
        mailbox = f"{desk.oficina.nombre}. Buzón: {desk.buzon or 'sin elegir todavía'}"
        self.who.setText(f"{mailbox}. {where}" if where else mailbox)

    def show_foto(self, foto: Foto | None) -> None:
        aside, clash = (foto.totales.en_cuarentena, foto.totales.en_conflicto) if foto is not None else (0, 0)
        self.quarantine.set_text(f"Cuarentena {cantidad(aside)}")
        self.conflicts.set_text(f"Conflictos {cantidad(clash)}")

    # --- attending ------------------------------------------------------------------------------------------------

    def begin(self) -> None:
        self.answer.say("")
        for part in (self.warnings, self.server, self.mailbox):
            part.hide()
        for button in (self.go, self.whole):
            button.setEnabled(False)

    def end(self, run: Attending) -> None:
        self.task.done()
        for button in (self.go, self.whole):
            button.setEnabled(True)
        if run.problem is not None:
            self._refuse(run.problem)
        elif run.done is not None:
            self.answer.say(told(run.done), "warn" if run.done.avisos else "ok")
            said, more = run.done.avisos[:_WARNINGS], len(run.done.avisos) - _WARNINGS
            rest = f"\n{cuantos(more, 'aviso', 'avisos')} más en el registro de Sincronización." if more > 0 else ""
            self.warnings.setText("\n".join(said) + rest)
            self.warnings.setVisible(bool(said))

    def _refuse(self, problem: UserError | EnvironmentProblem) -> None:
        if isinstance(problem, ServidorPorConfirmar):
            self._server = problem.llave
            self.server.set_message(problem.message, "warn", "shield-alert", "Sí, es ése")
            self.server.show()
            self.server.focus_button()
            return
        self.answer.say(problem.message, "na" if isinstance(problem, SincronizacionCancelada) else "bad")
        self.mailbox.setVisible(isinstance(problem, UserError) and problem.field == "buzon")

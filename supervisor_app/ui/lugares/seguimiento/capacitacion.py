"""Training derived from findings: what is proposed and why, the sessions, and one of them being written.

It must never propose by itself: it shows what it is given, and hands over what is typed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from supervisor_app.domain.seguimiento import Capacitacion, EstadoCapacitacion
from supervisor_app.domain.texto import cuantos, fecha_corta
from supervisor_app.services.desahogo.capacitaciones import Propuesta
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.card import Card
from supervisor_app.ui.kit.hint_bar import Hint
from supervisor_app.ui.kit.labels import WrapLabel
from supervisor_app.ui.kit.list_rows import Row
from supervisor_app.ui.kit.reflow import Reflow
from supervisor_app.ui.kit.scroll_column import ScrollColumn, bring_into_view
from supervisor_app.ui.kit.sentence import Sentence
from supervisor_app.ui.kit.tokens import SPACE_2, SPACE_3, SPACE_4
from supervisor_app.ui.kit.whole_list import WholeList
from supervisor_app.ui.lugares.seguimiento.sesion_capacitacion import SessionForm

_LOOKS = {
    EstadoCapacitacion.PROGRAMADA: ("calendar-clock", "warn"),
    EstadoCapacitacion.IMPARTIDA: ("circle-check", "ok"),
    EstadoCapacitacion.CANCELADA: ("circle-minus", "na"),
}


class TrainingPage(QWidget):
    """``proposal_wanted(index)``, ``session_wanted(id)``: one to be written. ``left()``."""

    proposal_wanted = Signal(int)
    session_wanted = Signal(str)
    left = Signal()

    def __init__(self, *, today: Callable[[], date]) -> None:
        super().__init__()
        self.proposals: tuple[Propuesta, ...] = ()
        self.sessions: tuple[Capacitacion, ...] = ()
        self.back = Button("Volver", "ghost", icon="arrow-left", keys="Esc")
        self.new = Button("Sesión nueva", "outline", icon="plus", keys="Ctrl+Mayús+N", writes=True)
        self.answer = Sentence()
        self.proposed = WholeList(name="Propuestas de capacitación")
        self.none = WrapLabel("Ninguna inconsistencia abierta espera capacitación.", "body", "text3")
        self.held = WholeList(name="Sesiones de capacitación")
        self.empty = WrapLabel("Todavía no hay sesiones. Acepte una propuesta o escriba una nueva.", "body", "text3")
        self.form = SessionForm(today=today)
        self._lay_out()
        self.back.clicked.connect(lambda _=False: self.left.emit())
        self.new.clicked.connect(lambda _=False: self.proposal_wanted.emit(-1))
        self.proposed.opened.connect(lambda key: self.proposal_wanted.emit(int(key)))
        self.held.opened.connect(self.session_wanted)
        self.form.left.connect(self.focus)
        inside = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence("Ctrl+Shift+N"), self, context=inside).activated.connect(self.new.click)

    def _lay_out(self) -> None:
        self.proposals_card = Card("Se propone", icon="users", count=" ")
        self.sessions_card = Card("Sesiones", icon="calendar-days", count=" ")
        for card, listed, words in (
            (self.proposals_card, self.proposed, self.none),
            (self.sessions_card, self.held, self.empty),
        ):
            card.flush()
            words.setContentsMargins(SPACE_4, SPACE_2, SPACE_4, SPACE_3)
            card.body.addWidget(words)
            card.body.addWidget(listed)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_3)
        column.addWidget(self.proposals_card)
        column.addWidget(self.sessions_card)
        area = self.area = ScrollColumn(name="Capacitación")
        area.set_margins(20, SPACE_2, 20, SPACE_4)
        area.add(self.answer)
        area.add(Reflow((left, self.form), under=900, shares=(1, 1), stacked_gap=SPACE_3))
        top = QHBoxLayout()
        top.setContentsMargins(20, SPACE_3, 20, 0)
        top.setSpacing(SPACE_2)
        top.addWidget(self.back)
        top.addStretch(1)
        top.addWidget(self.new)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(top)
        layout.addWidget(area, 1)

    # --- what is shown --------------------------------------------------------------------------------------------

    def show_all(self, proposals: Sequence[Propuesta], sessions: Sequence[Capacitacion]) -> None:
        self.proposals, self.sessions = tuple(proposals), tuple(sessions)
        self.proposed.set_rows([_proposal(n, p) for n, p in enumerate(self.proposals)])
        self.held.set_rows([_session(c) for c in self.sessions])
        for listed, words, some in ((self.proposed, self.none, proposals), (self.held, self.empty, sessions)):
            listed.setVisible(bool(some))
            words.setVisible(not some)
        for card, title, some in (
            (self.proposals_card, "Se propone", proposals),
            (self.sessions_card, "Sesiones", sessions),
        ):
            assert card.heading is not None
            card.heading.set_text(title, str(len(some)) if some else "")

    def focus(self) -> None:
        target: QWidget = next((w for w in (self.proposed, self.held) if not w.isHidden()), self.new)
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def write(self) -> None:
        """The form is shown: go there."""
        self.form.tema.setFocus(Qt.FocusReason.OtherFocusReason)
        bring_into_view(self.form)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def hints(self) -> tuple[Hint, ...]:
        if not self.form.isHidden() and self.form.isAncestorOf(self.window().focusWidget() or self):
            return (("Ctrl+Enter", "Guardar la sesión"), ("Esc", "Dejar para después"))
        return (("Enter", "Aceptar la propuesta; abrir la sesión"), ("Ctrl+Mayús+N", "Sesión nueva"), ("Esc", "Volver"))


def _proposal(n: int, p: Propuesta) -> Row:
    title = f"{p.proceso} · {p.titulo}" if p.titulo != p.proceso else p.proceso
    pill = (f"{p.reincidentes} reinciden" if p.reincidentes > 1 else "Reincide") if p.reincidentes else ""
    return Row(str(n), title, p.razon, "users", "text2", pill, "repeat" if pill else "", "warn")


def _session(c: Capacitacion) -> Row:
    icon, kind = _LOOKS[c.estado]
    day = fecha_corta(c.fecha) if c.fecha is not None else "sin fecha"
    came = cuantos(len(c.asistentes), "asistente", "asistentes") if c.asistentes else ""
    units = ", ".join(c.unidades[:2]) + (f" y {len(c.unidades) - 2} más" if len(c.unidades) > 2 else "")
    return Row(
        c.id, c.tema, " · ".join(p for p in (day, units, came) if p), "calendar-days", "text2", c.estado.label, icon,
        kind,
    )  # fmt: skip

"""The state of a finding, the steps that may follow, and the history of those it took.

It emits the step that a person wants, with its reason; whether it may be taken is for the domain to say.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from supervisor_app.domain.hallazgo import CambioDeEstado, EstadoHallazgo, Inconsistencia, exige_motivo, siguientes
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.field import Field
from supervisor_app.ui.kit.flow import Flow
from supervisor_app.ui.kit.labels import WrapLabel
from supervisor_app.ui.kit.pill import Pill
from supervisor_app.ui.kit.text_field import TextField
from supervisor_app.ui.kit.tokens import SPACE_1, SPACE_2
from supervisor_app.ui.visita.inconsistencias.textos_anteriores import STATES


def step(p: CambioDeEstado) -> str:
    """One line of the history: «En revisión · 12/06/2026 10:20 · Lucía · Oficio 12/2026»."""
    said = (p.estado.label, f"{p.cuando:%d/%m/%Y %H:%M}", p.quien.strip(), p.motivo.strip())
    return " · ".join(part for part in said if part)


class StateBox(QWidget):
    """``wanted(state, reason)`` when a person takes a step."""

    wanted = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._target = EstadoHallazgo.ABIERTA
        self._shown: tuple[EstadoHallazgo, bool] | None = None
        self.pill = Pill("")
        self.buttons: dict[EstadoHallazgo, Button] = {}
        for state in EstadoHallazgo:
            button = Button(f"Pasar a «{state.label}»", "link")
            button.clicked.connect(lambda _=False, state=state: self._ask(state))
            self.buttons[state] = button
        self._flow = Flow(gap=SPACE_2)
        self._flow.set_items([self.pill, *self.buttons.values()])
        self.reason = TextField(name="Motivo del cambio de estado", placeholder="Motivo, o documento que lo acredita")
        self.reason.installEventFilter(self)
        self.accept = Button("Pasar", "outline", keys="Enter")
        self.accept.clicked.connect(self._say)
        self._form = Field("Motivo", self.reason)
        self._history = QVBoxLayout()
        self._history.setSpacing(2)
        self._lines: list[QWidget] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_1)
        layout.addWidget(self._flow)
        layout.addWidget(self._form)
        layout.addWidget(self.accept, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addLayout(self._history)
        self._show_form(shown=False)

    def show_finding(self, h: Inconsistencia, *, closed: bool) -> None:
        if (h.estado, closed) != self._shown:
            self._shown = (h.estado, closed)
            self.pill.set_state(*STATES[h.estado])
            follow = () if closed else siguientes(h.estado)
            for state, button in self.buttons.items():
                button.setVisible(state in follow)
            self._flow.restyle()
            self._show_form(shown=False)
        self._show_history(h.historial)

    def _show_history(self, steps: Sequence[CambioDeEstado]) -> None:
        if [w.text() for w in self._lines if isinstance(w, WrapLabel)] == [step(p) for p in steps]:
            return
        for widget in self._lines:
            self._history.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._lines = [WrapLabel(step(p), "small", "text2") for p in steps]
        for widget in self._lines:
            self._history.addWidget(widget)

    def _show_form(self, *, shown: bool) -> None:
        self._form.setVisible(shown)
        self.accept.setVisible(shown)

    def _ask(self, state: EstadoHallazgo) -> None:
        """A step forward that needs nothing is taken at once; the others ask for their reason or document."""
        self._target = state
        if self._shown is not None and state is EstadoHallazgo.EN_ATENCION and not exige_motivo(self._shown[0], state):
            self.wanted.emit(state.value, "")
            return
        self.reason.set_value("")
        self.reason.setText("")
        self.accept.set_text(f"Pasar a «{state.label}»")
        self._show_form(shown=True)
        self.reason.setFocus()

    def _say(self) -> None:
        self.wanted.emit(self._target.value, self.reason.text())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._say()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self._show_form(shown=False)
                self.buttons[self._target].setFocus()
                return True
        return super().eventFilter(watched, event)

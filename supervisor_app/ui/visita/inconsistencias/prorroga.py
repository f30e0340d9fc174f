"""How a measure goes on: its progress, and the form that moves its date with who authorised it and why.

Used for a measure of this visit and for one of an earlier one. It emits and saves nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from supervisor_app.domain.hallazgo import Prorroga
from supervisor_app.domain.texto import fecha_corta
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.field import Field
from supervisor_app.ui.kit.flow import Flow
from supervisor_app.ui.kit.reflow import Reflow
from supervisor_app.ui.kit.scroll_column import bring_into_view
from supervisor_app.ui.kit.sentence import Sentence
from supervisor_app.ui.kit.text_field import TextField
from supervisor_app.ui.kit.tokens import SPACE_1, SPACE_2
from supervisor_app.ui.kit.value_edit import DateEdit


def told(p: Prorroga) -> str:
    """«Prórroga del 01/07/2026 al 01/08/2026. Motivo: … Autorizó: … Registrada el 12/06/2026 por …»."""
    by = f" por {p.quien}" if p.quien.strip() else ""
    return (
        f"Prórroga del {fecha_corta(p.antes)} al {fecha_corta(p.despues)}. Motivo: {p.motivo.rstrip('.')}. "
        f"Autorizó: {p.autorizo.rstrip('.')}. Registrada el {p.cuando:%d/%m/%Y}{by}."
    )


def all_told(extensions: Sequence[Prorroga]) -> str:
    return "\n".join(told(p) for p in extensions)


class ExtensionForm(QWidget):
    """``wanted(date or None, reason, who)``; ``cancelled`` by Esc."""

    wanted = Signal(object, str, str)
    cancelled = Signal()

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.until = DateEdit(name="Nuevo plazo", today=today)
        self.reason = TextField(name="Motivo de la prórroga", placeholder="Por qué se amplía el plazo")
        self.who = TextField(name="Quién autorizó la prórroga", placeholder="Nombre y cargo")
        self.accept = Button("Registrar la prórroga", "outline")
        self.accept.clicked.connect(self._say)
        self.problem = Sentence("", "bad")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, SPACE_1, 0, SPACE_1)
        layout.setSpacing(SPACE_1)
        fields = [Field("Nuevo plazo", self.until), Field("Motivo", self.reason), Field("Autorizó", self.who)]
        layout.addWidget(Reflow(fields, under=560, shares=(2, 4, 4)))
        layout.addWidget(self.problem)
        actions = Flow(gap=SPACE_2)
        actions.set_items([self.accept])
        layout.addWidget(actions)
        self.hide()

    def ask(self) -> None:
        """Show it empty, ready to be written."""
        self.until.set_date(None)
        for field in (self.reason, self.who):
            field.set_value("")
            field.setText("")
        self.problem.say("", "bad")
        self.show()
        self.until.setFocus(Qt.FocusReason.OtherFocusReason)
        bring_into_view(self)

    def refuse(self, sentence: str, field: str | None) -> None:
        """Tell what is missing, and lead there."""
        self.problem.say(sentence, "bad")
        fields: dict[str | None, QWidget] = {"motivo": self.reason, "autorizo": self.who}
        fields.get(field, self.until).setFocus(Qt.FocusReason.OtherFocusReason)

    def _say(self) -> None:
        self.until.commit()
        self.wanted.emit(self.until.date(), self.reason.text(), self.who.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._say()
        elif event.key() == Qt.Key.Key_Escape:
            self.hide()
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)

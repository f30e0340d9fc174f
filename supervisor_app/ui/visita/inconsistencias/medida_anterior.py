"""A measure of an earlier finding, verified on site: done or not, how far, with what note, and more time if granted.

It emits what a person says and saves nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from supervisor_app.domain.hallazgo import Medida
from supervisor_app.domain.seguimiento import MedidaVerificada
from supervisor_app.ui.enlace import Binding
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.choice import Choice
from supervisor_app.ui.kit.labels import Text, WrapLabel
from supervisor_app.ui.kit.pill import Pill
from supervisor_app.ui.kit.text_field import TextField
from supervisor_app.ui.kit.tokens import SPACE_1, SPACE_2
from supervisor_app.ui.kit.value_edit import NumberEdit
from supervisor_app.ui.visita.inconsistencias.prorroga import ExtensionForm, all_told
from supervisor_app.ui.visita.inconsistencias.textos_anteriores import State, measure_line

_RESULTS: dict[str, bool | None] = {"": None, "cumplida": True, "no": False}


class PriorMeasure(QWidget):
    """``said(fields)``: ``cumplida``, ``avance`` or ``nota``; ``extended(date or None, reason, who)``."""

    said = Signal(object)
    extended = Signal(object, str, str)

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = WrapLabel("", "body-medium")
        self.line = WrapLabel("", "small", "text2")
        self.expected = WrapLabel("", "small", "text2")
        self.state = Pill("")
        self.history = WrapLabel("", "small", "text2")
        self.result = Choice(
            [("", "Sin verificar"), ("cumplida", "Cumplida"), ("no", "No cumplida")], name="Verificación de la medida"
        )
        self.progress = NumberEdit(maximum=100, suffix=" %", name="Avance verificado")
        self.progress.setFixedWidth(self.progress.theme.px(84))
        self.note = TextField(name="Nota de la medida", placeholder="Qué se vio y con qué documento")
        self.extend = Button("Prórroga…", "link", icon="calendar-clock")
        self.form = ExtensionForm(today)
        self._lay_out()
        self.result.chosen.connect(lambda key: self._say(cumplida=_RESULTS[key]))
        self.progress.changed.connect(lambda value: self._say(avance=None if value is None else int(value)))
        Binding(self.note, lambda text: self._say(nota=" ".join(text.split())))
        self.extend.clicked.connect(self.form.ask)
        self.form.wanted.connect(self.extended)
        self.form.cancelled.connect(self.extend.setFocus)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(SPACE_2)
        self.result.setFixedWidth(self.progress.theme.px(150))
        for widget, stretch in ((self.result, 0), (Text("Avance", "small", "text2"), 0), (self.progress, 0)):
            row.addWidget(widget, stretch)
        row.addWidget(self.note, 1)
        row.addWidget(self.extend)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, SPACE_1)
        column.setSpacing(SPACE_1)
        for part in (self.text, self.line, self.expected):
            column.addWidget(part)
        column.addWidget(self.state, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.history)
        column.addLayout(row)
        column.addWidget(self.form)

    def _say(self, **fields: Any) -> None:
        self.said.emit(fields)

    def show_measure(self, m: Medida, verified: MedidaVerificada | None, state: State, *, locked: bool) -> None:
        """As it stands, and what this visit said of it; a note in which a person is typing keeps what is typed."""
        self.text.setText(m.texto.strip() or "Medida sin texto")
        self.line.setText(measure_line(m))
        self.expected.setText(f"Evidencia esperada: {m.evidencia_esperada.strip()}")
        self.expected.setVisible(bool(m.evidencia_esperada.strip()))
        self.state.set_state(*state)
        self.history.setText(all_told(m.prorrogas))
        self.history.setVisible(bool(m.prorrogas))
        said = verified or MedidaVerificada(medida_id=m.id)
        self.result.set_value(next(key for key, done in _RESULTS.items() if done is said.cumplida))
        self.progress.set_number(m.avance)
        self.note.set_value(said.nota)
        self.result.setEnabled(not locked)
        for field in (self.progress, self.note):
            field.setReadOnly(locked)
        self.extend.setVisible(not locked and m.fecha is not None)

    def commit(self) -> None:
        for field in (self.progress, self.note):
            field.commit()

    def accept(self) -> None:
        """The prórroga was taken."""
        self.form.hide()
        self.extend.setFocus(Qt.FocusReason.OtherFocusReason)

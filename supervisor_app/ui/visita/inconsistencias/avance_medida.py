"""Under a measure: how far it is, its prórrogas, and the form for another one. It emits and saves nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from supervisor_app.domain.hallazgo import Medida
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.labels import Text, WrapLabel
from supervisor_app.ui.kit.tokens import SPACE_1, SPACE_2
from supervisor_app.ui.kit.value_edit import NumberEdit
from supervisor_app.ui.visita.inconsistencias.prorroga import ExtensionForm, all_told


class ProgressLine(QWidget):
    """``progressed(per cent)``; ``extended(date or None, reason, who)``. Hidden until it says or is asked something."""

    progressed = Signal(int)
    extended = Signal(object, str, str)

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.progress = NumberEdit(maximum=100, suffix=" %", name="Avance de la medida")
        self.progress.changed.connect(lambda value: self.progressed.emit(int(value or 0)))
        self.progress.setFixedWidth(self.progress.theme.px(84))
        self.state = Text("", "small", "text2")
        self.extend = Button("Prórroga…", "link", icon="calendar-clock")
        self.form = ExtensionForm(today)
        self.extend.clicked.connect(self.form.ask)
        self.form.wanted.connect(self.extended)
        self.form.cancelled.connect(self.extend.setFocus)
        self.history = WrapLabel("", "small", "text2")
        line = QHBoxLayout()
        line.setSpacing(SPACE_2)
        line.addWidget(Text("Avance", "small", "text2"))
        line.addWidget(self.progress)
        line.addWidget(self.state)
        line.addWidget(self.extend)
        line.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 0, 8, SPACE_1)
        column.setSpacing(SPACE_1)
        column.addLayout(line)
        column.addWidget(self.history)
        column.addWidget(self.form)
        self._asked = False
        self.hide()

    def show_measure(self, m: Medida, today: date, *, read_only: bool) -> None:
        self.progress.set_number(m.avance)
        self.progress.setReadOnly(read_only)
        self.state.setText(m.estado(today).label if m.fecha is not None else "")
        self.history.setText(all_told(m.prorrogas))
        self.history.setVisible(bool(m.prorrogas))
        self.extend.setVisible(not read_only and m.fecha is not None)
        self.setVisible(self._asked or bool(m.avance or m.prorrogas or m.pactada))

    def ask(self) -> None:
        """Show it, and begin with the progress."""
        self._asked = True
        self.show()
        self.progress.setFocus(Qt.FocusReason.OtherFocusReason)

    def accept(self) -> None:
        """The prórroga was taken."""
        self.form.hide()
        self.extend.setFocus(Qt.FocusReason.OtherFocusReason)

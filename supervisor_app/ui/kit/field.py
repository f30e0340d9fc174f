"""A control with its label above and its error below. Must never judge a value: it shows the sentence it is given."""

from __future__ import annotations

from PySide6.QtCore import Qt, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from supervisor_app.ui.kit.banner import IconMark
from supervisor_app.ui.kit.labels import WrapLabel
from supervisor_app.ui.kit.theme import style
from supervisor_app.ui.kit.tokens import SPACE_1


class Field(QWidget):
    """``control`` is any widget; if it has a ``problem(str)`` signal, its sentences are shown by themselves."""

    def __init__(self, label: str, control: QWidget, *, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.control = control
        self._label = QLabel(label)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        style(self._label, role="small-medium", ink="text2")
        self._label.setBuddy(control)
        self._hint = WrapLabel(hint, "small", "text3")
        self._mark = IconMark("circle-alert", size=14, ink="bad")
        self._error = WrapLabel("", "small-medium", "bad")
        if not control.accessibleName():
            control.setAccessibleName(label)
        self._error_row = QWidget()
        row = QHBoxLayout(self._error_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(5)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._error, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_1)
        for widget in (self._label, control, self._hint, self._error_row):
            layout.addWidget(widget)
        self._hint.setVisible(bool(hint))
        self._error_row.hide()
        self.setFocusProxy(control)
        problem = getattr(control, "problem", None)
        if isinstance(problem, SignalInstance):
            problem.connect(self.set_error)

    def set_error(self, sentence: str) -> None:
        """Show what is wrong and what to do, beside the control; "" takes it away."""
        self._mark.set_icon("circle-alert", "bad")
        self._error.set_ink("bad")
        self._error.setText(sentence)
        self._error_row.setVisible(bool(sentence))
        self.control.setProperty("invalid", bool(sentence))
        self.control.setAccessibleDescription(sentence)
        self.control.update()

    def set_warning(self, sentence: str) -> None:
        """Show what should be looked at; the value stands as it is. "" takes it away."""
        self.set_error("")
        self._mark.set_icon("triangle-alert", "warn")
        self._error.set_ink("warn")
        self._error.setText(sentence)
        self._error_row.setVisible(bool(sentence))
        self.control.setAccessibleDescription(sentence)

    def error(self) -> str:
        """The sentence that is shown, error or warning."""
        return self._error.text()

    def set_label(self, label: str) -> None:
        self._label.setText(label)
        self.control.setAccessibleName(label)

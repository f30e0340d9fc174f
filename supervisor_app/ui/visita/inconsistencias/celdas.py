"""The controls of one line of the measures table: quiet fields that look like text until they are used."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from supervisor_app.domain.hallazgo import TipoMedida
from supervisor_app.ui.kit import paint
from supervisor_app.ui.kit.choice import Choice
from supervisor_app.ui.kit.labels import Text
from supervisor_app.ui.kit.suggest_field import SuggestField
from supervisor_app.ui.kit.text_area import TextArea
from supervisor_app.ui.kit.text_field import paint_frame, quiet
from supervisor_app.ui.kit.theme import style
from supervisor_app.ui.kit.value_edit import DateEdit

TYPE_ICONS = {
    TipoMedida.CORRECTIVA: "wrench",
    TipoMedida.PREVENTIVA: "shield-check",
    TipoMedida.MEJORA: "trending-up",
}
_LOW = 26


class TypeChoice(Choice):
    """The type of a measure: icon and word; the arrow shows only while it is used."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__([(t.value, t.label) for t in TipoMedida], name="Tipo de medida", parent=parent)
        quiet(self)

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(120), super().sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        canvas = paint.Canvas(self, self.theme)
        paint_frame(canvas, self, focused=self.hasFocus())
        middle, side = self.height() / 2, self.theme.px(16)
        correct = self.value() == TipoMedida.CORRECTIVA.value
        ink = "text3" if not self.isEnabled() else "accent" if correct else "text2"
        icon = TYPE_ICONS.get(TipoMedida(self.value()), "") if self.value() else ""
        if icon:
            canvas.icon(icon, 8, middle, ink=ink)
        used = self.hasFocus() or (self.underMouse() and self.isEnabled())
        room = QRectF(8 + side + 6, 0, self.width() - side - 16 - (side if used else 0), self.height())
        canvas.write(room, self.currentText(), "body", ink=ink)
        if used:
            canvas.icon("chevron-down", self.width() - side - 4, middle, ink="text2")


class PersonField(SuggestField):
    """A low line for the post or the name of who answers; two of them make one cell."""

    def __init__(self, name: str, placeholder: str, parent: QWidget | None = None) -> None:
        super().__init__(placeholder=placeholder, name=name, parent=parent)
        style(self, role="small")
        quiet(self)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.theme.height(_LOW, "small"))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(72), self.theme.height(_LOW, "small"))


class CellArea(TextArea):
    """Text of a cell, from one line on."""

    def __init__(self, name: str, placeholder: str, role: str = "body", parent: QWidget | None = None) -> None:
        super().__init__(placeholder=placeholder, minimum_lines=1, maximum_lines=14, name=name, parent=parent)
        style(self, role=role)
        quiet(self)


class DueDate(DateEdit):
    """The date of a measure, in strong figures; the calendar shows only while it is used."""

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(name="Plazo", today=today, parent=parent)
        style(self, role="body-medium", figures=True)
        quiet(self)
        self._show_tool()

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(110), super().minimumSizeHint().height())

    def _show_tool(self) -> None:
        used = self.hasFocus() or (self.underMouse() and not self.isReadOnly())
        for tool in self._tools:
            tool.setVisible(used)
        self._fit_insides()

    def _tools_width(self) -> int:
        return sum(self._tool_side() for tool in self._tools if not tool.isHidden())

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() in (QEvent.Type.Enter, QEvent.Type.Leave, QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self._show_tool()
        return done


class Cell(QWidget):
    """Controls under a label that is shown only where the table is a column of cards."""

    def __init__(self, label: str, *controls: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = Text(label, "small-medium", "text2")
        self._label.setContentsMargins(8, 0, 0, 0)
        self._label.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._label)
        for control in controls:
            layout.addWidget(control)
        layout.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def show_label(self, shown: bool) -> None:
        self._label.setVisible(shown)


class KeepsAltDown(QObject):
    """Leaves Alt+↓ to the date, whose calendar has no other key, though the screen has it for the next finding."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
            if alt and event.key() == Qt.Key.Key_Down:
                event.accept()
                return True
        return False

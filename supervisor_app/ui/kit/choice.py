"""Choosing among many (a list that opens) and ticking. Must never be used for answers: those have their bar."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QSizePolicy, QWidget

from supervisor_app.ui.kit import paint
from supervisor_app.ui.kit.text_field import paint_frame
from supervisor_app.ui.kit.theme import follow, style
from supervisor_app.ui.kit.tokens import HEIGHT_CONTROL, RADIUS_CELL


class Choice(QComboBox):
    """``chosen(key)`` when a person picks another row. Rows are (key, words); "" is the key of nothing chosen."""

    chosen = Signal(str)

    def __init__(
        self,
        choices: Sequence[tuple[str, str]] = (),
        *,
        placeholder: str = "Elija…",
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme = follow(self)
        style(self, role="body")
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.activated.connect(lambda _index: self._emit_if_new())
        self._known = ""
        self.set_choices(choices)

    def set_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """Other rows; what was chosen stays chosen if it is still among them."""
        known = self._known
        self.clear()
        for key, words in choices:
            self.addItem(words, key)
        self.set_value(known if self.findData(known) >= 0 else "")

    def value(self) -> str:
        key = self.currentData()
        return key if isinstance(key, str) else ""

    def set_value(self, key: str) -> None:
        self.setCurrentIndex(self.findData(key))
        self._known = self.value()

    def set_invalid(self, invalid: bool) -> None:
        self.setProperty("invalid", invalid)
        self.update()

    def _emit_if_new(self) -> None:
        if self.value() != self._known:
            self._known = self.value()
            self.chosen.emit(self._known)

    def wheelEvent(self, event: QWheelEvent) -> None:
        # Scrolling a form over a closed list must scroll the form, not change the value under the pointer.
        event.ignore()

    def restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(max(self.theme.px(150), super().sizeHint().width()), self.theme.height(HEIGHT_CONTROL))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(96), self.theme.height(HEIGHT_CONTROL))

    def paintEvent(self, event: QPaintEvent) -> None:
        canvas = paint.Canvas(self, self.theme)
        paint_frame(canvas, self, focused=self.hasFocus())
        side = self.theme.px(16)
        room = QRectF(10, 0, self.width() - 26 - side, self.height())
        text = self.currentText() or self.placeholderText()
        ink = "text" if self.currentText() and self.isEnabled() else "text3"
        canvas.write(room, text, "body", ink=ink)
        canvas.icon("chevron-down", self.width() - side - 8, self.height() / 2, ink="text2")


class Check(QCheckBox):
    """A tick with its words; ``toggled(bool)`` as in Qt. The whole line is the target."""

    def __init__(self, text: str, *, checked: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.theme = follow(self)
        self.setChecked(checked)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        words = round(self.theme.text_width(self.text(), "body")) + 1
        return QSize(self.theme.px(18) + 8 + words + 6, self.theme.height(28))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(18) + 48, self.theme.height(28))

    def hitButton(self, pos: object) -> bool:
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        canvas = paint.Canvas(self, self.theme)
        side, middle = self.theme.px(18), self.height() / 2
        square = QRectF(2, middle - side / 2, side, side)
        some = self.checkState() != Qt.CheckState.Unchecked
        if some:
            canvas.box(square, RADIUS_CELL, fill="accent" if self.isEnabled() else "track")
            mark = "minus" if self.checkState() == Qt.CheckState.PartiallyChecked else "check"
            canvas.icon(mark, square.left() + (side - self.theme.px(14)) / 2, middle, size=14, ink="on_accent")
        else:
            canvas.box(square, RADIUS_CELL, fill="surface", line="control")
        ink = "text" if self.isEnabled() else "text3"
        canvas.write(QRectF(side + 10, 0, self.width() - side - 10, self.height()), self.text(), "body", ink=ink)
        if self.hasFocus():
            canvas.box(QRectF(self.rect()), RADIUS_CELL, line="accent", width=2)

"""A message inside the flow, above what it speaks of. Must never float and never vanish by itself."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from supervisor_app.ui.kit import paint
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.labels import Text, WrapLabel
from supervisor_app.ui.kit.theme import follow
from supervisor_app.ui.kit.tokens import RADIUS_CONTROL, SPACE_2, SPACE_3, SPACE_4


class IconMark(QWidget):
    """One icon in its place; decoration, so it has no accessible name."""

    def __init__(self, icon: str, *, size: int = 16, ink: str = "text2", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon, self._size, self._ink = icon, size, ink
        self.theme = follow(self)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_icon(self, icon: str, ink: str) -> None:
        self._icon, self._ink = icon, ink
        self.update()

    def restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(self._size), self.theme.px(self._size))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        canvas = paint.Canvas(self, self.theme)
        canvas.icon(self._icon, 0, self.height() / 2, size=self._size, ink=self._ink)


class Banner(QWidget):
    """``kind``: ok, warn, bad, na, accent. ``action`` when its one button is used."""

    action = Signal()
    access_role = QAccessible.Role.AlertMessage

    def __init__(
        self,
        text: str,
        kind: str = "warn",
        *,
        icon: str = "triangle-alert",
        button: str = "",
        button_icon: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._kind = kind
        self.theme = follow(self)
        self._mark = IconMark(icon, size=18, ink=kind)
        self._label = WrapLabel(text, "body-medium", kind)
        self._button = Button(button, "outline", icon=button_icon)
        if not button:
            # Only ever hidden here: shown before it has its place it would flash up as a window of its own.
            self._button.hide()
        self._button.clicked.connect(self.action)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(SPACE_3, SPACE_2, 10, SPACE_2)
        layout.setSpacing(10)
        layout.addWidget(self._mark)
        layout.addWidget(self._label, 1, Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(self._button)
        self.setAccessibleName(text)

    def set_message(self, text: str, kind: str, icon: str, button: str = "") -> None:
        self._kind = kind
        self._mark.set_icon(icon, kind)
        self._label.setText(text)
        self._label.set_ink(kind)
        self._button.set_text(button)
        self._button.setVisible(bool(button))
        self.setAccessibleName(text)
        self.update()

    def add_button(self, text: str) -> Button:
        """One more way out, after its own button."""
        button = Button(text, "ghost")
        layout = self.layout()
        assert layout is not None
        layout.addWidget(button)
        return button

    def text(self) -> str:
        return self._label.text()

    def focus_button(self) -> None:
        self._button.setFocus(Qt.FocusReason.OtherFocusReason)

    def restyle(self) -> None:
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        canvas = paint.Canvas(self, self.theme)
        canvas.box(QRectF(self.rect()), RADIUS_CONTROL, fill=f"{self._kind}_soft")


class EmptyState(QWidget):
    """What to do first where there is nothing yet: title, one sentence, one button with its key. Left-aligned."""

    action = Signal()

    def __init__(
        self,
        title: str,
        sentence: str,
        button: str = "",
        *,
        keys: str = "",
        icon: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_4, SPACE_4, SPACE_4, SPACE_4)
        layout.setSpacing(6)
        layout.addWidget(Text(title, "section"))
        layout.addWidget(WrapLabel(sentence, "body", "text2"))
        if button:
            layout.addSpacing(6)
            control = Button(button, "outline", keys=keys, icon=icon)
            control.clicked.connect(self.action)
            layout.addWidget(control, 0, Qt.AlignmentFlag.AlignLeft)
        self.setAccessibleName(f"{title}. {sentence}")

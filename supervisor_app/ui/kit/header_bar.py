"""Title, subtitle and the actions of the screen, always at the same place. Must never wrap to a second row."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QWidget

from supervisor_app.ui.kit import paint
from supervisor_app.ui.kit.labels import ElidedLabel
from supervisor_app.ui.kit.theme import follow
from supervisor_app.ui.kit.tokens import HEIGHT_HEADER, HEIGHT_HEADER_LOW, SPACE_2, SPACE_4, SPACE_6


class HeaderBar(QWidget):
    """Actions are added from left to right with ``add``; the last ones (badge, avatar) stay at the right corner."""

    def __init__(self, title: str = "", subtitle: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = follow(self)
        self._low = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._title = ElidedLabel(title, "title")
        self._subtitle = ElidedLabel(subtitle, "small", "text3")
        # On one line the title keeps its words and the subtitle takes what is left.
        self._subtitle.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._words = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._words.setSpacing(1)
        self._words.addStretch(1)
        self._words.addWidget(self._title)
        self._words.addWidget(self._subtitle)
        self._words.addStretch(1)
        self._actions = QHBoxLayout()
        self._actions.setSpacing(SPACE_2)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(SPACE_6, 0, SPACE_4, 1)
        layout.setSpacing(SPACE_6)
        layout.addLayout(self._words, 1)
        layout.addLayout(self._actions)

    def set_title(self, title: str, subtitle: str = "") -> None:
        self._title.setText(title)
        self._subtitle.setText(subtitle)
        self._subtitle.setVisible(bool(subtitle))

    def title(self) -> str:
        return self._title.text()

    def add(self, widget: QWidget) -> QWidget:
        self._actions.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        return widget

    def set_low(self, low: bool) -> None:
        """Title and subtitle on one line, for windows under 700 px of height."""
        self._low = low
        self._words.setDirection(QBoxLayout.Direction.LeftToRight if low else QBoxLayout.Direction.TopToBottom)
        self._words.setSpacing(12 if low else 1)
        for index, stretch in enumerate((0, 0, 1, 0) if low else (1, 0, 0, 1)):
            self._words.setStretch(index, stretch)
        self.updateGeometry()

    def restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        height = self.theme.height(HEIGHT_HEADER_LOW) if self._low else self.theme.height(HEIGHT_HEADER, "title", 2)
        return QSize(super().sizeHint().width(), height)

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        canvas = paint.Canvas(self, self.theme)
        canvas.fill(QRectF(self.rect()), "surface")
        canvas.rule(0, self.height() - 1, self.width())

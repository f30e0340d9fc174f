"""Three columns: list, page, signers. Where there is little room the last two share one place. Pure layout."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from supervisor_app.ui.kit.card import Line
from supervisor_app.ui.kit.segmented import Segmented
from supervisor_app.ui.kit.theme import follow, style
from supervisor_app.ui.kit.tokens import NARROW_WINDOW, NARROW_ZOOM, SPACE_2, SPACE_4, WIDTH_RAIL

_LEFT, _RIGHT = 400, 384
_QWIDGETSIZE_MAX = (1 << 24) - 1


class Columns(QWidget):
    """``turned(side)`` when the person turns from «documento» to «firmas» or back, which only happens when narrow."""

    turned = Signal(str)

    def __init__(self, left: QWidget, middle: QWidget, right: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._left, self._middle, self._right = left, middle, right
        self.theme = follow(self)
        self._narrow = False
        self.sides = Segmented((("documento", "Documento"), ("firmas", "Firmas")), "Qué se ve")
        self.sides.chosen.connect(self._turn)
        self._switch = QFrame()
        style(self._switch, kind="desk")
        row = QHBoxLayout(self._switch)
        row.setContentsMargins(SPACE_4, SPACE_2, SPACE_4, 0)
        row.addWidget(self.sides)
        row.addStretch(1)
        shared = QHBoxLayout()
        shared.setSpacing(0)
        shared.addWidget(middle, 1)
        self._rule = Line(upright=True)
        shared.addWidget(self._rule)
        shared.addWidget(right)
        rest = QVBoxLayout()
        rest.setSpacing(0)
        rest.addWidget(self._switch)
        rest.addLayout(shared, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(left)
        layout.addWidget(Line(upright=True))
        layout.addLayout(rest, 1)
        self._arrange()

    def is_narrow(self) -> bool:
        return self._narrow

    def show_side(self, side: str) -> None:
        """Bring «documento» or «firmas» into view; both are when there is room."""
        self.sides.set_value(side)
        self._arrange()

    def side(self) -> str:
        return self.sides.value()

    def _turn(self, side: str) -> None:
        self._arrange()
        self.turned.emit(side)

    def restyle(self) -> None:
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        width, zoom = self.width(), self.theme.zoom
        self._narrow = width < NARROW_WINDOW - WIDTH_RAIL or zoom >= NARROW_ZOOM
        if self._narrow:
            self._left.setFixedWidth(round(min(self.theme.px(320), max(300, width * 0.42))))
            self._right.setMinimumWidth(0)
            self._right.setMaximumWidth(_QWIDGETSIZE_MAX)
        else:
            spare = min(1.0, width / 1285)
            self._left.setFixedWidth(round(_LEFT * spare))
            self._right.setFixedWidth(round(min(self.theme.px(_RIGHT), width * 0.34)))
        firmas = self.sides.value() == "firmas"
        self._switch.setVisible(self._narrow)
        self._rule.setVisible(not self._narrow)
        self._middle.setVisible(not self._narrow or not firmas)
        self._right.setVisible(not self._narrow or firmas)

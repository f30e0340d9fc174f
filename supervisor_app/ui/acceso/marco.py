"""The calm page on which one thing is asked: the name of the application, what to know at the left, the card at the
right. It must never scroll sideways, nor show anything of a visit.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from supervisor_app.ui.kit import tab_order
from supervisor_app.ui.kit.banner import IconMark
from supervisor_app.ui.kit.card import Card
from supervisor_app.ui.kit.labels import ElidedLabel, Text, WrapLabel
from supervisor_app.ui.kit.reflow import Reflow
from supervisor_app.ui.kit.scroll_column import ScrollColumn
from supervisor_app.ui.kit.theme import follow
from supervisor_app.ui.kit.tokens import SPACE_2, SPACE_3, SPACE_4, SPACE_6

Point = tuple[str, str, str]
"""Icon, a few strong words, and what they mean."""
_WIDE, _NARROW, _BESIDE = 940, 460, 820


class Points(QWidget):
    """A title and what there is to know, each with its icon."""

    def __init__(self, title: str, lead: str, points: Sequence[Point], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, SPACE_4, SPACE_6, 0)
        layout.setSpacing(SPACE_3)
        heading = WrapLabel(title, "figure")
        heading.setAccessibleName(title)
        layout.addWidget(heading)
        layout.addWidget(WrapLabel(lead, "body", "text2"))
        layout.addSpacing(SPACE_2)
        for icon, strong, words in points:
            layout.addLayout(_point(icon, strong, words))
            layout.addSpacing(SPACE_2)


def _point(icon: str, strong: str, words: str) -> QHBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(2)
    column.addWidget(WrapLabel(strong, "body-strong"))
    column.addWidget(WrapLabel(words, "body", "text2"))
    row = QHBoxLayout()
    row.setSpacing(SPACE_3)
    row.addWidget(IconMark(icon, size=20, ink="accent"), 0, Qt.AlignmentFlag.AlignTop)
    row.addLayout(column, 1)
    return row


class CalmPage(QWidget):
    """One card in the middle; with ``beside`` that stands at its left while there is room, else above it."""

    def __init__(self, card: Card, beside: QWidget | None = None, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = follow(self)
        self.setAccessibleName(name)
        self._wide = _WIDE if beside is not None else _NARROW
        self._block: QWidget = card
        if beside is not None:
            self._block = Reflow((beside, card), under=_BESIDE, gap=SPACE_6, last_on_top=True)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self._block, 1000)
        middle.addStretch(1)
        self.area = ScrollColumn(name=name)
        self.area.set_margins(SPACE_6, SPACE_4, SPACE_6, SPACE_6)
        self.area.add(middle)
        around = self.area.content().layout()
        assert isinstance(around, QBoxLayout)
        around.insertStretch(0, 2)
        around.addStretch(2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._brand())
        layout.addWidget(self.area, 1)
        self.restyle()

    @staticmethod
    def _brand() -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(SPACE_6, SPACE_4, SPACE_6, 0)
        row.setSpacing(SPACE_2)
        row.addWidget(IconMark("shield-check", size=20, ink="accent"))
        row.addWidget(ElidedLabel("Supervisión de Afiliación y Cobranza", "body-strong", "text2"))
        row.addStretch(1)
        return row

    def restyle(self) -> None:
        self._block.setMaximumWidth(self.theme.px(self._wide))

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes as things stand."""
        return tab_order.go(self, forward=forward) or super().focusNextPrevChild(forward)


def headed(title: str, words: str = "") -> Card:
    """A roomy card with its title inside and, under it, what it asks for."""
    card = Card()
    card.setAccessibleName(title)
    card.body.setContentsMargins(SPACE_6, SPACE_6, SPACE_6, SPACE_6)
    card.body.setSpacing(SPACE_4)
    heading = Text(title, "display")
    heading.setWordWrap(True)
    card.body.addWidget(heading)
    if words:
        card.body.addWidget(WrapLabel(words, "body", "text2"))
    return card


def buttons(*widgets: QWidget) -> QHBoxLayout:
    """A row of what can be done, from the left."""
    row = QHBoxLayout()
    row.setSpacing(SPACE_2)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row

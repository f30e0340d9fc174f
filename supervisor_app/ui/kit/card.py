"""Surfaces and headings that hold other widgets: card, section title, hairline. Must never scroll by themselves."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from supervisor_app.ui.kit.banner import IconMark
from supervisor_app.ui.kit.labels import ElidedLabel, Text
from supervisor_app.ui.kit.theme import style
from supervisor_app.ui.kit.tokens import SPACE_2, SPACE_3, SPACE_4


class Line(QFrame):
    """A hairline between things, lying or upright."""

    def __init__(self, *, upright: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        if upright:
            self.setFixedWidth(1)
        else:
            self.setFixedHeight(1)
        style(self, kind="line")


class SectionTitle(QWidget):
    """Heading of a card or panel: icon, words, count, and at the right whatever belongs to it."""

    def __init__(self, text: str, *, icon: str = "", count: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(SPACE_2)
        if icon:
            self._layout.addWidget(IconMark(icon))
        self._text = ElidedLabel(text, "section")
        self._count = Text(count, "small", "text3", figures=True)
        if not count:
            # Only ever hidden here: shown before it has its place it would flash up as a window of its own.
            self._count.hide()
        self._layout.addWidget(self._text)
        self._layout.addWidget(self._count)
        self._layout.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_text(self, text: str, count: str = "") -> None:
        self._text.setText(text)
        self._count.setText(count)
        self._count.setVisible(bool(count))

    def add(self, widget: QWidget) -> QWidget:
        """Put something at the right end."""
        self._layout.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        return widget


class Card(QFrame):
    """A surface with a hairline; ``body`` is its column. With a title it has a heading to which actions are added."""

    def __init__(self, title: str = "", *, count: str = "", icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        style(self, kind="card")
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(1, 1, 1, 1)
        self._layout.setSpacing(0)
        self.heading: SectionTitle | None = None
        if title:
            self.heading = SectionTitle(title, icon=icon, count=count)
            self.heading.setContentsMargins(SPACE_4, 10, SPACE_4, SPACE_2)
            self._layout.addWidget(self.heading)
            self.setAccessibleName(title)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(SPACE_4, SPACE_2 if title else SPACE_3, SPACE_4, SPACE_3)
        self.body.setSpacing(SPACE_2)
        self._layout.addLayout(self.body)

    def flush(self) -> None:
        """Let the body reach the edge of the card, for lists and tables (1 px inside, so corners stay round)."""
        self.body.setContentsMargins(0, 0, 0, SPACE_2)
        self.body.setSpacing(0)

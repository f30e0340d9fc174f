"""Where the rows that could not be read wait to be mended: as they were copied, with what is wrong in each cell.

Nothing of a pasted block is lost. It reads nothing by itself: it shows what it is told and hands over its text.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.card import Card
from supervisor_app.ui.kit.labels import WrapLabel
from supervisor_app.ui.kit.text_area import TextArea
from supervisor_app.ui.kit.tokens import SPACE_2

_SHOWN = 6


class PasteCard(Card):
    """``again(text)`` to read the mended rows; ``dropped()`` to leave them out."""

    again = Signal(str)
    dropped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Renglones por corregir", icon="triangle-alert", parent=parent)
        self.problems = WrapLabel("", "body", "bad")
        self.text = TextArea(name="Renglones por corregir", minimum_lines=2, maximum_lines=8)
        self.retry = Button("Pegar lo corregido", "outline", keys="Ctrl+Enter", tool=True)
        self.drop = Button("Dejarlos fuera", "ghost", tool=True)
        self.retry.clicked.connect(self._try)
        self.drop.clicked.connect(self.dropped)
        self.body.addWidget(self.problems)
        self.body.addWidget(self.text)
        row = QHBoxLayout()
        row.setSpacing(SPACE_2)
        row.addWidget(self.retry)
        row.addWidget(self.drop)
        row.addStretch(1)
        self.body.addLayout(row)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            # The text would take the key for itself.
            shortcut = QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self._try)
        self.hide()

    def show_rest(self, rest: str, problems: Sequence[str]) -> None:
        """Show the rows and what is wrong with them; nothing where there is nothing left."""
        more = f"\ny {len(problems) - _SHOWN} más" if len(problems) > _SHOWN else ""
        self.problems.setText("\n".join(problems[:_SHOWN]) + more)
        self.text.set_value(rest)
        self.setVisible(bool(rest))

    def _try(self) -> None:
        self.again.emit(self.text.text())

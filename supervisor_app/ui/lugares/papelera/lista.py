"""A list of the bin: one walks it, and only Enter or its button acts. It must never act on a single click."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.card import Card
from supervisor_app.ui.kit.list_rows import Row, RowList
from supervisor_app.ui.kit.whole_list import WholeList


class BinList(WholeList):
    """``opened(key)`` by Enter or double click; ``discarded(key)`` by Supr. The current row stays when one leaves."""

    discarded = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__((), name, parent)
        self.clicked.disconnect()
        self.doubleClicked.connect(lambda index: self.opened.emit(self._key(index)))
        self.setCursor(Qt.CursorShape.ArrowCursor)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        RowList.focusOutEvent(self, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self.current():
            self.discarded.emit(self.current())
            return
        super().keyPressEvent(event)


class BinCard(Card):
    """Rows with «Restaurar» for the current one, and «Borrar…» where a thing can be deleted by itself.

    ``restored(key)``, ``discarded(key)``.
    """

    restored = Signal(str)
    discarded = Signal(str)

    def __init__(self, title: str, *, can_discard: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(title, count=" ", parent=parent)
        self._title = title
        self.flush()
        self.list = BinList(title)
        self.restore = Button("Restaurar", "outline", icon="rotate-ccw", keys="Enter", tool=True, writes=True)
        self.restore.clicked.connect(lambda _=False: self._act(self.restored.emit))
        self.list.opened.connect(lambda _key: self.restore.click())
        self.discard = Button("Borrar…", "ghost", icon="trash-2", keys="Supr", tool=True, writes=True)
        self.discard.clicked.connect(lambda _=False: self._act(self.discarded.emit))
        if can_discard:
            self.list.discarded.connect(lambda _key: self.discard.click())
        else:
            self.discard.hide()
        assert self.heading is not None
        self.heading.add(self.discard)
        self.heading.add(self.restore)
        self.body.addWidget(self.list)

    def set_rows(self, title: str, rows: Sequence[Row]) -> None:
        """The rows; the first is current where none was, so that a button always has something to act on."""
        self._title = title
        self.list.set_rows(rows)
        if rows and not self.list.current():
            self.list.set_current(rows[0].key)
        assert self.heading is not None
        self.heading.set_text(title, str(len(rows)))
        self.list.setAccessibleName(title)

    def _act(self, emit: Callable[[str], object]) -> None:
        if self.list.current():
            emit(self.list.current())

"""A long list of findings or measures: the row that was looked at stays so when the list is read anew."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QAbstractItemView

from supervisor_app.ui.lugares.oficina.renglones import Table
from supervisor_app.ui.lugares.oficina.tabla import TableView


class KeyedTable(TableView):
    """Rows known by their key."""

    def show_table(self, table: Table) -> None:
        """Other rows; the current one stays so wherever it went, else the one in its place."""
        key, place = self.current_key(), self.currentIndex().row()
        top = self.verticalScrollBar().value()
        super().show_table(table)
        keys = self.row_keys()
        if key and key in keys:
            self._select(keys.index(key))
        elif keys and place >= 0:
            self._select(min(place, len(keys) - 1))
        self.verticalScrollBar().setValue(top)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt makes the first row current without showing it."""
        super().focusInEvent(event)
        if self.currentIndex().isValid() and not self.selectionModel().hasSelection():
            self._select(self.currentIndex().row())

    def row_keys(self) -> tuple[str, ...]:
        return tuple(line.key for line in self.table().lines)

    def current_key(self) -> str:
        row, lines = self.currentIndex().row(), self.table().lines
        return lines[row].key if 0 <= row < len(lines) else ""

    def go_to(self, key: str) -> bool:
        """Make a row current and bring it into view; whether it is there."""
        keys = self.row_keys()
        if key not in keys:
            return False
        self._select(keys.index(key))
        self.scrollTo(self.currentIndex(), QAbstractItemView.ScrollHint.EnsureVisible)
        return True

    def _select(self, row: int) -> None:
        index = self.model().index(row, self.table().main)
        self.selectionModel().setCurrentIndex(
            index, QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        )

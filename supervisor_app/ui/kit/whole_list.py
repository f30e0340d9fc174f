"""A list of rows as high as its rows, for cards inside a column that scrolls. Must never scroll by itself."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QStyleOptionViewItem, QWidget

from supervisor_app.ui.kit.list_rows import ListRowDelegate, Row, RowList


class _LastWithoutLine(ListRowDelegate):
    """The hairline parts rows; after the last one comes the edge of the card."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        painter.save()
        if index.row() == index.model().rowCount() - 1:
            painter.setClipRect(option.rect.adjusted(0, 0, 0, -1))
        super().paint(painter, option, index)
        painter.restore()


class WholeList(RowList):
    """``opened(key)`` by Enter or one click. The first row becomes current when Tab reaches the list."""

    def __init__(self, rows: Sequence[Row] = (), name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(rows, name, parent=parent)
        self.setItemDelegate(_LastWithoutLine(self))
        # One click opens here; a second one would open again what is already open.
        self.doubleClicked.disconnect()
        self.clicked.connect(lambda index: self.opened.emit(self._key(index)))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_rows(self, rows: Sequence[Row]) -> None:
        super().set_rows(rows)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(240), self.content_height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(160), self.content_height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Rows whose pill goes under their words are higher, and that depends on the width.
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.model().rowCount():
            self.selectionModel().blockSignals(True)
            self.setCurrentIndex(self.model().index(0, 0))
            self.selectionModel().blockSignals(False)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        # Nothing hangs from the current row here; left behind it would look like a selection.
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.set_current("")

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

"""A table of the office: rows as they are shown and as they are exported, in columns or, where it is narrow, stacked.

It must never cut a figure: what has no room in a line goes on in the next one.
"""

from __future__ import annotations

from heapq import nlargest

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from supervisor_app.ui.kit.labels import plain_tip
from supervisor_app.ui.kit.paint import LEFT, RIGHT, Canvas
from supervisor_app.ui.kit.theme import current, follow, style
from supervisor_app.ui.kit.tokens import HEIGHT_TABLE_ROW
from supervisor_app.ui.lugares.oficina.anchos import (
    GAP,
    ICON,
    PAD,
    is_figure,
    least_width,
    length,
    natural,
    pieces,
    shared,
    wrapped,
)
from supervisor_app.ui.lugares.oficina.renglones import Cell, Column, Line, Table

_Index = QModelIndex | QPersistentModelIndex
_ROW = Qt.ItemDataRole.UserRole
_MEASURED, _LONGEST = 300, 20
"""Rows of which each has its own height, and those that are measured for a longer list."""


class _Model(QAbstractTableModel):
    def __init__(self) -> None:
        super().__init__()
        self.table = Table((Column(""),), ())
        self.stacked = False

    def show(self, table: Table) -> None:
        self.beginResetModel()
        self.table = table
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature; the index is immutable
        return 0 if parent.isValid() else len(self.table.lines)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - as above
        return 0 if parent.isValid() else len(self.table.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        column = self.table.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT if column.right else LEFT
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        line = self.table.lines[index.row()]
        cell = line.cells[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return plain_tip(cell.text) if role == Qt.ItemDataRole.ToolTipRole else cell.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.spoken(line) if self.stacked else f"{self.table.columns[index.column()].title}: {cell.text}"
        return line if role == _ROW else None

    def spoken(self, line: Line) -> str:
        return ". ".join(f"{c.title}: {x.text}" for c, x in zip(self.table.columns, line.cells, strict=True) if x.text)


class TableView(QTableView):
    """``opened(key)`` by Enter or a click on a row that has one. ``whole``: as high as its rows, never scrolling."""

    opened = Signal(str)

    def __init__(self, name: str, *, whole: bool = False) -> None:
        super().__init__()
        self._model, self._whole = _Model(), whole
        self.theme = follow(self)
        style(self, role="small", figures=True)
        self.setModel(self._model)
        self._delegate = _Delegate(self)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setMinimumSectionSize(1)
        style(header, role="small-medium")
        if whole:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.restyle()

    def show_table(self, table: Table) -> None:
        """Other rows; the one that was current stays so by its place."""
        here = self.currentIndex().row()
        self._model.show(table)
        self.restyle()
        if 0 <= here < len(table.lines) and self.hasFocus():
            self.setCurrentIndex(self._model.index(here, 0))

    def table(self) -> Table:
        return self._model.table

    def is_stacked(self) -> bool:
        return self._model.stacked

    # --- size -----------------------------------------------------------------------------------------------------

    def restyle(self) -> None:
        self.horizontalHeader().setFixedHeight(self.theme.height(HEIGHT_TABLE_ROW, "small"))
        self._share_width()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._share_width()

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(240), self._content_height() if self._whole else self.theme.px(240))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(160), self._content_height() if self._whole else self.theme.px(96))

    def _content_height(self) -> int:
        head = 0 if self._model.stacked else self.horizontalHeader().height()
        return head + self.verticalHeader().length()

    def _share_width(self) -> None:
        table, room = self._model.table, self.viewport().width()
        widths = [natural(self.theme, table, n) for n in range(len(table.columns))]
        flexible = [n for n, c in enumerate(table.columns) if c.flex]
        least = {n: least_width(self.theme, table, n, widths[n]) for n in flexible}
        fixed = sum(w for n, w in enumerate(widths) if n not in least)
        stacked = room > 0 and fixed + sum(least.values()) > room
        was, self._model.stacked = self._model.stacked, stacked
        self.horizontalHeader().setVisible(not stacked)
        for n in range(len(table.columns)):
            self.setColumnHidden(n, stacked and n != table.main)
        if stacked:
            self.setColumnWidth(table.main, room)
        else:
            for n, width in enumerate(shared(table, widths, least, room)):
                self.setColumnWidth(n, width)
        self._set_heights(room, reset=was)
        self.updateGeometry()

    def _set_heights(self, room: int, *, reset: bool) -> None:
        """One height for all; stacked, each its own, or in a long list that of the longest ones."""
        lines, rows = self._model.table.lines, self.verticalHeader()
        usual, few = self.theme.height(HEIGHT_TABLE_ROW + 7, "small"), len(lines) <= _MEASURED
        if self._model.stacked and lines and not few:
            usual = max(self._stacked_height(line, room) for line in nlargest(_LONGEST, lines, key=length))
        rows.setDefaultSectionSize(usual)
        if few and (self._model.stacked or reset):
            for row, line in enumerate(lines):
                self.setRowHeight(row, self._stacked_height(line, room) if self._model.stacked else usual)

    def _stacked_height(self, line: Line, room: int) -> int:
        return self._delegate.stacked_height(self._model.table, line, room)

    # --- hands ----------------------------------------------------------------------------------------------------

    def _open(self, index: QModelIndex) -> None:
        line = index.data(_ROW)
        if isinstance(line, Line) and line.key:
            self.opened.emit(line.key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self._open(self.indexAt(event.position().toPoint()))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self._model.rowCount():
            self.setCurrentIndex(self._model.index(0, self._model.table.main))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self._whole and event.reason() not in (
            Qt.FocusReason.PopupFocusReason,
            Qt.FocusReason.ActiveWindowFocusReason,
        ):
            self.clearSelection()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self._whole:
            event.ignore()
        else:
            super().wheelEvent(event)


class _Delegate(QStyledItemDelegate):
    """Paints cells side by side, or all of a row under its name."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        model = index.model()
        line = index.data(_ROW)
        if not isinstance(line, Line) or not isinstance(model, _Model):
            return
        painter.save()
        canvas, rect = Canvas(painter, current()), QRectF(option.rect)
        if option.state & QStyle.StateFlag.State_Selected:
            canvas.fill(rect, "accent_soft")
            if index.column() == (model.table.main if model.stacked else 0):
                canvas.fill(QRectF(rect.left(), rect.top(), 3, rect.height()), "accent")
        elif option.state & QStyle.StateFlag.State_MouseOver and line.key:
            canvas.fill(rect, "hover")
        if index.row() < model.rowCount() - 1:
            canvas.rule(rect.left(), rect.bottom() - 1, rect.width())
        pad = canvas.theme.px(PAD)
        inside = rect.adjusted(pad, 0, -pad, 0)
        if model.stacked:
            self._paint_stacked(canvas, inside, model.table, line)
        else:
            column = model.table.columns[index.column()]
            _paint_cell(canvas, inside, line.cells[index.column()], right=column.right)
        painter.restore()

    def _paint_stacked(self, canvas: Canvas, rect: QRectF, table: Table, line: Line) -> None:
        theme = canvas.theme
        top = rect.top() + 6
        first = theme.line("small") + 3
        for piece in wrapped(theme, line.cells[table.main].text, rect.width(), "small-medium"):
            canvas.write(QRectF(rect.left(), top, rect.width(), first), piece, "small-medium")
            top += first
        for words in pieces(theme, table, line, rect.width()):
            canvas.write(QRectF(rect.left(), top, rect.width(), first), words, "small", ink="text2")
            top += first

    def stacked_height(self, table: Table, line: Line, width: int) -> int:
        theme = current()
        inside = width - 2 * theme.px(PAD)
        name = wrapped(theme, line.cells[table.main].text, inside, "small-medium")
        return (len(name) + len(pieces(theme, table, line, inside))) * (theme.line("small") + 3) + 13


def _paint_cell(canvas: Canvas, rect: QRectF, cell: Cell, *, right: bool) -> None:
    role = "small-medium" if cell.strong else "small"
    if cell.icon:
        canvas.icon(cell.icon, rect.left(), rect.center().y(), size=ICON, ink=cell.ink)
        rect.setLeft(rect.left() + canvas.theme.px(ICON) + GAP)
    canvas.write(rect, cell.text, role, ink=cell.ink, align=RIGHT if right else LEFT, figures=is_figure(cell))

"""A table of the office: rows as they are shown and as they are exported, in columns or, where it is narrow, stacked.

It must never cut a figure: what has no room in a line goes on in the next one.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

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

from supervisor_app.domain.texto import NO_BREAK_SPACE
from supervisor_app.services.oficina.exporta import Valor
from supervisor_app.ui.kit.labels import plain_tip
from supervisor_app.ui.kit.paint import LEFT, RIGHT, Canvas
from supervisor_app.ui.kit.theme import Theme, current, follow, style
from supervisor_app.ui.kit.tokens import HEIGHT_TABLE_ROW

_Index = QModelIndex | QPersistentModelIndex
_ROW = Qt.ItemDataRole.UserRole
_PAD, _GAP, _ICON = 8, 6, 14
_SHORT, _READABLE = 28, 140
_SAMPLE = 150
"""Rows that are measured for the width of a column."""


@dataclass(frozen=True, slots=True)
class Column:
    """``flex``: takes a share of what is left, and is elided; the others are as wide as what they hold."""

    title: str
    right: bool = False
    flex: int = 0


@dataclass(frozen=True, slots=True)
class Cell:
    """``value``: what is exported, the words themselves where it is None."""

    text: str
    value: Valor = None
    icon: str = ""
    ink: str = "text"
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """``key``: what opening it leads to; "" for a row that leads nowhere."""

    cells: tuple[Cell, ...]
    key: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """``main``: the column that names a row."""

    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    main: int = 0

    @property
    def titles(self) -> tuple[str, ...]:
        return tuple(c.title for c in self.columns)

    def values(self) -> list[tuple[Valor, ...]]:
        """The rows for a file."""
        return [tuple(c.text if c.value is None else c.value for c in line.cells) for line in self.lines]


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
        widths = [_natural(self.theme, table, n) for n in range(len(table.columns))]
        flexible = [n for n, c in enumerate(table.columns) if c.flex]
        least = {n: _least(self.theme, table, n, widths[n]) for n in flexible}
        fixed = sum(w for n, w in enumerate(widths) if n not in least)
        stacked = room > 0 and fixed + sum(least.values()) > room
        was, self._model.stacked = self._model.stacked, stacked
        self.horizontalHeader().setVisible(not stacked)
        for n in range(len(table.columns)):
            self.setColumnHidden(n, stacked and n != table.main)
        if stacked:
            self.setColumnWidth(table.main, room)
        else:
            for n, width in enumerate(_shared(table, widths, least, room)):
                self.setColumnWidth(n, width)
        rows = self.verticalHeader()
        usual = self.theme.height(HEIGHT_TABLE_ROW + 7, "small")
        rows.setDefaultSectionSize(usual)
        if stacked:
            for row, line in enumerate(table.lines):
                self.setRowHeight(row, self._delegate.stacked_height(table, line, room))
        elif was:
            for row in range(len(table.lines)):
                self.setRowHeight(row, usual)
        self.updateGeometry()

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
        pad = canvas.theme.px(_PAD)
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
        for piece in _wrapped(theme, line.cells[table.main].text, rect.width(), "small-medium"):
            canvas.write(QRectF(rect.left(), top, rect.width(), first), piece, "small-medium")
            top += first
        for words in _pieces(theme, table, line, rect.width()):
            canvas.write(QRectF(rect.left(), top, rect.width(), first), words, "small", ink="text2")
            top += first

    def stacked_height(self, table: Table, line: Line, width: int) -> int:
        theme = current()
        inside = width - 2 * theme.px(_PAD)
        name = _wrapped(theme, line.cells[table.main].text, inside, "small-medium")
        return (len(name) + len(_pieces(theme, table, line, inside))) * (theme.line("small") + 3) + 13


def _paint_cell(canvas: Canvas, rect: QRectF, cell: Cell, *, right: bool) -> None:
    role = "small-medium" if cell.strong else "small"
    if cell.icon:
        canvas.icon(cell.icon, rect.left(), rect.center().y(), size=_ICON, ink=cell.ink)
        rect.setLeft(rect.left() + canvas.theme.px(_ICON) + _GAP)
    canvas.write(rect, cell.text, role, ink=cell.ink, align=RIGHT if right else LEFT, figures=_is_figure(cell))


def _pieces(theme: Theme, table: Table, line: Line, width: float) -> list[str]:
    """What is not the name of the row, in as many lines as it takes."""
    parts = [
        _together(f"{column.title}: {cell.text}")
        for n, (column, cell) in enumerate(zip(table.columns, line.cells, strict=True))
        if n != table.main and cell.text
    ]
    return _wrapped(theme, " · ".join(parts), width, "small") if parts else []


def _together(words: str) -> str:
    """Short ones are not torn apart at the end of a line."""
    return words.replace(" ", NO_BREAK_SPACE) if len(words) < _SHORT else words


def _wrapped(theme: Theme, text: str, width: float, role: str) -> list[str]:
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and theme.text_width(longer, role) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines or [""]


def _natural(theme: Theme, table: Table, n: int) -> int:
    words = max((_cell_width(theme, line.cells[n]) for line in table.lines[:_SAMPLE]), default=0.0)
    return (
        math.ceil(max(words, theme.text_width(table.columns[n].title, "small-medium") + 2 * _GAP))
        + 2 * theme.px(_PAD)
        + 1
    )


def _is_figure(cell: Cell) -> bool:
    """Figures of equal width for numbers and dates; in words and folios their hyphen would tear."""
    return not isinstance(cell.value, str | None)


def _cell_width(theme: Theme, cell: Cell) -> float:
    icon = theme.px(_ICON) + _GAP if cell.icon else 0
    return icon + theme.text_width(cell.text, "small-medium" if cell.strong else "small", figures=_is_figure(cell))


def _least(theme: Theme, table: Table, n: int, natural: int) -> int:
    """Under this a flexible column says too little."""
    title = math.ceil(theme.text_width(table.columns[n].title, "small-medium")) + 2 * theme.px(_PAD) + 2 * _GAP
    return max(title, min(natural, theme.px(_READABLE)))


def _shared(table: Table, widths: list[int], least: dict[int, int], room: int) -> list[int]:
    """The flexible columns share what the others leave; what one does not need goes to those that do."""
    shares = dict(least)
    rest = room - sum(w for n, w in enumerate(widths) if n not in least) - sum(least.values())
    hungry = sorted(least, key=lambda n: (widths[n] - least[n]) / table.columns[n].flex)
    while hungry and rest > 0:
        n = hungry.pop(0)
        whole = sum(table.columns[m].flex for m in (n, *hungry))
        more = rest * table.columns[n].flex // whole if hungry else rest
        more = min(more, max(0, widths[n] - least[n])) if hungry else more
        shares[n] += more
        rest -= more
    found = [shares.get(n, w) for n, w in enumerate(widths)]
    if not least and found:
        found[-1] += max(0, rest)
    return found

"""Rows of two lines with an icon and a pill, as an item view. Must never load anything by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from supervisor_app.ui.kit.paint import Canvas, pill_height, pill_width
from supervisor_app.ui.kit.theme import current, follow, style
from supervisor_app.ui.kit.tokens import HEIGHT_LIST_ROW

_Index = QModelIndex | QPersistentModelIndex
_PAD, _GAP = 16, 12
ROW = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Row:
    """``pill`` is its word; ``pill_kind`` as in :class:`Pill`; ``ink`` of the icon at the left."""

    key: str
    title: str
    second: str = ""
    icon: str = ""
    ink: str = "text2"
    pill: str = ""
    pill_icon: str = ""
    pill_kind: str = "na"

    def spoken(self) -> str:
        return ". ".join(part for part in (self.title, self.second, self.pill) if part)


class RowModel(QAbstractListModel):
    """A list of :class:`Row` for any view; the row itself is under the role ``ROW``."""

    def __init__(self, rows: Sequence[Row] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = tuple(rows)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature; the index is immutable
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.spoken()
        return row if role == ROW else None

    def set_rows(self, rows: Sequence[Row]) -> None:
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def rows(self) -> tuple[Row, ...]:
        return self._rows


class ListRowDelegate(QStyledItemDelegate):
    """Paints a :class:`Row`: icon, title, second line, pill; selected with an accent bar, hairline below."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        row = index.data(ROW)
        theme = current()
        lines = 2 if isinstance(row, Row) and row.second else 1
        base = HEIGHT_LIST_ROW if lines == 2 else HEIGHT_LIST_ROW - 12
        # The hint does not know the width of the view, so it asks only for height; the view gives the width.
        return QSize(0, theme.height(base, "body", lines))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row = index.data(ROW)
        if not isinstance(row, Row):
            return
        painter.save()
        canvas = Canvas(painter, current())
        rect = QRectF(option.rect)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        self._paint_ground(canvas, rect, option, selected=selected)
        left = self._paint_icon(canvas, rect, row, selected=selected)
        right = self._paint_pill(canvas, rect, row, selected=selected)
        self._paint_lines(canvas, QRectF(left, rect.top(), right - left, rect.height()), row, selected=selected)
        painter.restore()

    def _paint_ground(self, canvas: Canvas, rect: QRectF, option: QStyleOptionViewItem, *, selected: bool) -> None:
        if selected:
            canvas.fill(rect, "accent_soft")
            canvas.fill(QRectF(rect.left(), rect.top(), 3, rect.height()), "accent")
        elif option.state & QStyle.StateFlag.State_MouseOver:
            canvas.fill(rect, "hover")
        canvas.rule(rect.left(), rect.bottom() - 1, rect.width())
        if option.state & QStyle.StateFlag.State_HasFocus and option.state & QStyle.StateFlag.State_Active:
            canvas.box(rect.adjusted(1, 1, -1, -2), 4, line="accent", width=2)

    def _paint_icon(self, canvas: Canvas, rect: QRectF, row: Row, *, selected: bool) -> float:
        left = rect.left() + _PAD
        if not row.icon:
            return left
        ink = "accent" if selected and row.ink == "text2" else row.ink
        canvas.icon(row.icon, left, rect.center().y(), size=18, ink=ink)
        return left + canvas.theme.px(18) + _GAP

    def _paint_pill(self, canvas: Canvas, rect: QRectF, row: Row, *, selected: bool) -> float:
        right = rect.right() - _PAD
        if not row.pill:
            return right
        width, height = pill_width(canvas.theme, row.pill, row.pill_icon), pill_height(canvas.theme)
        spot = QRectF(right - width, rect.center().y() - height / 2, width, height)
        canvas.pill(spot, row.pill, icon=row.pill_icon, kind=row.pill_kind, outlined=selected)
        return spot.left() - _GAP

    def _paint_lines(self, canvas: Canvas, rect: QRectF, row: Row, *, selected: bool) -> None:
        theme = canvas.theme
        first, second = theme.line("body") + 2, theme.line("small") + 2
        top = rect.center().y() - (first + (second if row.second else 0)) / 2
        canvas.write(QRectF(rect.left(), top, rect.width(), first), row.title, "body-medium")
        if row.second:
            line = QRectF(rect.left(), top + first, rect.width(), second)
            canvas.write(line, row.second, "small", ink="text2")

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: _Index
    ) -> bool:
        row = index.data(ROW)
        if isinstance(row, Row):
            QToolTip.showText(event.globalPos(), f"{row.title}\n{row.second}".strip(), view)
        return True


class RowList(QListView):
    """``opened(key)`` by double click or Enter, ``moved(key)`` when the current row changes."""

    opened = Signal(str)
    moved = Signal(str)

    def __init__(
        self, rows: Sequence[Row] = (), name: str = "", *, kind: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.theme = follow(self)
        if kind:
            style(self, kind=kind)
        self._model = RowModel(rows, self)
        self.setModel(self._model)
        self.setItemDelegate(ListRowDelegate(self))
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.doubleClicked.connect(lambda index: self.opened.emit(self._key(index)))
        self.selectionModel().currentChanged.connect(lambda index, _old: self.moved.emit(self._key(index)))

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Other rows; the one that was current stays current if it is still there. Emits nothing."""
        key = self.current()
        self.selectionModel().blockSignals(True)
        self._model.set_rows(rows)
        self.selectionModel().blockSignals(False)
        self.set_current(key)
        self.updateGeometry()

    def current(self) -> str:
        return self._key(self.currentIndex())

    def set_current(self, key: str) -> None:
        """Make a row current without emitting; an unknown key leaves none."""
        rows = [row.key for row in self._model.rows()]
        selection = self.selectionModel()
        selection.blockSignals(True)
        self.setCurrentIndex(self._model.index(rows.index(key)) if key in rows else QModelIndex())
        selection.blockSignals(False)
        self.viewport().update()

    def _key(self, index: QModelIndex) -> str:
        row = index.data(ROW)
        return row.key if isinstance(row, Row) else ""

    def content_height(self) -> int:
        """Height of all rows together, for lists that are as high as they are long."""
        return sum(self.sizeHintForRow(row) for row in range(self._model.rowCount()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.current())
            return
        super().keyPressEvent(event)

    def restyle(self) -> None:
        self.scheduleDelayedItemsLayout()
        self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

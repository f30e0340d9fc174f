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
from supervisor_app.ui.kit.theme import Theme, current, follow, style
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
        if not isinstance(row, Row):
            return QSize(0, theme.height(HEIGHT_LIST_ROW))
        lines = 2 if row.second else 1
        height = theme.height(HEIGHT_LIST_ROW if row.second else HEIGHT_LIST_ROW - 12, "body", lines)
        # The option does not know the width of the view (it is asked before the layout), so ask the view itself.
        view = option.widget
        width = view.viewport().width() if isinstance(view, QAbstractItemView) else option.rect.width()
        if self._stacked(theme, width, row):
            height += pill_height(theme) + 4
        return QSize(0, height)

    def _stacked(self, theme: Theme, width: float, row: Row) -> bool:
        """Whether the pill goes under the words, because beside them it would leave the title too little."""
        icon = theme.px(18) + _GAP if row.icon else 0
        words = width - 2 * _PAD - icon - pill_width(theme, row.pill, row.pill_icon) - _GAP
        return bool(row.pill) and words < min(theme.px(130), theme.text_width(row.title, "body-medium"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row = index.data(ROW)
        if not isinstance(row, Row):
            return
        painter.save()
        canvas = Canvas(painter, current())
        rect = QRectF(option.rect)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        self._paint_ground(canvas, rect, option, selected=selected)
        words = self._paint_icon(canvas, rect, row, selected=selected)
        if self._stacked(canvas.theme, rect.width(), row):
            height = pill_height(canvas.theme)
            self._paint_pill(canvas, row, words.left(), words.bottom() - height - 7, selected=selected)
            words.setBottom(words.bottom() - height - 4)
        elif row.pill:
            left = words.right() - pill_width(canvas.theme, row.pill, row.pill_icon)
            top = words.center().y() - pill_height(canvas.theme) / 2
            self._paint_pill(canvas, row, left, top, selected=selected)
            words.setRight(left - _GAP)
        self._paint_words(canvas, words, row)
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

    def _paint_icon(self, canvas: Canvas, rect: QRectF, row: Row, *, selected: bool) -> QRectF:
        """Paint the icon and return the place that is left for words and pill."""
        left = rect.left() + _PAD
        if row.icon:
            ink = "accent" if selected and row.ink == "text2" else row.ink
            canvas.icon(row.icon, left, rect.center().y(), size=18, ink=ink)
            left += canvas.theme.px(18) + _GAP
        return QRectF(left, rect.top(), rect.right() - _PAD - left, rect.height())

    def _paint_pill(self, canvas: Canvas, row: Row, left: float, top: float, *, selected: bool) -> None:
        spot = QRectF(left, top, pill_width(canvas.theme, row.pill, row.pill_icon), pill_height(canvas.theme))
        canvas.pill(spot, row.pill, icon=row.pill_icon, kind=row.pill_kind, outlined=selected)

    def _paint_words(self, canvas: Canvas, rect: QRectF, row: Row) -> None:
        first, second = canvas.theme.line("body") + 2, canvas.theme.line("small") + 2
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

"""Rows that are ticked, each with its words on up to two lines and a count at the right.

Must never change a tick by itself: the owner answers ``asked`` with new rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QResizeEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from supervisor_app.ui.kit.labels import plain_tip
from supervisor_app.ui.kit.paint import RIGHT, Canvas, pill_height, pill_width
from supervisor_app.ui.kit.theme import current, follow
from supervisor_app.ui.kit.tokens import RADIUS_CELL

_Index = QModelIndex | QPersistentModelIndex
_ROW = Qt.ItemDataRole.UserRole
_PAD, _GAP, _AIR = 12, 10, 7


@dataclass(frozen=True, slots=True)
class CheckRow:
    """``code`` comes before ``words``; ``count`` at the right; ``pill`` (warn) under the words."""

    key: str
    code: str
    words: str
    count: str = ""
    checked: bool = False
    pill: str = ""

    def spoken(self) -> str:
        return ". ".join(p for p in (f"{self.code} {self.words}", self.count, self.pill) if p)


class _CheckModel(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: tuple[CheckRow, ...] = ()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature; the index is immutable
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        values: dict[int, object] = {
            Qt.ItemDataRole.DisplayRole: f"{row.code} {row.words}",
            Qt.ItemDataRole.AccessibleTextRole: row.spoken(),
            Qt.ItemDataRole.CheckStateRole: Qt.CheckState.Checked if row.checked else Qt.CheckState.Unchecked,
            Qt.ItemDataRole.ToolTipRole: plain_tip(row.spoken()),
            _ROW: row,
        }
        return values.get(role)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable

    def set_rows(self, rows: Sequence[CheckRow]) -> None:
        if [r.key for r in rows] == [r.key for r in self.rows]:
            self.rows = tuple(rows)
            if rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, 0))
            return
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()


class _CheckDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        row = index.data(_ROW)
        theme = current()
        view = option.widget
        width = view.viewport().width() if isinstance(view, QAbstractItemView) else option.rect.width()
        lines = len(_lines(row, self._room(width, row)))
        height = lines * theme.line("body") + 2 * _AIR + (pill_height(theme) + 4 if row.pill else 0)
        return QSize(0, max(height, theme.height(32)))

    def _room(self, width: float, row: CheckRow) -> float:
        """Px for the words between the box and the count."""
        theme = current()
        count = theme.text_width(row.count, "small", figures=True) + _GAP if row.count else 0
        return width - 2 * _PAD - theme.px(18) - _GAP - count

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row = index.data(_ROW)
        painter.save()
        canvas = Canvas(painter, current())
        theme, rect = canvas.theme, QRectF(option.rect)
        view = option.widget
        enabled = not (isinstance(view, CheckList) and view.is_read_only())
        if enabled and option.state & QStyle.StateFlag.State_MouseOver:
            canvas.fill(rect, "hover")
        canvas.rule(rect.left(), rect.bottom() - 1, rect.width())
        first = rect.top() + _AIR + theme.line("body") / 2
        self._paint_box(canvas, QPointF(rect.left() + _PAD, first), row, enabled=enabled)
        left = rect.left() + _PAD + theme.px(18) + _GAP
        room = self._room(rect.width(), row)
        y = rect.top() + _AIR
        for n, line in enumerate(_lines(row, room)):
            x, text = left, line
            if n == 0:
                code = theme.text_width(row.code + " ", "body-strong", figures=True)
                ink = "accent" if row.checked and enabled else "text2"
                spot = QRectF(x, y, code, theme.line("body"))
                canvas.write(spot, row.code, "body-strong", ink=ink, figures=True)
                x, text = x + code + 2, line
            canvas.write(QRectF(x, y, left + room - x, theme.line("body")), text, "body", ink="text")
            y += theme.line("body")
        if row.count:
            spot = QRectF(rect.left(), rect.top() + _AIR, rect.width() - _PAD, theme.line("body"))
            canvas.write(spot, row.count, "small", ink="text3", align=RIGHT, figures=True)
        if row.pill:
            spot = QRectF(left, y + 3, pill_width(theme, row.pill, "triangle-alert"), pill_height(theme))
            canvas.pill(spot, row.pill, icon="triangle-alert", kind="warn")
        focused = option.state & QStyle.StateFlag.State_HasFocus and option.state & QStyle.StateFlag.State_Active
        if focused:
            canvas.box(rect.adjusted(1, 0, -1, -1), RADIUS_CELL, line="accent", width=2)
        painter.restore()

    def _paint_box(self, canvas: Canvas, at: QPointF, row: CheckRow, *, enabled: bool) -> None:
        side = canvas.theme.px(18)
        square = QRectF(at.x(), at.y() - side / 2, side, side)
        if not row.checked:
            canvas.box(square, RADIUS_CELL, fill="surface", line="control")
            return
        canvas.box(square, RADIUS_CELL, fill="accent" if enabled else "na")
        canvas.icon("check", square.left() + (side - canvas.theme.px(14)) / 2, at.y(), size=14, ink="on_accent")


def _lines(row: CheckRow, room: float) -> list[str]:
    """The words in at most two lines; the first one leaves room for the code, the second is cut by the painter."""
    theme = current()
    font = theme.font("body", figures=False)
    layout = QTextLayout(row.words, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WordWrap)
    layout.setTextOption(option)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(max(40.0, room - theme.text_width(row.code + " ", "body-strong", figures=True) - 2))
    layout.endLayout()
    cut = line.textLength()
    first, rest = row.words[:cut].rstrip(), row.words[cut:].strip()
    return [first, rest] if rest else [first]


class CheckList(QListView):
    """``asked(key, checked)`` by Space, Enter or click. ``whole`` makes it as high as its rows, for narrow windows."""

    asked = Signal(str, bool)

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = follow(self)
        self._model = _CheckModel(self)
        self._whole = False
        self._read_only = False
        self.setModel(self._model)
        self.setItemDelegate(_CheckDelegate(self))
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.clicked.connect(self._ask)
        self.set_whole(False)

    def set_rows(self, rows: Sequence[CheckRow]) -> None:
        """Other rows; the current one stays current if it is still there."""
        key = self.current()
        self._model.set_rows(rows)
        if key != self.current():
            self.set_current(key)
        self.scheduleDelayedItemsLayout()
        self.updateGeometry()

    def rows(self) -> tuple[CheckRow, ...]:
        return self._model.rows

    def current(self) -> str:
        row = self.currentIndex().data(_ROW)
        return row.key if isinstance(row, CheckRow) else ""

    def set_current(self, key: str) -> None:
        keys = [row.key for row in self._model.rows]
        self.setCurrentIndex(self._model.index(keys.index(key)) if key in keys else QModelIndex())

    def set_read_only(self, read_only: bool) -> None:
        """Readable, walkable, not to be ticked."""
        self._read_only = read_only
        self.viewport().update()

    def is_read_only(self) -> bool:
        return self._read_only

    def set_whole(self, whole: bool) -> None:
        self._whole = whole
        off, needed = Qt.ScrollBarPolicy.ScrollBarAlwaysOff, Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.setVerticalScrollBarPolicy(off if whole else needed)
        vertical = QSizePolicy.Policy.Fixed if whole else QSizePolicy.Policy.Expanding
        self.setSizePolicy(QSizePolicy.Policy.Expanding, vertical)
        self.updateGeometry()

    def tick(self, key: str) -> None:
        """Ask for a row to be ticked, as a person would; one that is ticked stays so."""
        row = next((row for row in self._model.rows if row.key == key), None)
        if row is not None and not row.checked and not self._read_only:
            self.asked.emit(key, True)

    def _ask(self, index: _Index) -> None:
        row = index.data(_ROW)
        if isinstance(row, CheckRow) and not self._read_only:
            self.asked.emit(row.key, not row.checked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._ask(self.currentIndex())
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self._model.rows:
            self.setCurrentIndex(self._model.index(0))

    def sizeHint(self) -> QSize:
        height = self._content_height() if self._whole else self.theme.px(200)
        return QSize(self.theme.px(260), height)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(180), self._content_height() if self._whole else self.theme.px(100))

    def _content_height(self) -> int:
        return sum(self.sizeHintForRow(row) for row in range(self._model.rowCount()))

    def restyle(self) -> None:
        self.scheduleDelayedItemsLayout()
        self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
        if self._whole and event.size().width() != event.oldSize().width():
            self.updateGeometry()

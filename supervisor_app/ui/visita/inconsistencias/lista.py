"""The findings of the visit as a list: number, item, risk and measures on one line, the title below.

Where there is little room only number, risk and state stay. It must never change a finding.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from supervisor_app.domain.hallazgo import Riesgo
from supervisor_app.ui.kit.paint import Canvas
from supervisor_app.ui.kit.theme import current, follow, style
from supervisor_app.ui.visita.inconsistencias.textos import FindingRow

_Index = QModelIndex | QPersistentModelIndex
_ROW = Qt.ItemDataRole.UserRole
_PAD = 16
RISK_INKS = {Riesgo.BAJO: "na", Riesgo.MEDIO: "warn", Riesgo.ALTO: "bad"}


class _Model(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: tuple[FindingRow, ...] = ()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature; the index is immutable
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{row.number} {row.code} {row.title}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.spoken()
        return row if role == _ROW else None

    def set_rows(self, rows: Sequence[FindingRow]) -> bool:
        """Show other rows; True where only their words changed and every index stays."""
        same = [r.key for r in rows] == [r.key for r in self.rows]
        if same:
            self.rows = tuple(rows)
            if rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, 0))
            return True
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()
        return False


class _Delegate(QStyledItemDelegate):
    compact = False

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        theme = current()
        return QSize(0, theme.line("small") + theme.line("body") + 16)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row = index.data(_ROW)
        if not isinstance(row, FindingRow):
            return
        painter.save()
        canvas = Canvas(painter, current())
        rect = QRectF(option.rect)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected:
            canvas.fill(rect, "accent_soft")
            canvas.fill(QRectF(rect.left(), rect.top(), 3, rect.height()), "accent")
        elif option.state & QStyle.StateFlag.State_MouseOver:
            canvas.fill(rect, "hover")
        canvas.rule(rect.left(), rect.bottom() - 1, rect.width())
        if option.state & QStyle.StateFlag.State_HasFocus and option.state & QStyle.StateFlag.State_Active:
            canvas.box(rect.adjusted(1, 1, -1, -2), 4, line="accent", width=2)
        if self.compact:
            self._paint_compact(canvas, rect, row, selected=selected)
        else:
            self._paint_whole(canvas, rect, row, selected=selected)
        painter.restore()

    def _paint_whole(self, canvas: Canvas, rect: QRectF, row: FindingRow, *, selected: bool) -> None:
        theme = canvas.theme
        first = QRectF(rect.left() + _PAD, rect.top() + 7, rect.width() - 2 * _PAD, theme.line("small"))
        second = QRectF(first.left(), first.bottom() + 2, first.width(), theme.line("body") + 1)
        right = self._paint_mark(canvas, first.right(), first.center().y(), row.icon, row.state, row.kind)
        ink = RISK_INKS[row.risk]
        right = self._paint_mark(canvas, right - 14, first.center().y(), "flag", row.risk.label, ink)
        number = theme.text_width(row.number, "small-strong", figures=True) + 1
        canvas.write(first, row.number, "small-strong", ink="accent" if selected else "text2", figures=True)
        code = QRectF(
            first.left() + number + 5, first.top(), max(0.0, right - first.left() - number - 12), first.height()
        )
        canvas.write(code, row.code, "small-medium", ink="text2")
        if row.recurs:
            self._paint_recurrence(canvas, code.left() + theme.text_width(row.code, "small-medium") + 8, code, right)
        if not row.sustained:
            canvas.icon("circle-alert", second.left(), second.center().y(), size=14, ink="bad")
            second.setLeft(second.left() + theme.px(14) + 5)
        canvas.write(second, row.title, "body", ink="text")

    def _paint_recurrence(self, canvas: Canvas, left: float, line: QRectF, right: float) -> None:
        """Icon and word after the item, or the icon alone where the word has no room."""
        theme, icon = canvas.theme, canvas.theme.px(14)
        canvas.icon("repeat", left, line.center().y(), size=14, ink="warn")
        width = theme.text_width("Reincide", "small-medium") + 1
        if left + icon + 5 + width <= right - 8:
            spot = QRectF(left + icon + 5, line.top(), width, line.height())
            canvas.write(spot, "Reincide", "small-medium", ink="warn")

    def _paint_mark(self, canvas: Canvas, right: float, middle: float, icon: str, words: str, ink: str) -> float:
        """An icon with its word, ending at ``right``; returns where it begins."""
        theme = canvas.theme
        width = theme.text_width(words, "small-medium") + 1
        spot = QRectF(right - width, middle - theme.line("small") / 2, width, theme.line("small"))
        canvas.write(spot, words, "small-medium", ink=ink)
        left = right - width - 5 - theme.px(14)
        canvas.icon(icon, left, middle, size=14, ink=ink)
        return left

    def _paint_compact(self, canvas: Canvas, rect: QRectF, row: FindingRow, *, selected: bool) -> None:
        theme = canvas.theme
        middle = rect.center().y()
        spot = QRectF(rect.left() + 12, middle - theme.line("body") / 2, theme.px(22), theme.line("body"))
        canvas.write(spot, row.number, "body-strong", ink="accent" if selected else "text", figures=True)
        canvas.icon("flag", spot.right() + 4, middle, size=14, ink=RISK_INKS[row.risk])
        icon, ink = (row.icon, row.kind) if row.sustained else ("circle-alert", "bad")
        canvas.icon(icon, spot.right() + theme.px(14) + 10, middle, size=14, ink=ink)

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: _Index
    ) -> bool:
        row = index.data(_ROW)
        if isinstance(row, FindingRow):
            QToolTip.showText(event.globalPos(), row.spoken(), view)
        return True


class FindingList(QListView):
    """``moved(key)`` when a person goes to another finding; ``opened(key)`` by Enter or double click."""

    moved = Signal(str)
    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = follow(self)
        style(self, kind="side")
        self._model = _Model(self)
        self._delegate = _Delegate(self)
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName("Inconsistencias de esta visita")
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.doubleClicked.connect(lambda _index: self.opened.emit(self.current()))
        self.selectionModel().currentChanged.connect(lambda _new, _old: self.moved.emit(self.current()))

    def set_rows(self, rows: Sequence[FindingRow], current_key: str) -> None:
        """Other rows, with that one current. Emits nothing."""
        self.selectionModel().blockSignals(True)
        if not self._model.set_rows(rows) or self.current() != current_key:
            keys = [row.key for row in rows]
            at = keys.index(current_key) if current_key in keys else -1
            self.setCurrentIndex(self._model.index(at) if at >= 0 else QModelIndex())
        self.selectionModel().blockSignals(False)
        self.viewport().update()

    def rows(self) -> tuple[FindingRow, ...]:
        return self._model.rows

    def current(self) -> str:
        row = self.currentIndex().data(_ROW)
        return row.key if isinstance(row, FindingRow) else ""

    def set_compact(self, compact: bool) -> None:
        """Number, risk and state only."""
        self._delegate.compact = compact
        self.scheduleDelayedItemsLayout()
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current():
            self.opened.emit(self.current())
            return
        super().keyPressEvent(event)

    def keyboardSearch(self, _search: str) -> None:
        """Letters are keys of the screen here, not a search."""

    def restyle(self) -> None:
        self.scheduleDelayedItemsLayout()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

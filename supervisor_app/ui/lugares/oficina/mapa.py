"""The heat map as a real table: arrows go from cell to cell, Enter opens what the number is made of.

Where all the columns have no room they go on in a further table below. It must never tell anything by colour alone.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from supervisor_app.services.oficina.calor import EMPTY, UNSEEN, Change, HeatGroup, HeatRow, Process, Spot
from supervisor_app.ui.kit.labels import Text, plain_tip
from supervisor_app.ui.kit.paint import CENTER, LEFT, Canvas
from supervisor_app.ui.kit.theme import current, follow, style
from supervisor_app.ui.kit.tokens import RADIUS_CELL, SPACE_2

_Index = QModelIndex | QPersistentModelIndex
_SPOT = Qt.ItemDataRole.UserRole
_ROW, _HEAD, _NAMES, _LEAST, _MOST, _CHANGE = 33, 40, 190, 54, 112, 64
"""Px at 100 % text."""
_AIR = 1.5
"""Between cells, on each side."""


class _Model(QAbstractTableModel):
    """Some columns of a group, and the change at the end where it is asked for."""

    def __init__(self, group: HeatGroup, first: int, last: int, change: str) -> None:
        super().__init__()
        self.columns: tuple[Process, ...] = group.columns[first:last]
        self.rows: tuple[HeatRow, ...] = group.rows
        self._first, self.change = first, change

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature; the index is immutable
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - as above
        return 0 if parent.isValid() else len(self.columns) + bool(self.change)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation == Qt.Orientation.Vertical:
            name = self.rows[section].name
            return {Qt.ItemDataRole.DisplayRole: name, Qt.ItemDataRole.ToolTipRole: plain_tip(name)}.get(
                Qt.ItemDataRole(role)
            )
        if section == len(self.columns):
            return self.change if role == Qt.ItemDataRole.DisplayRole else None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{column.code}\n{column.short}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(f"{column.code} {column.title}")
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if index.column() == len(self.columns):
            return self._change(row, role)
        spot = row.spots[self._first + index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return spot.text
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return plain_tip(spot.spoken) if role == Qt.ItemDataRole.ToolTipRole else spot.spoken
        return spot if role == _SPOT else None

    def _change(self, row: HeatRow, role: int) -> object:
        if role == Qt.ItemDataRole.DisplayRole:
            return row.change.text
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            said = f"{row.change.text} puntos" if row.change.text else "sin visita con que comparar"
            return f"{row.name}, {self.change}: {said}"
        return row.change if role == _SPOT else None


class _Columns(QHeaderView):
    """Code and name, one under the other."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        style(self, kind="plain")
        self.setHighlightSections(False)
        self.setSectionsClickable(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(1)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        words = self.model().headerData(section, Qt.Orientation.Horizontal)
        canvas, room = Canvas(painter, current()), QRectF(rect)
        canvas.fill(room, "surface")
        code, _, name = str(words).partition("\n")
        line = canvas.theme.line("small") + 1
        top = room.bottom() - 4 - 2 * line
        if name:
            canvas.write(QRectF(room.left(), top, room.width(), line), code, "small-strong", align=CENTER)
        below = QRectF(room.left() + 1, top + line, room.width() - 2, line)
        canvas.write(below, name or code, "micro", ink="text2", align=CENTER)


class _Names(QHeaderView):
    """The places."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        style(self, kind="plain")
        self.setHighlightSections(False)
        self.setSectionsClickable(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        canvas, room = Canvas(painter, current()), QRectF(rect)
        canvas.fill(room, "surface")
        name = str(self.model().headerData(section, Qt.Orientation.Vertical))
        canvas.write(room.adjusted(0, 0, -SPACE_2, 0), name, "body", align=LEFT)


class _Delegate(QStyledItemDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        what = index.data(_SPOT)
        view = option.widget
        here = isinstance(view, HeatTable) and view.hasFocus() and view.currentIndex() == index
        painter.save()
        canvas, rect = Canvas(painter, current()), QRectF(option.rect).adjusted(_AIR, _AIR, -_AIR, -_AIR)
        if isinstance(what, Change):
            _paint_change(canvas, rect, what)
        elif isinstance(what, Spot):
            _paint_spot(canvas, rect, what, over=bool(option.state & QStyle.StateFlag.State_MouseOver))
        if here:
            canvas.box(rect.adjusted(2, 2, -2, -2), RADIUS_CELL - 2, line="surface", width=2)
            canvas.box(rect, RADIUS_CELL, line="accent", width=2)
        painter.restore()


def _paint_change(canvas: Canvas, rect: QRectF, change: Change) -> None:
    if not change.text:
        return
    ink = "text2" if change.good is None else "ok" if change.good else "bad"
    icon = {None: "minus", True: "trending-up", False: "trending-down"}[change.good]
    left = rect.left() + 8
    canvas.icon(icon, left, rect.center().y(), size=14, ink=ink)
    left += canvas.theme.px(14) + 5
    words = QRectF(left, rect.top(), rect.right() - left, rect.height())
    canvas.write(words, change.text, "small-strong", ink=ink, figures=True)


def _paint_spot(canvas: Canvas, rect: QRectF, spot: Spot, *, over: bool) -> None:
    if spot.step in (UNSEEN, EMPTY):
        painter = canvas.painter
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(canvas.theme.color("edge"), canvas.crisp(1.0), Qt.PenStyle.DashLine))
        painter.drawRoundedRect(canvas.snapped(rect).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS_CELL, RADIUS_CELL)
        ink, role = "text3", "small"
    else:
        # The palest tone is nearly the ground itself, and in high contrast it is: a line holds it.
        line = "control" if over else "border" if spot.step == 0 else ""
        canvas.box(rect, RADIUS_CELL, fill=f"h{spot.step}", line=line)
        ink, role = f"h{spot.step}t", "body-strong" if spot.step > 1 else "body-medium"
    width = canvas.theme.text_width(spot.text, role, figures=True) + 1
    sign = canvas.theme.px(12) + 5 if spot.recurs else 0
    left = rect.left() + (rect.width() - width - sign) / 2
    canvas.write(QRectF(left, rect.top(), width, rect.height()), spot.text, role, ink=ink, figures=True)
    if spot.recurs:
        canvas.icon("repeat", left + width + 4, rect.center().y(), size=12, ink=ink)


class HeatTable(QTableView):
    """``opened(place, process)`` with "" for the whole line; ``beyond(dx, dy)`` where the arrows leave it."""

    opened = Signal(object, str)
    beyond = Signal(int, int)

    def __init__(self, group: HeatGroup, first: int, last: int, change: str) -> None:
        super().__init__()
        self.heat = _Model(group, first, last, change)
        self.theme = follow(self)
        self.setModel(self.heat)
        self.setItemDelegate(_Delegate(self))
        columns = ", ".join(c.code for c in self.heat.columns)
        self.setAccessibleName(f"Mapa de cumplimiento, {group.department}: {columns}")
        self.setHorizontalHeader(_Columns(self))
        self.setVerticalHeader(_Names(self))
        self.setCornerButtonEnabled(False)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        for set_policy in (self.setHorizontalScrollBarPolicy, self.setVerticalScrollBarPolicy):
            set_policy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        style(self, kind="plain")
        self.setCurrentIndex(self.heat.index(0, 0))

    def share(self, width: int, names: int, each: int) -> None:
        """Names and cells as wide as in the other tables."""
        px = self.theme.px
        self.verticalHeader().setFixedWidth(names)
        self.verticalHeader().setDefaultSectionSize(self.theme.height(_ROW, "body"))
        self.horizontalHeader().setFixedHeight(self.theme.height(_HEAD, "small", 2))
        count = len(self.heat.columns)
        for n in range(count):
            self.setColumnWidth(n, each)
        if self.heat.change:
            self.setColumnWidth(count, min(px(_CHANGE), width - names - each * count))
        self.setFixedHeight(self.horizontalHeader().height() + self.verticalHeader().length())

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(_LEAST), self.height())

    def _open(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        process = self.heat.columns[index.column()].code if index.column() < len(self.heat.columns) else ""
        self.opened.emit(self.heat.rows[index.row()].place, process)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        here = self.currentIndex()
        steps = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._open(here)
        elif key in steps and here.isValid():
            dx, dy = steps[key]
            there = self.heat.index(here.row() + dy, here.column() + dx)
            if there.isValid():
                self.setCurrentIndex(there)
            else:
                self.beyond.emit(dx, dy)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self._open(self.indexAt(event.position().toPoint()))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class HeatMap(QWidget):
    """``opened(place, process)``. One table per department and as many more as its columns need."""

    opened = Signal(object, str)

    def __init__(self) -> None:
        super().__init__()
        self._groups: tuple[HeatGroup, ...] = ()
        self._change = ""
        self._plan: tuple[tuple[int, int, int], ...] = ()
        self.tables: list[HeatTable] = []
        self.theme = follow(self)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(SPACE_2)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_groups(self, groups: Sequence[HeatGroup], change: str) -> None:
        """``change``: the heading of the last column, "" for none."""
        self._groups, self._change, self._plan = tuple(groups), change, ()
        self._arrange()

    def restyle(self) -> None:
        self._plan = ()
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._arrange()

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(_LEAST * 3), super().minimumSizeHint().height())

    def _names(self) -> int:
        words = [self.theme.text_width(row.name, "body") for group in self._groups for row in group.rows]
        most = min(self.theme.px(_NAMES), round(self.width() * 0.36))
        return min(most, math.ceil(max(words, default=0.0)) + SPACE_2 + 4)

    def _arrange(self) -> None:
        """Make the tables anew where the columns part otherwise, and give them their widths."""
        px, names = self.theme.px, self._names()
        free = self.width() - names - (px(_CHANGE) if self._change else 0)
        room = max(1, free // px(_LEAST))
        plan = []
        for n, group in enumerate(self._groups):
            count = len(group.columns)
            parts = -(-count // room)
            for part in range(parts):
                plan.append((n, count * part // parts, count * (part + 1) // parts))
        if tuple(plan) != self._plan or not self.tables:
            self._plan = tuple(plan)
            self._build()
        widest = max((last - first for _, first, last in plan), default=1)
        for table in self.tables:
            table.share(self.width(), names, min(px(_MOST), max(1, free // widest)))
        self.updateGeometry()

    def _build(self) -> None:
        while (item := self._layout.takeAt(0)) is not None:
            gone = item.widget()
            if gone is not None:
                gone.hide()
                gone.deleteLater()
        self.tables = []
        several = len(self._groups) > 1
        for n, first, last in self._plan:
            group = self._groups[n]
            if several and first == 0:
                self._layout.addWidget(Text(group.department, "small-strong", "text2"))
            table = HeatTable(group, first, last, self._change if last == len(group.columns) else "")
            table.opened.connect(self.opened)
            table.beyond.connect(lambda dx, dy, t=table: self._go_beyond(t, dx, dy))
            self.tables.append(table)
            self._layout.addWidget(table)

    def _go_beyond(self, table: HeatTable, dx: int, dy: int) -> None:
        """Over to the neighbouring table."""
        where = self.tables.index(table) + dx + dy
        if not 0 <= where < len(self.tables):
            return
        other, here = self.tables[where], table.currentIndex()
        model = cast(QAbstractTableModel, other.model())
        row = here.row() if dx else (0 if dy > 0 else model.rowCount() - 1)
        column = min(here.column(), model.columnCount() - 1) if dy else (0 if dx > 0 else model.columnCount() - 1)
        other.setCurrentIndex(model.index(row, column))
        other.setFocus(Qt.FocusReason.TabFocusReason)

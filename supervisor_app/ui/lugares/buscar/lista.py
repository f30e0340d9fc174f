"""The list of what was found: headings, and rows whose hits are bold. Must never search by itself."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from supervisor_app.services.visitas import MARCA_INICIO
from supervisor_app.ui.kit.labels import plain_tip
from supervisor_app.ui.kit.paint import Canvas, pill_height, pill_width
from supervisor_app.ui.kit.theme import current, follow, style
from supervisor_app.ui.kit.tokens import HEIGHT_LIST_ROW, SPACE_4
from supervisor_app.ui.lugares.buscar.hallados import Hit, runs

_Index = QModelIndex | QPersistentModelIndex
_HIT = Qt.ItemDataRole.UserRole
_GAP = 12
_NARROW = 420
"""Under this width (at 100 % text) a row leaves its pill out; the second line has the rest."""


class _HitModel(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.hits: tuple[Hit, ...] = ()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature; the index is immutable
        return 0 if parent.isValid() else len(self.hits)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        hit = self.hits[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return hit.spoken()
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(hit.spoken())
        return hit if role == _HIT else None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if index.isValid() and self.hits[index.row()].is_heading:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def set_hits(self, hits: Sequence[Hit]) -> None:
        self.beginResetModel()
        self.hits = tuple(hits)
        self.endResetModel()


class _HitDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        theme = current()
        hit = index.data(_HIT)
        return QSize(0, theme.height(40, "small") if hit.is_heading else theme.height(HEIGHT_LIST_ROW, "body", 2))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        hit = index.data(_HIT)
        painter.save()
        canvas = Canvas(painter, current())
        rect = QRectF(option.rect)
        if hit.is_heading:
            self._paint_heading(canvas, rect, hit)
        else:
            self._paint_hit(canvas, rect, hit, option)
        painter.restore()

    def _paint_heading(self, canvas: Canvas, rect: QRectF, hit: Hit) -> None:
        line = canvas.theme.line("small") + 2
        spot = QRectF(rect.left() + SPACE_4, rect.bottom() - line - 7, rect.width() - 2 * SPACE_4, line)
        canvas.write(spot, hit.title, "small-strong", ink="text2")
        spot.setLeft(spot.left() + canvas.theme.text_width(hit.title, "small-strong") + 8)
        canvas.write(spot, hit.second, "small", ink="text3", figures=True)
        canvas.rule(rect.left(), rect.bottom() - 1, rect.width())

    def _paint_hit(self, canvas: Canvas, rect: QRectF, hit: Hit, option: QStyleOptionViewItem) -> None:
        theme = canvas.theme
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected:
            canvas.fill(rect, "accent_soft")
            canvas.fill(QRectF(rect.left(), rect.top(), 3, rect.height()), "accent")
        elif option.state & QStyle.StateFlag.State_MouseOver:
            canvas.fill(rect, "hover")
        canvas.rule(rect.left(), rect.bottom() - 1, rect.width())
        left = rect.left() + SPACE_4
        canvas.icon(hit.icon, left, rect.center().y(), size=18, ink="accent" if selected else "text2")
        left += theme.px(18) + _GAP
        words = QRectF(left, rect.top(), rect.right() - SPACE_4 - left, rect.height())
        if hit.pill and rect.width() >= theme.px(_NARROW):
            width = pill_width(theme, hit.pill, hit.pill_icon)
            spot = QRectF(words.right() - width, rect.center().y() - pill_height(theme) / 2, width, pill_height(theme))
            canvas.pill(spot, hit.pill, icon=hit.pill_icon, kind=hit.pill_kind, outlined=selected)
            words.setRight(spot.left() - _GAP)
        self._paint_words(canvas, words, hit)

    def _paint_words(self, canvas: Canvas, rect: QRectF, hit: Hit) -> None:
        first, second = canvas.theme.line("body") + 2, canvas.theme.line("small") + 2
        top = rect.center().y() - (first + second) / 2
        title = QRectF(rect.left(), top, rect.width(), first)
        marked = MARCA_INICIO in hit.title
        self._paint_runs(canvas, title, hit.title, ("body" if marked else "body-medium", "body-strong"), "text")
        below = QRectF(rect.left(), top + first, rect.width(), second)
        self._paint_runs(canvas, below, hit.second, ("small", "small-strong"), "text2")

    def _paint_runs(self, canvas: Canvas, rect: QRectF, text: str, roles: tuple[str, str], ink: str) -> None:
        """One line of marked text: hits in the second role and in the accent."""
        x = rect.left()
        for words, hit in runs(text):
            role = roles[hit]
            width = canvas.theme.text_width(words, role)
            room = min(width + 1, rect.right() - x)
            if room <= 0:
                break
            canvas.write(QRectF(x, rect.top(), room, rect.height()), words, role, ink="accent" if hit else ink)
            x += width


class HitList(QListView):
    """``opened(key)`` by Enter or click. ``walk(by)`` goes over the rows, passing over the headings."""

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = follow(self)
        style(self, kind="side")
        self._model = _HitModel(self)
        self.setModel(self._model)
        self.setItemDelegate(_HitDelegate(self))
        self.setAccessibleName("Resultados")
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.clicked.connect(self._open)

    def set_hits(self, hits: Sequence[Hit]) -> None:
        """Other rows, with the first of them current."""
        self._model.set_hits(hits)
        self.scrollToTop()
        first = next((n for n, hit in enumerate(hits) if not hit.is_heading), -1)
        self.setCurrentIndex(self._model.index(first))

    def hits(self) -> tuple[Hit, ...]:
        return self._model.hits

    def current(self) -> str:
        hit = self.currentIndex().data(_HIT)
        return hit.key if isinstance(hit, Hit) else ""

    def walk(self, by: int) -> None:
        rows = [n for n, hit in enumerate(self._model.hits) if not hit.is_heading]
        here = self.currentIndex().row()
        if not rows:
            return
        at = rows.index(here) if here in rows else -1
        self.setCurrentIndex(self._model.index(rows[max(0, min(len(rows) - 1, at + by))]))
        if self.currentIndex().row() == rows[0]:
            # The heading of the first row belongs to it.
            self.scrollToTop()

    def open_current(self) -> None:
        if self.current():
            self.opened.emit(self.current())

    def _open(self, index: _Index) -> None:
        hit = index.data(_HIT)
        if isinstance(hit, Hit) and hit.key:
            self.opened.emit(hit.key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open_current()
            return
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step is not None:
            self.walk(step)
            return
        super().keyPressEvent(event)

    def restyle(self) -> None:
        self.scheduleDelayedItemsLayout()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

"""The applied cédulas by department, each with its ring, its count and its inconsistencias; and with a sign in the
place of the ring where answers break rules.

It shows what it is given and says which one was chosen. It must never work out a result.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QPainter, QResizeEvent, QStandardItem, QStandardItemModel, QTextLayout
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QTreeView,
)

from supervisor_app.ui.kit.paint import RIGHT, Canvas
from supervisor_app.ui.kit.progress import RING, draw_ring
from supervisor_app.ui.kit.theme import Theme, current, follow, style

_Index = QModelIndex | QPersistentModelIndex
ENTRY = Qt.ItemDataRole.UserRole
_LEFT, _RIGHT, _GAP = 14, 14, 10
_TITLE_LINES = 2


@dataclass(frozen=True, slots=True)
class CedulaEntry:
    """One applied cédula as the tree shows it. ``total`` 0: its definition cannot be read.

    ``broken`` answers break a rule that keeps the visit from closing, ``doubtful`` ones only a rule that warns.
    """

    codigo: str
    titulo: str
    done: int
    total: int
    found: int
    broken: int = 0
    doubtful: int = 0

    @property
    def alert(self) -> str:
        return "bad" if self.broken else ("warn" if self.doubtful else "")

    def spoken(self) -> str:
        found = f", {self.found} con inconsistencia" if self.found else ""
        return f"{self.codigo} {self.titulo}. {self.done} de {self.total} contestadas{found}{self.rules()}"

    def rules(self) -> str:
        """What is to be mended or confirmed, to be read after the count."""
        broken = f", {self.broken} por corregir" if self.broken else ""
        return broken + (f", {self.doubtful} con advertencia" if self.doubtful else "")


@dataclass(frozen=True, slots=True)
class GroupEntry:
    """One department over its cédulas."""

    titulo: str
    done: int
    total: int
    broken: int = 0

    @classmethod
    def over(cls, titulo: str, cedulas: Sequence[CedulaEntry]) -> GroupEntry:
        """The department of these cédulas, with their counts together."""
        done, total, broken = (sum(getattr(c, each) for c in cedulas) for each in ("done", "total", "broken"))
        return cls(titulo, done, total, broken)

    def spoken(self) -> str:
        broken = f", {self.broken} por corregir" if self.broken else ""
        return f"{self.titulo}. {self.done} de {self.total} contestadas{broken}"


Entry = CedulaEntry | GroupEntry


class TreeDelegate(QStyledItemDelegate):
    """A department on one line; a cédula as ring, code, count and a title of at most two lines."""

    def __init__(self, tree: CedulaTree) -> None:
        super().__init__(tree)
        self._tree = tree

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(0, self.height_at(index, self._tree.viewport().width()))

    def height_at(self, index: _Index, width: int) -> int:
        """Height of a row in a view of that width."""
        entry, theme = index.data(ENTRY), current()
        if isinstance(entry, GroupEntry):
            return theme.height(32, "body")
        if self._tree.compact or not isinstance(entry, CedulaEntry):
            return max(theme.px(RING) + 16, theme.line("small") + 16)
        lines = len(_wrapped(theme, entry.titulo, self._title_width(width)))
        return 6 + theme.line("small") + 1 + lines * theme.line("small") + 5

    def _title_width(self, width: int) -> float:
        return width - _LEFT - current().px(RING) - _GAP - _RIGHT + 2

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        entry = index.data(ENTRY)
        painter.save()
        canvas = Canvas(painter, current())
        rect = QRectF(option.rect)
        rect.setLeft(0)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected and isinstance(entry, CedulaEntry):
            canvas.fill(rect, "accent_soft")
            canvas.fill(QRectF(rect.left(), rect.top(), 3, rect.height()), "accent")
        elif option.state & QStyle.StateFlag.State_MouseOver:
            canvas.fill(rect, "hover")
        if isinstance(entry, GroupEntry):
            self._paint_group(canvas, rect, entry, opened=self._tree.isExpanded(index))
        elif isinstance(entry, CedulaEntry):
            self._paint_cedula(canvas, rect, entry, selected=selected)
        if option.state & QStyle.StateFlag.State_HasFocus and self._tree.hasFocus():
            canvas.box(rect.adjusted(2, 2, -2, -2), 4, line="accent", width=2)
        painter.restore()

    def _paint_group(self, canvas: Canvas, rect: QRectF, entry: GroupEntry, *, opened: bool) -> None:
        middle = rect.center().y()
        canvas.icon("chevron-down" if opened else "chevron-right", _LEFT - 2, middle, size=14)
        count = f"{entry.done}/{entry.total}" if self._tree.compact else f"{entry.done} de {entry.total}"
        words = rect.adjusted(_LEFT + canvas.theme.px(14) + 4, 0, -_RIGHT, 0)
        if self._tree.compact:
            canvas.write(words, count, "small", ink="text3", figures=True)
            return
        wide = canvas.theme.text_width(count, "small", figures=True)
        canvas.write(words, count, "small", ink="text3", align=RIGHT, figures=True)
        if entry.broken and not opened:
            # Folded, it hides the cédulas that would say so.
            wide += canvas.theme.px(14) + 5
            canvas.icon("circle-alert", words.right() - wide, middle, size=14, ink="bad")
        canvas.write(words.adjusted(0, 0, -wide - 8, 0), entry.titulo, "small-medium", ink="text2")

    def _paint_cedula(self, canvas: Canvas, rect: QRectF, entry: CedulaEntry, *, selected: bool) -> None:
        theme, side = canvas.theme, canvas.theme.px(RING)
        top = rect.top() + (8 if self._tree.compact else 9)
        ring = canvas.snapped(QRectF(_LEFT, top, side, side))
        draw_ring(canvas.painter, theme, ring, entry.done, entry.total, alert=entry.alert)
        left = _LEFT + side + _GAP
        if self._tree.compact:
            words = QRectF(left, rect.top(), rect.width() - left - 4, rect.height())
            canvas.write(words, entry.codigo, "small-strong", ink="accent" if selected else "text2", figures=True)
            return
        line = QRectF(left, rect.top() + 6, rect.width() - left - _RIGHT, theme.line("small") + 1)
        canvas.write(line, entry.codigo, "small-strong", ink="accent" if selected else "text2", figures=True)
        count = f"{entry.done}/{entry.total}" if entry.total else "—"
        canvas.write(line, count, "small", ink="text2", align=RIGHT, figures=True)
        if entry.found:
            self._paint_found(canvas, line, entry.found)
        self._paint_title(canvas, entry.titulo, QPointF(left, line.bottom()))

    def _paint_found(self, canvas: Canvas, line: QRectF, found: int) -> None:
        """The warning stands in a column of its own, so that the eye runs down it."""
        theme = canvas.theme
        right = line.right() - theme.text_width("00/00", "small", figures=True) - 10
        words = theme.text_width(str(found), "small-medium", figures=True)
        spot = QRectF(right - words, line.top(), words + 1, line.height())
        canvas.write(spot, str(found), "small-medium", ink="warn", figures=True)
        canvas.icon("triangle-alert", spot.left() - theme.px(14) - 3, line.center().y(), size=14, ink="warn")

    def _paint_title(self, canvas: Canvas, title: str, at: QPointF) -> None:
        height, width = canvas.theme.line("small"), self._title_width(self._tree.viewport().width())
        for number, text in enumerate(_wrapped(canvas.theme, title, width)):
            spot = QRectF(at.x(), at.y() + number * height, width, height)
            canvas.write(spot, text, "small")

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: _Index
    ) -> bool:
        entry = index.data(ENTRY)
        if isinstance(entry, CedulaEntry):
            QToolTip.showText(event.globalPos(), f"{entry.codigo} · {entry.titulo}{entry.rules()}", view)
        return True


def _wrapped(theme: Theme, text: str, width: float) -> list[str]:
    """At most two lines; the last takes the rest, to be elided where it is painted."""
    layout = QTextLayout(text, theme.font("small", figures=False))
    layout.beginLayout()
    starts: list[int] = []
    while len(starts) <= _TITLE_LINES:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(max(width, 24))
        starts.append(line.textStart())
    layout.endLayout()
    starts = starts[:_TITLE_LINES]
    ends = [*starts[1:], len(text)]
    return [text[start:end].strip() for start, end in zip(starts, ends, strict=True)]


class CedulaTree(QTreeView):
    """``chosen(codigo)`` when a person goes to another cédula; ``entered(codigo)`` with Enter or a double click."""

    chosen = Signal(str)
    entered = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.theme = follow(self)
        self.compact = False
        style(self, kind="side")
        self._model = QStandardItemModel(self)
        self._items: dict[str, QStandardItem] = {}
        self._shape: tuple[tuple[str, ...], ...] = ()
        self._unlaid = False
        self.setModel(self._model)
        self._delegate = TreeDelegate(self)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName("Cédulas de la visita")
        self.setHeaderHidden(True)
        self.setIndentation(0)
        self.setRootIsDecorated(False)
        self.setItemsExpandable(True)
        self.setExpandsOnDoubleClick(False)
        self.setUniformRowHeights(False)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().currentChanged.connect(lambda index, _old: self._tell(index))
        self.clicked.connect(self._on_click)
        for folded in (self.expanded, self.collapsed):
            folded.connect(lambda _index: self._lay_out())
        self.doubleClicked.connect(self._enter)

    def show_groups(self, groups: Sequence[tuple[GroupEntry, Sequence[CedulaEntry]]]) -> None:
        """Show these. Where only counts changed nothing moves: neither selection nor what is folded."""
        shape = tuple((group.titulo, *(c.codigo for c in cedulas)) for group, cedulas in groups)
        if shape != self._shape:
            self._rebuild(shape)
        for place, (group, cedulas) in enumerate(groups):
            _put(self._model.item(place), group)
            for cedula in cedulas:
                _put(self._items[cedula.codigo], cedula)
        if self._unlaid:
            self._unlaid = False
            self._lay_out()

    def _rebuild(self, shape: tuple[tuple[str, ...], ...]) -> None:
        folded = {titulo for titulo, item in self._group_items().items() if not self.isExpanded(item.index())}
        chosen = self.current_code()
        selection = self.selectionModel()
        selection.blockSignals(True)
        self._model.clear()
        self._items = {}
        self._shape = shape
        for titulo, *codes in shape:
            group = QStandardItem()
            for code in codes:
                self._items[code] = QStandardItem()
                group.appendRow(self._items[code])
            self._model.appendRow(group)
            self.setExpanded(group.index(), titulo not in folded)
        selection.blockSignals(False)
        self.set_current(chosen)
        self._unlaid = True

    def _group_items(self) -> Mapping[str, QStandardItem]:
        items = [self._model.item(place) for place in range(self._model.rowCount())]
        return {entry.titulo: item for item in items if isinstance(entry := item.data(ENTRY), GroupEntry)}

    def codes(self) -> list[str]:
        """The cédulas in the order in which they stand."""
        return list(self._items)

    def current_code(self) -> str:
        entry = self.currentIndex().data(ENTRY)
        return entry.codigo if isinstance(entry, CedulaEntry) else ""

    def set_current(self, codigo: str) -> None:
        """Select a cédula without saying so."""
        item = self._items.get(codigo)
        if item is None or self.current_code() == codigo:
            return
        selection = self.selectionModel()
        selection.blockSignals(True)
        self.setExpanded(item.index().parent(), True)
        self.setCurrentIndex(item.index())
        selection.blockSignals(False)
        self.scrollTo(item.index())
        self.viewport().update()

    def _tell(self, index: QModelIndex) -> None:
        entry = index.data(ENTRY)
        if isinstance(entry, CedulaEntry):
            self.chosen.emit(entry.codigo)

    def _on_click(self, index: QModelIndex) -> None:
        if isinstance(index.data(ENTRY), GroupEntry):
            self.setExpanded(index, not self.isExpanded(index))

    def _enter(self, index: QModelIndex) -> None:
        entry = index.data(ENTRY)
        if isinstance(entry, CedulaEntry):
            self.entered.emit(entry.codigo)
        else:
            self._on_click(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._enter(self.currentIndex())
        elif (plain and not event.text().isprintable()) or not event.text():
            super().keyPressEvent(event)
        else:
            event.ignore()

    def set_compact(self, compact: bool) -> None:
        """Ring and code only, for narrow windows and large text."""
        if compact != self.compact:
            self.compact = compact
            self._lay_out()

    def compact_width(self) -> int:
        count = self.theme.text_width("000/000", "small", figures=True) + self.theme.px(14) + 4
        code = self.theme.text_width("AAA-000", "small-strong", figures=True) + self.theme.px(RING) + _GAP
        return math.ceil(max(count, code)) + _LEFT + 16

    def restyle(self) -> None:
        self._lay_out()
        self.scrollTo(self.currentIndex())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def _lay_out(self) -> None:
        """Rows get higher where the bar takes their width; without this, a bar that came once would keep itself."""
        groups = [self._model.index(place, 0) for place in range(self._model.rowCount())]
        shown = [*groups]
        for group in groups:
            if self.isExpanded(group):
                shown += [self._model.index(n, 0, group) for n in range(self._model.rowCount(group))]
        total = sum(self._delegate.height_at(index, self.width()) for index in shown)
        fits = total <= self.viewport().height()
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(policy.ScrollBarAlwaysOff if fits else policy.ScrollBarAsNeeded)
        self.scheduleDelayedItemsLayout()


def _put(item: QStandardItem, entry: Entry) -> None:
    if item.data(ENTRY) != entry:
        item.setData(entry, ENTRY)
        item.setData(entry.spoken(), Qt.ItemDataRole.AccessibleTextRole)


__all__ = ["CedulaEntry", "CedulaTree", "GroupEntry"]

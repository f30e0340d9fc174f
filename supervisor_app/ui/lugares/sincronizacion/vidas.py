"""The lines of life of closed visits: when each was closed, sent and received, as a table that reads as a line.

Signs and words tell the state, never the colour alone. It must never load anything.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from supervisor_app.domain.texto import fecha_hora
from supervisor_app.services.sincronia.verbos import Etapa, Vida
from supervisor_app.ui.kit.labels import plain_tip
from supervisor_app.ui.kit.paint import Canvas
from supervisor_app.ui.kit.theme import current, follow, style
from supervisor_app.ui.kit.tokens import HEIGHT_TABLE_ROW
from supervisor_app.ui.lugares.sincronizacion.palabras import SIGNOS, pasos

_Index = QModelIndex | QPersistentModelIndex
_TITLES = ("Visita", "Cerrada", "Enviada", "Recibida", "Estado")
_VISIT, _CLOSED, _SENT, _KEPT, _STATE = range(5)
_LIFE = Qt.ItemDataRole.UserRole
_PAD, _GAP, _ICON = 10, 6, 16
_MOST_ROWS = 7


class LifeModel(QAbstractTableModel):
    """One row a package, newest first."""

    def __init__(self) -> None:
        super().__init__()
        self.vidas: tuple[Vida, ...] = ()

    def set_lives(self, vidas: Sequence[Vida]) -> None:
        self.beginResetModel()
        self.vidas = tuple(vidas)
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature; the index is immutable
        return 0 if parent.isValid() else len(self.vidas)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - as above
        return 0 if parent.isValid() else len(_TITLES)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation == Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return _TITLES[section]
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        vida = self.vidas[index.row()]
        if role == _LIFE:
            return vida
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return words_of(vida, index.column())
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == _STATE:
            return plain_tip(vida.motivo or vida.estado)
        return None


def words_of(vida: Vida, column: int) -> str:
    """What a cell says."""
    if column == _VISIT:
        return vida.folio + (f", corrección {vida.revision - 1}" if vida.revision > 1 else "")
    if column == _STATE:
        return f"{vida.estado}. {vida.motivo}" if vida.motivo else vida.estado
    cuando = pasos(vida)[column - _CLOSED][1]
    if cuando is not None:
        return fecha_hora(cuando)
    return "sí" if pasos(vida)[column - _CLOSED][0] == "circle-check" else "todavía no"


def _short(vida: Vida) -> str:
    """The visit where there is little room."""
    return f"{vida.folio} · {vida.revision}" if vida.revision > 1 else vida.folio


class LifeTable(QTableView):
    """``opened(visit)`` by double click or Enter, ``moved()`` when another row is current."""

    opened = Signal(str)
    moved = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.lives = LifeModel()
        self.theme = follow(self)
        style(self, role="small", figures=True)
        self.setModel(self.lives)
        self._delegate = _LifeDelegate(self)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName("Línea de vida de las visitas cerradas")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        style(header, role="small-medium")
        self.doubleClicked.connect(lambda index: self.opened.emit(self._visit(index)))
        self.selectionModel().currentRowChanged.connect(lambda *_: self.moved.emit())
        self.restyle()

    def show_lives(self, vidas: Sequence[Vida]) -> None:
        """Other rows; the one that was current stays so where it is still there."""
        here = self.current()
        self.lives.set_lives(vidas)
        keys = [(v.visita_id, v.revision) for v in vidas]
        if here is not None and (here.visita_id, here.revision) in keys:
            self.selectRow(keys.index((here.visita_id, here.revision)))
        self.restyle()

    def current(self) -> Vida | None:
        index = self.currentIndex()
        return self.lives.vidas[index.row()] if index.isValid() else None

    def _visit(self, index: QModelIndex) -> str:
        return self.lives.vidas[index.row()].visita_id if index.isValid() else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self._visit(self.currentIndex()))
            return
        super().keyPressEvent(event)

    # --- size -----------------------------------------------------------------------------------------------------

    def restyle(self) -> None:
        row = self.theme.height(HEIGHT_TABLE_ROW + 5, "small")
        self.verticalHeader().setDefaultSectionSize(row)
        self.horizontalHeader().setFixedHeight(self.theme.height(HEIGHT_TABLE_ROW, "small"))
        rows = max(1, min(_MOST_ROWS, self.lives.rowCount()))
        self.setFixedHeight(self.horizontalHeader().height() + rows * row + 2)
        self._share_width()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(160), self.height())

    def _share_width(self) -> None:
        """Folio and state as wide as they are; the line shares the rest, with whole dates, short ones, or none."""
        room, pad = self.viewport().width(), 2 * _PAD
        sign, header = self.theme.px(_ICON) + _GAP, self.horizontalHeader()
        states = {v.estado for v in self.lives.vidas} or {Etapa.CERRADA.label}
        state = max(self.theme.text_width(words, "small-medium") for words in states) + sign + pad
        line = self.theme.px(24)
        stop = 0.0
        folio = 0.0
        for sample in ("00/00/0000 00:00", "00/00 00:00", "00/00", ""):
            self._delegate.dates = len(sample)
            visits = (_short(v) if not sample else words_of(v, _VISIT) for v in self.lives.vidas)
            folio = max((_figures(words, "small-medium") for words in visits), default=self.theme.px(90)) + pad
            date = _figures(sample, "small") if sample else 0
            stop = sign + date + pad + (line if sample else 0)
            stop = max(stop, max(header.fontMetrics().horizontalAdvance(t) for t in _TITLES[_CLOSED:_STATE]) + pad + 8)
            if folio + 3 * stop + state <= room:
                break
        share = math.floor(min(max(stop, (room - folio - state) / 3), self.theme.px(230)))
        widths = (math.ceil(folio), share, share, share, 0)
        for column, width in enumerate(widths[:_STATE]):
            self.setColumnWidth(column, width)
        self.setColumnWidth(_STATE, max(self.theme.px(48), room - sum(widths)))


def _figures(text: str, role: str) -> int:
    """Width of text whose figures are of equal width."""
    return math.ceil(QFontMetricsF(current().font(role, figures=True)).horizontalAdvance(text)) + 2


class _LifeDelegate(QStyledItemDelegate):
    """Paints the stops with the line between them. ``dates``: how many signs of a date there is room for."""

    dates = 16

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        vida = index.data(_LIFE)
        if not isinstance(vida, Vida):
            return
        painter.save()
        canvas, rect = Canvas(painter, current()), QRectF(option.rect)
        if option.state & QStyle.StateFlag.State_Selected:
            canvas.fill(rect, "accent_soft")
            if index.column() == 0:
                canvas.fill(QRectF(rect.left(), rect.top(), 3, rect.height()), "accent")
        canvas.rule(rect.left(), rect.bottom() - 1, rect.width())
        inside = rect.adjusted(_PAD, 0, -_PAD, 0)
        if index.column() == _VISIT:
            words = words_of(vida, _VISIT) if self.dates else _short(vida)
            canvas.write(inside, words, "small-medium", figures=True)
        elif index.column() == _STATE:
            icon, ink = SIGNOS[vida.etapa]
            canvas.icon(icon, inside.left(), inside.center().y(), size=_ICON, ink=ink)
            inside.setLeft(inside.left() + canvas.theme.px(_ICON) + _GAP)
            canvas.write(inside, words_of(vida, _STATE), "small-medium", ink=ink)
        else:
            self._paint_stop(canvas, rect, vida, index.column() - _CLOSED)
        painter.restore()

    def _paint_stop(self, canvas: Canvas, rect: QRectF, vida: Vida, n: int) -> None:
        stops = pasos(vida)
        icon, when = stops[n]
        ink = {"circle-check": "ok", "circle-x": "bad", "circle-minus": "na"}.get(icon, "text3")
        left, middle = rect.left() + _PAD, rect.center().y()
        canvas.icon(icon, left, middle, size=_ICON, ink=ink)
        left += canvas.theme.px(_ICON) + _GAP
        words = self._date(when)
        if words:
            width = _figures(words, "small")
            canvas.write(QRectF(left, rect.top(), width, rect.height()), words, "small", ink="text2", figures=True)
            left += width + _GAP
        if n < len(stops) - 1:
            gone = stops[n + 1][0] != "circle-dashed"
            length = rect.right() + _PAD - _GAP - left
            if length > 4:
                canvas.fill(QRectF(left, middle - 1, length, 2), "ok" if gone else "track")

    def _date(self, when: datetime | None) -> str:
        if when is None or not self.dates:
            return ""
        whole = fecha_hora(when)
        return {16: whole, 11: f"{whole[:5]}{whole[10:]}"}.get(self.dates, whole[:5])

"""The lines of the log, each whole however long it is. It must never load anything."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QSizePolicy, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from supervisor_app.domain.texto import fecha_hora, visible
from supervisor_app.services.sincronia.registro import CLASES
from supervisor_app.services.sincronia.verbos import Anotado
from supervisor_app.ui.kit.list_rows import ROW, Row, RowList
from supervisor_app.ui.kit.paint import Canvas
from supervisor_app.ui.kit.theme import Theme, current

_Index = QModelIndex | QPersistentModelIndex
_PAD, _GAP, _ICON, _AIR = 16, 10, 16, 7
_SIGNS = {
    "envio": ("send", "accent"),
    "recepcion": ("download", "ok"),
    "aviso": ("triangle-alert", "warn"),
    "error": ("circle-x", "bad"),
    "nada": ("check", "text3"),
}
_WRAP = int(Qt.TextFlag.TextWordWrap)


def log_rows(registro: Sequence[Anotado], folios: Mapping[str, str]) -> list[Row]:
    """The newest first, as they come."""
    return [_row(n, a, folios.get(a.visita_id, "")) for n, a in enumerate(registro)]


def _row(n: int, a: Anotado, folio: str) -> Row:
    icon, ink = _SIGNS.get(a.clase, ("info", "text3"))
    second = " · ".join(p for p in (fecha_hora(a.cuando), CLASES.get(a.clase, ""), folio) if p)
    return Row(str(n), visible(a.texto), second, icon, ink)


class LogList(RowList):
    """Every line with its time, its kind in a word and a sign, and its text wrapped. As high as it is long, up to
    ``most`` px at 100 % text.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        super().__init__(name="Registro de la sincronización")
        self.setItemDelegate(_LogDelegate(self))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_rows(self, rows: Sequence[Row]) -> None:
        super().set_rows(rows)
        self._fit()

    def restyle(self) -> None:
        super().restyle()
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(max(48, min(self.content_height() + 4, self.theme.px(self._most))))


class _LogDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        row, view = index.data(ROW), option.widget
        width = view.viewport().width() if isinstance(view, QAbstractItemView) else option.rect.width()
        if not isinstance(row, Row):
            return QSize(0, 0)
        theme = current()
        return QSize(0, math.ceil(self._height(theme, row, width) + theme.line("small") + 2 + 2 * _AIR))

    def _height(self, theme: Theme, row: Row, width: float) -> float:
        room = QRectF(0, 0, max(40.0, width - 2 * _PAD - theme.px(_ICON) - _GAP), 10_000)
        return QFontMetricsF(theme.font("small-medium")).boundingRect(room, _WRAP, row.title).height()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row = index.data(ROW)
        if not isinstance(row, Row):
            return
        painter.save()
        theme, rect = current(), QRectF(option.rect)
        canvas = Canvas(painter, theme)
        if option.state & QStyle.StateFlag.State_Selected:
            canvas.fill(rect, "accent_soft")
            canvas.fill(QRectF(rect.left(), rect.top(), 3, rect.height()), "accent")
        canvas.rule(rect.left(), rect.bottom() - 1, rect.width())
        line = theme.line("small")
        canvas.icon(row.icon, rect.left() + _PAD, rect.top() + _AIR + line / 2, size=_ICON, ink=row.ink)
        left = rect.left() + _PAD + theme.px(_ICON) + _GAP
        width = rect.right() - _PAD - left
        canvas.write(QRectF(left, rect.top() + _AIR, width, line), row.second, "small", ink="text3", figures=True)
        painter.setFont(theme.font("small-medium"))
        painter.setPen(theme.color("text"))
        words = QRectF(left, rect.top() + _AIR + line + 2, width, self._height(theme, row, rect.width()) + 1)
        painter.drawText(words, _WRAP, row.title)
        painter.restore()

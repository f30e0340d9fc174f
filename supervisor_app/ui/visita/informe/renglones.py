"""The rows of a list as one text: every paragraph of the document is a row with its level and kind of marker.

One text widget for all rows, so that the caret, selections and the clipboard work as in any text. This module maps rows
to the document and back, sizes and paints; what keys do to the shape of the list is told elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPaintEvent, QResizeEvent, QTextBlock, QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit, QWidget

from supervisor_app.domain.informe import Marcador
from supervisor_app.ui.kit import paint
from supervisor_app.ui.kit.theme import follow, style
from supervisor_app.ui.visita.informe import lista
from supervisor_app.ui.visita.informe.lista import ListRow, Rows
from supervisor_app.ui.visita.informe.trazo import RowPainter, RowSigns, text_left

SOFT_BREAK = "\u2028"
_MARKERS = tuple(Marcador)
_BREAKS = re.compile("\r\n|[\r\n\u2029]")
_FRAMES = re.compile("[\ufdd0\ufdd1]")  # Qt keeps these two for itself
_AIR = 10  # between the texts of two rows; Qt lets the margins of neighbours overlap
_EDGE = _AIR / 2  # round the whole text, where Qt drops the margin of the first row


class RowText(QTextEdit):
    """``row_changed(row)`` when the caret is in another row or the list has another shape; ``caret_moved(rect)`` so
    that whoever scrolls keeps it in view; ``focused(bool)``.
    """

    row_changed = Signal(int)
    caret_moved = Signal(QRect)
    focused = Signal(bool)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._loading = False
        self._signs = RowSigns()
        self._said_row = -1
        self._drop: int | None = None
        self.theme = follow(self)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAcceptRichText(False)
        self.setAcceptDrops(False)
        self.setUndoRedoEnabled(False)  # there is one history, the visit's
        self.viewport().setAutoFillBackground(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(_EDGE)
        style(self, role="body")
        self.textChanged.connect(self._on_text)
        self.cursorPositionChanged.connect(self._on_cursor)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._fit())

    # --- rows and document ----------------------------------------------------------------------------------------

    def rows(self) -> Rows:
        return lista.shaped(self._row(block) for block in self.blocks())

    def row(self) -> int:
        """The row of the caret."""
        return self.textCursor().blockNumber()

    def place(self) -> int:
        """Where the caret is in the text of its row, in characters."""
        return self.characters(self.textCursor().block(), self.textCursor().positionInBlock())

    @staticmethod
    def characters(block: QTextBlock, units: int) -> int:
        """Qt counts what lies beyond the basic plane twice, Python once."""
        return len(block.text().encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore"))

    def marker(self) -> Marcador:
        """The kind of marker of the caret's row."""
        return self._row(self.textCursor().block()).marcador

    def go_to_row(self, row: int, place: int | None = None) -> None:
        """Put the caret into a row, at its end where no place is given."""
        block = self.document().findBlockByNumber(max(0, min(row, self.document().blockCount() - 1)))
        cursor = QTextCursor(block)
        text = block.text() if place is None else block.text()[:place]
        cursor.setPosition(block.position() + len(text.encode("utf-16-le")) // 2)
        self.setTextCursor(cursor)

    def set_signs(self, hints: Mapping[int, str], warnings: Mapping[int, str]) -> None:
        """Words at the right of some rows, and sentences about those that need a look, by row."""
        signs = RowSigns(dict(hints), dict(warnings))
        if signs != self._signs:
            self._signs = signs
            self._format_all()
            self.viewport().update()

    def blocks(self) -> list[QTextBlock]:
        blocks, block = [], self.document().begin()
        while block.isValid():
            blocks.append(block)
            block = block.next()
        return blocks

    def _row(self, block: QTextBlock) -> ListRow:
        """A paragraph that Qt made by itself has no state: it is like the one before."""
        at = block
        while at.isValid() and at.userState() < 0:
            at = at.previous()
        level, marker = divmod(at.userState() if at.isValid() else 0, len(_MARKERS))
        return ListRow(level + 1, _MARKERS[marker], block.text().replace(SOFT_BREAK, "\n"))

    def load(self, rows: Rows, row: int, place: int | None) -> None:
        """Make the document say these rows, with the caret there."""
        self._loading = True
        self.setPlainText("\n".join(_FRAMES.sub("", _BREAKS.sub(SOFT_BREAK, r.texto)) for r in rows))
        for block, made in zip(self.blocks(), rows, strict=True):
            block.setUserState(_state(made))
        self._format_all()
        self._loading = False
        self.go_to_row(row, place)
        self._fit()
        self._said_row = -1
        self._on_cursor()

    def _format_all(self) -> None:
        loading, self._loading = self._loading, True
        rows = self.rows()
        widths = (self.theme.text_width(m, "body-strong", figures=True) for m in lista.markers(rows))
        self._signs.column = max(self.theme.px(32), round(max(widths)) + 10)
        for block, row in zip(self.blocks(), rows, strict=True):
            hint = self._signs.hints.get(block.blockNumber(), "")
            shape = QTextBlockFormat()
            shape.setLeftMargin(text_left(self.theme, row.nivel, self._signs.column) - _EDGE)
            shape.setRightMargin((round(self.theme.text_width(hint, "small")) + 28 if hint else 14) - _EDGE)
            shape.setTopMargin(_AIR)
            shape.setBottomMargin(_AIR)
            if block.blockFormat() != shape:
                QTextCursor(block).setBlockFormat(shape)
        self._loading = loading

    def _on_text(self) -> None:
        if self._loading:
            return
        blocks = self.blocks()
        if any(block.userState() < 0 for block in blocks):
            for block in blocks:
                block.setUserState(_state(self._row(block)))
            self._format_all()
        self.viewport().update()
        self.wrote()

    def wrote(self) -> None:
        """The text changed by hand."""

    def _on_cursor(self) -> None:
        if self._loading:
            return
        self.viewport().update()
        if self.row() != self._said_row:
            self._said_row = self.row()
            self._tell_row()
            self.row_changed.emit(self.row())
        self.caret_moved.emit(self.cursorRect())

    def _tell_row(self) -> None:
        rows, row = self.rows(), self.row()
        marker = lista.markers(rows)[row] or "sin marca"
        said = [f"Renglón {row + 1} de {len(rows)}, {marker}, nivel {rows[row].nivel}", self._signs.warnings.get(row)]
        self.setAccessibleDescription(". ".join(part for part in said if part))

    # --- size, focus, paint ---------------------------------------------------------------------------------------

    def restyle(self) -> None:
        self._format_all()
        self._fit()
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        height = max(round(self.document().size().height()), self.theme.line("body") + 2 * _AIR) + 2
        if self.height() != height or self.minimumHeight() != height:
            self.setFixedHeight(height)

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(320), self.minimumHeight())

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(160), self.minimumHeight())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._tell_row()
        self.focused.emit(True)
        self.caret_moved.emit(self.cursorRect())
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focused.emit(False)
        self.viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.EnabledChange, QEvent.Type.ReadOnlyChange):
            self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        canvas = paint.Canvas(self.viewport(), self.theme)
        RowPainter(canvas, self, self._signs).paint(self.blocks(), self.rows(), self._drop, event.rect())
        del canvas
        super().paintEvent(event)


def _state(row: ListRow) -> int:
    """Level and marker as the one number that a paragraph can carry."""
    return (row.nivel - 1) * len(_MARKERS) + _MARKERS.index(row.marcador)

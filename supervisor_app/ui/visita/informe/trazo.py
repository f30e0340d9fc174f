"""What is painted round the text of the rows: marker, grip, origin, the box of the row that is being written.

It must never change the document.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QTextBlock
from PySide6.QtWidgets import QTextEdit

from supervisor_app.ui.kit import paint
from supervisor_app.ui.kit.theme import Theme
from supervisor_app.ui.kit.tokens import LINE_FOCUS, RADIUS_CONTROL
from supervisor_app.ui.visita.informe.lista import ListRow, markers

_GRIP, _INDENT, _EDGE = 20, 28, 2


@dataclass(slots=True)
class RowSigns:
    """By row: words at the right, and the sentence of what needs a look. ``column`` is the width of the markers."""

    hints: dict[int, str] = field(default_factory=dict)
    warnings: dict[int, str] = field(default_factory=dict)
    column: int = field(default=32, compare=False)


def row_left(theme: Theme, nivel: int) -> int:
    """Where the row begins, at its grip."""
    return _EDGE + theme.px(_INDENT) * (nivel - 1)


def text_left(theme: Theme, nivel: int, column: int) -> int:
    return row_left(theme, nivel) + theme.px(_GRIP) + column


def row_rect(editor: QTextEdit, block: QTextBlock) -> QRectF:
    """The place of a row in the viewport, with its air, from edge to edge."""
    air = block.blockFormat().topMargin() / 2  # half of what lies between two rows belongs to each
    lines = block.layout()
    top = lines.position().y() - editor.verticalScrollBar().value()
    return QRectF(0, top - air, editor.viewport().width(), lines.boundingRect().height() + 2 * air)


class RowPainter:
    """Made for one paint event."""

    def __init__(self, canvas: paint.Canvas, editor: QTextEdit, signs: RowSigns) -> None:
        self._canvas, self._editor, self._signs = canvas, editor, signs
        self._theme = canvas.theme
        self._first_line = self._theme.line("body")

    def paint(self, blocks: Sequence[QTextBlock], rows: Sequence[ListRow], drop: int | None, exposed: QRect) -> None:
        """All that lies in ``exposed``, and the line where a dragged row would come to stand."""
        here = self._editor.textCursor().blockNumber() if self._editor.hasFocus() else -1
        for index, (block, row, marker) in enumerate(zip(blocks, rows, markers(rows), strict=True)):
            rect = row_rect(self._editor, block)
            if rect.bottom() < exposed.top() or rect.top() > exposed.bottom():
                continue
            if index == here:
                box = rect.adjusted(row_left(self._theme, row.nivel), 0, -2, 0)
                self._canvas.box(box, RADIUS_CONTROL, line="accent", width=LINE_FOCUS)
            self._paint_row(rect, index, row, marker, here=index == here)
        if drop is not None:
            self._paint_drop(blocks, drop)

    def _paint_row(self, rect: QRectF, index: int, row: ListRow, marker: str, *, here: bool) -> None:
        left, middle = row_left(self._theme, row.nivel), self._middle(rect)
        if index in self._signs.warnings:
            self._canvas.icon("triangle-alert", left + 4, middle, size=14, ink="warn")
        elif not self._editor.isReadOnly():
            self._canvas.icon("grip-vertical", left + 4, middle, size=14, ink="text2" if here else "edge")
        start = left + self._theme.px(_GRIP)
        ink = "accent" if here else "text2"
        spot = QRectF(start, middle - self._first_line / 2, self._signs.column, self._first_line)
        self._canvas.write(spot, marker, "body-strong", ink=ink, figures=True)
        hint = self._signs.hints.get(index, "")
        if hint:
            spot = QRectF(0, middle - self._first_line / 2, rect.width() - 12, self._first_line)
            self._canvas.write(spot, hint, "small", ink="text2", align=paint.RIGHT)

    def _middle(self, rect: QRectF) -> float:
        """The middle of the first line of the row."""
        air = self._editor.document().begin().blockFormat().topMargin() / 2
        return rect.top() + air + self._editor.fontMetrics().lineSpacing() / 2

    def _paint_drop(self, blocks: Sequence[QTextBlock], drop: int) -> None:
        """Where the dragged row would come to stand."""
        last = drop >= len(blocks)
        rect = row_rect(self._editor, blocks[-1 if last else drop])
        y = rect.bottom() if last else rect.top()
        self._canvas.fill(QRectF(QPointF(0, y - 1), QPointF(rect.width(), y + 1)), "accent")

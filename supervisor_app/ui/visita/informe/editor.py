"""The editor of one section: what keys, clipboard and pointer do to its two-level list.

It emits what is written and must never save by itself nor judge it.
"""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QWidget

from supervisor_app.domain.informe import Marcador
from supervisor_app.ui.kit.pasting import too_long
from supervisor_app.ui.visita.informe import lista
from supervisor_app.ui.visita.informe.lista import ListRow, Rows
from supervisor_app.ui.visita.informe.pegado import read_lines, write_lines
from supervisor_app.ui.visita.informe.renglones import SOFT_BREAK, RowText
from supervisor_app.ui.visita.informe.trazo import row_rect, text_left

PAUSE_MS = 500
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_SHIFT, _CTRL, _ALT = (
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)


class ListEditor(RowText):
    """``edited(rows)`` after each movement and after a pause in typing. ``phrase_wanted`` (Ctrl+J), ``left`` (Esc) and
    ``finished`` (Ctrl+Enter) are for the screen.
    """

    edited = Signal(object)
    phrase_wanted = Signal()
    left = Signal()
    finished = Signal()

    def __init__(self, name: str, first_marker: Marcador, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._given: Rows = ()  # as it was last said, by either side
        self._drag: int | None = None
        self.setMouseTracking(True)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.commit)
        self.set_rows((ListRow(1, first_marker),))

    def set_rows(self, rows: Rows) -> None:
        """Show other rows without emitting. What is being typed is not touched by rows that were known already."""
        if self._given and lista.blocks_of(rows) == lista.blocks_of(self._given):
            return
        self._given = rows
        self.load(rows, self.row(), self.place())
        self._known = self.rows()

    def wrote(self) -> None:
        self._pause.start()

    def commit(self) -> None:
        """Emit what is written, if it is not what was known."""
        self._pause.stop()
        rows = self.rows()
        if rows != self._known:
            self._known = self._given = rows
            self.edited.emit(rows)

    def insert_phrase(self, text: str) -> None:
        """Put words where the caret is; with a space before them where they would stick."""
        before = self.rows()[self.row()].texto[: self.place()]
        self.insertPlainText(f" {text}" if before and not before[-1].isspace() else text)
        self.commit()

    def set_marker(self, marcador: Marcador) -> None:
        """Change the markers of the list to which the caret's row belongs."""
        self._become(lista.mark(self.rows(), self.row(), marcador), self.row(), self.place())

    def set_read_only(self, read_only: bool) -> None:
        """Readable and walkable with the keys, not to be changed."""
        self.setReadOnly(read_only)
        if read_only:
            self.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByKeyboard | Qt.TextInteractionFlag.TextSelectableByMouse
            )

    def _become(self, rows: Rows, row: int, place: int | None) -> None:
        """Show what a movement made, and say it."""
        if rows == self.rows():
            self.go_to_row(row, place)
        else:
            self.load(rows, row, place)
        self.commit()

    # --- keys -----------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._leaves(event):
            return
        if self.isReadOnly():
            super().keyPressEvent(event)
            return
        if self._moves(event) or self._joins(event):
            return
        if event.matches(QKeySequence.StandardKey.Cut):
            self.copy()
            self._cut_selection()
            return
        if event.text().isprintable() and event.text() and not event.modifiers() & (_CTRL | _ALT):
            self._cut_selection()
        super().keyPressEvent(event)

    def _leaves(self, event: QKeyEvent) -> bool:
        """Keys that are for the screen."""
        ctrl = bool(event.modifiers() & _CTRL)
        if event.key() == Qt.Key.Key_Escape:
            self.commit()
            self.left.emit()
        elif event.key() in _ENTER and ctrl:
            self.commit()
            self.finished.emit()
        elif event.key() == Qt.Key.Key_J and ctrl and not self.isReadOnly():
            self.phrase_wanted.emit()
        else:
            return False
        return True

    def _moves(self, event: QKeyEvent) -> bool:
        """Keys that change the shape of the list."""
        rows, row, place = self.rows(), self.row(), self.place()
        key, modifiers = event.key(), event.modifiers()
        if key in _ENTER:
            self._cut_selection()
            self._become(*lista.split(self.rows(), self.row(), self.place()), 0)
        elif key == Qt.Key.Key_Backtab or (key == Qt.Key.Key_Tab and modifiers & _SHIFT):
            self._become(*lista.lift(rows, row), place)
        elif key == Qt.Key.Key_Tab and not modifiers:
            self._become(*lista.lower(rows, row), place)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and modifiers & _ALT:
            self._become(*lista.move(rows, row, -1 if key == Qt.Key.Key_Up else 1), place)
        else:
            return False
        return True

    def _joins(self, event: QKeyEvent) -> bool:
        """Backspace at the start of a row and Delete at its end; both take a selection away first."""
        if event.key() not in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            return False
        if self.textCursor().hasSelection():
            return self._cut_selection()
        rows, row, place = self.rows(), self.row(), self.place()
        if event.key() == Qt.Key.Key_Delete:
            if place < len(rows[row].texto) or row == len(rows) - 1:
                return False
            self._become(*lista.join(rows, row))
        elif place:
            return False
        elif not rows[row].texto.strip():
            self._become(*lista.remove(rows, row), None)
        elif rows[row].nivel == 2:
            self._become(*lista.lift(rows, row), 0)
        elif row:
            self._become(*lista.join(rows, row - 1))
        return True

    def _cut_selection(self) -> bool:
        """Take away what is selected, be it over several rows; False where nothing is."""
        cursor, document = self.textCursor(), self.document()
        start, end = document.findBlock(cursor.selectionStart()), document.findBlock(cursor.selectionEnd())
        if start == end:
            selected = cursor.hasSelection()
            cursor.removeSelectedText()
            return selected
        at = self.characters(start, cursor.selectionStart() - start.position())
        until = self.characters(end, cursor.selectionEnd() - end.position())
        self._become(lista.cut(self.rows(), start.blockNumber(), at, end.blockNumber(), until), start.blockNumber(), at)
        return True

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        if event.commitString() and not self.isReadOnly():
            self._cut_selection()
        super().inputMethodEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.commit()

    # --- clipboard ------------------------------------------------------------------------------------------------

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste as rows: one line goes on in the row, several make several."""
        if too_long(source.text(), self):
            return
        self._cut_selection()
        rows, row, place = self.rows(), self.row(), self.place()
        new = read_lines(source.text(), rows[row])
        if not new:
            return
        if len(new) == 1 and rows[row].texto.strip():
            self.insertPlainText(source.text().strip("\r\n"))
            self.commit()
            return
        self._become(*lista.insert(rows, row, place, new))

    def createMimeDataFromSelection(self) -> QMimeData:
        """Several rows are copied whole, with their markers, for any other program."""
        cursor, document = self.textCursor(), self.document()
        first = document.findBlock(cursor.selectionStart()).blockNumber()
        last = document.findBlock(cursor.selectionEnd()).blockNumber()
        data = QMimeData()
        if first == last:
            data.setText(cursor.selectedText().replace(SOFT_BREAK, "\n"))
        else:
            data.setText(write_lines(lista.shaped(self.rows()[first : last + 1])))
        return data

    # --- pointer: the gutter takes a row and drags it ---------------------------------------------------------------

    def _row_at(self, y: float) -> int:
        blocks = self.blocks()
        return next((b.blockNumber() for b in blocks if y < row_rect(self, b).bottom()), len(blocks) - 1)

    def _in_gutter(self, event: QMouseEvent) -> bool:
        row = self.rows()[self._row_at(event.position().y())]
        return event.position().x() < text_left(self.theme, row.nivel, self._signs.column)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or not self._in_gutter(event):
            super().mousePressEvent(event)
            return
        row = self._row_at(event.position().y())
        self.go_to_row(row)
        if not self.isReadOnly():
            self._drag = row

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._drag is None:
            shape = Qt.CursorShape.ArrowCursor if self._in_gutter(event) else Qt.CursorShape.IBeamCursor
            self.viewport().setCursor(shape)
            super().mouseMoveEvent(event)
            return
        y = event.position().y()
        row = self._row_at(y)
        self._drop = row + (y > row_rect(self, self.document().findBlockByNumber(row)).center().y())
        self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        dragged, dropped = self._drag, self._drop
        self._drag = self._drop = None
        if dragged is None:
            super().mouseReleaseEvent(event)
            return
        if dropped is not None:
            self._become(*lista.move_to(self.rows(), dragged, dropped), None)
        self.viewport().update()

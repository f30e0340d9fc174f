"""The grid of a muestra: keys as in a sheet, and Tab that leaves it after the last cell. Must never save anything."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QScrollArea,
    QTableView,
    QWidget,
)

from supervisor_app.domain.cedula.definition import Kind
from supervisor_app.ui.kit.theme import follow, style
from supervisor_app.ui.kit.tokens import HEIGHT_TABLE_ROW
from supervisor_app.ui.visita.cedulas.campos import LetCommandsThrough
from supervisor_app.ui.visita.cedulas.celda import PAD, CellDelegate
from supervisor_app.ui.visita.cedulas.renglones import CORTAS, IMPORTE, NOTA, PALABRAS, RESULTADO, RowsModel
from supervisor_app.ui.visita.evidencia.entrada import carries_evidence

_Index = QModelIndex | QPersistentModelIndex
_VISIBLE_ROWS = 6
_NO_KEYS = Qt.KeyboardModifier.NoModifier
_EndEdit = QAbstractItemDelegate.EndEditHint


class RowsTable(QTableView):
    """``left(step)``: the person walked out of the table with the arrows or Esc, 1 down or -1 up.

    ``told(sentence, ink)``: what happened to what was typed or pasted. The clipboard is read only to paste.
    """

    left = Signal(int)
    told = Signal(str, str)

    def __init__(self, model: RowsModel, guard: LetCommandsThrough, name: str) -> None:
        super().__init__()
        self.rows = model
        self._about = False
        self.theme = follow(self)
        style(self, kind="framed", role="small", figures=True)
        self.setModel(model)
        self._delegate = CellDelegate(self, guard)
        self._delegate.typed.connect(self.forgive)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(name)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setCornerButtonEnabled(False)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setHighlightSections(False)
            header.setSectionsClickable(False)
            style(header, role="small-medium", figures=True)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        for changed in (model.rowsInserted, model.modelReset):
            changed.connect(lambda *_: self.updateGeometry())
        self.restyle()

    # --- size -----------------------------------------------------------------------------------------------------

    def restyle(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self._row_height())
        self.verticalHeader().setMinimumSectionSize(self._row_height())
        self.verticalHeader().setFixedWidth(math.ceil(self.theme.text_width("0,000", "small-medium")) + 12)
        self.horizontalHeader().setFixedHeight(self._row_height())
        self._share_width()
        self.updateGeometry()

    def _row_height(self) -> int:
        return self.theme.height(HEIGHT_TABLE_ROW, "small")

    def sizeHint(self) -> QSize:
        shown = max(1, min(_VISIBLE_ROWS, self.rows.rowCount()))
        bar = self.horizontalScrollBar()
        extra = bar.sizeHint().height() if bar.maximum() > 0 else 0
        return QSize(self.theme.px(320), (shown + 1) * self._row_height() + 2 + extra)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(160), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        """Result and amount take what they need; reference, detail and note share the rest. Where that is too little,
        the result is told in one word.
        """
        amount = math.ceil(self.theme.text_width("Importe ($)00", "small-medium")) + 2 * PAD
        least = self.theme.px(92)
        own = [self._own_width(column) for column in range(NOTA + 1, self.rows.columnCount())]
        for self._delegate.short in (False, True):
            result = self._result_width()
            rest = self.viewport().width() - result - amount - sum(own)
            if rest >= 3 * least:
                break
        widths = [max(least, rest * share // 100) for share in (34, 33)]
        widths.append(max(least, rest - sum(widths)))
        for column, width in zip(
            (0, 1, RESULTADO, IMPORTE, NOTA), (*widths[:2], result, amount, widths[2]), strict=True
        ):
            self.setColumnWidth(column, width)
        for place, width in enumerate(own, start=NOTA + 1):
            self.setColumnWidth(place, width)

    def _own_width(self, column: int) -> int:
        """An own column takes its title; a count no more, an amount its figures with a sign beside them."""
        own = self.rows.own(column)
        title = math.ceil(self.theme.text_width(self.rows.titles()[column], "small-medium")) + 2 * PAD
        if own is None or own.tipo not in (Kind.NUMERO, Kind.MONTO):
            return max(title, self.theme.px(92))
        figures = "$00,000.00" if own.tipo is Kind.MONTO else "00,000"
        sign = self.theme.px(14) + 6
        return max(title, math.ceil(self.theme.text_width(figures, "small", figures=True)) + sign + 2 * PAD)

    def _result_width(self) -> int:
        texts = (*self.words().values(), "Resultado")
        words = max(self.theme.text_width(text, "small-medium") for text in texts)
        return math.ceil(words) + self.theme.px(14) + 6 + 2 * PAD + 2

    def words(self) -> Mapping[bool | None, str]:
        """How a result is told at the present width."""
        return CORTAS if self._delegate.short else PALABRAS

    # --- keys -----------------------------------------------------------------------------------------------------

    def enter_cell(self, row: int = 0, column: int = 0) -> None:
        """Take the focus, at that cell where there is no current one."""
        if not self.currentIndex().isValid():
            self.setCurrentIndex(self.rows.index(row, column))
        self.setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.state() == QAbstractItemView.State.EditingState:
            # Enter comes here from the cell being typed, before it is handed over: ``closeEditor`` goes on from there.
            event.accept()
            return
        if self._command(event) or self._walk(event):
            event.accept()
            return
        super().keyPressEvent(event)
        # A character must never reach the screen: there it would be a command.
        if event.text().isprintable() and event.text() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.accept()

    def _command(self, event: QKeyEvent) -> bool:
        """Keys that change something."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
            return True
        if self.rows.locked:
            return False
        key, plain = event.key(), event.modifiers() in (_NO_KEYS, Qt.KeyboardModifier.KeypadModifier)
        actions: dict[int, Callable[[], None]] = {}
        if event.matches(QKeySequence.StandardKey.Paste):
            if carries_evidence(QGuiApplication.clipboard().mimeData()):
                return False  # the screen attaches it to the row
            actions[key] = self.paste
        elif event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            actions = {Qt.Key.Key_D: self.duplicate}
        elif plain:
            actions = {
                Qt.Key.Key_Insert: self.add_row,
                Qt.Key.Key_Delete: self.delete_rows,
                Qt.Key.Key_Backspace: self._empty_cell,
            }
            if self.currentIndex().column() == RESULTADO:
                row = self.currentIndex().row()
                actions |= {
                    Qt.Key.Key_Space: lambda: self.rows.toggle_result(row),
                    Qt.Key.Key_C: lambda: self.rows.set_result(row, True),
                    Qt.Key.Key_S: lambda: self.rows.set_result(row, False),
                }
        action = actions.get(key)
        if action is not None and (self.currentIndex().isValid() or action in (self.paste, self.add_row)):
            action()
        return action is not None

    def _walk(self, event: QKeyEvent) -> bool:
        """Keys that move; past the first and the last row they leave the table."""
        if event.modifiers() not in (_NO_KEYS, Qt.KeyboardModifier.KeypadModifier):
            return False
        row, last = self.currentIndex().row(), self.rows.rowCount() - 1
        if event.key() == Qt.Key.Key_Escape or (event.key() == Qt.Key.Key_Up and row <= 0):
            self.left.emit(-1)
        elif event.key() == Qt.Key.Key_Down and row >= last:
            self.left.emit(1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go_down()
        else:
            return False
        return True

    def _go_down(self) -> None:
        """The next row; from the last one, a new one where the last has something written."""
        index = self.currentIndex()
        if index.row() < self.rows.rowCount() - 1:
            self.setCurrentIndex(index.siblingAtRow(index.row() + 1))
        elif index.isValid() and not self.rows.locked and not self.rows.rows()[index.row()].vacia:
            self.setCurrentIndex(self.rows.index(self.rows.add(index.row()), index.column()))

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes from cell to cell, and out of the table after the last one (before the first one, backwards)."""
        index = self.currentIndex()
        cell = index.row() * self.rows.columnCount() + index.column() + (1 if forward else -1)
        if not index.isValid() or not 0 <= cell < self.rows.rowCount() * self.rows.columnCount():
            return super().focusNextPrevChild(forward)
        self.setCurrentIndex(self.rows.index(*divmod(cell, self.rows.columnCount())))
        return True

    def keyboardSearch(self, search: str) -> None:
        """Nothing: a letter on a result must not jump to another row."""

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        """Keep the cell in sight also where the table is taller than what can be seen of the form."""
        super().currentChanged(current, previous)
        if self.hasFocus() or self.state() == QAbstractItemView.State.EditingState:
            self._tell_about(current)
        area = self.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        content = area.widget() if area is not None else None
        if area is not None and content is not None and current.isValid() and self.hasFocus():
            spot = self.viewport().mapTo(content, self.visualRect(current).center())
            area.ensureVisible(area.horizontalScrollBar().value(), spot.y(), 0, self._row_height())

    def _tell_about(self, index: _Index) -> None:
        """What there is to know of the current cell. What was told of a change before stays until there is."""
        sentence, ink = self.rows.about(index.row(), index.column()) if index.isValid() else ("", "text3")
        if sentence or self._about:
            self._about = bool(sentence)
            self.told.emit(sentence, ink)

    # --- what the keys do -----------------------------------------------------------------------------------------

    def add_row(self) -> None:
        """An empty row under the current one, ready to be typed in."""
        after = self.currentIndex().row() if self.currentIndex().isValid() else self.rows.rowCount() - 1
        self.setCurrentIndex(self.rows.index(self.rows.add(after), 0))
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def duplicate(self) -> None:
        index = self.currentIndex()
        self.setCurrentIndex(self.rows.index(self.rows.duplicate(index.row()), index.column()))

    def delete_rows(self) -> None:
        """The rows of the selection; the row that takes their place becomes current."""
        # By ranges: asking for each selected cell takes longer than deleting 5,000 rows.
        selection = self.selectionModel().selection()
        blocks = (selection.at(place) for place in range(selection.count()))
        chosen = {row for block in blocks for row in range(block.top(), block.bottom() + 1)}
        rows = sorted(chosen or {self.currentIndex().row()})
        column = self.currentIndex().column()
        self.rows.remove(rows)
        left = self.rows.rowCount()
        if left:
            self.setCurrentIndex(self.rows.index(min(rows[0], left - 1), column))
        word = "renglón borrado" if len(rows) == 1 else "renglones borrados"
        self.told.emit(f"{len(rows):,} {word}. Ctrl+Z los devuelve.", "text3")

    def _empty_cell(self) -> None:
        index = self.currentIndex()
        if index.column() == RESULTADO:
            self.rows.set_result(index.row(), None)
        else:
            self.rows.write(index.row(), index.column(), "")

    def paste(self) -> None:
        """Put the copied cells in; the sentence says how they were read."""
        index = self.currentIndex()
        sentence = self.rows.paste(QGuiApplication.clipboard().text(), index.row(), index.column())
        if not self.currentIndex().isValid() and self.rows.rowCount():
            self.setCurrentIndex(self.rows.index(0, 0))
        self.told.emit(sentence, "warn" if "No se ent" in sentence or "no tiene" in sentence else "text3")

    def copy(self) -> None:
        """The selected cells as a sheet would copy them."""
        rows: dict[int, list[str]] = {}
        for index in sorted(self.selectedIndexes(), key=lambda i: (i.row(), i.column())):
            rows.setdefault(index.row(), []).append(str(index.data() or ""))
        QGuiApplication.clipboard().setText("\n".join("\t".join(cells) for cells in rows.values()))

    # --- editing a cell -------------------------------------------------------------------------------------------

    def commit_editor(self) -> None:
        """Hand over the cell that is being typed, if any."""
        editor = self._editor()
        if editor is not None:
            self.commitData(editor)
            self.closeEditor(editor, _EndEdit.NoHint)

    def _editor(self) -> QLineEdit | None:
        return next((e for e in self.viewport().findChildren(QLineEdit) if e.isVisible()), None)

    def forgive(self) -> None:
        """Something else is being typed: no error any more, what there is to know of the cell still."""
        self._about = True
        self._tell_about(self.currentIndex())

    def closeEditor(self, editor: QWidget, hint: _EndEdit) -> None:
        refused, self._delegate.refused = self._delegate.refused, ""
        if hint == _EndEdit.RevertModelCache:
            self.forgive()
        elif refused and hint != _EndEdit.NoHint and editor.hasFocus():
            # Enter or Tab on an amount that cannot be read: the text stays in its cell until it is mended or given up.
            self.told.emit(f"{refused} Esc deja la celda como estaba.", "bad")
            return
        aside = bool(refused) and hint != _EndEdit.RevertModelCache
        if aside and isinstance(editor, QLineEdit):
            self.rows.write_aside(self.currentIndex().row(), editor.text())
        super().closeEditor(editor, _EndEdit.NoHint)
        if hint == _EndEdit.SubmitModelCache:
            self._go_down()
        elif hint in (_EndEdit.EditNextItem, _EndEdit.EditPreviousItem):
            self.focusNextPrevChild(hint == _EndEdit.EditNextItem)
        if aside:
            self._about = False
            self.told.emit(f"{refused} El texto quedó en la nota.", "warn")

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._tell_about(self.currentIndex())
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

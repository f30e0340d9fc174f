"""The questions of one cédula, one under the other, of which one is being answered.

Rows are made for the cédula that is shown and for no other. This module must never save: it says what was answered.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum

from PySide6.QtCore import QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget

from supervisor_app.domain.cedula.definition import CedulaDefinition, ItemDefinition
from supervisor_app.ui.kit.labels import WrapLabel
from supervisor_app.ui.kit.scroll_column import ScrollColumn
from supervisor_app.ui.visita.cedulas.muestra import MuestraAnswer
from supervisor_app.ui.visita.cedulas.pregunta import QuestionRow, QuestionState
from supervisor_app.ui.visita.cedulas.respuesta import Answer, Draft


class Filter(StrEnum):
    """Which questions are shown."""

    ALL = "todas"
    PENDING = "pendientes"
    FOUND = "hallazgos"


_NOTHING = {
    Filter.PENDING: "No hay preguntas sin contestar en esta cédula. Con N pasa a la siguiente de la visita.",
    Filter.FOUND: "Ninguna respuesta de esta cédula levanta una inconsistencia.",
}

MakeAnswer = Callable[[ItemDefinition, str], Answer]


class QuestionList(ScrollColumn):
    """``answered(item, Valor | None)``, ``rows_edited(item, rows, phrase)``; ``current_changed()`` when another item is
    being answered.
    """

    answered = Signal(object, object)
    rows_edited = Signal(object, object, str)
    current_changed = Signal()
    followed = Signal(str, str)
    draw_wanted = Signal()

    def __init__(self, make_answer: MakeAnswer) -> None:
        super().__init__(name="Preguntas")
        self._make_answer = make_answer
        self._rows: dict[str, QuestionRow] = {}
        self._drafts: dict[str, Draft] = {}
        self._current = ""
        self._filter = Filter.ALL
        self._locked = False
        # A row that opens has its height only after the next layout.
        self._settled = QTimer(self, singleShot=True, interval=0)
        self._settled.timeout.connect(self._reveal)
        self.set_margins(0, 0, 0, 12)
        self.column.setSpacing(0)
        self._header: QWidget | None = None
        self._nothing = WrapLabel("", "body", "text2")
        self._nothing.setContentsMargins(16, 16, 16, 16)
        self._label = WrapLabel("", "small", "text3")
        self._label.setContentsMargins(16, 12, 16, 0)
        self.add(self._nothing)
        self.add(self._label)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus)

    def set_header(self, header: QWidget) -> None:
        """What stands above the questions and scrolls with them."""
        self._header = header
        self.column.insertWidget(0, header)

    # --- showing --------------------------------------------------------------------------------------------------

    def show_cedula(self, definition: CedulaDefinition, states: Mapping[str, QuestionState], *, locked: bool) -> None:
        """Make the rows of ``definition``; what was typed wrong in the cédula left behind is kept for its return."""
        self._keep_drafts()
        self._locked = locked
        self._current = ""
        self.setUpdatesEnabled(False)
        for row in self._rows.values():
            self.column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = {}
        first = self.column.indexOf(self._nothing)
        for place, item in enumerate(definition.items):
            row = self._make_row(place + 1, item)
            row.show_state(states[item.id])
            self.column.insertWidget(first + place, row)
            self._rows[item.id] = row
            if not self._matches(item.id):
                # Said outright: a row that was never shown is shown by its layout later, unless it was hidden.
                row.hide()
            if item.id in self._drafts:
                row.answer.restore(self._drafts.pop(item.id))
        self._label.setText(
            f"{definition.etiqueta}. Versión {definition.version}, vigente al {definition.vigente_al:%d/%m/%Y}."
        )
        self._show_matching()
        self.verticalScrollBar().setValue(0)
        self.setUpdatesEnabled(True)

    def _make_row(self, number: int, item: ItemDefinition) -> QuestionRow:
        answer = self._make_answer(item, f"{number}. {item.pregunta}")
        row = QuestionRow(number, item, answer)
        row.set_locked(self._locked)
        row.walk.connect(self.walk)
        row.followed.connect(lambda what: self.followed.emit(item.id, what))
        answer.answered.connect(lambda valor: self.answered.emit(item, valor))
        if isinstance(answer, MuestraAnswer):
            answer.rows_edited.connect(lambda rows, phrase: self.rows_edited.emit(item, rows, phrase))
            answer.draw_wanted.connect(self.draw_wanted)
        return row

    def refresh(self, states: Mapping[str, QuestionState], *, locked: bool) -> None:
        """Show what changed, row by row. The row being answered stays even where the filter would hide it now."""
        for item_id, row in self._rows.items():
            row.show_state(states[item_id])
            if locked != self._locked:
                row.set_locked(locked)
        self._locked = locked
        self._show_matching()

    def show_again(self, item_id: str) -> None:
        """The answer was refused: show what holds."""
        if item_id in self._rows:
            self._rows[item_id].show_again()

    def _keep_drafts(self) -> None:
        self.commit()
        for item_id, row in self._rows.items():
            draft = row.answer.draft()
            if draft is not None:
                self._drafts[item_id] = draft

    def set_filter(self, shown: Filter) -> None:
        self._filter = shown
        self._show_matching()

    def filter(self) -> Filter:
        return self._filter

    def _matches(self, item_id: str) -> bool:
        state = self._rows[item_id].state()
        if state is None or item_id == self._current:
            return True
        if not state.asked:
            return False
        if self._filter is Filter.ALL:
            return True
        if self._filter is Filter.PENDING:
            return state.pending
        return any(c.what != "evidencia" for c in state.consequences)

    def _show_matching(self) -> None:
        shown = 0
        for item_id, row in self._rows.items():
            matches = self._matches(item_id)
            shown += matches
            if row.isHidden() is matches:
                row.setVisible(matches)
        self._nothing.setText(_NOTHING.get(self._filter, ""))
        self._nothing.setVisible(not shown)

    # --- the item being answered ----------------------------------------------------------------------------------

    def current(self) -> str:
        """The id of the item being answered, or ""."""
        return self._current

    def current_row(self) -> QuestionRow | None:
        return self._rows.get(self._current)

    def rows(self) -> list[QuestionRow]:
        return list(self._rows.values())

    def row(self, item_id: str) -> QuestionRow:
        return self._rows[item_id]

    def focus_item(self, item_id: str, reason: Qt.FocusReason = Qt.FocusReason.TabFocusReason) -> None:
        """Go to an item, showing it where the filter hides it."""
        row = self._rows.get(item_id)
        if row is None:
            return
        row.show()
        self.make_current(item_id)
        row.take_focus(reason)

    def make_current(self, item_id: str) -> None:
        """Make an item the one being answered, wherever the focus is."""
        if item_id != self._current:
            before, self._current = self._rows.get(self._current), item_id
            if before is not None:
                before.set_current(False, inside=False)
                before.setVisible(self._matches(before.item.id))
            row = self._rows[item_id]
            row.set_current(True, inside=self._has_focus(row))
            self.current_changed.emit()
        self._settled.start()

    def _has_focus(self, row: QuestionRow) -> bool:
        focus = QApplication.focusWidget()
        return focus is not None and (focus is row or row.isAncestorOf(focus))

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        """The focus moved: the row that has it now becomes current; the current one knows whether it is in it."""
        if new is None:
            return
        row = next((r for r in self._rows.values() if r is new or r.isAncestorOf(new)), None)
        if row is not None and row.item.id != self._current:
            entered = new is row.answer.entry()
            self.make_current(row.item.id)
            if entered and row.answer.entry() is not new:
                # It has opened meanwhile: go on to where the answer is given.
                row.take_focus()
        current = self.current_row()
        if current is not None:
            current.set_current(True, inside=row is current)

    def walk(self, step: int) -> None:
        """To the next shown item; at the ends it stays, so that one key too many leads nowhere."""
        shown = [item_id for item_id, row in self._rows.items() if not row.isHidden()]
        here = shown.index(self._current) + step if self._current in shown else 0
        if 0 <= here < len(shown):
            self.focus_item(shown[here])
        else:
            self.commit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        row = self.current_row()
        if row is not None and row.is_inside():
            self._settled.start()

    def _reveal(self) -> None:
        """Scroll so that the row being answered is seen, its beginning first."""
        row = self.current_row()
        if row is None:
            return
        spot = QRect(row.mapTo(self.content(), QPoint(0, 0)), row.size())
        bar, tall = self.verticalScrollBar(), self.viewport().height()
        if spot.top() < bar.value() or spot.height() >= tall:
            bar.setValue(spot.top())
        elif spot.bottom() > bar.value() + tall:
            bar.setValue(spot.bottom() - tall + 1)

    def stops(self) -> list[QWidget]:
        """The stops of Tab from the first shown item to the last."""
        return [stop for row in self._rows.values() if not row.isHidden() for stop in row.answer.stops()]

    def commit(self) -> None:
        row = self.current_row()
        if row is not None:
            row.answer.commit()


__all__ = ["Filter", "QuestionList"]

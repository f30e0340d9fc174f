"""What answers one item: the four pills, or a field with its «No aplica». One class per kind, each dumb.

They show a value, say what was answered, and keep what cannot be read as it was typed. They must never save anything,
nor know other items.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from supervisor_app.domain.cedula.answers import Cumplimiento, Valor, ValorCumple
from supervisor_app.domain.cedula.definition import ItemDefinition, Opcion
from supervisor_app.domain.cedula.session import NO_APLICA
from supervisor_app.ui.kit.answer_bar import CUMPLIMIENTO, AnswerBar, Option
from supervisor_app.ui.kit.sentence import Sentence
from supervisor_app.ui.kit.theme import follow
from supervisor_app.ui.visita.cedulas.campos import item_field

Draft = str | Mapping[str, str]
"""What was typed and could not be read, as it was typed."""

_FIELD_WIDTH = 150
_NA_ONLY = (Option("no_aplica", "No aplica", "circle-minus", "na"),)


class Visibility:
    """Shows and hides widgets only where that changes: each time costs a layout, and rows have many."""

    def __init__(self) -> None:
        self._known: dict[QWidget, bool] = {}

    def set(self, widget: QWidget, visible: bool) -> None:
        if self._known.get(widget) is not visible:
            self._known[widget] = visible
            widget.setVisible(visible)


class Answer(QObject):
    """The answer of one item; ``widget`` stands beside the question, ``body`` (if any) under it while it is current.

    ``answered(Valor | None)``: a person answered, or took the answer back.
    """

    answered = Signal(object)

    def __init__(self, item: ItemDefinition, widget: QWidget) -> None:
        super().__init__(widget)
        self.item = item
        self.widget = widget
        self.valor: Valor | None = None
        self._visible = Visibility()

    def show_value(self, valor: Valor | None) -> None:
        """Show what is answered, without emitting."""
        raise NotImplementedError

    def show_choices(self, choices: Sequence[Opcion]) -> None:
        """What can be chosen now, for answers that are chosen from a list."""

    def set_current(self, current_item: bool) -> None:
        """Open or close what is shown only while this is the item being answered."""

    def set_locked(self, locked: bool) -> None:
        raise NotImplementedError

    def body(self) -> QWidget | None:
        """What opens under the question; made when it is first asked for."""
        return None

    def entry(self) -> QWidget:
        """Where the focus goes when the item is reached."""
        raise NotImplementedError

    def stops(self) -> list[QWidget]:
        """The stops of Tab, in order, as they are now."""
        return [self.entry()]

    def no_aplica(self) -> None:
        self.answered.emit(NO_APLICA)

    def clear(self) -> None:
        """Take the answer back."""
        if self.valor is not None:
            self.answered.emit(None)

    def commit(self) -> None:
        """Hand over what is being typed."""

    def error(self) -> str:
        """What is wrong with what was typed, or ""."""
        return ""

    def draft(self) -> Draft | None:
        """What was typed and is no answer, to be shown again when the item comes back."""
        return None

    def restore(self, draft: Draft) -> None:
        """Show again what was typed, with what is wrong with it."""


class CumpleAnswer(Answer):
    """The four pills."""

    def __init__(self, item: ItemDefinition, name: str) -> None:
        self._bar = AnswerBar(CUMPLIMIENTO, name)
        super().__init__(item, self._bar)
        self._bar.answered.connect(lambda word: self.answered.emit(ValorCumple(valor=Cumplimiento(word))))
        self._bar.cleared.connect(lambda: self.answered.emit(None))

    def show_value(self, valor: Valor | None) -> None:
        self.valor = valor
        self._bar.set_value(valor.valor.value if isinstance(valor, ValorCumple) else None)

    def set_locked(self, locked: bool) -> None:
        self._bar.set_locked(locked)

    def entry(self) -> QWidget:
        return self._bar


def na_bar(name: str) -> AnswerBar:
    """The one pill of «No aplica» beside an answer that is not a choice of four."""
    return AnswerBar(_NA_ONLY, f"{name} No aplica")


class _Holder(QWidget):
    """A column with a field of equal width in every row; wider while it has an error to tell."""

    def __init__(self, field: QWidget) -> None:
        super().__init__()
        self._field = field
        self.theme = follow(self)
        self.wide = False
        self.restyle()

    def restyle(self) -> None:
        self._field.setFixedWidth(self.theme.px(_FIELD_WIDTH))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(max(hint.width(), self.theme.px(260)), hint.height()) if self.wide else hint


class ValueAnswer(Answer):
    """A number, per cent, amount or date, with its sentence of error under it and «No aplica» before it."""

    def __init__(self, item: ItemDefinition, name: str, today: Callable[[], dt.date]) -> None:
        self.field = item_field(item, name, today)
        holder = self._holder = _Holder(self.field)
        super().__init__(item, holder)
        self._na = na_bar(name)
        self._error = Sentence()
        self._locked = self._current = False
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addStretch(1)
        row.addWidget(self._na, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.field)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self._error)
        self._arrange()
        self.field.changed.connect(self.answered)
        self.field.problem.connect(self._tell)
        self._na.answered.connect(lambda _word: self.no_aplica())
        self._na.cleared.connect(self._take_back)

    def show_value(self, valor: Valor | None) -> None:
        self.valor = valor
        self._na.set_value("no_aplica" if valor == NO_APLICA else None)
        self.field.show_value(valor)
        self._arrange()

    def set_current(self, current_item: bool) -> None:
        self._current = current_item
        self._arrange()

    def set_locked(self, locked: bool) -> None:
        self._locked = locked
        self.field.setReadOnly(locked)
        self._na.set_locked(locked)
        self._arrange()

    def _arrange(self) -> None:
        chosen = self.valor == NO_APLICA
        had_focus = self.field.hasFocus() or self._na.hasFocus()
        self._visible.set(self._na, chosen or (self._current and not self._locked))
        self._visible.set(self.field, not chosen)
        if had_focus:
            self.entry().setFocus(Qt.FocusReason.OtherFocusReason)

    def entry(self) -> QWidget:
        return self._na if self.valor == NO_APLICA else self.field

    def clear(self) -> None:
        if self.valor == NO_APLICA:
            super().clear()

    def _take_back(self) -> None:
        self.answered.emit(None)

    def no_aplica(self) -> None:
        if not self._locked:
            # What was half typed gives way; undo brings the answer back, not the typing.
            self.field.setModified(False)
            super().no_aplica()

    def commit(self) -> None:
        if not self._locked:
            self.field.commit()

    def error(self) -> str:
        return self.field.sentence()

    def draft(self) -> Draft | None:
        return self.field.text() if self.field.sentence() else None

    def restore(self, draft: Draft) -> None:
        if isinstance(draft, str):
            self.field.setText(draft)
            self.field.commit()

    def _tell(self, sentence: str) -> None:
        self._error.say(sentence)
        self.field.setAccessibleDescription(sentence)
        self._holder.wide = bool(sentence)
        self._holder.updateGeometry()

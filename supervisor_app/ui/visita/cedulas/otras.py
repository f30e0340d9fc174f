"""The answers that are written, chosen from a list, or calculated from others. One class per kind, each dumb.

They must never save anything, nor know other items: what is offered is told to them.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from supervisor_app.domain.cedula.answers import Valor, ValorOpcion, ValorOpciones, ValorTexto
from supervisor_app.domain.cedula.definition import ItemDefinition, Opcion
from supervisor_app.domain.cedula.session import NO_APLICA, como_texto, interpretar
from supervisor_app.errors import UserError
from supervisor_app.ui.enlace import Binding
from supervisor_app.ui.kit.check_list import CheckList, CheckRow
from supervisor_app.ui.kit.choice import Choice
from supervisor_app.ui.kit.labels import WrapLabel
from supervisor_app.ui.kit.sentence import Sentence
from supervisor_app.ui.kit.theme import follow
from supervisor_app.ui.visita.cedulas.notas import NoteArea
from supervisor_app.ui.visita.cedulas.respuesta import Answer, Draft, na_bar

_WIDTH = 300
_KEYS = "123456789"


class _Wide(QWidget):
    """A column of one width in every row, so that fields stand under each other."""

    def __init__(self, width: int = _WIDTH) -> None:
        super().__init__()
        self._width = width
        self.theme = follow(self)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(4)
        policy = QSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def restyle(self) -> None:
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        width = self.theme.px(self._width)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(min(self._width, 160)), super().minimumSizeHint().height())

    def heightForWidth(self, width: int) -> int:
        column = self.column
        return column.totalHeightForWidth(width) if column.hasHeightForWidth() else column.totalSizeHint().height()


class _WithNa(Answer):
    """A field with «No aplica» over it while it is the item being answered, or once that is the answer."""

    def __init__(self, item: ItemDefinition, name: str, field: QWidget) -> None:
        self._holder = _Wide()
        super().__init__(item, self._holder)
        self._field = field
        self._na = na_bar(name)
        self._locked = self._current = False
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(self._na)
        self._holder.column.addLayout(row)
        self._holder.column.addWidget(field)
        self._na.answered.connect(lambda _word: self.no_aplica())
        self._na.cleared.connect(lambda: self.answered.emit(None))
        self._arrange()

    def show_value(self, valor: Valor | None) -> None:
        self.valor = valor
        self._na.set_value("no_aplica" if valor == NO_APLICA else None)
        self._show(valor)
        self._arrange()

    def _show(self, valor: Valor | None) -> None:
        raise NotImplementedError

    def set_current(self, current_item: bool) -> None:
        self._current = current_item
        self._arrange()

    def set_locked(self, locked: bool) -> None:
        self._locked = locked
        self._na.set_locked(locked)
        self._lock(locked)
        self._arrange()

    def _lock(self, locked: bool) -> None:
        raise NotImplementedError

    def _arrange(self) -> None:
        chosen = self.valor == NO_APLICA
        had_focus = self._field.hasFocus() or self._na.hasFocus()
        self._visible.set(self._na, chosen or (self._current and not self._locked))
        self._visible.set(self._field, not chosen)
        if had_focus:
            self.entry().setFocus(Qt.FocusReason.OtherFocusReason)

    def entry(self) -> QWidget:
        return self._na if self.valor == NO_APLICA else self._field

    def no_aplica(self) -> None:
        if not self._locked:
            super().no_aplica()


class TextAnswer(_WithNa):
    """Words of one's own, saved while they are typed."""

    def __init__(self, item: ItemDefinition, name: str) -> None:
        self.area = NoteArea(placeholder="Escriba la respuesta", minimum_lines=2, name=name)
        super().__init__(item, name, self.area)
        self._error = Sentence()
        self._holder.column.addWidget(self._error)
        Binding(self.area, self._read)

    def _show(self, valor: Valor | None) -> None:
        self.area.show_text(valor.valor if isinstance(valor, ValorTexto) else "")

    def _lock(self, locked: bool) -> None:
        self.area.setReadOnly(locked)

    def _read(self, text: str) -> None:
        if self._locked:
            return
        try:
            valor = interpretar(self.item, text)
        except UserError as error:
            self._error.say(error.message)
            return
        self._error.say("")
        if valor != self.valor and not (valor is None and self.valor == NO_APLICA):
            self.answered.emit(valor)

    def commit(self) -> None:
        if not self._locked:
            self.area.commit()

    def error(self) -> str:
        return self._error.text()

    def draft(self) -> Draft | None:
        return self.area.text() if self.error() else None

    def restore(self, draft: Draft) -> None:
        if isinstance(draft, str):
            self.area.set_value(draft)
            self._read(draft)


class ChoiceAnswer(_WithNa):
    """One of a list: its number in the list, the first letters, or the list itself."""

    def __init__(self, item: ItemDefinition, name: str) -> None:
        self.choice = Choice(name=name)
        self._offered: tuple[Opcion, ...] = ()
        super().__init__(item, name, self.choice)
        self.choice.chosen.connect(self._choose)
        self.choice.installEventFilter(self)

    def show_choices(self, choices: Sequence[Opcion]) -> None:
        self._offered = tuple(choices)
        self._fill()

    def _fill(self) -> None:
        rows = [(o.clave, o.texto) for o in self._offered]
        chosen = self.valor if isinstance(self.valor, ValorOpcion) else None
        if chosen is not None and chosen.valor not in {o.clave for o in self._offered}:
            # What was answered stays to be seen, also where the list does not offer it any more.
            rows.append((chosen.valor, chosen.texto))
        self.choice.set_choices(rows)
        self.choice.set_value(chosen.valor if chosen is not None else "")

    def _show(self, valor: Valor | None) -> None:
        self._fill()

    def _lock(self, locked: bool) -> None:
        self.choice.setEnabled(not locked)

    def _choose(self, key: str) -> None:
        for option in self._offered:
            if option.clave == key and not self._locked:
                self.answered.emit(ValorOpcion(valor=option.clave, texto=option.texto))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A figure chooses by place; Enter, Supr and the arrows with nothing open belong to the question."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and watched is self.choice:
            place = _KEYS.find(event.text()) if event.text() else -1
            if 0 <= place < len(self._offered):
                self._choose(self._offered[place].clave)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Up, Qt.Key.Key_Down):
                event.ignore()
                return not event.modifiers()
        return False


class ChoicesAnswer(_WithNa):
    """Several of a list, each ticked."""

    def __init__(self, item: ItemDefinition, name: str) -> None:
        self.list = CheckList(name)
        self.list.set_whole(True)
        self._offered: tuple[Opcion, ...] = ()
        super().__init__(item, name, self.list)
        self.list.asked.connect(self._tick)

    def show_choices(self, choices: Sequence[Opcion]) -> None:
        self._offered = tuple(choices)
        self._fill()

    def _chosen(self) -> dict[str, ValorOpcion]:
        return {v.valor: v for v in self.valor.valores} if isinstance(self.valor, ValorOpciones) else {}

    def _fill(self) -> None:
        chosen = self._chosen()
        known = {o.clave: o.texto for o in self._offered} | {k: v.texto for k, v in chosen.items()}
        self.list.set_rows([CheckRow(k, "", words, checked=k in chosen) for k, words in known.items()])

    def _show(self, valor: Valor | None) -> None:
        self._fill()

    def _lock(self, locked: bool) -> None:
        self.list.set_read_only(locked)

    def _tick(self, key: str, checked: bool) -> None:
        chosen = self._chosen()
        if checked:
            chosen |= {o.clave: ValorOpcion(valor=o.clave, texto=o.texto) for o in self._offered if o.clave == key}
        else:
            chosen.pop(key, None)
        order = [o.clave for o in self._offered]
        valores = sorted(chosen.values(), key=lambda v: order.index(v.valor) if v.valor in order else len(order))
        self.answered.emit(ValorOpciones(valores=tuple(valores)) if valores else None)


class CalculatedAnswer(Answer):
    """What other answers give; it is read and reached, not typed."""

    def __init__(self, item: ItemDefinition, name: str) -> None:
        holder = _Wide()
        super().__init__(item, holder)
        self._name = name
        self._words = WrapLabel("", "section", "text")
        self._why = WrapLabel("Se calcula con otras respuestas de esta cédula.", "small", "text2")
        for label in (self._words, self._why):
            label.setAlignment(Qt.AlignmentFlag.AlignRight)
            holder.column.addWidget(label)
        holder.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.show_value(None)

    def show_value(self, valor: Valor | None) -> None:
        self.valor = valor
        unit = f" {self.item.unidad}" if valor is not None and self.item.unidad else ""
        text = "Sin datos todavía" if valor is None else f"{como_texto(valor)}{unit}"
        self._words.setText(text)
        self.widget.setAccessibleName(f"{self._name}. {text}. Se calcula con otras respuestas")

    def set_locked(self, locked: bool) -> None:
        """Nobody types it anyway."""

    def entry(self) -> QWidget:
        return self.widget

    def no_aplica(self) -> None:
        """Not for a person to say."""

    def clear(self) -> None:
        """Not for a person to take back."""

"""One question of a cédula: its number, its words, its answer, and what the answer led to.

The one being answered is a card with the accent round it. It must never save anything: it says what was asked of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from supervisor_app.domain.cedula.answers import Fila, Valor
from supervisor_app.domain.cedula.definition import ItemDefinition, Opcion
from supervisor_app.domain.cedula.evaluada import CedulaEvaluada
from supervisor_app.ui.kit import paint
from supervisor_app.ui.kit.banner import IconMark
from supervisor_app.ui.kit.beside import Beside
from supervisor_app.ui.kit.labels import Text, WrapLabel
from supervisor_app.ui.kit.sentence import Sentence
from supervisor_app.ui.kit.theme import follow, style
from supervisor_app.ui.kit.tokens import RADIUS_CARD
from supervisor_app.ui.visita.cedulas.muestra import MuestraAnswer
from supervisor_app.ui.visita.cedulas.respuesta import Answer

_REST = (14, 5, 10, 6)
_CARD = (20, 12, 16, 14)
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


@dataclass(frozen=True, slots=True)
class Consequence:
    """What an answer led to: ``what`` is told when it is followed."""

    text: str
    icon: str
    ink: str
    what: str


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence under the question: a rule that its answer does not meet (``bad`` or ``warn``), or why it is here."""

    text: str
    ink: str


@dataclass(frozen=True)
class QuestionState:
    """All that a row shows of the visit. ``logic`` is what its cédula says of own columns, for a muestra."""

    valor: Valor | None
    rows: tuple[Fila, ...] = ()
    consequences: tuple[Consequence, ...] = ()
    asked: bool = True
    remarks: tuple[Remark, ...] = ()
    choices: tuple[Opcion, ...] = ()
    logic: CedulaEvaluada | None = field(default=None, compare=False)

    @property
    def alert(self) -> str:
        """The ink of the rules that its answer does not meet, the hard ones first; "" where it meets all."""
        return next((ink for ink in ("bad", "warn") if any(one.ink == ink for one in self.remarks)), "")

    @property
    def pending(self) -> bool:
        """Whether a person still has to answer it."""
        return self.asked and self.valor is None


class ConsequenceLink(QAbstractButton):
    """Icon and words in their ink, underlined under the pointer. It has a key of its own, so it is no stop of Tab."""

    access_role = QAccessible.Role.Link

    def __init__(self, consequence: Consequence) -> None:
        super().__init__()
        self._consequence = consequence
        self.theme = follow(self)
        self.setText(consequence.text)
        self.setAccessibleName(consequence.text)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        words = self.theme.text_width(self.text(), "small-medium")
        return QSize(int(words) + self.theme.px(14) + 7, max(self.theme.px(20), self.theme.line("small") + 4))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        canvas = paint.Canvas(self, self.theme)
        ink, left = self._consequence.ink, self.theme.px(14) + 5
        canvas.icon(self._consequence.icon, 0, self.height() / 2, size=14, ink=ink)
        words = QRectF(left, 0, self.width() - left, self.height())
        canvas.write(words, self.text(), "small-medium", ink=ink)
        if self.underMouse():
            canvas.rule(left, words.center().y() + self.theme.line("small") / 2, words.width(), ink=ink)


class QuestionRow(QWidget):
    """``walk(step)``: to the item after or before. ``followed(what)``: a consequence was clicked."""

    walk = Signal(int)
    followed = Signal(str)

    def __init__(self, number: int, item: ItemDefinition, answer: Answer) -> None:
        super().__init__()
        self.item, self.answer = item, answer
        self.theme = follow(self)
        self._current = self._inside = self._locked = False
        self._state: QuestionState | None = None
        self._links: list[ConsequenceLink] = []
        self._remarks: list[Sentence] = []
        self._number = Text(f"{number:02d}", "body-medium", "text3", figures=True)
        self._mark = IconMark("circle-dashed", size=14, ink="text3")
        self._question = WrapLabel(item.pregunta, "body")
        self.setAccessibleName(f"{number}. {item.pregunta}")
        self._build()
        if isinstance(answer, MuestraAnswer):
            answer.left.connect(self.walk)

    def _build(self) -> None:
        side = QVBoxLayout()
        side.setSpacing(2)
        side.addWidget(self._number)
        side.addWidget(self._mark)
        side.addStretch(1)
        text = QVBoxLayout()
        text.setSpacing(0)
        text.addWidget(self._question)
        self._trail = QHBoxLayout()
        self._trail.setSpacing(14)
        self._trail.addStretch(1)
        text.addLayout(self._trail)
        self._said = QVBoxLayout()
        self._said.setSpacing(2)
        text.addLayout(self._said)
        words = QWidget()
        # The number stands on the first line of the question, however tall the answer beside them is.
        line = QHBoxLayout(words)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        line.addLayout(side)
        line.addLayout(text, 1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(*_REST)
        self._column.setSpacing(0)
        self._column.addWidget(Beside(words, self.answer.widget, keep=230, gap=12))

    def restyle(self) -> None:
        self.update()

    # --- showing --------------------------------------------------------------------------------------------------

    def show_state(self, state: QuestionState) -> None:
        """Show what the visit has; what did not change is not touched."""
        before, self._state = self._state, state
        if before is None or before.choices != state.choices:
            self.answer.show_choices(state.choices)
        if isinstance(self.answer, MuestraAnswer):
            self.answer.show_logic(state.logic)
            self.answer.show_alert(state.alert)
            if before is None or before.rows != state.rows:
                self.answer.show_rows(state.rows)
        if before is None or before.remarks != state.remarks:
            self._show_remarks(state.remarks)
        if before is None or before.valor != state.valor:
            self.answer.show_value(state.valor)
            self._mark.setVisible(state.valor is None)
        if before is None or before.consequences != state.consequences:
            self._show_links(state.consequences)

    def show_again(self) -> None:
        """Show the same once more, because the widget ran ahead of an answer that was refused."""
        if self._state is not None:
            self.answer.show_value(self._state.valor)

    def state(self) -> QuestionState | None:
        return self._state

    def _show_remarks(self, remarks: Sequence[Remark]) -> None:
        for sentence in self._remarks:
            self._said.removeWidget(sentence)
            sentence.hide()
            sentence.deleteLater()
        self._remarks = [Sentence(one.text, one.ink, self) for one in remarks]
        for sentence in self._remarks:
            self._said.addWidget(sentence)
        self.answer.entry().setAccessibleDescription(" ".join(one.text for one in remarks))

    def _show_links(self, consequences: Sequence[Consequence]) -> None:
        for link in self._links:
            self._trail.removeWidget(link)
            link.hide()
            link.deleteLater()
        self._links = [ConsequenceLink(one) for one in consequences]
        for place, (link, one) in enumerate(zip(self._links, consequences, strict=True)):
            link.clicked.connect(lambda _=False, what=one.what: self.followed.emit(what))
            self._trail.insertWidget(place, link)

    def set_locked(self, locked: bool) -> None:
        self._locked = locked
        self.answer.set_locked(locked)

    def is_current(self) -> bool:
        return self._current

    def is_inside(self) -> bool:
        """Whether it is the card and the focus is in it."""
        return self._inside

    def set_current(self, current: bool, *, inside: bool) -> None:
        """Make it the card, or not. ``inside``: the focus is in it and not in the panel beside."""
        if inside != self._inside:
            self._inside = inside
            self.update()
        if current == self._current:
            return
        self._current = current
        if current:
            body = self.answer.body()
            if body is not None and self._column.indexOf(body) < 0:
                # Under the words of the question, not under its number, there is not room enough.
                self._column.addWidget(body)
        self._column.setContentsMargins(*(_CARD if current else _REST))
        style(self._question, role="section" if current else "body")
        self._number.set_ink("accent" if current else "text3")
        self._mark.set_icon("circle-dashed", "accent" if current else "text3")
        self.answer.set_current(current)
        self.update()

    # --- keys and pointer -----------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() in _PLAIN and self._plain_key(event):
            return
        super().keyPressEvent(event)

    def _plain_key(self, event: QKeyEvent) -> bool:
        key, answer = event.key(), self.answer
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.walk.emit(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go_on()
        elif self._locked:
            return False
        elif event.text() == "4":
            answer.no_aplica()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            answer.clear()
        elif key == Qt.Key.Key_Insert and isinstance(answer, MuestraAnswer):
            answer.add_row()
        else:
            return False
        return True

    def _go_on(self) -> None:
        """Enter: the next field of the answer, from the last one the next item. An error is not walked away from."""
        stops = self.answer.stops()
        here = next((i for i, stop in enumerate(stops) if stop.hasFocus()), len(stops) - 1)
        if here < len(stops) - 1:
            stops[here + 1].setFocus(Qt.FocusReason.TabFocusReason)
        elif not self.answer.error():
            self.walk.emit(1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.take_focus(Qt.FocusReason.MouseFocusReason)

    def take_focus(self, reason: Qt.FocusReason = Qt.FocusReason.TabFocusReason) -> None:
        """Put the focus where the answer is given."""
        self.answer.entry().setFocus(reason)

    def paintEvent(self, event: QPaintEvent) -> None:
        canvas = paint.Canvas(self, self.theme)
        if self._current:
            card = QRectF(self.rect()).adjusted(6, 4, -6, -5)
            line, width = ("accent", 2.0) if self._inside else ("control", 1.0)
            canvas.box(card, RADIUS_CARD, fill="surface", line=line, width=width)
        else:
            canvas.rule(0, self.height() - 1, self.width())

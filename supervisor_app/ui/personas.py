"""Fields for people: one person, and a list that is added to, taken from and reordered by keyboard.

They speak in pairs (name, post); who signs as something («Elaboró») has that as a third. It must never know what the
people are for, nor keep an empty row as a person.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from supervisor_app.ui.enlace import Binding
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.field import Field
from supervisor_app.ui.kit.reflow import Reflow
from supervisor_app.ui.kit.suggest_field import SuggestField, Suggestion
from supervisor_app.ui.kit.text_field import TextField
from supervisor_app.ui.kit.tokens import SPACE_1, SPACE_2, SPACE_3

Pair = tuple[str, str]
"""Name and post."""

_BESIDE = 380


def suggestions_of(people: Sequence[Pair]) -> list[Suggestion]:
    return [Suggestion(f"{name}\n{post}", name, post) for name, post in people if name.strip()]


class PersonFields(QWidget):
    """Name and post of one person. ``edited((name, post))`` when either changed."""

    edited = Signal(object)

    def __init__(self, of_whom: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = SuggestField(name=f"Nombre {of_whom}")
        self.post = TextField(name=f"Cargo {of_whom}")
        self.name.picked.connect(self._fill_post)
        for field in (self.name, self.post):
            Binding(field, lambda _text: self.edited.emit(self.pair()))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        parts = (Field("Nombre", self.name), Field("Cargo", self.post))
        layout.addWidget(Reflow(parts, under=_BESIDE, gap=SPACE_3, stacked_gap=SPACE_2))
        self.setFocusProxy(self.name)

    def pair(self) -> Pair:
        return self.name.text().strip(), self.post.text().strip()

    def set_pair(self, pair: Pair) -> None:
        """Show a person without emitting; what is being typed is not taken away."""
        for field, text in zip((self.name, self.post), pair, strict=True):
            # A space at the end is on its way to a second name: what was saved without it must not take it.
            if field.text().strip() != text:
                field.set_value(text)

    def set_suggestions(self, people: Sequence[Pair]) -> None:
        self.name.set_suggestions(suggestions_of(people))

    def set_read_only(self, read_only: bool) -> None:
        for field in (self.name, self.post):
            field.setReadOnly(read_only)

    def _fill_post(self, key: str) -> None:
        self.post.set_value(key.partition("\n")[2])


class _PersonRow(QWidget):
    """One row of :class:`PeopleRows`."""

    edited = Signal()
    added = Signal()
    removed = Signal()
    moved = Signal(int)

    def __init__(self, person: Sequence[str], parent: QWidget, *, roles: Sequence[str] = ()) -> None:
        super().__init__(parent)
        self.name = SuggestField(person[0], placeholder="Nombre completo")
        self.post = TextField(person[1], placeholder="Cargo")
        self.role = SuggestField("".join(person[2:]), placeholder="Elaboró, autorizó…") if roles else None
        self.fields: tuple[TextField, ...] = (self.name, self.post)
        if self.role is not None:
            self.role.set_suggestions([Suggestion(r, r) for r in roles])
            self.fields += (self.role,)
        self.name.picked.connect(lambda key: self.post.set_value(key.partition("\n")[2]))
        for field in self.fields:
            Binding(field, lambda _text: self.edited.emit())
            field.installEventFilter(self)
            field.setCursorPosition(0)  # where the text is longer than the field, its beginning is seen
        self.up = Button("", "ghost", icon="arrow-up", name="Subir", tool=True)
        self.down = Button("", "ghost", icon="arrow-down", name="Bajar", tool=True)
        self.out = Button("", "ghost", icon="x", name="Quitar", tool=True)
        self.up.clicked.connect(lambda: self.moved.emit(-1))
        self.down.clicked.connect(lambda: self.moved.emit(1))
        self.out.clicked.connect(self.removed)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(Reflow(self.fields, under=_BESIDE, gap=SPACE_2, stacked_gap=SPACE_1), 1)
        layout.addSpacing(SPACE_1)
        for button in self.buttons():
            # Their keys work in the fields; as stops of Tab they would make each person five stops long.
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            layout.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)

    def buttons(self) -> tuple[Button, ...]:
        return self.up, self.down, self.out

    def pair(self) -> Pair:
        return self.name.text().strip(), self.post.text().strip()

    def texts(self) -> tuple[str, ...]:
        return tuple(field.text().strip() for field in self.fields)

    def call(self, position: int, of_whom: str) -> None:
        """Say whose fields these are, now that the row stands there."""
        self.name.setAccessibleName(f"Nombre {of_whom}, {position}")
        self.post.setAccessibleName(f"Cargo {of_whom}, {position}")
        if self.role is not None:
            self.role.setAccessibleName(f"Carácter {of_whom}, {position}")
        for button, word, keys in zip(
            self.buttons(), ("Subir", "Bajar", "Quitar"), ("Alt+↑", "Alt+↓", "Ctrl+Supr"), strict=True
        ):
            button.setAccessibleName(f"{word} a {self.name.text().strip() or f'la persona {position}'}")
            button.setToolTip(f"{word} ({keys})")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress or self.name.isReadOnly():
            return False
        key, alt = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if alt and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moved.emit(-1 if key == Qt.Key.Key_Up else 1)
        elif key == Qt.Key.Key_Delete and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.removed.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and watched is self.fields[-1]:
            self.fields[-1].commit()
            self.added.emit()
        else:
            return False
        return True


class PeopleRows(QWidget):
    """People one under the other. ``edited(tuple of pairs)`` with those that have a name or a post; with ``roles``,
    those to be offered, tuples of three.

    Enter in the last field goes to the next person, or adds one; Alt+↑ and Alt+↓ move, Ctrl+Supr takes away.
    """

    edited = Signal(object)

    def __init__(self, of_whom: str, add: str, parent: QWidget | None = None, *, roles: Sequence[str] = ()) -> None:
        super().__init__(parent)
        self._of_whom, self._roles = of_whom, tuple(roles)
        self._people: tuple[tuple[str, ...], ...] = ()
        self._suggestions: list[Suggestion] = []
        self._read_only = False
        self._rows: list[_PersonRow] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(SPACE_2)
        self.add = Button(add, "ghost", icon="user-plus", tool=True)
        self.add.clicked.connect(self.add_row)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_1)
        layout.addLayout(self._column)
        layout.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self._append(("", ""))

    def people(self) -> tuple[Pair, ...]:
        """Those on the screen that have a name or a post."""
        return tuple(pair for row in self._rows if any(pair := row.pair()))

    def _shown(self) -> tuple[tuple[str, ...], ...]:
        return tuple(row.texts() for row in self._rows if any(row.pair()))

    def set_people(self, people: Sequence[tuple[str, ...]]) -> None:
        """Show people without emitting. Rows that already show them stay, with the focus and what is typed in them."""
        self._people = tuple(people)
        if self._people == self._shown():
            return
        if any(field.hasFocus() and field.isModified() for row in self._rows for field in row.fields):
            return
        while self._rows:
            self._drop(self._rows[-1])
        for pair in self._people or (("", ""),):
            self._append(pair)

    def set_suggestions(self, people: Sequence[Pair]) -> None:
        self._suggestions = suggestions_of(people)
        for row in self._rows:
            row.name.set_suggestions(self._suggestions)

    def set_read_only(self, read_only: bool) -> None:
        self._read_only = read_only
        self.add.setVisible(not read_only)
        for row in self._rows:
            self._lock(row)

    def focus_first(self) -> None:
        self._rows[0].name.setFocus(Qt.FocusReason.OtherFocusReason)

    def add_row(self) -> None:
        """An empty row at the end with the focus; the one that is there already, if it is empty."""
        if any(self._rows[-1].pair()):
            self._append(("", ""))
        self._rows[-1].name.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- rows -----------------------------------------------------------------------------------------------------

    def _append(self, person: Sequence[str]) -> None:
        row = _PersonRow(person, self, roles=self._roles)
        row.name.set_suggestions(self._suggestions)
        row.edited.connect(self._tell)
        row.added.connect(lambda: self._next(row))
        row.removed.connect(lambda: self._remove(row))
        row.moved.connect(lambda by: self._move(row, by))
        self._rows.append(row)
        self._column.addWidget(row)
        self._lock(row)
        self._call_rows()
        row.show()

    def _lock(self, row: _PersonRow) -> None:
        for field in row.fields:
            field.setReadOnly(self._read_only)
        for button in row.buttons():
            button.setVisible(not self._read_only)

    def _drop(self, row: _PersonRow) -> None:
        self._rows.remove(row)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _call_rows(self) -> None:
        for n, row in enumerate(self._rows):
            row.call(n + 1, self._of_whom)
            row.up.setEnabled(n > 0)
            row.down.setEnabled(n < len(self._rows) - 1)
            for button in (row.up, row.down):
                button.setVisible(len(self._rows) > 1 and not self._read_only)
        chain = [field for row in self._rows for field in row.fields] + [self.add]
        for one, other in pairwise(chain):
            QWidget.setTabOrder(one, other)

    def _next(self, row: _PersonRow) -> None:
        at = self._rows.index(row) + 1
        if at < len(self._rows):
            self._rows[at].name.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.add_row()

    def _remove(self, row: _PersonRow) -> None:
        at = self._rows.index(row)
        self._drop(row)
        if not self._rows:
            self._append(("", ""))
        self._call_rows()
        self._rows[min(at, len(self._rows) - 1)].name.setFocus(Qt.FocusReason.OtherFocusReason)
        self._tell()

    def _move(self, row: _PersonRow, by: int) -> None:
        at = self._rows.index(row)
        to = max(0, min(len(self._rows) - 1, at + by))
        if to == at:
            return
        focused = next((field for field in row.fields if field.hasFocus()), row.name)
        self._rows.insert(to, self._rows.pop(at))
        self._column.insertWidget(to, row)
        self._call_rows()
        focused.setFocus(Qt.FocusReason.OtherFocusReason)
        self._tell()

    def _tell(self) -> None:
        people = self._shown()
        self._call_rows()
        if people != self._people:
            self._people = people
            self.edited.emit(people)

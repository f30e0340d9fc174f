"""The lists of classes and priorities that an office keeps: each word a line, in its order.

Tables keep the words they have, whatever becomes of a list.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QVBoxLayout, QWidget

from supervisor_app.domain.asm_guardada import Lista
from supervisor_app.ui.enlace import Binding
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.card import Card
from supervisor_app.ui.kit.field import Field
from supervisor_app.ui.kit.hint_bar import Hint
from supervisor_app.ui.kit.labels import WrapLabel
from supervisor_app.ui.kit.reflow import Reflow
from supervisor_app.ui.kit.scroll_column import ScrollColumn
from supervisor_app.ui.kit.text_area import TextArea
from supervisor_app.ui.kit.tokens import SPACE_3, SPACE_4, SPACE_6
from supervisor_app.ui.kit.writing import writes

_WHAT = (
    "Se ofrecen al escribir; siempre puede ponerse otra. Un valor por renglón, en su orden: agregue renglones, "
    "corríjalos o bórrelos. Las tablas conservan lo que ya dicen."
)


class ListsPage(QWidget):
    """``edited(list, values)`` as they are typed, ``reset(list)`` to those that are shipped, ``left()``."""

    edited = Signal(object, object)
    reset = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.areas = {
            lista: TextArea(name=lista.label, minimum_lines=6, maximum_lines=24, placeholder="Un valor por renglón")
            for lista in Lista
        }
        self.fields = {lista: Field(lista.label, area) for lista, area in self.areas.items()}
        self.shipped: dict[Lista, Button] = {}
        cards = []
        for lista, area in self.areas.items():
            Binding(area, lambda text, w=lista: self.edited.emit(w, tuple(text.split("\n"))))  # type: ignore[misc]
            area.installEventFilter(self)
            writes(area)
            card = Card()
            card.body.addWidget(self.fields[lista])
            self.shipped[lista] = Button("Usar las de fábrica", "ghost", icon="rotate-ccw", tool=True, writes=True)
            self.shipped[lista].clicked.connect(lambda _=False, w=lista: self.reset.emit(w))
            card.body.addWidget(self.shipped[lista], 0, Qt.AlignmentFlag.AlignLeft)
            cards.append(card)
        back = Button("Volver", "ghost", icon="arrow-left", keys="Esc")
        back.clicked.connect(lambda _=False: self.left.emit())
        area_ = ScrollColumn(name="Clases y prioridades")
        area_.set_margins(SPACE_6, SPACE_4, SPACE_6, SPACE_4)
        area_.column.setSpacing(SPACE_3)
        for part in (WrapLabel(_WHAT, "body", "text2"), Reflow(cards, under=640, gap=SPACE_4), back):
            area_.add(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area_)

    def show_lists(self, values: Mapping[Lista, Sequence[str]]) -> None:
        for lista, area in self.areas.items():
            # A line that was just begun says the same: it is left as it is being typed.
            if [" ".join(v.split()) for v in area.text().split("\n") if v.strip()] != list(values[lista]):
                area.set_value("\n".join(values[lista]))
            self.fields[lista].set_error("")

    def refuse(self, lista: Lista, sentence: str) -> None:
        self.fields[lista].set_error(sentence)

    def commit(self) -> None:
        for area in self.areas.values():
            area.commit()

    def focus(self) -> None:
        self.areas[Lista.CLASES].setFocus(Qt.FocusReason.OtherFocusReason)

    def hints(self) -> Sequence[Hint]:
        return (("Alt+↑ ↓", "Mover el renglón"), ("Ctrl+Z", "Deshacer"), ("Esc", "Volver"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Alt+↑ and Alt+↓ take the line of the cursor to another place."""
        if isinstance(watched, TextArea) and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            by = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
            if by and event.modifiers() & Qt.KeyboardModifier.AltModifier and not watched.isReadOnly():
                _move_line(watched, by)
                return True
        return super().eventFilter(watched, event)


def _move_line(area: TextArea, by: int) -> None:
    lines = area.text().split("\n")
    at = area.textCursor().blockNumber()
    to = at + by
    if not 0 <= to < len(lines):
        return
    lines[at], lines[to] = lines[to], lines[at]
    cursor = area.textCursor()
    cursor.select(QTextCursor.SelectionType.Document)
    cursor.insertText("\n".join(lines))
    cursor.setPosition(area.document().findBlockByNumber(to).position())
    area.setTextCursor(cursor)

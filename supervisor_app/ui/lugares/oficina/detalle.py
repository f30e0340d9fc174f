"""What a number is made of: one list or several, each with its file. Esc goes back, from list to list and to the board.

It must never ask anything by itself: it shows what it is given.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from supervisor_app.errors import EnvironmentProblem
from supervisor_app.services.oficina.exporta import exportar
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.card import Card
from supervisor_app.ui.kit.labels import WrapLabel
from supervisor_app.ui.kit.segmented import Segmented
from supervisor_app.ui.kit.sentence import Sentence
from supervisor_app.ui.kit.tokens import SPACE_2, SPACE_3, SPACE_4
from supervisor_app.ui.lugares.oficina.renglones import Table
from supervisor_app.ui.lugares.oficina.tabla import TableView

_KINDS = "Valores separados por comas (*.csv);;Libro de Excel (*.xlsx)"


@dataclass(frozen=True, slots=True)
class Lists:
    """``about``: what the number is, in a sentence. ``tables``: by name, at most four."""

    title: str
    about: str
    tables: tuple[tuple[str, Table], ...]


class DetailPage(QWidget):
    """``opened(key)`` of a row; ``left()`` when a person goes back from the first list."""

    opened = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._stack: list[Lists] = []
        self.back = Button("Volver", "ghost", icon="arrow-left", keys="Esc")
        self.back.clicked.connect(self.go_back)
        self.export = Button("Exportar", "outline", icon="download", keys="Ctrl+E")
        self.export.clicked.connect(self.choose_file)
        self.answer = Sentence()
        self.about = WrapLabel("", "body", "text2")
        self._choices = QWidget()
        self._choice_row = QHBoxLayout(self._choices)
        self._choice_row.setContentsMargins(0, 0, 0, 0)
        self._choice_row.addStretch(1)
        self.choice: Segmented | None = None
        self.empty = WrapLabel("Aquí no hay nada.", "body", "text3")
        self.table = TableView("Lista")
        self.table.opened.connect(self.opened)
        self.card = Card("De qué se compone")
        assert self.card.heading is not None
        top = QHBoxLayout()
        top.setSpacing(SPACE_2)
        top.addWidget(self.back)
        top.addStretch(1)
        top.addWidget(self.export)
        words = QWidget()
        inner = QVBoxLayout(words)
        inner.setContentsMargins(SPACE_4, 0, SPACE_4, SPACE_3)
        inner.setSpacing(SPACE_2)
        for part in (self.about, self._choices, self.answer, self.empty):
            inner.addWidget(part)
        self.card.body.setContentsMargins(0, 0, 0, SPACE_2)
        self.card.body.setSpacing(0)
        self.card.body.addWidget(words)
        self.card.body.addWidget(self.table, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, SPACE_3, 20, SPACE_4)
        layout.setSpacing(SPACE_3)
        layout.addLayout(top)
        layout.addWidget(self.card, 1)

    def begin(self, lists: Lists) -> None:
        """The first list; what was shown before is forgotten."""
        self._stack = []
        self.go_on(lists)

    def go_on(self, lists: Lists) -> None:
        """A list that a row of the one before leads to."""
        self._stack.append(lists)
        self._show()

    def shown(self) -> Lists | None:
        return self._stack[-1] if self._stack else None

    def go_back(self) -> None:
        if len(self._stack) > 1:
            self._stack.pop()
            self._show()
        else:
            self._stack = []
            self.left.emit()

    def _show(self) -> None:
        lists = self._stack[-1]
        assert self.card.heading is not None
        self.answer.say("")
        self.about.setText(lists.about)
        self.about.setVisible(bool(lists.about))
        if self.choice is not None:
            self._choice_row.removeWidget(self.choice)
            self.choice.hide()
            self.choice.deleteLater()
            self.choice = None
        several = len(lists.tables) > 1
        if several:
            names = [(str(n), f"{name} ({len(t.lines)})") for n, (name, t) in enumerate(lists.tables)]
            self.choice = Segmented(names, "Lista")
            self.choice.chosen.connect(lambda key: self._show_list(int(key)))
            self._choice_row.insertWidget(0, self.choice)
        self._choices.setVisible(several)
        # The fullest first thing that there is: an empty list says nothing.
        first = next((n for n, (_, t) in enumerate(lists.tables) if t.lines), 0)
        if self.choice is not None:
            self.choice.set_value(str(first))
        self._show_list(first)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_list(self, which: int) -> None:
        lists = self._stack[-1]
        name, table = lists.tables[which]
        assert self.card.heading is not None
        self.card.heading.set_text(lists.title, f"{len(table.lines):,}")
        self.table.setAccessibleName(f"{lists.title}, {name}")
        self.table.clearSelection()
        self.table.show_table(table)
        self.table.scrollToTop()
        self.empty.setVisible(not table.lines)
        self.table.setVisible(bool(table.lines))
        self.export.setEnabled(bool(table.lines))

    # --- as a file ------------------------------------------------------------------------------------------------

    def choose_file(self) -> None:
        lists = self.shown()
        if lists is None or not self.export.isEnabled():
            return
        self.answer.say(*save_as(self, lists.title, self.table.table()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.go_back()
            return
        super().keyPressEvent(event)


def save_as(owner: QWidget, title: str, table: Table) -> tuple[str, str]:
    """Ask where to, and write it: what to tell, and in which ink; nothing where the person thought better of it."""
    chosen, kind = QFileDialog.getSaveFileName(owner, f"Exportar «{title}»", f"{_file_name(title)}.csv", _KINDS)
    if not chosen:
        return "", ""
    path = Path(chosen)
    if path.suffix.casefold() not in (".csv", ".xlsx"):
        path = path.with_name(f"{path.name}{'.xlsx' if 'xlsx' in kind else '.csv'}")
    try:
        exportar(table.titles, table.values(), path, hoja=title)
    except EnvironmentProblem as problem:
        return problem.message, "bad"
    return f"Guardado en «{path}».", "ok"


def _file_name(title: str) -> str:
    """Without what no system takes in the name of a file."""
    return "".join("-" if sign in '<>:"/\\|?*' else sign for sign in title)

"""The list of ASM tables of the data folder, and those that were taken out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from supervisor_app.services.asm.verbos import EnLista
from supervisor_app.ui.kit.banner import EmptyState
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.card import Card
from supervisor_app.ui.kit.flow import Flow
from supervisor_app.ui.kit.hint_bar import Hint
from supervisor_app.ui.kit.labels import WrapLabel
from supervisor_app.ui.kit.scroll_column import ScrollColumn
from supervisor_app.ui.kit.tokens import SPACE_2, SPACE_4, SPACE_6
from supervisor_app.ui.lugares.asm import palabras
from supervisor_app.ui.lugares.papelera.lista import BinCard, BinList


class TablesPage(QWidget):
    """``opened(id)``, ``copied(id)``, ``taken_out(id)``, ``restored(id)``; ``wanted(page)``: «nueva», «pegar»,
    «listas»."""

    opened = Signal(str)
    copied = Signal(str)
    taken_out = Signal(str)
    restored = Signal(str)
    wanted = Signal(str)

    def __init__(self, *, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self.loaded: tuple[EnLista, ...] | None = None
        self.new = self._button("Tabla nueva", "plus", "nueva", "Ins", kind="primary")
        self.paste = self._button("Pegar una tabla…", "clipboard-paste", "pegar", "Ctrl+Mayús+V")
        self.lists = self._button("Clases y prioridades…", "settings", "listas")
        self.nothing = EmptyState(
            "Todavía no hay tablas de ASM",
            "Haga una con «Tabla nueva», o péguela de Word, de Excel o del texto de un PDF: antes de guardarla verá "
            "qué se entendió.",
        )
        self.card = Card("Tablas", icon="list-todo", count=" ")
        self.card.flush()
        self.list = BinList("Tablas de ASM")
        self.list.opened.connect(self.opened)
        self.list.discarded.connect(lambda _key: self._take_out())
        self.copy = Button("Duplicar", "ghost", icon="copy", keys="Ctrl+D", tool=True, writes=True)
        self.copy.clicked.connect(lambda _=False: self._act(self.copied.emit))
        self.out = Button("Quitar", "ghost", icon="trash-2", keys="Supr", tool=True, writes=True)
        self.out.clicked.connect(lambda _=False: self._act(self.taken_out.emit))
        self.open = Button("Abrir", "outline", icon="pencil", keys="Enter", tool=True)
        self.open.clicked.connect(lambda _=False: self._act(self.opened.emit))
        assert self.card.heading is not None
        for button in (self.out, self.copy, self.open):
            self.card.heading.add(button)
        self.card.body.addWidget(self.list)
        self.gone = BinCard("Quitadas")
        self.gone.restored.connect(self.restored)
        self._lay_out()
        for keys, button in (("Ins", self.new), ("Ctrl+Shift+V", self.paste), ("Ctrl+D", self.copy)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(button.click)

    def _take_out(self) -> None:
        self.out.click()  # shut where the window only reads

    def _act(self, emit: Callable[[str], object]) -> None:
        if self.list.current():
            emit(self.list.current())

    def _button(self, text: str, icon: str, page: str, keys: str = "", *, kind: str = "outline") -> Button:
        button = Button(text, kind, icon=icon, keys=keys, writes=True)
        button.clicked.connect(lambda _=False: self.wanted.emit(page))
        return button

    def _lay_out(self) -> None:
        buttons = Flow(gap=SPACE_2)
        buttons.set_items((self.new, self.paste, self.lists))
        area = ScrollColumn(name="Tablas de ASM")
        area.set_margins(SPACE_6, SPACE_4, SPACE_6, SPACE_4)
        area.column.setSpacing(SPACE_4)
        for part in (WrapLabel(palabras.ABOUT, "body", "text2"), buttons, self.nothing, self.card, self.gone):
            area.add(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)
        for hidden in (self.nothing, self.card, self.gone):
            hidden.hide()

    def show_tables(self, tables: Sequence[EnLista]) -> None:
        self.loaded = tuple(tables)
        here = [e for e in tables if not e.quitada]
        out = [e for e in tables if e.quitada]
        current = self.list.current()
        self.list.set_rows([palabras.table_row(e, self._today()) for e in here])
        if here:
            self.list.set_current(current if current in {e.guardada.id for e in here} else here[0].guardada.id)
        assert self.card.heading is not None
        self.card.heading.set_text("Tablas", str(len(here)))
        self.nothing.setVisible(not here)
        self.card.setVisible(bool(here))
        self.gone.set_rows("Quitadas", [palabras.table_row(e, self._today()) for e in out])
        self.gone.setVisible(bool(out))

    def focus(self) -> None:
        target: QWidget = self.new if self.card.isHidden() else self.list
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def hints(self) -> Sequence[Hint]:
        table = (("Enter", "Abrir"), ("Ctrl+D", "Duplicar"), ("Supr", "Quitar")) if not self.card.isHidden() else ()
        return (*table, ("Ins", "Tabla nueva"), ("Ctrl+Mayús+V", "Pegar una tabla"), ("Esc", "Volver"))

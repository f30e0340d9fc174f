"""The place of the ASM tables: the list of them, the open one, and the pages that belong to it. Esc goes a page back.

It must never write but through the sessions of its tables and the verbs of ``s.asm``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout

from supervisor_app.domain.asm_guardada import Lista
from supervisor_app.errors import UserError
from supervisor_app.services.asm.verbos import EnLista, Guardada, de_fabrica
from supervisor_app.ui.aviso import words_of
from supervisor_app.ui.escritura import WritingScreen
from supervisor_app.ui.kit.hint_bar import Hint
from supervisor_app.ui.lanes import Lanes
from supervisor_app.ui.lugares.asm import palabras
from supervisor_app.ui.lugares.asm.editor import TableEditor
from supervisor_app.ui.lugares.asm.historia import HistoryPage
from supervisor_app.ui.lugares.asm.limpiar import CleanRowPage
from supervisor_app.ui.lugares.asm.listas import ListsPage
from supervisor_app.ui.lugares.asm.listas_mesa import ListsDesk
from supervisor_app.ui.lugares.asm.mejoras import ImprovementsPage
from supervisor_app.ui.lugares.asm.papeles import Papers
from supervisor_app.ui.lugares.asm.pegar import PastePage
from supervisor_app.ui.lugares.asm.sesion import HEADING, TableSession
from supervisor_app.ui.lugares.asm.tablas import TablesPage
from supervisor_app.ui.lugares.asm.traer import Bringing
from supervisor_app.ui.lugares.asm.vista import PaperPage
from supervisor_app.ui.pantalla import show_page
from supervisor_app.wiring import Servicios

_Page = TablesPage | TableEditor | PastePage | CleanRowPage | ImprovementsPage | ListsPage | HistoryPage | PaperPage
P = TypeVar("P", bound=_Page)
_UNTAKEN = "Corrigió una tabla pegada que no ha tomado: tómela con Ctrl+Enter o descártela."


class AsmScreen(WritingScreen):
    """``page`` is what is shown."""

    def __init__(self, lanes: Lanes[Servicios], *, today: Callable[[], date] = date.today) -> None:
        super().__init__()
        self.lanes, self.today = lanes, today
        self._sessions: dict[str, TableSession] = {}
        self._taken_out: list[str] = []
        self._writing = 0
        self._way: list[_Page] = []
        self.stack = QStackedWidget()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.stack)
        self.bringing, self.papers, self.words = Bringing(self), Papers(self), ListsDesk(self)
        self.tables = self._add(TablesPage(today=today))
        self.tables.opened.connect(self.open_table)
        self.tables.copied.connect(lambda id_: self.make(lambda s: s.asm.duplicar(id_)))
        self.tables.taken_out.connect(self._take_out)
        self.tables.restored.connect(self._restore)
        self.tables.wanted.connect(self._on_wanted)
        shortcut = QShortcut(QKeySequence("Ctrl+Shift+L"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.bringing.clean_focused)

    # --- the pages, each made when it is first wanted: all at once they would hold the window for half a second ----

    def _add(self, page: P) -> P:
        self.stack.addWidget(page)
        if not isinstance(page, TablesPage | TableEditor):
            page.left.connect(self.go_back)
        return page

    def has(self, page: str) -> bool:
        """Whether that page was made."""
        return page in self.__dict__

    @cached_property
    def editor(self) -> TableEditor:
        page = self._add(TableEditor(today=self.today))
        page.wanted.connect(self._on_wanted)
        page.set_lists(self.words.values[Lista.CLASES], self.words.values[Lista.PRIORIDADES])
        return page

    @cached_property
    def paste(self) -> PastePage:
        page = self._add(PastePage(today=self.today))
        page.taken.connect(self.bringing.take_pasted)
        page.hints_changed.connect(self.hints_changed)
        return page

    @cached_property
    def clean(self) -> CleanRowPage:
        page = self._add(CleanRowPage())
        page.taken.connect(self.bringing.take_cleaned)
        return page

    @cached_property
    def improvements(self) -> ImprovementsPage:
        page = self._add(ImprovementsPage())
        page.taken.connect(self.bringing.take_improvements)
        return page

    @cached_property
    def lists(self) -> ListsPage:
        page = self._add(ListsPage())
        page.show_lists(self.words.values)
        page.edited.connect(self.words.keep_list)
        page.reset.connect(lambda lista: self.words.keep_list(lista, de_fabrica(lista)))
        return page

    @cached_property
    def past(self) -> HistoryPage:
        page = self._add(HistoryPage())
        page.wanted.connect(self.papers.go_to_version)
        return page

    @cached_property
    def paper(self) -> PaperPage:
        page = self._add(PaperPage(self.lanes))
        page.emit_wanted.connect(self.papers.emit_paper)
        page.mend_wanted.connect(self.papers.go_to_missing)
        return page

    @property
    def session(self) -> TableSession | None:
        """That of the table which was opened last."""
        return self.editor.session if self.has("editor") else None

    # --- pages ----------------------------------------------------------------------------------------------------

    @property
    def page(self) -> _Page:
        shown = self.stack.currentWidget()
        assert isinstance(shown, _Page)
        return shown

    def turn_to(self, page: _Page, *, way: list[_Page] | None = None) -> None:
        """Show a page; ``way``: the pages that Esc goes back through, this one's and those before without it."""
        if way is None and page is not self.page:
            self._way.append(self.page)
        elif way is not None:
            self._way = way
        if page is not self.page:
            show_page(self.stack, page)
        self._focus()
        self.hints_changed.emit()

    def go_back(self) -> None:
        """To the page before; from the first one, to where one was before this place."""
        self.commit()
        if self.page is self.tables:
            self.wants.emit("atras", "")
            return
        *way, page = self._way or [self.tables]
        self.turn_to(page, way=way)
        if self.page is self.tables:
            self.refresh()

    def _focus(self) -> None:
        page = self.page
        if isinstance(page, TableEditor):
            page.focus_fields("" if page.row == HEADING else "aspecto")
        else:
            page.focus()

    def _on_wanted(self, page: str) -> None:
        self.commit()
        does: dict[str, Callable[[], object]] = {
            "nueva": lambda: self.make(lambda s: s.asm.crear()),
            "tablas": self.go_back,
            "pegar": self.bringing.show_paste,
            "listas": lambda: self.turn_to(self.lists),
            "limpiar": self.bringing.show_cleaning,
            "mejoras": self.bringing.show_improvements,
            "historia": self.papers.show_past,
            "vista": self.papers.show_paper,
            "exportar": self.papers.ask_export,
        }
        does[page]()

    # --- Screen ---------------------------------------------------------------------------------------------------

    def enter(self) -> None:
        self.refresh()
        session = self.session
        if session is not None:
            self.lanes.call(lambda s: s.asm.leer(session.id), session.take, self._on_gone, owner=session)
        focus = QApplication.focusWidget()
        if focus is None or not self.isAncestorOf(focus):
            self._focus()

    def refresh(self) -> None:
        """Read the list of tables and those of words anew."""
        first = self.tables.loaded is None

        def show(read: tuple[tuple[EnLista, ...], Mapping[Lista, tuple[str, ...]]]) -> None:
            self.tables.show_tables(read[0])
            self.words.take(read[1])
            if first and self.page is self.tables:
                self._focus()
            self.hints_changed.emit()

        self.lanes.call(
            lambda s: (s.asm.lista(), {lista: s.asm.valores(lista) for lista in Lista}), show, self.refuse, owner=self
        )

    def show_object(self, what: str) -> None:
        """Open a table by its id."""
        self.open_table(what)

    def here(self) -> str:
        session = self.session
        return session.id if session is not None and self.page is not self.tables else ""

    def hints(self) -> Sequence[Hint]:
        return self.page.hints()

    def commit(self) -> None:
        super().commit()
        if self.session is not None:
            self.editor.commit()
        if self.has("lists"):
            self.lists.commit()
        if self.has("paste") and self.paste.previews:
            self.paste.fields.commit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.go_back()
        else:
            super().keyPressEvent(event)

    # --- saving and undo ------------------------------------------------------------------------------------------

    @property
    def unsaved(self) -> int:
        return sum(s.unsaved for s in self._sessions.values()) + self._writing + int(self._untaken())

    def retry(self) -> None:
        for session in self._sessions.values():
            session.retry()
        if self._untaken():
            self.refused.emit(_UNTAKEN)

    def _untaken(self) -> bool:
        """Whether a pasted table was mended and is nowhere else yet."""
        return self.has("paste") and self.paste.mended

    def undo(self) -> None:
        if isinstance(self.page, ListsPage):
            self.words.undo()
        elif self.page is self.tables:
            if self._taken_out:
                self._restore(self._taken_out.pop())
        elif self.session is not None and not isinstance(self.page, PastePage):
            self.session.undo()

    def redo(self) -> None:
        if self.session is not None and isinstance(self.page, TableEditor):
            self.session.redo()

    def busy(self, by: int) -> None:
        """So many writes more, or less, are on their way that no session knows of."""
        self._writing += by

    def refuse(self, error: BaseException) -> None:
        self.refused.emit(words_of(error))

    # --- tables ---------------------------------------------------------------------------------------------------

    def open_table(self, id_: str) -> None:
        held = self._sessions.get(id_)
        if held is not None and held.unsaved:
            self._show_session(held)
        else:
            self.lanes.call(lambda s: s.asm.leer(id_), self._open, self.refuse, owner=self)

    def _open(self, guardada: Guardada) -> None:
        old = self._sessions.pop(guardada.id, None)
        session = self._sessions[guardada.id] = TableSession(self.lanes, guardada, self)
        session.saving.connect(self.saving)
        session.saved.connect(self.saved)
        session.failed.connect(self.failed)
        session.refused.connect(self.refused)
        session.told.connect(self.told)
        session.changed.connect(lambda row: self._on_changed(session, row))
        self._show_session(session)
        if old is not None:
            old.deleteLater()

    def _show_session(self, session: TableSession) -> None:
        self.editor.open(session)
        self.turn_to(self.editor, way=[self.tables])

    def _on_changed(self, session: TableSession, row: int | None) -> None:
        if session is self.editor.session:
            self.editor.show_change(row)
            if isinstance(self.page, PaperPage):
                self.papers.show_paper()
            elif isinstance(self.page, HistoryPage):
                self.papers.show_past()

    def _on_gone(self, error: BaseException) -> None:
        """The open table was taken out elsewhere."""
        if not isinstance(error, UserError):
            self.refuse(error)
        elif self.page is not self.tables and self.session is not None and not self.session.unsaved:
            self.turn_to(self.tables, way=[])
            self.refuse(error)

    def make(
        self,
        verb: Callable[[Servicios], Guardada],
        *,
        done: Callable[[], object] = lambda: None,
        failed: Callable[[], object] = lambda: None,
    ) -> None:
        """Make a table and open it."""

        def then(guardada: Guardada) -> None:
            done()
            self._open(guardada)

        self._write(verb, then, failed)

    def _write(
        self,
        verb: Callable[[Servicios], Guardada],
        then: Callable[[Guardada], object],
        otherwise: Callable[[], object] = lambda: None,
    ) -> None:
        self._writing += 1
        self.saving.emit()

        def done(guardada: Guardada) -> None:
            self._writing -= 1
            self.saved.emit(guardada.cuando)
            then(guardada)

        def failed(error: BaseException) -> None:
            self._writing -= 1
            otherwise()
            self.refuse(error)

        self.lanes.call(verb, done, failed, owner=self)

    def _take_out(self, id_: str) -> None:
        def done(guardada: Guardada) -> None:
            self._sessions.pop(id_, None)
            self._taken_out.append(id_)
            self.refresh()
            self.offered.emit(f"Se quitó la tabla «{palabras.programme(guardada.tabla)}». Lo emitido se conserva.")

        session = self._sessions.get(id_)

        def out() -> None:
            self._write(lambda s: s.asm.quitar(id_), done)

        if session is not None:
            session.when_saved(out)
        else:
            out()

    def _restore(self, id_: str) -> None:
        if id_ in self._taken_out:
            self._taken_out.remove(id_)
        self._write(lambda s: s.asm.restaurar(id_), lambda _g: self.refresh())

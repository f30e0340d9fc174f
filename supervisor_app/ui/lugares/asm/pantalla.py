"""The place of the ASM tables: the list of them, the open one, and the pages that belong to it. Esc goes a page back.

It must never write but through the sessions of its tables and the verbs of ``s.asm``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QFileDialog, QStackedWidget, QVBoxLayout, QWidget

from supervisor_app.domain import asm_comandos as comandos
from supervisor_app.domain.asm import TablaAsm
from supervisor_app.domain.asm_guardada import Lista
from supervisor_app.domain.asm_mejoras import Mejora, renglon_de, traidas
from supervisor_app.errors import UserError
from supervisor_app.services.asm.exporta import TIPOS, exportar
from supervisor_app.services.asm.mejoras import Fuente
from supervisor_app.services.asm.verbos import Emitida, Guardada, de_fabrica
from supervisor_app.ui import limpieza
from supervisor_app.ui.aviso import words_of
from supervisor_app.ui.escritura import WritingScreen
from supervisor_app.ui.kit.hint_bar import Hint
from supervisor_app.ui.kit.text_area import TextArea
from supervisor_app.ui.lanes import Lanes
from supervisor_app.ui.lugares.asm import palabras
from supervisor_app.ui.lugares.asm.editor import TableEditor
from supervisor_app.ui.lugares.asm.historia import HistoryPage
from supervisor_app.ui.lugares.asm.limpiar import CleanRowPage
from supervisor_app.ui.lugares.asm.listas import ListsPage
from supervisor_app.ui.lugares.asm.mejoras import ImprovementsPage
from supervisor_app.ui.lugares.asm.pegar import PastePage
from supervisor_app.ui.lugares.asm.sesion import HEADING, TableSession
from supervisor_app.ui.lugares.asm.tablas import TablesPage
from supervisor_app.ui.lugares.asm.vista import PaperPage
from supervisor_app.ui.pantalla import show_page
from supervisor_app.wiring import Servicios, reloj_local

_UNTAKEN = "Corrigió una tabla pegada que no ha tomado: tómela con Ctrl+Enter o descártela."


class AsmScreen(WritingScreen):
    """``page`` is what is shown."""

    def __init__(self, lanes: Lanes[Servicios], *, today: Callable[[], date] = date.today) -> None:
        super().__init__()
        self._lanes, self._today = lanes, today
        self._sessions: dict[str, TableSession] = {}
        self._undo_lists: list[tuple[Lista, tuple[str, ...]]] = []
        self._lists: Mapping[Lista, tuple[str, ...]] = {lista: de_fabrica(lista) for lista in Lista}
        self._taken_out: list[str] = []
        self._writing = 0
        self._way: list[QWidget] = []
        self.tables = TablesPage(today=today)
        self.editor = TableEditor(today=today)
        self.paste = PastePage(today=today)
        self.clean, self.improvements = CleanRowPage(), ImprovementsPage()
        self.lists, self.past, self.paper = ListsPage(), HistoryPage(), PaperPage(lanes)
        self.stack = QStackedWidget()
        for page in self._pages():
            self.stack.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.stack)
        self._connect()

    def _pages(self) -> tuple[QWidget, ...]:
        return (
            self.tables, self.editor, self.paste, self.clean, self.improvements, self.lists, self.past, self.paper,
        )  # fmt: skip

    def _connect(self) -> None:
        self.tables.opened.connect(self.open_table)
        self.tables.copied.connect(lambda id_: self._make(lambda s: s.asm.duplicar(id_)))
        self.tables.taken_out.connect(self._take_out)
        self.tables.restored.connect(self._restore)
        self.tables.wanted.connect(self._on_wanted)
        self.editor.wanted.connect(self._on_wanted)
        self.paste.taken.connect(self._take_pasted)
        self.paste.hints_changed.connect(self.hints_changed)
        self.clean.taken.connect(self._take_cleaned)
        self.improvements.taken.connect(self._take_improvements)
        self.lists.edited.connect(self._keep_list)
        for lista, button in self.lists.shipped.items():
            button.clicked.connect(lambda _=False, w=lista: self._keep_list(w, de_fabrica(w)))
        self.past.wanted.connect(self._go_to_version)
        self.paper.emit_wanted.connect(self._emit_paper)
        self.paper.mend_wanted.connect(self._go_to_missing)
        for page in (self.paste, self.clean, self.improvements, self.lists, self.past, self.paper):
            page.left.connect(self.go_back)
        shortcut = QShortcut(QKeySequence("Ctrl+Shift+L"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self._clean_focused)

    # --- pages ----------------------------------------------------------------------------------------------------

    @property
    def page(self) -> QWidget:
        shown = self.stack.currentWidget()
        assert shown is not None
        return shown

    def _show(self, page: QWidget, *, back: bool = False) -> None:
        if page is not self.page:
            if not back:
                self._way.append(self.page)
            show_page(self.stack, page)
        self._focus()
        self.hints_changed.emit()

    def go_back(self) -> None:
        """To the page before; from the first one, to where one was before this place."""
        self.commit()
        if self.page is self.tables:
            self.wants.emit("atras", "")
            return
        self._show(self._way.pop() if self._way else self.tables, back=True)
        if self.page is self.tables:
            self.refresh()

    def _focus(self) -> None:
        page = self.page
        if page is self.editor:
            self.editor.focus_fields("" if self.editor.row == HEADING else "aspecto")
        elif isinstance(
            page, TablesPage | PastePage | CleanRowPage | ImprovementsPage | ListsPage | HistoryPage | PaperPage
        ):
            page.focus()

    def _on_wanted(self, page: str) -> None:
        self.commit()
        does: dict[str, Callable[[], object]] = {
            "nueva": lambda: self._make(lambda s: s.asm.crear()),
            "tablas": self.go_back,
            "pegar": self._show_paste,
            "listas": lambda: self._show(self.lists),
            "limpiar": self._show_cleaning,
            "mejoras": self._show_improvements,
            "historia": self._show_past,
            "vista": self._show_paper,
            "exportar": self._ask_export,
        }
        does[page]()

    # --- Screen ---------------------------------------------------------------------------------------------------

    def enter(self) -> None:
        self.refresh()
        session = self.editor.session
        if session is not None:
            self._lanes.call(lambda s: s.asm.leer(session.id), session.take, self._on_gone, owner=session)
        focus = QApplication.focusWidget()
        if focus is None or not self.isAncestorOf(focus):
            self._focus()

    def refresh(self) -> None:
        """Read the list of tables and those of words anew."""
        first = self.tables.loaded is None

        def show(read: tuple[object, Mapping[Lista, tuple[str, ...]]]) -> None:
            tables, self._lists = read
            self.tables.show_tables(tables)  # type: ignore[arg-type]  # as it was asked for
            self._show_lists()
            if first and self.page is self.tables:
                self._focus()
            self.hints_changed.emit()

        self._lanes.call(
            lambda s: (s.asm.lista(), {lista: s.asm.valores(lista) for lista in Lista}), show, self._refuse, owner=self
        )

    def show_object(self, what: str) -> None:
        """Open a table by its id."""
        self.open_table(what)

    def here(self) -> str:
        session = self.editor.session
        return session.id if session is not None and self.page is not self.tables else ""

    def hints(self) -> Sequence[Hint]:
        page = self.page
        if isinstance(
            page,
            TablesPage
            | TableEditor
            | PastePage
            | CleanRowPage
            | ImprovementsPage
            | ListsPage
            | HistoryPage
            | PaperPage,
        ):
            return page.hints()
        return ()

    def commit(self) -> None:
        super().commit()
        if self.editor.session is not None:
            self.editor.commit()
        for area in self.lists.areas.values():
            area.commit()
        if self.paste.previews:
            self.paste.fields.commit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.go_back()
        else:
            super().keyPressEvent(event)

    # --- saving and undo ------------------------------------------------------------------------------------------

    @property
    def unsaved(self) -> int:
        return sum(s.unsaved for s in self._sessions.values()) + self._writing + int(self.paste.mended)

    def retry(self) -> None:
        for session in self._sessions.values():
            session.retry()
        if self.paste.mended:
            self.refused.emit(_UNTAKEN)

    def undo(self) -> None:
        if self.page is self.lists:
            if self._undo_lists:
                lista, values = self._undo_lists.pop()
                self._write_list(lista, values)
        elif self.page is self.tables:
            if self._taken_out:
                self._restore(self._taken_out.pop())
        elif self.editor.session is not None and self.page is not self.paste:
            self.editor.session.undo()

    def redo(self) -> None:
        if self.editor.session is not None and self.page is self.editor:
            self.editor.session.redo()

    def _refuse(self, error: BaseException) -> None:
        self.refused.emit(words_of(error))

    # --- tables ---------------------------------------------------------------------------------------------------

    def open_table(self, id_: str) -> None:
        held = self._sessions.get(id_)
        if held is not None and held.unsaved:
            self._show_session(held)
        else:
            self._lanes.call(lambda s: s.asm.leer(id_), self._open, self._refuse, owner=self)

    def _open(self, guardada: Guardada) -> None:
        old = self._sessions.pop(guardada.id, None)
        session = self._sessions[guardada.id] = TableSession(self._lanes, guardada, self)
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
        self._way = [self.tables]
        self._show(self.editor, back=True)

    def _on_changed(self, session: TableSession, row: int | None) -> None:
        if session is self.editor.session:
            self.editor.show_change(row)
            if self.page in (self.paper, self.past):
                self._show_paper() if self.page is self.paper else self._show_past()

    def _on_gone(self, error: BaseException) -> None:
        """The open table was taken out elsewhere."""
        if not isinstance(error, UserError):
            self._refuse(error)
        elif self.page is not self.tables and self.editor.session is not None and not self.editor.session.unsaved:
            self._way = []
            self._show(self.tables, back=True)
            self._refuse(error)

    def _make(self, verb: Callable[[Servicios], Guardada]) -> None:
        self._write(verb, self._open)

    def _write(self, verb: Callable[[Servicios], Guardada], then: Callable[[Guardada], object]) -> None:
        self._writing += 1
        self.saving.emit()

        def done(guardada: Guardada) -> None:
            self._writing -= 1
            self.saved.emit(guardada.cuando)
            then(guardada)

        def failed(error: BaseException) -> None:
            self._writing -= 1
            self._refuse(error)

        self._lanes.call(verb, done, failed, owner=self)

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

    # --- paste, clean, bring --------------------------------------------------------------------------------------

    def _show_paste(self) -> None:
        open_one = self.editor.session if self.page is self.editor else None
        self.paste.begin(palabras.programme(open_one.tabla) if open_one is not None else "")
        self._show(self.paste)

    def _take_pasted(self, tabla: TablaAsm, append: bool) -> None:
        session = self.editor.session
        if append and session is not None:
            if session.attempt(lambda t: comandos.anexar(t, tabla.aspectos, "de una tabla pegada")):
                self.paste.forget()
                self.go_back()
            return
        self.paste.forget()
        entity = tabla.entidad

        def make(s: Servicios) -> Guardada:
            whole = tabla if entity else TablaAsm.model_validate({**dict(tabla), "entidad": s.asm.entidad()})
            return s.asm.crear(whole, "Pegó la tabla")

        self._make(make)

    def _show_cleaning(self) -> None:
        session, row = self.editor.session, self.editor.row
        if session is None or row == HEADING:
            return
        texts = comandos.por_limpiar(session.tabla.aspectos[row])
        if texts:
            self.clean.show_texts(texts)
            self._show(self.clean)
        else:
            self.refused.emit("El renglón no tiene nada que limpiar.")

    def _take_cleaned(self, texts: Mapping[str, str]) -> None:
        session, row = self.editor.session, self.editor.row
        if session is not None and session.attempt(lambda t: comandos.limpiar_renglon(t, row, texts)):
            self.go_back()

    def _clean_focused(self) -> None:
        if not isinstance(QApplication.focusWidget(), TextArea):
            self._show_cleaning()
            return
        opened = limpieza.clean_focused(self)
        if isinstance(opened, str):
            self.refused.emit(opened)

    def _show_improvements(self) -> None:
        session = self.editor.session
        if session is None:
            return
        self.improvements.wait()
        self._show(self.improvements)

        def gather(read: tuple[Fuente, frozenset[date]]) -> None:
            source, holidays = read
            self._lanes.free(
                lambda _work: source.reunir(reloj=reloj_local, feriados=holidays),
                lambda found: self.improvements.show_found(found, traidas(session.tabla)),
                lambda error: self.improvements.refuse(words_of(error)),
                owner=self,
            )

        self._lanes.call(
            lambda s: (s.asm.mejoras(), frozenset(s.definiciones.feriados)), gather, self._refuse, owner=self
        )

    def _take_improvements(self, found: Sequence[Mejora]) -> None:
        session = self.editor.session
        rows = tuple(renglon_de(m) for m in found)
        if session is not None and session.attempt(lambda t: comandos.anexar(t, rows, "de acciones de mejora")):
            self.go_back()

    # --- past, paper, files ---------------------------------------------------------------------------------------

    def _show_past(self) -> None:
        session = self.editor.session
        if session is None:
            return
        session.when_saved(
            lambda: self._lanes.call(
                lambda s: s.asm.historia(session.id),
                lambda steps: self.past.show_steps(steps, self._today()),
                self._refuse,
                owner=self,
            )
        )
        self._show(self.past)

    def _go_to_version(self, version: int) -> None:
        if self.editor.session is not None:
            self.editor.session.go_to_version(version)
            self.go_back()

    def _show_paper(self, *, newest: bool = False) -> None:
        session = self.editor.session
        if session is None:
            return

        def show(read: tuple[tuple[Emitida, ...], str]) -> None:
            self.paper.show_table(session.tabla, *read, newest=newest)
            self.hints_changed.emit()

        def ask(s: Servicios) -> tuple[tuple[Emitida, ...], str]:
            return s.asm.emisiones(session.id), s.asm.folio(session.id)

        session.when_saved(lambda: self._lanes.call(ask, show, self._refuse, owner=self))
        self._show(self.paper)

    def _emit_paper(self, folio: str) -> None:
        session = self.editor.session
        if session is None:
            return

        def done(_emitted: Emitida) -> None:
            self._writing -= 1
            self.saved.emit(_emitted.cuando)
            self._show_paper(newest=True)

        def failed(error: BaseException) -> None:
            self._writing -= 1
            self.paper.refuse(words_of(error), error.field or "" if isinstance(error, UserError) else "")

        def emit() -> None:
            self._lanes.call(lambda s: s.asm.emitir(session.id, folio), done, failed, owner=self)

        self._writing += 1
        self.saving.emit()
        session.when_saved(emit)

    def _go_to_missing(self) -> None:
        session = self.editor.session
        if session is None:
            return
        said = palabras.remarks(session.tabla, ())
        self._show(self.editor, back=True)
        self._way = [self.tables]
        if not session.tabla.aspectos:
            self.editor.add.setFocus(Qt.FocusReason.OtherFocusReason)
        elif said:
            row, field = min(said, key=lambda place: place[0])
            self.editor.go_to(row, field)
        else:  # a row that is still empty
            self.editor.go_to(next(n for n, a in enumerate(session.tabla.aspectos) if a.vacio), "aspecto")

    def _ask_export(self) -> None:
        session = self.editor.session
        if session is None:
            return
        name = f"{palabras.programme(session.tabla)[:60]}.xlsx".replace("/", "-")
        kinds = "Libro de Excel (*.xlsx);;CSV (*.csv);;Datos JSON (*.json)"
        chosen, kind = QFileDialog.getSaveFileName(self, "Exportar la tabla", name, kinds)
        if chosen:
            path = Path(chosen)
            ending = next((t for t in TIPOS if t in kind), TIPOS[0])
            self.export_to(path if path.suffix.casefold() in TIPOS else path.with_name(f"{path.name}{ending}"))

    def export_to(self, path: Path) -> None:
        """Write the open table as it is shown."""
        assert self.editor.session is not None
        tabla = self.editor.session.tabla
        self._lanes.free(
            lambda _work: exportar(tabla, path),
            lambda done: self.told.emit(f"Se guardó «{done.name}» en {done.parent}."),
            self._refuse,
            owner=self,
        )

    # --- lists ----------------------------------------------------------------------------------------------------

    def _show_lists(self) -> None:
        self.lists.show_lists(self._lists)
        self.editor.set_lists(self._lists[Lista.CLASES], self._lists[Lista.PRIORIDADES])

    def _keep_list(self, lista: Lista, values: Sequence[str]) -> None:
        before = self._lists[lista]
        self._write_list(lista, values, lambda: self._undo_lists.append((lista, before)))

    def _write_list(self, lista: Lista, values: Sequence[str], then: Callable[[], object] = lambda: None) -> None:
        self._writing += 1
        self.saving.emit()

        def done(kept: tuple[str, ...]) -> None:
            self._writing -= 1
            if kept != self._lists[lista]:
                self._lists = {**self._lists, lista: kept}
                then()
            self._show_lists()
            self.saved.emit(reloj_local())

        def failed(error: BaseException) -> None:
            self._writing -= 1
            if isinstance(error, UserError):
                self.lists.refuse(lista, error.message)
                self.saved.emit(reloj_local())
            else:
                self._refuse(error)

        self._lanes.call(lambda s: s.asm.guardar_lista(lista, values), done, failed, owner=self)

"""Visita > Cédulas: the tree of cédulas, the questions of the open one, and the panel of the item being answered.

It carries what the parts say to the visit, and what the visit became to the parts. It must never work out an answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from supervisor_app.domain import comandos
from supervisor_app.domain.cedula.answers import Fila, Valor
from supervisor_app.domain.cedula.definition import CedulaDefinition, ItemDefinition, Kind
from supervisor_app.ui.kit.card import Line
from supervisor_app.ui.kit.drawer import WithDrawer
from supervisor_app.ui.kit.hint_bar import Hint
from supervisor_app.ui.kit.theme import follow
from supervisor_app.ui.kit.tokens import NARROW_WINDOW, NARROW_ZOOM, WIDTH_PANEL, WIDTH_RAIL
from supervisor_app.ui.pantalla import Screen
from supervisor_app.ui.sesion import VisitSession
from supervisor_app.ui.visita.cedulas import teclas
from supervisor_app.ui.visita.cedulas.campos import LetCommandsThrough
from supervisor_app.ui.visita.cedulas.centro import Centre
from supervisor_app.ui.visita.cedulas.datos import CedulaData
from supervisor_app.ui.visita.cedulas.encabezado import CedulaHeader
from supervisor_app.ui.visita.cedulas.estados import EVIDENCE, VisitReading
from supervisor_app.ui.visita.cedulas.lateral import CedulaSide
from supervisor_app.ui.visita.cedulas.muestra import MuestraAnswer
from supervisor_app.ui.visita.cedulas.panel import ItemPanel
from supervisor_app.ui.visita.cedulas.preguntas import Filter, QuestionList
from supervisor_app.ui.visita.cedulas.respuesta import Answer, CumpleAnswer, ValueAnswer
from supervisor_app.ui.visita.cedulas.tabla import RowsTable


class CedulasScreen(Screen):
    """The cédulas of one visit."""

    def __init__(self, session: VisitSession) -> None:
        super().__init__()
        self.session = session
        self._reading = VisitReading(session.definiciones)
        self._code = ""
        self._stale = True
        self._where = teclas.Where.CHOICE
        self.theme = follow(self)
        self.setAcceptDrops(True)
        self._commands = self._bind_keys()
        self._guard = LetCommandsThrough(self, lambda event: teclas.is_chord(event, self._commands))
        self.side = CedulaSide()
        self.header = CedulaHeader()
        self.data = CedulaData(session)
        self.questions = QuestionList(self._make_answer)
        self.centre = Centre(self.header, self.data, self.questions)
        self.panel = ItemPanel(session)
        self._build()
        self._connect()

    def _build(self) -> None:
        main = QWidget()
        row = QHBoxLayout(main)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.side)
        row.addWidget(Line(upright=True))
        row.addWidget(self.centre, 1)
        main.setFocusProxy(self.side.tree)
        self.drawer = WithDrawer(main, self.panel, side_width=WIDTH_PANEL)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.drawer)
        for text in (*self.panel.findChildren(QPlainTextEdit), *self.data.findChildren(QPlainTextEdit)):
            self._adopt_text(text)
        for field in self.data.fields.values():
            self._adopt_text(field)
        self._fit()

    def _connect(self) -> None:
        self.session.changed.connect(lambda _kinds: self._on_changed())
        self.side.tree.chosen.connect(lambda code: self.open_cedula(code, focus=False))
        self.side.tree.entered.connect(self._enter_cedula)
        self.side.add_wanted.connect(lambda: self.wants.emit("preparacion", "cedulas"))
        self.header.filtered.connect(self._set_filter)
        self.header.data_toggled.connect(self._toggle_data)
        self.header.panel_wanted.connect(self._switch_panel)
        self.questions.answered.connect(self._answer)
        self.questions.rows_edited.connect(self._save_rows)
        self.questions.current_changed.connect(self._show_item)
        self.questions.ended.connect(self._walk_out)
        self.questions.followed.connect(self._follow)
        self.panel.add_wanted.connect(self.choose_files)
        self.centre.delivery_wanted.connect(lambda: self.wants.emit("entrega", ""))
        self.centre.findings_wanted.connect(lambda: self.wants.emit("inconsistencias", ""))
        self.centre.choice_wanted.connect(lambda: self.wants.emit("preparacion", "cedulas"))
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus)

    def _bind_keys(self) -> tuple[str, ...]:
        actions = {
            "Ctrl+E": self.choose_files,
            "Ctrl+I": self._open_finding,
            "F4": self._open_note,
            "F6": self._switch_panel,
            "Shift+F6": self._focus_tree,
            "Ctrl+Down": lambda: self._next_cedula(1),
            "Ctrl+Up": lambda: self._next_cedula(-1),
            "Alt+4": self._no_aplica,
            "Alt+N": self.next_unanswered,
        }
        teclas.bind(self, actions)
        return tuple(actions)

    def _adopt_text(self, text: QWidget) -> None:
        """Commands win over editing keys, and a file dropped on a text is evidence, not a path to be typed."""
        text.installEventFilter(self._guard)
        text.setAcceptDrops(False)

    def _make_answer(self, item: ItemDefinition, name: str) -> Answer:
        if item.tipo is Kind.CUMPLE:
            return CumpleAnswer(item, name)
        if item.tipo is Kind.MUESTRA:
            visita_id = self.session.expediente.visita.id
            return MuestraAnswer(item, name, visita_id=visita_id, new_id=self.session.new_id, guard=self._guard)
        answer = ValueAnswer(item, name, self.session.today)
        self._adopt_text(answer.field)
        return answer

    # --- showing --------------------------------------------------------------------------------------------------

    @property
    def codigo(self) -> str:
        """The cédula that is open, or ""."""
        return self._code

    def _definition(self) -> CedulaDefinition | None:
        return self.session.definiciones.get(self._code) if self._code else None

    def open_cedula(self, codigo: str, item_id: str = "", *, focus: bool = True) -> None:
        """Show a cédula at an item, or where its work goes on. What is being typed is handed over first."""
        if codigo not in self.session.expediente.visita.cedulas:
            return
        self.commit()
        e = self.session.expediente
        changed, self._code = codigo != self._code, codigo
        self.side.show_code(codigo)
        definition = self._definition()
        self._show_kind()
        if definition is None:
            return
        if changed:
            self.header.show_definition(definition)
            self.header.show_result(self._reading.results(e)[codigo])
            self.data.show_cedula(codigo)
            states = self._reading.states(e, definition)
            self.questions.show_cedula(definition, states, locked=e.visita.cerrada)
        target = item_id or self.questions.current() or self._reading.first_item(e, codigo)
        if definition.item(target) is None:
            target = self._reading.first_item(e, codigo)
        if focus:
            self.questions.focus_item(target)
        else:
            self.questions.make_current(target)

    def _show_kind(self) -> None:
        readable = self._definition() is not None
        problem = ""
        if self._code and not readable:
            problem = f"No se puede leer la definición de {self._code}. Revísela con «supervisor-app cedulas validar»."
        applied = bool(self.session.expediente.visita.cedulas)
        self.centre.show_kind(cedula=readable, any_applied=applied, problem=problem)
        self.panel.setEnabled(readable)

    def _on_changed(self) -> None:
        self._stale = True
        if self.isVisible():
            self._refresh()

    def _refresh(self) -> None:
        """Bring every part up to date with the visit."""
        self._stale = False
        e = self.session.expediente
        results = self._reading.results(e)
        self.side.show_visit(e, self.session.definiciones, results)
        self.centre.show_closed(e.visita.cerrada)
        self.centre.show_done(False)
        if self._code not in e.visita.cedulas:
            self._code = ""
            first = self._reading.first_code(e) or next(iter(e.visita.cedulas), "")
            if first:
                self.open_cedula(first, focus=False)
        definition = self._definition()
        self._show_kind()
        if definition is not None:
            self.header.show_result(results[self._code])
            self.data.refresh()
            self.questions.refresh(self._reading.states(e, definition), locked=e.visita.cerrada)
            self.panel.refresh()

    def _show_item(self) -> None:
        definition = self._definition()
        item = definition.item(self.questions.current()) if definition is not None else None
        if item is not None:
            self.panel.show_item(item)

    def _set_filter(self, shown: Filter) -> None:
        self.questions.set_filter(shown)

    def _toggle_data(self) -> None:
        shown = self.data.isHidden()
        self.data.setVisible(shown)
        self.header.data_button.setChecked(shown)
        if shown:
            self.questions.verticalScrollBar().setValue(0)
            self.data.fields["nombre"].setFocus(Qt.FocusReason.TabFocusReason)

    # --- answering ------------------------------------------------------------------------------------------------

    def _answer(self, item: ItemDefinition, valor: Valor | None) -> None:
        if not self.session.attempt(lambda e: comandos.responder(e, item, valor)):
            self.questions.show_again(item.id)

    def _save_rows(self, item: ItemDefinition, rows: Sequence[Fila], phrase: str) -> None:
        self.session.attempt(lambda e: comandos.guardar_filas(e, item, rows, phrase))

    def _no_aplica(self) -> None:
        row = self.questions.current_row()
        if row is not None and not self.session.expediente.visita.cerrada:
            row.answer.no_aplica()

    # --- going about ----------------------------------------------------------------------------------------------

    def next_unanswered(self) -> None:
        """To the next question without answer, in whatever cédula it is."""
        self.commit()
        item_id = self._reading.next_unanswered(self.session.expediente, self._code, self.questions.current())
        if item_id:
            self.open_cedula(item_id.rsplit("-", 1)[0], item_id)
        else:
            self.centre.show_done(True)

    def _next_cedula(self, step: int) -> None:
        codes = self.side.tree.codes()
        if self._code in codes:
            place = max(0, min(len(codes) - 1, codes.index(self._code) + step))
            if codes[place] != self._code:
                self.open_cedula(codes[place])

    def _walk_out(self, step: int) -> None:
        """Past the last item to the panel, before the first to what stands above."""
        if step > 0:
            stops = self._panel_stops()
            (stops[0] if stops else self.side.tree).setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self._lead_stops()[-1].setFocus(Qt.FocusReason.BacktabFocusReason)

    def _enter_cedula(self, codigo: str) -> None:
        self.open_cedula(codigo, self._reading.first_item(self.session.expediente, codigo))

    def _follow(self, item_id: str, what: str) -> None:
        if what == EVIDENCE:
            self.questions.make_current(item_id)
            self._go_to_panel(self.panel.evidence.tiles)
        else:
            self.wants.emit("inconsistencias", what)

    def _open_finding(self) -> None:
        item_id = self.questions.current()
        finding = self.session.expediente.inconsistencia_de(item_id) if item_id else None
        if finding is not None:
            self.commit()
            self.wants.emit("inconsistencias", finding.id)
        elif item_id:
            self.session.refused.emit(
                f"{item_id} no tiene inconsistencia. Nace al contestar «Parcial», «No cumple» o una muestra con casos."
            )

    def _open_note(self) -> None:
        self._go_to_panel(self.panel.note)

    def _go_to_panel(self, stop: QWidget) -> None:
        focus = QApplication.focusWidget()
        if focus is None or not self.panel.isAncestorOf(focus):
            self.drawer.switch()
        stop.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.panel.reveal(stop)

    def _switch_panel(self) -> None:
        focus = QApplication.focusWidget()
        if focus is not None and self.panel.isAncestorOf(focus):
            self.drawer.set_open(False)
            self._focus_current()
        else:
            self.drawer.switch()

    def _focus_tree(self) -> None:
        self.side.tree.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _focus_current(self) -> None:
        row = self.questions.current_row()
        if row is not None:
            row.take_focus()
        else:
            (self.side.tree if self._code else self.side.add_button).setFocus(Qt.FocusReason.OtherFocusReason)

    # --- evidence -------------------------------------------------------------------------------------------------

    def choose_files(self) -> None:
        """The system's dialog, for the item being answered; the screen goes on meanwhile."""
        item_id = self.questions.current()
        if not item_id or self.session.expediente.visita.cerrada:
            return
        dialog = QFileDialog(self, f"Adjuntar evidencia a {item_id}")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(lambda names: self._attach([Path(name) for name in names], item_id))
        dialog.open()

    def _attach(self, files: Sequence[Path], item_id: str) -> None:
        if files and item_id and not self.session.expediente.visita.cerrada:
            self.session.attach(files, item_id=item_id)

    def _paste_image(self) -> None:
        """An image in the clipboard becomes evidence; on a muestra, copied cells become rows."""
        clipboard, row = QGuiApplication.clipboard(), self.questions.current_row()
        if row is None or self.session.expediente.visita.cerrada:
            return
        data = clipboard.mimeData()
        if isinstance(row.answer, MuestraAnswer) and data.hasText():
            row.answer.paste_rows()
        elif data.hasImage():
            buffer = QBuffer()
            buffer.open(QIODevice.OpenModeFlag.WriteOnly)
            clipboard.image().save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs forget str for the format
            self.session.attach_image(bytes(buffer.data().data()), row.item.id)
        elif data.hasUrls():
            self._attach([Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()], row.item.id)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        open_visit = not self.session.expediente.visita.cerrada
        if open_visit and self.questions.current() and any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        self._attach(files, self.questions.current())
        event.acceptProposedAction()

    # --- keys and focus -------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Single keys. They come here only from where nothing is being typed."""
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
        if event.matches(QKeySequence.StandardKey.Paste):
            self._paste_image()
        elif event.key() == Qt.Key.Key_N and plain:
            self.next_unanswered()
        elif event.text() in ("[", "]"):
            self._next_cedula(1 if event.text() == "]" else -1)
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes round the questions and the panel and never out of the form; Shift+Tab from the first question also
        reaches what stands before it.
        """
        focus = QApplication.focusWidget()
        before, round_ = self._lead_stops(), [*self.questions.stops(), *self._panel_stops()]
        stops = [*before, *round_]
        if not stops:
            return super().focusNextPrevChild(forward)
        target = stops[-1]
        if focus in stops:
            place = stops.index(focus) + (1 if forward else -1)
            target = (round_ or before)[0] if place == len(stops) else stops[place]
        elif self.questions.current_row() is not None:
            self._focus_current()
            return True
        target.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
        if self.panel.isAncestorOf(target):
            self.panel.reveal(target)
        return True

    def _lead_stops(self) -> list[QWidget]:
        header = self.header.stops() if not self.header.isHidden() else []
        return [*self.side.stops(), *header, *self.data.stops()]

    def _panel_stops(self) -> list[QWidget]:
        return self.panel.stops() if self.drawer.shows_side() and self.panel.isEnabled() else []

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is None or not self.isAncestorOf(new):
            return
        where = self._kind_of(new)
        if where is not self._where:
            self._where = where
            self.hints_changed.emit()

    def _kind_of(self, focus: QWidget) -> teclas.Where:
        if self.session.expediente.visita.cerrada:
            return teclas.Where.LOCKED
        if self.panel.isAncestorOf(focus):
            return teclas.Where.PANEL
        if self.side.isAncestorOf(focus):
            return teclas.Where.TREE
        if isinstance(focus, RowsTable) or self._in_table(focus):
            return teclas.Where.GRID
        if isinstance(focus, QLineEdit | QPlainTextEdit):
            return teclas.Where.FIELD
        row = self.questions.current_row()
        return teclas.Where.SAMPLE if row and isinstance(row.answer, MuestraAnswer) else teclas.Where.CHOICE

    def _in_table(self, focus: QWidget) -> bool:
        row = self.questions.current_row()
        return row is not None and any(table.isAncestorOf(focus) for table in row.findChildren(RowsTable))

    # --- Screen ---------------------------------------------------------------------------------------------------

    def hints(self) -> Sequence[Hint]:
        return teclas.hints(self._where)

    def enter(self) -> None:
        if self._stale:
            self._refresh()
        if self._code and not self.questions.current():
            self.open_cedula(self._code)
        self._focus_current()

    def show_object(self, what: str) -> None:
        """An item («CO-02-03») or a cédula («CO-02»)."""
        if self._stale:
            self._refresh()
        codes = self.session.expediente.visita.cedulas
        if what in codes:
            self.open_cedula(what)
        elif what.rsplit("-", 1)[0] in codes:
            self.open_cedula(what.rsplit("-", 1)[0], what)

    def commit(self) -> None:
        self.questions.commit()
        self.panel.commit()
        self.data.commit()

    # --- size -----------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def restyle(self) -> None:
        self._fit()

    def _fit(self) -> None:
        narrow = self.width() < NARROW_WINDOW - WIDTH_RAIL or self.theme.zoom >= NARROW_ZOOM
        self.side.set_compact(narrow)
        self.header.set_narrow(narrow)

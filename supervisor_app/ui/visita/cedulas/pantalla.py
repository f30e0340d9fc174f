"""Visita > Cédulas: the tree of cédulas, the questions of the open one, and the panel of the item being answered.

It carries what the parts say to the visit, and what the visit became to the parts. It must never work out an answer.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QVBoxLayout, QWidget

from supervisor_app.domain.cedula.definition import CedulaDefinition
from supervisor_app.ui.kit.drawer import WithDrawer
from supervisor_app.ui.kit.hint_bar import Hint
from supervisor_app.ui.kit.theme import follow
from supervisor_app.ui.kit.tokens import NARROW_WINDOW, NARROW_ZOOM, WIDTH_PANEL, WIDTH_RAIL
from supervisor_app.ui.pantalla import Screen
from supervisor_app.ui.sesion import VisitSession
from supervisor_app.ui.visita.cedulas import teclas
from supervisor_app.ui.visita.cedulas.campos import LetCommandsThrough
from supervisor_app.ui.visita.cedulas.centro import Centre
from supervisor_app.ui.visita.cedulas.contestar import AnswerDesk
from supervisor_app.ui.visita.cedulas.datos import CedulaData
from supervisor_app.ui.visita.cedulas.encabezado import CedulaHeader
from supervisor_app.ui.visita.cedulas.estados import EVIDENCE, VisitReading
from supervisor_app.ui.visita.cedulas.fabrica import AnswerFactory
from supervisor_app.ui.visita.cedulas.foco import FocusMap
from supervisor_app.ui.visita.cedulas.lateral import CedulaSide
from supervisor_app.ui.visita.cedulas.muestra import MuestraAnswer
from supervisor_app.ui.visita.cedulas.paginas import Pages
from supervisor_app.ui.visita.cedulas.panel import ItemPanel
from supervisor_app.ui.visita.cedulas.preguntas import QuestionList
from supervisor_app.ui.visita.cedulas.puerta import PanelDoor
from supervisor_app.ui.visita.cedulas.sorteo import SampleDoor
from supervisor_app.ui.visita.cedulas.versiones import VersionsDoor
from supervisor_app.ui.visita.evidencia.entrada import carries_evidence
from supervisor_app.ui.visita.evidencia.puerta import CedulaEvidence


class CedulasScreen(Screen):
    """The cédulas of one visit."""

    def __init__(self, session: VisitSession) -> None:
        super().__init__()
        self.session = session
        self._reading = VisitReading()
        self._code = ""
        self._shown: CedulaDefinition | None = None
        self._stale = True
        self._where = teclas.Where.CHOICE
        self.theme = follow(self)
        guard = LetCommandsThrough(self, teclas.is_command)
        self._answers = AnswerFactory(session, guard)
        self.side = CedulaSide()
        self.header = CedulaHeader(session)
        self.data = CedulaData(session)
        self.questions = QuestionList(self._answers.make)
        self.centre = Centre(self.header, self.data, self.questions)
        self.panel = ItemPanel(session)
        self.desk = AnswerDesk(session, self.questions, self._definition)
        self._focus_map = FocusMap(self.side, self.centre, self.panel)
        self._build()
        self._connect()
        self._bind_keys()

    def _build(self) -> None:
        self.drawer = WithDrawer(self.centre.beside(self.side, self.side.tree), self.panel, side_width=WIDTH_PANEL)
        self.door = PanelDoor(self.drawer, self.panel, self._focus_current)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.samples = SampleDoor(self.session, self.drawer)
        self.versions = VersionsDoor(self.session, self.samples, self.centre, self.side)
        self.evidence = CedulaEvidence(self.session, self.panel.files, self.versions, self, self.questions.current)
        self.pages = Pages(self.samples, self.versions, self.evidence)
        column.addWidget(self.evidence)
        texts = (*self.panel.findChildren(QPlainTextEdit), *self.data.findChildren(QPlainTextEdit))
        for field in (*texts, *self.data.fields.values()):
            self._answers.adopt(field)
        self._fit()

    def _connect(self) -> None:
        self.session.changed.connect(lambda _kinds: self._on_changed())
        self.side.tree.chosen.connect(lambda code: self.open_cedula(code, focus=False))
        self.side.tree.entered.connect(self.open_cedula)
        self.side.add_wanted.connect(lambda: self.wants.emit("preparacion", "cedulas"))
        self.header.filtered.connect(self.questions.set_filter)
        self.header.panel_wanted.connect(self.door.switch)
        self.questions.answered.connect(self.desk.answer)
        self.questions.rows_edited.connect(self.desk.save_rows)
        self.questions.current_changed.connect(self._show_item)
        self.questions.followed.connect(self._follow)
        self.questions.draw_wanted.connect(self._draw_sample)
        self.samples.turned.connect(self._on_turned)
        self.versions.opening.connect(self.commit)
        self.versions.turned.connect(self._on_turned)
        self.evidence.take_from(self.panel)
        self.evidence.turned.connect(self.hints_changed)
        self.panel.copy_wanted.connect(self.desk.copy_previous)
        self.session.recalled.connect(self.hints_changed)
        self.centre.delivery_wanted.connect(lambda: self.wants.emit("entrega", ""))
        self.centre.findings_wanted.connect(lambda: self.wants.emit("inconsistencias", ""))
        self.centre.mend_wanted.connect(self.show_object)
        self.centre.choice_wanted.connect(lambda: self.wants.emit("preparacion", "cedulas"))
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus)

    def _bind_keys(self) -> None:
        actions = {
            "Ctrl+E": self.evidence.intake.choose,
            "Ctrl+Shift+E": self.evidence.intake.choose_folder,
            "Ctrl+I": self._open_finding,
            "F3": self.desk.copy_previous,
            "F4": lambda: self.door.go_to(self.panel.note),
            "F6": self.door.switch,
            "F9": self._draw_sample,
            "Shift+F6": lambda: self.side.tree.setFocus(Qt.FocusReason.ShortcutFocusReason),
            "Ctrl+Down": lambda: self._next_cedula(1),
            "Ctrl+Up": lambda: self._next_cedula(-1),
            "Alt+4": self.desk.no_aplica,
            "Alt+N": self.next_unanswered,
        }
        # Not on the page of the draw, under which the questions cannot be seen.
        teclas.bind(self.drawer, actions)

    # --- showing --------------------------------------------------------------------------------------------------

    @property
    def codigo(self) -> str:
        """The cédula that is open, or ""."""
        return self._code

    def _definition(self) -> CedulaDefinition | None:
        return self._reading.definitions(self.session.expediente).get(self._code)

    def _is_other(self, definition: CedulaDefinition) -> bool:
        """Whether its questions are not the ones that are shown; read again from the disk it is another object."""
        return definition is not self._shown and definition != self._shown

    def open_cedula(self, codigo: str, item_id: str = "", *, focus: bool = True) -> None:
        """Show a cédula at an item, or where its work goes on. What is being typed is handed over first."""
        if codigo not in self.session.expediente.visita.cedulas:
            return
        self.commit()
        e = self.session.expediente
        self._code = codigo
        self.side.show_code(codigo)
        definition = self._definition()
        self._show_kind()
        if definition is None:
            return
        if self._is_other(definition):
            self._shown = definition
            result, states = self._reading.results(e)[codigo], self._reading.states(e, definition)
            self.centre.show_cedula(definition, result, states, locked=self.session.locked)
        target = item_id or self.questions.current() or self._reading.first_item(e, codigo)
        if definition.item(target) is None:
            target = self._reading.first_item(e, codigo)
        (self.questions.focus_item if focus else self.questions.make_current)(target)

    def _show_kind(self) -> None:
        readable = self._definition() is not None
        self.centre.show_kind(self._code, readable=readable)
        self.panel.show_nothing(not readable)

    def _on_changed(self) -> None:
        self._stale = True
        if self.isVisible():
            self._refresh()

    def _refresh(self) -> None:
        """Bring every part up to date with the visit."""
        self._stale = False
        e = self.session.expediente
        results = self._reading.results(e)
        self.side.show_visit(e, self._reading.definitions(e), results, self._reading.rules(e))
        self.centre.show_closed(e.visita.cerrada)
        self.centre.show_done(False)
        if self._code not in e.visita.cedulas:
            self._code = ""
            first = self._reading.first_code(e) or next(iter(e.visita.cedulas), "")
            if first:
                self.open_cedula(first, focus=False)
        definition = self._definition()
        self._show_kind()
        if definition is not None and self._is_other(definition):
            # A correction of the visit applies the cédula in its newer version.
            focus = QApplication.focusWidget()
            inside = focus is not None and self.questions.isAncestorOf(focus)
            self.open_cedula(self._code, self.questions.current(), focus=inside)
        elif definition is not None:
            states = self._reading.states(e, definition)
            self.centre.refresh(results[self._code], states, locked=self.session.locked)
            self.panel.refresh()
            self.samples.tell_under(self.questions.current_row())

    def _show_item(self) -> None:
        item = self.desk.item()
        if item is not None:
            self.panel.show_item(item)
            self.samples.tell_under(self.questions.current_row())
            self.hints_changed.emit()

    def _draw_sample(self) -> None:
        self.commit()
        self.samples.open(self.questions.current_row())

    def _on_turned(self) -> None:
        self.hints_changed.emit()
        if not self.samples.is_open() and not self.versions.is_open():
            self._focus_current()
            self.samples.go_to_rows(self.questions.current_row())

    # --- going about ----------------------------------------------------------------------------------------------

    def next_unanswered(self) -> None:
        """To the next question without answer, in whatever cédula it is."""
        self.commit()
        item_id = self._reading.next_unanswered(self.session.expediente, self._code, self.questions.current())
        if item_id:
            self.open_cedula(item_id.rsplit("-", 1)[0], item_id)
        else:
            self.centre.show_done(True, self._reading.first_broken(self.session.expediente))

    def _next_cedula(self, step: int) -> None:
        codes = self.side.tree.codes()
        if self._code in codes:
            place = max(0, min(len(codes) - 1, codes.index(self._code) + step))
            if codes[place] != self._code:
                self.open_cedula(codes[place])

    def _follow(self, item_id: str, what: str) -> None:
        if what == EVIDENCE:
            self.questions.make_current(item_id)
            self.door.go_to(self.panel.evidence.tiles)
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

    def _focus_current(self) -> None:
        row = self.questions.current_row()
        if row is not None:
            row.take_focus()
        else:
            (self.side.tree if self._code else self.centre.stops()[0]).setFocus(Qt.FocusReason.OtherFocusReason)

    # --- keys and focus -------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Single keys. They come here only from where nothing is being typed."""
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
        if event.matches(QKeySequence.StandardKey.Paste):
            self._paste()
        elif self.evidence.is_open():
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_N and plain:
            self.next_unanswered()
        elif event.text() in ("[", "]"):
            self._next_cedula(1 if event.text() == "]" else -1)
        else:
            super().keyPressEvent(event)

    def _paste(self) -> None:
        """Copied cells become rows on a muestra; anything else that can be evidence is attached."""
        row = self.questions.current_row()
        copied = QGuiApplication.clipboard().mimeData()
        if row is None or not isinstance(row.answer, MuestraAnswer) or carries_evidence(copied):
            self.evidence.intake.paste()
        elif copied.text():
            row.answer.paste_rows()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab stays in the form; see :class:`FocusMap`."""
        if self.pages.any_open():
            return super().focusNextPrevChild(forward)
        focus = QApplication.focusWidget()
        target = self._focus_map.next(focus, forward=forward, panel_shown=self.door.shows())
        if target is None:
            self._focus_current()
            return True
        target.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
        if self.panel.isAncestorOf(target):
            self.panel.reveal(target)
        return True

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is None or not self.isAncestorOf(new):
            return
        where = self._focus_map.kind_of(new, locked=self.session.locked)
        if where is not self._where:
            self._where = where
            self.hints_changed.emit()

    # --- Screen ---------------------------------------------------------------------------------------------------

    def hints(self) -> Sequence[Hint]:
        return self.pages.hints() or teclas.hints(self._where, can_copy=self.desk.can_copy())

    def enter(self) -> None:
        self.versions.ask()
        if self._stale:
            self._refresh()
        if self._code and not self.questions.current():
            self.open_cedula(self._code)
        if not self.versions.is_open() and not self.samples.take_focus():
            self._focus_current()

    def show_object(self, what: str) -> None:
        """An item («CO-02-03») or a cédula («CO-02»)."""
        self.pages.close()
        if self._stale:
            self._refresh()
        codes = self.session.expediente.visita.cedulas
        if what in codes:
            self.open_cedula(what)
        elif self.versions.holds(what):
            self.versions.open()
        elif what.rsplit("-", 1)[0] in codes:
            self.open_cedula(what.rsplit("-", 1)[0], what)

    def here(self) -> str:
        return self.questions.current() or self._code

    def commit(self) -> None:
        for part in (self.questions, self.panel, self.data, self.evidence):
            part.commit()

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

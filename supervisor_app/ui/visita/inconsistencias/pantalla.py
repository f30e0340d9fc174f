"""The step «Inconsistencias y medidas»: the findings at the left, the one being worked on at the right.

Findings are born from answers; here they are described, and measures are agreed on them. Everything is changed by
commands on the session.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from supervisor_app.domain import comandos
from supervisor_app.domain.base import Persona
from supervisor_app.domain.evidencia import Sitio
from supervisor_app.domain.expediente import Expediente, Operacion
from supervisor_app.domain.hallazgo import EstadoHallazgo, Inconsistencia, Medida
from supervisor_app.domain.seguimiento import reincidencia_de
from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.ui.kit.hint_bar import Hint
from supervisor_app.ui.pantalla import Screen
from supervisor_app.ui.sesion import VisitSession
from supervisor_app.ui.visita.evidencia.hallazgos import FindingsEvidence
from supervisor_app.ui.visita.inconsistencias.columnas import FindingsLayout
from supervisor_app.ui.visita.inconsistencias.filtro import matches
from supervisor_app.ui.visita.inconsistencias.frases import FindingPhrases
from supervisor_app.ui.visita.inconsistencias.mesa_anterior import PriorDesk
from supervisor_app.ui.visita.inconsistencias.mesa_medidas import MeasuresDesk
from supervisor_app.ui.visita.inconsistencias.textos import finding_rows, people_of, remark
from supervisor_app.ui.visita.inconsistencias.textos_anteriores import recurrence


class InconsistenciasScreen(Screen):
    """The findings and measures of the open visit."""

    def __init__(self, session: VisitSession) -> None:
        super().__init__()
        self.session = session
        self._current = ""
        self._typing = False
        self._known_people: tuple[Persona, ...] = ()
        self.view = FindingsLayout(session.today, lambda: session.catalogos.feriados)
        self.prior = PriorDesk(session, self.view, self)
        self.list, self.editor, self.table = self.view.list, self.view.editor, self.view.editor.measures
        self.measures = MeasuresDesk(session, self.editor, lambda: self._current, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self.evidence = FindingsEvidence(session, self.view, self, self._place)
        self.evidence.turned.connect(self.hints_changed)
        layout.addWidget(self.evidence)
        self.phrases = FindingPhrases(
            session,
            self.editor,
            self,
            begin=lambda text, kind: self.measures.begin(text, tipo=kind),
            reveal=self.measures.new,
        )
        self._offer_known_basis()
        self._connect()
        self.prior.shown.connect(self._refresh)
        session.recalled.connect(self._refresh)
        self._refresh()

    def _connect(self) -> None:
        self.list.moved.connect(self._go_to)
        self.list.clicked.connect(lambda _index: self._leave_prior())
        self.editor.recurrence.action.connect(self._show_recurrence)
        self.list.opened.connect(self._open_finding)
        self.view.filter.chosen.connect(lambda _key: self._refresh())
        self.view.kinds.chosen.connect(lambda _key: self._refresh())
        self.view.added.connect(self._add_free)
        self.editor.previous.clicked.connect(lambda: self._step(-1))
        self.editor.following.clicked.connect(self._next_without)
        self.view.answers_wanted.connect(lambda: self.wants.emit("cedulas", ""))
        self.view.delivery_wanted.connect(lambda: self.wants.emit("entrega", ""))
        self.editor.changed.connect(self._change_finding)
        self.editor.item_wanted.connect(lambda item: self.wants.emit("cedulas", item))
        self.editor.removed.connect(self._remove_finding)
        self.editor.state.wanted.connect(self._change_state)
        self.editor.items.gathered.connect(self._gather)
        self.editor.items.taken_out.connect(self._take_out)
        self.editor.items.joined.connect(self._join)
        keys: dict[str, Callable[[], None]] = {
            "N": self._next_without,
            "Alt+N": self._next_without,
            "Ctrl+M": self.measures.new,
            "Ctrl+Shift+P": self.measures.follow,
            "Ctrl+D": self.measures.copy_focused,
            "Ctrl+J": self._offer_phrases,
            "Ctrl+Shift+I": self._add_free,
            "Alt+Up": lambda: self._step(-1),
            "Alt+Down": lambda: self._step(1),
        }
        for sequence, action in keys.items():
            # Not while a file is seen large, under which the findings cannot be seen.
            QShortcut(QKeySequence(sequence), self.view).activated.connect(action)
        self.session.changed.connect(lambda _kinds: self._refresh())
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus)

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        """Where letters are typed, N is one of them, and the hints say so."""
        typing = isinstance(new, QLineEdit | QPlainTextEdit) and not new.isReadOnly()
        if typing is not self._typing:
            self._typing = typing
            self.hints_changed.emit()
        if new is not None and self.view.prior_detail.isAncestorOf(new):
            self.view.prior_detail.reveal_focus()

    # --- Screen ---------------------------------------------------------------------------------------------------

    def hints(self) -> Sequence[Hint]:
        e = self.session.expediente
        found, open_visit = bool(e.inconsistencias), not self.session.locked
        hints: list[Hint] = []
        if self.evidence.is_open():
            return self.evidence.hints()
        if self.prior.current:
            return self.prior.hints()
        if self._others_without() and open_visit:
            hints.append(("Alt+N" if self._typing else "N", "Siguiente sin medida"))
        if found and open_visit:
            hints.append(("Ctrl+M", "Medida nueva"))
            if self._measures():
                hints += [("Ctrl+D", "Duplicar medida"), ("Ctrl+Supr", "Quitar medida"), ("Ctrl+Mayús+P", "Prórroga")]
            hints += [("Ctrl+J", "Frase frecuente"), ("Ctrl+E", "Evidencia")]
        if self.session.pasado.anteriores and open_visit:
            hints.append(("1 2 3", "Verificar hallazgo anterior"))
        if len(e.inconsistencias) > 1:
            hints.append(("Alt+↑ ↓", "Anterior y siguiente"))
        if open_visit:
            hints += [("Ctrl+Mayús+I", "Inconsistencia libre"), ("Ctrl+Z", "Deshacer")]
        return hints

    def enter(self) -> None:
        self.session.lanes.call(
            lambda s: s.visitas.personas_frecuentes(), self._on_people, self._on_problem, owner=self
        )
        self.session.lanes.call(lambda s: s.ajustes.leer().nombre, self._on_author, self._on_problem, owner=self)
        self._refresh()
        if self.prior.current:
            self.prior.focus()
        elif not self._current:
            self.view.focus_empty()
        elif self._measures() or self.session.locked:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.measures.new()

    def _on_author(self, name: str) -> None:
        self.session.author = name

    def _on_people(self, people: tuple[Persona, ...]) -> None:
        self._known_people = people
        self._show_people()

    def _on_problem(self, error: BaseException) -> None:
        if not isinstance(error, UserError | EnvironmentProblem):
            raise error
        self.session.refused.emit(error.message)

    def _place(self) -> Sitio | None:
        """What a file that comes in supports: the earlier finding that is verified, or the one of the visit."""
        here = Sitio(inconsistencia_id=self._current) if self._current else None
        return self.prior.place() if self.prior.current else here

    def show_object(self, what: str) -> None:
        self.evidence.close_page()
        e = self.session.expediente
        if what in e.medidas:
            self._go_to(e.medidas[what].inconsistencia_id)
            row = self.table.row_of(what)
            if row is not None:
                row.text.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.session.pasado.hallazgo(what) is not None:
            self.prior.go_to(what)
            self.prior.focus()
        elif what in e.inconsistencias:
            self._go_to(what)
            self._leave_prior()
            if self._measures():
                self.editor.title.setFocus(Qt.FocusReason.OtherFocusReason)
            else:
                self.measures.new()

    def here(self) -> str:
        return self._current

    def commit(self) -> None:
        super().commit()
        self.editor.commit()
        self.prior.commit()
        self.evidence.commit()

    # --- showing --------------------------------------------------------------------------------------------------

    def _finding(self) -> Inconsistencia | None:
        return self.session.expediente.inconsistencias.get(self._current)

    def _measures(self) -> tuple[Medida, ...]:
        return self.session.expediente.medidas_de(self._current)

    def _without_measure(self) -> list[str]:
        e = self.session.expediente
        return [h.id for h in e.inconsistencias_en_orden() if not e.medidas_de(h.id)]

    def _others_without(self) -> list[str]:
        """Those still without a measure, besides the one that is shown."""
        return [key for key in self._without_measure() if key != self._current]

    def _refresh(self) -> None:
        e = self.session.expediente
        rows, without = finding_rows(e, self.session.pasado.levantadas), self._without_measure()
        only_without = self.view.show_counts(len(rows), len(without)) == "sin"
        if self._current not in e.inconsistencias:
            self._current = (without or [row.key for row in rows] or [""])[0]
        self.prior.settle(begin=not rows)
        # The one being worked on stays in sight when it gets its measure.
        chosen = self.view.show_kinds(e.inconsistencias_en_orden())
        shown = [
            row
            for row in rows
            if row.key == self._current
            or ((not only_without or row.key in without) and matches(e.inconsistencias[row.key], chosen))
        ]
        self.list.set_rows(shown, "" if self.prior.current else self._current)
        locked = self.session.locked
        self.view.show_presence(any_finding=bool(rows), closed=locked, prior=bool(self.prior.current))
        self.view.closed.setVisible(e.visita.cerrada)
        self.prior.refresh()
        self.editor.set_read_only(locked)
        self._show_finding()
        self.hints_changed.emit()

    def _show_finding(self) -> None:
        e, finding = self.session.expediente, self._finding()
        if finding is None:
            return
        self.editor.show_finding(e, finding, locked=self.session.locked)
        self.evidence.show_finding(finding.id)
        before = reincidencia_de(finding, self.session.pasado.levantadas)
        self.editor.show_recurrence(recurrence(before) if before is not None else "")
        measures = self._measures()
        today, end = self.session.today(), e.visita.fin
        remarks = {m.id: remark(m, today=today, visit_end=end) for m in measures}
        self.table.show_measures(measures, {} if self.session.locked else remarks)
        self._show_people()
        order = [h.id for h in e.inconsistencias_en_orden()]
        self.editor.previous.setEnabled(order.index(self._current) > 0)
        self.editor.following.setEnabled(bool(self._others_without()))

    def _show_people(self) -> None:
        self.table.set_people(people_of(self.session.expediente, self._known_people))

    def _offer_known_basis(self) -> None:
        catalogos = self.session.catalogos
        laws = [(text.clave, text.nombre) for text in catalogos.fundamentos.values()]
        functions = [(ref.label, function.gist) for ref, function in catalogos.funciones.items()]
        self.editor.basis.set_known([*functions, *laws])

    # --- going from one to another --------------------------------------------------------------------------------

    def _leave_prior(self) -> None:
        if self.prior.current and self._current:
            self.prior.leave()

    def _open_finding(self, _key: str) -> None:
        self._leave_prior()
        self.editor.title.setFocus()

    def _show_recurrence(self) -> None:
        finding = self._finding()
        before = reincidencia_de(finding, self.session.pasado.levantadas) if finding is not None else None
        if before is not None:
            self.editor.commit()
            self.prior.go_to(before.hallazgo.id)
            self.prior.focus()

    def _go_to(self, key: str) -> None:
        if key:
            self._leave_prior()
        if key and key != self._current:
            self.editor.commit()
            self._current = key
            self._refresh()
            self.editor.verticalScrollBar().setValue(0)

    def _step(self, by: int) -> None:
        if self.prior.current:
            self.prior.step(by)
            return
        keys = [row.key for row in self.list.rows()]
        if self._current in keys:
            self._go_to(keys[max(0, min(len(keys) - 1, keys.index(self._current) + by))])

    def _next_without(self) -> None:
        """The next finding that has no measure, beginning again after the last."""
        e = self.session.expediente
        order = [h.id for h in e.inconsistencias_en_orden()]
        without = self._others_without()
        if not without:
            return
        here = order.index(self._current)
        self._go_to(next((key for key in without if order.index(key) > here), without[0]))
        self.measures.new()

    # --- changing -------------------------------------------------------------------------------------------------

    def _attempt(self, command: Callable[[Expediente], Operacion]) -> bool:
        return self.session.attempt(command)

    def _change_finding(self, campos: Mapping[str, Any]) -> None:
        key = self._current
        if key in self.session.expediente.inconsistencias:
            self._attempt(lambda e: comandos.modificar_inconsistencia(e, key, **campos))

    def _change_state(self, state: str, reason: str) -> None:
        key, signed = self._current, self.session.signed()
        self._attempt(lambda e: comandos.cambiar_estado(e, key, EstadoHallazgo(state), motivo=reason, **signed))

    def _gather(self, item_id: str) -> None:
        item = self.session.expediente.item(item_id)
        if item is not None:
            self._attempt(lambda e: comandos.reunir_punto(e, self._current, item))

    def _take_out(self, item_id: str) -> None:
        self._attempt(lambda e: comandos.sacar_punto(e, self._current, item_id))

    def _join(self, other: str) -> None:
        self._attempt(lambda e: comandos.unir_inconsistencias(e, self._current, other))

    def _remove_finding(self) -> None:
        key = self._current
        if key in self.session.expediente.inconsistencias:
            self._attempt(lambda e: comandos.quitar_inconsistencia(e, key))
            (self.list if self._current else self.view).setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_free(self) -> None:
        """A finding that no answer raised; its title is written first."""
        self.editor.commit()
        made: list[str] = []

        def new_id() -> str:
            made.append(self.session.new_id())
            return made[-1]

        if self._attempt(lambda e: comandos.nueva_inconsistencia(e, new_id)) and made:
            self._current = made[-1]
            self._refresh()
            self.editor.title.setFocus(Qt.FocusReason.OtherFocusReason)

    def _offer_phrases(self) -> None:
        if self._finding() is not None and not self.session.locked:
            self.phrases.offer()

"""The earlier finding that is being verified: where it comes from, its history, its measures, and what proves it.

It shows one finding and emits what a person does; it saves nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from supervisor_app.domain.evidencia import Evidencia
from supervisor_app.domain.hallazgo import EstadoHallazgo
from supervisor_app.domain.seguimiento import HallazgoAnterior
from supervisor_app.domain.texto import fecha_corta, tamano
from supervisor_app.ui.enlace import Binding
from supervisor_app.ui.kit.answer_bar import VERIFICACION, AnswerBar
from supervisor_app.ui.kit.banner import Banner, IconMark
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.card import Card, SectionTitle
from supervisor_app.ui.kit.field import Field
from supervisor_app.ui.kit.flow import Flow
from supervisor_app.ui.kit.labels import Text, WrapLabel
from supervisor_app.ui.kit.pill import Pill
from supervisor_app.ui.kit.scroll_column import ScrollColumn
from supervisor_app.ui.kit.text_area import TextArea
from supervisor_app.ui.kit.tokens import SPACE_1, SPACE_2, SPACE_3, SPACE_4, SPACE_6
from supervisor_app.ui.visita.inconsistencias.estado import step
from supervisor_app.ui.visita.inconsistencias.medida_anterior import PriorMeasure
from supervisor_app.ui.visita.inconsistencias.textos_anteriores import (
    STATES,
    facts,
    measure_state,
    origin,
    overdue,
    verified,
    verified_measures,
)

_APART = "Posible irregularidad: lo que anote o adjunte aquí va sólo en el turnado."
_PROOF = "«Solventada» necesita su prueba: un archivo, o una nota que nombre el documento («Oficio 123/2026»)."


class PriorDetail(ScrollColumn):
    """``answered(value)``, "" where taken back; ``noted(text)``; ``files_wanted``; ``file_removed(id)`` and
    ``file_opened(id)``; ``walked(by)`` to the one before or after; ``measure_said(id, fields)`` and
    ``measure_extended(id, (date or None, reason, who))`` for each of its measures.
    """

    answered = Signal(str)
    noted = Signal(str)
    files_wanted = Signal()
    file_removed = Signal(str)
    file_opened = Signal(str)
    walked = Signal(int)
    measure_said = Signal(str, object)
    measure_extended = Signal(str, object)

    def __init__(self, holidays: Callable[[], Collection[date]], parent: QWidget | None = None) -> None:
        super().__init__(name="Hallazgo anterior", kind="surface", parent=parent)
        self._holidays = holidays
        self._made: list[QWidget] = []
        self._today = date.min
        self.measure_rows: dict[str, PriorMeasure] = {}
        self.set_margins(SPACE_6, SPACE_3, SPACE_6, SPACE_4)
        self.folio = Text("", "display", "accent", figures=True)
        self.state = Pill("")
        self.title = WrapLabel("", "display")
        self.origin = WrapLabel("", "small", "text2")
        self.facts = WrapLabel("", "small", "text2")
        self.found = WrapLabel("", "body")
        self.apart = Banner(_APART, "na", icon="lock")
        self.overdue = Banner("", "bad", icon="clock")
        self.overdue.hide()
        self.bar = AnswerBar(VERIFICACION, "Verificación en esta visita")
        self.bar.answered.connect(self.answered)
        self.bar.cleared.connect(lambda: self.answered.emit(""))
        self.note = TextArea(
            minimum_lines=2, name="Nota de la verificación", placeholder="Qué se vio y con qué documento"
        )
        Binding(self.note, self.noted.emit)
        self.proof = WrapLabel(_PROOF, "small", "text2")
        self.attach = Button("Adjuntar evidencia", "outline", icon="paperclip", keys="Ctrl+E")
        self.attach.clicked.connect(lambda _=False: self.files_wanted.emit())
        self.files = QVBoxLayout()
        self.measures_title = SectionTitle("Medidas acordadas")
        self.measures = Card()
        self.history_title = SectionTitle("Historial", icon="history")
        self.history = QVBoxLayout()
        self.previous = Button("Anterior", "outline", icon="chevron-left", keys="Alt+↑")
        self.following = Button("Siguiente", "outline", icon="chevron-right", keys="Alt+↓")
        self.previous.clicked.connect(lambda _=False: self.walked.emit(-1))
        self.following.clicked.connect(lambda _=False: self.walked.emit(1))
        self._settle = QTimer(self, singleShot=True, interval=0)
        self._settle.timeout.connect(self._show_focus)
        self._lay_out()

    def _lay_out(self) -> None:
        heading = QWidget()
        line = QHBoxLayout(heading)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(SPACE_2)
        line.addWidget(self.folio)
        line.addStretch(1)
        line.addWidget(self.state)
        self.add(heading)
        self.add(self.title)
        self.add(self.origin)
        self.add(self.overdue)
        self.add(SectionTitle("Verificación en esta visita", icon="clipboard-check"))
        self.add(self.bar)
        self.add(self.apart)
        self.add(Field("Nota", self.note))
        self.add(self.proof)
        self.files.setSpacing(SPACE_1)
        self.add(self.files)
        row = Flow(gap=SPACE_2)
        row.set_items([self.attach])
        self.add(row)
        self.add(SectionTitle("Qué se encontró", icon="file-text"))
        self.add(self.facts)
        self.add(self.found)
        self.add(self.measures_title)
        self.add(self.measures)
        self.history.setSpacing(SPACE_1)
        self.add(self.history_title)
        self.add(self.history)
        walk = Flow(gap=SPACE_2, to_right=True)
        walk.set_items([self.previous, self.following])
        self.add(walk)

    # --- where the focus is -----------------------------------------------------------------------------------------

    def reveal_focus(self) -> None:
        """Bring what has the focus into sight, once the column has its height."""
        self._settle.start()

    def _show_focus(self) -> None:
        focused = self.window().focusWidget()
        if focused is not None and self.isAncestorOf(focused):
            self.ensureWidgetVisible(focused, 0, SPACE_6)

    # --- what is shown --------------------------------------------------------------------------------------------

    def show_finding(self, a: HallazgoAnterior, files: Sequence[Evidencia], today: date, *, locked: bool) -> None:
        """Its values; a note in which a person is typing keeps what is typed. ``locked``: only to be read."""
        solved_before = a.estado_previo is EstadoHallazgo.SOLVENTADA and a.propia is None
        locked = locked or solved_before
        if a.folio != self.folio.text():
            self.bar.set_value(VERIFICACION[0].value)  # another one begins at the first answer
        self.folio.setText(a.folio)
        self.state.set_state(*STATES[a.estado])
        self.title.setText(a.titulo)
        self.origin.setText(origin(a, today, self._holidays()))
        self.facts.setText(facts(a))
        self.found.setText(a.descripcion.strip())
        self.found.setVisible(bool(a.descripcion.strip()))
        self.apart.setVisible(a.hallazgo.posible_irregularidad)
        late = overdue(a, today, self._holidays())
        self.overdue.set_message(late, "bad", "clock")
        self.overdue.setVisible(bool(late))
        self.bar.set_value(a.estado.value if a.verificado or solved_before else None)
        self.bar.set_locked(locked)
        self.note.set_value(a.propia.nota if a.propia is not None else "")
        self.note.setReadOnly(locked)
        self.proof.setVisible(not locked)
        self.attach.setVisible(not locked)
        self._clear()
        self._show_files(files, locked=locked)
        self._today = today
        self._show_measures(a, today, locked=locked)
        self._show_history(a)

    def _clear(self) -> None:
        for widget in self._made:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
        self._made = []

    def _keep(self, widget: QWidget) -> QWidget:
        self._made.append(widget)
        return widget

    def _show_files(self, files: Sequence[Evidencia], *, locked: bool) -> None:
        for file in files:
            line = QWidget()
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(SPACE_2)
            row.addWidget(IconMark("paperclip", size=14))
            words = Button(f"{file.nombre} · {tamano(file.bytes)}", "link", name=f"Ver {file.nombre}")
            words.clicked.connect(lambda _=False, key=file.id: self.file_opened.emit(key))
            row.addWidget(words)
            row.addStretch(1)
            if not locked:
                drop = Button("", "ghost", icon="x", tool=True, name=f"Quitar {file.nombre}")
                drop.clicked.connect(lambda _=False, key=file.id: self.file_removed.emit(key))
                row.addWidget(drop)
            self.files.addWidget(self._keep(line))

    def _show_measures(self, a: HallazgoAnterior, today: date, *, locked: bool) -> None:
        self.measures_title.set_text("Medidas acordadas", str(len(a.medidas)) if a.medidas else "")
        if not a.medidas:
            self.measures.body.addWidget(self._keep(WrapLabel("No se acordó ninguna medida.", "small", "text3")))
        if list(self.measure_rows) != [m.id for m in a.medidas]:
            self._make_rows([m.id for m in a.medidas])
        for m in a.medidas:
            state = measure_state(m, today, self._holidays(), solved=a.estado is EstadoHallazgo.SOLVENTADA)
            self.measure_rows[m.id].show_measure(m, a.de_medida(m.id), state, locked=locked)

    def _make_rows(self, keys: Sequence[str]) -> None:
        """Other lines for other measures; those of the same finding stay, with what is being typed in them."""
        for gone in self.measure_rows.values():
            self.measures.body.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        self.measure_rows = {}
        for key in keys:
            row = PriorMeasure(lambda: self._today)
            row.said.connect(lambda fields, key=key: self.measure_said.emit(key, fields))
            row.extended.connect(lambda *said, key=key: self.measure_extended.emit(key, said))
            self.measure_rows[key] = row
            self.measures.body.addWidget(row)

    def focused_measure(self) -> str:
        """The measure in whose line the focus is, or ""."""
        focused = self.window().focusWidget()
        return next((k for k, row in self.measure_rows.items() if focused and row.isAncestorOf(focused)), "")

    def _show_history(self, a: HallazgoAnterior) -> None:
        """The steps that it took in its own visit, then what later ones verified."""
        steps = [(step(p), p.cuando.date()) for p in a.hallazgo.historial]
        said = [(words, v.fecha) for v in a.verificadas for words in (verified(v), *verified_measures(v, a.medidas))]
        lines = [*steps, *said]
        self.history_title.setVisible(bool(lines))
        for words, day in lines:
            line = QWidget()
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(SPACE_2)
            row.addWidget(WrapLabel(words, "small"), 1)
            row.addWidget(Text(fecha_corta(day), "small", "text3", figures=True), 0, Qt.AlignmentFlag.AlignTop)
            self.history.addWidget(self._keep(line))

    def commit(self) -> None:
        """Hand over what is being typed, here and in the measures."""
        self.note.commit()
        for row in self.measure_rows.values():
            row.commit()

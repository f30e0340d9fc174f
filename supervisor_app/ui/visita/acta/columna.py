"""The left column of the acta: the meeting, who attended, what the unit said and what else was agreed.

What it reads (findings, measures, verified, indicators) is counted here and printed from the visit; nothing of it is
typed twice. It shows what it is given and says what a person changes; it saves nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from supervisor_app.domain.acta import Acta
from supervisor_app.domain.base import Persona
from supervisor_app.domain.reunion import FaltaActa
from supervisor_app.ui.enlace import Binding
from supervisor_app.ui.kit.banner import Banner, EmptyState
from supervisor_app.ui.kit.beside import Beside
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.card import Card, Line
from supervisor_app.ui.kit.field import Field
from supervisor_app.ui.kit.labels import ElidedLabel, WrapLabel
from supervisor_app.ui.kit.pill import Pill
from supervisor_app.ui.kit.reflow import Reflow
from supervisor_app.ui.kit.scroll_column import ScrollColumn
from supervisor_app.ui.kit.text_area import TextArea
from supervisor_app.ui.kit.text_field import TextField
from supervisor_app.ui.kit.theme import style
from supervisor_app.ui.kit.time_edit import TimeEdit
from supervisor_app.ui.kit.tokens import SPACE_2, SPACE_3, SPACE_4
from supervisor_app.ui.kit.value_edit import DateEdit
from supervisor_app.ui.personas import Pair, PeopleRows

_CLOSED = "La visita está cerrada y su acta ya no se modifica. Para corregirla, use «Reabrir para corregir» en Entrega."
_PEOPLE = {
    "por_supervision": ("Por la supervisión", "de quien asiste por la supervisión", "Cambió quién asiste"),
    "por_unidad": ("Por la unidad visitada", "de quien asiste por la unidad", "Cambió quién asiste por la unidad"),
    "testigos": ("Testigos de asistencia", "de quien es testigo", "Cambió los testigos"),
}


class ActaColumn(QFrame):
    """``changed(que, field, value)`` for one field; ``begun`` and ``withdrawn``; ``emit_wanted``, ``preview_wanted``
    and ``delivery_wanted`` lead elsewhere.
    """

    changed = Signal(str, str, object)
    begun = Signal()
    withdrawn = Signal()
    emit_wanted = Signal()
    preview_wanted = Signal()
    delivery_wanted = Signal()

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        style(self, kind="side")
        self.fields: dict[str, Field] = {}
        self.people: dict[str, PeopleRows] = {}
        self._people_notes: dict[str, WrapLabel] = {}
        self.area = ScrollColumn(name="Acta de cierre")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._title_row())
        layout.addWidget(Line())
        layout.addWidget(self.area, 1)
        self.closed = Banner(_CLOSED, "na", icon="lock", button="Ir a Entrega")
        self.closed.action.connect(self.delivery_wanted)
        self.closed.hide()
        self.empty = EmptyState(
            "Todavía no hay acta de cierre",
            "Es opcional. Toma de la visita a las personas, las inconsistencias, las medidas, los hallazgos anteriores "
            "verificados y los indicadores; aquí se escribe la reunión y lo que manifestó la unidad.",
            button="Empezar el acta",
            keys="Enter",
            icon="users",
        )
        self.empty.action.connect(self.begun)
        found = self.empty.findChild(Button)
        assert found is not None
        self.begin = found
        self.form = QWidget()
        form = QVBoxLayout(self.form)
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(SPACE_3)
        for part in (self._meeting(today), self._attendants(), self._reading(), self._said()):
            form.addWidget(part)
        self.withdraw = Button("Quitar el acta", "ghost", icon="trash-2")
        self.withdraw.clicked.connect(self.withdrawn)
        form.addWidget(self.withdraw, 0, Qt.AlignmentFlag.AlignLeft)
        for widget in (self.closed, self.empty, self.form):
            self.area.add(widget)
        self._settle = QTimer(self, singleShot=True, interval=0)
        self._settle.timeout.connect(self._show_focus)

    # --- building -------------------------------------------------------------------------------------------------

    def _title_row(self) -> QWidget:
        self.pill = Pill("")
        self.emitting = Button("Ir a emitir y firmar", "ghost", icon="pen-tool", tool=True)
        self.preview_button = Button("Vista previa", "ghost", icon="eye", keys="F6", tool=True)
        self.emitting.clicked.connect(self.emit_wanted)
        self.preview_button.clicked.connect(self.preview_wanted)
        signs = QWidget()
        line = QHBoxLayout(signs)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(SPACE_2)
        for widget in (self.pill, self.emitting, self.preview_button):
            line.addWidget(widget)
        row = QWidget()
        outer = QVBoxLayout(row)
        outer.setContentsMargins(SPACE_4, 9, SPACE_4, 9)
        outer.addWidget(Beside(ElidedLabel("Acta de cierre", "title"), signs, keep=150))
        return row

    def _meeting(self, today: Callable[[], date]) -> QWidget:
        card = Card("Reunión de cierre", icon="calendar-clock")
        lugar = TextField(placeholder="Unidad y ciudad")
        Binding(lugar, lambda text: self.changed.emit("Cambió el lugar de la reunión", "lugar", text.strip()))
        fecha = DateEdit(today=today)
        fecha.changed.connect(lambda day: self.changed.emit("Cambió la fecha de la reunión", "fecha", day))
        inicio, fin = TimeEdit(), TimeEdit()
        inicio.changed.connect(lambda hour: self.changed.emit("Cambió la hora de inicio", "inicio", hour))
        fin.changed.connect(lambda hour: self.changed.emit("Cambió la hora de término", "fin", hour))
        for campo, label, control in (
            ("lugar", "Lugar", lugar),
            ("fecha", "Fecha", fecha),
            ("inicio", "Inició", inicio),
            ("fin", "Terminó", fin),
        ):
            self.fields[campo] = Field(label, control)
        card.body.addWidget(self.fields["lugar"])
        hours = [self.fields[campo] for campo in ("fecha", "inicio", "fin")]
        card.body.addWidget(Reflow(hours, under=420, shares=(5, 3, 3), gap=SPACE_3))
        return card

    def _attendants(self) -> QWidget:
        card = Card("Asistentes que firman", icon="users")
        for campo, (title, of_whom, que) in _PEOPLE.items():
            rows = PeopleRows(of_whom, "Agregar persona")
            rows.edited.connect(lambda pairs, c=campo, q=que: self.changed.emit(q, c, _personas(pairs)))
            note = WrapLabel("", "small-medium", "warn")
            note.hide()
            self.people[campo], self._people_notes[campo] = rows, note
            card.body.addWidget(WrapLabel(title, "small-strong", "text2"))
            card.body.addWidget(rows)
            card.body.addWidget(note)
        return card

    def _reading(self) -> QWidget:
        card = Card("Lo que se da a conocer", icon="list-todo")
        self.reading = WrapLabel("", "body")
        card.body.addWidget(self.reading)
        return card

    def _said(self) -> QWidget:
        card = Card("Lo que se dijo y se acordó", icon="pen-line")
        said = self.said = TextArea(placeholder="Lo que manifestó la unidad visitada, como lo dijo", minimum_lines=4)
        agreed = TextArea(placeholder="Otros acuerdos, además de las medidas", minimum_lines=2)
        Binding(said, lambda text: self.changed.emit("Escribió las manifestaciones", "manifestaciones", text.strip()))
        Binding(agreed, lambda text: self.changed.emit("Escribió otros acuerdos", "acuerdos", text.strip()))
        self.fields["manifestaciones"] = Field("Manifestaciones de la unidad visitada", said)
        self.fields["acuerdos"] = Field("Otros acuerdos", agreed)
        card.body.addWidget(self.fields["manifestaciones"])
        card.body.addWidget(self.fields["acuerdos"])
        return card

    # --- showing --------------------------------------------------------------------------------------------------

    def show_acta(self, acta: Acta | None, falta: Sequence[FaltaActa], reading: str, *, closed: bool) -> None:
        """The acta as it is; what is being typed is not taken away."""
        self.empty.setVisible(acta is None)
        self.form.setVisible(acta is not None)
        self.closed.setVisible(closed)
        self.begin.setVisible(not closed)
        self.withdraw.setVisible(not closed)
        self.pill.setVisible(acta is not None and not closed)
        self.emitting.setVisible(acta is not None and not closed)
        if acta is None:
            return
        self._show_fields(acta)
        for campo, rows in self.people.items():
            rows.set_people([(p.nombre.strip(), p.cargo.strip()) for p in getattr(acta, campo)])
        self.reading.setText(reading)
        self._show_missing(falta)
        self._lock(closed)

    def _show_fields(self, acta: Acta) -> None:
        for campo, field in self.fields.items():
            control, value = field.control, getattr(acta, campo)
            if isinstance(control, DateEdit):
                control.set_date(value)
            elif isinstance(control, TimeEdit):
                control.set_time(value)
            elif isinstance(control, TextField | TextArea) and control.text().strip() != value:
                control.set_value(value)

    def _show_missing(self, falta: Sequence[FaltaActa]) -> None:
        impide = [f for f in falta if f.impide_emitir]
        n = len(impide)
        if n:
            self.pill.set_state("Falta 1 dato" if n == 1 else f"Faltan {n} datos", "triangle-alert", "warn")
        else:
            self.pill.set_state("Lista para emitir", "circle-check", "ok")
        said = {f.campo: f.texto for f in reversed(falta)}
        for campo, field in self.fields.items():
            sentence = getattr(field.control, "sentence", lambda: "")()
            if not sentence:  # what is typed and cannot be read is told by the field itself
                field.set_warning(said.get(campo, ""))
        for campo, note in self._people_notes.items():
            note.setText(said.get(campo, ""))
            note.setVisible(campo in said)

    def _lock(self, closed: bool) -> None:
        for field in self.fields.values():
            if isinstance(field.control, TextField | TextArea):
                field.control.setReadOnly(closed)
        for rows in self.people.values():
            rows.set_read_only(closed)

    def set_known(self, people: Sequence[Persona]) -> None:
        """People to be suggested as attending."""
        pairs = [(p.nombre.strip(), p.cargo.strip()) for p in people]
        for rows in self.people.values():
            rows.set_suggestions(pairs)

    def focus_field(self, campo: str) -> None:
        if campo in self.people:
            self.people[campo].focus_first()
        elif campo in self.fields:
            self.fields[campo].control.setFocus(Qt.FocusReason.TabFocusReason)
        self._settle.start()

    def _show_focus(self) -> None:
        """After the column has its height."""
        focused = self.window().focusWidget()
        if focused is not None and self.area.isAncestorOf(focused):
            self.area.ensureWidgetVisible(focused, 0, SPACE_4)


def _personas(pairs: Sequence[Pair]) -> tuple[Persona, ...]:
    return tuple(Persona(nombre=nombre, cargo=cargo) for nombre, cargo in pairs)

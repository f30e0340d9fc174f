"""A session of training as it is typed: for whom, when, by whom, who attended. It must never decide its state."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from supervisor_app.domain.base import Persona
from supervisor_app.domain.seguimiento import EstadoCapacitacion
from supervisor_app.domain.texto import cuantos
from supervisor_app.services.desahogo.capacitaciones import DatosCapacitacion
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.card import Card
from supervisor_app.ui.kit.field import Field
from supervisor_app.ui.kit.flow import Flow
from supervisor_app.ui.kit.labels import WrapLabel
from supervisor_app.ui.kit.reflow import Reflow
from supervisor_app.ui.kit.sentence import Sentence
from supervisor_app.ui.kit.text_area import TextArea
from supervisor_app.ui.kit.text_field import TextField
from supervisor_app.ui.kit.tokens import SPACE_2, SPACE_3
from supervisor_app.ui.kit.value_edit import DateEdit


class SessionForm(Card):
    """``saved(id, DatosCapacitacion)``: id "" for a new one; ``given(id, DatosCapacitacion)``; ``cancelled(id, why)``;
    ``left()`` by Esc, with what was typed kept until another one is opened.
    """

    saved = Signal(str, object)
    touched = Signal()
    dropped = Signal()
    given = Signal(str, object)
    cancelled = Signal(str, str)
    left = Signal()

    def __init__(self, *, today: Callable[[], date]) -> None:
        super().__init__("Sesión")
        self.of = ""
        self.dirty = self._setting = self._may_drop = False
        self._data = DatosCapacitacion()
        self.about = WrapLabel("", "small", "text2")
        self.tema = TextField(name="Tema")
        self.objetivo = TextArea(minimum_lines=2, maximum_lines=6, name="Objetivo")
        self.fecha = DateEdit(name="Fecha", today=today)
        self.horas = TextField(name="Horas")
        self.lugar = TextField(name="Lugar")
        self.instructor = TextField(placeholder="Nombre, cargo", name="Quién la imparte")
        self.unidades = TextArea(minimum_lines=2, maximum_lines=6, name="Unidades, una por renglón")
        self.asistentes = TextArea(
            placeholder="Nombre, cargo; uno por renglón. Puede pegar la lista de Excel.", minimum_lines=3,
            maximum_lines=10, name="Asistentes, uno por renglón",
        )  # fmt: skip
        self.motivo = TextField(placeholder="Por qué se cancela", name="Por qué se cancela")
        self.save = Button("Programar", "primary", keys="Ctrl+Enter", writes=True)
        self.give = Button("Dar por impartida", "outline", icon="circle-check", writes=True)
        self.drop = Button("Cancelar la sesión…", "ghost", icon="circle-minus", writes=True)
        self.sure = Button("Cancelarla", "danger", icon="circle-minus", writes=True)
        self.problem = Sentence()
        self._lay_out()
        self._connect()
        self.hide()

    def _lay_out(self) -> None:
        self.fields = {
            "tema": Field("Tema", self.tema),
            "objetivo": Field("Objetivo", self.objetivo),
            "fecha": Field("Fecha", self.fecha),
            "horas": Field("Horas", self.horas),
            "lugar": Field("Lugar", self.lugar),
            "instructor": Field("Quién la imparte", self.instructor),
            "unidades": Field("Unidades, una por renglón", self.unidades),
            "asistentes": Field("Asistentes, uno por renglón", self.asistentes),
            "motivo": Field("Por qué se cancela", self.motivo),
        }
        f = self.fields
        self.body.setSpacing(SPACE_3)
        self._actions = Flow(gap=SPACE_2)
        self.forget = Button("Descartar lo escrito", "ghost", icon="undo-2")
        self.forget.clicked.connect(lambda _=False: self.dropped.emit())
        self.forget.hide()
        self._actions.set_items([self.save, self.give, self.forget, self.drop, self.sure])
        parts: tuple[QWidget, ...] = (
            self.about, f["tema"], f["objetivo"],
            Reflow([f["fecha"], f["horas"], f["lugar"]], under=420, shares=(4, 2, 6), gap=SPACE_3),
            f["instructor"], f["unidades"], f["asistentes"], f["motivo"], self.problem, self._actions,
        )  # fmt: skip
        for part in parts:
            self.body.addWidget(part)

    def _connect(self) -> None:
        for field in (self.tema, self.fecha, self.horas, self.lugar, self.instructor):
            field.textEdited.connect(lambda _text: self._touch())
        for area in (self.objetivo, self.unidades, self.asistentes):
            area.typed.connect(lambda _text: self._touch())
        self.save.clicked.connect(lambda _=False: self.saved.emit(self.of, self.data()))
        self.give.clicked.connect(lambda _=False: self.given.emit(self.of, self.data()))
        self.drop.clicked.connect(lambda _=False: self._ask_why(asking=True))
        self.sure.clicked.connect(lambda _=False: self.cancelled.emit(self.of, self.motivo.text()))
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.save.click)

    def show_data(self, of: str, data: DatosCapacitacion, state: EstadoCapacitacion | None) -> None:
        """A session (its id), or a new one (state None)."""
        self._setting = True
        self.of, self._data = of, data
        for field, text in (
            (self.tema, data.tema), (self.horas, data.horas), (self.lugar, data.lugar),
            (self.instructor, _person(data.instructor)),
        ):  # fmt: skip
            field.set_value(text)
            field.setText(text)
        self.fecha.setText(data.fecha)
        self.objetivo.set_value(data.objetivo)
        self.unidades.set_value("\n".join(data.unidades))
        self.asistentes.set_value("\n".join(_person(p) for p in data.asistentes))
        n = len(data.hallazgos)
        answers = f"Atiende {cuantos(n, 'inconsistencia', 'inconsistencias')}: " if n else ""
        folios = ", ".join(h.folio for h in data.hallazgos[:8]) + (f" y {n - 8} más" if n > 8 else "")
        self.about.setText(f"{answers}{folios}." if n else "")
        self.about.setVisible(bool(n))
        done, over = state is EstadoCapacitacion.IMPARTIDA, state is EstadoCapacitacion.CANCELADA
        assert self.heading is not None
        self.heading.set_text("Sesión nueva" if state is None else "Sesión", "" if state is None else state.label)
        self.save.set_text("Programar" if state is None else "Guardar los cambios")
        self.save.setVisible(not over)
        self.give.setVisible(state is EstadoCapacitacion.PROGRAMADA)
        self._may_drop = not (done or over or state is None)
        self._ask_why(asking=False)
        self.refuse("", None)
        self.show()
        self._setting = False
        self.set_dirty(dirty=False)

    def set_dirty(self, *, dirty: bool) -> None:
        """Whether something is typed that is not saved."""
        self.dirty = dirty
        if self.forget.isHidden() == dirty:
            self.forget.setVisible(dirty)
            self._actions.restyle()

    def _ask_why(self, *, asking: bool) -> None:
        self.fields["motivo"].setVisible(asking)
        self.sure.setVisible(asking)
        self.drop.setVisible(self._may_drop and not asking)
        self._actions.restyle()
        if asking:
            self.motivo.setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, sentence: str, field: str | None) -> None:
        for one in self.fields.values():
            one.set_error("")
        self.problem.say("")
        if sentence and field in self.fields and not self.fields[field].isHidden():
            self.fields[field].set_error(sentence)
            self.fields[field].control.setFocus(Qt.FocusReason.OtherFocusReason)
        elif sentence:
            self.problem.say(sentence, "bad")

    def data(self) -> DatosCapacitacion:
        """As it stands."""
        return replace(
            self._data,
            tema=self.tema.text(),
            objetivo=self.objetivo.text(),
            fecha=self.fecha.text(),
            horas=self.horas.text(),
            lugar=self.lugar.text(),
            instructor=read_person(self.instructor.text()),
            unidades=tuple(u for u in self.unidades.text().splitlines() if u.strip()),
            asistentes=tuple(read_person(line) for line in self.asistentes.text().splitlines() if line.strip()),
        )

    def _touch(self) -> None:
        if not self._setting:
            self.set_dirty(dirty=True)
            self.touched.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


def read_person(line: str) -> Persona:
    """«Nombre, cargo», or two cells of a sheet."""
    sign = "\t" if "\t" in line else ","
    name, _, post = line.partition(sign)
    return Persona(nombre=" ".join(name.split()), cargo=" ".join(post.replace("\t", " ").split()))


def _person(p: Persona) -> str:
    return ", ".join(part for part in (p.nombre, p.cargo) if part)

"""The page where an observation of the OIC, the ASF or another reviewer is written or corrected.

What was typed stays in it until it is registered. It must never decide what an observation must say.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from supervisor_app.domain.catalogo import Ooad
from supervisor_app.domain.cedula.definition import Departamento
from supervisor_app.domain.hallazgo import Riesgo
from supervisor_app.domain.visita import Unidad
from supervisor_app.services.desahogo.datos_observacion import DatosObservacion
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.card import Card
from supervisor_app.ui.kit.choice import Choice
from supervisor_app.ui.kit.field import Field
from supervisor_app.ui.kit.flow import Flow
from supervisor_app.ui.kit.hint_bar import Hint
from supervisor_app.ui.kit.labels import WrapLabel
from supervisor_app.ui.kit.reflow import Reflow
from supervisor_app.ui.kit.scroll_column import ScrollColumn
from supervisor_app.ui.kit.segmented import Segmented
from supervisor_app.ui.kit.sentence import Sentence
from supervisor_app.ui.kit.suggest_field import PickField, SuggestField, Suggestion
from supervisor_app.ui.kit.text_area import TextArea
from supervisor_app.ui.kit.text_field import TextField
from supervisor_app.ui.kit.tokens import SPACE_2, SPACE_3, SPACE_4
from supervisor_app.ui.kit.value_edit import DateEdit
from supervisor_app.ui.lugares.seguimiento.medidas_observadas import MeasuresEditor
from supervisor_app.ui.unidad import UnitFields

_REVIEWERS = (("OIC", "Órgano Interno de Control"), ("ASF", "Auditoría Superior de la Federación"))
_ABOUT = (
    "Las observaciones se siguen con el mismo cuidado que las inconsistencias: plazos, evidencia, prórrogas y actos."
)


class ObservationPage(QWidget):
    """``registered(id, DatosObservacion)``: id "" for a new one. ``removed(id, reason)``. ``paste_wanted()``."""

    registered = Signal(str, object)
    touched = Signal()
    dropped = Signal()
    removed = Signal(str, str)
    paste_wanted = Signal()
    left = Signal()

    def __init__(self, ooad: Mapping[str, Ooad], *, today: Callable[[], date]) -> None:
        super().__init__()
        self.of = ""
        self.dirty = self._setting = False
        self._practice = False
        self._ooad = ooad
        self.back = Button("Volver", "ghost", icon="arrow-left", keys="Esc")
        self.paste = Button("Pegar de Excel…", "outline", icon="clipboard-paste", writes=True)
        self.answer = Sentence()
        self.reviewer = SuggestField(placeholder="OIC, ASF u otro", name="Órgano que la hizo")
        self.reviewer.set_suggestions([Suggestion(key, key, words) for key, words in _REVIEWERS])
        self.number = TextField(name="Número")
        self.day = DateEdit(name="Fecha en que se notificó", today=today)
        self.whose = Segmented([("unidad", "De una unidad"), ("ooad", "De todo un OOAD")], "De quién es")
        self.unit = UnitFields(ooad)
        self.whole = PickField(placeholder="Escriba parte del nombre, o la clave", name="OOAD")
        self.whole.set_suggestions([Suggestion(o.clave, o.nombre, o.clave) for o in ooad.values()])
        departments = [("", "Sin departamento"), *((d.value, d.label) for d in Departamento)]
        self.department = Choice(departments, name="Departamento")
        self.risk = Choice([(r.value, r.label) for r in Riesgo], name="Riesgo")
        self.amount = TextField(placeholder="$0.00", name="Importe")
        self.title = TextField(placeholder="En pocas palabras", name="Qué se observó")
        self.text = TextArea(minimum_lines=4, maximum_lines=14, name="Texto de la observación")
        self.measures = MeasuresEditor(today=today)
        self.accept = Button("Registrar", "primary", keys="Ctrl+Enter", writes=True)
        self.remove = Button("Quitar la observación…", "ghost", icon="trash-2", writes=True)
        self.reason = TextField(placeholder="Por qué se quita", name="Por qué se quita")
        self.sure = Button("Quitarla", "danger", icon="trash-2", writes=True)
        self._lay_out()
        self._connect()
        self.show_data("", DatosObservacion())

    def _lay_out(self) -> None:
        self.fields = {
            "organo": Field("Órgano que la hizo", self.reviewer),
            "referencia": Field("Número", self.number),
            "fecha": Field("Fecha en que se notificó", self.day),
            "departamento": Field("Departamento", self.department),
            "riesgo": Field("Riesgo", self.risk),
            "importe": Field("Importe", self.amount),
            "titulo": Field("Qué se observó", self.title),
            "texto": Field("Texto de la observación", self.text),
            "ooad": Field("OOAD", self.whole),
            "motivo": Field("Por qué se quita", self.reason),
        }
        f = self.fields
        what, where = Card("Observación"), Card("De quién es")
        what.body.setSpacing(SPACE_3)
        where.body.setSpacing(SPACE_3)
        what.body.addWidget(
            Reflow([f["organo"], f["referencia"], f["fecha"]], under=480, shares=(4, 3, 4), gap=SPACE_3)
        )
        for key in ("titulo", "texto"):
            what.body.addWidget(f[key])
        what.body.addWidget(
            Reflow([f["departamento"], f["riesgo"], f["importe"]], under=480, shares=(5, 3, 4), gap=SPACE_3)
        )
        self.unit_problem = Sentence()
        where.body.addWidget(self.whose, 0, Qt.AlignmentFlag.AlignLeft)
        for part in (self.unit, f["ooad"], self.unit_problem):
            where.body.addWidget(part)
        agreed = Card("Medidas acordadas")
        agreed.body.addWidget(self.measures)
        self.measures_problem = Sentence()
        agreed.body.addWidget(self.measures_problem)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_3)
        column.addWidget(where)
        column.addWidget(agreed)
        actions = Flow(gap=SPACE_2)
        self.forget = Button("Descartar lo escrito", "ghost", icon="undo-2")
        self.forget.clicked.connect(lambda _=False: self.dropped.emit())
        self.forget.hide()
        actions.set_items([self.accept, self.forget, self.remove, self.sure])
        self._actions = actions
        area = self.area = ScrollColumn(name="Observación")
        area.set_margins(20, SPACE_2, 20, SPACE_4)
        area.column.setSpacing(SPACE_3)
        for widget in (WrapLabel(_ABOUT, "small", "text2"), self.answer):
            area.add(widget)
        area.add(Reflow((what, right), under=900, shares=(1, 1), stacked_gap=SPACE_3))
        area.add(f["motivo"])
        area.add(actions)
        top = QHBoxLayout()
        top.setContentsMargins(20, SPACE_3, 20, 0)
        top.addWidget(self.back)
        top.addStretch(1)
        top.addWidget(self.paste)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(top)
        layout.addWidget(area, 1)

    def _connect(self) -> None:
        self.back.clicked.connect(lambda _=False: self.left.emit())
        self.paste.clicked.connect(lambda _=False: self.paste_wanted.emit())
        self.accept.clicked.connect(lambda _=False: self.register())
        self.remove.clicked.connect(lambda _=False: self._ask_why(asking=True))
        self.sure.clicked.connect(lambda _=False: self.removed.emit(self.of, self.reason.text()))
        self.whose.chosen.connect(lambda _key: self._on_whose())
        for field in (self.reviewer, self.number, self.day, self.amount, self.title):
            field.textEdited.connect(lambda _text: self._touch())
        self.text.typed.connect(lambda _text: self._touch())
        for choice in (self.department, self.risk, self.whole):
            choice.chosen.connect(lambda _key: self._touch())
        self.unit.edited.connect(lambda _unit, _imported: self._touch())
        self.measures.edited.connect(self._touch)
        inside = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, context=inside).activated.connect(self.register)
        QShortcut(QKeySequence("Ctrl+M"), self, context=inside).activated.connect(self.measures.add.click)

    # --- what is shown --------------------------------------------------------------------------------------------

    def begin(self, *, practice: bool) -> None:
        """A new one; what was typed of one before and not registered is still there."""
        self._practice = practice
        if self.of or not self.dirty:
            self.show_data("", DatosObservacion(ficticia=practice))
        self.reviewer.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_data(self, of: str, data: DatosObservacion) -> None:
        """One as it is registered (its id), or a blank one."""
        self._setting = True
        self.of, self._practice = of, data.ficticia
        for field, text in (
            (self.reviewer, data.organo), (self.number, data.referencia), (self.amount, data.importe),
            (self.title, data.titulo),
        ):  # fmt: skip
            field.set_value(text)
            field.setText(text)
        self.day.setText(data.fecha)
        self.text.set_value(data.texto)
        self.department.set_value(data.departamento)
        self.risk.set_value(data.riesgo.value)
        self.unit.set_unit(data.unidad)
        self.whole.set_key(data.ooad, self._ooad[data.ooad].nombre if data.ooad in self._ooad else "")
        self.whose.set_value("ooad" if data.ooad and data.unidad is None else "unidad")
        self.measures.show_measures(data.medidas)
        self.accept.set_text("Guardar la corrección" if of else "Registrar la observación")
        self.paste.setVisible(not of)
        self._show_whose()
        self._ask_why(asking=False)
        self.refuse("", None)
        self.answer.say("")
        self._setting = False
        self.set_dirty(dirty=False)

    def set_dirty(self, *, dirty: bool) -> None:
        """Whether something is typed that is not registered."""
        self.dirty = dirty
        if self.forget.isHidden() == dirty:
            self.forget.setVisible(dirty)
            self._actions.restyle()

    def _on_whose(self) -> None:
        self._show_whose()
        self._touch()

    def _show_whose(self) -> None:
        whole = self.whose.value() == "ooad"
        self.unit.setVisible(not whole)
        self.fields["ooad"].setVisible(whole)

    def _ask_why(self, *, asking: bool) -> None:
        self.fields["motivo"].setVisible(asking)
        self.sure.setVisible(asking)
        self.remove.setVisible(bool(self.of) and not asking)
        self._actions.restyle()
        if asking:
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, sentence: str, field: str | None) -> None:
        """What is missing, beside where it is written; "" takes it away."""
        for one in self.fields.values():
            one.set_error("")
        for said in (self.unit_problem, self.measures_problem, self.answer):
            said.say("")
        if not sentence:
            return
        if field in ("unidad", "ooad"):
            self.unit_problem.say(sentence, "bad")
            (self.whole if self.whose.value() == "ooad" else self.unit.next_place).setFocus()
        elif field in ("medidas", "plazo"):
            self.measures_problem.say(sentence, "bad")
            self.area.ensureWidgetVisible(self.measures_problem)
        elif field in self.fields and not self.fields[field].isHidden():
            self.fields[field].set_error(sentence)
            self.fields[field].control.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.answer.say(sentence, "bad")
            self.area.ensureWidgetVisible(self.answer)

    # --- what is typed --------------------------------------------------------------------------------------------

    def _touch(self) -> None:
        if not self._setting:
            self.set_dirty(dirty=True)
            self.touched.emit()

    def data(self) -> DatosObservacion:
        """As it stands."""
        whole = self.whose.value() == "ooad"
        unit: Unidad | None = None if whole else self.unit.unit
        if unit is not None and not unit.corto.strip():
            unit = None
        return DatosObservacion(
            organo=self.reviewer.text(),
            referencia=self.number.text(),
            fecha=self.day.text(),
            unidad=unit,
            ooad=self.whole.key() if whole else "",
            departamento=self.department.value(),
            titulo=self.title.text(),
            texto=self.text.text(),
            riesgo=Riesgo(self.risk.value()),
            importe=self.amount.text(),
            medidas=self.measures.measures(),
            ficticia=self._practice,
        )

    def register(self) -> None:
        if self.accept.isEnabled():
            for field in (self.unit.sub, self.unit.ooad, self.unit.name, self.whole):
                field.commit()
            self.registered.emit(self.of, self.data())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def hints(self) -> tuple[Hint, ...]:
        return (("Ctrl+Enter", "Registrar"), ("Ctrl+M", "Agregar medida"), ("Esc", "Volver"))

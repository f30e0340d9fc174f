"""Asking for visits by risk: of which months, departments and OOAD, how many, how long, who; then taking those wanted.

Every reason of every unit is read in words. It must never write: ``accepted`` hands over what was ticked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from supervisor_app.domain.base import Persona
from supervisor_app.domain.catalogo import Ooad
from supervisor_app.domain.cedula.definition import Departamento
from supervisor_app.domain.programa.propuesta import Peticion
from supervisor_app.domain.texto import MESES
from supervisor_app.domain.visita import TipoVisita
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.card import Card
from supervisor_app.ui.kit.choice import Check, Choice
from supervisor_app.ui.kit.field import Field
from supervisor_app.ui.kit.flow import Flow
from supervisor_app.ui.kit.labels import Text, WrapLabel
from supervisor_app.ui.kit.reflow import Reflow
from supervisor_app.ui.kit.scroll_column import ScrollColumn
from supervisor_app.ui.kit.segmented import Segmented
from supervisor_app.ui.kit.sentence import Sentence
from supervisor_app.ui.kit.task_row import TaskRow
from supervisor_app.ui.kit.tokens import SPACE_2, SPACE_3, SPACE_4
from supervisor_app.ui.kit.value_edit import NumberEdit
from supervisor_app.ui.lugares.programa.ofertas import OfferList
from supervisor_app.ui.lugares.programa.palabras import SHORT
from supervisor_app.ui.personas import PeopleRows

_ALL = "todo"
_WHAT = (
    "Se ordenan las unidades por lo que la oficina sabe de ellas: inconsistencias sin solventar, vencidas, "
    "reincidencias, indicadores y tiempo sin visita. Nada se programa hasta que usted elija y acepte."
)


class ProposePage(QWidget):
    """``wanted(Peticion)``; ``accepted(tuple of PorProgramar)``; ``left()``."""

    wanted = Signal(object)
    accepted = Signal(object)
    left = Signal()

    def __init__(self, ooad: Mapping[str, Ooad], *, today: date) -> None:
        super().__init__()
        self._today, self._year = today, today.year
        self._make_fields(ooad)
        self._lay_out()
        self.set_year(today.year)

    def _make_fields(self, ooad: Mapping[str, Ooad]) -> None:
        self.months = {n: Check(MESES[n - 1][:3]) for n in range(1, 13)}
        for n, check in self.months.items():
            check.setAccessibleName(MESES[n - 1].capitalize())
        self.departments = {d: Check(SHORT[d]) for d in Departamento}
        for d, check in self.departments.items():
            check.setAccessibleName(d.label)
        self.joint = Check("Conjunta: una sola visita de todos ellos")
        self.ooad = Choice([(_ALL, "Todos los OOAD"), *((o.clave, o.nombre) for o in ooad.values())], name="OOAD")
        self.ooad.set_value(_ALL)
        self.kind = Segmented([(t.value, t.label) for t in TipoVisita], "Tipo de visita")
        self.many = NumberEdit(minimum=1, maximum=1000, name="Cuántas visitas")
        self.many.set_number(10)
        self.long = NumberEdit(minimum=1, maximum=20, suffix="días hábiles", name="Duración de cada una")
        self.long.set_number(3)
        self.team = PeopleRows("de quien supervisa", "Agregar persona")
        self.together = Segmented((("juntos", "Van todos juntos"), ("solos", "Cada persona por su lado")), "Equipo")
        self.month_field, self.many_field = _Group("Meses", self.months.values()), Field("Cuántas", self.many)
        self.department_field = _Group("Departamentos", (*self.departments.values(), self.joint))
        self.long_field = Field("Duración", self.long)
        self.answer = Sentence()
        self.task = TaskRow()
        self.go = Button("Proponer", "primary", icon="list-plus", keys="Ctrl+Enter")
        self.go.clicked.connect(self.ask)
        self.offers = OfferList()
        self.offers.accepted.connect(self.accepted)

    def _lay_out(self) -> None:
        back = Button("Volver", "ghost", icon="arrow-left", keys="Esc")
        back.clicked.connect(self.left)
        top = QHBoxLayout()
        top.addWidget(back)
        top.addStretch(1)
        card = Card("Proponer visitas por riesgo", icon="list-plus")
        card.body.setSpacing(SPACE_3)
        left, right = (
            _column(self.month_field, self.department_field),
            _column(
                Reflow((Field("OOAD", self.ooad), self.many_field, self.long_field), under=420, gap=SPACE_3),
                self.kind,
                _column(Text("Equipo (opcional)", "small-strong", "text2"), self.team, self.together),
            ),
        )
        card.body.addWidget(WrapLabel(_WHAT, "body", "text2"))
        card.body.addWidget(Reflow((left, right), under=900, gap=SPACE_4))
        card.body.addWidget(self.answer)
        card.body.addWidget(self.task)
        card.body.addWidget(self.go, 0, Qt.AlignmentFlag.AlignLeft)
        self.area = ScrollColumn(name="Proponer visitas")
        self.area.set_margins(20, SPACE_3, 20, SPACE_4)
        self.area.add(top)
        self.area.add(card)
        self.area.add(self.offers)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.area)

    def set_year(self, year: int) -> None:
        """The programme it is for; the months that are gone are not ticked."""
        if year != self._year or not any(c.isChecked() for c in self.months.values()):
            first = self._today.month + 1 if year == self._today.year else 1
            for n, check in self.months.items():
                check.setChecked(first <= n < first + 3 or (first > 12 and n == 12))
        self._year = year

    def set_known(self, people: Sequence[Persona]) -> None:
        self.team.set_suggestions([(p.nombre, p.cargo) for p in people])

    def begin(self) -> None:
        self.answer.say("")
        self.go.set_kind("primary")
        self.offers.clear()

    def focus_first(self) -> None:
        next(iter(self.months.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    def request(self) -> Peticion:
        """What is asked for, as it is written."""
        people = tuple(Persona(nombre=n, cargo=c) for n, c in self.team.people())
        teams = (people,) if self.together.value() == "juntos" else tuple((p,) for p in people)
        many, long = self.many.number(), self.long.number()
        return Peticion(
            anio=self._year,
            meses=tuple(n for n, check in self.months.items() if check.isChecked()),
            departamentos=tuple(d for d, check in self.departments.items() if check.isChecked()),
            cuantas=int(many or 0),
            duracion=int(long or 0),
            ooad="" if self.ooad.value() == _ALL else self.ooad.value(),
            conjunta=self.joint.isChecked(),
            tipo=TipoVisita(self.kind.value()),
            equipos=teams if people else (),
            desde=self._today if self._year == self._today.year else None,
        )

    def ask(self) -> None:
        """Hand over what is asked for, once it can be read."""
        for edit in (self.many, self.long):
            edit.commit()
            if edit.sentence():
                edit.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        self.answer.say("")
        for group in (self.month_field, self.department_field):
            group.set_error("")
        self.wanted.emit(self.request())

    def refuse(self, sentence: str, field: str = "") -> None:
        """What the service said, beside its field."""
        places: dict[str, _Group | Field] = {
            "meses": self.month_field, "departamentos": self.department_field, "cuantas": self.many_field,
            "duracion": self.long_field,
        }  # fmt: skip
        beside = places.get(field)
        if beside is None:
            self.answer.say(sentence, "bad")
            return
        beside.set_error(sentence)
        beside.setFocus(Qt.FocusReason.OtherFocusReason)


class _Group(QWidget):
    """Ticks under one name, with what is wrong below."""

    def __init__(self, title: str, checks: Iterable[Check]) -> None:
        super().__init__()
        items = tuple(checks)
        row = Flow(gap=SPACE_3, line_gap=2)
        row.set_items(items)
        self._error = Sentence()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        for part in (Text(title, "small-strong", "text2"), row, self._error):
            layout.addWidget(part)
        self.setFocusProxy(items[0])

    def set_error(self, sentence: str) -> None:
        self._error.say(sentence, "bad")


def _column(*parts: QWidget) -> QWidget:
    holder = QWidget()
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(SPACE_2)
    for part in parts:
        layout.addWidget(part, 0, Qt.AlignmentFlag.AlignLeft if isinstance(part, Segmented) else Qt.AlignmentFlag(0))
    return holder

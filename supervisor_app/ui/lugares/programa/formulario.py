"""The form of one programmed visit: unit, days, kind, departments, team, cédulas, objeto and note.

What is wrong stands beside its field, and what is only to be looked at too. It must never write by itself: ``saved``
hands over what a person wrote.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from pydantic import ValidationError
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from supervisor_app.domain.base import Persona, con
from supervisor_app.domain.calendario import es_habil
from supervisor_app.domain.cedula.definition import Departamento, UnitKind
from supervisor_app.domain.programa import AvisoDePrograma, ClaseDeAviso, PorProgramar, VisitaProgramada, avisos_de
from supervisor_app.domain.texto import cuantos
from supervisor_app.domain.visita import TipoVisita, Unidad
from supervisor_app.services.definiciones import Definiciones
from supervisor_app.services.unidades import UnidadMedica
from supervisor_app.ui.cedulas import CedulaPicker
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.choice import Check
from supervisor_app.ui.kit.field import Field
from supervisor_app.ui.kit.flow import Flow
from supervisor_app.ui.kit.labels import Text
from supervisor_app.ui.kit.reflow import Reflow
from supervisor_app.ui.kit.segmented import Segmented
from supervisor_app.ui.kit.sentence import Sentence
from supervisor_app.ui.kit.text_area import TextArea
from supervisor_app.ui.kit.tokens import SPACE_1, SPACE_2, SPACE_3
from supervisor_app.ui.kit.value_edit import DateEdit
from supervisor_app.ui.lugares.programa.palabras import SHORT
from supervisor_app.ui.personas import Pair, PeopleRows
from supervisor_app.ui.unidad import UnitFields

_DRAFT = "borrador"
_BESIDE: dict[ClaseDeAviso, str] = {
    ClaseDeAviso.PERSONA: "equipo",
    ClaseDeAviso.SIN_EQUIPO: "equipo",
    ClaseDeAviso.UNIDAD: "unidad",
    ClaseDeAviso.INHABIL: "fin",
    ClaseDeAviso.LARGA: "fin",
    ClaseDeAviso.FUERA_DE_ANIO: "fin",
    ClaseDeAviso.SIN_DEPARTAMENTO: "departamentos",
    ClaseDeAviso.SIN_CEDULAS: "cedulas",
    ClaseDeAviso.NO_APLICA: "cedulas",
}
"""Beside which field a warning stands."""
_SENT = "Los equipos ya tienen estas fechas. Para moverla, use «Reprogramar», que pide el motivo."
_TOO_MUCH = "No cabe en el programa: acorte los nombres y cargos (300 letras), el objeto o la nota (4,000)."


class VisitForm(QWidget):
    """``saved(PorProgramar or VisitaProgramada)``; ``left()`` when a person gives it up."""

    saved = Signal(object)
    left = Signal()

    def __init__(self, definiciones: Definiciones, *, today: date) -> None:
        super().__init__()
        self._definiciones = definiciones
        self._year = today.year
        self._before: VisitaProgramada | None = None
        self._others: tuple[VisitaProgramada, ...] = ()
        self._codes: frozenset[str] = frozenset()
        self._start: object = None
        self._sent = False
        self._make_fields(today)
        self._lay_out()
        self.begin(today.year, (), None)

    def _make_fields(self, today: date) -> None:
        self.unit = UnitFields(self._definiciones.ooad)
        self.unit.edited.connect(lambda _u, _m: self._on_unit())
        self.inicio, self.fin = DateEdit(today=lambda: today), DateEdit(today=lambda: today)
        self.inicio.changed.connect(self._on_start)
        self.fin.changed.connect(lambda _day: self._judge())
        self.inicio_field, self.fin_field = Field("Inicio", self.inicio), Field("Término", self.fin)
        self.days = Sentence("", "text3")
        self.kind = Segmented([(t.value, t.label) for t in TipoVisita], "Tipo de visita")
        self.departments = {d: Check(SHORT[d]) for d in Departamento}
        for d, check in self.departments.items():
            check.setAccessibleName(f"Departamento: {d.label}")
            check.toggled.connect(lambda on, one=d: self._on_department(one, on=on))
        self.joint = Sentence("", "warn")
        self.team = PeopleRows("de quien supervisa", "Agregar persona")
        self.team.edited.connect(lambda _people: self._judge())
        self.clash = Sentence("", "warn")
        self.cedulas = CedulaPicker(lambda: self._definiciones.cedulas)
        self.cedulas.set_whole(True)
        self.cedulas.asked.connect(self._on_codes)
        self.no_cedulas = Sentence("", "warn")
        self.objeto = TextArea(minimum_lines=1, maximum_lines=4, placeholder="SUPERVISIÓN AL PROCESO DE COBRANZA")
        self.note = TextArea(minimum_lines=1, maximum_lines=6, placeholder="Lo que el equipo debe saber")
        self.answer = Sentence()
        self.save = Button("Programar", "primary", icon="check", keys="Ctrl+S", writes=True)
        self.save.clicked.connect(self.commit_form)
        self.leave = Button("Descartar", "ghost", icon="x", keys="Esc")
        self.leave.clicked.connect(self.left)

    def _lay_out(self) -> None:
        checks = Flow(gap=SPACE_3)
        checks.set_items(tuple(self.departments.values()))
        buttons = Flow(gap=SPACE_2)
        buttons.set_items((self.save, self.leave))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_2)
        layout.addWidget(_title("Unidad"))
        layout.addWidget(self.unit)
        layout.addSpacing(SPACE_1)
        layout.addWidget(Reflow((self.inicio_field, self.fin_field), under=300, gap=SPACE_3))
        layout.addWidget(self.days)
        layout.addWidget(self.kind, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addSpacing(SPACE_1)
        layout.addWidget(_title("Departamentos: varios la hacen conjunta"))
        layout.addWidget(checks)
        layout.addWidget(self.joint)
        layout.addWidget(_title("Equipo"))
        layout.addWidget(self.team)
        layout.addWidget(self.clash)
        layout.addWidget(self.cedulas)
        layout.addWidget(self.no_cedulas)
        layout.addWidget(Field("Objeto (opcional)", self.objeto))
        layout.addWidget(Field("Nota (opcional)", self.note))
        layout.addWidget(self.answer)
        layout.addWidget(buttons)

    # --- beginning ------------------------------------------------------------------------------------------------

    def set_known(self, people: Sequence[Persona], units: Sequence[UnidadMedica]) -> None:
        """People and units to be suggested."""
        self.team.set_suggestions([(p.nombre, p.cargo) for p in people])
        self.unit.set_imported(units)

    def begin(
        self,
        year: int,
        others: Sequence[VisitaProgramada],
        visit: VisitaProgramada | None,
        *,
        day: date | None = None,
        sent: bool = False,
    ) -> None:
        """Show a visit to be changed, or a new one on ``day``. ``sent``: laptops have it, so its days stand."""
        self._year, self._before = year, visit
        self._others = tuple(v for v in others if visit is None or v.id != visit.id)
        v = visit
        self.unit.set_unit(v.unidad if v else None)
        self.inicio.set_date(v.inicio if v else day)
        self.fin.set_date(v.fin if v else day)
        for field in (self.inicio, self.fin):
            field.setReadOnly(sent)
        self.kind.set_value((v.tipo if v else TipoVisita.SUPERVISION).value)
        for d, check in self.departments.items():
            check.blockSignals(True)
            check.setChecked(v is not None and d in v.departamentos)
            check.blockSignals(False)
        if v is not None and v.departamentos:
            self.cedulas.department.set_value(v.departamentos[0].value)
        self.team.set_people([(p.nombre, p.cargo) for p in v.equipo] if v else [])
        self._codes = frozenset(v.cedulas) if v else frozenset()
        self.objeto.set_value(v.objeto if v else "")
        self.note.set_value(v.nota if v else "")
        self.save.set_text("Guardar" if v else "Programar")
        self._sent = sent
        self.answer.say("")
        for told in (self.inicio_field, self.fin_field):
            told.set_error("")
        self.unit.set_error("")
        self._show_codes()
        self._judge()
        self._start = self._written()

    @property
    def changed(self) -> bool:
        """Whether there is something that is not handed over yet."""
        self._commit_fields()
        return self._written() != self._start

    def _written(self) -> object:
        return (
            self.unit.unit, self.inicio.text(), self.fin.text(), self.kind.value(), self._chosen(),
            self.team.people(), self._codes, self.objeto.text(), self.note.text(),
        )  # fmt: skip

    def focus_first(self) -> None:
        self.unit.ooad.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- what is written ------------------------------------------------------------------------------------------

    def _chosen(self) -> tuple[Departamento, ...]:
        return tuple(d for d, check in self.departments.items() if check.isChecked())

    def _people(self) -> tuple[Persona, ...]:
        return tuple(_person(pair) for pair in self.team.people())

    def _commit_fields(self) -> None:
        for field in (self.inicio, self.fin):
            field.commit()

    def _value(self, start: date, end: date, unit: Unidad) -> PorProgramar | None:
        """None where more is written than a programmed visit holds."""
        codes = tuple(c for c in self._definiciones.cedulas if c in self._codes)
        unknown = tuple(sorted(self._codes - set(codes)))
        fields: dict[str, object] = {
            "tipo": TipoVisita(self.kind.value()),
            "departamentos": self._chosen(),
            "unidad": unit,
            "inicio": start,
            "fin": end,
            "equipo": self._people(),
            "cedulas": (*codes, *unknown),
            "objeto": self.objeto.text().strip(),
            "nota": self.note.text().strip(),
        }
        try:
            if self._before is not None:
                return con(self._before, **fields)
            return PorProgramar.model_validate(fields | {"anio": self._year})
        except ValidationError:
            return None

    def commit_form(self) -> None:
        """Hand it over, or say beside each field what it misses."""
        self._commit_fields()
        if not self._may_save():
            return
        start, end = self.inicio.date(), self.fin.date()
        assert start is not None
        assert end is not None
        self.answer.say("")
        value = self._value(start, end, self.unit.unit)
        if value is None:
            self.answer.say(_TOO_MUCH, "bad")
        else:
            self.saved.emit(value)

    def _may_save(self) -> bool:
        """Whether nothing is missing; the first field that misses something has the focus then."""
        wrong: list[QWidget] = []
        if not _is_whole(self.unit.unit):
            self.unit.set_error("Elija la unidad que se visita.")
            wrong.append(self.unit.next_place)
        for field, edit, word in ((self.inicio_field, self.inicio, "empieza"), (self.fin_field, self.fin, "termina")):
            if edit.sentence():
                wrong.append(edit)
            elif edit.date() is None:
                field.set_error(f"Escriba el día en que {word}.")
                wrong.append(edit)
        if self._upside_down():
            self.fin_field.set_error("Termina antes de empezar; corrija las fechas.")
            wrong.append(self.fin)
        if wrong:
            wrong[0].setFocus(Qt.FocusReason.OtherFocusReason)
        return not wrong

    def refuse(self, sentence: str, field: str = "") -> None:
        """What the service said."""
        beside = {"inicio": self.inicio_field, "fin": self.fin_field}.get(field)
        if beside is not None:
            beside.set_error(sentence)
        else:
            self.answer.say(sentence, "bad")

    def _upside_down(self) -> bool:
        start, end = self.inicio.date(), self.fin.date()
        return start is not None and end is not None and end < start

    # --- changes --------------------------------------------------------------------------------------------------

    def _on_unit(self) -> None:
        self._show_codes()
        self._judge()

    def _on_start(self, day: date | None) -> None:
        """A visit that has no end yet, or would end before it begins, is of one day until somebody says otherwise."""
        end = self.fin.date()
        if day is not None and (end is None or end < day):
            self.fin.set_date(day)
        self._judge()

    def _on_department(self, department: Departamento, *, on: bool) -> None:
        if on:
            self.cedulas.department.set_value(department.value)
            self._show_codes()
        self._judge()

    def _on_codes(self, codes: frozenset[str]) -> None:
        self._codes = codes
        self._show_codes()
        self._judge()

    def _show_codes(self) -> None:
        known = [c for c in self._definiciones.cedulas if c in self._codes]
        self.cedulas.show_codes(self.unit.unit.tipo, (*known, *sorted(self._codes - set(known))))

    # --- what is to be looked at ----------------------------------------------------------------------------------

    def _judge(self) -> None:
        said = {place: " ".join(texts) for place, texts in self._warnings().items()}
        self.unit.set_warning(said.get("unidad", ""))
        self.clash.say(said.get("equipo", ""), "warn")
        self.joint.say(said.get("departamentos", ""), "warn")
        self.no_cedulas.say(said.get("cedulas", ""), "warn")
        if not self.inicio.sentence():
            self.inicio_field.set_error("")
        if not self.fin.sentence():
            late = "Termina antes de empezar; corrija las fechas." if self._upside_down() else ""
            self.fin_field.set_error(late)
            if not late:
                self.fin_field.set_warning(said.get("fin", ""))
        self._count_days()

    def _warnings(self) -> dict[str, list[str]]:
        """What is to be looked at, by field, as soon as unit and days are known."""
        start, end, unit = self.inicio.date(), self.fin.date(), self.unit.unit
        if start is None or end is None or end < start or not _is_whole(unit):
            return {}
        new = self._value(start, end, unit)
        if new is None:
            return {}
        draft = new if isinstance(new, VisitaProgramada) else VisitaProgramada(
            **{name: getattr(new, name) for name in PorProgramar.model_fields}, id=_DRAFT, numero=1_000_000
        )  # fmt: skip
        near = [v for v in self._others if v.inicio <= end and v.fin >= start]
        found: dict[str, list[str]] = {}
        warnings = avisos_de((*near, draft), feriados=self._definiciones.feriados, cedulas=self._definiciones.cedulas)
        for warning in warnings:
            if text := _about(warning, draft.id, near):
                found.setdefault(_BESIDE[warning.clase], []).append(text)
        return found

    def _count_days(self) -> None:
        start, end = self.inicio.date(), self.fin.date()
        if start is None or end is None or end < start or (end - start).days > 400:
            self.days.say(_SENT if self._sent else "", "text3")
            return
        whole = [start + timedelta(days=n) for n in range((end - start).days + 1)]
        worked = sum(es_habil(day, self._definiciones.feriados) for day in whole)
        counted = f"{cuantos(len(whole), 'día', 'días')}, {cuantos(worked, 'hábil', 'hábiles')}."
        self.days.say(f"{counted} {_SENT}" if self._sent else counted, "text3")


def _about(warning: AvisoDePrograma, draft: str, near: Sequence[VisitaProgramada]) -> str:
    """What a warning says of the visit that is written; of a clash that stands with the other one, with which."""
    if warning.visita_id == draft:
        return warning.texto
    if warning.otra_id != draft:
        return ""
    other = next(v for v in near if v.id == warning.visita_id)
    if warning.clase is ClaseDeAviso.PERSONA:
        return f"Alguien del equipo también va a {other.unidad.titulo} ({other.folio}) en esas fechas."
    return f"Esta unidad ya tiene otra visita en esas fechas ({other.folio})."


def _is_whole(unit: Unidad) -> bool:
    """Whether it names one unit."""
    return bool(unit.ooad and (unit.subdelegacion if unit.tipo is UnitKind.SUB else unit.nombre.strip()))


def _person(pair: Pair) -> Persona:
    return Persona(nombre=pair[0], cargo=pair[1])


def _title(words: str) -> Text:
    return Text(words, "small-strong", "text2")

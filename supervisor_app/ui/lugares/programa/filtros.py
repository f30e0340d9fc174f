"""Which visits of the year are shown, and in which order. It must never read anything: it sorts what it is given."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from supervisor_app.domain.cedula.definition import Departamento
from supervisor_app.domain.programa import VisitaProgramada
from supervisor_app.domain.visita import TipoVisita
from supervisor_app.ui.kit.choice import Choice
from supervisor_app.ui.kit.flow import Flow
from supervisor_app.ui.lugares.programa.lectura import Year
from supervisor_app.ui.lugares.programa.palabras import STATES, departments, place, state_of

_ALL, MINE, ISSUES = "todo", "mias", "avisos"
_Key = Callable[[VisitaProgramada], tuple[object, ...]]


class VisitFilters(Flow):
    """``changed()`` when a person picks something else."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(gap=8, line_gap=8, parent=parent)
        self.setAccessibleName("Filtros")
        self.whose = Choice([(_ALL, "De todos"), (MINE, "Mías")], name="De quién")
        self.ooad = Choice(name="OOAD")
        self.department = Choice(
            [(_ALL, "Todos los departamentos"), *((d.value, d.label) for d in Departamento), ("conjunta", "Conjuntas")],
            name="Departamento",
        )
        self.kind = Choice([(_ALL, "Todos los tipos"), *((t.value, t.label) for t in TipoVisita)], name="Tipo")
        self.state = Choice(
            [(_ALL, "Todos los estados"), *((s.key, s.words) for s in STATES.values()), (ISSUES, "Con aviso")],
            name="Estado",
        )
        self.order = Choice(
            [("fecha", "Por fecha"), ("unidad", "Por unidad"), ("departamento", "Por departamento"),
             ("tipo", "Por tipo"), ("estado", "Por estado"), ("riesgo", "Por riesgo")], name="Orden",
        )  # fmt: skip
        for choice in (self.whose, self.ooad, self.department, self.kind, self.state, self.order):
            choice.chosen.connect(lambda _key: self.changed.emit())
            self.add(choice)
        for choice in (self.whose, self.department, self.kind, self.state):
            choice.set_value(_ALL)
        self.order.set_value("fecha")
        self.set_year(Year(2000, (2000,), ()))

    def set_year(self, year: Year) -> None:
        """The OOAD that it has; «Mías» where somebody works here whose name is known."""
        names = {v.unidad.ooad: place(v.unidad) for v in year.visits}
        self.ooad.set_choices([(_ALL, "Todos los OOAD"), *sorted(names.items(), key=lambda one: one[1])])
        if not self.ooad.value():
            self.ooad.set_value(_ALL)
        self.ooad.setVisible(len(names) > 1)
        self.whose.setVisible(bool(year.me.strip()))
        if not year.me.strip():
            self.whose.set_value(_ALL)

    def offer_order(self, offered: bool) -> None:
        """Only where it is a list."""
        self.order.setVisible(offered)

    @property
    def narrow(self) -> bool:
        """Whether something is left out."""
        return any(c.value() != _ALL for c in (self.whose, self.ooad, self.department, self.kind, self.state))

    def clear(self) -> None:
        for choice in (self.whose, self.ooad, self.department, self.kind, self.state):
            choice.set_value(_ALL)
        self.changed.emit()

    def take(self, year: Year) -> list[VisitaProgramada]:
        """Those that are asked for, in the chosen order."""
        return _sorted([v for v in year.visits if self._wanted(v, year)], self.order.value(), year)

    def _wanted(self, v: VisitaProgramada, year: Year) -> bool:
        department, state = self.department.value(), self.state.value()
        return (
            (self.whose.value() != MINE or year.is_mine(v))
            and self.ooad.value() in (_ALL, v.unidad.ooad)
            and (department == _ALL or (v.conjunta if department == "conjunta" else department in v.departamentos))
            and self.kind.value() in (_ALL, v.tipo.value)
            and (state == _ALL or (v.id in year.warnings if state == ISSUES else state_of(v, year).key == state))
        )


def _sorted(visits: Iterable[VisitaProgramada], by: str, year: Year) -> list[VisitaProgramada]:
    keys: dict[str, _Key] = {
        "unidad": lambda v: (place(v.unidad), v.unidad.titulo),
        "departamento": lambda v: (departments(v.departamentos),),
        "tipo": lambda v: (v.tipo.value,),
        "estado": lambda v: (_rank(state_of(v, year).key),),
        "riesgo": lambda v: (-v.riesgo,),
    }
    first: _Key = keys.get(by, lambda _v: ())
    return sorted(visits, key=lambda v: (*first(v), v.inicio, v.numero))


def _rank(key: str) -> int:
    order: Sequence[str] = [s.value for s in STATES]
    return order.index(key)

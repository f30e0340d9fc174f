"""What the figures are about: OOAD, department, period, and whether practice visits are looked at instead."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from supervisor_app.domain.cedula.definition import Departamento
from supervisor_app.services.oficina.panorama import Filtro
from supervisor_app.services.oficina.valores import Opcion
from supervisor_app.ui.kit.choice import Choice
from supervisor_app.ui.kit.flow import Flow

_ALL = "todo"


class FilterBar(Flow):
    """``changed()`` when a person picks something else."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(gap=8, line_gap=8, parent=parent)
        self.setAccessibleName("Filtros")
        self.ooad = Choice(name="OOAD")
        self.department = Choice(
            [(_ALL, "Todos los departamentos"), *((d.value, d.label) for d in Departamento)], name="Departamento"
        )
        self.period = Choice(name="Periodo")
        self.kind = Choice([("reales", "Visitas reales"), ("practica", "De práctica")], name="Qué visitas")
        self.department.set_value(_ALL)
        self.kind.set_value("reales")
        for choice in (self.ooad, self.department, self.period, self.kind):
            choice.chosen.connect(lambda _key: self.changed.emit())
            self.add(choice)
        self.set_places(())
        self.kind.hide()

    def set_day(self, today: date) -> None:
        """The periods, as of a day."""
        year = today.year
        self.period.set_choices(
            [("ano", f"{year}, a la fecha"), ("doce", "Últimos 12 meses"), ("antes", str(year - 1)), (_ALL, "Todo")]
        )
        if not self.period.value():
            self.period.set_value("ano")

    def set_places(self, places: Sequence[Opcion]) -> None:
        names = {o.lugar.ooad: o.lugar.ooad_nombre or o.lugar.ooad for o in places if o.lugar.ooad}
        self.ooad.set_choices([(_ALL, "Todos los OOAD"), *sorted(names.items(), key=lambda one: one[1])])
        if not self.ooad.value():
            self.ooad.set_value(_ALL)

    def offer_practice(self, offered: bool) -> None:
        """Only where there are visits of the other kind."""
        if offered == self.kind.isHidden():
            self.kind.setVisible(offered)

    def filtro(self, today: date) -> Filtro:
        desde, hasta = self._days(today)
        return Filtro(
            ooad=_plain(self.ooad.value()),
            departamento=_plain(self.department.value()),
            desde=desde,
            hasta=hasta,
            ficticias=self.kind.value() == "practica",
        )

    def against(self, today: date) -> str:
        """What the last column of the map compares with; "" where with nothing."""
        return {"ano": f"vs. {today.year - 1}", "doce": "vs. un año antes", "antes": f"vs. {today.year - 2}"}.get(
            self.period.value(), ""
        )

    def _days(self, today: date) -> tuple[date | None, date | None]:
        period = self.period.value()
        if period == "ano":
            return date(today.year, 1, 1), today
        if period == "antes":
            return date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)
        if period == "doce":
            month = today.month % 12 + 1
            return date(today.year - (month > 1), month, 1), today
        return None, None


def _plain(key: str) -> str:
    return "" if key == _ALL else key

"""What the lists are about. One line of controls that folds behind a button where the text is large.

It must never filter anything by itself: it says what is wanted.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from supervisor_app.domain.cedula.definition import Departamento
from supervisor_app.domain.hallazgo import EstadoHallazgo, Origen, Riesgo
from supervisor_app.domain.texto import cuantos
from supervisor_app.services.desahogo.valores import FiltroAsuntos, Opciones
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.choice import Check, Choice
from supervisor_app.ui.kit.flow import Flow
from supervisor_app.ui.kit.text_field import TextField
from supervisor_app.ui.kit.theme import follow
from supervisor_app.ui.kit.tokens import NARROW_ZOOM, SPACE_2

_ALL, _OPEN = "todo", "abiertas"
_LETTERS = 17


class FilterBar(QWidget):
    """``changed()`` when a person asks for something else."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.theme = follow(self)
        self._opened = False
        self.text = TextField(placeholder="Folio, título o palabra", name="Buscar en la lista")
        self.fold = Button("Filtros", "outline", icon="filter")
        self.clear = Button("Quitar filtros", "ghost", icon="x")
        self.sheet = Button("Cédula de seguimiento", "outline", icon="file-text", keys="Ctrl+P")
        self.place = Choice(name="OOAD o unidad")
        self.department = _choice("Departamento", "Todo departamento", [(d.value, d.label) for d in Departamento])
        states = [(_OPEN, "Sin solventar"), *((e.value, e.label) for e in EstadoHallazgo)]
        self.state = _choice("Estado", "Todo estado", states)
        self.state.set_value(_OPEN)
        self.origin = _choice("Origen", "Todo origen", [(o.value, o.label) for o in Origen])
        self.risk = _choice("Riesgo", "Todo riesgo", [(r.value, f"Riesgo {r.label.lower()}") for r in Riesgo])
        self.answers = Choice(name="Responsable")
        self.late = Check("Vencidas")
        self.again = Check("Reinciden")
        self.real = Choice([("reales", "Visitas reales"), ("practica", "De práctica")], name="Qué visitas")
        self.real.set_value("reales")
        self.real.hide()
        for choice in (self.place, self.department, self.answers):
            # Of one width whatever there is to choose from, or those that are filled later would be too narrow.
            choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            choice.setMinimumContentsLength(_LETTERS)
        self.show_options(Opciones((), (), ()))
        self._lay_out()
        self._connect()

    def _choices(self) -> tuple[Choice, ...]:
        return (self.place, self.department, self.state, self.origin, self.risk, self.answers)

    def _lay_out(self) -> None:
        self._flow = Flow(gap=SPACE_2, line_gap=SPACE_2)
        self._flow.setAccessibleName("Filtros")
        self._folding: tuple[QWidget, ...] = (*self._choices(), self.late, self.again)
        self._flow.set_items([self.text, self.fold, *self._folding, self.real, self.sheet, self.clear])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._flow)
        self.setSizePolicy(self._flow.sizePolicy())
        self.restyle()

    def _connect(self) -> None:
        for choice in (*self._choices(), self.real):
            choice.chosen.connect(lambda _key: self._say())
        for check in (self.late, self.again):
            check.toggled.connect(lambda _on: self._say())
        self.text.textEdited.connect(lambda _text: self._say())
        self.fold.clicked.connect(lambda _=False: self._turn())
        self.clear.clicked.connect(lambda _=False: self.reset())

    # --- look -----------------------------------------------------------------------------------------------------

    def restyle(self) -> None:
        folded = self.theme.zoom >= NARROW_ZOOM
        self.fold.setVisible(folded)
        for part in self._folding:
            part.setVisible(not folded or self._opened)
        self._tell()

    def _turn(self) -> None:
        self._opened = not self._opened
        self.restyle()

    def _tell(self) -> None:
        set_ = self.how_many()
        self.fold.set_text(f"Filtros · {cuantos(set_, 'puesto', 'puestos')}" if set_ else "Filtros")
        self.fold.set_icon("chevron-up" if self._opened else "filter")
        self.sheet.setVisible(bool(self.filtro().unidad))
        self.clear.setVisible(bool(set_) or bool(self.text.text()))
        self._flow.restyle()

    def show_options(self, options: Opciones) -> None:
        """The places and people that there are to choose from."""
        places = [(f"ooad:{key}", name) for key, name in options.ooad]
        units = [(f"unidad:{key}", name) for key, name in options.unidades]
        for choice, every, rows in (
            (self.place, "Todas las unidades", [*(places if len(places) > 1 else ()), *units]),
            (self.answers, "Todo responsable", [(who, who) for who in options.responsables]),
        ):
            choice.set_choices([(_ALL, every), *rows])
            choice.view().setMinimumWidth(choice.view().sizeHintForColumn(0) + self.theme.px(32))
            if not choice.value():
                choice.set_value(_ALL)

    def offer_practice(self, offered: bool) -> None:
        self.real.setVisible(offered)

    # --- what is wanted -------------------------------------------------------------------------------------------

    def filtro(self) -> FiltroAsuntos:
        """What stands in the bar."""
        kind, _, key = self.place.value().partition(":")
        state = self.state.value()
        return FiltroAsuntos(
            ooad=key if kind == "ooad" else "",
            unidad=key if kind == "unidad" else "",
            departamento=_plain(self.department),
            estados=frozenset() if state in (_ALL, _OPEN, "") else frozenset({EstadoHallazgo(state)}),
            abiertas=state == _OPEN,
            vencidas=self.late.isChecked(),
            reincidentes=self.again.isChecked(),
            origen=Origen(self.origin.value()) if _plain(self.origin) else None,
            riesgo=Riesgo(self.risk.value()) if _plain(self.risk) else None,
            responsable=_plain(self.answers),
            texto=self.text.text().strip(),
            ficticias=self.real.value() == "practica",
        )

    def how_many(self) -> int:
        """Controls that narrow the list; «sin solventar» is how it begins."""
        chosen = sum(bool(_plain(c)) for c in self._choices() if c is not self.state)
        return chosen + (self.state.value() != _OPEN) + self.late.isChecked() + self.again.isChecked()

    def show_late(self) -> None:
        """Only what is overdue, of all units."""
        self._set_back()
        self.late.setChecked(True)
        self._say()

    def show_unit(self, key: str) -> None:
        self._set_back()
        self.place.set_value(f"unidad:{key}")
        self._say()

    def reset(self) -> None:
        self._set_back()
        self.text.setFocus()
        self._say()

    def _set_back(self) -> None:
        self.blockSignals(True)
        for choice in self._choices():
            choice.set_value(_OPEN if choice is self.state else _ALL)
        for check in (self.late, self.again):
            check.setChecked(False)
        self.text.clear()
        self.blockSignals(False)

    def _say(self) -> None:
        self._tell()
        self.changed.emit()


def _choice(name: str, every: str, rows: Sequence[tuple[str, str]]) -> Choice:
    choice = Choice([(_ALL, every), *rows], name=name)
    choice.set_value(_ALL)
    return choice


def _plain(choice: Choice) -> str:
    key = choice.value()
    return "" if key == _ALL else key

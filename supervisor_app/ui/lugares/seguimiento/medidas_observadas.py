"""The measures of an observation as they are typed: what, who answers, until when. It must never judge a date."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from supervisor_app.domain.hallazgo import TipoMedida
from supervisor_app.services.desahogo.datos_observacion import DatosMedida
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.card import Line
from supervisor_app.ui.kit.choice import Choice
from supervisor_app.ui.kit.field import Field
from supervisor_app.ui.kit.reflow import Reflow
from supervisor_app.ui.kit.text_area import TextArea
from supervisor_app.ui.kit.text_field import TextField
from supervisor_app.ui.kit.tokens import SPACE_2, SPACE_3
from supervisor_app.ui.kit.value_edit import DateEdit


class _MeasureFields(QWidget):
    """One measure. ``gone()`` when a person takes it away."""

    gone = Signal()
    edited = Signal()

    def __init__(self, number: int, data: DatosMedida, *, today: Callable[[], date]) -> None:
        super().__init__()
        self._data = data
        self.text = TextArea(data.texto, minimum_lines=2, maximum_lines=6, name=f"Medida {number}")
        self.who = TextField(placeholder="Cargo de quien responde", name=f"Responsable de la medida {number}")
        self.who.setText(data.responsable_cargo or data.responsable_nombre)
        self.until = DateEdit(name=f"Plazo de la medida {number}", today=today)
        self.until.setText(data.fecha)
        self.kind = Choice([(t.value, t.label) for t in TipoMedida], name=f"Tipo de la medida {number}")
        self.kind.set_value(data.tipo.value)
        self.drop = Button("Quitar la medida", "ghost", icon="trash-2", tool=True, writes=True)
        self.drop.setAccessibleName(f"Quitar la medida {number}")
        self.drop.clicked.connect(lambda _=False: self.gone.emit())
        self.text.typed.connect(lambda _t: self.edited.emit())
        for field in (self.who, self.until):
            field.textEdited.connect(lambda _t: self.edited.emit())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_2)
        layout.addWidget(Field(f"Medida {number}", self.text))
        parts = [Field("Responsable", self.who), Field("Plazo", self.until), Field("Tipo", self.kind)]
        layout.addWidget(Reflow(parts, under=460, shares=(4, 3, 3), gap=SPACE_3))
        layout.addWidget(self.drop, 0, Qt.AlignmentFlag.AlignLeft)

    def data(self) -> DatosMedida:
        who = self.who.text()
        was = self._data.responsable_cargo or self._data.responsable_nombre
        people = (self._data.responsable_nombre, self._data.responsable_cargo) if who == was else ("", who)
        return replace(
            self._data, texto=self.text.text(), responsable_nombre=people[0], responsable_cargo=people[1],
            fecha=self.until.text(), tipo=TipoMedida(self.kind.value()),
        )  # fmt: skip


class MeasuresEditor(QWidget):
    """``edited()`` when something is typed, added or taken away."""

    edited = Signal()

    def __init__(self, *, today: Callable[[], date]) -> None:
        super().__init__()
        self._today = today
        self._rows: list[_MeasureFields] = []
        self._made: list[QWidget] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(SPACE_3)
        self.add = Button("Agregar una medida", "outline", icon="plus", keys="Ctrl+M", writes=True)
        self.add.clicked.connect(lambda _=False: self.add_one())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_3)
        layout.addLayout(self._column)
        layout.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)

    def show_measures(self, measures: Sequence[DatosMedida]) -> None:
        """Other ones; emits nothing."""
        for gone in self._made:
            self._column.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        self._made, self._rows = [], []
        for n, data in enumerate(measures, start=1):
            if n > 1:
                self._put(Line())
            row = _MeasureFields(n, data, today=self._today)
            row.gone.connect(lambda r=row: self._drop(r))
            row.edited.connect(self.edited)
            self._rows.append(row)
            self._put(row)

    def measures(self) -> tuple[DatosMedida, ...]:
        return tuple(row.data() for row in self._rows)

    def add_one(self) -> None:
        """A blank one at the end, ready to be written."""
        self.show_measures([*self.measures(), DatosMedida()])
        self._rows[-1].text.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit()

    def _drop(self, row: _MeasureFields) -> None:
        self.show_measures([r.data() for r in self._rows if r is not row])
        self.add.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit()

    def _put(self, widget: QWidget) -> None:
        self._made.append(widget)
        self._column.addWidget(widget)

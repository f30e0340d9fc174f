"""The days that do not count as working days, as a list of one year: add, take out, back to the official ones."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from supervisor_app.domain.texto import fecha_corta
from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.services.feriados import Dia
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.card import Card
from supervisor_app.ui.kit.choice import Choice
from supervisor_app.ui.kit.field import Field
from supervisor_app.ui.kit.labels import Text, WrapLabel
from supervisor_app.ui.kit.reflow import Reflow
from supervisor_app.ui.kit.scroll_column import bring_into_view
from supervisor_app.ui.kit.sentence import Sentence
from supervisor_app.ui.kit.text_field import TextField
from supervisor_app.ui.kit.tokens import SPACE_1, SPACE_2
from supervisor_app.ui.kit.value_edit import DateEdit
from supervisor_app.ui.lanes import Lanes
from supervisor_app.wiring import Servicios

_ABOUT = "Los plazos en días hábiles no cuentan estos días, ni sábados ni domingos. Vale para las visitas que se abran."


class HolidaysCard(Card):
    """``changed`` when the days are others. The days of ``s.feriados``, read when the place is entered."""

    changed = Signal()

    def __init__(self, lanes: Lanes[Servicios], *, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__("Días inhábiles", icon="calendar", count=" ", parent=parent)
        self._lanes, self._today = lanes, today
        self._days: tuple[Dia, ...] = ()
        self.year = Choice(name="Año")
        self.year.chosen.connect(lambda _year: self._show_year())
        self.rows: list[QWidget] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(SPACE_1)
        self.day = DateEdit(name="Fecha del día inhábil", today=today)
        self.name = TextField(name="Nombre del día inhábil", placeholder="Por qué no se trabaja")
        self.add = Button("Agregar", "outline", icon="plus", tool=True)
        self.add.clicked.connect(self._add)
        self.name.returnPressed.connect(self._add)
        self.restore = Button("Volver a los oficiales", "ghost", icon="rotate-ccw", tool=True)
        self.restore.clicked.connect(lambda: self._do(lambda s: s.feriados.restablecer(), gone=True))
        # Nobody is asked before days go: this is the way back.
        self.undo = Button("Deshacer", "outline", icon="undo-2", tool=True)
        self.undo.clicked.connect(lambda: self._do(lambda s: s.feriados.deshacer()))
        self.answer = Sentence()
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE_2)
        buttons.addWidget(self.add)
        buttons.addWidget(self.restore)
        buttons.addWidget(self.undo)
        self.undo.hide()
        buttons.addStretch(1)
        self.body.addWidget(WrapLabel(_ABOUT, "small", "text3"))
        self.body.addWidget(Field("Año", self.year))
        self.body.addLayout(self._list)
        self.body.addWidget(Reflow([Field("Fecha", self.day), Field("Nombre", self.name)], under=380, shares=(2, 3)))
        self.body.addWidget(self.answer)
        self.body.addLayout(buttons)

    def refresh(self) -> None:
        self._lanes.call(lambda s: s.feriados.leer(), self._show, self._refused, owner=self)

    def _show(self, days: tuple[Dia, ...]) -> None:
        self._days = days
        this = self._today().year
        years = sorted({this, *(d.fecha.year for d in days)})
        chosen = self.year.value() or str(this)
        self.year.set_choices([(str(y), str(y)) for y in years])
        self.year.set_value(chosen if chosen in {str(y) for y in years} else str(this))
        self.restore.setEnabled(any(not d.oficial or not d.cuenta for d in days))
        self._show_year()

    def _show_year(self) -> None:
        of_year = [d for d in self._days if str(d.fecha.year) == self.year.value()]
        assert self.heading is not None
        self.heading.set_text("Días inhábiles", str(sum(d.cuenta for d in of_year)))
        self._set_rows(of_year)

    def _set_rows(self, days: Sequence[Dia]) -> None:
        for row in self.rows:
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = [self._row(d) for d in days]
        for row in self.rows:
            self._list.addWidget(row)

    def _row(self, d: Dia) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(SPACE_2)
        line.addWidget(Text(fecha_corta(d.fecha), "small-medium", figures=True))
        own = "" if d.oficial else " · agregado"
        name = WrapLabel(f"{d.nombre}{own if d.cuenta else ' · no se descuenta'}", "small")
        line.addWidget(name, 1, Qt.AlignmentFlag.AlignVCenter)
        if d.cuenta:
            button = Button("", "ghost", icon="x", tool=True, name=f"Quitar el {fecha_corta(d.fecha)}, {d.nombre}")
            button.clicked.connect(lambda _=False, day=d.fecha: self._do(lambda s: s.feriados.quitar(day), gone=True))
        else:
            button = Button(
                "", "ghost", icon="rotate-ccw", tool=True, name=f"Volver a descontar el {fecha_corta(d.fecha)}"
            )
            button.clicked.connect(lambda _=False, d=d: self._do(lambda s: s.feriados.agregar(d.fecha, d.nombre)))
        line.addWidget(button)
        return row

    def _add(self) -> None:
        self.day.commit()
        day, name = self.day.date(), self.name.text()
        self._do(lambda s: s.feriados.agregar(day, name), added=day)

    def _do(
        self, what: Callable[[Servicios], tuple[Dia, ...]], *, added: date | None = None, gone: bool = False
    ) -> None:
        self._lanes.call(what, lambda days: self._done(days, added, gone=gone), self._refused, owner=self)

    def _done(self, days: tuple[Dia, ...], added: date | None, *, gone: bool) -> None:
        self.answer.say("")
        self.undo.setVisible(gone)
        if added is not None:
            self.day.set_date(None)
            self.name.setText("")
            self.name.set_value("")
            self._days = days
            self.year.set_choices([(str(y), str(y)) for y in sorted({d.fecha.year for d in days})])
            self.year.set_value(str(added.year))
            self.day.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show(days)
        self.changed.emit()

    def _refused(self, error: BaseException) -> None:
        if not isinstance(error, UserError | EnvironmentProblem):
            raise error
        self.answer.say(error.message, "bad")
        bring_into_view(self.answer)
        if isinstance(error, UserError):
            target = self.name if error.field == "nombre" else self.day
            target.setFocus(Qt.FocusReason.OtherFocusReason)

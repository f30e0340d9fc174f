"""The cédula de seguimiento of one unit: as it would be today, emitted, and those that were emitted before.

It must never emit by itself, nor change what was emitted.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from supervisor_app.domain.base import Persona
from supervisor_app.domain.lectura import leer_fecha
from supervisor_app.domain.texto import fecha_corta
from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.services.desahogo.cedula_unidad import CedulaEmitida
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.choice import Choice
from supervisor_app.ui.kit.field import Field
from supervisor_app.ui.kit.hint_bar import Hint
from supervisor_app.ui.kit.reflow import Reflow
from supervisor_app.ui.kit.text_field import TextField
from supervisor_app.ui.kit.tokens import SPACE_2, SPACE_3
from supervisor_app.ui.kit.value_edit import DateEdit
from supervisor_app.ui.lanes import Cancelled, Lanes
from supervisor_app.ui.lugares.seguimiento.cedula import PaperPage
from supervisor_app.ui.lugares.seguimiento.sesion_capacitacion import read_person
from supervisor_app.wiring import Servicios

_DRAFT = ""


class UnitSheetPage(PaperPage):
    """``begin`` shows the draft of a unit; a person may emit it or look at one that was emitted."""

    def __init__(self, lanes: Lanes[Servicios], *, today: Callable[[], date]) -> None:
        super().__init__(lanes)
        self._today = today
        self._unit, self._practice = "", False
        self._emitted: tuple[CedulaEmitida, ...] = ()
        self.which = Choice(name="Versión")
        self.since = DateEdit(name="Solventadas desde", today=today)
        self.reviewer = TextField(placeholder="Nombre, cargo", name="Quién la revisó")
        self.emit_button = Button("Emitir", "primary", icon="stamp", keys="Ctrl+Enter", writes=True)
        fields = [
            Field("Versión", self.which),
            Field("Solventadas desde", self.since),
            Field("Quién la revisó", self.reviewer),
        ]
        row = QWidget()
        column = QVBoxLayout(row)
        column.setContentsMargins(20, 0, 20, SPACE_3)
        column.setSpacing(SPACE_2)
        column.addWidget(Reflow(fields, under=460, shares=(4, 3, 4), gap=SPACE_3))
        self.add_under_tools(row)
        self.tools.add(self.emit_button)
        self.bind("Ctrl+Return", self.emit_sheet)
        self.bind("Ctrl+Enter", self.emit_sheet)
        self.emit_button.clicked.connect(lambda _=False: self.emit_sheet())
        self.which.chosen.connect(lambda _key: self._show())
        for changed in (self.since.changed, self.reviewer.committed):
            changed.connect(lambda _value: self._show())

    def begin(self, unit: str, *, practice: bool) -> None:
        """The draft of a unit (its key), and what was emitted of it."""
        if unit != self._unit:
            self.since.set_date(None)
            self.since.setText("")
            self.reviewer.set_value("")
        self._unit, self._practice = unit, practice
        self._read(_DRAFT)

    def _read(self, shown: str) -> None:
        unit = self._unit

        def show(emitted: tuple[CedulaEmitida, ...]) -> None:
            if unit == self._unit:
                self._emitted = emitted
                rows = [(c.sha256, f"{c.folio}, versión {c.version} · {fecha_corta(c.fecha)}") for c in emitted]
                self.which.set_choices([(_DRAFT, "Borrador de hoy"), *rows])
                self.which.set_value(shown)
                self._show()

        self._lanes.call(lambda s: s.desahogo.cedulas.emitidas(unit), show, self.refuse, owner=self)

    def _show(self) -> None:
        """What is chosen: the draft with what is asked of it, or a copy as it was emitted."""
        chosen = next((c for c in self._emitted if c.sha256 == self.which.value()), None)
        for control in (self.since, self.reviewer, self.emit_button):
            control.setEnabled(chosen is None)
        if chosen is not None:
            name = f"{_file_name(chosen.folio)} v{chosen.version}.pdf"
            self.open(f"{chosen.titulo} · {chosen.folio}", name, lambda s: s.desahogo.cedulas.leer(chosen))
            return
        unit, since, who, practice = self._unit, self._since(), self._who(), self._practice
        self.open(
            "Cédula de seguimiento · borrador",
            "Cédula de seguimiento (borrador).pdf",
            lambda s: s.desahogo.cedulas.borrador(unit, desde=since, reviso=who, ficticias=practice),
        )

    def emit_sheet(self) -> None:
        """Emit what is shown as a draft."""
        if not self.emit_button.isEnabled():
            return
        unit, since, who, practice = self._unit, self._since(), self._who(), self._practice
        before = {c.sha256 for c in self._emitted}

        def done(made: CedulaEmitida) -> None:
            told = f"Quedó emitida: {made.folio}, versión {made.version}."
            if made.sha256 in before:
                told = f"Nada cambió desde la versión {made.version}; sigue vigente."
            self._after_open = (told, "ok")
            self._read(made.sha256)

        self._lanes.call(
            lambda s: s.desahogo.cedulas.emitir(unit, desde=since, reviso=who, ficticias=practice),
            done,
            self._refuse_emitting,
            owner=self,
        )

    def _refuse_emitting(self, error: BaseException) -> None:
        if isinstance(error, Cancelled):
            return
        if not isinstance(error, UserError | EnvironmentProblem):
            raise error
        self.answer.say(error.message, "bad")

    def _since(self) -> date | None:
        try:
            return leer_fecha(self.since.text(), hoy=self._today()) if self.since.text().strip() else None
        except UserError:
            return None  # its field says so already

    def _who(self) -> Persona:
        return read_person(self.reviewer.text())

    def focus(self) -> None:
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def hints(self) -> tuple[Hint, ...]:
        return (("Ctrl+Enter", "Emitir"), *super().hints())


def _file_name(folio: str) -> str:
    return re.sub(r'[<>:"/\\|?*]+', "-", folio)

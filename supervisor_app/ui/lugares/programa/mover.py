"""Moving a programmed visit to other days, and cancelling it: both with their motive, which is mandatory."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from supervisor_app.domain.programa import VisitaProgramada
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.field import Field
from supervisor_app.ui.kit.flow import Flow
from supervisor_app.ui.kit.labels import Text, WrapLabel
from supervisor_app.ui.kit.reflow import Reflow
from supervisor_app.ui.kit.sentence import Sentence
from supervisor_app.ui.kit.text_area import TextArea
from supervisor_app.ui.kit.tokens import SPACE_2, SPACE_3
from supervisor_app.ui.kit.value_edit import DateEdit
from supervisor_app.ui.lugares.programa.palabras import days

MOVE, CANCEL = "reprogramar", "cancelar"


class MovePanel(QWidget):
    """``moved(start, end, motive)``, ``cancelled(motive)``, ``left()``."""

    moved = Signal(object, object, str)
    cancelled = Signal(str)
    left = Signal()

    def __init__(self, *, today: date) -> None:
        super().__init__()
        self.what = MOVE
        self.title = Text("", "section")
        self.about = WrapLabel("", "body", "text2")
        self.inicio, self.fin = DateEdit(today=lambda: today), DateEdit(today=lambda: today)
        self.inicio.changed.connect(self._on_start)
        self.inicio_field, self.fin_field = Field("Nuevo inicio", self.inicio), Field("Nuevo término", self.fin)
        self.dates = Reflow((self.inicio_field, self.fin_field), under=300, gap=SPACE_3)
        self.motive = TextArea(minimum_lines=2, maximum_lines=6, name="Motivo")
        self.motive_field = Field("Motivo", self.motive)
        self.answer = Sentence()
        self.go = Button("Reprogramar", "primary", icon="check", keys="Ctrl+S", writes=True)
        self.go.clicked.connect(self.commit_form)
        leave = Button("Volver", "ghost", icon="arrow-left", keys="Esc")
        leave.clicked.connect(self.left)
        buttons = Flow(gap=SPACE_2)
        buttons.set_items((self.go, leave))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_2)
        for part in (self.title, self.about, self.dates, self.motive_field, self.answer, buttons):
            layout.addWidget(part)

    def begin(self, visit: VisitaProgramada, what: str) -> None:
        """Ask for what is needed to move a visit, or to cancel it."""
        self.what = what
        moving = what == MOVE
        self._length = visit.fin - visit.inicio
        self.title.setText("Reprogramar" if moving else "Cancelar la visita")
        self.about.setText(
            f"{visit.unidad.titulo}, {visit.folio}: estaba para el {days(visit.inicio, visit.fin)}."
            if moving
            else f"{visit.unidad.titulo}, {visit.folio}, {days(visit.inicio, visit.fin)}. Queda en el programa como "
            "cancelada, con su motivo."
        )
        self.dates.setVisible(moving)
        self.inicio.set_date(None)
        self.fin.set_date(None)
        self.motive.set_value("")
        self.go.set_text("Reprogramar" if moving else "Cancelar la visita")
        for field in (self.inicio_field, self.fin_field, self.motive_field):
            field.set_error("")
        self.answer.say("")

    def focus_first(self) -> None:
        target: QWidget = self.inicio if self.what == MOVE else self.motive
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def changed(self) -> bool:
        return bool(self.motive.text().strip() or self.inicio.text() or self.fin.text())

    def _on_start(self, day: date | None) -> None:
        """It lasts what it lasted, until somebody says otherwise."""
        if day is not None and self.fin.date() is None and not self.fin.text():
            self.fin.set_date(day + self._length)

    def commit_form(self) -> None:
        """Hand it over, or say beside each field what it misses."""
        for edit in (self.inicio, self.fin):
            edit.commit()
        wrong: list[QWidget] = []
        start, end = self.inicio.date(), self.fin.date()
        if self.what == MOVE:
            for field, edit in ((self.inicio_field, self.inicio), (self.fin_field, self.fin)):
                if edit.date() is None or edit.sentence():
                    field.set_error(edit.sentence() or "Escriba el día.")
                    wrong.append(edit)
        motive = self.motive.text().strip()
        self.motive_field.set_error("" if motive else "Escriba el motivo; queda en la historia y lo ve el equipo.")
        if not motive:
            wrong.append(self.motive)
        if wrong:
            wrong[0].setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.what == CANCEL:
            self.cancelled.emit(motive)
        else:
            self.moved.emit(start, end, motive)

    def refuse(self, sentence: str, field: str = "") -> None:
        beside = {"inicio": self.inicio_field, "fin": self.fin_field, "motivo": self.motive_field}.get(field)
        if beside is not None:
            beside.set_error(sentence)
        else:
            self.answer.say(sentence, "bad")

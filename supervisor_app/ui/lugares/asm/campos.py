"""The fields of one row of an ASM table: shown, typed in, and what is wrong told beside each.

It knows neither where the row is kept nor how many there are, so the open table and what was just pasted share it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from supervisor_app.domain.asm import AspectoAsm, titulo_de
from supervisor_app.domain.asm_comandos import TEXTOS, de_texto, texto_de
from supervisor_app.ui.enlace import Binding
from supervisor_app.ui.kit.field import Field
from supervisor_app.ui.kit.reflow import Reflow
from supervisor_app.ui.kit.suggest_field import SuggestField, Suggestion
from supervisor_app.ui.kit.text_area import TextArea
from supervisor_app.ui.kit.tokens import SPACE_3
from supervisor_app.ui.kit.value_edit import DateEdit, NumberEdit
from supervisor_app.ui.kit.writing import writes

_ONE_A_LINE = {
    "actividades": "Cada renglón es una actividad.",
    "areas": "Una o más; cada renglón es un área.",
}
_TALL = {"aspecto": (3, 14), "actividades": (4, 18), "areas": (2, 6), "documento": (2, 8), "observaciones": (2, 8)}
_BESIDE = 640
_PROGRESS = ("avance", "documento", "observaciones")


class RowFields(QWidget):
    """``edited(field, value)``: a text as typed, a date, whole per cent or None. ``held(field, text, sentence)``: what
    was typed cannot be read; with no sentence, all is well again.
    """

    edited = Signal(str, object)
    held = Signal(str, str, str)

    def __init__(self, *, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.texts = {
            campo: TextArea(
                name=titulo_de(campo),
                minimum_lines=_TALL.get(campo, (3, 12))[0],
                maximum_lines=_TALL.get(campo, (3, 12))[1],
            )
            for campo in TEXTOS
        }
        self.fecha = DateEdit(name=titulo_de("fecha"), today=today)
        self.avance = NumberEdit(maximum=100, suffix="%", name=titulo_de("avance"))
        self.prioridad = SuggestField(name=titulo_de("prioridad"))
        self.fields: dict[str, Field] = {
            campo: Field(titulo_de(campo), area, hint=_ONE_A_LINE.get(campo, "")) for campo, area in self.texts.items()
        }
        for campo, control in (("fecha", self.fecha), ("avance", self.avance), ("prioridad", self.prioridad)):
            self.fields[campo] = Field(titulo_de(campo), control)
        self._connect()
        self._lay_out()
        writes(*(field.control for field in self.fields.values()))

    def _connect(self) -> None:
        for campo, area in self.texts.items():
            Binding(area, lambda text, campo=campo: self.edited.emit(campo, text))  # type: ignore[misc]  # bound here
        Binding(self.prioridad, lambda text: self.edited.emit("prioridad", " ".join(text.split())))
        self.fecha.changed.connect(lambda value: self.edited.emit("fecha", value))
        self.avance.changed.connect(lambda v: self.edited.emit("avance", int(v) if isinstance(v, Decimal) else None))
        for campo, edit in (("fecha", self.fecha), ("avance", self.avance)):
            edit.problem.connect(lambda said, c=campo, e=edit: self.held.emit(c, e.text(), said))
        for field in self.fields.values():
            field.control.installEventFilter(self)

    def _lay_out(self) -> None:
        f = self.fields
        short = Reflow((f["fecha"], f["prioridad"]), under=300, gap=SPACE_3)
        who = _column(f["areas"], short)
        self._progress = Reflow(
            (_column(f["avance"], f["documento"]), f["observaciones"]), under=_BESIDE, shares=(1, 1), gap=SPACE_3
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_3)
        for part in (
            f["aspecto"],
            Reflow((f["actividades"], who), under=_BESIDE, shares=(3, 2), gap=SPACE_3),
            Reflow((f["resultados"], f["productos"]), under=_BESIDE, gap=SPACE_3),
            self._progress,
        ):
            layout.addWidget(part)

    # --- showing --------------------------------------------------------------------------------------------------

    def show_row(self, row: AspectoAsm, *, progress: bool, priority: bool, other: bool) -> None:
        """``other``: it is another row than before, so that nothing half typed of that one stays in its fields."""
        for campo, area in self.texts.items():
            # A line just begun is no activity yet: what says the same is left as it is being typed.
            if other or de_texto(campo, area.text()) != getattr(row, campo):
                area.set_value(texto_de(row, campo))
        for edit in (self.fecha, self.avance):
            if other:
                edit.setModified(False)
                edit.setText("")
        self.fecha.set_date(row.fecha)
        self.avance.set_number(row.avance)
        if other:
            self.prioridad.setModified(False)
        if other or " ".join(self.prioridad.text().split()) != row.prioridad:
            self.prioridad.set_value(row.prioridad)
        self._progress.setVisible(progress)
        self.fields["prioridad"].setVisible(priority)

    def show_held(self, texts: Mapping[str, tuple[str, str]]) -> None:
        """What was typed before and could not be read is in its field again."""
        for campo, (text, _sentence) in texts.items():
            control = self.fields[campo].control
            if isinstance(control, TextArea):
                if control.text() != text:
                    control.set_value(text)
            elif isinstance(control, DateEdit | NumberEdit) and control.text() != text:
                control.setText(text)
                control.setModified(True)
                control.commit()

    def show_remarks(self, said: Mapping[str, tuple[str, bool]]) -> None:
        for campo, field in self.fields.items():
            sentence, warns = said.get(campo, ("", False))
            if warns:
                field.set_warning(sentence)
            else:
                field.set_error(sentence)

    def set_priorities(self, values: Sequence[str]) -> None:
        self.prioridad.set_suggestions([Suggestion(v, v) for v in values])

    def focus_field(self, campo: str) -> None:
        control = self.fields[campo].control if campo in self.fields else self.texts["aspecto"]
        target = control if control.isVisibleTo(self) else self.texts["aspecto"]
        target.setFocus(Qt.FocusReason.TabFocusReason)

    def focused(self) -> str:
        """The field that has the focus, "" for none."""
        return next((campo for campo, field in self.fields.items() if field.control.hasFocus()), "")

    def commit(self) -> None:
        """Hand over what is half typed."""
        for field in self.fields.values():
            control = field.control
            if isinstance(control, TextArea | SuggestField | DateEdit | NumberEdit):
                control.commit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl+Supr takes the row away, here too: in a line it would eat a word. Alt+↓ in a date is its calendar."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
            if watched is self.fecha and alt and event.key() == Qt.Key.Key_Down:
                event.accept()
                return True
            control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            if control and event.key() == Qt.Key.Key_Delete:
                event.ignore()
                return True
        return super().eventFilter(watched, event)


def _column(*parts: QWidget) -> QWidget:
    column = QWidget()
    layout = QVBoxLayout(column)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(SPACE_3)
    for part in parts:
        layout.addWidget(part)
    layout.addStretch(1)
    return column

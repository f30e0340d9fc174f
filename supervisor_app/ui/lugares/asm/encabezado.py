"""The heading of an ASM table: whose it is, of which programme, what is printed, who signs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from supervisor_app.domain.asm import Derivados, FirmanteAsm, TablaAsm
from supervisor_app.ui.enlace import Binding
from supervisor_app.ui.kit.choice import Check, Choice
from supervisor_app.ui.kit.field import Field
from supervisor_app.ui.kit.labels import Text, WrapLabel
from supervisor_app.ui.kit.reflow import Reflow
from supervisor_app.ui.kit.suggest_field import SuggestField, Suggestion
from supervisor_app.ui.kit.text_field import TextField
from supervisor_app.ui.kit.tokens import SPACE_2, SPACE_3
from supervisor_app.ui.kit.value_edit import DateEdit
from supervisor_app.ui.kit.writing import writes
from supervisor_app.ui.lugares.asm.palabras import not_printed
from supervisor_app.ui.personas import PeopleRows

_BESIDE = 560
_ROLES = ("Elaboró", "Revisó", "Autorizó", "Vo. Bo.")


class HeadingFields(QWidget):
    """``edited(field, value)``; ``held(field, text, sentence)`` as in the rows."""

    edited = Signal(str, object)
    held = Signal(str, str, str)

    def __init__(self, *, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entidad, self.clave, self.programa = TextField(), TextField(), TextField()
        self.clase = SuggestField()
        self.fecha = DateEdit(name="Fecha", today=today)
        self.derivados = Choice([(d.value, d.label) for d in Derivados], name="Derivados de")
        self.avances = Check("Imprimir las columnas de avance, documento probatorio y observaciones")
        self.prioridades = Check("Imprimir la columna de prioridad")
        self.unprinted = WrapLabel("", "small", "text2")
        self.people = PeopleRows("de quien firma", "Agregar firmante", roles=_ROLES)
        self.fields = {
            "entidad": Field("Entidad", self.entidad),
            "clase": Field("Clase", self.clase, hint="De la lista, u otra."),
            "derivados": Field("Derivados de", self.derivados),
            "clave_programa": Field("Clave del programa", self.clave, hint="Por ejemplo, E-006."),
            "programa": Field("Nombre del programa", self.programa),
            "fecha": Field("Fecha", self.fecha, hint="Con las columnas de avance, la del corte."),
        }
        self._connect()
        self._lay_out()
        writes(*(f.control for f in self.fields.values()), self.avances, self.prioridades, self.people)

    def _connect(self) -> None:
        texts = (
            ("entidad", self.entidad), ("clave_programa", self.clave), ("programa", self.programa),
            ("clase", self.clase),
        )  # fmt: skip
        for campo, edit in texts:
            Binding(edit, lambda text, c=campo: self.edited.emit(c, text))  # type: ignore[misc]  # bound here
        self.fecha.changed.connect(lambda value: self.edited.emit("fecha", value))
        self.fecha.problem.connect(lambda said: self.held.emit("fecha", self.fecha.text(), said))
        self.derivados.chosen.connect(lambda key: self.edited.emit("derivados", Derivados(key)))
        self.avances.toggled.connect(lambda on: self.edited.emit("avances", on))
        self.prioridades.toggled.connect(lambda on: self.edited.emit("prioridades", on))
        self.people.edited.connect(self._on_people)

    def _lay_out(self) -> None:
        f = self.fields
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_3)
        for part in (
            f["entidad"],
            Reflow((f["clave_programa"], f["programa"]), under=_BESIDE, shares=(1, 3), gap=SPACE_3),
            Reflow((f["clase"], f["derivados"], f["fecha"]), under=_BESIDE, gap=SPACE_3),
        ):
            layout.addWidget(part)
        layout.addSpacing(SPACE_2)
        layout.addWidget(Text("Columnas que se agregan", "small-medium", "text2"))
        layout.addWidget(self.avances)
        layout.addWidget(self.prioridades)
        layout.addWidget(self.unprinted)
        layout.addSpacing(SPACE_2)
        layout.addWidget(Text("Firmantes", "small-medium", "text2"))
        layout.addWidget(self.people)

    def show_table(self, tabla: TablaAsm, held: tuple[str, str] | None) -> None:
        for edit, value in (
            (self.entidad, tabla.entidad), (self.clave, tabla.clave_programa), (self.programa, tabla.programa),
            (self.clase, tabla.clase),
        ):  # fmt: skip
            if " ".join(edit.text().split()) != value:  # a space at the end is on its way to another word
                edit.set_value(value)
        self.fecha.set_date(tabla.fecha)
        if held is not None and self.fecha.text() != held[0]:
            self.fecha.setText(held[0])
            self.fecha.setModified(True)
            self.fecha.commit()
        self.derivados.set_value(tabla.derivados.value)
        for check, on in ((self.avances, tabla.avances), (self.prioridades, tabla.prioridades)):
            check.blockSignals(True)
            check.setChecked(on)
            check.blockSignals(False)
        self.unprinted.setText(not_printed(tabla))
        self.unprinted.setVisible(bool(self.unprinted.text()))
        self.people.set_people([(f.nombre, f.cargo, f.como) for f in tabla.firmantes])

    def show_remarks(self, said: Mapping[str, tuple[str, bool]]) -> None:
        for campo, field in self.fields.items():
            sentence, warns = said.get(campo, ("", False))
            if warns:
                field.set_warning(sentence)
            else:
                field.set_error(sentence)

    def set_classes(self, values: Sequence[str]) -> None:
        self.clase.set_suggestions([Suggestion(v, v) for v in values])

    def focus_field(self, campo: str = "") -> None:
        order = (self.entidad, self.clave, self.programa, self.clase)
        empty = next((edit for edit in order if not edit.text()), self.entidad)
        (self.fields[campo].control if campo in self.fields else empty).setFocus(Qt.FocusReason.TabFocusReason)

    def commit(self) -> None:
        for edit in (self.entidad, self.clave, self.programa, self.clase, self.fecha):
            edit.commit()

    def _on_people(self, people: tuple[tuple[str, str, str], ...]) -> None:
        signers = tuple(FirmanteAsm(nombre=name, cargo=post, como=role) for name, post, role in people)
        self.edited.emit("firmantes", signers)

"""The header of the informe as a form: every field in printed order, with what is wrong beside it, and who signs.

It emits one field at a time and saves nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from supervisor_app.domain.base import Persona
from supervisor_app.domain.borrador import InformeBorrador
from supervisor_app.domain.informe import DatosInforme, Firmantes, SegundaFirma
from supervisor_app.domain.validacion_informe import Aviso, Severidad
from supervisor_app.ui.enlace import Binding
from supervisor_app.ui.kit.choice import Check
from supervisor_app.ui.kit.field import Field
from supervisor_app.ui.kit.reflow import Reflow
from supervisor_app.ui.kit.suggest_field import SuggestField, Suggestion
from supervisor_app.ui.kit.text_field import TextField
from supervisor_app.ui.kit.tokens import SPACE_3
from supervisor_app.ui.kit.value_edit import DateEdit
from supervisor_app.ui.visita.informe.estado import of_field

DATES = ("fecha", "del", "al")
# Rows of fields in printed order, with the share of the width that each takes.
_ROWS: tuple[tuple[tuple[str, int], ...], ...] = (
    (("numero_pliego", 5), ("ciudad", 7), ("fecha", 5)),
    (("coordinador_normativo", 1), ("coordinacion_normativa", 1)),
    (("adscripcion", 1), ("lugar_comision", 1)),
    (("del", 5), ("al", 5), ("objeto", 7)),
)
_LABELS = {
    "numero_pliego": "Número de pliego",
    "ciudad": "Ciudad donde se expide",
    "fecha": "Fecha del informe",
    "coordinador_normativo": "Nombre del Coordinador Normativo",
    "coordinacion_normativa": "Nombre de la Coordinación Normativa",
    "adscripcion": "Adscripción",
    "lugar_comision": "Lugar de la comisión",
    "del": "Del",
    "al": "Al",
    "objeto": "Objeto de la comisión",
    "comisionado": "Servidor público comisionado",
}
_STACK_UNDER = 480


class HeaderForm(QWidget):
    """``changed(field, value)`` for a field of the header; ``signers_changed(Firmantes)`` for who signs."""

    changed = Signal(str, object)
    signers_changed = Signal(object)

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._firmantes = Firmantes()
        self._read_only = False
        self.fields: dict[str, Field] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_3)
        for row in _ROWS:
            parts = [self._field(campo, today) for campo, _ in row]
            column.addWidget(Reflow(parts, under=_STACK_UNDER, shares=[share for _, share in row]))
        self._add_signers(column, today)

    def _field(self, campo: str, today: Callable[[], date]) -> Field:
        label = _LABELS[campo]
        control: TextField
        if campo in DATES:
            control = DateEdit(name=label, today=today)
            control.changed.connect(lambda value: self.changed.emit(campo, value))
        elif campo == "comisionado":
            control = SuggestField(name=label)
            Binding(control, lambda text: self.changed.emit(campo, text))
        else:
            control = TextField(name=label)
            Binding(control, lambda text: self.changed.emit(campo, text))
        self.fields[campo] = Field(label, control)
        return self.fields[campo]

    def _add_signers(self, column: QVBoxLayout, today: Callable[[], date]) -> None:
        self.post = TextField(placeholder="No se imprime si queda vacío", name="Cargo de quien firma")
        Binding(self.post, lambda text: self._sign(cargo_comisionado=text))
        self.second = Check("Lleva una segunda firma")
        self.second.toggled.connect(self._toggle_second)
        self.second_name = SuggestField(name="Nombre de la segunda firma")
        self.second_name.picked.connect(self._take_second)
        self.second_post = TextField(name="Cargo de la segunda firma")
        Binding(self.second_name, lambda text: self._sign_second(nombre=text))
        Binding(self.second_post, lambda text: self._sign_second(cargo=text))
        self._second_row = Reflow(
            [Field("Nombre de quien solicita", self.second_name), Field("Cargo", self.second_post)], under=_STACK_UNDER
        )
        signer = self._field("comisionado", today)
        column.addWidget(Reflow([signer, Field("Cargo", self.post)], under=_STACK_UNDER))
        column.addWidget(self.second)
        column.addWidget(self._second_row)

    # --- what is shown --------------------------------------------------------------------------------------------

    def show_draft(self, borrador: InformeBorrador) -> None:
        """The values, leaving alone the field in which a person is typing something else."""
        for campo, field in self.fields.items():
            control = field.control
            value = header_value(borrador.datos, campo)
            if isinstance(control, DateEdit):
                control.set_date(value if isinstance(value, date) else None)
            elif isinstance(control, TextField):
                control.set_value(str(value))
        self._firmantes = borrador.firmantes
        second = borrador.firmantes.segunda
        self.post.set_value(borrador.firmantes.cargo_comisionado)
        self.second_name.set_value(second.nombre if second else "")
        self.second_post.set_value(second.cargo if second else "")
        self.second.blockSignals(True)
        self.second.setChecked(second is not None)
        self.second.blockSignals(False)
        self._second_row.setVisible(second is not None)

    def show_findings(self, avisos: Sequence[Aviso]) -> None:
        """What is wrong or to be looked at, beside each field. What cannot be read says so by itself."""
        for campo, field in self.fields.items():
            control = field.control
            if isinstance(control, DateEdit) and control.sentence():
                continue
            aviso = of_field(avisos, campo)
            if aviso is not None and aviso.severidad is Severidad.AVISO:
                field.set_warning(aviso.mensaje)
            else:
                field.set_error(aviso.mensaje if aviso is not None else "")

    def set_people(self, people: Sequence[Persona]) -> None:
        """Those of the visit, offered where a signer is written."""
        named = [p for p in people if p.nombre.strip()]
        for field in (self.fields["comisionado"].control, self.second_name):
            if isinstance(field, SuggestField):
                field.set_suggestions([Suggestion(p.nombre, p.nombre.upper(), p.cargo) for p in named])

    def set_read_only(self, read_only: bool) -> None:
        controls = [f.control for f in self.fields.values()] + [self.post, self.second_name, self.second_post]
        for control in controls:
            if isinstance(control, TextField):
                control.setReadOnly(read_only)
        self.second.setEnabled(not read_only)

    def focus_field(self, campo: str) -> bool:
        """Put the focus into a field; False where there is none of that name."""
        if campo not in self.fields:
            return False
        self.fields[campo].control.setFocus()
        return True

    # --- who signs ------------------------------------------------------------------------------------------------

    def _sign(self, **campos: object) -> None:
        self._firmantes = Firmantes.model_validate({**self._firmantes.__dict__, **campos})
        self.signers_changed.emit(self._firmantes)

    def _sign_second(self, **campos: object) -> None:
        second = self._firmantes.segunda or SegundaFirma(nombre="")
        self._sign(segunda=SegundaFirma.model_validate({**second.__dict__, **campos}))

    def _toggle_second(self, wanted: bool) -> None:
        self._second_row.setVisible(wanted)
        if wanted:
            self._sign_second()
            self.second_name.setFocus()
        else:
            self._sign(segunda=None)

    def _take_second(self, name: str) -> None:
        """Somebody of the visit: the post comes with the name."""
        known = next((s for s in self.second_name.suggestions() if s.key == name), None)
        if known is not None and known.second and not self.second_post.text().strip():
            self._sign_second(nombre=known.text, cargo=known.second)


def header_value(datos: DatosInforme, campo: str) -> str | date | None:
    value: str | date | None = getattr(datos, "del_" if campo == "del" else campo)
    return value

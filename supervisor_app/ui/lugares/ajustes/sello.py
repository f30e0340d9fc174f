"""Where the authority of time stamps is, and who answers about certificates. It never speaks to either."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from supervisor_app.errors import UserError
from supervisor_app.services import red
from supervisor_app.services.ajustes import Ajustes
from supervisor_app.ui.kit.field import Field
from supervisor_app.ui.kit.labels import WrapLabel
from supervisor_app.ui.kit.text_field import TextField
from supervisor_app.ui.kit.tokens import SPACE_3
from supervisor_app.ui.lugares.ajustes.tarjeta import SettingsCard, show_text

_WHY = (
    "Un sello de tiempo prueba cuándo estaba firmado un documento. Lo da el prestador que contrate la oficina; hace "
    "falta red sólo al sellar. Sin él, los documentos firmados valen igual, con la hora que dijo el equipo."
)


class SealCard(SettingsCard):
    """``sello_url`` and ``ocsp_url``. What is no address is told and not kept."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Sello de tiempo", icon="clock", parent=parent)
        self.seal, self._seal_field = self._address(
            "Autoridad de sellado", "sello_url", "https://…", "La dirección que dio el prestador (RFC 3161)."
        )
        self.ocsp, self._ocsp_field = self._address(
            "Consulta de certificados (OCSP)", "ocsp_url", "Vacío: sólo lo que nombre cada certificado", ""
        )
        self.body.setSpacing(SPACE_3)
        self.body.addWidget(WrapLabel(_WHY, "small", "text2"))
        self.body.addWidget(self._seal_field)
        self.body.addWidget(self._ocsp_field)

    def show_settings(self, ajustes: Ajustes) -> None:
        for text, field, value in (
            (self.seal, self._seal_field, ajustes.sello_url),
            (self.ocsp, self._ocsp_field, ajustes.ocsp_url),
        ):
            if not field.error():
                show_text(text, value)

    def _address(self, label: str, setting: str, placeholder: str, hint: str) -> tuple[TextField, Field]:
        text = TextField(placeholder=placeholder)
        field = Field(label, text, hint=hint)
        text.textEdited.connect(lambda _text: field.set_error(""))
        text.committed.connect(lambda written: self._tell(field, setting, written))
        return text, field

    def _tell(self, field: Field, setting: str, written: str) -> None:
        try:
            address = red.exigir_direccion(written, campo=setting) if written.strip() else ""
        except UserError as error:
            field.set_error(error.message)
            return
        field.set_error("")
        self.edited.emit({setting: address})

"""The way to what support needs. It must never gather anything by itself."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.card import Card
from supervisor_app.ui.kit.labels import WrapLabel

_ABOUT = (
    "Si algo falla, aquí ve lo que ayudaría a quien le da soporte: qué falló, versiones y si la base está completa. "
    "Sin datos personales; nada se envía, usted lo guarda y lo entrega."
)


class SupportCard(Card):
    """``asked()`` when the person wants to see it."""

    asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Ayuda a soporte", icon="wrench", parent=parent)
        self.open = Button("Ver lo que se entregaría", "outline", icon="file-text", tool=True)
        self.open.clicked.connect(self.asked)
        self.body.addWidget(WrapLabel(_ABOUT, "small", "text3"))
        self.body.addWidget(self.open, 0, Qt.AlignmentFlag.AlignLeft)

"""How large the photos of evidence are kept. It never changes a photo that is kept already."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from supervisor_app.services.ajustes import Ajustes
from supervisor_app.settings import TamanoFotos
from supervisor_app.ui.kit.choice import Choice
from supervisor_app.ui.kit.labels import Text, WrapLabel
from supervisor_app.ui.kit.tokens import SPACE_1
from supervisor_app.ui.lugares.ajustes.tarjeta import SettingsCard


class PhotosCard(SettingsCard):
    """``fotos``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Fotos de la evidencia", icon="camera", parent=parent)
        self.photo_size = Choice([(t.value, t.label) for t in TamanoFotos], name="Tamaño de las fotos")
        self.photo_size.chosen.connect(lambda key: self.edited.emit({"fotos": TamanoFotos(key)}))
        self.body.setSpacing(SPACE_1)
        self.body.addWidget(Text("Tamaño de las fotos", "small-medium", "text2"))
        self.body.addWidget(self.photo_size)
        self.body.addWidget(
            WrapLabel(
                "Vale para las fotos que adjunte desde ahora; el original de la cámara no se toca. De cada foto se "
                "guardan aparte la fecha y el lugar; lo demás que escribe la cámara se quita.",
                "small",
                "text3",
            )
        )

    def show_settings(self, ajustes: Ajustes) -> None:
        self.photo_size.set_value(ajustes.fotos.value)

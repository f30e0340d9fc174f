"""The theme and the size of the text. Both are seen at once; the window shows them, not this card."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from supervisor_app.services.ajustes import Ajustes
from supervisor_app.settings import Tema
from supervisor_app.ui.kit.choice import Choice
from supervisor_app.ui.kit.labels import Text, WrapLabel
from supervisor_app.ui.kit.segmented import Segmented
from supervisor_app.ui.kit.tokens import SPACE_1, ZOOM_STEPS
from supervisor_app.ui.lugares.ajustes.tarjeta import SettingsCard


class LookCard(SettingsCard):
    """``tema`` and ``texto``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Aspecto", icon="sun", parent=parent)
        self.theme_choice = Segmented([(t.value, t.label) for t in Tema], "Tema")
        self.theme_choice.chosen.connect(lambda key: self.edited.emit({"tema": Tema(key)}))
        sizes = [round(step * 100) for step in ZOOM_STEPS]
        self.text_size = Choice([(str(s), f"{s} %") for s in sizes], name="Tamaño del texto")
        self.text_size.chosen.connect(lambda key: self.edited.emit({"texto": int(key)}))
        self.body.setSpacing(SPACE_1)
        self.body.addWidget(Text("Tema", "small-medium", "text2"))
        self.body.addWidget(self.theme_choice, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addSpacing(SPACE_1)
        self.body.addWidget(Text("Tamaño del texto", "small-medium", "text2"))
        self.body.addWidget(self.text_size, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(WrapLabel("También con Ctrl y + o -, en cualquier lugar.", "small", "text3"))

    def show_settings(self, ajustes: Ajustes) -> None:
        self.theme_choice.set_value(ajustes.tema.value)
        # A size between the steps, written by hand in the file, shows as the step next to it.
        nearest = min((round(s * 100) for s in ZOOM_STEPS), key=lambda size: abs(size - ajustes.texto))
        self.text_size.set_value(str(nearest))

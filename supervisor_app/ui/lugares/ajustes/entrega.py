"""Where closed visits are delivered, and the mark of this computer in their folios."""

from __future__ import annotations

import re

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.services.ajustes import Ajustes
from supervisor_app.services.carpeta_entrega import probar
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.field import Field
from supervisor_app.ui.kit.sentence import Sentence
from supervisor_app.ui.kit.text_field import TextField
from supervisor_app.ui.kit.tokens import SPACE_2, SPACE_3
from supervisor_app.ui.lanes import Lanes
from supervisor_app.ui.lugares.ajustes.tarjeta import SettingsCard, show_text
from supervisor_app.wiring import Servicios

_KEY = re.compile(r"[0-9A-Za-z]{0,8}", re.ASCII)
_BAD_KEY = "Use hasta 8 letras sin acento o dígitos, sin espacios."


class DeliveryFolderCard(SettingsCard):
    """``destino`` and ``clave_equipo``. The folder is tried on the free lane each time it changes."""

    def __init__(self, lanes: Lanes[Servicios], parent: QWidget | None = None) -> None:
        super().__init__("Entrega", icon="package", parent=parent)
        self._lanes = lanes
        self.folder = self.bind(TextField(placeholder="Carpeta de la oficina o memoria USB"), "destino")
        self.folder.committed.connect(lambda _text: self.try_folder())
        self.choose = Button("Elegir carpeta…", "outline", icon="folder-open", tool=True)
        self.choose.clicked.connect(self._choose)
        self.test = Button("Probar", "ghost", icon="refresh-cw", tool=True)
        self.test.clicked.connect(self.try_folder)
        self.answer = Sentence()
        self.key = TextField(placeholder="Por ejemplo A7")
        self._key_field = Field(
            "Clave de este equipo", self.key,
            hint="Si varias personas supervisan, evita folios repetidos: V-2026-A7-014.",
        )  # fmt: skip
        self.key.textEdited.connect(lambda _text: self._key_field.set_error(""))
        self.key.committed.connect(self._tell_key)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE_2)
        buttons.addWidget(self.choose)
        buttons.addWidget(self.test)
        buttons.addStretch(1)
        self.body.addWidget(Field("Carpeta de entrega", self.folder))
        self.body.addWidget(self.answer)
        self.body.addLayout(buttons)
        self.body.addSpacing(SPACE_3)
        self.body.addWidget(self._key_field)

    def show_settings(self, ajustes: Ajustes) -> None:
        show_text(self.folder, ajustes.destino)
        if not self._key_field.error():
            show_text(self.key, ajustes.clave_equipo)

    def _tell_key(self, text: str) -> None:
        right = bool(_KEY.fullmatch(text.strip()))
        self._key_field.set_error("" if right else _BAD_KEY)
        if right:
            self.edited.emit({"clave_equipo": text.strip()})

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "Carpeta de entrega", self.folder.text())
        if chosen:
            self.folder.setText(chosen)
            self.folder.commit()

    def try_folder(self) -> None:
        """Say whether deliveries can be written into the folder; nothing where none is chosen."""
        destino = self.folder.text()
        if not destino.strip():
            self.answer.say("")
            return

        def told(sentence: str, ink: str) -> None:
            # The answer may come when another folder is already written.
            if self.folder.text() == destino:
                self.answer.say(sentence, ink)

        def refused(error: BaseException) -> None:
            if not isinstance(error, UserError | EnvironmentProblem):
                raise error
            told(error.message, "bad")

        self.answer.say("Probando la carpeta…", "text3")
        self._lanes.free(lambda _work: probar(destino), lambda sentence: told(sentence, "ok"), refused, owner=self)

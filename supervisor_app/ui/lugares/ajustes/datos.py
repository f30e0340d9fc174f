"""Where the data are, whether they are whole, and the way to their backups. It must never mend or move anything."""

from __future__ import annotations

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QWidget

from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.card import Card
from supervisor_app.ui.kit.labels import WrapLabel
from supervisor_app.ui.kit.sentence import Sentence
from supervisor_app.ui.kit.text_field import TextField
from supervisor_app.ui.kit.tokens import SPACE_2
from supervisor_app.ui.lanes import Lanes
from supervisor_app.wiring import Servicios

_TOLD = 12


class DataCard(Card):
    """The data folder and its check, on the store lane. ``asked`` where the person wants to see the backups."""

    asked = Signal()

    def __init__(self, lanes: Lanes[Servicios], parent: QWidget | None = None) -> None:
        super().__init__("Sus datos en este equipo", icon="hard-drive", parent=parent)
        self._lanes = lanes
        self.folder = TextField(name="Carpeta de datos")
        self.folder.setReadOnly(True)
        self.open = Button("Abrir carpeta", "ghost", icon="folder-open", tool=True)
        self.open.clicked.connect(self._open)
        self.backup = Button("Respaldos…", "outline", icon="save", tool=True)
        self.backup.clicked.connect(self.asked)
        self.check = Button("Comprobar la base", "outline", icon="shield-check", tool=True)
        self.check.clicked.connect(self.check_base)
        self.answer = Sentence()
        self.faults = WrapLabel("", "small", "text2")
        self.faults.hide()
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE_2)
        for button in (self.backup, self.check, self.open):
            buttons.addWidget(button)
        buttons.addStretch(1)
        about = "Todo queda en esta carpeta; nada sale de este equipo sin que usted lo entregue."
        for widget in (WrapLabel(about, "small", "text3"), self.folder, self.answer, self.faults):
            self.body.addWidget(widget)
        self.body.addLayout(buttons)

    def refresh(self) -> None:
        self._lanes.call(
            lambda s: s.carpeta, lambda folder: self.folder.set_value(str(folder)), self._refused, owner=self
        )

    def _open(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(self.folder.text()))

    # --- check ----------------------------------------------------------------------------------------------------

    def check_base(self) -> None:
        """Whether the base and its files are whole."""
        self._begin("Comprobando la base y sus archivos…")
        self._lanes.call(lambda s: s.comprobar(), self._checked, self._refused, owner=self)

    def _checked(self, faults: tuple[str, ...]) -> None:
        if not faults:
            self._end("La base y sus archivos están completos.", "ok")
            return
        found = "Se encontró 1 problema" if len(faults) == 1 else f"Se encontraron {len(faults)} problemas"
        self._end(f"{found}. Respalde ahora y avise a su área de informática.", "bad")
        more = [f"… y {len(faults) - _TOLD} más."] if len(faults) > _TOLD else []
        self.faults.setText("\n".join([*faults[:_TOLD], *more]))
        self.faults.show()

    def _begin(self, words: str) -> None:
        self.faults.hide()
        self.answer.say(words, "text3")
        self.check.setEnabled(False)

    def _end(self, words: str, ink: str) -> None:
        self.answer.say(words, ink)
        self.check.setEnabled(True)

    def _refused(self, error: BaseException) -> None:
        self._end("", "bad")
        if not isinstance(error, UserError | EnvironmentProblem):
            raise error
        self.answer.say(error.message, "bad")

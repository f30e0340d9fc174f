"""Where the data are, a copy of them now, and whether they are whole. It must never mend or move anything."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

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
    """The data folder with its backup and its check, both on the store lane."""

    def __init__(self, lanes: Lanes[Servicios], *, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__("Sus datos en este equipo", icon="hard-drive", parent=parent)
        self._lanes = lanes
        self._today = today
        self.folder = TextField(name="Carpeta de datos")
        self.folder.setReadOnly(True)
        self.open = Button("Abrir carpeta", "ghost", icon="folder-open", tool=True)
        self.open.clicked.connect(self._open)
        self.backup = Button("Respaldar ahora…", "outline", icon="save", tool=True)
        self.backup.clicked.connect(self._choose)
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
        self._lanes.call(lambda s: s.carpeta, lambda folder: self.folder.set_value(str(folder)), owner=self)

    def _open(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(self.folder.text()))

    # --- backup ---------------------------------------------------------------------------------------------------

    def _choose(self) -> None:
        proposed = f"respaldo-supervision-{self._today().isoformat()}.db"
        name, _ = QFileDialog.getSaveFileName(self, "Respaldar en…", proposed, "Base de datos (*.db)")
        if name:
            self.back_up(Path(name))

    def back_up(self, file: Path) -> None:
        """A whole copy of the base in ``file``."""
        self._begin("Respaldando…")
        self._lanes.call(
            lambda s: s.respaldar(file),
            lambda made: self._end(f"Respaldo guardado en {made}. Guárdelo fuera de este equipo.", "ok"),
            self._refused,
            owner=self,
        )

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
        for button in (self.backup, self.check):
            button.setEnabled(False)

    def _end(self, words: str, ink: str) -> None:
        self.answer.say(words, ink)
        for button in (self.backup, self.check):
            button.setEnabled(True)

    def _refused(self, error: BaseException) -> None:
        self._end("", "bad")
        if not isinstance(error, UserError | EnvironmentProblem):
            raise error
        self.answer.say(error.message, "bad")

"""Where to: the folder of the office or the USB memory, and whether it is there. It must never write into it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from supervisor_app.ui.kit.banner import IconMark
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.card import Card
from supervisor_app.ui.kit.choice import Choice
from supervisor_app.ui.kit.field import Field
from supervisor_app.ui.kit.flow import Flow
from supervisor_app.ui.kit.labels import WrapLabel, plain_tip
from supervisor_app.ui.kit.tokens import SPACE_2
from supervisor_app.ui.lanes import Lanes, Work
from supervisor_app.wiring import Servicios

_NONE = "Elija la carpeta de la oficina o una memoria USB."
_CHOOSE, _CHOOSE_OTHER = "Elegir carpeta…", "Elegir otra carpeta…"
_THERE = "La carpeta está disponible."
_ABSENT = (
    "No se encuentra. Si es una memoria USB, conéctela; si es una carpeta de la oficina, revise la conexión de red. "
    "Después, vuelva a buscarla."
)


class DestinationCard(Card):
    """``changed(folder)`` when the person picks another folder; ``picked()`` when it was in the dialog, so that the
    work goes on. ``folder`` is "" while none is chosen.
    """

    changed = Signal(str)
    picked = Signal()

    def __init__(self, lanes: Lanes[Servicios], parent: QWidget | None = None) -> None:
        super().__init__("A dónde", icon="folder", parent=parent)
        self._lanes = lanes
        self._chosen: list[str] = []
        self._asking: Work | None = None
        self.folders = Choice(placeholder="Todavía sin carpeta", name="Carpeta de entrega")
        self.folders.chosen.connect(self._on_chosen)
        self.field = Field("Carpeta de entrega", self.folders)
        self._mark = IconMark("info")
        self._state = WrapLabel("", "small-medium", "text2")
        state = QHBoxLayout()
        state.setSpacing(SPACE_2)
        state.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        state.addWidget(self._state, 1)
        self.other = Button(_CHOOSE, "outline", icon="folder-open")
        self.other.clicked.connect(self.choose)
        self.again = Button("Volver a buscar", "outline", icon="refresh-cw")
        self.again.clicked.connect(self.look)
        self.open = Button("Abrir la carpeta", "ghost", icon="external-link")
        self.open.clicked.connect(self.open_folder)
        self.body.addWidget(self.field)
        self.body.addLayout(state)
        actions = Flow(gap=SPACE_2)
        actions.set_items((self.again, self.other, self.open))
        self.body.addWidget(actions)
        self._tell("info", "text2", _NONE, there=None)

    def folder(self) -> str:
        return self.folders.value()

    def state(self) -> str:
        """What is said of the folder."""
        return self._state.text()

    def set_known(self, folders: Sequence[str]) -> None:
        """Folders of the settings and of earlier deliveries, the likeliest first; those chosen here stay."""
        known = list(dict.fromkeys(f for f in (*self._chosen, *folders) if f.strip()))
        before = self.folder()
        self.folders.set_choices([(folder, folder) for folder in known])
        self.folders.set_value(before if before in known else (known[0] if known else ""))
        self.folders.setEnabled(bool(known))
        self.other.set_text(_CHOOSE_OTHER if known else _CHOOSE)
        self.folders.setToolTip(plain_tip(self.folder()))
        self.look()

    def choose(self) -> None:
        """Ask for another folder in the dialog of the system."""
        picked = QFileDialog.getExistingDirectory(self, "Carpeta de entrega", self.folder())
        if picked:
            self.take(str(Path(picked)))
            self.picked.emit()

    def take(self, folder: str) -> None:
        """Deliver to this folder from now on, while the window is open."""
        self._chosen = [folder, *(f for f in self._chosen if f != folder)]
        self.set_known([key for key, _ in self._choices()])
        self.folders.set_value(folder)
        self._on_chosen(folder)

    def _choices(self) -> list[tuple[str, str]]:
        return [(self.folders.itemData(n), self.folders.itemText(n)) for n in range(self.folders.count())]

    def _on_chosen(self, folder: str) -> None:
        self.field.set_error("")
        self.folders.setToolTip(plain_tip(folder))
        self.look()
        self.changed.emit(folder)

    # --- is it there ----------------------------------------------------------------------------------------------

    def look(self) -> None:
        """See whether the folder is there. A share that is gone may take long to answer, so on the free lane."""
        if self._asking is not None:
            self._asking.cancel()
        folder = self.folder()
        if not folder:
            self._tell("info", "text2", _NONE, there=None)
            return
        self._tell("clock", "text2", "Buscando la carpeta…", there=None)
        self._asking = self._lanes.free(
            lambda _work: _is_there(folder),
            lambda there: self._on_looked(folder, there),
            lambda _cancelled: None,
            owner=self,
        )

    def _on_looked(self, folder: str, there: bool) -> None:
        if folder == self.folder():
            self._asking = None
            icon, ink, words = ("circle-check", "ok", _THERE) if there else ("triangle-alert", "warn", _ABSENT)
            self._tell(icon, ink, words, there=there)

    def _tell(self, icon: str, ink: str, words: str, *, there: bool | None) -> None:
        self._mark.set_icon(icon, ink)
        self._state.setText(words)
        self._state.set_ink(ink)
        self.again.setVisible(there is False)
        self.open.setEnabled(there is True)

    def open_folder(self) -> None:
        """Show the folder in the file manager of the system."""
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(self.folder())):
            self.field.set_error("No se pudo abrir la carpeta. Ábrala desde el explorador de archivos.")


def _is_there(folder: str) -> bool:
    try:
        return Path(folder).is_dir()
    except OSError:
        return False

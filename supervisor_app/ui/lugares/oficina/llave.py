"""The office's private key, for what laptops sent sealed: a file and its password, while the place is shown.

It stands in memory only: leaving the place, locking the window or closing it forgets it. It must never be written down,
nor be put into a signal or a sentence.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from supervisor_app.cifrado.oficina import LlaveDeSobres
from supervisor_app.errors import EnvironmentProblem, UserError, motivo
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.field import Field
from supervisor_app.ui.kit.file_box import FileBox
from supervisor_app.ui.kit.flow import Flow
from supervisor_app.ui.kit.labels import WrapLabel
from supervisor_app.ui.kit.password_field import PasswordField
from supervisor_app.ui.kit.reflow import Reflow
from supervisor_app.ui.kit.tokens import SPACE_2, SPACE_3
from supervisor_app.ui.lanes import Cancelled, Lanes
from supervisor_app.wiring import Servicios

_LARGEST = 2**20
_ASK = (
    "Lo que los equipos envían sellado sólo se lee con la llave privada de la oficina. Queda en memoria mientras este "
    "lugar está a la vista; no se guarda."
)
_READY = "Lo sellado se abrirá al atender. La llave se olvida al salir de aquí o al bloquear la ventana."


class SealedKey(QWidget):
    """``given`` is the file and its password once they open; None before, and after it was forgotten."""

    changed = Signal()

    def __init__(self, lanes: Lanes[Servicios]) -> None:
        super().__init__()
        self._lanes, self._busy = lanes, False
        self.given: tuple[bytes, str] | None = None
        self.state = WrapLabel("", "small", "text2")
        self.open_button = Button("Abrir lo sellado…", "ghost", icon="key-round")
        self.open_button.clicked.connect(lambda _=False: self.open_form())
        self.forget_button = Button("Olvidar la llave", "ghost", icon="lock")
        self.forget_button.clicked.connect(lambda _=False: self.forget())
        self.box = FileBox(placeholder="Elija o arrastre el archivo de la llave privada", name="Llave privada")
        self.password = PasswordField(name="Contraseña de la llave privada")
        self.box_field = Field("Llave privada de la oficina", self.box)
        self.password_field = Field("Contraseña, si la tiene", self.password)
        self.use = Button("Usar la llave", "primary", icon="key-round")
        self.use.clicked.connect(lambda _=False: self.read())
        self.password.returnPressed.connect(self.read)
        self.box.asked.connect(self._choose)
        self.box.dropped.connect(lambda files: self._take(files[0]))
        self.form = QWidget()
        column = QVBoxLayout(self.form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_2)
        column.addWidget(WrapLabel(_ASK, "small", "text2"))
        column.addWidget(Reflow((self.box_field, self.password_field), under=560, shares=(3, 2), gap=SPACE_3))
        column.addWidget(self.use, 0, Qt.AlignmentFlag.AlignLeft)
        buttons = Flow(gap=SPACE_2)
        buttons.set_items([self.open_button, self.forget_button])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_2)
        for part in (buttons, self.state, self.form):
            layout.addWidget(part)
        self._show(form=False)

    def _show(self, *, form: bool) -> None:
        ready = self.given is not None
        self.form.setVisible(form)
        self.open_button.setVisible(not ready and not form)
        self.forget_button.setVisible(ready)
        self.state.setText(_READY if ready else "")
        self.state.setVisible(ready)

    def open_form(self) -> None:
        """Ask for the file and its password."""
        self._show(form=True)
        self.box.setFocus(Qt.FocusReason.OtherFocusReason)

    def forget(self) -> None:
        """Nothing of it stays."""
        self.given = None
        self.password.wipe()
        self.box.set_path(None)
        for field in (self.box_field, self.password_field):
            field.set_error("")
        self._show(form=False)
        self.changed.emit()

    def _choose(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, "Llave privada de la oficina", "", "Todos los archivos (*)")
        if chosen:
            self._take(Path(chosen))

    def _take(self, path: Path) -> None:
        self.box.set_path(path)
        self.box_field.set_error("")
        self.password.setFocus(Qt.FocusReason.OtherFocusReason)

    def read(self) -> None:
        """See whether it opens, beside everything else."""
        path, password = self.box.path(), self.password.text()
        if path is None:
            self.box_field.set_error("Elija el archivo de la llave privada.")
            return
        if self._busy:
            return
        self._busy = True
        self.use.setEnabled(False)
        self._lanes.free(lambda _work: _opened(path, password), self._take_key, self._refuse, owner=self)

    def _take_key(self, given: tuple[bytes, str]) -> None:
        self._rest()
        if not self.isVisible():
            return  # left meanwhile
        self.given = given
        self.password.wipe()
        self._show(form=False)
        self.forget_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _refuse(self, error: BaseException) -> None:
        self._rest()
        if isinstance(error, Cancelled):
            return
        if not isinstance(error, UserError | EnvironmentProblem):
            raise error
        (self.password_field if isinstance(error, UserError) else self.box_field).set_error(error.message)

    def _rest(self) -> None:
        self._busy = False
        self.use.setEnabled(True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Whoever leaves, or is locked out, leaves no key behind."""
        super().hideEvent(event)
        self.forget()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.form.isVisible():
            self.forget()
            self.open_button.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        super().keyPressEvent(event)


def _opened(path: Path, password: str) -> tuple[bytes, str]:
    """The file and its password, once they open. Raises UserError, EnvironmentProblem."""
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST + 1)
    except OSError as error:
        raise EnvironmentProblem(f"No se pudo leer «{path}»: {motivo(error)}.") from error
    if len(content) > _LARGEST:
        raise UserError("Ese archivo es demasiado grande para ser una llave; elija otro.")
    LlaveDeSobres(content, password.encode() or None)
    return content, password

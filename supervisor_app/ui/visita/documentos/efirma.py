"""The e.firma form: two files (or one with both), a password, «Firmar». It must never keep any longer than it shows it.

Only the folder of the last file is remembered, in this object, so that the second dialog opens where the first did.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from supervisor_app.errors import UserError
from supervisor_app.ui.kit.banner import Banner, IconMark
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.field import Field
from supervisor_app.ui.kit.file_box import FileBox, dropped_files
from supervisor_app.ui.kit.flow import Flow
from supervisor_app.ui.kit.labels import WrapLabel
from supervisor_app.ui.kit.password_field import PasswordField
from supervisor_app.ui.kit.task_row import TaskRow
from supervisor_app.ui.kit.tokens import SPACE_1, SPACE_2, SPACE_3

_JOINED = (".p12", ".pfx")
_PROMISE = "La clave y la contraseña no se guardan ni salen de esta computadora. No necesita red."


class EfirmaForm(QWidget):
    """``sign(confirmed)`` when everything is there and the person asks to sign; ``confirmed`` after a warning that the
    e.firma is somebody else's. ``cancelled`` while it is at work. Ask ``given`` at once, then ``wipe``.
    """

    sign = Signal(bool)
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folder = ""
        self.cer = FileBox(placeholder="Elija o arrastre el .cer, o un .p12", name="Certificado (.cer)")
        self.key = FileBox(placeholder="Elija o arrastre el archivo .key", name="Clave privada (.key)")
        self.password = PasswordField(name="Contraseña de la clave privada")
        self._fields = {
            "cer": Field("Certificado (.cer)", self.cer),
            "key": Field("Clave privada (.key)", self.key),
            "contrasena": Field("Contraseña de la clave privada", self.password),
        }
        self._doubt = _Doubt()
        self.doubt_button = self._doubt.go
        self._doubt.confirmed.connect(lambda: self._ask_to_sign(confirmed=True))
        self._doubt.rejected.connect(self._change_files)
        self._problem = Banner("", "bad", icon="circle-alert")
        self._problem.hide()
        self.task = TaskRow()
        self.task.cancelled.connect(self.cancelled)
        self.button = Button("Firmar", "primary", icon="pen-line", keys="Enter")
        self.button.clicked.connect(self._ask_to_sign)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        promise = QHBoxLayout()
        promise.setSpacing(SPACE_2)
        promise.addWidget(IconMark("shield-check"), 0, Qt.AlignmentFlag.AlignTop)
        promise.addWidget(WrapLabel(_PROMISE, "small", "text2"), 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_2)
        for field in self._fields.values():
            layout.addWidget(field)
        layout.addLayout(promise)
        layout.addSpacing(SPACE_1)
        for widget in (self._doubt, self._problem, self.task):
            layout.addWidget(widget)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignRight)
        self.setAcceptDrops(True)

    def _connect(self) -> None:
        pattern = "Certificado (*.cer *.p12 *.pfx)"
        self.cer.asked.connect(lambda: self._choose("cer", "Certificado de la e.firma", pattern))
        self.key.asked.connect(lambda: self._choose("key", "Clave privada de la e.firma", "Clave privada (*.key)"))
        self.cer.dropped.connect(lambda files: self._take(files, "cer"))
        self.key.dropped.connect(lambda files: self._take(files, "key"))
        self.password.returnPressed.connect(self._ask_to_sign)
        self.password.textEdited.connect(lambda _text: self._forgive("contrasena"))

    # --- what the person gives ------------------------------------------------------------------------------------

    def given(self) -> tuple[Path, Path | None, str] | None:
        """Certificate, key (None where the first file brings it) and password; None where one is missing, which then is
        said beside its field.
        """
        cer, key, password, joined = self.cer.path(), self.key.path(), self.password.text(), self.is_joined()
        missing = {
            "cer": "" if cer else "Elija el archivo .cer de su e.firma.",
            "key": "" if key or joined else "Elija el archivo .key de su e.firma.",
            "contrasena": "" if password else "Escriba la contraseña de la clave privada.",
        }
        for name, sentence in missing.items():
            self._fields[name].set_error(sentence)
        if cer is None or (key is None and not joined) or not password:
            self.focus_first()
            return None
        return cer, None if joined else key, password

    def is_joined(self) -> bool:
        """Whether the first file brings the key too (.p12, .pfx)."""
        cer = self.cer.path()
        return cer is not None and cer.suffix.lower() in _JOINED

    def wipe(self) -> None:
        """Forget the files and the password, and what was said of them."""
        self._set_path("cer", None)
        self._set_path("key", None)
        self.password.wipe()
        self._forgive("contrasena")

    def is_empty(self) -> bool:
        return self.cer.path() is None and self.key.path() is None and not self.password.text()

    def focus_first(self) -> None:
        """Put the focus on the first thing that is still to be given."""
        target: QWidget = self.password
        if self.cer.path() is None:
            target = self.cer
        elif self.key.path() is None and not self.is_joined():
            target = self.key
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self, kind: str, title: str, pattern: str) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, title, self._folder, f"{pattern};;Todos los archivos (*)")
        if chosen:
            self._take([Path(chosen)], kind)

    def _take(self, files: Sequence[Path], kind: str) -> None:
        """Files for the box ``kind``; of several, or of the other kind by its ending, each goes to its own box."""
        if not files:
            self._set_path(kind, None)
        for file in files:
            ending = file.suffix.lower()
            own = "cer" if ending in (".cer", *_JOINED) else "key" if ending == ".key" else kind
            self._set_path(own, file)
            self._folder = str(file.parent)
        if files and self.isVisible():
            self.focus_first()

    def _set_path(self, kind: str, path: Path | None) -> None:
        (self.cer if kind == "cer" else self.key).set_path(path)
        self._fields["key"].setVisible(not self.is_joined())
        self._forgive(kind)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self._take(dropped_files(event.mimeData()), "cer")
        event.acceptProposedAction()

    # --- signing --------------------------------------------------------------------------------------------------

    def set_action(self, words: str, *, primary: bool) -> None:
        """Words of the button («Firmar», «Firmar 5 documentos»), and whether it is the one primary of the screen."""
        self.button.set_text(words)
        self.button.set_kind("primary" if primary else "outline")

    def _ask_to_sign(self, *, confirmed: bool = False) -> None:
        if self.button.isEnabled() and self.given() is not None:
            self._forgive("contrasena")
            self.sign.emit(confirmed)

    def set_busy(self, busy: bool) -> None:
        """While signing nothing can be changed, only cancelled."""
        had_focus = self.isAncestorOf(QApplication.focusWidget() or self.window())
        if busy and had_focus:
            # Before its field is disabled: Qt would hand the focus to whatever comes next.
            self.task.report(0.0, "Abriendo la e.firma…", can_cancel=False)
            self.task.setFocus(Qt.FocusReason.OtherFocusReason)
        for widget in (self.cer, self.key, self.password, self.button):
            widget.setEnabled(not busy)
        if not busy:
            if had_focus:
                self.focus_first()
            self.task.done()

    def show_doubt(self, sentence: str) -> None:
        """The e.firma is somebody else's: say so and let the person decide."""
        self._doubt.ask(sentence)

    def doubt(self) -> str:
        """The warning that waits for an answer, or ""."""
        return self._doubt.sentence()

    def show_error(self, error: UserError) -> None:
        """Beside the field that it speaks of, else above the button."""
        field = self._fields.get((error.field or "").rpartition(".")[2])
        if field is None:
            self.show_problem(error.message)
            return
        field.set_error(error.message)
        field.control.setFocus(Qt.FocusReason.OtherFocusReason)
        if field.control is self.password:
            self.password.selectAll()

    def show_problem(self, sentence: str) -> None:
        self._problem.set_message(sentence, "bad", "circle-alert")
        self._problem.show()

    def error(self, field: str) -> str:
        """What is said beside ``cer``, ``key`` or ``contrasena``."""
        return self._fields[field].error()

    def problem(self) -> str:
        return "" if self._problem.isHidden() else self._problem.text()

    def _forgive(self, kind: str) -> None:
        self._fields[kind].set_error("")
        self._problem.hide()
        self._doubt.hide()

    def _change_files(self) -> None:
        self.wipe()
        self.focus_first()


class _Doubt(QWidget):
    """A warning with two ways on. Hidden while there is none."""

    confirmed = Signal()
    rejected = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._banner = Banner("", "warn")
        self.go = Button("Firmar de todos modos", "outline", icon="pen-line")
        self._back = Button("Cambiar archivos", "outline", icon="undo-2")
        self.go.clicked.connect(self.confirmed)
        self._back.clicked.connect(self.rejected)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, SPACE_3)
        layout.setSpacing(SPACE_2)
        layout.addWidget(self._banner)
        answers = Flow(gap=SPACE_2)
        answers.set_items((self.go, self._back))
        layout.addWidget(answers)
        self.hide()

    def ask(self, sentence: str) -> None:
        self._banner.set_message(sentence, "warn", "triangle-alert")
        self.show()
        # The safe way has the focus: Enter once too often must not sign.
        self._back.setFocus(Qt.FocusReason.OtherFocusReason)

    def sentence(self) -> str:
        return "" if self.isHidden() else self._banner.text()

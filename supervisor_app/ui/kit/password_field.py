"""A password as it is typed. It must never be kept: not as a known value, not in a history, not in the clipboard."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from supervisor_app.ui.kit.text_field import TextField

_HINTS = (
    Qt.InputMethodHint.ImhSensitiveData
    | Qt.InputMethodHint.ImhHiddenText
    | Qt.InputMethodHint.ImhNoPredictiveText
    | Qt.InputMethodHint.ImhNoAutoUppercase
)


class PasswordField(TextField):
    """Shown as dots; the eye at the right (Alt+V) shows it while the field has the focus. It emits no text at all:
    ask ``text()`` when it is needed and ``wipe()`` at once.
    """

    def __init__(self, *, name: str = "", placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(name=name, placeholder=placeholder, parent=parent)
        self.setDragEnabled(False)
        self._eye = self.add_tool("eye", "Mostrar la contraseña (Alt+V)")
        self._eye.clicked.connect(lambda: self.set_shown(not self.is_shown()))
        self.set_shown(False)

    def is_shown(self) -> bool:
        return self.echoMode() == TextField.EchoMode.Normal

    def set_shown(self, shown: bool) -> None:
        """Show what is typed, or dots again."""
        self.setEchoMode(TextField.EchoMode.Normal if shown else TextField.EchoMode.Password)
        self.setInputMethodHints(_HINTS)  # Qt derives hints of its own from the echo mode
        words = "Ocultar la contraseña (Alt+V)" if shown else "Mostrar la contraseña (Alt+V)"
        self._eye.set_icon("eye-off" if shown else "eye")
        self._eye.setToolTip(words)
        self._eye.setAccessibleName(words)

    def wipe(self) -> None:
        """Empty the field and its history, and hide what is typed next."""
        # ``clear`` would leave the letters in the history of undo; a new text takes the history away.
        self.setText("")
        self.set_shown(False)

    def set_value(self, text: str) -> None:
        self.setText(text)

    def commit(self) -> None:
        """Nothing: the base keeps the last text and tells it; a password is neither kept nor told."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_V and event.modifiers() == Qt.KeyboardModifier.AltModifier:
            self.set_shown(not self.is_shown())
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.set_shown(False)

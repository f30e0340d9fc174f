"""Typing a passphrase: an existing one, or a new one twice, with what it lacks told while it is typed.

Passphrases stay in their fields and go when they are handed over; nothing here keeps one.
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from supervisor_app.services.frase import CUANTAS, bits, palabras, proponer, que_falta
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.field import Field
from supervisor_app.ui.kit.labels import WrapLabel
from supervisor_app.ui.kit.password_field import PasswordField
from supervisor_app.ui.kit.sentence import Sentence
from supervisor_app.ui.kit.theme import style
from supervisor_app.ui.kit.tokens import SPACE_1, SPACE_2, SPACE_3

_CAPS = "Bloq Mayús está activado: las letras salen en mayúsculas."
_ENOUGH = "Es suficiente. Que sólo usted la sepa."
_SAME, _OTHER = "Las dos son iguales.", "Todavía no es igual a la de arriba."
_DRAWN = (
    "Son {cuantas} palabras al azar de una lista de {lista:,}, unos {bits} bits: más de lo que nadie puede probar. "
    "Anótela hasta que se la sepa y después destruya el papel. Escríbala abajo para confirmarla."
)


class CapsLock(QObject):
    """Notices capital letters that nobody asked for. ``changed(on)``; Qt tells the state of the key on no system."""

    changed = Signal(bool)

    def __init__(self, *fields: QWidget) -> None:
        super().__init__(fields[0])
        self.on = False
        for field in fields:
            field.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            self._look(event)
        elif sys.platform == "win32" and event.type() == QEvent.Type.FocusIn:
            self._set(_lit())
        return False

    def _look(self, event: QKeyEvent) -> None:
        text, shift = event.text(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() == Qt.Key.Key_CapsLock:
            self._set(not self.on)
        elif len(text) == 1 and text.lower() != text.upper():
            self._set(text.isupper() != shift)

    def _set(self, on: bool) -> None:
        if on != self.on:
            self.on = on
            self.changed.emit(on)


if sys.platform == "win32":
    import ctypes

    def _lit() -> bool:
        """Whether the key is on, as the system says."""
        return bool(ctypes.windll.user32.GetKeyState(0x14) & 1)


class OnePhrase(QWidget):
    """One passphrase that exists. ``entered()`` by Enter."""

    entered = Signal()

    def __init__(self, label: str = "Frase de acceso", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.secret = PasswordField()
        self.field = Field(label, self.secret)
        self.caps = Sentence("", "warn")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_1)
        layout.addWidget(self.field)
        layout.addWidget(self.caps)
        CapsLock(self.secret).changed.connect(lambda on: self.caps.say(_CAPS if on else ""))
        self.secret.textEdited.connect(lambda _text: self.field.set_error(""))
        self.secret.returnPressed.connect(self.entered)
        self.setFocusProxy(self.secret)

    def take(self) -> str:
        """What was typed; the field is empty after."""
        text = self.secret.text()
        self.secret.wipe()
        return text


class NewPhrase(QWidget):
    """A new passphrase, typed twice. ``changed()`` while it is typed, ``entered()`` by Enter in the last field."""

    changed = Signal()
    entered = Signal()

    def __init__(self, label: str = "Frase de acceso", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.first, self.second = PasswordField(), PasswordField()
        self._first_field = Field(label, self.first)
        self._second_field = Field("Otra vez, para estar seguros", self.second)
        self.hint, self.same = Sentence("", "text3"), Sentence("", "text3")
        self.caps = Sentence("", "warn")
        self.propose = Button("Proponer una", "link", icon="refresh-cw", tool=True)
        self._build()
        CapsLock(self.first, self.second).changed.connect(lambda on: self.caps.say(_CAPS if on else ""))
        for field in (self.first, self.second):
            field.textChanged.connect(lambda _text: self._look())
        self.first.textEdited.connect(lambda _text: self._drawn.hide())
        self.first.returnPressed.connect(self.second.setFocus)
        self.second.returnPressed.connect(self.entered)
        self.propose.clicked.connect(self._propose)
        self.setFocusProxy(self.first)
        self._look()

    def _build(self) -> None:
        self._drawn = QFrame()
        style(self._drawn, kind="card")
        self.drawn = WrapLabel("", "title", "accent")
        inside = QVBoxLayout(self._drawn)
        inside.setContentsMargins(SPACE_3, SPACE_3, SPACE_3, SPACE_3)
        inside.setSpacing(SPACE_2)
        inside.addWidget(self.drawn)
        inside.addWidget(
            WrapLabel(_DRAWN.format(cuantas=CUANTAS, lista=len(palabras()), bits=bits()), "small", "text2")
        )
        self._drawn.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_1)
        layout.addWidget(self._first_field)
        layout.addWidget(self.hint)
        layout.addSpacing(2)
        layout.addWidget(self.propose, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._drawn)
        layout.addSpacing(SPACE_2)
        layout.addWidget(self._second_field)
        layout.addWidget(self.same)
        layout.addWidget(self.caps)

    def _propose(self) -> None:
        frase = proponer()
        self.first.setText(frase)
        self.drawn.setText(frase)
        self.drawn.setAccessibleName(f"Frase propuesta: {frase}")
        self._drawn.show()
        self.second.wipe()
        self.second.setFocus(Qt.FocusReason.OtherFocusReason)

    def _look(self) -> None:
        first, second = self.first.text(), self.second.text()
        missing = que_falta(first)
        self._first_field.set_error("")
        self._second_field.set_error("")
        self.hint.say(missing or _ENOUGH, "text3" if missing else "ok")
        self.same.say("" if not second else _SAME if first == second else _OTHER, "ok" if first == second else "text3")
        self.changed.emit()

    def check(self) -> bool:
        """Whether it may be used; where not, it says why beside the field and goes there."""
        if missing := que_falta(self.first.text()):
            self._first_field.set_error(missing)
            self.hint.say("")
            self.first.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.first.text() != self.second.text():
            self._second_field.set_error("No es igual a la primera. Escríbala otra vez.")
            self.same.say("")
            self.second.setFocus(Qt.FocusReason.OtherFocusReason)
            self.second.selectAll()
        else:
            return True
        return False

    def refuse(self, sentence: str) -> None:
        """Say beside the first field why it was not taken."""
        self._first_field.set_error(sentence)
        self.first.setFocus(Qt.FocusReason.OtherFocusReason)

    def phrase(self) -> str:
        return self.first.text()

    def wipe(self) -> None:
        """Forget what was typed and what was proposed."""
        self.first.wipe()
        self.second.wipe()
        self.drawn.setText("")
        self.drawn.setAccessibleName("")
        self._drawn.hide()

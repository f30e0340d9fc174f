"""What is only done by whoever types the words for it. It must never be one click away."""

from __future__ import annotations

import unicodedata

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from supervisor_app.ui.acceso.marco import buttons
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.field import Field
from supervisor_app.ui.kit.labels import WrapLabel
from supervisor_app.ui.kit.text_field import TextField
from supervisor_app.ui.kit.theme import style
from supervisor_app.ui.kit.tokens import SPACE_2, SPACE_3


class Spelled(QWidget):
    """A link that opens what it means and a field for ``words``. ``said()`` once they were typed and confirmed."""

    said = Signal()

    def __init__(self, link: str, meaning: str, words: str, action: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.link = Button(link, "link")
        self.typed = TextField()
        self._field = Field(f"Si es lo que quiere, escriba: {words}", self.typed)
        self.go, self.leave = Button(action, "danger"), Button("No, volver", "ghost")
        self.link.clicked.connect(self.open)
        self.leave.clicked.connect(self._close)
        self.go.clicked.connect(self._try)
        self.typed.returnPressed.connect(self._try)
        self.typed.textEdited.connect(lambda _text: self._field.set_error(""))
        self._box = QFrame()
        style(self._box, kind="card")
        inside = QVBoxLayout(self._box)
        inside.setContentsMargins(SPACE_3, SPACE_3, SPACE_3, SPACE_3)
        inside.setSpacing(SPACE_2)
        inside.addWidget(WrapLabel(meaning, "body", "text2"))
        inside.addWidget(self._field)
        inside.addLayout(buttons(self.go, self.leave))
        self._box.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.link, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._box)

    def open(self) -> None:
        self.link.hide()
        self._box.show()
        self.typed.setFocus(Qt.FocusReason.OtherFocusReason)

    def _close(self) -> None:
        self._box.hide()
        self.typed.set_value("")
        self._field.set_error("")
        self.link.show()
        self.link.setFocus(Qt.FocusReason.OtherFocusReason)

    def _try(self) -> None:
        if _plain(self.typed.text()) == _plain(self._words):
            self.said.emit()
        else:
            self._field.set_error(f"Escriba exactamente: {self._words}")
            self.typed.setFocus(Qt.FocusReason.OtherFocusReason)


def _plain(text: str) -> str:
    """Without accents, capitals, quotation marks or spare spaces: what is asked for is the will, not the spelling."""
    bare = "".join(c for c in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(c))
    return " ".join(bare.strip(" «»\"'.").split())

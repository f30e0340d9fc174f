"""Reopening a closed visit to correct it: why, in the person's words. It must never reopen without a motive."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.card import Card
from supervisor_app.ui.kit.field import Field
from supervisor_app.ui.kit.labels import WrapLabel
from supervisor_app.ui.kit.text_area import TextArea
from supervisor_app.ui.kit.writing import writes

_WORDS = (
    "Lo cerrado, firmado y entregado se conserva como está. Se abre una corrección: los documentos que cambien se "
    "emiten y firman otra vez, y al cerrarla se entrega de nuevo."
)


class ReopenCard(Card):
    """``reopen(motive)`` when the person asks for it with a motive."""

    reopen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Corregir", icon="rotate-ccw", parent=parent)
        self.motive = TextArea(
            placeholder="Por ejemplo: la oficina pidió corregir un importe", minimum_lines=2, maximum_lines=6
        )
        self.field = Field("Motivo de la corrección", self.motive)
        self.button = Button("Reabrir para corregir", "outline", icon="rotate-ccw", writes=True)
        self.button.clicked.connect(self._ask)
        writes(self.motive)
        self.motive.typed.connect(lambda _text: self.field.set_error(""))
        self.body.addWidget(WrapLabel(_WORDS, "small", "text2"))
        self.body.addWidget(self.field)
        self.body.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)

    def _ask(self) -> None:
        motive = self.motive.text().strip()
        if motive:
            self.reopen.emit(motive)
        else:
            self.show_error("Escriba el motivo de la corrección.")

    def show_error(self, sentence: str) -> None:
        self.field.set_error(sentence)
        self.motive.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_busy(self, busy: bool) -> None:
        self.motive.setEnabled(not busy)
        self.button.setEnabled(not busy)

    def clear(self) -> None:
        self.motive.set_value("")
        self.field.set_error("")

"""Before the visit is closed: that it cannot be delivered yet, what is missing, and the way there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from supervisor_app.domain.avance import Paso
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.card import Card
from supervisor_app.ui.kit.labels import WrapLabel
from supervisor_app.ui.kit.link_list import LinkList
from supervisor_app.ui.kit.tokens import SPACE_3
from supervisor_app.ui.visita.documentos.renglones import Pendiente

_FIRST = "Se entrega una visita cerrada. Se cierra en Documentos y firma, cuando todo está contestado y firmado."
_READY = "No falta nada: ciérrela en Documentos y firma y entréguela aquí."


class OpenVisit(QWidget):
    """``led(Pendiente)``: where the person wants to go on."""

    led = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pendientes: tuple[Pendiente, ...] = ()
        self._words = WrapLabel(_FIRST, "body", "text2")
        self.button = Button("Ir a Documentos y firma", "primary", icon="pen-line", keys="Enter")
        self.button.clicked.connect(lambda: self.led.emit(Pendiente("", Paso.DOCUMENTOS.value)))
        self.missing = LinkList("Para cerrar falta")
        self.missing.chosen.connect(lambda key: self.led.emit(self._pendientes[int(key)]))
        self._card = Card("Para cerrar falta", icon="list-todo")
        self._card.body.addWidget(self.missing)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_3)
        layout.addWidget(WrapLabel("La visita todavía no se cierra", "section"))
        layout.addWidget(self._words)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._card)

    def show_missing(self, missing: Sequence[Pendiente]) -> None:
        self._pendientes = tuple(missing)
        self._words.setText(_FIRST if missing else _READY)
        self.missing.set_links([(str(n), p.texto) for n, p in enumerate(self._pendientes)])
        self._card.setVisible(bool(missing))

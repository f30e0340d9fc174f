"""Why a signed version is replaced, asked where the person emits again. It must never emit by itself."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from supervisor_app.domain.sustitucion import LARGO
from supervisor_app.domain.texto import enlistar
from supervisor_app.services.documentos import FilaDocumento
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.field import Field
from supervisor_app.ui.kit.flow import Flow
from supervisor_app.ui.kit.labels import WrapLabel
from supervisor_app.ui.kit.text_field import TextField
from supervisor_app.ui.kit.tokens import SPACE_2
from supervisor_app.ui.visita.documentos.renglones import corto


class ReasonForm(QWidget):
    """``asking(bool)`` when it comes and goes; ``given(filas, reason)`` when there is a reason; ``left`` when the
    person does not go on.
    """

    asking = Signal(bool)

    given = Signal(object, str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._filas: tuple[FilaDocumento, ...] = ()
        self._words = WrapLabel("", "small", "text2")
        self.reason = TextField(placeholder="Por ejemplo: se corrigió un importe")
        self.reason.setMaxLength(LARGO)
        self.field = Field("Por qué se sustituye", self.reason)
        self.emit_button = Button("Emitir versión nueva", "primary", icon="file-check", keys="Enter", writes=True)
        self.cancel_button = Button("Cancelar", "ghost", keys="Esc")
        self.reason.textEdited.connect(lambda _text: self.field.set_error(""))
        self.reason.returnPressed.connect(self._give)
        self.emit_button.clicked.connect(self._give)
        self.cancel_button.clicked.connect(self.leave)
        buttons = Flow(gap=SPACE_2)
        buttons.set_items((self.emit_button, self.cancel_button))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, SPACE_2)
        layout.setSpacing(SPACE_2)
        for widget in (self._words, self.field, buttons):
            layout.addWidget(widget)
        self.hide()

    def asks(self, filas: Sequence[FilaDocumento]) -> bool:
        """Ask, where one of these replaces what was signed; False where nothing is to be asked."""
        firmados = [fila for fila in filas if fila.pide_motivo and fila.documento is not None]
        if not firmados:
            return False
        self._filas = tuple(filas)
        if len(firmados) == 1 and (documento := firmados[0].documento) is not None:
            words = f"La versión {documento.version} de {corto(firmados[0])} ya se firmó o se imprimió para firmarse."
        else:
            words = f"Ya se firmaron o se imprimieron para firmarse: {enlistar([corto(f) for f in firmados])}."
        self._words.setText(
            f"{words} Se conserva, y la nueva dice a cuál sustituye y por qué.".replace("de el ", "del ")
        )
        self.reason.clear()
        self.field.set_error("")
        self.show()
        self.asking.emit(True)
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def leave(self) -> None:
        self._go()
        self.left.emit()

    def _go(self) -> None:
        self.hide()
        self.asking.emit(False)

    def _give(self) -> None:
        reason = self.reason.text().strip()
        if not reason:
            self.field.set_error("Escriba por qué se sustituye.")
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._go()
        self.given.emit(self._filas, reason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
            return
        super().keyPressEvent(event)

"""The page of the card where somebody signs by drawing. It must never keep a stroke once it was given or left."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from supervisor_app.domain.dibujada import PUNTOS_MAXIMOS, PUNTOS_MINIMOS, FirmaDibujada
from supervisor_app.ui.kit.banner import Banner
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.drawing_pad import HEIGHT, DrawingPad
from supervisor_app.ui.kit.flow import Flow
from supervisor_app.ui.kit.labels import WrapLabel
from supervisor_app.ui.kit.task_row import TaskRow
from supervisor_app.ui.kit.tokens import SPACE_2
from supervisor_app.ui.visita.documentos.renglones import Lugar

_LEGEND = (
    "Es una firma electrónica simple: muestra la voluntad de quien firma y no lo identifica por sí sola. No es "
    "e.firma. Quedan los trazos, la hora y ante quién se firmó."
)
_KEYBOARD = "Con el teclado no se puede dibujar: sin ratón, lápiz ni pantalla táctil, firme con e.firma o con tinta."
_SHORT = "Dibuje la firma completa en el recuadro."


class DrawingForm(QWidget):
    """``sign`` when the person says that what is drawn is the signature; ask ``given`` at once, then ``wipe``."""

    sign = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lugar: Lugar | None = None
        self._barred = Banner("", "na", icon="info")
        self.pad = DrawingPad(
            name="Recuadro para firmar", prompt="Firme aquí: ratón, lápiz o dedo", most=PUNTOS_MAXIMOS
        )
        self.pad.changed.connect(self._on_drawn)
        self.undo_button = Button("Quitar trazo", "ghost", icon="undo-2", keys="Ctrl+Z", name="Quitar el último trazo")
        self.erase_button = Button("Borrar", "ghost", icon="trash-2", name="Borrar la firma dibujada")
        self.undo_button.clicked.connect(self.pad.undo)
        self.erase_button.clicked.connect(self.pad.clear)
        self._problem = Banner("", "bad", icon="circle-alert")
        self.task = TaskRow()
        self.button = Button("Firmar con este dibujo", "primary", icon="pen-tool")
        self.button.clicked.connect(self.sign)
        self._page = QWidget()
        self._lay_out()
        self._on_drawn()

    def _lay_out(self) -> None:
        tools = Flow(gap=SPACE_2)
        tools.set_items((self.undo_button, self.erase_button))
        page = QVBoxLayout(self._page)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(SPACE_2)
        for widget in (self.pad, tools, WrapLabel(_LEGEND, "small", "text2"), WrapLabel(_KEYBOARD, "small", "text3")):
            page.addWidget(widget)
        for hidden in (self._problem, self.task):
            page.addWidget(hidden)
            hidden.hide()
        page.addWidget(self.button, 0, Qt.AlignmentFlag.AlignRight)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._barred)
        layout.addWidget(self._page)

    def show_place(self, lugar: Lugar, barred: str) -> None:
        """Whose signature it is; ``barred``: why nobody can draw here now. Another place takes away what was drawn."""
        before, self._lugar = self._lugar, lugar
        if before is None or (before.documento.id, before.campo) != (lugar.documento.id, lugar.campo):
            self.wipe()
        self.pad.set_person(lugar.campo.nombre.strip(), lugar.campo.cargo.strip())
        self._barred.set_message(barred, "na", "info")
        self._barred.setVisible(bool(barred))
        self._page.setVisible(not barred)

    def barred(self) -> str:
        """Why nobody can draw here now, or ""."""
        return "" if self._barred.isHidden() else self._barred.text()

    def given(self) -> FirmaDibujada | None:
        """What was drawn; None where it is too little to be a signature, which is then said."""
        strokes = self.pad.strokes()
        if self._lugar is None or sum(len(s) for s in strokes) < PUNTOS_MINIMOS:
            self.show_problem(_SHORT)
            return None
        campo = self._lugar.campo
        return FirmaDibujada(
            campo=campo.campo,
            nombre=campo.nombre,
            cargo=campo.cargo,
            con=self.pad.drawn_with(),
            cuando=self._lugar.documento.creado,  # the service puts the moment: the window has no clock of its own
            alto=HEIGHT,
            trazos=strokes,
        )

    def wipe(self) -> None:
        self.pad.clear()
        self.show_problem("")

    def set_primary(self, primary: bool) -> None:
        self.button.set_kind("primary" if primary else "outline")

    def set_busy(self, busy: bool) -> None:
        """While the page is drawn again nothing can be changed."""
        for widget in (self.pad, self.undo_button, self.erase_button, self.button):
            widget.setEnabled(not busy)
        if busy:
            self.task.report(0.5, "Poniendo la firma en el documento…", can_cancel=False)
        else:
            self.task.done()
            self._on_drawn()

    def show_problem(self, sentence: str) -> None:
        self._problem.set_message(sentence, "bad", "circle-alert")
        self._problem.setVisible(bool(sentence))

    def problem(self) -> str:
        return "" if self._problem.isHidden() else self._problem.text()

    def focus_first(self) -> None:
        """The pad, or where nobody can draw, nothing here."""
        if not self.barred():
            self.pad.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_drawn(self) -> None:
        some = not self.pad.is_empty()
        if not some and (self.undo_button.hasFocus() or self.erase_button.hasFocus()):
            # Disabled, they would hand the focus on to the next signer.
            self.pad.setFocus(Qt.FocusReason.OtherFocusReason)
        for button in (self.undo_button, self.erase_button, self.button):
            button.setEnabled(some)
        if some:
            self.show_problem("")

"""The tools with which a picture is drawn on and blacked out, and the question before a black-out is for good.

It asks here, and only here, because nothing takes a black-out back. It must never draw nor save.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from supervisor_app.ui.kit.banner import Banner
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.flow import Flow
from supervisor_app.ui.kit.labels import WrapLabel
from supervisor_app.ui.kit.segmented import Segmented
from supervisor_app.ui.kit.text_field import TextField
from supervisor_app.ui.kit.tokens import SPACE_2, SPACE_3
from supervisor_app.ui.visita.evidencia.lienzo import Tool

_HELP = {
    Tool.ARROW: "Arrastre, o lleve la cruz con las flechas: Enter donde comienza, Enter en lo que señala.",
    Tool.BOX: "Arrastre, o lleve la cruz con las flechas: Enter en una esquina, Enter en la opuesta.",
    Tool.TEXT: "Escriba las palabras, lleve la cruz a su lugar y pulse Enter, o haga clic ahí.",
    Tool.BLACK: "Marque lo que no debe verse: Enter en una esquina, Enter en la opuesta. Al guardar, esos puntos dejan "
    "de existir.",
}


class DrawingBar(QWidget):
    """``tool_chosen(Tool)``, ``taken_back()``, ``saved()``, ``left()``; ``confirmed()``: black it out for good."""

    tool_chosen = Signal(object)
    taken_back = Signal()
    saved = Signal()
    left = Signal()
    confirmed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.tools = Segmented(
            [(Tool.ARROW, "1 Flecha"), (Tool.BOX, "2 Cuadro"), (Tool.TEXT, "3 Texto"), (Tool.BLACK, "4 Tachar")],
            name="Herramienta",
        )
        self.tools.chosen.connect(lambda key: self.choose(Tool(key)))
        self.words = TextField(name="Palabras que se ponen en la foto", placeholder="Palabras que se ponen")
        self.back = Button("Quitar la última", "outline", icon="undo-2", keys="Supr")
        self.save = Button("Guardar", "primary", icon="check", keys="Ctrl+S")
        self.leave = Button("Descartar", "ghost", keys="Esc")
        self.back.clicked.connect(lambda _=False: self.taken_back.emit())
        self.save.clicked.connect(lambda _=False: self.saved.emit())
        self.leave.clicked.connect(lambda _=False: self.left.emit())
        self.help = WrapLabel("", "small", "text2")
        self.question = Banner("", "warn", icon="triangle-alert", button="Tachar para siempre")
        self.question.action.connect(self.confirmed)
        self.question.hide()
        line = Flow(gap=SPACE_2)
        line.set_items([self.tools, self.words, self.back, self.save, self.leave])
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_3, SPACE_2, SPACE_3, SPACE_2)
        column.setSpacing(SPACE_2)
        for widget in (line, self.help, self.question):
            column.addWidget(widget)

    @property
    def tool(self) -> Tool:
        return Tool(self.tools.value())

    def choose(self, tool: Tool) -> None:
        """Take a tool in hand; for words, those come first."""
        self.tools.set_value(tool)
        self.words.setVisible(tool is Tool.TEXT)
        self.help.setText(_HELP[tool])
        self.question.hide()
        self.tool_chosen.emit(tool)
        if tool is Tool.TEXT:
            self.words.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_marks(self, count: int) -> None:
        """How many there are to be saved or taken back."""
        self.back.setEnabled(count > 0)
        self.save.setEnabled(count > 0)
        self.question.hide()

    def ask(self, stays: Sequence[str]) -> None:
        """Whether to black out for good; ``stays``: where the picture would still be seen."""
        words = "Lo tachado no se podrá recuperar, tampoco con Ctrl+Z."
        if stays:
            words += f" La foto sin tachar sigue en: {'; '.join(stays)}."
        self.question.set_message(words, "warn", "triangle-alert", "Tachar para siempre")
        self.question.show()
        button = self.question.findChild(Button)
        if isinstance(button, Button):
            button.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_question_back(self) -> bool:
        """Ask no more; False where nothing was asked."""
        asked = not self.question.isHidden()
        self.question.hide()
        return asked

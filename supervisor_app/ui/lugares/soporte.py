"""Ayuda a soporte: everything that would be handed over, as text to be read and searched, and one button to save it.

It must never save a word that it does not show, nor send anything anywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QTextCursor, QTextDocument
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QPlainTextEdit, QVBoxLayout

from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.services.recuperacion import Interrumpida
from supervisor_app.services.soporte import Legajo, Soporte, guardar
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.hint_bar import Hint
from supervisor_app.ui.kit.labels import WrapLabel
from supervisor_app.ui.kit.sentence import Sentence
from supervisor_app.ui.kit.text_field import TextField
from supervisor_app.ui.kit.theme import style
from supervisor_app.ui.kit.tokens import SPACE_2, SPACE_3, SPACE_4, SPACE_6
from supervisor_app.ui.lanes import Cancelled, Lanes, Work
from supervisor_app.ui.pantalla import Screen
from supervisor_app.wiring import Servicios

_ABOUT = (
    "Esto es todo lo que se entregaría, palabra por palabra: qué falló y dónde en el programa, versiones y si la base "
    "está completa. No lleva nombres, respuestas ni archivos suyos, y nada se envía: usted lo lee, lo guarda y decide "
    "a quién dárselo."
)


class _SearchField(TextField):
    """``entered(back)``: Enter goes on to the next place, with Shift to the one before."""

    entered = Signal(bool)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit(bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        else:
            super().keyPressEvent(event)


class SoporteScreen(Screen):
    """``shown_text`` is what is shown and what would be saved; Enter in the search goes to the next place, Esc back."""

    def __init__(self, lanes: Lanes[Servicios], soporte: Soporte | None = None) -> None:
        """``soporte`` where there are no services to give it: the folder could not be opened."""
        super().__init__()
        self._lanes = lanes
        self._soporte = soporte
        self._legajo: Legajo | None = None
        self._name = ""
        self.field = _SearchField(placeholder="Buscar en este texto", name="Buscar en este texto")
        self.field.textEdited.connect(lambda _text: self._find(again=False))
        self.field.entered.connect(lambda back: self._find(again=True, back=back))
        self.answer = Sentence()
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.text.setAccessibleName("Lo que se entregaría a soporte")
        style(self.text, role="body")
        self.save = Button("Guardar en un archivo…", "primary", icon="save", keys="Ctrl+S")
        self.save.clicked.connect(self._choose)
        self.copy = Button("Copiar todo", "outline", icon="copy")
        self.copy.clicked.connect(self._copy)
        self.again = Button("Reunir de nuevo", "ghost", icon="refresh-cw")
        self.again.clicked.connect(self.gather)
        self._lay_out()

    def _lay_out(self) -> None:
        card = QFrame()
        style(card, kind="card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(SPACE_3, SPACE_3, 1, 1)
        inside.addWidget(self.text)
        row = QHBoxLayout()
        row.setSpacing(SPACE_2)
        row.addWidget(self.field, 1)
        for button in (self.again, self.copy, self.save):
            row.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_6, SPACE_4, SPACE_6, SPACE_4)
        layout.setSpacing(SPACE_3)
        layout.addWidget(WrapLabel(_ABOUT, "body", "text2"))
        layout.addLayout(row)
        layout.addWidget(self.answer)
        layout.addWidget(card, 1)

    # --- gathering ------------------------------------------------------------------------------------------------

    @property
    def shown_text(self) -> str:
        return self.text.toPlainText()

    def enter(self) -> None:
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.gather()

    def gather(self) -> None:
        """Everything as it is now; the base is looked at in a lane of its own."""
        self.answer.say("Reuniendo…", "text3")
        self._able(False)
        if self._soporte is not None:
            self._start(self._soporte)
        else:
            self._lanes.call(lambda s: s.soporte(), self._start, self._fail, owner=self)

    def _start(self, soporte: Soporte) -> None:
        self._name = soporte.nombre()

        def job(work: Work) -> Legajo:
            try:
                return soporte.reunir(lambda: not work.is_cancelled)
            except Interrumpida:
                raise Cancelled from None

        self._lanes.free(job, self._show, self._fail, owner=self)

    def _show(self, legajo: Legajo) -> None:
        self._legajo = legajo
        self.text.setPlainText(legajo.texto)
        self.answer.say("", "text3")
        self._able(True)

    def _able(self, able: bool) -> None:
        for button in (self.save, self.copy, self.again):
            button.setEnabled(able)

    def _fail(self, error: BaseException) -> None:
        if isinstance(error, Cancelled):
            return
        if not isinstance(error, UserError | EnvironmentProblem):
            raise error
        self.answer.say(error.message, "bad")
        self._able(True)

    # --- searching, copying, saving -------------------------------------------------------------------------------

    def _find(self, *, again: bool, back: bool = False) -> None:
        """Select the next place with these words, from the top again after the last one."""
        words = self.field.text()
        cursor = self.text.textCursor()
        if not again:
            cursor.setPosition(cursor.selectionStart())
            self.text.setTextCursor(cursor)
        flags = QTextDocument.FindFlag.FindBackward if back else QTextDocument.FindFlag(0)
        found = bool(words) and (self.text.find(words, flags) or self._find_from_the_end(words, flags, back=back))
        if not found:
            cursor.clearSelection()
            self.text.setTextCursor(cursor)
        self.answer.say("No está en este texto." if words and not found else "", "text3")

    def _find_from_the_end(self, words: str, flags: QTextDocument.FindFlag, *, back: bool) -> bool:
        end = QTextCursor.MoveOperation.End if back else QTextCursor.MoveOperation.Start
        self.text.moveCursor(end)
        return self.text.find(words, flags)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.shown_text)
        self.answer.say("Se copió todo el texto.", "ok")

    def _choose(self) -> None:
        if self._legajo is None:
            return
        place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        kinds = "Paquete (*.zip);;Texto (*.txt)"
        name, _ = QFileDialog.getSaveFileName(self, "Guardar la ayuda a soporte", str(Path(place) / self._name), kinds)
        if name:
            self.save_as(Path(name))

    def save_as(self, file: Path) -> None:
        """Write what is shown into ``file``."""
        legajo = self._legajo
        if legajo is None:
            return
        self._lanes.free(
            lambda _work: guardar(legajo, file),
            lambda _done: self.answer.say(f"Se guardó en {file}. Nada se envió a ningún lado.", "ok"),
            self._fail,
            owner=self,
        )

    # --- Screen ---------------------------------------------------------------------------------------------------

    def commit(self) -> None:
        """What is typed here is no value to be saved."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            self.wants.emit("atras", "")
        elif key == Qt.Key.Key_S and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self._choose()
        else:
            super().keyPressEvent(event)

    def hints(self) -> Sequence[Hint]:
        return (("Enter", "Siguiente con esas palabras"), ("Ctrl+S", "Guardar en un archivo"), ("Esc", "Volver"))

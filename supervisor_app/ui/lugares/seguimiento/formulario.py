"""One act being written: evidence that came, a decision with its reason, progress, a prórroga, a note.

It stands beside the buttons that open it, never over the page; leaving it loses nothing, since what was typed is a
draft. It must never decide whether an act may be written: it shows what it is told.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from supervisor_app.domain.seguimiento import ClaseDeActo
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.choice import Choice
from supervisor_app.ui.kit.field import Field
from supervisor_app.ui.kit.flow import Flow
from supervisor_app.ui.kit.labels import Text
from supervisor_app.ui.kit.reflow import Reflow
from supervisor_app.ui.kit.scroll_column import bring_into_view
from supervisor_app.ui.kit.sentence import Sentence
from supervisor_app.ui.kit.text_area import TextArea
from supervisor_app.ui.kit.text_field import TextField
from supervisor_app.ui.kit.tokens import SPACE_2
from supervisor_app.ui.kit.value_edit import DateEdit, NumberEdit
from supervisor_app.ui.lugares.seguimiento.archivos import FileShelf
from supervisor_app.ui.lugares.seguimiento.borrador import Draft
from supervisor_app.ui.visita.evidencia.entrada import carries_evidence

C = ClaseDeActo


@dataclass(frozen=True, slots=True)
class Look:
    """``verb``: of the button that opens it; ``title``: what is being written; ``words``: label and hint of its text;
    ``done``: of the button that registers it.
    """

    verb: str
    icon: str
    keys: str
    title: str
    words: str
    hint: str
    done: str


LOOKS: dict[ClaseDeActo, Look] = {
    C.SOLVENTADA: Look(
        "Solventar", "circle-check", "1", "Dar por solventada", "Con qué se acredita",
        "El oficio o la evidencia que lo demuestra. Puede quedar en blanco si ya se recibió evidencia.",
        "Registrar: solventada",
    ),
    C.DEVUELTA: Look(
        "Devolver", "undo-2", "2", "Devolver a la unidad", "Motivo",
        "Qué falta o qué no corresponde. La unidad lo leerá en su cédula de seguimiento.", "Registrar la devolución",
    ),
    C.NO_SOLVENTADA: Look(
        "No solventada", "circle-x", "3", "Dar por no solventada", "Motivo",
        "Por qué lo recibido no la desvanece.", "Registrar: no solventada",
    ),
    C.EVIDENCIA: Look(
        "Recibir evidencia", "paperclip", "Ctrl+E", "Evidencia recibida", "Qué se recibió",
        "El oficio con el que llegó, o qué contiene. Basta con los archivos o con las palabras.",
        "Registrar la evidencia",
    ),
    C.PRORROGA: Look(
        "Prórroga", "calendar-clock", "Ctrl+Mayús+P", "Prórroga de una medida", "Motivo",
        "Por qué se amplía el plazo.", "Registrar la prórroga",
    ),
    C.AVANCE: Look(
        "Avance", "percent", "Ctrl+Mayús+A", "Avance de una medida", "De qué se tiene noticia",
        "Puede dejarse en blanco.", "Registrar el avance",
    ),
    C.NOTA: Look("Nota", "pen-line", "F4", "Nota de seguimiento", "Qué se anota", "", "Registrar la nota"),
}  # fmt: skip
"""In the order of their buttons."""
OF_A_MEASURE = frozenset({C.PRORROGA, C.AVANCE})


class ActForm(QWidget):
    """``wanted(Draft)`` to register; ``typed(Draft)`` at each change, so that it is kept; ``left()`` by Esc."""

    wanted = Signal(object)
    typed = Signal(object)
    left = Signal()

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self.clase = C.NOTA
        self._setting = False
        self._measures: tuple[tuple[str, str], ...] = ()
        self.title = Text("", "section")
        self.measure = Choice(name="De qué medida")
        self.words = TextArea(minimum_lines=2, maximum_lines=8)
        self.until = DateEdit(name="Nuevo plazo", today=today)
        self.who = TextField(placeholder="Nombre y cargo", name="Quién la autoriza")
        self.progress = NumberEdit(maximum=100, suffix="%", name="Avance en por ciento")
        self.files = FileShelf()
        self.accept = Button("", "primary", keys="Ctrl+Enter", writes=True)
        self.close_form = Button("Dejar para después", "ghost", keys="Esc")
        self.problem = Sentence()
        self._lay_out()
        self._connect()
        self.hide()

    def _lay_out(self) -> None:
        self.measure_field = Field("Medida", self.measure)
        self.until_field = Field("Nuevo plazo", self.until)
        self.who_field = Field("Quién la autoriza", self.who)
        self.progress_field = Field("Avance", self.progress)
        self.words_field = Field("Motivo", self.words)
        self.figures = Reflow([self.until_field, self.who_field, self.progress_field], under=420, shares=(2, 4, 2))
        actions = Flow(gap=SPACE_2)
        actions.set_items([self.accept, self.close_form])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, SPACE_2, 0, 0)
        layout.setSpacing(SPACE_2)
        for part in (
            self.title, self.measure_field, self.figures, self.words_field, self.files, self.problem, actions,
        ):  # fmt: skip
            layout.addWidget(part)

    def _connect(self) -> None:
        self.accept.clicked.connect(lambda _=False: self.register())
        self.close_form.clicked.connect(lambda _=False: self.leave())
        for changed in (self.words.typed, self.who.textEdited, self.until.textEdited, self.progress.textEdited):
            changed.connect(lambda _text: self._say())
        self.until.changed.connect(lambda _date: self._say())
        self.measure.chosen.connect(lambda _key: self._say())
        self.files.changed.connect(self._say)
        self.words.installEventFilter(self)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            # The text would take the key for itself.
            shortcut = QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.register)

    # --- what is shown --------------------------------------------------------------------------------------------

    def show_draft(self, draft: Draft, measures: Sequence[tuple[str, str]]) -> None:
        """Write an act of this kind, with what was typed before. ``measures``: those of the finding, by id."""
        self._setting = True
        self.clase, look = draft.clase, LOOKS[draft.clase]
        self._measures = tuple(measures)
        single = draft.clase in OF_A_MEASURE
        self.title.setText(look.title)
        self.accept.set_text(look.done)
        self.words_field.set_label(look.words)
        self.words.setPlaceholderText(look.hint)
        self.measure.set_choices(self._measures if single else [("", "Toda la inconsistencia"), *self._measures])
        self.measure.set_value(draft.medida or (self._measures[0][0] if single and self._measures else ""))
        self.words.set_value(draft.palabras)
        self.until.set_date(None)
        self.progress.set_number(None)
        for field, text in ((self.until, draft.plazo), (self.who, draft.autorizo), (self.progress, draft.avance)):
            field.setText(text)
        self.files.set_files(draft.archivos)
        self._show_parts()
        self.refuse("")
        self._setting = False
        self.show()

    def _show_parts(self) -> None:
        clase = self.clase
        self.measure_field.setVisible(bool(self._measures) and clase in (C.PRORROGA, C.AVANCE, C.EVIDENCIA))
        for field in (self.until_field, self.who_field):
            field.setVisible(clase is C.PRORROGA)
        self.progress_field.setVisible(clase is C.AVANCE)
        self.figures.setVisible(clase in OF_A_MEASURE)
        self.files.setVisible(clase is C.EVIDENCIA)

    def focus(self) -> None:
        """Where one begins to write."""
        first: QWidget = self.words
        if self.clase in OF_A_MEASURE:
            first = self.until if self.clase is C.PRORROGA else self.progress
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        bring_into_view(self)

    def refuse(self, sentence: str, field: str | None = None) -> None:
        """Say what is missing beside where it is written, and lead there; "" takes it away."""
        places = {
            "motivo": self.words_field, "palabras": self.words_field, "fecha": self.until_field,
            "plazo": self.until_field, "despues": self.until_field, "autorizo": self.who_field,
            "avance": self.progress_field, "medida": self.measure_field,
        }  # fmt: skip
        for one in {self.words_field, self.until_field, self.who_field, self.progress_field, self.measure_field}:
            one.set_error("")
        place = places.get(field or "")
        if place is None or place.isHidden():
            self.problem.say(sentence, "bad")
            return
        self.problem.say("")
        place.set_error(sentence)
        if sentence:
            place.control.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- what is typed --------------------------------------------------------------------------------------------

    def draft(self) -> Draft:
        """What is written as it stands."""
        return Draft(
            self.clase,
            self.words.text(),
            self.measure.value() if not self.measure_field.isHidden() else "",
            self.until.text() if self.clase is C.PRORROGA else "",
            self.who.text() if self.clase is C.PRORROGA else "",
            self.progress.text() if self.clase is C.AVANCE else "",
            self.files.files if self.clase is C.EVIDENCIA else (),
        )

    def _say(self) -> None:
        if not self._setting:
            self.typed.emit(self.draft())

    def register(self) -> None:
        """Hand it over, unless what is typed cannot be read."""
        if self.isHidden() or not self.accept.isEnabled():
            return
        for edit in (self.until, self.progress):
            edit.commit()
            if edit.sentence() and edit.isVisibleTo(self):
                edit.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        self.wanted.emit(self.draft())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A file or a picture pasted while its words are written is evidence, not the text of a path."""
        if (
            self.clase is C.EVIDENCIA
            and event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.matches(QKeySequence.StandardKey.Paste)
            and carries_evidence(QGuiApplication.clipboard().mimeData())
        ):
            self.files.paste()
            return True
        return super().eventFilter(watched, event)

    def leave(self) -> None:
        self.hide()
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

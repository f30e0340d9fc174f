"""One measure: its type, what is to be done, who answers, until when, and what will prove it.

A line of a table, or a card where there is little room. It emits single fields and saves nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QMenu, QPlainTextEdit, QWidget

from supervisor_app.domain.base import Persona
from supervisor_app.domain.hallazgo import Medida
from supervisor_app.ui.enlace import Binding
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.card import Line
from supervisor_app.ui.kit.sentence import Sentence
from supervisor_app.ui.kit.suggest_field import Suggestion
from supervisor_app.ui.visita.inconsistencias.avance_medida import ProgressLine
from supervisor_app.ui.visita.inconsistencias.celdas import (
    Cell,
    CellArea,
    DueDate,
    KeepsAltDown,
    PersonField,
    TypeChoice,
)

TITLES = ("Tipo", "Medida acordada", "Responsable", "Plazo", "Evidencia esperada")
SHARES = (128, 208, 178, 128, 124, 24)
EDGE = 6


class MeasureRow(QWidget):
    """``changed(id, fields)`` with a dict of fields; ``removed(id)`` and ``copied(id)`` by key or menu;
    ``extended(id, (date or None, reason, who))`` for a prórroga.
    """

    changed = Signal(str, object)
    removed = Signal(str)
    copied = Signal(str)
    extended = Signal(str, object)

    def __init__(self, measure_id: str, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.measure_id = measure_id
        self._people: tuple[Persona, ...] = ()
        self._stacked: bool | None = None
        self._remark = ""
        self.type = TypeChoice()
        self.text = CellArea("Medida acordada", "Qué se hará")
        self.post = PersonField("Cargo del responsable", "Cargo")
        self.name = PersonField("Nombre del responsable", "Nombre")
        self.date = DueDate(today)
        self.proof = CellArea("Evidencia esperada", "Documento", "small")
        self.more = Button("", "ghost", icon="ellipsis", tool=True, name="Más de esta medida")
        self.note = Sentence("", "warn")
        self.progress = ProgressLine(today)
        self._today = today
        self._read_only = False
        self._cells = [
            Cell(title, *controls)
            for title, controls in zip(
                TITLES,
                ((self.type,), (self.text,), (self.post, self.name), (self.date,), (self.proof,)),
                strict=True,
            )
        ]
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(EDGE, 5, EDGE, 0)
        self._grid.setHorizontalSpacing(2)
        self._grid.setVerticalSpacing(3)
        self._line = Line()
        self._connect()
        self.set_stacked(False)

    def _connect(self) -> None:
        self.type.chosen.connect(lambda key: self._say(tipo=key))
        Binding(self.text, lambda text: self._say(texto=text))
        Binding(self.post, lambda text: self._say(responsable_cargo=text))
        Binding(self.name, lambda text: self._say(responsable_nombre=text))
        Binding(self.proof, lambda text: self._say(evidencia_esperada=text))
        self.date.changed.connect(lambda value: self._say(fecha=value))
        self.date.problem.connect(lambda _sentence: self._show_note())
        self.post.picked.connect(self._take_name)
        self.name.picked.connect(self._take_post)
        self.more.clicked.connect(self._open_menu)
        self.progress.progressed.connect(lambda value: self._say(avance=value))
        self.progress.extended.connect(lambda *said: self.extended.emit(self.measure_id, said))
        for control in self.controls():
            control.installEventFilter(self)
        self.date.installEventFilter(KeepsAltDown(self))

    def _say(self, **campos: object) -> None:
        self.changed.emit(self.measure_id, campos)

    def controls(self) -> tuple[QWidget, ...]:
        """Every stop of Tab, in order."""
        return self.type, self.text, self.post, self.name, self.date, self.proof, self.more

    # --- what is shown --------------------------------------------------------------------------------------------

    def show_measure(self, medida: Medida, position: int, remark: str) -> None:
        """Its values, leaving alone the field in which a person is typing."""
        self.type.set_value(medida.tipo.value)
        self.text.set_value(medida.texto)
        self.post.set_value(medida.responsable_cargo)
        self.name.set_value(medida.responsable_nombre)
        self.date.set_date(medida.fecha)
        self.proof.set_value(medida.evidencia_esperada)
        self._remark = remark
        self.progress.show_measure(medida, self._today(), read_only=self._read_only)
        self._show_note()
        self.setAccessibleName(f"Medida {position}")

    def _show_note(self) -> None:
        wrong = self.date.sentence()
        self.note.say(wrong or self._remark, "bad" if wrong else "warn")

    def set_people(self, people: Sequence[Persona]) -> None:
        self._people = tuple(people)
        posts = {p.cargo: n for n, p in reversed(list(enumerate(people))) if p.cargo.strip()}
        self.post.set_suggestions([Suggestion(str(n), c, people[n].nombre) for c, n in reversed(list(posts.items()))])
        named = [(n, p) for n, p in enumerate(people) if p.nombre.strip()]
        self.name.set_suggestions([Suggestion(str(n), p.nombre, p.cargo) for n, p in named])

    def set_read_only(self, read_only: bool) -> None:
        self._read_only = read_only
        self.type.setEnabled(not read_only)
        for field in (self.text, self.post, self.name, self.date, self.proof):
            field.setReadOnly(read_only)
        self.more.setVisible(not read_only)

    def set_stacked(self, stacked: bool) -> None:
        """A card with labels instead of a line of the table."""
        if stacked == self._stacked:
            return
        self._stacked = stacked
        kind, text, who, when, proof = self._cells
        widgets = (*self._cells, self.more, self.note, self.progress, self._line)
        for widget in widgets:
            self._grid.removeWidget(widget)
        for column, share in enumerate(SHARES):
            self._grid.setColumnStretch(column, 0 if stacked else share)
        top = Qt.AlignmentFlag.AlignTop
        if stacked:
            self._grid.addWidget(kind, 0, 0)
            self._grid.addWidget(when, 0, 1)
            self._grid.addWidget(self.more, 0, 2, top)
            self._grid.setColumnStretch(0, 1)
            self._grid.setColumnStretch(1, 1)
            for row, cell in enumerate((text, who, proof), start=1):
                self._grid.addWidget(cell, row, 0, 1, 3)
            self._grid.addWidget(self.note, 4, 0, 1, 3)
            self._grid.addWidget(self.progress, 5, 0, 1, 3)
            self._grid.addWidget(self._line, 6, 0, 1, 3)
        else:
            for column, cell in enumerate(self._cells):
                self._grid.addWidget(cell, 0, column)
            self._grid.addWidget(self.more, 0, 5, top)
            self._grid.addWidget(self.note, 1, 1, 1, 5)
            self._grid.addWidget(self.progress, 2, 1, 1, 5)
            self._grid.addWidget(self._line, 3, 0, 1, 6)
        for cell in self._cells:
            cell.show_label(stacked)

    # --- keys and menu --------------------------------------------------------------------------------------------

    def commit(self) -> None:
        """Hand over what is being typed in any of its fields."""
        for field in (self.text, self.post, self.name, self.date, self.proof, self.progress.progress):
            field.commit()

    def _take_name(self, key: str) -> None:
        """A known post was chosen: who holds it comes along, where no name was written yet."""
        person = self._people[int(key)]
        if person.nombre.strip() and not self.name.text().strip():
            self._say(responsable_nombre=person.nombre)

    def _take_post(self, key: str) -> None:
        """A known name was chosen: the post comes along, where none was written yet."""
        person = self._people[int(key)]
        if person.cargo.strip() and not self.post.text().strip():
            self._say(responsable_cargo=person.cargo)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl+Supr anywhere, and Supr where no text is written, take the measure away."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent) or self.text.isReadOnly():
            return False
        ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        in_text = isinstance(watched, QLineEdit | QPlainTextEdit)
        if event.key() == Qt.Key.Key_Delete and (ctrl or not in_text):
            self.removed.emit(self.measure_id)
            return True
        return False

    def _open_menu(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        follow = QAction("Avance y prórroga\tCtrl+Mayús+P", menu)
        follow.triggered.connect(lambda _checked=False: self.progress.ask())
        menu.addAction(follow)
        for words, signal in (("Duplicar\tCtrl+D", self.copied), ("Quitar\tCtrl+Supr", self.removed)):
            action = QAction(words, menu)
            action.triggered.connect(lambda _checked=False, signal=signal: signal.emit(self.measure_id))
            menu.addAction(action)
        menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height() + 2)))

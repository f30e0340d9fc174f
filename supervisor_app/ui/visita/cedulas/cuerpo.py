"""What opens under the question of a muestra: three counts to type, or the table of its rows with their sums.

It must never save anything, nor give a value while one of the counts is missing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from supervisor_app.domain.cedula.answers import Fila, Valor, ValorMuestra
from supervisor_app.domain.cedula.definition import ItemDefinition
from supervisor_app.domain.cedula.evaluada import CedulaEvaluada
from supervisor_app.domain.cedula.session import interpretar
from supervisor_app.domain.texto import cantidad, pesos
from supervisor_app.errors import UserError
from supervisor_app.ui.kit.beside import Beside
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.field import Field
from supervisor_app.ui.kit.labels import WrapLabel
from supervisor_app.ui.kit.sentence import Sentence
from supervisor_app.ui.kit.text_field import TextField
from supervisor_app.ui.visita.cedulas.campos import LetCommandsThrough, after_a_pause
from supervisor_app.ui.visita.cedulas.renglones import RESULTADO, RowsModel
from supervisor_app.ui.visita.cedulas.sumas import SumsLine
from supervisor_app.ui.visita.cedulas.tabla import RowsTable

_FIELDS = (
    ("revisados", "Revisados"),
    ("con_inconsistencia", "Con inconsistencia"),
    ("importe", "Importe ($)"),
)


class CountField(TextField):
    """One count of the muestra; figures at the right. What it means is read together with the others."""

    figures = True

    def __init__(self, name: str) -> None:
        super().__init__(name=name)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class MuestraBody(QWidget):
    """``answered(Valor | None)``, ``rows_edited(rows, phrase)``, ``left(step)`` and ``draw_wanted()`` are those of
    :class:`MuestraAnswer`.
    """

    answered = Signal(object)
    rows_edited = Signal(object, str)
    left = Signal(int)
    draw_wanted = Signal()

    def __init__(
        self,
        item: ItemDefinition,
        name: str,
        *,
        visita_id: str,
        new_id: Callable[[], str],
        guard: LetCommandsThrough,
    ) -> None:
        super().__init__()
        self._item = item
        self._valor: Valor | None = None
        self._locked = False
        self.model = RowsModel(visita_id, item, new_id, self)
        self.table = RowsTable(self.model, guard, f"{name} Renglones")
        self.fields = {key: CountField(label) for key, label in _FIELDS}
        self._framed = {key: Field(label, self.fields[key]) for key, label in _FIELDS}
        self._build(guard)
        self.model.edited.connect(self._on_edited)
        self.table.told.connect(self._message.say)
        self.table.left.connect(self.left)
        self._show_parts()

    def _build(self, guard: LetCommandsThrough) -> None:
        self._counts = QWidget()
        grid = QGridLayout(self._counts)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        for place, (key, field) in enumerate(self._framed.items()):
            grid.addWidget(field, 0, place, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(place, 1)
            self.fields[key].committed.connect(lambda _text: self._read(finished=False))
            self.fields[key].textEdited.connect(lambda _text, f=field: f.set_error(""))
            after_a_pause(self.fields[key], lambda: self._read(finished=False))
            self.fields[key].installEventFilter(self)
            self.fields[key].installEventFilter(guard)
        self._message = Sentence("", "text3")
        self._sums = SumsLine()
        self._hint = WrapLabel("", "small", "text2")
        words = QWidget()
        lines = QVBoxLayout(words)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(self._hint)
        lines.addWidget(self._sums)
        self._paste = Button("Pegar de Excel", icon="clipboard-paste", keys="Ctrl+V")
        self._paste.clicked.connect(self.paste)
        self._add = Button("", icon="plus", keys="Ins", name="Agregar renglón")
        self._add.clicked.connect(self.add_row)
        self._draw = Button("Sortear…", icon="play", keys="F9")
        self._draw.clicked.connect(self.draw_wanted)
        self._drawn = WrapLabel("", "small", "text2")
        self._drawn.hide()
        tools = QWidget()
        row = QHBoxLayout(tools)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        for button in (self._draw, self._paste, self._add):
            # All have their key; as stops of Tab they would stand between one item and the next.
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            row.addWidget(button)
        self._tools = tools
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 6, 0, 0)
        outer.setSpacing(8)
        for widget in (self._counts, self.table, self._message, Beside(words, tools, keep=220), self._drawn):
            outer.addWidget(widget)

    # --- showing --------------------------------------------------------------------------------------------------

    def show_value(self, valor: Valor | None) -> None:
        self._valor = valor
        muestra = valor if isinstance(valor, ValorMuestra) else None
        texts = {
            "revisados": cantidad(muestra.revisados) if muestra else "",
            "con_inconsistencia": cantidad(muestra.con_inconsistencia) if muestra else "",
            "importe": pesos(muestra.importe) if muestra and muestra.importe is not None else "",
        }
        for key, text in texts.items():
            self.fields[key].set_value(text)
            self._framed[key].set_error("")
        self._show_sums()

    def show_rows(self, rows: Sequence[Fila]) -> None:
        self.model.show_rows(rows)
        self._show_parts()

    def show_draw(self, words: str) -> None:
        """How the rows were drawn and what they say of the universe; "" where they were not."""
        self._drawn.setText(words)
        self._drawn.setVisible(bool(words))

    def set_locked(self, locked: bool) -> None:
        self._locked = locked
        self.model.locked = locked
        self._tools.setVisible(not locked)
        for field in self.fields.values():
            field.setReadOnly(locked)

    def has_rows(self) -> bool:
        """Whether the table is what is shown, be it with one row that is still empty."""
        return self.model.rowCount() > 0

    def _show_parts(self) -> None:
        rows = self.has_rows()
        self._counts.setVisible(not rows)
        self.table.setVisible(rows)
        self.table.updateGeometry()
        self._show_sums()

    def _show_sums(self) -> None:
        rows = self.model.rows()
        seen = sum(f.con_inconsistencia is not None for f in rows)
        valor = self._valor if seen and isinstance(self._valor, ValorMuestra) else None
        if valor is not None:
            self._sums.show_sums(valor, total=len(rows), seen=seen)
        elif rows:
            self._hint.setText("Marque el resultado de cada renglón con Espacio: de ahí salen los conteos.")
        else:
            self._hint.setText("Escriba los conteos, o pegue el listado para revisarlo renglón por renglón.")
        self._sums.setVisible(valor is not None)
        self._hint.setVisible(valor is None and not self._locked)

    # --- focus ----------------------------------------------------------------------------------------------------

    def first_field(self) -> QWidget:
        return self.fields["revisados"]

    def stops(self) -> list[QWidget]:
        return [self.table] if self.has_rows() else list(self.fields.values())

    def go_to_rows(self) -> None:
        """To the result of the first row, ready for Espacio."""
        self.table.setCurrentIndex(self.model.index(0, RESULTADO))
        self.table.setFocus(Qt.FocusReason.TabFocusReason)

    def leave(self) -> None:
        """The item is no longer current: hand over what is typed, forget rows in which nothing was written."""
        self.table.commit_editor()
        self.model.remove_empty()
        self._message.say("")
        if not self._locked:
            self._read(finished=True)
        self._show_parts()

    # --- typing the counts ----------------------------------------------------------------------------------------

    def _texts(self) -> dict[str, str]:
        return {key: field.text() for key, field in self.fields.items()}

    def _read(self, *, finished: bool) -> None:
        """Give the value where the counts can be read. Until the item is left, a missing one is no error yet."""
        if self.has_rows():
            return
        texts = self._texts()
        lacking = any(texts.values()) and not (texts["revisados"].strip() and texts["con_inconsistencia"].strip())
        if lacking and not finished:
            return
        for field in self._framed.values():
            field.set_error("")
        try:
            valor = interpretar(self._item, texts)
        except UserError as error:
            self._framed[error.field if error.field in self._framed else "revisados"].set_error(error.message)
            return
        if valor != self._valor and not (valor is None and not isinstance(self._valor, ValorMuestra)):
            self.answered.emit(valor)

    def commit(self) -> None:
        self.table.commit_editor()
        for field in self.fields.values():
            field.commit()
        self._read(finished=False)

    def error(self) -> str:
        return "" if self.has_rows() else next((f.error() for f in self._framed.values() if f.error()), "")

    def draft(self) -> Mapping[str, str] | None:
        if not self._locked:
            self._read(finished=True)
        return self._texts() if self.error() else None

    def restore(self, draft: Mapping[str, str]) -> None:
        for key, text in draft.items():
            self.fields[key].setText(text)
        self._read(finished=True)

    def show_logic(self, logic: CedulaEvaluada | None) -> None:
        """What the cédula says of the own columns of the rows."""
        self.model.show_logic(logic)

    # --- rows -----------------------------------------------------------------------------------------------------

    def add_row(self) -> None:
        self.table.add_row()
        self._show_parts()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def paste(self) -> None:
        self.table.paste()
        self._show_parts()
        if self.has_rows():
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_edited(self, phrase: str) -> None:
        rows = tuple(f for f in self.model.rows() if not f.vacia)
        self.rows_edited.emit(rows, phrase)
        had_focus = self.table.hasFocus()
        self._show_parts()
        if had_focus and not self.has_rows():
            self.first_field().setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A table pasted into a count is meant for the rows."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            text = QGuiApplication.clipboard().text() if event.matches(QKeySequence.StandardKey.Paste) else ""
            if ("\t" in text or "\n" in text.strip()) and not self._locked:
                self.paste()
                return True
        return False

"""A table pasted as text: what was understood of it row by row, to be mended and ticked before any of it is taken.

What could not be told apart is said beside its cell. It must never put anything into a table by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from supervisor_app.domain import asm_comandos as comandos
from supervisor_app.domain.asm import TablaAsm, titulo_de
from supervisor_app.domain.asm_pegado import PegadoAsm, leer_pegado
from supervisor_app.domain.base import con
from supervisor_app.domain.texto import cuantos, fecha_corta
from supervisor_app.errors import UserError
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.check_list import CheckList, CheckRow
from supervisor_app.ui.kit.choice import Check
from supervisor_app.ui.kit.drawer import WithDrawer
from supervisor_app.ui.kit.field import Field
from supervisor_app.ui.kit.flow import Flow
from supervisor_app.ui.kit.hint_bar import Hint
from supervisor_app.ui.kit.labels import Text, WrapLabel
from supervisor_app.ui.kit.scroll_column import ScrollColumn
from supervisor_app.ui.kit.segmented import Segmented
from supervisor_app.ui.kit.sentence import Sentence
from supervisor_app.ui.kit.text_area import TextArea
from supervisor_app.ui.kit.tokens import SPACE_2, SPACE_3, SPACE_4, SPACE_6
from supervisor_app.ui.lugares.asm import palabras
from supervisor_app.ui.lugares.asm.campos import RowFields

_HOW = (
    "Copie la tabla en Word o en Excel, o el texto de un PDF, y péguela aquí. Antes de guardar nada verá los renglones "
    "que se entendieron; lo que no se distinga se marca para que usted lo corrija."
)
_LIST_WIDTH = 380


class PastePage(QWidget):
    """``taken(table, append)``: the rows that were ticked, with the heading that was read; ``append``: to the open
    table. ``left()``. ``hints_changed()``.
    """

    taken = Signal(object, bool)
    left = Signal()
    hints_changed = Signal()

    def __init__(self, *, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preview_stage = QWidget()
        self._read = PegadoAsm(TablaAsm())
        self.draft = TablaAsm()
        self.row = 0
        self._ticked: set[int] = set()
        self._problems: dict[tuple[int, str], str] = {}
        self._make_text()
        self._make_preview(today)
        self._stages = QStackedWidget()
        for stage in (self._text_stage, self._preview_stage):
            self._stages.addWidget(stage)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stages)

    def _make_text(self) -> None:
        self.text = TextArea(name="Texto de la tabla", minimum_lines=12, maximum_lines=16)
        self.field = Field("Texto de la tabla", self.text)
        self.understand = Button("Leer la tabla", "primary", keys="Ctrl+Enter")
        self.understand.clicked.connect(lambda _=False: self.read())
        leave = Button("Volver", "ghost", keys="Esc")
        leave.clicked.connect(lambda _=False: self.left.emit())
        buttons = Flow(gap=SPACE_2)
        buttons.set_items((self.understand, leave))
        area = ScrollColumn(name="Pegar una tabla")
        area.set_margins(SPACE_6, SPACE_4, SPACE_6, SPACE_4)
        area.column.setSpacing(SPACE_3)
        for part in (WrapLabel(_HOW, "body", "text2"), self.field, buttons):
            area.add(part)
        self._text_stage = area
        shortcut = QShortcut(QKeySequence("Ctrl+Return"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self._go_on)

    def _make_preview(self, today: Callable[[], date]) -> None:
        self.rows = Button("Renglones", "outline", icon="list", keys="F6")
        self.rows.clicked.connect(lambda _=False: self._to_list())
        self.tick = Check("Tomar este renglón")
        self.tick.toggled.connect(lambda on: self._tick(str(self.row), on))
        self.take = Button("", "primary", keys="Ctrl+Enter", writes=True)
        self.take.clicked.connect(lambda _=False: self._take())
        again = Button("Corregir el texto…", "outline", icon="pencil")
        again.clicked.connect(lambda _=False: self.back_to_text())
        throw = Button("Descartar", "ghost", icon="x")
        throw.clicked.connect(lambda _=False: self.discard())
        self.where_to = Segmented((("nueva", "Tabla nueva"), ("esta", "Agregar a la abierta")), name="A dónde van")
        buttons = Flow(gap=SPACE_2)
        buttons.set_items((self.take, self.where_to, self.rows, again, throw))
        self.summary = Sentence()
        self.loose = WrapLabel("", "small", "warn")
        self.title = Text("", "section", figures=True)
        self.fields = RowFields(today=today)
        self.fields.edited.connect(self._change)
        self.fields.held.connect(self._on_unread)
        area = self.area = ScrollColumn(name="Renglón que se leyó")
        area.set_margins(SPACE_6, SPACE_3, SPACE_6, SPACE_4)
        area.column.setSpacing(SPACE_3)
        for part in (self.title, self.tick, self.loose, self.fields):
            area.add(part)
        self.list = CheckList("Renglones que se leyeron")
        self.list.asked.connect(self._tick)
        self.list.selectionModel().currentChanged.connect(lambda *_: self._go_to_current())
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(SPACE_2, SPACE_2, 0, SPACE_2)
        column.addWidget(self.list)
        side.setFocusProxy(self.list)
        self.split = WithDrawer(area, side, side_width=_LIST_WIDTH)
        self.split.turned.connect(lambda _shown: self.rows.setVisible(self.split.is_narrow()))
        self.rows.setVisible(self.split.is_narrow())
        head = QVBoxLayout()
        head.setContentsMargins(SPACE_6, SPACE_2, SPACE_4, SPACE_2)
        head.setSpacing(SPACE_2)
        head.addWidget(buttons)
        head.addWidget(self.summary)
        layout = QVBoxLayout(self._preview_stage)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self.split, 1)
        for keys, act in (
            ("F6", self.split.switch), ("Ctrl+Down", lambda: self.go_to(self.row + 1)),
            ("Ctrl+Up", lambda: self.go_to(self.row - 1)),
        ):  # fmt: skip
            shortcut = QShortcut(QKeySequence(keys), self._preview_stage)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def _to_list(self) -> None:
        self.split.switch()

    # --- stages ---------------------------------------------------------------------------------------------------

    @property
    def previews(self) -> bool:
        return self._stages.currentWidget() is self._preview_stage

    @property
    def mended(self) -> bool:
        """Whether a person changed what was read, and it is nowhere else yet."""
        return self.draft != self._read.tabla

    def begin(self, open_table: str = "") -> None:
        """``open_table``: how the table is called to which rows may be added; none without."""
        self.where_to.setVisible(bool(open_table))
        self.where_to.set_value("esta" if open_table else "nueva")
        if open_table:
            self.where_to.set_text("esta", f"Agregar a «{open_table}»")

    def focus(self) -> None:
        if self.previews and self.split.is_narrow():
            self.fields.focus_field("aspecto")
        else:
            (self.list if self.previews else self.text).setFocus(Qt.FocusReason.OtherFocusReason)

    def back_to_text(self) -> None:
        self._stages.setCurrentWidget(self._text_stage)
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)
        self.hints_changed.emit()

    def discard(self) -> None:
        """Nothing of it is wanted any more."""
        self._read, self.draft = PegadoAsm(TablaAsm()), TablaAsm()
        self.text.set_value("")
        self._stages.setCurrentWidget(self._text_stage)
        self.left.emit()

    def read(self) -> None:
        """Understand the text; what is no table is told beside it."""
        try:
            self._read = leer_pegado(self.text.text())
        except UserError as error:
            self.field.set_error(error.message)
            return
        self.field.set_error("")
        self.draft = self._read.tabla
        columns = {titulo_de(c): c for c in (*comandos.TEXTOS, "fecha", "avance")}
        self._problems = {
            (p.linea - 1, columns.get(p.columna, "aspecto")): _here(p.frase) for p in self._read.problemas
        }
        self._ticked = set(range(len(self.draft.aspectos)))
        self.row = -1
        self._stages.setCurrentWidget(self._preview_stage)
        self.go_to(0)
        self.focus()
        self.hints_changed.emit()

    def _go_on(self) -> None:
        if self.previews:
            self._take()
        else:
            self.text.commit()
            self.read()

    # --- preview --------------------------------------------------------------------------------------------------

    def go_to(self, row: int) -> None:
        self.fields.commit()
        row = max(0, min(row, len(self.draft.aspectos) - 1))
        other, self.row = row != self.row, row
        self._show(other=other)

    def _go_to_current(self) -> None:
        key = self.list.current()
        if key.isdigit() and int(key) != self.row:
            self.go_to(int(key))

    def _show(self, *, other: bool) -> None:
        t = self.draft
        self.title.setText(f"Renglón {self.row + 1} de {len(t.aspectos)}")
        self.fields.show_row(t.aspectos[self.row], progress=t.avances, priority=False, other=other)
        here = f"Renglón {self.row + 1}, "
        loose = [a.removeprefix(here) for a in self._read.avisos if a.startswith(here)]
        self.loose.setText("\n".join(loose))
        self.loose.setVisible(bool(loose))
        if other:
            self.area.verticalScrollBar().setValue(0)
        self._show_list()

    def _show_list(self) -> None:
        t = self.draft
        said = palabras.remarks(t, ())
        marks = {p: (sentence, False) for p, sentence in self._problems.items()}
        here = {c: told for (row, c), told in {**said, **marks}.items() if row == self.row}
        self.fields.show_remarks(here)
        rows = []
        for n, a in enumerate(t.aspectos):
            wrong = len({c for row, c in (*marks, *said) if row == n})
            rows.append(
                CheckRow(
                    str(n),
                    f"{n + 1}.",
                    " ".join(a.aspecto.split()) or "Sin aspecto",
                    fecha_corta(a.fecha) if a.fecha else "",
                    checked=n in self._ticked,
                    pill=cuantos(wrong, "por revisar", "por revisar") if wrong else "",
                )
            )
        self.list.set_rows(rows)
        self.tick.blockSignals(True)
        self.tick.setChecked(self.row in self._ticked)
        self.tick.blockSignals(False)
        self.list.set_current(str(self.row))
        self.take.set_text(f"Tomar {cuantos(len(self._ticked), 'renglón', 'renglones')}")
        self.take.setEnabled(bool(self._ticked))
        heading = " · ".join(p for p in (t.clase, f"{t.clave_programa} {t.programa}".strip()) if p)
        read = f"Se leyeron {cuantos(len(t.aspectos), 'renglón', 'renglones')}"
        waiting = len(self._problems)
        asked = f" {cuantos(waiting, 'celda no se distinguió', 'celdas no se distinguieron')}." if waiting else ""
        self.summary.say(f"{read}{f' de «{heading}»' if heading else ''}.{asked}", "warn" if waiting else "text3")

    def _change(self, campo: str, value: object) -> None:
        try:
            self.draft = comandos.cambiar(self.draft, self.row, campo, value).tabla
        except UserError as error:
            self._problems[self.row, campo] = error.message
        else:
            self._problems.pop((self.row, campo), None)
        self._show_list()

    def _on_unread(self, campo: str, _text: str, sentence: str) -> None:
        if sentence:
            self._problems[self.row, campo] = sentence
            self._show_list()

    def _tick(self, key: str, on: bool) -> None:
        (self._ticked.add if on else self._ticked.discard)(int(key))
        self._show_list()

    def _take(self) -> None:
        self.fields.commit()
        if not self.take.isEnabled():
            return
        rows = tuple(a for n, a in enumerate(self.draft.aspectos) if n in self._ticked)
        append = not self.where_to.isHidden() and self.where_to.value() == "esta"
        taken = con(self.draft, aspectos=rows)
        self.take.setEnabled(False)  # once is enough
        self.taken.emit(taken, append)

    def again(self) -> None:
        """It could not be written; it is all here."""
        self._show_list()

    def forget(self) -> None:
        """It was taken: the page is empty for the next one."""
        self._read, self.draft = PegadoAsm(TablaAsm()), TablaAsm()
        self.text.set_value("")
        self._stages.setCurrentWidget(self._text_stage)

    def hints(self) -> Sequence[Hint]:
        if not self.previews:
            return (("Ctrl+V", "Pegar"), ("Ctrl+Enter", "Leer la tabla"), ("Esc", "Volver"))
        return (
            ("Espacio", "Marcar o desmarcar"), ("Ctrl+↓ ↑", "Renglón siguiente, anterior"),
            ("Ctrl+Enter", "Tomar lo marcado"), ("F6", "Lista de renglones"), ("Esc", "Corregir el texto"),
        )  # fmt: skip

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.previews:
            self.back_to_text()
        else:
            super().keyPressEvent(event)


def _here(sentence: str) -> str:
    """What the reader asks for in the text can be done in the field."""
    said = sentence.replace("sepárelos con una línea en blanco y vuelva a leerlo.", "sepárelos aquí.")
    return f"{said[:1].upper()}{said[1:]}"

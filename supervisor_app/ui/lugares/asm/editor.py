"""The open ASM table: one row at a time in fields that have room for paragraphs, beside the list of all of them.

Everything goes through the commands of the domain on the session. It must never keep a value of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from supervisor_app.domain import asm_comandos as comandos
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.drawer import WithDrawer
from supervisor_app.ui.kit.flow import Flow
from supervisor_app.ui.kit.hint_bar import Hint
from supervisor_app.ui.kit.labels import ElidedLabel, Text
from supervisor_app.ui.kit.list_rows import RowList
from supervisor_app.ui.kit.scroll_column import ScrollColumn
from supervisor_app.ui.kit.theme import style
from supervisor_app.ui.kit.tokens import SPACE_2, SPACE_3, SPACE_4, SPACE_6
from supervisor_app.ui.lugares.asm import palabras
from supervisor_app.ui.lugares.asm.campos import RowFields
from supervisor_app.ui.lugares.asm.encabezado import HeadingFields
from supervisor_app.ui.lugares.asm.sesion import HEADING, TableSession

_LIST_WIDTH = 380
_OF_A_ROW = ("Ctrl+D", "Alt+Up", "Alt+Down", "Ctrl+Del")
KEYS: tuple[tuple[str, str], ...] = (
    ("Ctrl+↓ ↑", "Renglón siguiente, anterior"), ("Ins", "Agregar renglón"), ("Ctrl+D", "Duplicar renglón"),
    ("Alt+↑ ↓", "Mover el renglón"), ("Ctrl+Supr", "Quitar renglón"), ("Ctrl+Mayús+L", "Limpiar texto pegado"),
    ("Ctrl+Z", "Deshacer"), ("F6", "Lista de renglones"),
)  # fmt: skip


class TableEditor(QWidget):
    """``wanted(page)``: another page of the place for this table: «vista», «pegar», «mejoras», «historia», «limpiar»,
    «listas», «exportar», «tablas».
    """

    wanted = Signal(str)
    hints_changed = Signal()

    def __init__(self, *, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session: TableSession | None = None
        self.row = HEADING
        self._classes: tuple[str, ...] = ()
        self.heading, self.fields = HeadingFields(today=today), RowFields(today=today)
        self.heading.edited.connect(self._change_heading)
        self.heading.held.connect(lambda campo, text, said: self._hold(HEADING, campo, text, said))
        self.fields.edited.connect(self._change_row)
        self.fields.held.connect(lambda campo, text, said: self._hold(self.row, campo, text, said))
        self._make_buttons()
        self.list = RowList(name="Renglones de la tabla", kind="side")
        self.list.moved.connect(lambda key: self.go_to(_row_of(key)) if key else None)
        self.list.opened.connect(lambda _key: self.focus_fields())
        self._lay_out()
        self._bind_keys()

    def _make_buttons(self) -> None:
        def button(text: str, icon: str, act: Callable[[], object], keys: str = "", *, writes: bool = True) -> Button:
            made = Button(text, "ghost", icon=icon, keys=keys, tool=True, writes=writes)
            made.clicked.connect(lambda _=False: act())
            return made

        page = self.wanted.emit
        self.back = button("Tablas", "arrow-left", partial(page, "tablas"), writes=False)
        self.rows = button("Renglones", "list", self._to_list, "F6", writes=False)
        self.see = button("Vista previa y PDF", "eye", partial(page, "vista"), "Ctrl+P", writes=False)
        self.export = button("Exportar…", "download", partial(page, "exportar"), "Ctrl+E", writes=False)
        self.paste = button("Pegar tabla…", "clipboard-paste", partial(page, "pegar"), "Ctrl+Mayús+V")
        self.bring = button("Traer acciones de mejora…", "log-in", partial(page, "mejoras"))
        self.past = button("Historia", "history", partial(page, "historia"), writes=False)
        self.add = button("Agregar renglón", "plus", self.add_row, "Ins")
        self.copy = button("Duplicar", "copy", self.copy_row, "Ctrl+D")
        self.up = button("Subir", "arrow-up", lambda: self.move_row(-1), "Alt+↑")
        self.down = button("Bajar", "arrow-down", lambda: self.move_row(1), "Alt+↓")
        self.clean = button("Limpiar renglón…", "list", partial(page, "limpiar"))
        self.out = button("Quitar", "trash-2", self.remove_row, "Ctrl+Supr")
        self.lists = button("Clases y prioridades…", "settings", partial(page, "listas"))

    def _lay_out(self) -> None:
        bar = Flow(gap=SPACE_2)
        bar.set_items((self.back, self.rows, self.see, self.export, self.paste, self.bring, self.past))
        self.where = Text("", "section", figures=True)
        self.origin_words = ElidedLabel("", "small", "text2")
        self._row_bar = Flow(gap=SPACE_2)
        self._row_bar.set_items((self.copy, self.up, self.down, self.clean, self.out))
        self._heading_bar = Flow(gap=SPACE_2)
        self._heading_bar.set_items((self.lists,))
        self.area = ScrollColumn(name="Renglón de la tabla")
        self.area.set_margins(SPACE_6, SPACE_3, SPACE_6, SPACE_4)
        self.area.column.setSpacing(SPACE_3)
        for part in (self.where, self.origin_words, self._row_bar, self._heading_bar, self.heading, self.fields):
            self.area.add(part)
        side = QWidget()
        style(side, kind="side")
        column = QVBoxLayout(side)
        column.setContentsMargins(SPACE_2, SPACE_2, 0, SPACE_2)
        column.setSpacing(SPACE_2)
        column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.list, 1)
        side.setFocusProxy(self.list)
        self.split = WithDrawer(self.area, side, side_width=_LIST_WIDTH)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        head = QVBoxLayout()
        head.setContentsMargins(SPACE_4, SPACE_2, SPACE_4, SPACE_2)
        head.addWidget(bar)
        layout.addLayout(head)
        layout.addWidget(self.split, 1)
        self.split.turned.connect(lambda _shown: self._fit())
        self._fit()

    def _fit(self) -> None:
        """With little room most buttons keep their icon only, and the list of rows opens over the fields."""
        narrow = self.split.is_narrow()
        self.rows.setVisible(narrow)
        for each in (self.see, self.export, self.paste, self.bring, self.past, self.copy, self.up, self.down, self.out):
            each.set_bare(narrow)

    def _bind_keys(self) -> None:
        self._of_row: list[QShortcut] = []
        keys: dict[str, Callable[[], object]] = {
            "Ctrl+Down": lambda: self.step(1),
            "Ctrl+Up": lambda: self.step(-1),
            "Ins": self.add.click,
            "Ctrl+D": self.copy.click,
            "Alt+Up": self.up.click,
            "Alt+Down": self.down.click,
            "Ctrl+Del": self.out.click,
            "Ctrl+P": self.see.click,
            "Ctrl+E": self.export.click,
            "Ctrl+Shift+V": self.paste.click,
            "F6": self.split.switch,
        }
        for keys_of, act in keys.items():
            shortcut = QShortcut(QKeySequence(keys_of), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
            if keys_of in _OF_A_ROW:
                self._of_row.append(shortcut)

    def hints(self) -> Sequence[Hint]:
        return (*KEYS, ("Ctrl+P", "Vista previa y PDF"), ("Ctrl+E", "Exportar"), ("Esc", "Volver a las tablas"))

    # --- showing --------------------------------------------------------------------------------------------------

    def open(self, session: TableSession) -> None:
        """Show a table, at its heading while that lacks something, else at its first row."""
        self.session = session
        tabla = session.tabla
        begun = bool(tabla.aspectos) and all((tabla.clase, tabla.clave_programa, tabla.programa))
        self.row = 0 if begun else HEADING
        self._show(other=True)

    def set_lists(self, classes: tuple[str, ...], priorities: tuple[str, ...]) -> None:
        self._classes = classes
        self.heading.set_classes(classes)
        self.fields.set_priorities(priorities)
        if self.session is not None:
            self._show(other=False)

    def show_change(self, row: int | None) -> None:
        """The table of the session is another one; ``row`` as its signal says."""
        assert self.session is not None
        rows = len(self.session.tabla.aspectos)
        target = min(self.row if row is None else row, rows - 1)  # with no row left, the heading
        other, self.row = target != self.row, target
        self._show(other=other)

    def _show(self, *, other: bool) -> None:
        s = self.session
        assert s is not None
        tabla, heading = s.tabla, self.row == HEADING
        self.heading.setVisible(heading)
        self.fields.setVisible(not heading)
        for part in (self._row_bar, self.origin_words):
            part.setVisible(not heading)
        self._heading_bar.setVisible(heading)
        for shortcut in self._of_row:
            shortcut.setEnabled(not heading)  # there they are the keys of the people who sign
        held = {campo: said for (row, campo), said in s.held.items() if row == self.row}
        if heading:
            self.where.setText("Encabezado")
            self.heading.show_table(tabla, held.get("fecha"))
        else:
            row = tabla.aspectos[self.row]
            self.where.setText(f"Renglón {self.row + 1} de {len(tabla.aspectos)}")
            self.fields.show_row(row, progress=tabla.avances, priority=tabla.prioridades, other=other)
            self.fields.show_held(held)
            origin = row.origen.texto if row.origen is not None else ""
            self.origin_words.setText(f"Nació de la visita: {origin}" if origin else "")
            self.origin_words.setVisible(bool(origin))
            self.up.setEnabled(self.row > 0)
            self.down.setEnabled(self.row < len(tabla.aspectos) - 1)
            self.clean.setEnabled(bool(comandos.por_limpiar(row)))
        if other:
            self.area.verticalScrollBar().setValue(0)
        self.show_remarks()

    def show_remarks(self) -> None:
        """What is missing or odd, beside each cell and in the list."""
        s = self.session
        assert s is not None
        said = palabras.remarks(s.tabla, self._classes, s.held)
        here = {campo: told for (row, campo), told in said.items() if row == self.row}
        (self.heading if self.row == HEADING else self.fields).show_remarks(here)
        self.list.set_rows(palabras.row_list(s.tabla, said))
        self.list.set_current(_key_of(self.row))

    # --- going ----------------------------------------------------------------------------------------------------

    def go_to(self, row: int, field: str | None = None) -> None:
        """Show another row; what is half typed in this one is handed over first."""
        self.commit()
        s = self.session
        assert s is not None
        row = max(HEADING, min(row, len(s.tabla.aspectos) - 1))
        if row != self.row:
            self.row = row
            self._show(other=True)
        if field is not None:
            self.focus_fields(field)

    def step(self, by: int) -> None:
        """To the next row or the one before; the focus stays in the same column."""
        column = self.fields.focused() or ("aspecto" if not self.list.hasFocus() else "")
        self.go_to(self.row + by)
        if column and not self.list.hasFocus():
            self.focus_fields(column)

    def focus_fields(self, field: str = "aspecto") -> None:
        if self.split.is_narrow():
            self.split.set_open(False)
        if self.row == HEADING:
            self.heading.focus_field(field)
        else:
            self.fields.focus_field(field)

    def _to_list(self) -> None:
        self.split.switch()

    def commit(self) -> None:
        (self.heading if self.row == HEADING else self.fields).commit()

    # --- doing ----------------------------------------------------------------------------------------------------

    def _change_heading(self, campo: str, value: object) -> None:
        if self.session is not None:
            self._tell(HEADING, campo, value, self.session.do(lambda t: comandos.cambiar_encabezado(t, campo, value)))

    def _change_row(self, campo: str, value: object) -> None:
        row = self.row
        if self.session is not None and row >= 0:
            self._tell(row, campo, value, self.session.do(lambda t: comandos.cambiar(t, row, campo, value)))

    def _tell(self, row: int, campo: str, value: object, sentence: str) -> None:
        """A refusal stays beside its field, with the text as it was typed."""
        if isinstance(value, str) or (row, campo) in (self.session.held if self.session is not None else {}):
            self._hold(row, campo, str(value), sentence)

    def _hold(self, row: int, campo: str, text: str, sentence: str) -> None:
        s = self.session
        if s is None or (not sentence and (row, campo) not in s.held):
            return
        s.hold((row, campo), text, sentence)
        self.show_remarks()

    def add_row(self) -> None:
        """An empty row after this one."""
        at = self.row + 1
        self._do(lambda t: comandos.agregar(t, at), focus="aspecto")

    def copy_row(self) -> None:
        if self.row != HEADING:
            at = self.row
            self._do(lambda t: comandos.duplicar(t, at), focus="aspecto")

    def move_row(self, by: int) -> None:
        if self.row != HEADING:
            at = self.row
            self._do(lambda t: comandos.mover(t, at, at + by))

    def remove_row(self) -> None:
        if self.row != HEADING:
            at = self.row
            self._do(lambda t: comandos.quitar(t, at))

    def _do(self, command: Callable[..., comandos.HechoAsm], focus: str = "") -> None:
        self.commit()
        if self.session is not None and self.session.attempt(command) and focus:
            self.focus_fields(focus)


def _row_of(key: str) -> int:
    return int(key) if key.isdigit() else HEADING


def _key_of(row: int) -> str:
    return "encabezado" if row == HEADING else str(row)

"""The first page of Seguimiento: which list, what it is about, and its rows. It must never read anything by itself."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from supervisor_app.domain.texto import cantidad, cuantos
from supervisor_app.services.desahogo.listas import guardar_asuntos, guardar_medidas
from supervisor_app.ui.kit.banner import EmptyState
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.card import Card
from supervisor_app.ui.kit.flow import Flow
from supervisor_app.ui.kit.hint_bar import Hint
from supervisor_app.ui.kit.labels import WrapLabel
from supervisor_app.ui.kit.segmented import Segmented
from supervisor_app.ui.kit.sentence import Sentence
from supervisor_app.ui.kit.theme import follow
from supervisor_app.ui.kit.tokens import NARROW_ZOOM, SPACE_2, SPACE_3, SPACE_4
from supervisor_app.ui.lugares.seguimiento import palabras
from supervisor_app.ui.lugares.seguimiento.filtros import FilterBar
from supervisor_app.ui.lugares.seguimiento.lectura import Read
from supervisor_app.ui.lugares.seguimiento.lista import KeyedTable

_KINDS = "Libro de Excel (*.xlsx);;Valores separados por comas (*.csv);;JSON (*.json)"
VIEWS = (("asuntos", "Inconsistencias"), ("medidas", "Medidas"), ("revisar", "Por revisar"))
_NOTHING = {
    "asuntos": "Con estos filtros no hay ninguna inconsistencia.",
    "medidas": "Con estos filtros no hay ninguna medida.",
    "revisar": "No hay evidencia por revisar. Cuando llegue alguna aparecerá aquí, la que más espera primero.",
}
_ABOUT = {
    "revisar": "La evidencia que llegó y nadie ha calificado, la que más espera primero. Enter la abre; 1 la solventa "
    "y 2 la devuelve con su motivo; después sigue la siguiente.",
}


class ListPage(QWidget):
    """``opened(key)`` of a row of the list that is shown; ``view_changed()``; ``changed()`` of its filters."""

    opened = Signal(str)
    changed = Signal()
    view_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.read: Read | None = None
        self.theme = follow(self)
        self.view = Segmented(VIEWS, "Lista")
        self.training = Button("Capacitación", "ghost", icon="users")
        self.observe = Button("Observación nueva", "ghost", icon="plus", keys="Ctrl+Mayús+O", writes=True)
        self.asm = Button("Tabla ASM", "ghost", icon="list-todo")
        self.export = Button("Exportar", "outline", icon="download", keys="Ctrl+E")
        self.filters = FilterBar()
        self.answer = Sentence()
        self.counts = WrapLabel("", "small", "text2")
        self.empty = WrapLabel("", "body", "text3")
        self.tables = {key: KeyedTable(words) for key, words in VIEWS}
        self.nothing = EmptyState("", "")
        self._lay_out()
        self._connect()
        self.restyle()

    def restyle(self) -> None:
        """With large text the tools keep their icons, so that the rows keep their room."""
        for button in (self.observe, self.training, self.asm, self.export):
            button.set_bare(self.theme.zoom >= NARROW_ZOOM)

    def _lay_out(self) -> None:
        tools = Flow(gap=SPACE_2, to_right=True)
        tools.set_items([self.observe, self.training, self.asm, self.export])
        self._tools = tools
        self._card = Card()
        self._card.body.setContentsMargins(0, SPACE_3, 0, SPACE_2)
        self._card.body.setSpacing(SPACE_2)
        words = QWidget()
        inner = QVBoxLayout(words)
        inner.setContentsMargins(SPACE_4, 0, SPACE_4, 0)
        inner.setSpacing(SPACE_2)
        for part in (self.counts, self.answer, self.empty):
            inner.addWidget(part)
        self._stack = QStackedWidget()
        for table in self.tables.values():
            self._stack.addWidget(table)
        self._card.body.addWidget(words)
        self._card.body.addWidget(self._stack, 1)
        self._around = Card()
        self._around.body.addWidget(self.nothing)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, SPACE_3, 20, SPACE_4)
        layout.setSpacing(SPACE_3)
        head = QHBoxLayout()
        head.setSpacing(SPACE_3)
        head.addWidget(self.view, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(tools, 1, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(head)
        for widget in (self.filters, self._around):
            layout.addWidget(widget)
        layout.addWidget(self._card, 1)
        layout.addStretch(0)
        self._around.hide()

    def _connect(self) -> None:
        self.view.chosen.connect(lambda _key: self._turn())
        self.filters.changed.connect(self.changed)
        for table in self.tables.values():
            table.opened.connect(self.opened)

    # --- what is shown --------------------------------------------------------------------------------------------

    def here(self) -> str:
        """The key of the list that is shown."""
        return self.view.value()

    def table(self) -> KeyedTable:
        return self.tables[self.here()]

    def turn_to(self, key: str) -> None:
        self.view.set_value(key)
        self._turn()

    def _turn(self) -> None:
        self._show_view()
        self.view_changed.emit()

    def show_read(self, read: Read) -> None:
        """Everything as it was read."""
        first, self.read = self.read is None, read
        if first and read.only_practice:
            self.filters.real.set_value("practica")
        self.filters.show_options(read.opciones)
        self.filters.offer_practice(read.otras or self.filters.filtro().ficticias)
        for key, words in VIEWS:
            self.tables[key].show_table(read.tables[key])
            self.view.set_text(key, f"{words} {cantidad(len(self.tables[key].row_keys()))}")
        self.observe.setVisible(read.office)
        self.training.setVisible(read.office)
        self._tools.restyle()
        self._show_nothing(read)
        self._show_view()

    def _show_nothing(self, read: Read) -> None:
        """Where there is nothing to follow up at all: what has to happen first."""
        blank = not read.any
        self._around.setVisible(blank)
        for part in (self._card, self.filters, self.view):
            part.setVisible(not blank)
        self.export.setEnabled(not blank)
        if blank:
            self._around.body.removeWidget(self.nothing)
            self.nothing.hide()
            self.nothing.deleteLater()
            self.nothing = EmptyState(*_why_nothing(read))
            self._around.body.addWidget(self.nothing)

    def _show_view(self) -> None:
        here = self.here()
        self._stack.setCurrentWidget(self.tables[here])
        rows = self.tables[here].row_keys()
        self.empty.setText(_NOTHING[here])
        self.empty.setVisible(not rows)
        self._stack.setVisible(bool(rows))
        told = _ABOUT.get(here, "")
        if self.read is not None and here != "revisar":
            told = palabras.counts(self.read.cuentas)
        if self.read is not None and here == "medidas":
            late = sum(m.atraso is not None and m.abierta for m in self.read.medidas)
            told = f"{cuantos(len(rows), 'medida', 'medidas')} · {cuantos(late, 'vencida', 'vencidas')}"
        self.counts.setText(told)
        self.counts.setVisible(bool(rows))

    def focus(self) -> None:
        """On the rows, or on what there is to begin with."""
        target: QWidget = self.table() if self.table().row_keys() else self.filters.text
        if self._card.isHidden():
            target = self.asm if self.observe.isHidden() else self.observe
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def unit(self) -> str:
        """The key of the unit that is chosen, or that of the current row; "" where neither says one."""
        chosen = self.filters.filtro().unidad
        if chosen or self.read is None:
            return chosen
        finding = self.table().current_key().partition("\n")[0]
        everything = (*self.read.asuntos, *self.read.revisar)
        return next((a.unidad_clave for a in everything if a.id == finding), "")

    def hints(self) -> tuple[Hint, ...]:
        observe = (("Ctrl+Mayús+O", "Observación nueva"),) if not self.observe.isHidden() else ()
        rows = (("↑ ↓", "Recorrer"), ("Enter", "Abrir"), ("Ctrl+E", "Exportar")) if self.table().row_keys() else ()
        return (*rows, *observe)

    def file_title(self) -> str:
        return f"Seguimiento, {dict(VIEWS)[self.here()].lower()}"


def ask_file(owner: QWidget, title: str) -> Path | None:
    """Where a list is to be written and as what; None where the person thought better of it."""
    chosen, kind = QFileDialog.getSaveFileName(owner, f"Exportar «{title}»", f"{title}.xlsx", _KINDS)
    if not chosen:
        return None
    path = Path(chosen)
    if path.suffix.casefold() in (".csv", ".xlsx", ".json"):
        return path
    return path.with_name(f"{path.name}{next((e for e in ('.csv', '.json') if e in kind), '.xlsx')}")


def _why_nothing(read: Read) -> tuple[str, str]:
    if read.office:
        return (
            "Todavía no hay nada que seguir",
            "Aparecen aquí las inconsistencias de las visitas que lleguen al buzón. Las observaciones de un órgano "
            "revisor se escriben con «Observación nueva».",
        )
    return (
        "Todavía no hay nada que seguir",
        "Aparecen aquí las inconsistencias de las visitas que cierre en este equipo, con sus medidas y plazos.",
    )


def save_list(read: Read, here: str, path: Path) -> None:
    """The list that is shown (``here``), as the file that was chosen. Runs on any thread."""
    if here == "medidas":
        guardar_medidas(read.medidas, path)
    else:
        guardar_asuntos(read.revisar if here == "revisar" else read.asuntos, path)

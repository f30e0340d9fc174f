"""One of the five sections: its heading with its state, its list, its markers and what it lacks."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from supervisor_app.domain.informe import Marcador
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.disclosure import Disclosure
from supervisor_app.ui.kit.labels import Text
from supervisor_app.ui.kit.link_list import LinkList
from supervisor_app.ui.kit.segmented import Segmented
from supervisor_app.ui.kit.tokens import SPACE_2
from supervisor_app.ui.visita.informe import lista
from supervisor_app.ui.visita.informe.editor import ListEditor
from supervisor_app.ui.visita.informe.estado import State
from supervisor_app.ui.visita.informe.lista import ListRow, Rows

FIRST_MARKERS = {"actividades": Marcador.NUMERO, "resultados": Marcador.LETRA}
_CHOICES = (("numero", "1.-"), ("letra", "a)"), ("parrafo", "Sin marca"))


class SectionPart(Disclosure):
    """``edited(name, rows)``; ``here(name, row)`` when the caret is in another row; ``brought`` when the measures are
    asked for. Leaving the list with Esc goes to the heading.
    """

    edited = Signal(str, object)
    here = Signal(str, int)
    brought = Signal()
    caret_moved = Signal(QRect)
    finished = Signal(str)
    phrase_wanted = Signal(str)

    def __init__(self, name: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self.name = name
        self.first_marker = FIRST_MARKERS.get(name, Marcador.PARRAFO)
        self._read_only = False
        self._fresh = True
        self.editor = ListEditor(title, self.first_marker)
        self.markers = Segmented(_CHOICES, "Marcas de la lista")
        self.markers.chosen.connect(lambda key: self.editor.set_marker(Marcador(key)))
        self._markers_row = QWidget()
        row = QHBoxLayout(self._markers_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_2)
        row.addWidget(Text("Marcas", "small-medium", "text2"))
        row.addWidget(self.markers)
        self.add(self._markers_row)
        # The same offer in two places: in the heading while it is closed, under the list while it is open.
        self.bring_closed = Button("", "outline", icon="list-plus", tool=True)
        self.bring_open = Button("", "outline", icon="list-plus", tool=True)
        self.add(self.bring_closed)
        self.warnings = LinkList("Por revisar en esta sección")
        self.warnings.chosen.connect(self._go_to_path)
        self.body.setContentsMargins(10, 0, 6, SPACE_2)
        self.body.addWidget(self.editor)
        self.body.addWidget(self.warnings)
        self.body.addWidget(self.bring_open, 0, Qt.AlignmentFlag.AlignLeft)
        for button in (self.bring_closed, self.bring_open):
            button.clicked.connect(self.brought)
        self._connect_editor()
        self.opened.connect(lambda _opened: self._show_tools())
        self.offer_measures("")

    def _connect_editor(self) -> None:
        self.editor.edited.connect(lambda rows: self.edited.emit(self.name, rows))
        self.editor.row_changed.connect(self._on_row)
        self.editor.focused.connect(lambda on: self.here.emit(self.name, self.editor.row()) if on else None)
        self.editor.caret_moved.connect(self.caret_moved)
        self.editor.left.connect(lambda: self.head().setFocus(Qt.FocusReason.OtherFocusReason))
        self.editor.finished.connect(lambda: self.finished.emit(self.name))
        self.editor.phrase_wanted.connect(lambda: self.phrase_wanted.emit(self.name))

    def name_in_words(self) -> str:
        """«Actividades realizadas»: the title without its number, as it is said inside a sentence."""
        return self.title().partition(". ")[2].capitalize()

    # --- what is shown --------------------------------------------------------------------------------------------

    def show_rows(self, rows: Rows) -> None:
        """The rows; an empty section is one empty row with the marker usual there. Writing starts at their end."""
        self.editor.set_rows(rows or (ListRow(1, self.first_marker),))
        if self._fresh and rows:
            self.editor.go_to_row(len(rows) - 1)
            self._fresh = False
        self._show_marker()

    def show_findings(self, state: State, rows: Mapping[str, str], origins: Mapping[int, str]) -> None:
        """The state of the heading, the sentences about rows by their path, and where rows came from."""
        self.set_state(*state)
        own = self.editor.rows()
        places = {lista.at_path(own, path): sentence for path, sentence in rows.items()}
        self.editor.set_signs(origins, places)
        marks = lista.markers(own)
        self.warnings.set_links([(path, _about(own, marks, path, sentence)) for path, sentence in rows.items()])
        self.warnings.setVisible(bool(rows))

    def offer_measures(self, words: str) -> None:
        """The words of the offer to bring the agreed measures; "" takes the offer away."""
        for button in (self.bring_closed, self.bring_open):
            button.set_text(words)
        self._show_tools()

    def set_read_only(self, read_only: bool) -> None:
        self._read_only = read_only
        self.editor.set_read_only(read_only)
        self._show_tools()

    def _show_tools(self) -> None:
        offered = bool(self.bring_closed.text()) and not self._read_only
        self._markers_row.setVisible(self.is_open() and not self._read_only)
        self.bring_closed.setVisible(offered and not self.is_open())
        self.bring_open.setVisible(offered and self.is_open())

    # --- the caret ------------------------------------------------------------------------------------------------

    def _on_row(self, row: int) -> None:
        self._show_marker()
        if self.editor.hasFocus():
            self.here.emit(self.name, row)

    def _show_marker(self) -> None:
        self.markers.set_value(self.editor.marker().value)

    def _go_to_path(self, path: str) -> None:
        self.write_at(lista.at_path(self.editor.rows(), path))

    def write_at(self, row: int | None = None) -> None:
        """Put the focus into the list, at the end of ``row`` where given."""
        if row is not None:
            self.editor.go_to_row(row)
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)


def _about(rows: Rows, marks: list[str], path: str, sentence: str) -> str:
    row = lista.at_path(rows, path)
    where = f"Renglón {marks[row]}" if marks[row] else f"Renglón {row + 1}"
    return f"{where}: {sentence[:1].lower()}{sentence[1:]}"

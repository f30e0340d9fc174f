"""Choosing cédulas: by department and kind of unit, found by words, ticked one by one or by department.

It speaks in codes. It must never tick one by itself: the owner answers ``asked`` by showing the new codes.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from supervisor_app.domain.cedula.definition import CedulaDefinition, Departamento, UnitKind
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.card import SectionTitle
from supervisor_app.ui.kit.check_list import CheckList, CheckRow
from supervisor_app.ui.kit.labels import WrapLabel
from supervisor_app.ui.kit.segmented import Segmented
from supervisor_app.ui.kit.suggest_field import plain
from supervisor_app.ui.kit.text_field import TextField
from supervisor_app.ui.kit.tokens import SPACE_2, SPACE_3, SPACE_4
from supervisor_app.ui.lugares.frases import plural

_SHORT = {
    Departamento.COBRANZA: "Cobranza",
    Departamento.REGISTRO_CARTERA: "Cartera",
    Departamento.AFILIACION_VIGENCIA: "Afiliación",
    Departamento.AUDITORIA_PATRONES: "Auditoría",
}
_NOT_HERE = "No es para este tipo de unidad"


class _FilterField(TextField):
    """↓ goes from the words to what they found, Enter ticks the only one found; Esc takes them away."""

    def __init__(self, found: CheckList) -> None:
        super().__init__(placeholder="Buscar por código o tema", name="Buscar una cédula")
        self._found = found

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self._found.setFocus(Qt.FocusReason.OtherFocusReason)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take_found()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.setText("")
            self.textEdited.emit("")
        else:
            super().keyPressEvent(event)

    def _take_found(self) -> None:
        """Tick the only one found, and wait for the next words."""
        rows = self._found.rows()
        if self.text().strip() and len(rows) == 1:
            self._found.tick(rows[0].key)
            self.selectAll()


class CedulaPicker(QWidget):
    """``asked(frozenset of codes)``: what a person wants chosen from now on."""

    asked = Signal(object)

    def __init__(self, cedulas: Callable[[], Mapping[str, CedulaDefinition]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cedulas = cedulas
        self._kind, self._codes = UnitKind.SUB, tuple[str, ...]()
        self._closed = False
        self.title = SectionTitle("Cédulas a aplicar", icon="clipboard-check", count=" ")
        self.count = WrapLabel("", "small-medium", "text2", figures=True)
        self.list = CheckList("Cédulas")
        self.list.asked.connect(self._on_asked)
        self.search = _FilterField(self.list)
        self.search.textEdited.connect(lambda _text: self._show_rows())
        self.department = Segmented([(d.value, _SHORT[d]) for d in Departamento], "Departamento")
        self.department.chosen.connect(lambda _key: self._show_rows())
        self.all = Button("", "ghost", icon="list-plus", tool=True)
        self.all.clicked.connect(self._on_all)
        self.nothing = WrapLabel("Ninguna cédula lleva esas palabras en este tipo de unidad.", "body", "text3")
        self._lay_out()

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(SPACE_4, SPACE_3, SPACE_4, SPACE_2)
        head.setSpacing(SPACE_2)
        head.addWidget(self.title)
        head.addWidget(self.count)
        head.addWidget(self.search)
        head.addWidget(self.department, 0, Qt.AlignmentFlag.AlignLeft)
        self.nothing.setContentsMargins(SPACE_4, SPACE_2, SPACE_4, SPACE_2)
        foot = QHBoxLayout()
        foot.setContentsMargins(SPACE_2, SPACE_2, SPACE_2, SPACE_2)
        foot.addWidget(self.all)
        foot.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self.nothing)
        layout.addWidget(self.list, 1)
        layout.addLayout(foot)

    # --- showing --------------------------------------------------------------------------------------------------

    def show_codes(self, kind: UnitKind, codes: Collection[str]) -> None:
        """The chosen ones, in a unit of this kind."""
        self._kind, self._codes = kind, tuple(codes)
        chosen = self._chosen()
        for department in Departamento:
            own = sum(d.departamento is department for d in chosen)
            self.department.set_text(department.value, f"{_SHORT[department]} {own}" if own else _SHORT[department])
        questions = sum(len(d.items) for d in chosen)
        if codes:
            words = f"{plural(len(codes), 'cédula', 'cédulas')} · {plural(questions, 'pregunta', 'preguntas')}"
        else:
            words = "Ninguna elegida todavía."
        self.count.setText(words)
        self._show_rows()

    def lock(self, closed: bool) -> None:
        self._closed = closed
        self.list.set_read_only(closed)
        self.all.setVisible(not closed)

    def set_whole(self, whole: bool) -> None:
        """As high as its rows, for the narrow screen; else it scrolls by itself."""
        self.list.set_whole(whole)

    def _departamento(self) -> Departamento:
        return Departamento(self.department.value())

    def _chosen(self) -> list[CedulaDefinition]:
        """The chosen ones that can be read, in the order of the catalogue."""
        return [d for d in self._cedulas().values() if d.codigo in self._codes]

    def _offered(self) -> list[CedulaDefinition]:
        """Those of the department and kind, or of every department while words are sought; chosen ones always. A whole
        code finds its cédula and no other.
        """
        words = plain(self.search.text()).split()
        code = "".join(words).upper()
        chosen = {d.codigo for d in self._chosen()}
        kind, department = self._kind, self._departamento()
        found = []
        for d in self._cedulas().values():
            if not d.aplica_a(kind) and d.codigo not in chosen:
                continue
            if code == d.codigo.replace("-", ""):
                return [d]
            if words:
                own = plain(f"{d.codigo} {d.codigo.replace('-', '')} {d.proceso} {d.departamento.label}").split()
                if all(any(o.startswith(w) for o in own) for w in words):
                    found.append(d)
            elif d.departamento is department:
                found.append(d)
        return found

    def _show_rows(self) -> None:
        kind = self._kind
        rows = [
            CheckRow(
                d.codigo,
                d.codigo,
                d.proceso,
                f"{len(d.items)} preg.",
                d.codigo in self._codes,
                "" if d.aplica_a(kind) else _NOT_HERE,
            )
            for d in self._offered()
        ]
        readable = {d.codigo for d in self._chosen()}
        rows += [
            CheckRow(code, code, "No se puede leer su definición", "", True, "Revise sus cédulas")
            for code in self._codes
            if code not in readable
        ]
        self.list.set_rows(rows)
        self.nothing.setVisible(not rows)
        self.list.setVisible(bool(rows))
        self._show_all_button(rows)

    def _show_all_button(self, rows: list[CheckRow]) -> None:
        every = bool(rows) and all(row.checked for row in rows)
        scope = "las encontradas" if self.search.text().strip() else f"las de {_SHORT[self._departamento()]}"
        self.all.set_text(f"{'Quitar' if every else 'Elegir'} todas {scope}")
        self.all.set_icon("minus" if every else "list-plus")
        self.all.setEnabled(bool(rows))

    # --- choosing -------------------------------------------------------------------------------------------------

    def _on_asked(self, code: str, checked: bool) -> None:
        codes = set(self._codes)
        self.asked.emit(frozenset(codes | {code} if checked else codes - {code}))

    def _on_all(self) -> None:
        rows = self.list.rows()
        offered = {row.key for row in rows}
        codes = set(self._codes)
        self.asked.emit(frozenset(codes - offered if all(row.checked for row in rows) else codes | offered))

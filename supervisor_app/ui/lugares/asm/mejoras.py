"""«Traer acciones de mejora»: those of visits that are known here, to be ticked and brought in as rows."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from supervisor_app.domain.asm_mejoras import Mejora
from supervisor_app.domain.texto import cuantos, fecha_corta
from supervisor_app.ui.kit.banner import EmptyState
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.check_list import CheckList, CheckRow
from supervisor_app.ui.kit.flow import Flow
from supervisor_app.ui.kit.hint_bar import Hint
from supervisor_app.ui.kit.labels import WrapLabel
from supervisor_app.ui.kit.scroll_column import ScrollColumn
from supervisor_app.ui.kit.sentence import Sentence
from supervisor_app.ui.kit.tokens import SPACE_2, SPACE_3, SPACE_4, SPACE_6

_WHAT = (
    "Las acciones de mejora acordadas en visitas cerradas: las de este equipo y, si aquí se lleva la oficina, las de "
    "todas. Cada renglón conserva de qué inconsistencia nació; lo que falta, como el resultado esperado, lo escribe "
    "usted."
)


class ImprovementsPage(QWidget):
    """``taken(measures)``; ``left()``."""

    taken = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found: dict[str, Mejora] = {}
        self._ticked: set[str] = set()
        self.answer = Sentence()
        self.take = Button("", "primary", keys="Ctrl+Enter", writes=True)
        self.take.clicked.connect(lambda _=False: self._take())
        leave = Button("Volver", "ghost", keys="Esc")
        leave.clicked.connect(lambda _=False: self.left.emit())
        buttons = Flow(gap=SPACE_2)
        buttons.set_items((self.take, leave))
        self.list = CheckList("Acciones de mejora")
        self.list.set_whole(True)
        self.list.asked.connect(self._tick)
        self.nothing = EmptyState(
            "No hay acciones de mejora por traer",
            "Se ofrecen las medidas del tipo «Acción de mejora» de las visitas cerradas, una sola vez en cada tabla.",
        )
        area = ScrollColumn(name="Traer acciones de mejora")
        area.set_margins(SPACE_6, SPACE_4, SPACE_6, SPACE_4)
        area.column.setSpacing(SPACE_3)
        for part in (WrapLabel(_WHAT, "body", "text2"), buttons, self.answer, self.nothing, self.list):
            area.add(part)
        shortcut = QShortcut(QKeySequence("Ctrl+Return"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self._take)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)

    def wait(self) -> None:
        """They are being asked for."""
        self._found = {}
        self._ticked = set()
        self.nothing.hide()
        self._show()
        self.answer.say("Buscando acciones de mejora…", "text3")

    def show_found(self, found: Sequence[Mejora], known: Collection[str]) -> None:
        """Those found, without the ones that the table has already."""
        self._found = {m.medida: m for m in found if m.medida not in known}
        self._ticked &= self._found.keys()
        self.nothing.setVisible(not self._found)
        here = len(found) - len(self._found)
        one, many = "que ya está en la tabla no se repite", "que ya están en la tabla no se repiten"
        self.answer.say(f"{cuantos(here, 'acción', 'acciones')} {one if here == 1 else many}." if here else "", "text3")
        self._show()
        self.focus()

    def refuse(self, sentence: str) -> None:
        self.answer.say(sentence, "bad")

    def _show(self) -> None:
        self.list.set_rows(
            [
                CheckRow(
                    m.medida,
                    m.folio,
                    " ".join(m.actividad.split()) or m.aspecto,
                    fecha_corta(m.fecha) if m.fecha else "",
                    checked=m.medida in self._ticked,
                )
                for m in self._found.values()
            ]
        )
        self.list.setVisible(bool(self._found))
        self.take.set_text(f"Traer {cuantos(len(self._ticked), 'renglón', 'renglones')}")
        self.take.setEnabled(bool(self._ticked))

    def _tick(self, key: str, on: bool) -> None:
        (self._ticked.add if on else self._ticked.discard)(key)
        self._show()

    def _take(self) -> None:
        if self.take.isEnabled():
            self.taken.emit(tuple(m for key, m in self._found.items() if key in self._ticked))

    def focus(self) -> None:
        (self.list if self._found else self).setFocus(Qt.FocusReason.OtherFocusReason)

    def hints(self) -> Sequence[Hint]:
        return (("Espacio", "Marcar o desmarcar"), ("Ctrl+Enter", "Traer lo marcado"), ("Esc", "Volver"))

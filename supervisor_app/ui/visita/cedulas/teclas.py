"""The keys of the screen: which chord does what, and which hints are true where the focus is. It does none of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import Enum, auto

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from supervisor_app.ui.kit.hint_bar import Hint


class Where(Enum):
    """What kind of thing has the focus."""

    CHOICE = auto()
    FIELD = auto()
    SAMPLE = auto()
    GRID = auto()
    PANEL = auto()
    TREE = auto()
    LOCKED = auto()


_EVERYWHERE: tuple[Hint, ...] = (
    ("Ctrl+E", "Evidencia"),
    ("Ctrl+I", "Inconsistencia"),
    ("F4", "Nota"),
    ("F6", "Panel"),
    ("Ctrl+↓", "Cédula siguiente"),
    ("Ctrl+Z", "Deshacer"),
    ("Ctrl+F", "Buscar"),
)
_FIRST: Mapping[Where, tuple[Hint, ...]] = {
    Where.CHOICE: (("1 2 3 4", "Contestar"), ("N", "Siguiente sin contestar"), ("Supr", "Borrar")),
    Where.FIELD: (("Enter", "Siguiente"), ("Alt+4", "No aplica"), ("Alt+N", "Siguiente sin contestar")),
    Where.SAMPLE: (
        ("Tab", "Renglones"),
        ("Ins", "Agregar"),
        ("Ctrl+V", "Pegar de Excel"),
        ("N", "Siguiente sin contestar"),
    ),
    Where.GRID: (
        ("Espacio", "Con o sin inconsistencia"),
        ("Ctrl+V", "Pegar"),
        ("Ins", "Agregar"),
        ("Ctrl+D", "Duplicar"),
        ("Supr", "Borrar"),
        ("Esc", "Salir"),
    ),
    Where.PANEL: (("F6", "Volver a las preguntas"), ("F4", "Nota")),
    Where.TREE: (("Enter", "Ir a sus preguntas"), ("N", "Siguiente sin contestar"), ("F6", "Panel")),
    Where.LOCKED: (("F6", "Panel"), ("Ctrl+↓", "Cédula siguiente"), ("Ctrl+I", "Inconsistencia")),
}


def hints(where: Where) -> Sequence[Hint]:
    """Keys and words for the hint bar, those of the place first."""
    first = _FIRST[where]
    if where is Where.LOCKED:
        return (*first, ("Ctrl+F", "Buscar"))
    taken = {keys for keys, _words in first}
    return (*first, *(hint for hint in _EVERYWHERE if hint[0] not in taken))


def bind(screen: QWidget, actions: Mapping[str, Callable[[], None]]) -> None:
    """Make each chord work anywhere inside ``screen``."""
    for chord, action in actions.items():
        shortcut = QShortcut(QKeySequence(chord), screen)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(action)


def is_chord(event: QKeyEvent, chords: Sequence[str]) -> bool:
    """Whether a key event is one of these chords."""
    pressed = QKeySequence(event.keyCombination())
    return any(pressed.matches(QKeySequence(chord)) == QKeySequence.SequenceMatch.ExactMatch for chord in chords)

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
    LIST = auto()
    TICKS = auto()
    CALCULATED = auto()
    DATA = auto()
    SAMPLE = auto()
    GRID = auto()
    PANEL = auto()
    TREE = auto()
    ABOVE = auto()
    LOCKED = auto()
    NOTHING = auto()


_COMMANDS = (
    *("Ctrl+E", "Ctrl+Shift+E", "Ctrl+I", "F3", "F4", "F6", "F9", "Shift+F6"),
    *("Ctrl+Down", "Ctrl+Up", "Alt+4", "Alt+N"),
)
_CHORDS = tuple(QKeySequence(keys) for keys in _COMMANDS)
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
    Where.LIST: (("1 … 9", "Elegir"), ("Supr", "Borrar"), ("Alt+4", "No aplica"), ("Alt+N", "Siguiente sin contestar")),
    Where.TICKS: (
        ("Espacio", "Marcar"),
        ("Tab", "Siguiente"),
        ("Alt+4", "No aplica"),
        ("Alt+N", "Siguiente sin contestar"),
    ),
    Where.CALCULATED: (("Enter", "Siguiente"), ("N", "Siguiente sin contestar")),
    Where.DATA: (("Tab", "Siguiente dato"), ("Alt+N", "Siguiente sin contestar")),
    Where.SAMPLE: (
        ("Tab", "Renglones"),
        ("Ins", "Agregar"),
        ("Ctrl+V", "Pegar de Excel"),
        ("F9", "Sortear"),
        ("N", "Siguiente sin contestar"),
    ),
    Where.GRID: (
        ("Espacio", "Con o sin inconsistencia"),
        ("Ctrl+V", "Pegar"),
        ("Ins", "Agregar"),
        ("Ctrl+D", "Duplicar"),
        ("Supr", "Borrar"),
        ("F9", "Sortear"),
        ("Esc", "Salir"),
    ),
    Where.PANEL: (("F6", "Volver a las preguntas"), ("F4", "Nota")),
    Where.TREE: (("Enter", "Ir a sus preguntas"), ("N", "Siguiente sin contestar"), ("F6", "Panel")),
    Where.ABOVE: (("Tab", "Ir a las preguntas"), ("N", "Siguiente sin contestar"), ("F6", "Panel")),
    Where.NOTHING: (),
    Where.LOCKED: (("F6", "Panel"), ("Ctrl+↓", "Cédula siguiente"), ("Ctrl+I", "Inconsistencia")),
}


COPY: Hint = ("F3", "Copiar de la visita anterior")


def hints(where: Where, *, can_copy: bool = False) -> Sequence[Hint]:
    """Keys and words for the hint bar, those of the place first. ``can_copy``: there is an answer to copy."""
    first = _FIRST[where] + ((COPY,) if can_copy and where in (Where.CHOICE, Where.FIELD) else ())
    if where in (Where.LOCKED, Where.NOTHING):
        return (*first, ("Ctrl+F", "Buscar"))
    taken = {keys for keys, _words in first}
    return (*first, *(hint for hint in _EVERYWHERE if hint[0] not in taken))


def bind(screen: QWidget, actions: Mapping[str, Callable[[], None]]) -> None:
    """Make each command work anywhere inside ``screen``; there is an action for every one."""
    assert set(actions) == set(_COMMANDS)
    for chord, action in actions.items():
        shortcut = QShortcut(QKeySequence(chord), screen)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(action)


def is_command(event: QKeyEvent) -> bool:
    """Whether a key event is one of the chords of the screen, whatever has the focus."""
    pressed = QKeySequence(event.keyCombination())
    return any(pressed.matches(chord) == QKeySequence.SequenceMatch.ExactMatch for chord in _CHORDS)

"""The keys of the documents step: what they do, and which of them the foot of the window tells now."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence, QShortcut

from supervisor_app.ui.kit.hint_bar import Hint
from supervisor_app.ui.paginas.teclado import HINTS
from supervisor_app.ui.visita.documentos.publica import se_publica
from supervisor_app.ui.visita.documentos.renglones import enter_does

if TYPE_CHECKING:
    from supervisor_app.ui.visita.documentos.pantalla import DocumentosScreen


def make_shortcuts(screen: DocumentosScreen) -> None:
    """Once, when the screen is made."""
    keys: dict[str, Callable[[], None]] = {
        "Ctrl+Shift+F": screen.sign_all,
        "Ctrl+P": screen.print_document,
        "Ctrl+O": screen.output.open_outside,
        "Ctrl+Return": screen.close_visit,
        "Ctrl+Enter": screen.close_visit,
        "Ctrl+T": screen.list.public_wanted.emit,
        "F6": screen.turn,
    }
    for sequence, action in keys.items():
        QShortcut(QKeySequence(sequence), screen.columns).activated.connect(action)


def hints_of(screen: DocumentosScreen) -> Sequence[Hint]:
    """Only keys that do something now."""
    if screen.pages.is_open():
        return screen.pages.page.hints()
    if screen.viewer.view.hasFocus():
        return (*HINTS, ("F6", "Lista, página, firmas"))
    writes = not screen.session.reading
    enter = enter_does(screen.selected, closed=screen.fixed or not writes, signs=screen.signers.can_sign())
    keys: dict[str, tuple[str, bool]] = {
        "↑ ↓": ("Documento", True),
        "Enter": (enter, bool(enter)),
        "Ctrl+Mayús+F": ("Firmar los listos", writes and not screen.list.sign_all_button.isHidden()),
        "Ctrl+P": ("Imprimir", screen.document is not None),
        "Ctrl+O": ("Abrir con otro programa", screen.document is not None),
        "Ctrl+T": ("Versión pública", se_publica(screen.selected, closed=screen.closed)),
        "Ctrl+Enter": ("Cerrar la visita", writes and screen.list.can_close()),
        "F6": ("Lista, página, firmas", True),
    }
    return tuple((key, words) for key, (words, works) in keys.items() if works)

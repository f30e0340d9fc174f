"""Text that is too much for a field: refused whole with a sentence, because Qt lays it out while the window waits.

It must never shorten what is pasted without saying so.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QToolTip, QWidget

LONGEST_PASTE = 100_000
"""Characters: forty pages, and half a second. An answer takes 20,000."""
_SHOWN_MS = 12_000


def too_long(text: str, field: QWidget) -> bool:
    """Whether the text is too long to be pasted into the field, which then says so."""
    if len(text) <= LONGEST_PASTE:
        return False
    say_at(
        field,
        f"Lo copiado tiene {len(text):,} caracteres y no se pegó: aquí caben {LONGEST_PASTE:,}. Copie sólo la parte "
        "que hace falta, o adjunte el archivo como evidencia.",
    )
    return True


def say_at(field: QWidget, sentence: str) -> None:
    """Show a sentence at the field for a while, and give it to who listens instead of looking."""
    field.setAccessibleDescription(sentence)
    QToolTip.showText(field.mapToGlobal(QPoint(0, field.height())), sentence, field, QRect(), _SHOWN_MS)

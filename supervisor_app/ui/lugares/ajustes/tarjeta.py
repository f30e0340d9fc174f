"""What every card of the settings is: it shows some of them and tells which ones a person changed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal

from supervisor_app.services.ajustes import Ajustes
from supervisor_app.ui.enlace import Binding
from supervisor_app.ui.kit.card import Card
from supervisor_app.ui.kit.text_field import TextField


class SettingsCard(Card):
    """``edited(fields)``: a dict from the name of each changed setting to its value. It never saves by itself."""

    edited = Signal(object)

    def show_settings(self, ajustes: Ajustes) -> None:
        """Show these settings, emitting nothing."""
        raise NotImplementedError

    def bind(self, field: TextField, setting: str, clean: Callable[[str], object] = str.strip) -> TextField:
        """Tell ``setting`` when what is written in ``field`` pauses or is left."""
        Binding(field, lambda text: self.edited.emit({setting: clean(text)}))
        return field


def show_text(field: TextField, text: str) -> None:
    """Show ``text``, unless it is what is there but for a space that is still being typed."""
    if field.text().strip() != text:
        field.set_value(text)

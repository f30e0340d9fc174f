"""The fields in which the value of an item is typed: number with its unit, per cent, pesos, date.

They look and behave as the kit's, and read with the domain, so that a value means the same here, pasted or imported.
«na» is read as «no aplica» by all of them. This module must never save anything.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from supervisor_app.domain.cedula.answers import Valor, ValorFecha
from supervisor_app.domain.cedula.definition import ItemDefinition, Kind
from supervisor_app.domain.cedula.session import NO_APLICA, como_texto, interpretar
from supervisor_app.errors import UserError
from supervisor_app.ui.enlace import PAUSE_MS
from supervisor_app.ui.kit.text_field import TextField
from supervisor_app.ui.kit.value_edit import DateEdit, NumberEdit


class LetCommandsThrough(QObject):
    """Event filter of text widgets: the screen's commands with Ctrl and the function keys win over the editing keys
    that Qt gives them on some systems (Ctrl+E as end of line, Ctrl+Up as scrolling).
    """

    def __init__(self, owner: QWidget, is_command: Callable[[QKeyEvent], bool]) -> None:
        super().__init__(owner)
        self._is_command = is_command

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._is_command(event):
            event.ignore()
            return True
        return False


def _write(value: object) -> str:
    return "" if value is None or value == NO_APLICA else como_texto(value)  # type: ignore[arg-type]  # a Valor


def _read_or_none(item: ItemDefinition, text: str) -> Valor | None:
    try:
        return interpretar(item, text)
    except UserError:
        return None


def after_a_pause(field: TextField, action: Callable[[], None]) -> None:
    """Do ``action`` when the person stops typing in ``field``: nothing typed waits for the field to be left."""
    timer = QTimer(field, singleShot=True, interval=PAUSE_MS)
    timer.timeout.connect(action)
    field.textEdited.connect(lambda _text: timer.start())
    field.editingFinished.connect(timer.stop)


def _is_na(value: object, text: str) -> bool:
    """An empty field that stands for «no aplica»: leaving it must not take that answer back."""
    return value == NO_APLICA and not text.strip()


class ItemNumber(NumberEdit):
    """Number, per cent or pesos of an item; ``changed(Valor | None)``."""

    def __init__(self, item: ItemDefinition, name: str) -> None:
        self._item = item
        hints = {Kind.PORCENTAJE: "0.0 %", Kind.MONTO: "$0.00"}
        super().__init__(suffix=item.unidad or "", placeholder=hints.get(item.tipo, ""), name=name)
        after_a_pause(self, self.save_quietly)

    def show_value(self, value: Valor | None) -> None:
        """Show a value without emitting; what is being typed is not taken away."""
        self._show(value)

    def save_quietly(self) -> None:
        """Emit what can be read already; the text stays as it is being typed."""
        value = _read_or_none(self._item, self.text())
        if value is not None and value != self._value:
            self._value = value
            self.changed.emit(value)

    def commit(self) -> None:
        if not _is_na(self._value, self.text()):
            super().commit()

    def _read(self, text: str) -> object:  # type: ignore[override]  # the value of an item, not a bare number
        return interpretar(self._item, text)

    def _write(self, value: object) -> str:
        return _write(value)


class ItemDate(DateEdit):
    """Date of an item; ``changed(Valor | None)``. A day, or a day and a month, are completed as the kit does."""

    def __init__(self, item: ItemDefinition, name: str, today: Callable[[], dt.date]) -> None:
        self._item = item
        super().__init__(name=name, today=today)
        after_a_pause(self, self.save_quietly)

    def date(self) -> dt.date | None:
        return self._value.valor if isinstance(self._value, ValorFecha) else None

    def show_value(self, value: Valor | None) -> None:
        """Show a value without emitting; what is being typed is not taken away."""
        self._show(value)

    def save_quietly(self) -> None:
        """Emit what can be read already; the text stays as it is being typed."""
        value = _read_or_none(self._item, self.text())
        if value is not None and value != self._value:
            self._value = value
            self.changed.emit(value)

    def commit(self) -> None:
        if not _is_na(self._value, self.text()):
            super().commit()

    def _read(self, text: str) -> object:  # type: ignore[override]  # the value of an item, not a bare date
        return interpretar(self._item, text, hoy=self._today())

    def _write(self, value: object) -> str:
        return _write(value)


def item_field(item: ItemDefinition, name: str, today: Callable[[], dt.date]) -> ItemNumber | ItemDate:
    """The field for an item that is answered by typing."""
    return ItemDate(item, name, today) if item.tipo is Kind.FECHA else ItemNumber(item, name)


__all__ = ["ItemDate", "ItemNumber", "LetCommandsThrough", "after_a_pause", "item_field"]

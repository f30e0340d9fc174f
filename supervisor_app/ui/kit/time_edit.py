"""A time of day on one line. Must never guess between morning and afternoon: the day has 24 hours."""

from __future__ import annotations

import datetime as dt
import re

from PySide6.QtWidgets import QWidget

from supervisor_app.errors import UserError
from supervisor_app.ui.kit.value_edit import _ValueEdit

_TIME = re.compile(r"(\d{1,2})(?:\s*[:.h]\s*(\d{2})|\s*h?)(?:\s*(?:h|hs|hrs|horas)\.?)?", re.ASCII)
_RUN = re.compile(r"(\d{1,2})(\d{2})", re.ASCII)
_SENTENCE = "No se entiende la hora. Escríbala en 24 horas, por ejemplo 09:30 o 17:00."


def read_time(text: str) -> dt.time | None:
    """``9:30``, ``09.30``, ``930``, ``17``, ``17 h``; ``None`` from nothing. Raises UserError."""
    plain = text.strip().lower()
    if not plain:
        return None
    found = _TIME.fullmatch(plain) or _RUN.fullmatch(plain)
    hour, minute = (int(found[1]), int(found[2] or 0)) if found else (24, 0)
    if hour > 23 or minute > 59:
        raise UserError(_SENTENCE)
    return dt.time(hour, minute)


def write_time(value: dt.time | None) -> str:
    return f"{value:%H:%M}" if value is not None else ""


class TimeEdit(_ValueEdit):
    """A ``time`` to the minute, shown as ``09:30``. ``changed(time | None)``."""

    def __init__(self, *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(placeholder="hh:mm", name=name, parent=parent)

    def time(self) -> dt.time | None:
        return self._value if isinstance(self._value, dt.time) else None

    def set_time(self, value: dt.time | None) -> None:
        """Show a time without emitting."""
        self._show(value)

    def _read(self, text: str) -> dt.time | None:
        return read_time(text)

    def _write(self, value: object) -> str:
        return write_time(value if isinstance(value, dt.time) else None)

"""Single-line controls of a value: number, money, date. They read what is typed when it is finished, with the domain.

What cannot be read stays as typed, is marked, and is told by ``problem``; it is never emitted as a value.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from supervisor_app.domain.lectura import leer_con_decimales, leer_fecha, leer_monto
from supervisor_app.domain.texto import fecha_corta, numero, pesos
from supervisor_app.errors import UserError
from supervisor_app.ui.kit.calendar import MonthPopup
from supervisor_app.ui.kit.text_field import TextField


class _ValueEdit(TextField):
    """``changed(value)`` with the value or ``None``; ``problem(sentence)`` with "" when all is well again."""

    changed = Signal(object)
    problem = Signal(str)
    figures = True

    def __init__(
        self, *, placeholder: str = "", suffix: str = "", name: str = "", parent: QWidget | None = None
    ) -> None:
        self._value: object = None
        self._sentence = ""
        super().__init__(placeholder=placeholder, suffix=suffix, name=name, parent=parent)
        self.textEdited.connect(self._forgive)

    def sentence(self) -> str:
        """What is wrong with the text as it stands, or ""."""
        return self._sentence

    def _show(self, value: object) -> None:
        self._value = value
        text = self._write(value)
        self._known = text
        if not (self.hasFocus() and self.isModified()):
            self.setText(text)
            self._tell("")

    def commit(self) -> None:
        try:
            value = self._read(self.text())
        except UserError as problem:
            self._tell(problem.message)
            return
        self._tell("")
        self.setModified(False)
        self.setText(self._write(value))
        self._known = self.text()
        if value != self._value:
            self._value = value
            self.changed.emit(value)

    def _forgive(self) -> None:
        # The red line goes at the first new keystroke; the sentence comes back at the end if it is still deserved.
        if self._sentence:
            self._tell("")

    def _tell(self, sentence: str) -> None:
        if sentence != self._sentence:
            self._sentence = sentence
            self.set_invalid(bool(sentence))
            self.problem.emit(sentence)

    def _read(self, text: str) -> object:
        """The value, or ``None`` from nothing. Raises UserError with what to write instead."""
        raise NotImplementedError

    def _write(self, value: object) -> str:
        raise NotImplementedError


class NumberEdit(_ValueEdit):
    """A ``Decimal`` with at most ``decimals`` figures after the point, within ``minimum`` and ``maximum``."""

    def __init__(
        self,
        *,
        decimals: int = 0,
        minimum: Decimal | int | None = 0,
        maximum: Decimal | int | None = None,
        suffix: str = "",
        placeholder: str = "",
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        self._decimals, self._minimum, self._maximum = decimals, minimum, maximum
        super().__init__(placeholder=placeholder, suffix=suffix, name=name, parent=parent)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def number(self) -> Decimal | None:
        return self._value if isinstance(self._value, Decimal) else None

    def set_number(self, value: Decimal | int | None) -> None:
        """Show a number without emitting."""
        self._show(None if value is None else Decimal(value).quantize(Decimal(1).scaleb(-self._decimals)))

    def _read(self, text: str) -> Decimal | None:
        if not text.strip():
            return None
        value = self._parse(text)
        if self._minimum is not None and value < self._minimum:
            raise UserError(f"Escriba {self._dress(Decimal(self._minimum))} o más.")
        if self._maximum is not None and value > self._maximum:
            raise UserError(f"Escriba {self._dress(Decimal(self._maximum))} o menos.")
        return value

    def _write(self, value: object) -> str:
        return self._dress(value) if isinstance(value, Decimal) else ""

    def _parse(self, text: str) -> Decimal:
        return leer_con_decimales(text, self._decimals)

    def _dress(self, value: Decimal) -> str:
        return numero(value, self._decimals)


class MoneyEdit(NumberEdit):
    """Pesos and centavos, shown as ``$48,210.50``."""

    def __init__(self, *, minimum: Decimal | int | None = 0, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(decimals=2, minimum=minimum, placeholder="$0.00", name=name, parent=parent)

    def _parse(self, text: str) -> Decimal:
        return leer_monto(text)

    def _dress(self, value: Decimal) -> str:
        return pesos(value)


def _system_today() -> dt.date:
    today = QDate.currentDate()
    return dt.date(today.year(), today.month(), today.day())


class DateEdit(_ValueEdit):
    """A ``date``, shown as ``dd/mm/aaaa`` and read from any usual way to type it. Alt+Down opens the calendar."""

    def __init__(
        self, *, name: str = "", today: Callable[[], dt.date] = _system_today, parent: QWidget | None = None
    ) -> None:
        self._today = today
        self._calendar: MonthPopup | None = None
        super().__init__(placeholder="dd/mm/aaaa", name=name, parent=parent)
        self.add_tool("calendar-days", "Abrir el calendario (Alt+↓)").clicked.connect(self.open_calendar)

    def date(self) -> dt.date | None:
        return self._value if isinstance(self._value, dt.date) else None

    def set_date(self, value: dt.date | None) -> None:
        """Show a date without emitting."""
        self._show(value)

    def open_calendar(self) -> None:
        if self.isReadOnly():
            return
        if self._calendar is None:
            self._calendar = MonthPopup(self)
            self._calendar.picked.connect(self._pick)
        self._calendar.open_under(self, self.date() or self._today())

    def calendar(self) -> MonthPopup | None:
        """The popup, once it has been opened."""
        return self._calendar

    def _pick(self, picked: dt.date) -> None:
        self.setText(fecha_corta(picked))
        self.commit()
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.open_calendar()
            return
        super().keyPressEvent(event)

    def _read(self, text: str) -> dt.date | None:
        return leer_fecha(text, hoy=self._today()) if text.strip() else None

    def _write(self, value: object) -> str:
        return fecha_corta(value) if isinstance(value, dt.date) else ""

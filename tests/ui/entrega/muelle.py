"""What a person does on the delivery screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from supervisor_app.ui.sesion import VisitSession
from supervisor_app.ui.visita.entrega import EntregaScreen
from supervisor_app.wiring import Servicios

T = TypeVar("T")


class Muelle:
    """A screen and the hands on it."""

    def __init__(self, qtbot: QtBot, session: VisitSession, screen: EntregaScreen) -> None:
        self.qtbot, self.session, self.screen = qtbot, session, screen
        self.led: list[tuple[str, str]] = []
        screen.wants.connect(lambda place, what: self.led.append((place, what)))

    def settle(self) -> None:
        """Until everything that was asked for has been answered."""
        self.qtbot.waitUntil(lambda: not self.session.lanes.is_busy())

    def ask(self, job: Callable[[Servicios], T]) -> T:
        got: list[T] = []
        self.session.lanes.call(job, got.append)
        self.qtbot.waitUntil(lambda: bool(got))
        return got[0]

    def press(self, key: Qt.Key) -> None:
        """A key where the focus is."""
        self.qtbot.keyClick(self.screen.focusWidget() or self.screen, key)

    def deliver(self) -> None:
        """Enter, and wait for what comes of it."""
        self.screen.delivery.button.setFocus()
        self.press(Qt.Key.Key_Return)
        self.settle()

    def result(self) -> str:
        result = self.screen.delivery.result
        return "" if result.isHidden() else result.text()

"""Notices that nobody has used the application for a while: by what people do to it, not by what is on the screen.

The clock goes on while the laptop sleeps. It must never lock anything by itself: it tells.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal

TICK_MS = 5_000
_INPUT = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.HoverMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TabletPress,
        QEvent.Type.TabletMove,
        QEvent.Type.InputMethod,
        QEvent.Type.DragMove,
        QEvent.Type.NonClientAreaMouseMove,
        QEvent.Type.NonClientAreaMouseButtonPress,
    }
)


def running() -> float:
    """Seconds that never go back, those asleep among them."""
    if hasattr(time, "CLOCK_BOOTTIME"):
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    return time.monotonic()  # of Windows: it counts sleep; of macOS: it does not


class IdleWatch(QObject):
    """``idle()`` once after ``limit`` seconds without input; 0 is never. What a person does next is then not done."""

    idle = Signal()

    def __init__(self, parent: QObject, *, clock: Callable[[], float] = running) -> None:
        super().__init__(parent)
        self._clock = clock
        self._limit = 0.0
        self._last = clock()
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self.look)

    def watch(self, seconds: float) -> None:
        """From now on; 0 stops it."""
        app = QCoreApplication.instance()
        assert app is not None
        self._limit, self._last = seconds, self._clock()
        app.removeEventFilter(self)
        self._timer.stop()
        if seconds > 0:
            app.installEventFilter(self)
            self._timer.start()

    def look(self) -> bool:
        """Tell where the time is over; whether it was."""
        if not 0 < self._limit <= self._clock() - self._last:
            return False
        self.watch(0)
        self.idle.emit()
        return True

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        # Only what comes from outside: Qt also makes moves of its own where things go away under a pointer that rests.
        # Input methods hand over what was typed without saying so.
        if kind not in _INPUT or not (event.spontaneous() or kind == QEvent.Type.InputMethod):
            return False
        if self.look():
            return True  # after a night asleep the first key must not be typed into the visit
        self._last = self._clock()
        return False

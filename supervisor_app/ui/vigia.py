"""The lookout of a run: keeps where the window is, dumps a window that hangs, and ends it well when the system asks to.

It must never touch the disk beyond the mark of the run, nor hold the window up.
"""

from __future__ import annotations

import contextlib
import faulthandler
import io
import logging
import os
import signal
import socket
import sys
from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QObject, QSocketNotifier, QTimer

from supervisor_app import durable
from supervisor_app.corrida import Corrida
from supervisor_app.ui.ventana import MainWindow

_LOG = logging.getLogger(__name__)

TICK_MS = 5_000
HANG_S = 30
_ROOM = 64 * 1024
_ASKED_TO_END = tuple(
    getattr(signal, name) for name in ("SIGTERM", "SIGINT", "SIGHUP", "SIGBREAK") if hasattr(signal, name)
)


class Lookout(QObject):
    """Watches one window from ``watch`` until ``stop``."""

    def __init__(self, run: Corrida) -> None:
        super().__init__()
        self._run = run
        self._window: MainWindow | None = None
        self._place: dict[str, str] = {}
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._dump = _open_dump(run)
        if self._dump is not None:
            faulthandler.enable(self._dump, all_threads=True)

    def watch(self, window: MainWindow) -> None:
        """From here on this window is the one that is watched; one before it may be gone."""
        self._window = window
        window.confirmed.connect(self._on_confirmed)
        self._timer.start()
        self._tick()

    def _on_confirmed(self, number: int, visit: str) -> None:
        place = where(self._window) if self._window is not None else {}
        self._run.anotar(confirmada=number, de=visit, **place)

    def _tick(self) -> None:
        if self._dump is not None:
            if os.lseek(self._dump, 0, os.SEEK_CUR):
                # It hung, or Windows told of something that was handled; either way it goes on.
                _LOG.warning("the window did not answer for a while")
                _wipe(self._dump)
            # Where this is not called again in time, the stacks of all threads are written, once.
            faulthandler.dump_traceback_later(HANG_S, file=self._dump)
        if self._window is not None and shiboken6.isValid(self._window):
            now = where(self._window)
            if now != self._place:
                self._place = now
                _LOG.info("at %s", " ".join(now.values()).strip() or "no visit")
                self._run.anotar(**now)

    def stop(self) -> None:
        """From here on the window is no longer watched; a process that dies now still leaves its stacks."""
        self._timer.stop()
        faulthandler.cancel_dump_traceback_later()
        self._window = None

    def close(self) -> None:
        """Let go of the file."""
        if self._dump is not None:
            faulthandler.disable()
            if sys.__stderr__ is not None:
                with contextlib.suppress(OSError, ValueError, io.UnsupportedOperation):
                    faulthandler.enable(sys.__stderr__)
            os.close(self._dump)
            self._dump = None


def where(window: MainWindow) -> dict[str, str]:
    """Visit, step and what is shown in it, by identifiers, as ``MainWindow.open_visit`` takes them."""
    workspace = window.workspace
    if workspace is None:
        return {"visita": "", "paso": "", "objeto": ""}
    paso, _, objeto = workspace.here().partition("#")
    return {"visita": workspace.session.expediente.visita.id, "paso": paso, "objeto": objeto}


def _open_dump(run: Corrida) -> int | None:
    """The file for the last words, its room on the disk taken already: the disk may be full by then."""
    try:
        run.volcado.parent.mkdir(parents=True, exist_ok=True)
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
        fd = os.open(run.volcado, flags, 0o600)
    except OSError:
        return None
    _wipe(fd)
    return fd


def _wipe(fd: int) -> None:
    """Nothing but room, from the beginning. Of a full disk, whatever part of the room there is will do."""
    with contextlib.suppress(OSError):
        os.lseek(fd, 0, os.SEEK_SET)
        durable.write_all(fd, bytes(_ROOM))
    os.lseek(fd, 0, os.SEEK_SET)


class EndSignals(QObject):
    """Whoever asks the process to end (a session that closes, Ctrl+C) closes the window, which saves what is typed."""

    def __init__(self, close: Callable[[], object]) -> None:
        super().__init__()
        self._close = close
        self._ours, self._theirs = socket.socketpair()
        self._ours.setblocking(False)
        self._theirs.setblocking(False)
        # Python sees to a signal when its code runs next; in Qt's loop that may be never, so a byte wakes it.
        self._wakeup = signal.set_wakeup_fd(self._theirs.fileno(), warn_on_full_buffer=False)
        self._before = {number: signal.signal(number, self._on_signal) for number in _ASKED_TO_END}
        self._notifier = QSocketNotifier(self._ours.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_byte)
        self._asked = False

    def _on_signal(self, _number: int, _frame: object) -> None:
        self._asked = True

    def _on_byte(self) -> None:
        with contextlib.suppress(BlockingIOError):
            self._ours.recv(64)
        if self._asked:
            self._asked = False
            self._close()

    def release(self) -> None:
        """Give the signals back."""
        self._notifier.setEnabled(False)
        for number, handler in self._before.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(self._wakeup)
        self._ours.close()
        self._theirs.close()

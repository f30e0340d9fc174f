"""On guard while the window lives: what goes wrong in any thread, and in Qt itself, is in a file before it is told.

It must never write a word of what was being handled: of what Qt says, only which part of Qt said it.
"""

from __future__ import annotations

import logging
import re
import sys
import threading
from collections.abc import Callable
from datetime import datetime
from types import TracebackType
from typing import Any

from PySide6.QtCore import QMessageLogContext, QObject, Qt, QtMsgType, Signal, qInstallMessageHandler

from supervisor_app.fallos import Fallos, describir

_LOG = logging.getLogger(__name__)
_WHO = re.compile(r"Q\w{1,40}(?:::\w{1,40})?")
_GRAVE = {
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}
_KINDS = 200
"""How many different messages of Qt one run writes down."""


class Guard(QObject):
    """Takes the hooks of Python and Qt until ``release``. ``caught(sentence)``, on the main thread: tell the person."""

    caught = Signal(str)

    def __init__(self, fallos: Fallos, tell: Callable[[str], None]) -> None:
        super().__init__()
        self._fallos = fallos
        self._tell = tell
        self._seen: set[str] = set()
        # A slot of this object, so that what another thread catches is told on this one.
        self.caught.connect(self._on_caught, Qt.ConnectionType.AutoConnection)
        self._before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread
        sys.unraisablehook = self._on_unraisable
        self._qt_before: Callable[..., Any] | None = qInstallMessageHandler(self._on_message)

    def release(self) -> None:
        """Give the hooks back to whoever had them."""
        sys.excepthook, threading.excepthook, sys.unraisablehook = self._before
        qInstallMessageHandler(self._qt_before)

    def _on_caught(self, sentence: str) -> None:
        self._tell(sentence)

    def _on_exception(self, _kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        self._catch(error.with_traceback(trace), "ventana")
        _show(error)

    def _on_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None and not isinstance(args.exc_value, SystemExit):
            self._catch(args.exc_value, "ventana, otro hilo")
            _show(args.exc_value)

    def _on_unraisable(self, args: sys.UnraisableHookArgs) -> None:
        if args.exc_value is not None:
            self._catch(args.exc_value, "ventana, al soltar")
            _show(args.exc_value)

    def _catch(self, error: BaseException, what: str) -> None:
        """The crash file before anything else; then the log and the person."""
        ruta, new = self._fallos.guardar(error, what)
        if not new:
            return
        _LOG.error("bug %s, crash file %s", type(error).__qualname__, "-" if ruta is None else ruta.stem)
        donde = f" Se guardó un registro sin datos personales en {ruta}." if ruta is not None else ""
        self.caught.emit(
            f"La aplicación tuvo un fallo; no es culpa suya y lo guardado está a salvo.{donde} "
            "Si algo no responde, cierre la ventana y vuelva a abrirla."
        )

    def _on_message(self, kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        level = _GRAVE.get(kind)
        who = _WHO.match(message)
        said = f"{context.category or 'default'} {who[0] if who else '-'}"
        if level is not None and said not in self._seen and len(self._seen) < _KINDS:
            self._seen.add(said)
            _LOG.log(level, "Qt %s: %s", kind.name, said)
        if self._qt_before is not None:
            self._qt_before(kind, context, message)
        elif level is not None and sys.stderr is not None:
            sys.stderr.write(f"{message if sys.stderr.isatty() else said}\n")


def _show(error: BaseException) -> None:
    """On a terminal the whole of it; elsewhere (the journal of the session keeps it) as in the crash file."""
    if sys.stderr is None:
        return
    if sys.stderr.isatty():
        sys.__excepthook__(type(error), error, error.__traceback__)
    else:
        sys.stderr.write(describir(error, datetime.now().astimezone(), "ventana"))

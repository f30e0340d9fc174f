"""A run of the window from start to end: its mark, its guard and its lookout, put up in order and taken down in order.

It must never know what the window shows.
"""

from __future__ import annotations

import logging
import platform
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import shiboken6

from supervisor_app import __version__, fallos, logs
from supervisor_app.corrida import Corrida
from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.fallos import Fallos
from supervisor_app.services.soporte import Soporte
from supervisor_app.ui import puertas
from supervisor_app.ui.guardia import Guard
from supervisor_app.ui.recuperacion import Recovery
from supervisor_app.ui.ventana import MainWindow
from supervisor_app.ui.vigia import EndSignals, Lookout
from supervisor_app.wiring import reloj_local

_LOG = logging.getLogger(__name__)


class Run:
    """What a start does with its run: ``attend`` the window once it is made, ``opened`` once its store is."""

    def __init__(self, carpeta: Path, mark: Corrida, lookout: Lookout) -> None:
        self._carpeta = carpeta
        self.mark = mark
        self._lookout = lookout
        self._window: MainWindow | None = None
        self._recovery: Recovery | None = None

    def attend(self, window: MainWindow) -> None:
        """Watch over this window, and announce in it how the run before ended where that was not well.

        Another window of the same run takes its place (a backup was restored, the data were opened anew).
        """
        self._window = window
        window.support = lambda: puertas.make_support(window.lanes, Soporte(self._carpeta, reloj=reloj_local))
        self._lookout.watch(window)
        previas = self.mark.previas()
        for previa in previas:
            _LOG.warning("run %s did not end well: %s", previa.id, previa.motivo.name)
        self._recovery = Recovery(window, self.mark, previas) if previas else None

    def opened(self) -> None:
        """The store is open and the first screen has its data: what was saved can be looked at."""
        if self._recovery is not None:
            self._recovery.look()

    def tell(self, sentence: str) -> None:
        if self._window is not None and shiboken6.isValid(self._window):
            self._window.notice.refuse(sentence)


@contextmanager
def watched(carpeta: Path, close_windows: Callable[[], object]) -> Iterator[Run]:
    """From before the window is made until all of it is closed."""
    with ExitStack() as down:
        fallos.preparar(carpeta)
        logs.configurar(carpeta)
        down.callback(logs.cerrar)
        mark = down.enter_context(Corrida(carpeta, reloj_local()))
        lookout = Lookout(mark)
        down.callback(lookout.close)
        run = Run(carpeta, mark, lookout)
        crashes = Fallos(carpeta, reloj_local, mark.id)
        guard = Guard(crashes, run.tell)
        down.callback(guard.release)
        signals = EndSignals(close_windows)
        down.callback(signals.release)
        down.callback(lookout.stop)
        _LOG.info("run %s: %s on %s %s", mark.id, __version__, platform.system(), platform.release())
        try:
            yield run
        except (UserError, EnvironmentProblem):
            raise
        except Exception as error:
            # Before anything is taken down: that may hang, or fail in its turn.
            crashes.guardar(error, "ventana")
            raise
        _LOG.info("run %s ends", mark.id)

"""Backups that nobody asks for: at the start, during the work, when a stick is plugged in, before the window closes.

What goes wrong is told quietly, once, and tried again; nothing ever waits for a backup but the closing of the window,
and that only until the person closes it again. It must never run two at once.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer

from supervisor_app.services.respaldos.manifiesto import Motivo
from supervisor_app.services.respaldos.verbos import Pasada, Respaldos
from supervisor_app.ui.lanes import Cancelled, Lanes, Work
from supervisor_app.ui.ventana import MainWindow
from supervisor_app.wiring import Servicios

LOOK_MS = 60_000
"""How often it looks for a stick and for what is due: some small files are read, nothing else."""
_CLOSING = "Respaldando antes de cerrar… Si no quiere esperar, cierre la ventana otra vez."


class Backups(QObject):
    """Watches over one window from ``start`` until it is closed. ``verbs`` are those of its data folder, once known."""

    def __init__(self, lanes: Lanes[Servicios], window: MainWindow) -> None:
        super().__init__(window)
        self._lanes, self._window = lanes, window
        self.verbs: Respaldos | None = None
        self._work: Work | None = None
        self._told: tuple[str, ...] = ()
        self._closing = False
        self._top: QObject | None = None
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.look)
        window.watch.reading.connect(self._on_reading)

    def start(self) -> None:
        """The store is open: back up what is due, and look again every minute. A window that only reads leaves it to
        the one that writes, until it writes itself.
        """

        def known(found: Respaldos | None) -> None:
            self.verbs = found
            if found is not None:
                self._top = self._window.window()
                self._top.installEventFilter(self)
                self._timer.start()
                self._run(Motivo.AL_ABRIR, self._tell)

        self._lanes.call(lambda s: None if s.solo_lectura else s.respaldos, known, owner=self)

    def _on_reading(self, why: str) -> None:
        if not why and self.verbs is None:
            self.start()

    def look(self) -> None:
        """Back up what is due by now."""
        self._run(Motivo.DURANTE, self._tell)

    def _run(self, why: Motivo, then: Callable[[Pasada], None]) -> None:
        verbs = self.verbs
        if verbs is None or self._work is not None:
            return

        def done(made: Pasada) -> None:
            self._work = None
            then(made)

        def failed(error: BaseException) -> None:
            self._work = None
            if not isinstance(error, Cancelled):
                raise error

        self._work = self._lanes.free(
            lambda work: verbs.automatico(why, work.report), done, failed, progress=_nobody_looks, owner=self
        )

    def _tell(self, made: Pasada) -> None:
        """Quietly: not over another notice, and the same words only once."""
        if made.avisos and made.avisos != self._told and self._window.notice.isHidden():
            self._window.notice.inform(" ".join(made.avisos))
            self._told = made.avisos
        elif not made.avisos:
            self._told = ()

    # --- closing --------------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Only that: the window is also asked while it is being destroyed.
        if event.type() == QEvent.Type.Close and watched is self._top:
            if self._closing or self.verbs is None or self._window.restoring:
                self._give_up()
                return False
            self._closing = True
            event.ignore()
            self._window.shown.commit()
            self._window.notice.inform(_CLOSING)
            # After everything that is being saved.
            self._lanes.call(lambda _s: None, lambda _none: self._last(), owner=self)
            return True
        return False

    def _last(self) -> None:
        if not self._closing:
            return
        if self._work is not None:
            # One is being made already; what was written since is in the next.
            self._work.cancel()
            QTimer.singleShot(0, self, self._last)
            return
        self._run(Motivo.AL_CERRAR, self._close)

    def _close(self, _made: Pasada) -> None:
        """Whatever came of it: what a place refused is told at the next start."""
        self._window.window().close()

    def _give_up(self) -> None:
        if self._work is not None:
            self._work.cancel()
        self._timer.stop()
        QTimer.singleShot(0, self, self._stay)

    def _stay(self) -> None:
        """The window is still there, because something could not be saved: it is watched over as before."""
        if self._window.isVisible():
            self._closing = False
            self._timer.start()


def _nobody_looks(_done: int, _total: int, _words: str) -> None:
    """With it the job can be cancelled between two files."""

"""Watches the data folder while the window is open: whether this window may write in it, and how full its disk is.

Two banners under the header say it and stay as long as it is so. It must never write anything itself, and never ask
more than one thing at a time.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal

from supervisor_app.errors import EnvironmentProblem
from supervisor_app.ui.aviso import words_of
from supervisor_app.ui.kit.banner import Banner
from supervisor_app.ui.lanes import Lanes
from supervisor_app.wiring import AvisoDelDisco, Servicios, reloj_local

TURN_MS = 4_000
"""How often a window that only reads asks whether the other one closed."""
ROOM_MS = 60_000
_STILL = "La otra ventana sigue abierta. Ciérrela (revise también las minimizadas) y vuelva a intentar."
_MINE = "La otra ventana se cerró: ya puede trabajar aquí."


class ReadingBanner(Banner):
    """«Sólo consulta: …», for as long as this window may not write."""

    def __init__(self) -> None:
        super().__init__("", kind="warn", icon="eye")
        self.hide()

    def show_reason(self, sentence: str, *, can_take_over: bool) -> None:
        """Nothing is shown for an empty sentence."""
        self.set_message(sentence, "warn", "eye", "Trabajar aquí" if can_take_over else "")
        self.setVisible(bool(sentence))


class RoomBanner(Banner):
    """How full the disk is. A quiet notice goes when it was read; the insistent one comes back at each look."""

    def __init__(self) -> None:
        super().__init__("", kind="warn", icon="triangle-alert", button="Entendido")
        self._read = False
        self.action.connect(self._on_read)
        self.hide()

    def show_room(self, aviso: AvisoDelDisco) -> None:
        if aviso.frase:
            kind, icon = ("bad", "circle-alert") if aviso.urge else ("warn", "triangle-alert")
            self.set_message(aviso.frase, kind, icon, "Entendido")
        self._read = self._read and bool(aviso.frase) and not aviso.urge
        self.setVisible(bool(aviso.frase) and not self._read)

    def _on_read(self) -> None:
        self._read = True
        self.hide()


class FolderWatch(QObject):
    """``reading(sentence)``: from now on this window only reads, and why; «» when it writes. ``told(sentence)``: what
    became of asking for the turn. ``banners`` have their place under the header.
    """

    reading = Signal(str)
    told = Signal(str)

    def __init__(
        self, lanes: Lanes[Servicios], parent: QObject | None = None, *, clock: Callable[[], datetime] = reloj_local
    ) -> None:
        super().__init__(parent)
        self._lanes, self._clock = lanes, clock
        self.why = ""
        """Why nothing may be written; «» where it may."""
        self.can_take_over = False
        self._reading, self._how_full = ReadingBanner(), RoomBanner()
        self.banners = (self._reading, self._how_full)
        self._reading.action.connect(self.take_over)
        self._turn = QTimer(self, interval=TURN_MS)
        self._turn.timeout.connect(lambda: self._ask(asked=False))
        self._room = QTimer(self, interval=ROOM_MS)
        self._room.timeout.connect(self.look)

    def start(self) -> None:
        """Once the store is open: look now, and then now and then."""
        self._lanes.call(
            lambda s: (s.solo_lectura, s.puede_tomar_turno), self._on_open, lambda _error: None, owner=self
        )
        self._room.start()
        self.look()

    def stop(self) -> None:
        """Nothing is asked any more."""
        self._turn.stop()
        self._room.stop()

    def look(self) -> None:
        """How the disk is now; keeps the ballast in its place."""
        self._lanes.call(lambda s: s.cuidar(self._clock()), self._how_full.show_room, self._on_trouble, owner=self)

    def take_over(self) -> None:
        """The person wants to work here."""
        self._ask(asked=True)

    def _on_open(self, how: tuple[str, bool]) -> None:
        why, self.can_take_over = how
        if why:
            self._tell(why)
            if self.can_take_over:
                self._turn.start()

    def _tell(self, why: str) -> None:
        self.why = why
        self._reading.show_reason(why, can_take_over=self.can_take_over)
        self.reading.emit(why)

    def _ask(self, *, asked: bool) -> None:
        def answered(mine: bool) -> None:
            if mine and self.why:
                self._turn.stop()
                self._tell("")
                self.told.emit(_MINE)
            elif asked and not mine:
                self.told.emit(_STILL)

        self._lanes.call(lambda s: s.tomar_turno(), answered, self._on_trouble, owner=self)

    def _on_trouble(self, error: BaseException) -> None:
        """A disk that does not even answer will be told by whatever is saved next."""
        if not isinstance(error, EnvironmentProblem):
            raise error
        self.told.emit(words_of(error))

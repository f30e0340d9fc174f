"""Verifies what was brought, one thing after another, and asks this laptop what it knows of it. Touches no widget."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, Signal
from PySide6.QtGui import QImage

from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.services.cotejo import Cotejado
from supervisor_app.services.examen import Examen, Examinado, leer_archivo
from supervisor_app.ui.lanes import Cancelled, Lanes, Work
from supervisor_app.ui.lugares.verificar.resultado import Outcome
from supervisor_app.wiring import Servicios


@dataclass(frozen=True)
class Brought:
    """A name to call it by, and how its bytes are had, on the free lane."""

    name: str
    read: Callable[[], bytes]


def of_file(path: Path) -> Brought:
    return Brought(path.name, lambda: leer_archivo(path))


def of_image(image: QImage) -> Brought:
    return Brought("Imagen pegada", lambda: _png(image))


def _png(image: QImage) -> bytes:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs say bytes, which it refuses
    return bytes(data.data())


class Verifying(QObject):
    """``progress(share, words)`` while it works, ``found(Outcome)`` for each thing, ``done`` at the end of all."""

    progress = Signal(float, str)
    found = Signal(object)
    done = Signal()

    def __init__(self, lanes: Lanes[Servicios], parent: QObject) -> None:
        super().__init__(parent)
        self._lanes = lanes
        self._queue: deque[Brought] = deque()
        self._total = 0
        self._round = 0
        self._work: Work | None = None

    def is_busy(self) -> bool:
        return bool(self._total)

    def take(self, things: Sequence[Brought]) -> None:
        """Verify these; what was still to be verified is given up."""
        self.cancel()
        self._queue.extend(things)
        self._total = len(self._queue)
        self._next()

    def cancel(self) -> None:
        """Give up what is not done. What a library is in the midst of ends by itself and is not told."""
        self._round += 1
        self._queue.clear()
        if self._work is not None:
            self._work.cancel()
            self._work = None
        if self._total:
            self._total = 0
            self.done.emit()

    def type_digits(self, digits: str, told: Callable[[str], None]) -> None:
        """Check the digits of a foot. ``told(sentence)`` where they cannot be any."""
        self.cancel()

        def refused(error: BaseException) -> None:
            if not isinstance(error, UserError | EnvironmentProblem):
                raise error
            told(error.message)

        def known(answer: tuple[Cotejado, ...]) -> None:
            self.found.emit(Outcome(f"Huella {digits.strip()}", known=answer))

        self._lanes.call(lambda s: s.cotejo.por_huella(digits), known, refused, owner=self)

    def _next(self) -> None:
        if not self._queue:
            self._total = 0
            self.done.emit()
            return
        thing, turn = self._queue.popleft(), self._round
        n = self._total - len(self._queue)
        which = f" ({n} de {self._total})" if self._total > 1 else ""
        self.progress.emit((n - 1) / self._total, f"Verificando «{thing.name}»{which}…")
        self._lanes.call(
            lambda s: s.examen,
            lambda examen: self._examine(turn, thing, examen),
            lambda error: self._on_problem(turn, thing, error),
            owner=self,
        )

    def _examine(self, turn: int, thing: Brought, examen: Examen) -> None:
        if turn == self._round:
            self._work = self._lanes.free(
                lambda _work: examen.examinar(thing.name, thing.read()),
                lambda examined: self._look_up(turn, thing, examined),
                lambda error: self._on_problem(turn, thing, error),
                owner=self,
            )

    def _look_up(self, turn: int, thing: Brought, examined: Examinado) -> None:
        if turn != self._round:
            return

        def ask(s: Servicios) -> tuple[Cotejado, ...]:
            by_record = [k for huella in examined.huellas for k in s.cotejo.por_archivo(huella, examined.sha256)]
            return (*by_record, *s.cotejo.por_sellos(examined.sellos))

        self._lanes.call(
            ask,
            lambda known: self._tell(turn, Outcome(thing.name, examined, known, examined.problema)),
            lambda error: self._on_problem(turn, thing, error),
            owner=self,
        )

    def _on_problem(self, turn: int, thing: Brought, error: BaseException) -> None:
        if isinstance(error, Cancelled):
            return
        if not isinstance(error, UserError | EnvironmentProblem):
            raise error
        self._tell(turn, Outcome(thing.name, problem=error.message))

    def _tell(self, turn: int, outcome: Outcome) -> None:
        if turn == self._round:
            self._work = None
            self.found.emit(outcome)
            self._next()

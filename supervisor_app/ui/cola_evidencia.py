"""Files on their way into the visit, one after the other: read and made ready on the free lane, kept on the store lane.

So answers are saved while a folder of photos comes in. What cannot be evidence is told with its reason and stops
nothing else. It must never touch a widget, nor leave a batch without a word at its end.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from supervisor_app.domain.evidencia import Evidencia, Sitio
from supervisor_app.domain.expediente import Expediente
from supervisor_app.domain.texto import cuantos
from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.services.evidencias import Guardada
from supervisor_app.services.ingreso import Listado, Pieza, leer_archivo, listar
from supervisor_app.ui.lanes import Lanes, Work
from supervisor_app.wiring import Servicios

_LINES = 6
"""Lines of a kind in the word at the end; more of them would push the screen away."""
Make = Callable[[int | None], Pieza]
"""Makes one file ready; given the most points of the long side of a photo."""


class Visit(Protocol):
    """What the queue needs of the open visit."""

    lanes: Lanes[Servicios]

    @property
    def expediente(self) -> Expediente: ...


@dataclass
class _Batch:
    """What came in one go: what is still to be made, and what became of the rest.

    ``total`` are to be read; ``seen`` counts with them what a folder had besides.
    """

    place: Sitio
    waiting: deque[tuple[str, Make]]
    total: int
    seen: int
    kept: list[Evidencia] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    stopped: bool = False


class EvidenceQueue(QObject):
    """``progressed(done, total, name)`` while a batch of several goes on, ``idle()`` when nothing does.

    ``kept(evidences)``: to be attached. ``told(sentence)``: how a batch ended, or what a person should know of it;
    ``refused(sentence)``: nothing of it became evidence. ``failed(error)``: the disk refuses.
    """

    progressed = Signal(int, int, str)
    idle = Signal()
    kept = Signal(object)
    told = Signal(str)
    refused = Signal(str)
    failed = Signal(object)

    def __init__(self, visit: Visit, parent: QObject) -> None:
        super().__init__(parent)
        self._visit = visit
        self._batches: deque[_Batch] = deque()
        self._work: Work | None = None
        self._side: int | None = None

    # --- coming in ------------------------------------------------------------------------------------------------

    def take_files(self, files: Sequence[Path], place: Sitio) -> None:
        """Files, and folders among them with what they hold."""
        folders = [f for f in files if f.is_dir()]
        self._add(place, [(f.name, _reader(f)) for f in files if f not in folders])
        for folder in folders:
            self.take_folder(folder, place)

    def take_made(self, name: str, make: Make, place: Sitio) -> None:
        """Something that is no file yet (an image of the clipboard)."""
        self._add(place, [(name, make)])

    def take_folder(self, folder: Path, place: Sitio) -> None:
        """What a folder holds, as a phone leaves it."""

        def take(listing: Listado) -> None:
            if not listing.archivos:
                self.refused.emit(
                    f"En «{folder.name}» no hay archivos que puedan ser evidencia."
                    + (f" No se tomó: {_few(listing.omitidos)}." if listing.omitidos else "")
                )
                return
            self._add(place, [(f.name, _reader(f)) for f in listing.archivos], left_out=listing.omitidos)

        self._visit.lanes.free(lambda _work: listar(folder), take, self._on_problem, owner=self)

    def _add(self, place: Sitio, files: Sequence[tuple[str, Make]], *, left_out: Sequence[str] = ()) -> None:
        if not files:
            return
        self._batches.append(
            _Batch(place, deque(files), len(files), len(files) + len(left_out), left_out=list(left_out))
        )
        if len(self._batches) == 1:
            self._begin()

    @property
    def is_busy(self) -> bool:
        return bool(self._batches)

    def cancel(self) -> None:
        """Take no more of what is waiting; what was kept is attached, and one undo takes it off again."""
        for batch in self._batches:
            batch.waiting.clear()
            batch.stopped = True

    # --- one after the other --------------------------------------------------------------------------------------

    def _begin(self) -> None:
        """The setting is read anew for each batch."""

        def then(side: int | None) -> None:
            self._side = side
            self._next()

        self._visit.lanes.call(lambda s: s.evidencias.lado, then, self._on_problem, owner=self)

    def _next(self) -> None:
        batch = self._batches[0]
        if not batch.waiting:
            self._finish()
            return
        name, make = batch.waiting.popleft()
        done = batch.total - len(batch.waiting) - 1
        if batch.total > 1:
            self.progressed.emit(done, batch.total, name)
        side = self._side
        self._visit.lanes.free(lambda _work: make(side), self._keep, self._leave_out, owner=self)

    def _keep(self, piece: Pieza) -> None:
        batch, e = self._batches[0], self._visit.expediente
        before = tuple(batch.kept)
        self._visit.lanes.call(
            lambda s: s.evidencias.guardar(e, piece, batch.place, despues_de=before),
            self._on_kept,
            self._leave_out,
            owner=self,
        )

    def _on_kept(self, result: Guardada) -> None:
        batch = self._batches[0]
        if result.evidencia is not None:
            batch.kept.append(result.evidencia)
            if result.aviso:
                batch.said.append(result.aviso)
        else:
            batch.left_out.append(result.aviso)
        self._next()

    def _leave_out(self, error: BaseException) -> None:
        batch = self._batches[0]
        if isinstance(error, UserError):
            batch.left_out.append(error.message)
            self._next()
        elif isinstance(error, EnvironmentProblem):
            batch.waiting.clear()
            batch.stopped = True
            self.failed.emit(error)
            self._finish()
        else:
            raise error

    def _finish(self) -> None:
        batch = self._batches.popleft()
        if batch.kept:
            self.kept.emit(tuple(batch.kept))
        sentence = _summary(batch)
        if sentence:
            (self.told if batch.kept else self.refused).emit(sentence)
        if self._batches:
            self._begin()
        else:
            self.idle.emit()

    def _on_problem(self, error: BaseException) -> None:
        if isinstance(error, UserError):
            self.refused.emit(error.message)
        elif isinstance(error, EnvironmentProblem):
            self.failed.emit(error)
        else:
            raise error


def _reader(path: Path) -> Make:
    return lambda side: leer_archivo(path, lado=side)


def _summary(batch: _Batch) -> str:
    """How a batch ended; nothing to say of one file that simply came in."""
    if batch.total == 1 and not batch.stopped and not (batch.kept and batch.left_out):
        return " ".join((*batch.left_out, *batch.said))
    lines = [f"Se adjuntaron {len(batch.kept)} de {cuantos(batch.seen, 'archivo', 'archivos')}."]
    if batch.stopped:
        lines = [f"Se detuvo: {lines[0][0].lower()}{lines[0][1:]} Ctrl+Z los quita."]
    if batch.left_out:
        lines += ["No se adjuntó:", *_listed(_grouped(batch.left_out))]
    return "\n".join((*lines, *_listed(batch.said)))


def _grouped(reasons: Sequence[str]) -> list[str]:
    """The names of what was left out for the same reason in one line: a phone leaves dozens of the same kind."""
    names: dict[str, list[str]] = {}
    for reason in reasons:
        name, colon, why = reason.partition("»: ")
        names.setdefault(why if colon else reason, []).append(f"{name}»" if colon else "")
    return [f"{_few_names(who)}: {why}" if who[0] else why for why, who in names.items()]


def _few_names(names: Sequence[str]) -> str:
    more = f" y {len(names) - 4} más" if len(names) > 4 else ""
    return ", ".join(names[:4]) + more


def _listed(lines: Sequence[str]) -> list[str]:
    more = [f"· y {len(lines) - _LINES} más"] if len(lines) > _LINES else []
    return [*(f"· {line}" for line in lines[:_LINES]), *more]


def _few(reasons: Sequence[str]) -> str:
    return "; ".join(_grouped(reasons)[:3])

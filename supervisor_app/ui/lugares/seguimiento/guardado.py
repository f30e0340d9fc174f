"""Keeps on disk what was begun and not registered: after a pause in typing, and before the place or window is left.

It must never hold up typing, nor write what did not change.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from pathlib import Path
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from supervisor_app.domain.seguimiento import ClaseDeActo
from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.services.desahogo.borradores import BorradorDeActo
from supervisor_app.ui.lanes import Cancelled, Lanes
from supervisor_app.ui.lugares.seguimiento.borrador import Draft, Drafts, Incoming
from supervisor_app.wiring import Servicios, reloj_local

PAUSE = 1_500
"""Milliseconds without a key before what is typed goes to disk."""


K = TypeVar("K", bound=Hashable)
T = TypeVar("T")


class _Keeper(QObject, Generic[K]):
    """``saving()``, ``saved(moment)``, ``failed(sentence, action)``: what the badge says. ``_job`` gives what writes
    the things of these keys as they stand now.
    """

    saving = Signal()
    saved = Signal(object)
    failed = Signal(str, str)

    def __init__(self, lanes: Lanes[Servicios], parent: QObject) -> None:
        super().__init__(parent)
        self._lanes = lanes
        self._waiting: dict[K, None] = {}
        self._writing: dict[K, None] = {}
        self._timer = QTimer(self, singleShot=True, interval=PAUSE)
        self._timer.timeout.connect(self.flush)

    @property
    def unsaved(self) -> int:
        return len(self._waiting | self._writing)

    def _job(self, keys: Sequence[K]) -> Callable[[Servicios], None]:
        raise NotImplementedError

    def _note(self, key: K) -> None:
        self._waiting[key] = None
        self._timer.start()

    def flush(self) -> None:
        """Write what waits; while one writing is under way the next one waits for it."""
        self._timer.stop()
        if not self._waiting or self._writing:
            return
        self._writing, self._waiting = self._waiting, {}
        job = self._job(list(self._writing))
        self.saving.emit()
        self._lanes.call(job, lambda _none: self._done(), self._fail, owner=self)

    def _done(self) -> None:
        self._writing = {}
        self.saved.emit(reloj_local())
        if self._waiting and not self._timer.isActive():
            self.flush()

    def _fail(self, error: BaseException) -> None:
        self._waiting = self._writing | self._waiting
        self._writing = {}
        self._refused(error)

    def _refused(self, error: BaseException) -> None:
        if isinstance(error, Cancelled):
            return
        if not isinstance(error, UserError | EnvironmentProblem):
            raise error
        self.failed.emit(error.message, "Reintentar")


class FormKeeper(_Keeper[str]):
    """Forms of their own: by key what they hold, None once that is registered or thrown away."""

    def __init__(self, lanes: Lanes[Servicios], parent: QObject) -> None:
        super().__init__(lanes, parent)
        self._held: dict[str, object | None] = {}

    def hold(self, key: str, data: object | None) -> None:
        self._held[key] = data
        self._note(key)

    def take(self, key: str, clase: type[T], then: Callable[[T], object]) -> None:
        """What was left of a form, where something was: of this window, or of one before."""
        if key in self._held:
            held = self._held[key]
            if isinstance(held, clase):
                then(held)
            return

        def show(kept: T | None) -> None:
            if kept is not None and key not in self._held:
                then(kept)

        self._lanes.call(lambda s: s.desahogo.borradores.leer_forma(key, clase), show, self._refused, owner=self)

    def _job(self, keys: Sequence[str]) -> Callable[[Servicios], None]:
        held = {key: self._held[key] for key in keys}

        def write(s: Servicios) -> None:
            for key, data in held.items():
                s.desahogo.borradores.guardar_forma(key, data)

        return write


class DraftKeeper(_Keeper[tuple[str, ClaseDeActo]]):
    """Acts on findings."""

    def __init__(self, lanes: Lanes[Servicios], drafts: Drafts, parent: QObject) -> None:
        super().__init__(lanes, parent)
        self._drafts = drafts
        self._read = False
        drafts.on_change = lambda finding, clase: self._note((finding, clase))

    def read(self, then: Callable[[], object]) -> None:
        """Take up what was begun before this window, once; what is typed meanwhile stays as it is."""
        if self._read:
            return
        self._read = True

        def take(kept: tuple[tuple[str, Draft], ...]) -> None:
            for finding, draft in kept:
                self._drafts.take_up(finding, draft)
            if kept:
                then()

        self._lanes.call(_read, take, self._refused, owner=self)

    def _job(self, keys: Sequence[tuple[str, ClaseDeActo]]) -> Callable[[Servicios], None]:
        kept = [(finding, self._drafts.of(finding, clase)) for finding, clase in keys]
        return lambda s: _write(s, kept)


def _write(s: Servicios, drafts: Sequence[tuple[str, Draft]]) -> None:
    """For the store lane."""
    kept = s.desahogo.borradores
    kept.guardar(
        BorradorDeActo(
            hallazgo_id=finding,
            clase=d.clase,
            palabras=d.palabras,
            medida=d.medida,
            plazo=d.plazo,
            autorizo=d.autorizo,
            avance=d.avance,
            rutas=tuple(str(f) for f in d.archivos if isinstance(f, Path)),
            pegados=tuple(kept.pegado(f) for f in d.archivos if not isinstance(f, Path)),
        )
        for finding, d in drafts
    )


def _read(s: Servicios) -> tuple[tuple[str, Draft], ...]:
    """For the store lane. Pasted things come after the files; what is gone is left out."""
    kept = s.desahogo.borradores
    return tuple((b.hallazgo_id, _draft(b, [p for e in b.pegados if (p := kept.pieza(e))])) for b in kept.todos())


def _draft(b: BorradorDeActo, pasted: list[Incoming]) -> Draft:
    files = tuple(Path(r) for r in b.rutas)
    return Draft(b.clase, b.palabras, b.medida, b.plazo, b.autorizo, b.avance, (*files, *pasted))

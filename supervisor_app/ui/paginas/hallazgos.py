"""What a search finds in the shown document: all of it, and the one that is looked at. It must never paint."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.services.paginas import Hallado, buscar
from supervisor_app.ui.lanes import Cancelled, Lanes, Work
from supervisor_app.ui.paginas.hojas import Band, bands_of
from supervisor_app.wiring import Servicios

LIMIT = 2000
"""When this many are found no more are looked for; whoever finds more needs another word."""
_PAUSE_MS = 200
_CHUNK = 20
"""Pages that are looked through at once, about a tenth of a second."""


class Finder(QObject):
    """``changed`` when there is something else to mark or to say; ``reached(Hallado)`` when one is to be shown."""

    changed = Signal()
    reached = Signal(object)

    def __init__(self, lanes: Lanes[Servicios], parent: QObject) -> None:
        super().__init__(parent)
        self._lanes = lanes
        self._pdf = b""
        self._words = ""
        self._from = 0
        self._hits: tuple[Hallado, ...] = ()
        self._bands: dict[int, list[Band]] = {}
        self._at = -1
        self._pages = self._round = 0
        self._leads = False
        self._chunks: deque[Sequence[int]] = deque()
        self._work: Work | None = None
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._search)

    def open(self, pdf: bytes, pages: int) -> None:
        """Another document: the same words are looked for in it, and nobody is led anywhere."""
        self._pdf, self._pages = pdf, pages
        self._set_hits((), None)
        if self._words:
            self._search(lead=False)

    def look_for(self, words: str, page: int) -> None:
        """Find ``words``, from ``page`` (from 0) on, once typing pauses."""
        self._words, self._from = words.strip(), page
        self._stop()
        if self._words:
            self._pause.start()
            self.changed.emit()
        else:
            self._set_hits((), None)

    def close(self) -> None:
        """Nothing is looked for any more."""
        self._words = ""
        self._stop()
        self._set_hits((), None)

    def _stop(self) -> None:
        self._round += 1
        self._pause.stop()
        self._chunks.clear()
        if self._work is not None:
            self._work.cancel()
            self._work = None

    def _search(self, *, lead: bool = True) -> None:
        """From the page in view to the end and round to it, some pages at a time: what is near is shown at once."""
        self._stop()
        self._set_hits((), None)
        self._leads = lead
        start = min(self._from, max(0, self._pages - 1))
        order = [*range(start, self._pages), *range(start)]
        self._chunks.extend(order[n : n + _CHUNK] for n in range(0, len(order), _CHUNK))
        self._go_on()

    def _go_on(self) -> None:
        if not self._chunks or len(self._hits) >= LIMIT:
            self._stop()
            self.changed.emit()
            return
        pdf, words, pages, turn = self._pdf, self._words, self._chunks.popleft(), self._round
        self._work = self._lanes.free(
            lambda work: _find(work, pdf, words, pages),
            lambda hits: self._on_found(turn, hits),
            self._on_failed,
            owner=self,
        )
        self.changed.emit()

    def _on_found(self, turn: int, hits: tuple[Hallado, ...]) -> None:
        if turn != self._round:
            return
        self._work = None
        if hits:
            first = not self._hits
            every = sorted((*self._hits, *hits), key=lambda hit: (hit.pagina, hit.desde))
            self._set_hits(tuple(every), self.current() or hits[0])
            if first and self._leads:
                self.reached.emit(hits[0])
        self._go_on()

    def _on_failed(self, error: BaseException) -> None:
        # Whoever shows the pages says that the file is damaged.
        if not isinstance(error, UserError | EnvironmentProblem | Cancelled):
            raise error

    def step(self, by: int) -> None:
        """The next one or the one before, round the ends of the document. What was typed last is looked for first."""
        if self._pause.isActive():
            self._search()
        elif self._hits:
            there = self._hits[(self._at + by) % len(self._hits)]
            self._set_hits(self._hits, there)
            self.reached.emit(there)

    def _set_hits(self, hits: tuple[Hallado, ...], current: Hallado | None) -> None:
        self._hits, self._at = hits, hits.index(current) if current is not None else -1
        self._bands = {}
        for n, hit in enumerate(hits):
            kind = "current" if n == self._at else "found"
            self._bands.setdefault(hit.pagina, []).extend(bands_of(hit.pagina, hit.cajas, kind))
        self.changed.emit()

    # --- what there is --------------------------------------------------------------------------------------------

    def bands(self, page: int) -> list[Band]:
        return self._bands.get(page, [])

    def current(self) -> Hallado | None:
        return self._hits[self._at] if self._hits else None

    def words(self) -> str:
        return self._words

    def is_busy(self) -> bool:
        return self._pause.isActive() or self._work is not None

    def result(self) -> str:
        """«3 de 17», «No está», or that it is being looked for; "" where nothing is."""
        if not self._words:
            return ""
        if not self._hits:
            return "Buscando…" if self.is_busy() else "No está"
        more = "más de " if len(self._hits) >= LIMIT else ""
        return f"{self._at + 1} de {more}{len(self._hits)}" + ("…" if self.is_busy() else "")


def _find(work: Work, pdf: bytes, words: str, pages: Sequence[int]) -> tuple[Hallado, ...]:
    found: list[Hallado] = []
    for hits in buscar(pdf, words, pages):
        work.check()
        found.extend(hits)
    return tuple(found)

"""What a search finds in the shown document: all of it, and the one that is looked at. It must never paint."""

from __future__ import annotations

import bisect

from PySide6.QtCore import QObject, QTimer, Signal

from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.services.paginas import Hallado, buscar
from supervisor_app.ui.lanes import Cancelled, Lanes, Work
from supervisor_app.ui.paginas.hojas import Band, bands_of
from supervisor_app.wiring import Servicios

LIMIT = 2000
"""What is marked at most; whoever finds more needs another word."""
_PAUSE_MS = 200


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
        self._work: Work | None = None
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._search)

    def open(self, pdf: bytes) -> None:
        """Another document: the same words are looked for in it, and nobody is led anywhere."""
        self._pdf = pdf
        self._set_hits((), -1)
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
            self._set_hits((), -1)

    def close(self) -> None:
        """Nothing is looked for any more."""
        self._words = ""
        self._stop()
        self._set_hits((), -1)

    def _stop(self) -> None:
        self._pause.stop()
        if self._work is not None:
            self._work.cancel()
            self._work = None

    def _search(self, *, lead: bool = True) -> None:
        self._stop()
        pdf, words = self._pdf, self._words
        self._work = self._lanes.free(
            lambda work: _find(work, pdf, words),
            lambda hits: self._on_found(pdf, words, hits, lead=lead),
            self._on_failed,
            owner=self,
        )
        self.changed.emit()

    def _on_found(self, pdf: bytes, words: str, hits: tuple[Hallado, ...], *, lead: bool) -> None:
        if pdf is not self._pdf or words != self._words:
            return
        self._work = None
        at = bisect.bisect_left([hit.pagina for hit in hits], self._from) % len(hits) if hits else -1
        self._set_hits(hits, at)
        if lead and hits:
            self.reached.emit(hits[at])

    def _on_failed(self, error: BaseException) -> None:
        # Whoever shows the pages says that the file is damaged.
        if not isinstance(error, UserError | EnvironmentProblem | Cancelled):
            raise error

    def step(self, by: int) -> None:
        """The next one or the one before, round the ends of the document. What was typed last is looked for first."""
        if self._pause.isActive():
            self._search()
        elif self._hits:
            self._set_hits(self._hits, (self._at + by) % len(self._hits))
            self.reached.emit(self._hits[self._at])

    def _set_hits(self, hits: tuple[Hallado, ...], at: int) -> None:
        self._hits, self._at = hits, at
        self._bands = {}
        for n, hit in enumerate(hits):
            kind = "current" if n == at else "found"
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
        if self.is_busy():
            return "Buscando…"
        if not self._hits:
            return "No está"
        more = "más de " if len(self._hits) >= LIMIT else ""
        return f"{self._at + 1} de {more}{len(self._hits)}"


def _find(work: Work, pdf: bytes, words: str) -> tuple[Hallado, ...]:
    found: list[Hallado] = []
    for hits in buscar(pdf, words):
        work.check()
        found.extend(hits)
        if len(found) >= LIMIT:
            return tuple(found[:LIMIT])
    return tuple(found)

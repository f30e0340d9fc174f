"""One thing after another on the store lane, with words for each and a stop between two: emitting, signing several.

What was done stays done when the person stops or one fails. It must never hold more than the jobs it was given.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from supervisor_app.domain.documento import Documento
from supervisor_app.ui.lanes import Lanes
from supervisor_app.wiring import Servicios


@dataclass(frozen=True, slots=True)
class Tarea:
    """``palabras`` say what is being done («Emitiendo la cédula CO-02»)."""

    palabras: str
    hacer: Callable[[Servicios], Documento]


class Tanda(QObject):
    """``progress(done, total, words)`` before each one. Ends in ``finished(documents, cancelled)`` or in
    ``failed(error, documents)``, with those that were done.
    """

    progress = Signal(int, int, str)
    finished = Signal(object, bool)
    failed = Signal(object, object)

    def __init__(self, lanes: Lanes[Servicios], tareas: Sequence[Tarea], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lanes = lanes
        self._tareas = list(tareas)
        self._total = len(tareas)
        self._hechos: list[Documento] = []
        self._cancelled = False

    def start(self) -> None:
        if self._cancelled or not self._tareas:
            cancelled = bool(self._tareas)
            self._tareas.clear()
            self.finished.emit(tuple(self._hechos), cancelled)
            return
        tarea = self._tareas.pop(0)
        self.progress.emit(len(self._hechos), self._total, tarea.palabras)
        self._lanes.call(tarea.hacer, self._on_done, self._on_failed, owner=self)

    def cancel(self) -> None:
        """Stop after the one that is being done."""
        self._cancelled = True

    def _on_done(self, documento: Documento) -> None:
        self._hechos.append(documento)
        self.start()

    def _on_failed(self, error: BaseException) -> None:
        self._tareas.clear()
        self.failed.emit(error, tuple(self._hechos))

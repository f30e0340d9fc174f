"""Hands an act that a person wrote to the service: its files are read on a free lane, it is written on the store's.

It must never say of itself that something was registered: only what came back from the disk is.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from supervisor_app.domain.lectura import leer_con_decimales, leer_fecha
from supervisor_app.domain.seguimiento import ClaseDeActo
from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.services.ingreso import Pieza, leer_archivo
from supervisor_app.ui.lanes import Cancelled, Lanes
from supervisor_app.ui.lugares.seguimiento.borrador import Draft
from supervisor_app.wiring import Servicios

C = ClaseDeActo


class Registry(QObject):
    """``done(finding, Draft)`` once it is on disk; ``refused(sentence, field)`` where it cannot be."""

    done = Signal(str, object)
    refused = Signal(str, object)
    busy_changed = Signal(bool)

    def __init__(self, lanes: Lanes[Servicios], owner: QWidget, *, today: Callable[[], date] = date.today) -> None:
        super().__init__(owner)
        self._lanes, self._today = lanes, today
        self.busy = False

    def register(self, finding: str, draft: Draft) -> None:
        """Once at a time: a second Ctrl+Enter while the first one is written is not a second act."""
        if self.busy:
            return
        self._set_busy(True)
        self._lanes.call(
            lambda s: s.evidencias.lado, lambda side: self._read(finding, draft, side), self._fail, owner=self
        )

    def _read(self, finding: str, draft: Draft, side: int | None) -> None:
        files = draft.archivos
        self._lanes.free(
            lambda _work: tuple(_piece(f, side) for f in files),
            lambda pieces: self._write(finding, draft, pieces),
            self._fail,
            owner=self,
        )

    def _write(self, finding: str, draft: Draft, pieces: tuple[Pieza, ...]) -> None:
        today = self._today()
        self._lanes.call(
            lambda s: _write(s, finding, draft, pieces, today),
            lambda _written: self._end(finding, draft),
            self._fail,
            owner=self,
        )

    def _end(self, finding: str, draft: Draft) -> None:
        self._set_busy(False)
        self.done.emit(finding, draft)

    def _fail(self, error: BaseException) -> None:
        self._set_busy(False)
        if isinstance(error, Cancelled):
            return
        if not isinstance(error, UserError | EnvironmentProblem):
            raise error
        self.refused.emit(error.message, error.field if isinstance(error, UserError) else None)

    def _set_busy(self, busy: bool) -> None:
        self.busy = busy
        self.busy_changed.emit(busy)


def _piece(file: Path | Pieza, side: int | None) -> Pieza:
    return leer_archivo(file, lado=side) if isinstance(file, Path) else file


def _write(s: Servicios, finding: str, draft: Draft, pieces: tuple[Pieza, ...], today: date) -> object:
    """For the store lane. Raises UserError with what is missing, EnvironmentProblem where the disk refuses."""
    d, words, measure = s.desahogo, draft.palabras, draft.medida
    if draft.clase is C.EVIDENCIA:
        return d.recibir_evidencia(finding, pieces, words, medida=measure)
    if draft.clase is C.AVANCE:
        if not draft.avance.strip():
            raise UserError("Escriba cuánto se ha avanzado, de 0 a 100.", field="avance")
        return d.registrar_avance(finding, measure, int(leer_con_decimales(draft.avance.rstrip("% "), 0)), words)
    if draft.clase is C.PRORROGA:
        if not draft.plazo.strip():
            raise UserError("Escriba el nuevo plazo.", field="plazo")
        return d.prorrogar(finding, measure, leer_fecha(draft.plazo, hoy=today), words, draft.autorizo)
    if draft.clase is C.NOTA:
        return d.anotar(finding, words)
    decide = {C.SOLVENTADA: d.solventar, C.DEVUELTA: d.devolver, C.NO_SOLVENTADA: d.no_solventada}
    return decide[draft.clase](finding, words)

"""Emitting documents and closing the visit: one thing at a time, and only of what is already on disk.

It must never touch a widget.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal

from supervisor_app.domain.documento import Documento
from supervisor_app.domain.expediente import Expediente
from supervisor_app.services.documentos import FilaDocumento
from supervisor_app.ui.sesion import VisitSession
from supervisor_app.ui.visita.documentos.renglones import corto
from supervisor_app.ui.visita.documentos.tanda import Tanda, Tarea
from supervisor_app.wiring import Servicios


class Trabajo(QObject):
    """``progress(share, words, can_cancel)`` while it works. Ends in ``emitted(documents)``, ``closed(Expediente)`` or
    ``failed(error)``; emitting ends in ``emitted`` also where it failed half way, after ``failed``. When typing could
    not be saved it is given up with ``idle``, and the badge says why.
    """

    progress = Signal(float, str, bool)
    emitted = Signal(object)
    closed = Signal(object)
    failed = Signal(object)
    idle = Signal()

    def __init__(self, session: VisitSession, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._waiting: Callable[[], None] | None = None
        self._tanda: Tanda | None = None
        self._busy = False
        session.saved.connect(lambda _moment: self._go_on())
        session.failed.connect(lambda _sentence, _action: self._give_up())

    def is_busy(self) -> bool:
        return self._busy

    def emit_documents(self, filas: Sequence[FilaDocumento], motivo: str = "") -> None:
        """Emit a version of each of these; nothing while something else is being done. ``motivo``: why, for those that
        replace what was signed."""
        if filas and not self._busy:
            self._start(partial(self._emit_now, tuple(filas), motivo))

    def close(self) -> None:
        """Close the visit; the service refuses where something is missing."""
        if not self._busy:
            self._start(self._close_now)

    def cancel(self) -> None:
        if self._tanda is not None:
            self._tanda.cancel()

    # What is emitted must not be ahead of what is kept, so typing is saved first.

    def _start(self, action: Callable[[], None]) -> None:
        self._busy = True
        self._waiting = action
        self.progress.emit(0.0, "Guardando lo último que escribió…", False)
        if not self._session.unsaved:
            self._go_on()

    def _go_on(self) -> None:
        action, self._waiting = self._waiting, None
        if action is not None:
            action()

    def _give_up(self) -> None:
        if self._waiting is not None:
            self._waiting = None
            self._busy = False
            self.idle.emit()

    def _emit_now(self, filas: Sequence[FilaDocumento], motivo: str) -> None:
        e, total = self._session.expediente, len(filas)
        tareas = [
            Tarea(f"Emitiendo {f'{n} de {total}: ' if total > 1 else ''}{corto(f)}…", partial(_emitir, e, f, motivo))
            for n, f in enumerate(filas, start=1)
        ]
        tanda = self._tanda = Tanda(self._session.lanes, tareas, self)
        tanda.progress.connect(lambda done, of, words: self.progress.emit(done / of, words, of > 1))
        tanda.finished.connect(lambda hechos, _cancelled: self._on_emitted(hechos, None))
        tanda.failed.connect(lambda error, hechos: self._on_emitted(hechos, error))
        tanda.start()

    def _on_emitted(self, hechos: Sequence[Documento], error: BaseException | None) -> None:
        assert self._tanda is not None
        self._tanda.deleteLater()
        self._tanda = None
        self._busy = False
        if error is not None:
            self.failed.emit(error)
        self.emitted.emit(tuple(hechos))

    def _close_now(self) -> None:
        e = self._session.expediente
        self.progress.emit(0.5, "Cerrando la visita y armando su paquete…", False)
        self._session.lanes.call(lambda s: s.entregas.cerrar(e), self._on_closed, self._on_failed, owner=self)

    def _on_closed(self, cerrado: Expediente) -> None:
        self._busy = False
        self.closed.emit(cerrado)

    def _on_failed(self, error: BaseException) -> None:
        self._busy = False
        self.failed.emit(error)


def _emitir(e: Expediente, fila: FilaDocumento, motivo: str, s: Servicios) -> Documento:
    return s.documentos.emitir(e, fila.tipo, fila.clave, motivo=motivo)

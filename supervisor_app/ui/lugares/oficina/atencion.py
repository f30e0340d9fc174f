"""Attends to the mailbox once, beside everything else: the network and the index on the free lane, rows on the store's.

It must never begin by itself, nor a second time while one is under way.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from contextlib import suppress
from datetime import date

from PySide6.QtCore import QObject, Signal

from supervisor_app.domain.texto import cuantos
from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.services.mesa.verbos import Atendido, Mesa
from supervisor_app.services.sincronia.conexion import Conexiones
from supervisor_app.services.sincronia.verbos import SincronizacionCancelada
from supervisor_app.ui.lanes import Cancelled, Lanes, Work
from supervisor_app.ui.lugares.oficina.lectura import Source, source
from supervisor_app.wiring import Servicios, reloj_local


class Attending(QObject):
    """``progressed(share, words)``; ``ended()`` with ``done`` or ``problem``."""

    progressed = Signal(float, str)
    ended = Signal()

    def __init__(self, lanes: Lanes[Servicios], parent: QObject, *, feriados: Callable[[], Collection[date]]) -> None:
        super().__init__(parent)
        self._lanes, self._feriados = lanes, feriados
        self._work: Work | None = None
        self._stopped = False
        self.busy = False
        self.done: Atendido | None = None
        self.problem: UserError | EnvironmentProblem | None = None

    def start(self, *, everything: bool = False, key: tuple[bytes, str] | None = None) -> None:
        """``everything``: look at every package of the mailbox, also what was set aside. ``key``: the office's private
        key and its password, for what came sealed; it lives in the closures of the running job and goes with it.
        """
        if self.busy:
            return
        self.busy, self._stopped, self.done, self.problem = True, False, None, None
        self.progressed.emit(0.0, "Conectando")
        self._lanes.call(
            lambda s: (s.mesa, s.conexiones, source(s)),
            lambda parts: self._go(*parts, everything, key),
            self._fail,
            owner=self,
        )

    def cancel(self) -> None:
        self._stopped = True
        if self._work is not None:
            self._work.cancel()

    def _go(
        self, mesa: Mesa, conexiones: Conexiones, where: Source, everything: bool, key: tuple[bytes, str] | None
    ) -> None:
        private, password = key if key is not None else (None, "")
        feriados = self._feriados()

        def job(work: Work) -> Atendido:
            def avance(words: str, done: int, total: int) -> None:
                with suppress(Cancelled):  # it is told by ``cancelar``, so that the log says it too
                    work.report(done, total, words)

            destino, direccion = conexiones.abrir(dejar=lambda: work.is_cancelled)
            try:
                with where.indice.abrir(reloj=reloj_local, feriados=feriados) as oficina:
                    oficina.exigir_que_se_escriba()  # before anything is asked of the mailbox
                    return mesa.atender(
                        destino,
                        direccion,
                        oficina.indice,
                        todo=everything,
                        privada=private,
                        contrasena=password,
                        en_almacen=self._lanes.on_store,
                        avance=avance,
                        cancelar=lambda: work.is_cancelled,
                    )
            finally:
                destino.cerrar()

        self._work = self._lanes.free(job, self._end, self._fail, progress=self._tell, owner=self)
        if self._stopped:
            self._work.cancel()

    def _tell(self, done: int, total: int, words: str) -> None:
        self.progressed.emit(min(done / total, 1.0) if total else 0.0, words)

    def _end(self, done: Atendido | None) -> None:
        self._work, self.busy, self.done = None, False, done
        self.ended.emit()

    def _fail(self, error: BaseException) -> None:
        if isinstance(error, Cancelled):
            error = SincronizacionCancelada()
        if not isinstance(error, UserError | EnvironmentProblem):
            self._work, self.busy = None, False
            raise error
        self.problem = error
        self._end(None)


def told(done: Atendido) -> str:
    """What it did, in words."""
    if not (done.recibidos or done.indice.nuevos or done.acusados or done.publicados or done.indice.apartados):
        return "Sin novedad en el buzón."
    parts = [
        (done.indice.nuevos, "paquete nuevo", "paquetes nuevos"),
        (done.acusados, "acuse escrito", "acuses escritos"),
        (done.publicados, "asiento enviado a los equipos", "asientos enviados a los equipos"),
        (len(done.indice.apartados), "paquete apartado", "paquetes apartados"),
    ]
    words = ", ".join(cuantos(n, one, many) for n, one, many in parts if n)
    return f"Buzón atendido: {words}." if words else "Buzón atendido: se leyó lo que dijeron los equipos."

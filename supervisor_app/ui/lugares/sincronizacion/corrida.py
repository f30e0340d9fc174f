"""One synchronisation at a time, beside everything else; and the next attempt after the network failed.

The network is asked on the free lane, rows on the store's. It must never begin by itself before a person asked once,
nor after a person said that it is enough.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from PySide6.QtCore import QObject, QTimer, Signal

from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.services.sincronia.conexion import Conexiones, Lugar, ServidorPorConfirmar, se_repite_sola
from supervisor_app.services.sincronia.verbos import Resultado, Sincronizacion, SincronizacionCancelada
from supervisor_app.ui.lanes import Cancelled, Lanes, Work
from supervisor_app.ui.lugares.sincronizacion.palabras import espera
from supervisor_app.wiring import Servicios

Problema = UserError | EnvironmentProblem


@dataclass(frozen=True, slots=True)
class Pedido:
    """What a person just recognised, and nothing otherwise: the words of the office, or the key of the server."""

    confirmada: str = ""
    llave_ssh: str = ""


class Run(QObject):
    """``progressed(share, words)``; ``ended()`` with ``resultado`` or ``problema``, and ``next_at`` where it is tried
    again; ``changed()`` when it begins, ends, or will not be tried again.
    """

    progressed = Signal(float, str)
    ended = Signal()
    changed = Signal()

    def __init__(
        self,
        lanes: Lanes[Servicios],
        parent: QObject,
        *,
        now: Callable[[], datetime] = lambda: datetime.now().astimezone(),
    ) -> None:
        super().__init__(parent)
        self._lanes, self._now = lanes, now
        self._work: Work | None = None
        self._busy = False
        self._fallas = 0
        self._contrasenas: dict[Lugar, str] = {}
        """Typed here where no keyring keeps them, each for its own mailbox; forgotten with the window."""
        self.resultado: Resultado | None = None
        self.problema: Problema | None = None
        self.next_at: datetime | None = None
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._again)

    def know(self, lugar: Lugar, contrasena: str) -> None:
        """The password of a mailbox while this window is open; "" where the keyring has it now."""
        self._contrasenas[lugar] = contrasena

    @property
    def busy(self) -> bool:
        return self._busy

    def start(self, pedido: Pedido = Pedido()) -> None:
        """Begin, unless one is under way."""
        if self._busy:
            return
        self.let_be()
        self._busy = True
        self.resultado = self.problema = None
        self.progressed.emit(0.0, "Conectando")
        self.changed.emit()
        self._lanes.call(
            lambda s: (s.sincronizacion, s.conexiones), lambda verbs: self._go(*verbs, pedido), self._fail, owner=self
        )

    def cancel(self) -> None:
        if self._work is not None:
            self._work.cancel()

    def let_be(self) -> None:
        """No attempt by itself any more, until a person asks again."""
        self._timer.stop()
        if self.next_at is not None:
            self.next_at = None
            self.changed.emit()

    def _again(self) -> None:
        self.next_at = None
        self.start()

    # --- the work -------------------------------------------------------------------------------------------------

    def _go(self, verbs: Sincronizacion, conexiones: Conexiones, pedido: Pedido) -> None:
        secretos = dict(self._contrasenas)

        def job(work: Work) -> Resultado:
            secreto = secretos.get(conexiones.lugar(), "") if secretos else ""
            destino, direccion = conexiones.abrir(
                contrasena=secreto, llave_ssh=pedido.llave_ssh, dejar=lambda: work.is_cancelled
            )

            def avance(words: str, done: int, total: int) -> None:
                with suppress(Cancelled):  # it is told by ``cancelar``, so that the log says it too
                    work.report(done, total, words)

            try:
                return verbs.sincronizar(
                    destino,
                    direccion,
                    confirmada=pedido.confirmada,
                    en_almacen=self._lanes.on_store,
                    avance=avance,
                    cancelar=lambda: work.is_cancelled,
                )
            finally:
                destino.cerrar()

        self._work = self._lanes.free(job, self._done, self._fail, progress=self._tell, owner=self)

    def _tell(self, done: int, total: int, words: str) -> None:
        self.progressed.emit(min(done / total, 1.0) if total else 0.0, words)

    def _done(self, resultado: Resultado) -> None:
        self._fallas = 0
        self.resultado = resultado
        self._end()

    def _fail(self, error: BaseException) -> None:
        if isinstance(error, Cancelled):
            error = SincronizacionCancelada()
        if not isinstance(error, UserError | EnvironmentProblem):
            self._end()
            raise error
        self.problema = error
        if se_repite_sola(error) and not isinstance(error, ServidorPorConfirmar):
            self._fallas += 1
            minutes = espera(self._fallas)
            self.next_at = self._now() + timedelta(minutes=minutes)
            self._timer.start(minutes * 60_000)
        else:
            self._fallas = 0
        self._end()

    def _end(self) -> None:
        self._work, self._busy = None, False
        self.ended.emit()
        self.changed.emit()

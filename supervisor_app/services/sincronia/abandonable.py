"""A mailbox that is not waited for once nobody wants it: a silent server, a folder on a network that hangs.

What is under way there is left to a thread of its own, which the end of the program does not wait for: to the mailbox
it is as if this machine had been switched off, which every transport stands. It must never be asked again after that.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator, Mapping
from typing import Final, TypeVar

from supervisor_app.durable import Readable
from supervisor_app.exchange.destino import Destino, Puesto, Pulso, sin_pulso
from supervisor_app.services.sincronia.contexto import SincronizacionCancelada

T = TypeVar("T")
_MIRA: Final = 0.05
"""Seconds between two looks at whether it is still wanted."""
_DESPEDIDA: Final = 0.4
"""Seconds in which what is under way may end in good order, once it is not wanted any more."""


class Abandonable:
    """The port over another destination. ``dejar``: whether it is not wanted any more; then every verb raises
    SincronizacionCancelada, however long the other one takes. One thread asks at a time.
    """

    def __init__(self, destino: Destino, dejar: Callable[[], bool]) -> None:
        self._destino, self._dejar = destino, dejar
        self._cola: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._empezado = self._abandonado = False

    def exists(self, clave: str) -> int | None:
        return self._correr(lambda: self._destino.exists(clave))

    def list(self, carpeta: str) -> Mapping[str, int]:
        return self._correr(lambda: self._destino.list(carpeta))

    def get(self, clave: str) -> Iterator[bytes]:
        trozos = self._correr(lambda: iter(self._destino.get(clave)))
        while (trozo := self._correr(lambda: next(trozos, None))) is not None:
            yield trozo

    def put_atomic(
        self,
        clave: str,
        origen: Readable | bytes,
        *,
        sha256: str,
        tamano: int,
        pulso: Pulso = sin_pulso,
        reemplazar: bool = False,
    ) -> Puesto:
        return self._correr(
            lambda: self._destino.put_atomic(
                clave, origen, sha256=sha256, tamano=tamano, pulso=pulso, reemplazar=reemplazar
            )
        )

    def cerrar(self) -> None:
        """Let go of connections, in no time: the thread does it once what it is at has ended, and ends."""
        if self._empezado:
            self._cola.put(self._destino.cerrar)
            self._cola.put(None)
            self._empezado, self._cola = False, queue.SimpleQueue()

    def _correr(self, algo: Callable[[], T]) -> T:
        if self._abandonado:
            raise SincronizacionCancelada
        salio: list[T] = []
        falla: list[BaseException] = []
        hecho = threading.Event()

        def hacer() -> None:
            try:
                salio.append(algo())
            except BaseException as error:  # noqa: BLE001  # raised again where it was asked for
                falla.append(error)
            finally:
                hecho.set()

        if not self._empezado:
            self._empezado = True
            threading.Thread(target=_trabajar, args=(self._cola,), name="buzon", daemon=True).start()
        self._cola.put(hacer)
        while not hecho.wait(_MIRA):
            if self._dejar() and not hecho.wait(_DESPEDIDA):
                self._abandonado = True
                raise SincronizacionCancelada
        if falla:
            raise falla[0]
        return salio[0]


def _trabajar(cola: queue.SimpleQueue[Callable[[], None] | None]) -> None:
    while (algo := cola.get()) is not None:
        algo()

"""How long is waited for a server, and that the person who cancels is heard meanwhile."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

from supervisor_app.exchange.destino import Pulso, sin_pulso

_RATO = 0.2
"""Seconds a person who cancels may wait."""
_DESPEDIDA = 2.0
"""Seconds that putting things back in order may take."""


class Paciencia:
    """Waits in slices, within a time for each wait and one for all of them."""

    def __init__(self) -> None:
        self._pulso: Pulso = sin_pulso
        self._quedan = 0.0

    @contextlib.contextmanager
    def presupuesto(self, pulso: Pulso, segundos: float) -> Iterator[None]:
        """All waits inside are heard by ``pulso`` and last ``segundos`` in all; what is done between them is free."""
        antes = self._pulso, self._quedan
        self._pulso, self._quedan = pulso, segundos
        try:
            yield
        finally:
            self._pulso, self._quedan = antes

    def sin_cancelar(self) -> AbstractContextManager[None]:
        """For what puts things back in order: it is short, and who cancelled goes on cancelling."""
        return self.presupuesto(sin_pulso, _DESPEDIDA)

    def esperar(self, listo: Callable[[float], bool], segundos: float) -> None:
        """Ask ``listo``, which may take the seconds that it is given, until it says so.

        ``TimeoutError`` where it does not in time; what the pulse raises passes through.
        """
        empezo = time.monotonic()
        fin = empezo + min(segundos, self._quedan)
        try:
            while True:
                self._pulso(0)
                espera = fin - time.monotonic()
                if espera <= 0:
                    raise TimeoutError
                if listo(min(_RATO, espera)):
                    return
        finally:
            self._quedan -= time.monotonic() - empezo

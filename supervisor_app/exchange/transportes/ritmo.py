"""Bandwidth kept free for people: a delivery that takes no more of the line than it was given."""

from __future__ import annotations

import time
from collections.abc import Callable

from supervisor_app.exchange.destino import Pulso
from supervisor_app.exchange.verificador import TROZO

_RATO = 0.2
"""Seconds a person who cancels may wait."""


class ConRitmo:
    """A pulse that holds up who calls it, so that no more than ``por_segundo`` bytes a second pass, sent or read back.

    What was not used is not saved up: after a silence the line is not flooded. ``pulso`` hears everything and can
    cancel during the pauses, which count for no time-out of a transport.
    """

    def __init__(
        self,
        pulso: Pulso,
        por_segundo: int,
        *,
        reloj: Callable[[], float] = time.monotonic,
        dormir: Callable[[float], None] = time.sleep,
    ) -> None:
        if por_segundo <= 0:
            raise ValueError("a rate is more than nothing")
        self._pulso, self._por_segundo, self._reloj, self._dormir = pulso, por_segundo, reloj, dormir
        self._libre = reloj()

    def __call__(self, mas: int) -> None:
        self._pulso(mas)
        if 0 < mas <= TROZO:  # what is told as more at once did not travel
            self._libre = max(self._libre, self._reloj()) + mas / self._por_segundo
            while (falta := self._libre - self._reloj()) > 0:
                self._dormir(min(falta, _RATO))
                self._pulso(0)

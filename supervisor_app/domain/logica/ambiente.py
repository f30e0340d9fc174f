"""What an evaluation takes from outside, as a value: the moment, the seed of chance, the version of the form.

Two evaluations with the same answers and the same ``Ambiente`` are equal, also ``random()`` and ``uuid()``. This
module must never ask a clock or a source of chance.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Ambiente:
    """``ahora`` is the wall clock of the form's zone; ``zona`` that zone, in minutes east of UTC."""

    ahora: datetime
    zona: int = -360
    semilla: str = ""
    version: str = ""

    @classmethod
    def de(cls, ahora: datetime, *, semilla: str = "", version: str = "") -> Ambiente:
        """From a moment that carries its zone. Raises ValueError where it carries none."""
        desfase = ahora.utcoffset()
        if desfase is None:
            raise ValueError("The moment of an Ambiente carries its zone.")
        return cls(ahora.replace(tzinfo=None), desfase // timedelta(minutes=1), semilla, version)

    def azar(self, lugar: str) -> bytes:
        """32 bytes that depend on the seed and the place that asks only."""
        return hashlib.sha256(f"{self.semilla}\0{lugar}".encode()).digest()

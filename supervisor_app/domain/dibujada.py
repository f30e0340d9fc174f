"""A signature drawn on the screen: strokes, never a picture, with when and before whom they were made.

It is a simple electronic signature: it shows a will and identifies nobody by itself, and it must never be shown as an
e.firma (LFEA art. 7 speaks of the advanced one only).
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import Field, model_validator

from supervisor_app.domain.base import Value

Coordenada = Annotated[int, Field(ge=0, le=10_000)]
Punto = tuple[Coordenada, Coordenada]
"""From the left and from the top of the pad, in tenths of a per mille of its width."""

PUNTOS_MAXIMOS = 20_000
PUNTOS_MINIMOS = 8
"""Of all strokes together: below it is a touch and no signature."""


class FirmaDibujada(Value):
    """``alto``: the height of the pad in the same units, its width being 10,000. ``trazos``: each without lifting the
    pen. ``ante``: who had the laptop. ``con``: «ratón», «lápiz», «dedo».
    """

    campo: str
    nombre: str
    cargo: str = ""
    ante: str = ""
    con: str = ""
    cuando: datetime
    alto: Annotated[int, Field(ge=500, le=10_000)]
    trazos: Annotated[tuple[tuple[Punto, ...], ...], Field(max_length=PUNTOS_MAXIMOS)]

    @model_validator(mode="after")
    def _con_medida(self) -> FirmaDibujada:
        puntos = [p for trazo in self.trazos for p in trazo]
        if not PUNTOS_MINIMOS <= len(puntos) <= PUNTOS_MAXIMOS:
            raise ValueError(f"a drawn signature has {PUNTOS_MINIMOS} to {PUNTOS_MAXIMOS} points")
        if any(y > self.alto for _, y in puntos):
            raise ValueError("a point lies below the pad")
        return self

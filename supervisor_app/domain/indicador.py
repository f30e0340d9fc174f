"""An indicator measured at a visited unit: goal, real figure, where they come from and as of which day (dominio 5).

What follows from them (variation, progress, whether it is favourable) is derived, never stored nor typed.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import Field

from supervisor_app.domain.base import Value

Cifra = Annotated[Decimal, Field(max_digits=18, decimal_places=4)]


class IndicadorMedido(Value):
    """``codigo`` is of the catalogue (IND-01…); ``meta`` None means without a goal, ``real`` None not captured yet."""

    id: str
    visita_id: str
    codigo: str
    periodo: str = ""
    meta: Cifra | None = None
    real: Cifra | None = None
    fuente: str = ""
    corte: date | None = None
    comentario: str = ""

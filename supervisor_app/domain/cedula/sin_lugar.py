"""Answers that a new version of their cédula has no place for.

Nothing answered is dropped: they are kept and printed. This module must never decide what has a place.
"""

from __future__ import annotations

from supervisor_app.domain.base import Value
from supervisor_app.domain.cedula.answers import Fila, Respuesta


class SinLugar(Value):
    """What was answered to a question as ``version`` asked it. ``id`` is ``visita:item:version:sin_lugar``."""

    id: str
    visita_id: str
    cedula: str
    version: int
    item_id: str
    pregunta: str
    motivo: str
    respuesta: Respuesta
    filas: tuple[Fila, ...] = ()

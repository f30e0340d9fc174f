"""A clash between two copies of a visit: the same datum was written differently on two laptops, and a person decides.

It is a record of the visit like any other, so that history and undo know it; but it never travels: every copy derives
its own from the versions (ADR 0015). It must never hold what the visit shows now: the record itself says that.
"""

from __future__ import annotations

from datetime import datetime

from supervisor_app.domain.base import Value

EXISTE = "existe"
"""The name of the field where one side took the record away and the other went on with it."""


class Lado(Value):
    """What one side wrote: ``valor`` is canonical JSON of the field, empty for «nothing»."""

    version: str
    valor: str
    quien: str
    equipo: str
    cuando: datetime
    que: str


class Choque(Value):
    """``id`` is ``registro_id:choque:campo``; ``clase`` the kind of the record, as ``clase_de`` names it."""

    id: str
    visita_id: str
    clase: str
    registro_id: str
    campo: str
    lados: tuple[Lado, ...]


def id_de_choque(registro_id: str, campo: str) -> str:
    return f"{registro_id}:choque:{campo}"

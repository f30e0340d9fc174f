"""The closing meeting of a visit: who attended, what the visited unit said. The findings and measures it reads are the
visit's own and are never copied here.
"""

from __future__ import annotations

from datetime import date, time

from supervisor_app.domain.base import Persona, Value


class Acta(Value):
    """One per visit; ``id`` is ``visita:acta``. None of its texts is required before it is emitted."""

    id: str
    visita_id: str
    lugar: str = ""
    fecha: date | None = None
    inicio: time | None = None
    fin: time | None = None
    asistentes: tuple[Persona, ...] = ()
    introduccion: str = ""
    manifestaciones: str = ""
    acuerdos: str = ""

"""The closing meeting of a visit: who attended, what the visited unit said. The findings and measures it reads are the
visit's own and are never copied here.
"""

from __future__ import annotations

from datetime import date, time

from supervisor_app.domain.base import Persona, Value


class Acta(Value):
    """One per visit; ``id`` is ``visita:acta``. None of its texts is required before it is emitted.

    Whoever is named as attending signs: those of the supervision, those of the unit (its head first) and witnesses.
    """

    id: str
    visita_id: str
    lugar: str = ""
    fecha: date | None = None
    inicio: time | None = None
    fin: time | None = None
    por_supervision: tuple[Persona, ...] = ()
    por_unidad: tuple[Persona, ...] = ()
    testigos: tuple[Persona, ...] = ()
    manifestaciones: str = ""
    acuerdos: str = ""


def id_de_acta(visita_id: str) -> str:
    return f"{visita_id}:acta"


def nombrados(personas: tuple[Persona, ...]) -> tuple[Persona, ...]:
    """Those that can sign: people with a name."""
    return tuple(p for p in personas if p.nombre.strip())

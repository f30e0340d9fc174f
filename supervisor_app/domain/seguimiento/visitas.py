"""The visits of one unit: when each one was, which one was earlier, and whether two are of the same unit.

It must never look at a clock.
"""

from __future__ import annotations

from datetime import date, datetime

from supervisor_app.domain.visita import Unidad, Visita

Momento = tuple[date, datetime, str]


def dia_de(visita: Visita) -> date:
    """The day that a visit's findings and verifications are of: its last one."""
    return visita.fin or visita.inicio or visita.creada.date()


def momento(visita: Visita) -> Momento:
    """What orders the visits of a unit, the same in every copy of them."""
    return (visita.inicio or visita.creada.date(), visita.creada, visita.id)


def misma_unidad(a: Unidad | None, b: Unidad | None) -> bool:
    """By kind, OOAD, Subdelegación and own name, whose capitals and spaces do not tell two units apart."""
    if a is None or b is None or not (a.corto.strip() and b.corto.strip()):
        return False
    return clave_de_unidad(a) == clave_de_unidad(b)


def clave_de_unidad(u: Unidad) -> tuple[str, ...]:
    """What two visits to one unit have alike; a unit without a name of its own is like no other."""
    return (u.tipo.value, u.ooad, u.subdelegacion, " ".join(u.nombre.casefold().split()))

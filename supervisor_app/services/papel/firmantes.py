"""Who signs what the supervisor makes and the titular of the unit receives. It must never decide who they are."""

from __future__ import annotations

from collections.abc import Sequence

from supervisor_app.domain.base import Persona
from supervisor_app.domain.documento import CampoDeFirma


def campos_de_dos(
    supervisores: Sequence[Persona], titular: Persona, de_supervisor: str, de_titular: str
) -> tuple[CampoDeFirma, ...]:
    """The first supervisor has to sign; the titular may, as having received it."""
    supervisor = supervisores[0] if supervisores else Persona()
    return (
        CampoDeFirma(campo=de_supervisor, nombre=supervisor.nombre, cargo=supervisor.cargo or "Supervisión", turno=1),
        CampoDeFirma(campo=de_titular, nombre=titular.nombre, cargo=titular.cargo, obligatorio=False, turno=2),
    )


def lugar_del_superior(campo: str, superior: Persona) -> CampoDeFirma:
    """Whoever gives the visto bueno may sign, after everybody else."""
    return CampoDeFirma(campo=campo, nombre=superior.nombre, cargo=superior.cargo, obligatorio=False, turno=3)

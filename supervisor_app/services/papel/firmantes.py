"""Who signs what the supervisor makes and the titular of the unit receives. It must never decide who they are."""

from __future__ import annotations

from collections.abc import Sequence

from supervisor_app.domain.base import Persona
from supervisor_app.domain.documento import CAMPO_SUPERIOR, CAMPO_SUPERVISOR, CAMPO_TITULAR, CampoDeFirma


def lugar_de_supervision(supervisores: Sequence[Persona]) -> CampoDeFirma:
    """The first supervisor has to sign."""
    quien = supervisores[0] if supervisores else Persona()
    return CampoDeFirma(campo=CAMPO_SUPERVISOR, nombre=quien.nombre, cargo=quien.cargo or "Supervisión", turno=1)


def campos_de_dos(supervisores: Sequence[Persona], titular: Persona) -> tuple[CampoDeFirma, ...]:
    """The first supervisor, and the titular, who may sign as having received it."""
    recibe = CampoDeFirma(campo=CAMPO_TITULAR, nombre=titular.nombre, cargo=titular.cargo, obligatorio=False, turno=2)
    return (lugar_de_supervision(supervisores), recibe)


def lugar_del_superior(superior: Persona) -> CampoDeFirma:
    """Whoever gives the visto bueno may sign, after everybody else."""
    return CampoDeFirma(campo=CAMPO_SUPERIOR, nombre=superior.nombre, cargo=superior.cargo, obligatorio=False, turno=3)

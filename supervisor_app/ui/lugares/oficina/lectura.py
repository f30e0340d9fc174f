"""Asks the index beside everything else: each question opens it by its own connection, on the lane that asks.

It must never make an index: where there is none yet, it answers with nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from supervisor_app.domain.base import Persona
from supervisor_app.domain.feed import LlaveDeOficina
from supervisor_app.domain.programa.cumplimiento import Plan
from supervisor_app.services.mesa.equipos import EquipoVisto, EstadoEquipo
from supervisor_app.services.oficina.ejecutivo import Ejecutivo
from supervisor_app.services.oficina.lugar import LugarDelIndice
from supervisor_app.services.oficina.panorama import Panorama
from supervisor_app.wiring import Servicios, reloj_local

T = TypeVar("T")
_NADIE = Ejecutivo(Persona())


@dataclass(frozen=True, slots=True)
class Desk:
    """What the store knows of the desk; ``oficina`` None where this folder is none."""

    oficina: LlaveDeOficina | None
    palabras: str
    equipos: tuple[EquipoVisto, ...]
    buzon: str
    ficticio: bool
    elabora: Ejecutivo = _NADIE
    """Who makes the executive summary: of the settings."""

    @property
    def por_inscribir(self) -> int:
        return sum(e.estado is EstadoEquipo.POR_INSCRIBIR for e in self.equipos)


def desk(s: Servicios) -> Desk:
    """For the store lane."""
    mesa, ajustes = s.mesa, s.ajustes.leer()
    ficticio = ajustes.ficticio
    oficina = mesa.oficina
    if oficina is None:
        return Desk(None, "", (), "", ficticio)
    elabora = Ejecutivo(Persona(nombre=ajustes.nombre, cargo=ajustes.cargo), ajustes.ciudad)
    return Desk(oficina, mesa.palabras(), mesa.equipos(), s.conexiones.direccion(), ficticio, elabora)


@dataclass(frozen=True, slots=True)
class Source:
    """Where the index is and how it opens, and what is programmed, which no index says."""

    indice: LugarDelIndice
    plan: Plan

    def ask(self, question: Callable[[Panorama], T], *, today: date, feriados: Collection[date]) -> T | None:
        """None where there is no index yet. Raises UserError or EnvironmentProblem."""
        if not self.indice.hay():
            return None
        with self.indice.leer(reloj=reloj_local, feriados=feriados) as oficina:
            return question(Panorama(oficina.indice, hoy=lambda: today, feriados=feriados, plan=self.plan))


def source(s: Servicios) -> Source:
    """For the store lane."""
    return Source(s.indices.lugar(), s.programa.plan())

"""Whether a measure was done by its date: since when it is done, and what that makes of it on a day.

It must never look at a clock.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from enum import StrEnum

from supervisor_app.domain.hallazgo import EstadoHallazgo, Inconsistencia, Medida
from supervisor_app.domain.seguimiento.acto import ActoDeSeguimiento
from supervisor_app.domain.seguimiento.antecedentes import Verificada, pasos_de
from supervisor_app.domain.seguimiento.derivacion import medida_tras
from supervisor_app.domain.seguimiento.visitas import dia_de
from supervisor_app.domain.visita import Visita


class Puntualidad(StrEnum):
    """How a measure that can be judged stands against its date."""

    EN_PLAZO = "en_plazo"
    TARDE = "tarde"
    SIN_CUMPLIR = "sin_cumplir"

    @property
    def label(self) -> str:
        return {"en_plazo": "En plazo", "tarde": "Tarde", "sin_cumplir": "Sin cumplir"}[self.value]


def puntualidad(fecha: date | None, cumplida: date | None, hoy: date) -> Puntualidad | None:
    """By the date as prórrogas left it; None where it has no date, or may still be done by it (the day itself too)."""
    if fecha is None:
        return None
    if cumplida is not None:
        return Puntualidad.EN_PLAZO if cumplida <= fecha else Puntualidad.TARDE
    return Puntualidad.SIN_CUMPLIR if fecha < hoy else None


def cumplida_el(
    medida: Medida,
    hallazgo: Inconsistencia,
    visita: Visita,
    verificadas: Collection[Verificada] = (),
    actos: Collection[ActoDeSeguimiento] = (),
) -> date | None:
    """Since when nothing more is asked of a measure as ``visita`` agreed it: the day on which a visit or an act first
    had it at 100 %, or its finding solved, and it stayed so. None where it is not done.

    What was done when it was agreed is of the last day of that visit.
    """
    estado = hallazgo.estado
    desde = dia_de(visita) if _hecha(medida, estado) else None
    for dicho, lleva in pasos_de(hallazgo, verificadas, actos):
        if isinstance(dicho, ActoDeSeguimiento):
            medida = medida_tras(medida, (), actos=(dicho,))
        else:
            medida = medida_tras(medida, (dicho,))
        estado = lleva or estado
        if not _hecha(medida, estado):
            desde = None
        elif desde is None:
            desde = dicho.fecha
    return desde


def _hecha(medida: Medida, estado: EstadoHallazgo) -> bool:
    return medida.avance >= 100 or estado is EstadoHallazgo.SOLVENTADA

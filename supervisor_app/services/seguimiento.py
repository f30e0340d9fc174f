"""Findings across visits: what the unit of a visit brings from its earlier ones, and how the days are counted.

Everything is read and derived anew; it must never store what it derives.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime

from supervisor_app.domain.expediente import Expediente
from supervisor_app.domain.seguimiento import (
    Antecedente,
    HallazgoAnterior,
    Pasado,
    Reincidencia,
    RespuestaAnterior,
    pasado,
    reincidentes,
)
from supervisor_app.services.definiciones import Definiciones
from supervisor_app.store.almacen import Almacen


class Seguimiento:
    """Reads across the visits of one store."""

    def __init__(self, almacen: Almacen, definiciones: Definiciones, *, reloj: Callable[[], datetime]) -> None:
        self._almacen = almacen
        self._definiciones = definiciones
        self._reloj = reloj

    def hoy(self) -> date:
        return self._reloj().date()

    def feriados(self) -> Collection[date]:
        """The official holidays by which working days are counted."""
        return self._definiciones.feriados

    def antecedentes(self, e: Expediente) -> tuple[Antecedente, ...]:
        """The earlier visits to the unit, as they are on disk; ``pasado`` of the domain derives the rest from them."""
        return self._almacen.antecedentes(e.visita)

    def pasado(self, e: Expediente) -> Pasado:
        """Everything that the unit brings to this visit."""
        return pasado(e.visita, e.verificaciones.values(), self.antecedentes(e))

    def anteriores(self, e: Expediente) -> tuple[HallazgoAnterior, ...]:
        """The earlier findings to verify in this visit, the most overdue first, with what it already verified."""
        return self.pasado(e).anteriores

    def visita_anterior(self, e: Expediente) -> Mapping[str, RespuestaAnterior]:
        """The last answer of the unit to each item, by item."""
        return self.pasado(e).respuestas

    def reincidencias(self, e: Expediente) -> Mapping[str, Reincidencia]:
        """By item, the earlier inconsistencia that a finding of this visit repeats."""
        return reincidentes(e.inconsistencias.values(), self.pasado(e).levantadas)

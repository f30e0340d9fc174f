"""Days between two dates: calendar days, and working days by the official holidays that a data file gives.

Saturdays, Sundays and holidays are not worked. It must never know which holidays there are, nor what day it is today.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from supervisor_app.domain.cedula.definition import Definicion, FechaIso, Texto

_SABADO = 5


class Feriado(Definicion):
    """An official holiday: the day it is kept on, its name, the legal basis and the day that was checked."""

    fecha: FechaIso
    nombre: Texto
    fundamento: Texto
    vigente_al: FechaIso


@dataclass(frozen=True, slots=True)
class Dias:
    """How long something has lasted."""

    naturales: int
    habiles: int

    @property
    def texto(self) -> str:
        """``33 días (23 hábiles)``."""
        dias = "día" if self.naturales == 1 else "días"
        return f"{self.naturales:,} {dias} ({self.habiles:,} {'hábil' if self.habiles == 1 else 'hábiles'})"


def es_habil(dia: date, feriados: Collection[date]) -> bool:
    return dia.weekday() < _SABADO and dia not in feriados


def dias_entre(desde: date, hasta: date, feriados: Collection[date]) -> Dias:
    """Days after ``desde`` up to and with ``hasta``; none where ``hasta`` is not later."""
    naturales = max(0, (hasta - desde).days)
    semanas, resto = divmod(naturales, 7)
    habiles = semanas * _SABADO
    habiles += sum((desde + timedelta(days=semanas * 7 + n)).weekday() < _SABADO for n in range(1, resto + 1))
    habiles -= sum(1 for f in set(feriados) if desde < f <= hasta and f.weekday() < _SABADO)
    return Dias(naturales, habiles)

"""The days of the fictitious visit: working days of Mexico, reckoned from today. It must never read the clock.

Source: Ley Federal del Trabajo, art. 74, without the days of elections and of the change of the federal executive.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

_FIJOS: Final = frozenset({(1, 1), (5, 1), (9, 16), (12, 25)})
_LUNES: Final = {2: 1, 3: 3, 11: 3}
"""Month -> which of its Mondays is a holiday."""


def es_habil(dia: date) -> bool:
    """Monday to Friday and no holiday."""
    lunes_feriado = dia.weekday() == 0 and _LUNES.get(dia.month) == (dia.day - 1) // 7 + 1
    return dia.weekday() < 5 and (dia.month, dia.day) not in _FIJOS and not lunes_feriado


def habil_desde(dia: date) -> date:
    """That day, or the next working one."""
    while not es_habil(dia):
        dia += timedelta(days=1)
    return dia


def habil_hasta(dia: date) -> date:
    """That day, or the working one before."""
    while not es_habil(dia):
        dia -= timedelta(days=1)
    return dia


def dias_de_visita(hoy: date) -> tuple[date, date]:
    """Three working days in a row of one week, the last ones up to today: the visit is never in the future."""
    fin = hoy
    while fin.weekday() < 2 or not all(es_habil(fin - timedelta(days=n)) for n in range(3)):
        fin -= timedelta(days=1)
    return fin - timedelta(days=2), fin

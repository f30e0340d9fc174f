"""Which backups of a place are kept. Pure: it never asks what time it is, and must never leave a place without one.

The last six, and of the days, weeks and months that have any, the last one of each of the newest seven, five and
twelve. Newer is what has the higher number, not the later date: a clock that was set back, or years ahead, only gives
a backup the name of another day, and no backup grows old by it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from supervisor_app.services.respaldos.manifiesto import Motivo

ULTIMOS, DIAS, SEMANAS, MESES = 6, 7, 5, 12
_APARTE = {Motivo.ANTES_DE_ACTUALIZAR: 3, Motivo.ANTES_DE_RESTAURAR: 3}
"""Of those made before something that cannot be undone, the last ones stay, whatever else is kept."""
EN_APURO = 3
"""How many of the last stay where the place is full."""

Clave = Callable[[date], tuple[int, ...]]
_PLAZOS: tuple[tuple[int, Clave], ...] = (
    (DIAS, lambda d: (d.year, d.month, d.day)),
    (SEMANAS, lambda d: tuple(d.isocalendar()[:2])),
    (MESES, lambda d: (d.year, d.month)),
)


@dataclass(frozen=True, slots=True)
class Ficha:
    """A whole backup of a place. One that is damaged is no card here: it is neither counted nor let go."""

    numero: int
    dia: date
    motivo: Motivo


def sobran(fichas: Iterable[Ficha]) -> tuple[int, ...]:
    """The numbers of those that may go, oldest first."""
    nuevas = sorted(fichas, key=lambda f: f.numero, reverse=True)
    corrientes = [f for f in nuevas if f.motivo is not Motivo.ANTES_DE_ACTUALIZAR]
    quedan = {f.numero for f in corrientes[:ULTIMOS]}
    for cuantos, clave in _PLAZOS:
        quedan |= _ultimos_de_cada(corrientes, cuantos, clave)
    for motivo, cuantos in _APARTE.items():
        quedan |= {f.numero for f in [f for f in nuevas if f.motivo is motivo][:cuantos]}
    return tuple(f.numero for f in reversed(nuevas) if f.numero not in quedan)


def sobran_en_apuro(fichas: Iterable[Ficha]) -> tuple[int, ...]:
    """Those that may go where there is no room for a new one, oldest first: all but the last three."""
    return tuple(f.numero for f in sorted(fichas, key=lambda f: f.numero)[:-EN_APURO])


def _ultimos_de_cada(nuevas: Iterable[Ficha], cuantos: int, clave: Clave) -> set[int]:
    vistos: dict[tuple[int, ...], int] = {}
    for f in nuevas:
        vistos.setdefault(clave(f.dia), f.numero)
    return set(list(vistos.values())[:cuantos])

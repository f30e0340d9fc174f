"""What the notebook keeps of following up: acts, observations, training, as values; and its acts in the index.

It must never judge what it writes: who calls it did.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final, TypeVar

from supervisor_app.domain.base import Value
from supervisor_app.domain.seguimiento import ActoDeSeguimiento, Capacitacion, Observacion
from supervisor_app.store.almacen import Almacen
from supervisor_app.store.cuaderno import PorApuntar
from supervisor_app.store.oficina.indice import Indice

ACTO: Final = "acto"
OBSERVACION: Final = "observacion"
CAPACITACION: Final = "capacitacion"
_HASTA: Final = "actos"
"""The cursor of the index: the last line of the notebook that speaks of an act it has."""

V = TypeVar("V", bound=Value)


def actos(almacen: Almacen) -> tuple[ActoDeSeguimiento, ...]:
    """Every act that is kept here, in the order in which it was written down."""
    return _todos(almacen, ACTO, ActoDeSeguimiento)


def observaciones(almacen: Almacen) -> tuple[Observacion, ...]:
    return _todos(almacen, OBSERVACION, Observacion)


def capacitaciones(almacen: Almacen) -> tuple[Capacitacion, ...]:
    return _todos(almacen, CAPACITACION, Capacitacion)


def _todos(almacen: Almacen, clase: str, modelo: type[V]) -> tuple[V, ...]:
    return tuple(modelo.model_validate_json(a.datos) for a in almacen.cuaderno.todos(clase) if a.datos is not None)


def apuntar(almacen: Almacen, nuevos: Iterable[ActoDeSeguimiento], *, cuando: datetime, quien: str) -> None:
    """Write acts down, all or none, with the files that came with them."""
    suyos = tuple(nuevos)
    almacen.cuaderno.escribir(
        [PorApuntar(ACTO, a.id, 0, a, f"{a.clase.label} de {a.folio}") for a in suyos], cuando=cuando, quien=quien
    )
    almacen.archivos.llegaron(e.sha256 for a in suyos for e in a.evidencias)


def hasta(almacen: Almacen) -> int:
    """How far the notebook is with acts."""
    return almacen.cuaderno.ultimo(ACTO)


def esta_al_dia(indice: Indice, hasta_aqui: int) -> bool:
    return indice.marcador(_HASTA) == str(hasta_aqui)


def poner_en_indice(
    indice: Indice, suyos: Sequence[ActoDeSeguimiento], hasta_aqui: int, *, cuando: datetime, todos: bool
) -> int:
    """Put acts of the notebook into the index and remember how far; how many were new there."""
    sello = cuando.isoformat(timespec="seconds")
    nuevos = indice.poner_actos(suyos, cuando=sello, todos=todos)
    indice.marcar({_HASTA: str(hasta_aqui)})
    return nuevos


def poner_al_dia(almacen: Almacen, indice: Indice, *, cuando: datetime) -> int:
    """Make the acts of the index those of the notebook, where they are not; how many were new there."""
    ahora = hasta(almacen)
    if esta_al_dia(indice, ahora):
        return 0
    return poner_en_indice(indice, actos(almacen), ahora, cuando=cuando, todos=True)

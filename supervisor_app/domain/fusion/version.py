"""One version of one record: what somebody wrote, on which laptop, and which versions it replaced.

Its identity is the hash of all of that, so two laptops never give two versions one name, not even where one of them was
restored from a backup and counts again. This module must never read what a version says.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from supervisor_app.domain.canonico import canonico

FORMATO = 1
"""Of what is hashed. Another one gives other identities: raise it only together with the format of the copies."""


@dataclass(frozen=True, slots=True)
class Autoria:
    """Who did it and where: the laptop, the number of the operation and of the change there, and its phrase."""

    equipo: str
    operacion: int
    cambio: int
    quien: str
    cuando: str
    que: str

    @property
    def momento(self) -> datetime:
        return datetime.fromisoformat(self.cuando)


@dataclass(frozen=True, slots=True)
class Version:
    """``datos`` is the JSON of the record as it was written, None where it was taken away. ``padres`` it replaced.

    ``decide`` are the clashing fields that a person decided with it; ``reabre`` is the version whose decision it takes
    back, empty for none.
    """

    visita_id: str
    clase: str
    registro_id: str
    padres: tuple[str, ...]
    datos: str | None
    autoria: Autoria
    decide: tuple[str, ...] = ()
    reabre: str = ""
    id: str = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "padres", tuple(sorted(set(self.padres))))
        object.__setattr__(self, "decide", tuple(sorted(set(self.decide))))
        a = self.autoria
        nombrado = (
            FORMATO, self.visita_id, self.clase, self.registro_id, self.padres, self.datos, self.decide, self.reabre,
            a.equipo, a.operacion, a.cambio, a.quien, a.cuando, a.que,
        )  # fmt: skip
        object.__setattr__(self, "id", hashlib.sha256(canonico(nombrado)).hexdigest())


def puntas(versiones: Iterable[Version]) -> frozenset[str]:
    """The versions that none of the others replaces."""
    ids: set[str] = set()
    reemplazadas: set[str] = set()
    for v in versiones:
        ids.add(v.id)
        reemplazadas.update(v.padres)
    return frozenset(ids - reemplazadas)


def por_registro(versiones: Iterable[Version]) -> dict[tuple[str, str], list[Version]]:
    """The versions of each record, by kind and id."""
    grupos: dict[tuple[str, str], list[Version]] = {}
    for v in versiones:
        grupos.setdefault((v.clase, v.registro_id), []).append(v)
    return grupos


def equipos_repetidos(versiones: Iterable[Version]) -> frozenset[str]:
    """Laptops that counted twice from the same number: one was restored from a backup, or its folder was copied."""
    visto: dict[tuple[str, int], tuple[str, str]] = {}
    repetidos = set()
    for v in versiones:
        a = v.autoria
        if visto.setdefault((a.equipo, a.operacion), (a.cuando, a.que)) != (a.cuando, a.que):
            repetidos.add(a.equipo)
    return frozenset(repetidos)

"""The chain of a visit's history: each entry is hashed together with the one before it (ADR 0028).

What is hashed is canonical JSON, so that anyone can work a link out again. It must never change for a format that was
written once: another encoding is another ``FORMATO``, and the old one stays here to verify what it linked.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from supervisor_app.domain.base import Value
from supervisor_app.domain.canonico import canonico

FORMATO: Final = 1
_LARGO: Final = 8


class Cabeza(Value):
    """Where the chain of a visit stands: how many entries it has, and the link of the last (64 hex digits)."""

    asientos: int = 0
    eslabon: str = ""


NINGUNA: Final = Cabeza()


@dataclass(frozen=True, slots=True)
class Asiento:
    """One entry: what it is of (``de``: an operation, a document…), which one, and what it says, part by part."""

    visita_id: str
    de: str
    cual: str
    partes: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Eslabon:
    """``sha256`` links an entry to the one before; ``rastro`` are eight hex digits for each part, by name.

    The trace proves nothing: it only tells which part is another one where the link no longer fits.
    """

    rastro: str
    sha256: str


def enlazar(anterior: str, asiento: Asiento) -> Eslabon:
    """The link of an entry after ``anterior``, which is "" for the first entry of a visit.

    SHA-256 over the canonical JSON ``["supervisor-app/historia/1", anterior, visita, de, cual, {parts}]``.
    """
    dichas = [(nombre, canonico(asiento.partes[nombre])) for nombre in sorted(asiento.partes)]
    lugar = canonico([f"supervisor-app/historia/{FORMATO}", anterior, asiento.visita_id, asiento.de, asiento.cual])
    cuerpo = b",".join(_nombre(nombre) + b":" + dicho for nombre, dicho in dichas)
    rastro = "".join(f"{zlib.crc32(dicho):0{_LARGO}x}" for _, dicho in dichas)
    return Eslabon(rastro, hashlib.sha256(lugar[:-1] + b",{" + cuerpo + b"}]").hexdigest())


_nombre = cache(canonico)


def partes_distintas(asiento: Asiento, rastro: str) -> tuple[str, ...]:
    """The names of the parts that are no longer as the trace of their link says."""
    nombres = sorted(asiento.partes)
    if len(rastro) != _LARGO * len(nombres):
        return tuple(nombres)
    hoy = enlazar("", asiento).rastro
    return tuple(n for i, n in enumerate(nombres) if _tramo(hoy, i) != _tramo(rastro, i))


def _tramo(rastro: str, numero: int) -> str:
    return rastro[numero * _LARGO : (numero + 1) * _LARGO]


def contra(eslabones: Mapping[int, str], asientos: int, eslabon: str) -> str:
    """Why a head that was written down does not stand in a chain, as the end of a sentence; "" where it stands."""
    if asientos not in eslabones:
        return (
            f"cuando la historia de la visita tenía {asientos} asientos, y hoy tiene {max(eslabones)}: se borraron los "
            "últimos por fuera."
        )
    if eslabones[asientos] != eslabon:
        return (
            f"sobre otra historia: el asiento {asientos} de hoy no es el que había entonces. Lo que precede a ese "
            "documento se reescribió por fuera."
        )
    return ""

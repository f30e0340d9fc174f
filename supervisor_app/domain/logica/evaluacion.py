"""What an evaluation says, as frozen values: everything at one moment, or only what an edit changed.

This module must never compute anything of a form.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, NamedTuple


class Lugar(NamedTuple):
    """A question, and the row where it stands in one (empty otherwise)."""

    nombre: str
    fila: str = ""


class Violacion(NamedTuple):
    """A rule that an answer does not meet, in the words of its author."""

    mensaje: str
    dura: bool


def _vacio() -> Mapping[Any, Any]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class FilaDada:
    """A row as it is given: its own id, the texts of its questions, and rows within it by repeat."""

    id: str
    valores: Mapping[str, str] = field(default_factory=_vacio)
    filas: Mapping[str, Sequence[FilaDada]] = field(default_factory=_vacio)


@dataclass(frozen=True, slots=True)
class Estado:
    """All the answers of a form: texts by question, and rows in order by repeat. An absent answer is empty."""

    valores: Mapping[str, str] = field(default_factory=_vacio)
    filas: Mapping[str, Sequence[FilaDada]] = field(default_factory=_vacio)


@dataclass(frozen=True, slots=True)
class Evaluacion:
    """Everything that follows from the answers.

    ``calculados`` by place, also where not relevant; ``no_relevantes`` the places (groups and repeats too) that are
    not asked; ``violaciones`` and ``faltan`` (obligatory and empty) only where there are some; ``listas`` the keys
    that a filter leaves.
    """

    calculados: Mapping[Lugar, str] = field(default_factory=_vacio)
    no_relevantes: frozenset[Lugar] = frozenset()
    violaciones: Mapping[Lugar, tuple[Violacion, ...]] = field(default_factory=_vacio)
    faltan: frozenset[Lugar] = frozenset()
    listas: Mapping[Lugar, tuple[str, ...]] = field(default_factory=_vacio)


@dataclass(frozen=True, slots=True)
class Cambio:
    """What one edit changed: the new value of each place that has another one now; nothing of deleted rows.

    A new row is taken to start relevant, with nothing calculated and nothing violated.
    """

    calculados: Mapping[Lugar, str] = field(default_factory=_vacio)
    relevancia: Mapping[Lugar, bool] = field(default_factory=_vacio)
    violaciones: Mapping[Lugar, tuple[Violacion, ...]] = field(default_factory=_vacio)
    faltan: Mapping[Lugar, bool] = field(default_factory=_vacio)
    listas: Mapping[Lugar, tuple[str, ...]] = field(default_factory=_vacio)
    iniciales: Mapping[Lugar, str] = field(default_factory=_vacio)

    def __bool__(self) -> bool:
        return bool(
            self.calculados or self.relevancia or self.violaciones or self.faltan or self.listas or self.iniciales
        )

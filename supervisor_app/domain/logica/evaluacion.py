"""What an evaluation says, as frozen values: everything at one moment, or only what an edit changed.

This module must never compute anything of a form.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, NamedTuple, TypeVar

T = TypeVar("T")


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

    ``calculados`` by place where not empty, relevant or not; ``no_relevantes`` the places (groups and repeats too)
    that are not asked; ``violaciones`` and ``faltan`` (obligatory and empty) where there are some; ``listas`` the keys
    that a filter leaves.
    """

    calculados: Mapping[Lugar, str] = field(default_factory=_vacio)
    no_relevantes: frozenset[Lugar] = frozenset()
    violaciones: Mapping[Lugar, tuple[Violacion, ...]] = field(default_factory=_vacio)
    faltan: frozenset[Lugar] = frozenset()
    listas: Mapping[Lugar, tuple[str, ...]] = field(default_factory=_vacio)

    def con(self, cambio: Cambio) -> Evaluacion:
        """Everything once that has changed."""
        fuera = cambio.quitados
        return Evaluacion(
            _mezcla(self.calculados, cambio.calculados, fuera),
            _conjunto(self.no_relevantes, {k: not v for k, v in cambio.relevancia.items()}, fuera),
            _mezcla(self.violaciones, cambio.violaciones, fuera),
            _conjunto(self.faltan, cambio.faltan, fuera),
            _mezcla(self.listas, cambio.listas, fuera, vacios=True),
        )


def _mezcla(
    antes: Mapping[Lugar, T], ahora: Mapping[Lugar, T], fuera: frozenset[Lugar], *, vacios: bool = False
) -> Mapping[Lugar, T]:
    if not ahora and not fuera:
        return antes
    junto = {k: v for k, v in antes.items() if k not in fuera} | dict(ahora)
    return MappingProxyType(junto if vacios else {k: v for k, v in junto.items() if v})


def _conjunto(antes: frozenset[Lugar], ahora: Mapping[Lugar, bool], fuera: frozenset[Lugar]) -> frozenset[Lugar]:
    if not ahora and not fuera:
        return antes
    return (antes - fuera - ahora.keys()) | {k for k, v in ahora.items() if v}


@dataclass(frozen=True, slots=True)
class Cambio:
    """What one edit changed: the new value of each place that has another one now.

    ``quitados`` are the places that went with their row. A new row is taken to start relevant, with nothing
    calculated and nothing violated.
    """

    calculados: Mapping[Lugar, str] = field(default_factory=_vacio)
    relevancia: Mapping[Lugar, bool] = field(default_factory=_vacio)
    violaciones: Mapping[Lugar, tuple[Violacion, ...]] = field(default_factory=_vacio)
    faltan: Mapping[Lugar, bool] = field(default_factory=_vacio)
    listas: Mapping[Lugar, tuple[str, ...]] = field(default_factory=_vacio)
    iniciales: Mapping[Lugar, str] = field(default_factory=_vacio)
    quitados: frozenset[Lugar] = frozenset()

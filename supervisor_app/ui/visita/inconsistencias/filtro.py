"""Which findings of a long list are seen: those of one risk, state or origin. Pure: nothing is stored."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from supervisor_app.domain.hallazgo import EstadoHallazgo, Inconsistencia, Origen, Riesgo

LONG: Final = 8
"""With so many, the whole list is still seen at once."""


def kinds(findings: Sequence[Inconsistencia]) -> list[tuple[str, str]]:
    """What there is to choose, as (key, words with how many); all of them first."""
    offered: list[tuple[str, str]] = [("", "Todo riesgo, estado y origen")]
    groups: tuple[tuple[str, str, tuple[Riesgo | EstadoHallazgo | Origen, ...]], ...] = (
        ("riesgo", "Riesgo {}", tuple(reversed(Riesgo))),
        ("estado", "Estado: {}", tuple(EstadoHallazgo)),
        ("origen", "Origen: {}", tuple(Origen)),
    )
    for name, words, values in groups:
        for v in values:
            n = sum(getattr(h, name) is v for h in findings)
            said = v.label if v.value in ("oic", "asf") else v.label.lower()
            if n:
                offered.append((f"{name}:{v.value}", f"{words.format(said)} ({n})"))
    return offered


def matches(finding: Inconsistencia, key: str) -> bool:
    """Whether it is seen with that choice; "" shows all."""
    name, _, value = key.partition(":")
    said = {"riesgo": finding.riesgo.value, "estado": finding.estado.value, "origen": finding.origen.value}
    return not key or said.get(name) == value

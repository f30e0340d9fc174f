"""What a person has begun to say of a finding and not registered yet; ``guardado`` keeps it on disk. No widget."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from supervisor_app.domain.seguimiento import ClaseDeActo
from supervisor_app.services.ingreso import Pieza

Incoming = Path | Pieza
"""A file of this machine, or what was pasted and is no file yet."""


@dataclass(frozen=True, slots=True)
class Draft:
    """``medida``: the measure it speaks of, "" for the whole finding. ``plazo`` and ``avance`` as they are typed."""

    clase: ClaseDeActo
    palabras: str = ""
    medida: str = ""
    plazo: str = ""
    autorizo: str = ""
    avance: str = ""
    archivos: tuple[Incoming, ...] = ()

    @property
    def vacio(self) -> bool:
        """Whether nothing was typed nor brought in; to have chosen a measure is not enough to keep it."""
        return not (self.palabras.strip() or self.plazo or self.autorizo.strip() or self.avance or self.archivos)


class Drafts:
    """By finding and kind of act. ``on_change(finding, kind)`` hears of every change."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, ClaseDeActo], Draft] = {}
        self.on_change: Callable[[str, ClaseDeActo], object] = lambda _finding, _clase: None

    def of(self, finding: str, clase: ClaseDeActo) -> Draft:
        return self._kept.get((finding, clase), Draft(clase))

    def keep(self, finding: str, draft: Draft) -> None:
        """Empty ones are forgotten."""
        before = self.of(finding, draft.clase)
        if draft.vacio:
            self._kept.pop((finding, draft.clase), None)
        else:
            self._kept[finding, draft.clase] = draft
        if self.of(finding, draft.clase) != before:
            self.on_change(finding, draft.clase)

    def take_up(self, finding: str, draft: Draft) -> None:
        """What is on disk, unless something newer is here."""
        self._kept.setdefault((finding, draft.clase), draft)

    def forget(self, finding: str, clase: ClaseDeActo) -> None:
        self.keep(finding, Draft(clase))

    def begun(self, finding: str) -> tuple[ClaseDeActo, ...]:
        """What was begun of a finding, in the order in which it was."""
        return tuple(clase for key, clase in self._kept if key == finding)

    def findings(self) -> frozenset[str]:
        return frozenset(key for key, _ in self._kept)


def name_of(file: Incoming) -> str:
    return file.name if isinstance(file, Path) else file.nombre

"""The pages that may stand over the questions: the draw of a sample, the newer versions, one piece of evidence.

This module must never decide which one opens.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from supervisor_app.ui.kit.hint_bar import Hint
from supervisor_app.ui.visita.cedulas.sorteo import HINTS, SampleDoor
from supervisor_app.ui.visita.cedulas.versiones import VERSION_HINTS, VersionsDoor
from supervisor_app.ui.visita.evidencia.puerta import CedulaEvidence


@dataclass(frozen=True, slots=True)
class Pages:
    """The doors of the three, the one that is over the others last."""

    samples: SampleDoor
    versions: VersionsDoor
    evidence: CedulaEvidence

    def any_open(self) -> bool:
        return self.samples.is_open() or self.versions.is_open() or self.evidence.is_open()

    def hints(self) -> Sequence[Hint]:
        """Those of the page that is seen; none where no page is open."""
        if self.evidence.is_open():
            return self.evidence.hints()
        if self.versions.is_open():
            return VERSION_HINTS
        return HINTS if self.samples.is_open() else ()

    def close(self) -> None:
        """Back to the questions."""
        self.versions.close_page()
        self.samples.close_page()
        self.evidence.close_page()


__all__ = ["Pages"]

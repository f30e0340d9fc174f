"""What is done about a finding between visits: evidence received, reviewed, accepted or returned, a prórroga, a note.

A visit verifies on site (``verificacion``); an act is written in the office, or by a supervisor who received something.
Acts are added, never changed. It must never look at a clock.

Source: dominio 3.3 (states), 3.1 step 9, 8 (a return says why; each hop with its date).
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Final

from pydantic import Field, model_validator

from supervisor_app.domain.base import Value
from supervisor_app.domain.hallazgo import Avance, EstadoHallazgo, Prorroga


class ClaseDeActo(StrEnum):
    """What an act says. Those of ``DE_OFICINA`` decide, and only the office writes them."""

    EVIDENCIA = "evidencia"
    """Evidence was received: the finding waits for its review."""
    AVANCE = "avance"
    NOTA = "nota"
    PRORROGA = "prorroga"
    SOLVENTADA = "solventada"
    DEVUELTA = "devuelta"
    """The evidence does not do: back to the unit, with the reason."""
    NO_SOLVENTADA = "no_solventada"

    @property
    def label(self) -> str:
        return {
            "evidencia": "Evidencia recibida",
            "avance": "Avance",
            "nota": "Nota",
            "prorroga": "Prórroga",
            "solventada": "Solventada",
            "devuelta": "Devuelta a la unidad",
            "no_solventada": "No solventada",
        }[self.value]

    @property
    def lleva_a(self) -> EstadoHallazgo | None:
        """The state in which it leaves the finding; None where it leaves it as it was."""
        return {
            ClaseDeActo.EVIDENCIA: EstadoHallazgo.EN_REVISION,
            ClaseDeActo.SOLVENTADA: EstadoHallazgo.SOLVENTADA,
            ClaseDeActo.DEVUELTA: EstadoHallazgo.EN_ATENCION,
            ClaseDeActo.NO_SOLVENTADA: EstadoHallazgo.NO_SOLVENTADA,
        }.get(self)


DE_OFICINA: Final = frozenset(
    {ClaseDeActo.PRORROGA, ClaseDeActo.SOLVENTADA, ClaseDeActo.DEVUELTA, ClaseDeActo.NO_SOLVENTADA}
)
CON_MOTIVO: Final = frozenset({ClaseDeActo.DEVUELTA, ClaseDeActo.NO_SOLVENTADA, ClaseDeActo.NOTA})
"""These say nothing without their words."""

Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class EvidenciaRecibida(Value):
    """A file that came with an act: its content by hash, how it was called, and how many bytes it has."""

    sha256: Sha256
    nombre: str
    bytes: int = Field(ge=0)
    tipo: str = ""


class ActoDeSeguimiento(Value):
    """One act on one finding. ``folio`` and ``unidad`` are the finding's as they read then, so that it explains itself.

    ``medida_id``: the measure it speaks of, "" for the whole finding. ``equipo``: the laptop that wrote it, "oficina"
    for the office. Raises ValidationError where what its kind needs is missing.
    """

    id: str = Field(pattern=r"^[0-9a-f]{32}$")
    hallazgo_id: str
    hallazgo_visita_id: str = ""
    folio: str
    unidad: str = ""
    clase: ClaseDeActo
    medida_id: str = ""
    motivo: str = Field(default="", max_length=4_000)
    avance: Avance | None = None
    prorroga: Prorroga | None = None
    evidencias: tuple[EvidenciaRecibida, ...] = ()
    cuando: datetime
    quien: str
    cargo: str = ""
    equipo: str = ""
    ficticio: bool = False

    @model_validator(mode="after")
    def _completo(self) -> ActoDeSeguimiento:
        if self.clase in CON_MOTIVO and not self.motivo.strip():
            raise ValueError("Escriba el motivo.")
        if self.clase is ClaseDeActo.PRORROGA and (self.prorroga is None or not self.medida_id):
            raise ValueError("Una prórroga es de una medida y dice su nueva fecha.")
        if self.clase is ClaseDeActo.AVANCE and (self.avance is None or not self.medida_id):
            raise ValueError("Un avance es de una medida y dice cuánto.")
        # Whoever reads an act goes by its kind: a note that moved a date would be a decision that nobody sees.
        if self.clase is not ClaseDeActo.PRORROGA and self.prorroga is not None:
            raise ValueError("Sólo una prórroga cambia la fecha de una medida.")
        if self.clase is not ClaseDeActo.AVANCE and self.avance is not None:
            raise ValueError("Sólo un avance dice cuánto lleva una medida.")
        if self.clase is ClaseDeActo.EVIDENCIA and not (self.evidencias or self.motivo.strip()):
            raise ValueError("Adjunte la evidencia, o escriba qué se recibió.")
        return self

    @property
    def fecha(self) -> date:
        return self.cuando.date()

"""What a visit verified of a finding of an earlier one: the only record of all that lives across visits.

It must never look at another visit, nor derive anything of one.
"""

from __future__ import annotations

from enum import StrEnum

from pydantic import model_validator

from supervisor_app.domain.base import Value
from supervisor_app.domain.hallazgo import Avance, EstadoHallazgo, Prorroga, con_items


class ResultadoVerificacion(StrEnum):
    """What a visit finds of an earlier finding, in the order of the keys 1 to 3."""

    SOLVENTADA = "solventada"
    EN_ATENCION = "en_atencion"
    NO_SOLVENTADA = "no_solventada"

    @property
    def label(self) -> str:
        return self.estado.label

    @property
    def estado(self) -> EstadoHallazgo:
        return EstadoHallazgo(self.value)


class MedidaVerificada(Value):
    """What a visit verified of one measure of an earlier finding. ``cumplida`` None: not said; ``avance`` None: as it
    was. ``prorrogas`` are those granted in this visit, the oldest first.
    """

    medida_id: str
    avance: Avance | None = None
    cumplida: bool | None = None
    nota: str = ""
    prorrogas: tuple[Prorroga, ...] = ()

    @property
    def hecha(self) -> bool:
        """Whether it calls the measure done: in so many words, or by a whole hundred per cent."""
        return self.cumplida is True or (self.cumplida is None and self.avance == 100)

    @property
    def vacia(self) -> bool:
        return self.avance is None and self.cumplida is None and not self.nota.strip() and not self.prorrogas


class Verificacion(Value):
    """What a visit verified of a finding of an earlier one. ``resultado`` None: only its note or measures are begun.

    ``folio`` and ``titulo`` are the finding's as they read when it was verified, so that the record explains itself in
    a package. Evidence hangs on it by ``Evidencia.inconsistencia_id``.
    """

    id: str
    visita_id: str
    hallazgo_id: str
    hallazgo_visita_id: str
    folio: str
    titulo: str = ""
    items: tuple[str, ...] = ()
    posible_irregularidad: bool = False
    resultado: ResultadoVerificacion | None = None
    nota: str = ""
    medidas: tuple[MedidaVerificada, ...] = ()

    _con_items = model_validator(mode="before")(con_items)

    @property
    def vacia(self) -> bool:
        return self.resultado is None and not self.nota.strip() and not self.medidas

    @property
    def contradictoria(self) -> bool:
        """Whether it calls the finding solved and one of its measures not done; it may be right all the same."""
        solventada = self.resultado is ResultadoVerificacion.SOLVENTADA
        return solventada and any(m.cumplida is False for m in self.medidas)

    def medida(self, medida_id: str) -> MedidaVerificada | None:
        return next((m for m in self.medidas if m.medida_id == medida_id), None)


def id_de_verificacion(visita_id: str, hallazgo_id: str) -> str:
    """One verification per finding and visit; its evidence may come before it."""
    return f"{visita_id}:v:{hallazgo_id}"

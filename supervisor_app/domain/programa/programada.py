"""A programmed visit and the programme of a year, as values. It must never look at a clock nor at what was visited."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from pydantic import Field, model_validator

from supervisor_app.domain.base import Persona, Value
from supervisor_app.domain.cedula.definition import Departamento
from supervisor_app.domain.visita import TipoVisita, Unidad

Anio = Annotated[int, Field(ge=2000, le=2100)]


class Razon(Value):
    """Why a unit was chosen: ``clase`` names the rule of ``forms/programa.yaml``, ``puntos`` what it weighed, ``texto``
    how people read it («3 medidas vencidas; la mayor, 64 días»).
    """

    clase: str
    puntos: int = Field(ge=0)
    texto: str


class Reprogramacion(Value):
    """New days for a programmed visit: from, to, why, when it was written down and by whom."""

    antes_inicio: date
    antes_fin: date
    inicio: date
    fin: date
    motivo: str = Field(min_length=1)
    cuando: datetime
    quien: str = ""


class Cancelacion(Value):
    """A programmed visit is not made: why, when it was written down and by whom."""

    motivo: str = Field(min_length=1)
    cuando: datetime
    quien: str = ""


class VisitaProgramada(Value):
    """One visit of the programme. Several ``departamentos`` make it a joint one (JSAC 7.1.3 núm. 21); ``cedulas`` are
    codes; ``razones``, why it was proposed, as it was known then; ``reprogramaciones``, the oldest first.

    Raises ValidationError where it ends before it begins.
    """

    id: str
    anio: Anio
    numero: int = Field(ge=1)
    tipo: TipoVisita = TipoVisita.SUPERVISION
    departamentos: tuple[Departamento, ...] = ()
    unidad: Unidad
    inicio: date
    fin: date
    equipo: tuple[Persona, ...] = ()
    cedulas: tuple[str, ...] = ()
    objeto: str = ""
    nota: str = ""
    razones: tuple[Razon, ...] = ()
    reprogramaciones: tuple[Reprogramacion, ...] = ()
    cancelacion: Cancelacion | None = None
    ficticia: bool = False

    @model_validator(mode="after")
    def _en_orden(self) -> VisitaProgramada:
        if self.fin < self.inicio:
            raise ValueError("La visita termina antes de empezar.")
        return self

    @property
    def folio(self) -> str:
        return f"P-{self.anio}-{self.numero:03d}"

    @property
    def conjunta(self) -> bool:
        return len(self.departamentos) > 1

    @property
    def cancelada(self) -> bool:
        return self.cancelacion is not None

    @property
    def reprogramada(self) -> bool:
        return bool(self.reprogramaciones)

    @property
    def inicio_original(self) -> date:
        """The first day that it was programmed for, before it was moved."""
        return self.reprogramaciones[0].antes_inicio if self.reprogramaciones else self.inicio


class Programa(Value):
    """The programme of a year as the office sends it to all laptops: ``version`` counts its publications."""

    anio: Anio
    version: int = Field(ge=1)
    oficina: str = ""
    publicado: datetime
    visitas: tuple[VisitaProgramada, ...] = ()

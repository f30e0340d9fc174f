"""A programmed visit and the programme of a year, as values. It must never look at a clock nor at what was visited."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Final, Self

from pydantic import Field, model_validator

from supervisor_app.domain.base import Persona, Value
from supervisor_app.domain.catalogo import CodigoCedula
from supervisor_app.domain.cedula.definition import Departamento
from supervisor_app.domain.visita import TipoVisita, Unidad

Anio = Annotated[int, Field(ge=2000, le=2100)]
Parrafo = Annotated[str, Field(max_length=4_000)]
MAS_LARGO: Final = 300
Renglon = Annotated[str, Field(max_length=MAS_LARGO)]
Motivo = Annotated[str, Field(min_length=1, max_length=4_000)]
MAS_VISITAS: Final = 5_000
"""Of a year. All Subdelegaciones by each department every two months are some 3,000."""
MAS_EQUIPO: Final = 40
MAS_ANIOS: Final = 10
"""Whose programmes travel together."""
PRIMER_DIA: Final = date(1999, 1, 1)
ULTIMO_DIA: Final = date(2102, 12, 31)
Dia = Annotated[date, Field(ge=PRIMER_DIA, le=ULTIMO_DIA)]
MAS_CEDULAS: Final = 200


class Razon(Value):
    """Why a unit was chosen: ``clase`` names the rule of ``forms/programa.yaml``, ``puntos`` what it weighed, ``texto``
    how people read it («3 medidas vencidas; la mayor, 64 días»).
    """

    clase: Renglon
    puntos: int = Field(ge=0, le=1_000_000)
    texto: Renglon


class Reprogramacion(Value):
    """New days for a programmed visit: from, to, why, when it was written down and by whom."""

    antes_inicio: Dia
    antes_fin: Dia
    inicio: Dia
    fin: Dia
    motivo: Motivo
    cuando: datetime
    quien: Renglon = ""


class Cancelacion(Value):
    """A programmed visit is not made: why, when it was written down and by whom."""

    motivo: Motivo
    cuando: datetime
    quien: Renglon = ""


class PorProgramar(Value):
    """A visit as a person, or the proposal, would put it into the programme; it has neither id nor number yet.

    Several ``departamentos`` make it a joint one (JSAC 7.1.3 núm. 21); ``cedulas`` are codes; ``razones``, why it was
    proposed, as it was known then. Raises ValidationError where it ends before it begins.
    """

    anio: Anio
    tipo: TipoVisita = TipoVisita.SUPERVISION
    departamentos: tuple[Departamento, ...] = Field(default=(), max_length=len(Departamento))
    unidad: Unidad
    inicio: Dia
    fin: Dia
    equipo: tuple[Persona, ...] = Field(default=(), max_length=MAS_EQUIPO)
    cedulas: tuple[CodigoCedula, ...] = Field(default=(), max_length=MAS_CEDULAS)
    objeto: Parrafo = ""
    nota: Parrafo = ""
    razones: tuple[Razon, ...] = Field(default=(), max_length=40)
    ficticia: bool = False

    @model_validator(mode="after")
    def _en_orden(self) -> Self:
        if self.fin < self.inicio:
            raise ValueError("La visita termina antes de empezar.")
        u = self.unidad
        nombres = (u.ooad, u.ooad_nombre, u.subdelegacion, u.subdelegacion_nombre, u.nombre)
        if any(len(n) > MAS_LARGO for n in (*nombres, *(x for p in self.equipo for x in (p.nombre, p.cargo)))):
            raise ValueError("Un nombre es demasiado largo.")
        return self

    @property
    def conjunta(self) -> bool:
        return len(self.departamentos) > 1

    @property
    def riesgo(self) -> int:
        """What its reasons weighed together when it was proposed."""
        return sum(r.puntos for r in self.razones)


class VisitaProgramada(PorProgramar):
    """One visit of the programme. ``reprogramaciones``, the oldest first."""

    id: Annotated[str, Field(min_length=1, max_length=64)]
    numero: Annotated[int, Field(ge=1, le=1_000_000)]
    reprogramaciones: tuple[Reprogramacion, ...] = Field(default=(), max_length=200)
    cancelacion: Cancelacion | None = None

    @property
    def folio(self) -> str:
        return f"P-{self.anio}-{self.numero:03d}"

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

    def solo_otras_fechas(self, otra: Self) -> bool:
        """Whether it stands on other days than in ``otra``, and no motive says why."""
        return (self.inicio, self.fin) != (otra.inicio, otra.fin) and self.reprogramaciones == otra.reprogramaciones


class Programa(Value):
    """The programme of a year as the office sends it to all laptops: ``version`` counts its publications.

    Raises ValidationError where two visits have one id, or a visit is of another year.
    """

    anio: Anio
    version: int = Field(ge=1, le=1_000_000)
    oficina: Renglon = ""
    publicado: datetime
    visitas: tuple[VisitaProgramada, ...] = Field(default=(), max_length=MAS_VISITAS, fail_fast=True)

    @model_validator(mode="after")
    def _cada_una_una_vez(self) -> Programa:
        if len({v.id for v in self.visitas}) < len(self.visitas):
            raise ValueError("Una visita está dos veces.")
        if any(v.anio != self.anio for v in self.visitas):
            raise ValueError("Una visita es de otro año.")
        return self


class Publicados(Value):
    """What travels to the laptops: the programme of each year that still matters, by year. They keep only the last
    publication of a kind, and at the end of a year two programmes are in force.

    Raises ValidationError where a year is twice.
    """

    programas: tuple[Programa, ...] = Field(default=(), max_length=MAS_ANIOS, fail_fast=True)

    @model_validator(mode="after")
    def _cada_ano_una_vez(self) -> Publicados:
        if len({p.anio for p in self.programas}) < len(self.programas):
            raise ValueError("Un año está dos veces.")
        return self

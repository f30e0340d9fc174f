"""Training that answers findings: what is proposed of them, and a session with whom it was given to.

It is kept whole, version by version. It must never look at a clock.

Source: dominio 3.1 step 10 (JSAC 7.1.1 núm. 9 and 18; 7.1.2 núm. 32; 7.1.3 núm. 42; 7.1 núm. 47).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum

from pydantic import Field, model_validator

from supervisor_app.domain.base import Persona, Value
from supervisor_app.domain.cedula.definition import Departamento


class EstadoCapacitacion(StrEnum):
    PROGRAMADA = "programada"
    IMPARTIDA = "impartida"
    CANCELADA = "cancelada"

    @property
    def label(self) -> str:
        return self.value.capitalize()


_SIGUIENTES: Mapping[EstadoCapacitacion, tuple[EstadoCapacitacion, ...]] = {
    EstadoCapacitacion.PROGRAMADA: (EstadoCapacitacion.IMPARTIDA, EstadoCapacitacion.CANCELADA),
}
"""What was given or cancelled stays so; another session answers what is left."""


class HallazgoAtendido(Value):
    """A finding that a session answers, as it read when it was linked."""

    id: str
    folio: str = Field(max_length=200)
    titulo: str = Field(default="", max_length=1_000)
    unidad: str = Field(default="", max_length=300)


class Capacitacion(Value):
    """A session or workshop. ``unidades``: the titles of those it is for; ``proceso``: the cédula it is about, or "".

    Raises ValidationError where what its state needs is missing.
    """

    id: str = Field(pattern=r"^[0-9a-f]{32}$")
    tema: str = Field(max_length=300)
    objetivo: str = Field(default="", max_length=4_000)
    proceso: str = Field(default="", max_length=40)
    departamento: Departamento | None = None
    unidades: tuple[str, ...] = ()
    hallazgos: tuple[HallazgoAtendido, ...] = ()
    fecha: date | None = None
    horas: Decimal | None = Field(default=None, gt=0, le=400)
    lugar: str = Field(default="", max_length=300)
    instructor: Persona = Persona()
    asistentes: tuple[Persona, ...] = Field(default=(), max_length=2_000)
    estado: EstadoCapacitacion = EstadoCapacitacion.PROGRAMADA
    motivo: str = Field(default="", max_length=4_000)
    """Why it was cancelled, or what is to be told of how it was given."""
    ficticia: bool = False

    @model_validator(mode="after")
    def _completa(self) -> Capacitacion:
        if not self.tema.strip():
            raise ValueError("Escriba el tema.")
        if self.estado is EstadoCapacitacion.CANCELADA and not self.motivo.strip():
            raise ValueError("Escriba por qué se cancela.")
        if self.estado is EstadoCapacitacion.IMPARTIDA:
            if self.fecha is None:
                raise ValueError("Diga en qué fecha se impartió.")
            if not self.asistentes:
                raise ValueError("Anote a quienes asistieron.")
        return self

    def puede(self, a: EstadoCapacitacion) -> bool:
        return a in _SIGUIENTES.get(self.estado, ())

    @property
    def vigente(self) -> bool:
        """Whether it answers its findings: it is to be given, or was."""
        return self.estado is not EstadoCapacitacion.CANCELADA

"""An observation of a reviewer from outside (OIC, ASF, another): the same engine as a finding, without a visit of ours.

It is kept as it was notified; what became of it is said by acts. It must never look at a clock.

Source: dominio 3.2 (órganos revisores), 3.4 (origin), 7.1 («observación» is the manual's word for what they find).
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from pydantic import Field, model_validator

from supervisor_app.domain.base import Value
from supervisor_app.domain.cedula.answers import Pesos
from supervisor_app.domain.cedula.definition import Departamento
from supervisor_app.domain.hallazgo import Inconsistencia, Medida, Origen, Riesgo
from supervisor_app.domain.seguimiento.antecedentes import Antecedente
from supervisor_app.domain.visita import EstadoVisita, Unidad, Visita


class Observacion(Value):
    """What a reviewer observed: ``fecha`` is the day it was notified; ``unidad`` None: of a whole OOAD (``ooad``).

    ``organo``: who it is where ``origen`` is «otra». ``medidas`` have ``inconsistencia_id`` of this.
    """

    id: str = Field(pattern=r"^[0-9a-f]{32}$")
    origen: Origen
    organo: str = Field(default="", max_length=200)
    referencia: str = Field(max_length=100)
    fecha: date
    unidad: Unidad | None = None
    ooad: str = Field(default="", max_length=10)
    ooad_nombre: str = Field(default="", max_length=200)
    departamento: Departamento | None = None
    titulo: str = Field(max_length=500)
    texto: str = Field(default="", max_length=20_000)
    riesgo: Riesgo = Riesgo.MEDIO
    importe: Pesos | None = None
    medidas: tuple[Medida, ...] = ()
    ficticia: bool = False

    @model_validator(mode="after")
    def _completa(self) -> Observacion:
        if self.origen is Origen.SUPERVISION:
            raise ValueError("Lo que halla la supervisión se escribe en su visita.")
        if self.origen is Origen.OTRA and not self.organo.strip():
            raise ValueError("Escriba qué órgano hizo la observación.")
        if not self.referencia.strip():
            raise ValueError("Escriba el número con que el órgano la identifica.")
        if not self.titulo.strip():
            raise ValueError("Escriba en pocas palabras qué se observó.")
        if self.unidad is None and not (self.ooad.strip() or self.ooad_nombre.strip()):
            raise ValueError("Diga de qué unidad o de qué OOAD es.")
        if any(not m.texto.strip() for m in self.medidas):
            raise ValueError("Cada medida dice qué se va a hacer.")
        return self

    @property
    def quien(self) -> str:
        """«OIC», «ASF», or the name of another one."""
        return self.organo.strip() if self.origen is Origen.OTRA else self.origen.label

    @property
    def folio(self) -> str:
        """«OIC 14/2026»."""
        return f"{self.quien} {' '.join(self.referencia.split())}"

    @property
    def de(self) -> str:
        """Whose it is, as people call it."""
        return self.unidad.titulo if self.unidad is not None else f"OOAD {self.ooad_nombre or self.ooad}"

    def como_antecedente(self) -> Antecedente:
        """The same as if a visit had found it on its day, for whatever derives states of findings."""
        desde = datetime.combine(self.fecha, time(), UTC)
        visita = Visita(
            id=self.id,
            folio=self.folio,
            estado=EstadoVisita.CERRADA,
            unidad=self.unidad,
            inicio=self.fecha,
            fin=self.fecha,
            creada=desde,
            ficticia=self.ficticia,
        )
        hallazgo = Inconsistencia(
            id=self.id,
            visita_id=self.id,
            numero=1,
            titulo=self.titulo,
            descripcion=self.texto,
            riesgo=self.riesgo,
            importe=self.importe,
            origen=self.origen,
            organo=self.organo,
            referencia=self.referencia,
        )
        return Antecedente(visita=visita, inconsistencias=(hallazgo,), medidas=self.medidas)

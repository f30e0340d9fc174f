"""Inconsistencias and the medidas agreed on them (dominio 3.3 and 3.4): their fields, states and deadlines.

What they say where nobody wrote it is ``redaccion``. This module must never change an answer nor look at a clock.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any

from pydantic import Field, model_validator

from supervisor_app.domain.base import Value
from supervisor_app.domain.cedula.answers import Pesos


class Riesgo(StrEnum):
    BAJO = "bajo"
    MEDIO = "medio"
    ALTO = "alto"

    @property
    def label(self) -> str:
        return self.value.capitalize()


class Origen(StrEnum):
    """Who found it. «Observación» is the manual's word for what reviewers outside find."""

    SUPERVISION = "supervision"
    OIC = "oic"
    ASF = "asf"
    OTRA = "otra"

    @property
    def label(self) -> str:
        return {"supervision": "Supervisión", "oic": "OIC", "asf": "ASF", "otra": "Otra"}[self.value]


class EstadoHallazgo(StrEnum):
    ABIERTA = "abierta"
    EN_ATENCION = "en_atencion"
    EN_REVISION = "en_revision"
    SOLVENTADA = "solventada"
    NO_SOLVENTADA = "no_solventada"

    @property
    def label(self) -> str:
        return {
            "abierta": "Abierta",
            "en_atencion": "En atención",
            "en_revision": "En revisión",
            "solventada": "Solventada",
            "no_solventada": "No solventada",
        }[self.value]


class TipoMedida(StrEnum):
    """The three types of the manual (JSAC 7.1.1 núm. 8)."""

    CORRECTIVA = "correctiva"
    PREVENTIVA = "preventiva"
    MEJORA = "mejora"

    @property
    def label(self) -> str:
        return {"correctiva": "Correctiva", "preventiva": "Preventiva", "mejora": "Acción de mejora"}[self.value]


class CambioDeEstado(Value):
    """One step of a finding: to which state, when, who said so, and why. ``motivo`` may be empty going forward."""

    estado: EstadoHallazgo
    cuando: datetime
    quien: str = ""
    motivo: str = ""


_ADELANTE: Mapping[EstadoHallazgo, tuple[EstadoHallazgo, ...]] = {
    EstadoHallazgo.ABIERTA: (EstadoHallazgo.EN_ATENCION,),
    EstadoHallazgo.EN_ATENCION: (EstadoHallazgo.EN_REVISION,),
    EstadoHallazgo.EN_REVISION: (EstadoHallazgo.SOLVENTADA, EstadoHallazgo.NO_SOLVENTADA),
}
_ATRAS: Mapping[EstadoHallazgo, tuple[EstadoHallazgo, ...]] = {
    EstadoHallazgo.EN_ATENCION: (EstadoHallazgo.ABIERTA,),
    EstadoHallazgo.EN_REVISION: (EstadoHallazgo.EN_ATENCION,),
    EstadoHallazgo.SOLVENTADA: (EstadoHallazgo.EN_ATENCION,),
    EstadoHallazgo.NO_SOLVENTADA: (EstadoHallazgo.EN_ATENCION,),
}
"""A return says why (dominio 8: the reason is obligatory in what offices use today)."""


def siguientes(estado: EstadoHallazgo) -> tuple[EstadoHallazgo, ...]:
    """The states to which a finding may go from this one, those forward first."""
    return (*_ADELANTE.get(estado, ()), *_ATRAS.get(estado, ()))


def exige_motivo(de: EstadoHallazgo, a: EstadoHallazgo) -> bool:
    """Whether this step needs its reason: a return, and «no solventada»."""
    return a is EstadoHallazgo.NO_SOLVENTADA or a in _ATRAS.get(de, ())


def con_items(datos: Any) -> Any:
    """Records of before findings could gather several items named one in ``item_id``."""
    if isinstance(datos, dict) and "item_id" in datos:
        datos = dict(datos)
        item = datos.pop("item_id")
        datos.setdefault("items", (item,) if item else ())
    return datos


class Inconsistencia(Value):
    """A finding. ``numero`` counts within its visit, never shared by two; ``titulo`` None means derived.

    ``items`` are the questions that it gathers, none where it is free; ``cedula``, the one it was raised in.
    ``referencia`` is the number that who observed it gave it; ``organo``, who that is where ``origen`` is «otra».
    """

    id: str
    visita_id: str
    numero: int
    cedula: str = ""
    items: tuple[str, ...] = ()
    titulo: str | None = None
    descripcion: str | None = None
    causa: str = ""
    riesgo: Riesgo = Riesgo.MEDIO
    fundamento: tuple[str, ...] = ()
    importe: Pesos | None = None
    estado: EstadoHallazgo = EstadoHallazgo.ABIERTA
    historial: tuple[CambioDeEstado, ...] = ()
    origen: Origen = Origen.SUPERVISION
    organo: str = ""
    referencia: str = ""
    posible_irregularidad: bool = False

    _con_items = model_validator(mode="before")(con_items)

    @property
    def libre(self) -> bool:
        """Whether no answer raised it."""
        return not self.items

    @property
    def cedulas(self) -> tuple[str, ...]:
        """The cédulas it speaks of, that of its first item first; that of a free one, if it has any."""
        propias = dict.fromkeys(i.rsplit("-", 1)[0] for i in self.items)
        return tuple(propias) or ((self.cedula,) if self.cedula else ())

    @property
    def origen_completo(self) -> str:
        """«OIC, observación 14/2026», «Supervisión»."""
        quien = self.organo.strip() if self.origen is Origen.OTRA and self.organo.strip() else self.origen.label
        return f"{quien}, observación {self.referencia.strip()}" if self.referencia.strip() else quien

    @property
    def tocada(self) -> bool:
        """True where somebody wrote in it, so that it must not vanish by itself."""
        return (
            bool(self.titulo or self.descripcion or self.causa.strip() or self.posible_irregularidad)
            or bool(self.historial or self.organo.strip() or self.referencia.strip())
            or len(self.items) > 1
            or self.importe is not None
            or (self.riesgo, self.origen, self.estado) != (Riesgo.MEDIO, Origen.SUPERVISION, EstadoHallazgo.ABIERTA)
        )

    def folio(self, visita: str) -> str:
        return f"{visita}-{self.numero:02d}"


class Prorroga(Value):
    """A deadline moved: from, to, why, who authorised it, when it was written down and by whom."""

    antes: date
    despues: date
    motivo: str
    autorizo: str
    cuando: datetime
    quien: str = ""


class EstadoMedida(StrEnum):
    """Derived from its progress and its date, never kept."""

    PENDIENTE = "pendiente"
    EN_PROCESO = "en_proceso"
    CUMPLIDA = "cumplida"
    VENCIDA = "vencida"

    @property
    def label(self) -> str:
        return {
            "pendiente": "Pendiente",
            "en_proceso": "En proceso",
            "cumplida": "Cumplida",
            "vencida": "Vencida",
        }[self.value]


Avance = Annotated[int, Field(ge=0, le=100)]


class Medida(Value):
    """An agreed measure: what, who by post and name, and until when.

    ``prorrogas`` keeps every date that it had, the oldest first; ``pactada`` is the date that a delivered revision
    carried: from then on only a prórroga moves it.
    """

    id: str
    visita_id: str
    inconsistencia_id: str
    orden: int
    tipo: TipoMedida = TipoMedida.CORRECTIVA
    texto: str = ""
    responsable_cargo: str = ""
    responsable_nombre: str = ""
    fecha: date | None = None
    pactada: date | None = None
    prorrogas: tuple[Prorroga, ...] = ()
    evidencia_esperada: str = ""
    avance: Avance = 0

    @property
    def completa(self) -> bool:
        """A measure binds only with its text, its responsible and its date."""
        return bool(self.texto.strip() and (self.responsable_cargo + self.responsable_nombre).strip() and self.fecha)

    @property
    def responsable(self) -> str:
        return ", ".join(p for p in (self.responsable_nombre.strip(), self.responsable_cargo.strip()) if p)

    def estado(self, hoy: date) -> EstadoMedida:
        if self.avance >= 100:
            return EstadoMedida.CUMPLIDA
        if self.fecha is not None and self.fecha < hoy:
            return EstadoMedida.VENCIDA
        return EstadoMedida.EN_PROCESO if self.avance else EstadoMedida.PENDIENTE

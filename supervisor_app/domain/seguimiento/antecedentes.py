"""What a unit brings to a visit from its earlier ones, as values. How they are derived is ``derivacion``.

It must never store anything nor look at a clock.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from supervisor_app.domain.calendario import Dias, dias_entre
from supervisor_app.domain.cedula.answers import CedulaFijada, Respuesta, Valor
from supervisor_app.domain.cedula.definition import ItemDefinition
from supervisor_app.domain.cedula.sin_lugar import SinLugar
from supervisor_app.domain.hallazgo import EstadoHallazgo, Inconsistencia, Medida
from supervisor_app.domain.indicador import IndicadorMedido
from supervisor_app.domain.redaccion import Caso, caso_de
from supervisor_app.domain.seguimiento.acto import ActoDeSeguimiento
from supervisor_app.domain.seguimiento.verificacion import MedidaVerificada, Verificacion
from supervisor_app.domain.seguimiento.visitas import dia_de, momento
from supervisor_app.domain.visita import Visita


@dataclass(frozen=True)
class Antecedente:
    """What is read of another visit to the same unit."""

    visita: Visita
    fijadas: tuple[CedulaFijada, ...] = ()
    respuestas: tuple[Respuesta, ...] = ()
    inconsistencias: tuple[Inconsistencia, ...] = ()
    medidas: tuple[Medida, ...] = ()
    verificaciones: tuple[Verificacion, ...] = ()
    indicadores: tuple[IndicadorMedido, ...] = ()
    sin_lugar: tuple[SinLugar, ...] = ()
    actos: tuple[ActoDeSeguimiento, ...] = ()
    """What was done since about its findings, outside any visit."""

    def respuesta(self, item_id: str) -> Respuesta | None:
        return next((r for r in self.respuestas if r.item_id == item_id), None)

    def item(self, item_id: str) -> ItemDefinition | None:
        """The question as that visit asked it."""
        definiciones = (f.definicion for f in self.fijadas)
        return next((i for d in definiciones for i in d.items if i.id == item_id), None)

    def casos(self, hallazgo: Inconsistencia) -> tuple[Caso, ...]:
        return tuple(caso_de(Caso(i, self.item(i), self.respuesta(i)), self.sin_lugar) for i in hallazgo.items)


@dataclass(frozen=True, slots=True)
class Verificada:
    """A verification with the visit that made it."""

    verificacion: Verificacion
    visita: Visita

    @property
    def fecha(self) -> date:
        return dia_de(self.visita)


@dataclass(frozen=True, slots=True)
class HallazgoAnterior:
    """An earlier finding: where it comes from, its measures as they stand after every verification, and what was
    verified of it, oldest first.
    """

    hallazgo: Inconsistencia
    visita: Visita
    titulo: str
    medidas: tuple[Medida, ...] = ()
    verificadas: tuple[Verificada, ...] = ()
    propia: Verificacion | None = None
    """What the open visit verified, or has begun to."""
    descripcion: str = ""
    importe: Decimal | None = None
    actos: tuple[ActoDeSeguimiento, ...] = ()

    @property
    def folio(self) -> str:
        return self.hallazgo.folio(self.visita.folio)

    @property
    def fecha(self) -> date:
        return dia_de(self.visita)

    @property
    def estado_previo(self) -> EstadoHallazgo:
        """The state in which the open visit received it."""
        return estado_de(self.hallazgo, self.verificadas, self.actos)

    @property
    def visto_el(self) -> date | None:
        """When a visit or an act last said how it stands."""
        return visto_el(self.hallazgo, self.verificadas, self.actos)

    @property
    def estado(self) -> EstadoHallazgo:
        if self.propia is not None and self.propia.resultado is not None:
            return self.propia.resultado.estado
        return self.estado_previo

    @property
    def verificado(self) -> bool:
        """Whether the open visit already said what became of it."""
        return self.propia is not None and self.propia.resultado is not None

    def de_medida(self, medida_id: str) -> MedidaVerificada | None:
        """What the open visit verified of one measure."""
        return self.propia.medida(medida_id) if self.propia is not None else None

    @property
    def plazo(self) -> date | None:
        """The earliest date of a measure that is not done."""
        return min((m.fecha for m in self.medidas if m.fecha and m.avance < 100), default=None)

    def vencido(self, hoy: date) -> bool:
        return self.estado is not EstadoHallazgo.SOLVENTADA and self.plazo is not None and self.plazo < hoy

    def antiguedad(self, hoy: date, feriados: Collection[date]) -> Dias:
        """Since the last day of the visit that found it."""
        return dias_entre(self.fecha, hoy, feriados)

    def atraso(self, hoy: date, feriados: Collection[date]) -> Dias | None:
        """How long it is overdue; None where it is not."""
        return dias_entre(self.plazo, hoy, feriados) if self.plazo and self.vencido(hoy) else None


@dataclass(frozen=True, slots=True)
class RespuestaAnterior:
    """The last answer of the unit to an item, before the open visit."""

    item_id: str
    valor: Valor
    nota: str
    visita: Visita

    @property
    def fecha(self) -> date:
        return dia_de(self.visita)


@dataclass(frozen=True, slots=True)
class Reincidencia:
    """The last time that the unit had an inconsistencia in the same item."""

    item_id: str
    hallazgo: Inconsistencia
    visita: Visita
    valor: Valor | None
    veces: int
    solventada: date | None

    @property
    def folio(self) -> str:
        return self.hallazgo.folio(self.visita.folio)

    @property
    def fecha(self) -> date:
        return dia_de(self.visita)


@dataclass(frozen=True)
class Pasado:
    """What a unit brings to a visit."""

    anteriores: tuple[HallazgoAnterior, ...] = ()
    respuestas: Mapping[str, RespuestaAnterior] = field(default_factory=dict)
    levantadas: Mapping[str, Reincidencia] = field(default_factory=dict)
    """By item, whether or not the open visit raises it again."""
    solventados: tuple[HallazgoAnterior, ...] = ()
    """Those that earlier visits already found solved."""
    indicadores: tuple[IndicadorMedido, ...] = ()
    """The last measure of each indicator and period."""

    @property
    def verificados(self) -> int:
        """How many of the earlier findings the open visit already spoke of."""
        return sum(a.verificado for a in self.anteriores)

    def hallazgo(self, id_: str) -> HallazgoAnterior | None:
        """An earlier finding, solved or not."""
        return next((a for a in (*self.anteriores, *self.solventados) if a.hallazgo.id == id_), None)


def en_orden(
    verificadas: Iterable[Verificada], actos: Iterable[ActoDeSeguimiento]
) -> Iterator[Verificada | ActoDeSeguimiento]:
    """What was said of a finding, the oldest first. Of one day, what a visit saw on site has the last word."""
    esperan = sorted(actos, key=lambda a: (a.cuando, a.id), reverse=True)
    for v in sorted(verificadas, key=lambda v: momento(v.visita)):
        while esperan and esperan[-1].fecha <= v.fecha:
            yield esperan.pop()
        yield v
    yield from reversed(esperan)


def pasos_de(
    hallazgo: Inconsistencia, verificadas: Iterable[Verificada], actos: Iterable[ActoDeSeguimiento]
) -> Iterator[tuple[Verificada | ActoDeSeguimiento, EstadoHallazgo | None]]:
    """What was said of a finding, the oldest first, and the state in which each leaves it; None: as it was.

    Evidence of what is solved by then, from a laptop that did not know, opens nothing: sending it back is a decision.
    """
    estado = hallazgo.estado
    for dicho in en_orden(verificadas, actos):
        lleva = _lleva_a(dicho)
        if estado is EstadoHallazgo.SOLVENTADA and lleva is EstadoHallazgo.EN_REVISION:
            lleva = None
        estado = lleva or estado
        yield dicho, lleva


def estado_de(
    hallazgo: Inconsistencia, verificadas: Iterable[Verificada], actos: Iterable[ActoDeSeguimiento] = ()
) -> EstadoHallazgo:
    """The state after all verifications and acts: that of the latest, or the finding's own where none spoke."""
    pasos = reversed(list(pasos_de(hallazgo, verificadas, actos)))
    return next((estado for _, estado in pasos if estado is not None), hallazgo.estado)


def visto_el(
    hallazgo: Inconsistencia, verificadas: Iterable[Verificada], actos: Iterable[ActoDeSeguimiento]
) -> date | None:
    """When somebody last looked at whether it is solved; a note or some progress is no such look."""
    pasos = pasos_de(hallazgo, verificadas, actos)
    return max((d.fecha for d, estado in pasos if isinstance(d, Verificada) or estado is not None), default=None)


def _lleva_a(dicho: Verificada | ActoDeSeguimiento) -> EstadoHallazgo | None:
    if isinstance(dicho, ActoDeSeguimiento):
        return dicho.clase.lleva_a
    return dicho.verificacion.resultado.estado if dicho.verificacion.resultado is not None else None

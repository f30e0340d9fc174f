"""Findings that live across visits: what a later visit verified of them, their state, ageing and recurrence.

Of all this only the verification is a record; states, «vencida», days and «reincidente» are derived from the visits of
one unit, in whatever order they were read (dominio 3.3). It must never store anything nor look at a clock.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from pydantic import model_validator

from supervisor_app.domain.base import Value, con
from supervisor_app.domain.calendario import Dias, dias_entre
from supervisor_app.domain.cedula.answers import CedulaFijada, Respuesta, Valor, ValorMuestra
from supervisor_app.domain.cedula.definition import ItemDefinition
from supervisor_app.domain.cedula.sin_lugar import SinLugar
from supervisor_app.domain.hallazgo import Avance, EstadoHallazgo, Inconsistencia, Medida, Prorroga, con_items
from supervisor_app.domain.indicador import IndicadorMedido
from supervisor_app.domain.redaccion import Caso, caso_de, titulo
from supervisor_app.domain.visita import Unidad, Visita

Momento = tuple[date, datetime, str]

# A note proves nothing by being long: it has to say which paper whoever doubts it should ask for.
_DOCUMENTOS = (
    "actas? acuerdos? acuses? archivos? bitácoras? calendarios? capturas? cédulas? certificados? circular(?:es)? "
    "citatorios? comprobantes? constancias? contratos? convenios? correos? credenciales dictámenes dictamen "
    "documentos? escritos? expedientes? fotos? fotografías? informes? listados? listas? mandamientos? memorándums? "
    "memorandos? minutas? nombramientos? notas? oficios? pantallas? pólizas? recibos? relación relaciones reportes? "
    "requerimientos? resoluciones resolución tarjetas?"
)
_NOMBRA = re.compile(rf"\b(?:{'|'.join(_DOCUMENTOS.split())})\b", re.IGNORECASE)


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

    def medida(self, medida_id: str) -> MedidaVerificada | None:
        return next((m for m in self.medidas if m.medida_id == medida_id), None)


def id_de_verificacion(visita_id: str, hallazgo_id: str) -> str:
    """One verification per finding and visit; its evidence may come before it."""
    return f"{visita_id}:v:{hallazgo_id}"


def nombra_documento(nota: str) -> bool:
    """Whether a note names the document that proves what it says («Oficio 123/2026»)."""
    return _NOMBRA.search(nota) is not None


# --- the past of a unit -------------------------------------------------------------------------------------------


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

    @property
    def folio(self) -> str:
        return self.hallazgo.folio(self.visita.folio)

    @property
    def fecha(self) -> date:
        return dia_de(self.visita)

    @property
    def estado_previo(self) -> EstadoHallazgo:
        """The state in which the open visit received it."""
        return estado_de(self.hallazgo, self.verificadas)

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


def dia_de(visita: Visita) -> date:
    """The day that a visit's findings and verifications are of: its last one."""
    return visita.fin or visita.inicio or visita.creada.date()


def momento(visita: Visita) -> Momento:
    """What orders the visits of a unit, the same in every copy of them."""
    return (visita.inicio or visita.creada.date(), visita.creada, visita.id)


def misma_unidad(a: Unidad | None, b: Unidad | None) -> bool:
    """By kind, OOAD, Subdelegación and own name, whose capitals and spaces do not tell two units apart."""
    if a is None or b is None or not (a.corto.strip() and b.corto.strip()):
        return False
    return _clave(a) == _clave(b)


def _clave(u: Unidad) -> tuple[str, ...]:
    return (u.tipo.value, u.ooad, u.subdelegacion, " ".join(u.nombre.casefold().split()))


def estado_de(hallazgo: Inconsistencia, verificadas: Iterable[Verificada]) -> EstadoHallazgo:
    """The state after all verifications: that of the latest visit, or the finding's own where none spoke."""
    dichas = [v for v in verificadas if v.verificacion.resultado is not None]
    ultima = max(dichas, key=lambda v: momento(v.visita), default=None)
    if ultima is None or ultima.verificacion.resultado is None:
        return hallazgo.estado
    return ultima.verificacion.resultado.estado


# --- derivations --------------------------------------------------------------------------------------------------


def pasado(visita: Visita, propias: Iterable[Verificacion], antecedentes: Iterable[Antecedente]) -> Pasado:
    """What the earlier visits to the unit say to ``visita``; the order in which they were read does not matter."""
    previos = sorted(
        (
            a
            for a in antecedentes
            if a.visita.id != visita.id
            and misma_unidad(a.visita.unidad, visita.unidad)
            and momento(a.visita) < momento(visita)
        ),
        key=lambda a: momento(a.visita),
    )
    todos = _hallazgos(propias, previos)
    return Pasado(
        tuple(t for t in todos if _por_verificar(t)),
        _respuestas(previos),
        _levantadas(previos),
        tuple(t for t in todos if not _por_verificar(t)),
        # Oldest first: the last one stays.
        tuple({(m.codigo, m.periodo): m for a in previos for m in a.indicadores}.values()),
    )


def _por_verificar(anterior: HallazgoAnterior) -> bool:
    """Whether it came open to the visit, or the visit spoke of it all the same."""
    return anterior.estado_previo is not EstadoHallazgo.SOLVENTADA or anterior.propia is not None


def _hallazgos(propias: Iterable[Verificacion], previos: list[Antecedente]) -> tuple[HallazgoAnterior, ...]:
    """Every earlier finding, the most overdue first, as the visit received them: verifying moves none of them."""
    mias = {v.hallazgo_id: v for v in propias}
    dichas = _por_hallazgo(previos)
    recibidos = [
        HallazgoAnterior(
            hallazgo=h,
            visita=a.visita,
            titulo=titulo(h, a.casos(h)),
            medidas=tuple(
                medida_tras(m, dichas.get(h.id, ()))
                for m in sorted((m for m in a.medidas if m.inconsistencia_id == h.id), key=lambda m: (m.orden, m.id))
            ),
            verificadas=tuple(dichas.get(h.id, ())),
        )
        for a in previos
        for h in a.inconsistencias
    ]
    recibidos.sort(key=lambda t: (t.plazo or date.max, momento(t.visita), t.hallazgo.numero))
    return tuple(_con_lo_propio(t, mias[t.hallazgo.id]) if t.hallazgo.id in mias else t for t in recibidos)


def _con_lo_propio(anterior: HallazgoAnterior, propia: Verificacion) -> HallazgoAnterior:
    return replace(anterior, medidas=tuple(medida_tras(m, (), propia) for m in anterior.medidas), propia=propia)


def medida_tras(m: Medida, verificadas: Iterable[Verificada], propia: Verificacion | None = None) -> Medida:
    """A measure as it stands after these verifications of its finding: progress, date and prórrogas."""
    dichas = [v.verificacion for v in sorted(verificadas, key=lambda v: momento(v.visita))]
    for v in (*dichas, *([propia] if propia is not None else [])):
        dicha = v.medida(m.id)
        if dicha is None:
            continue
        avance = 100 if dicha.cumplida else m.avance if dicha.avance is None else dicha.avance
        fecha = dicha.prorrogas[-1].despues if dicha.prorrogas else m.fecha
        m = con(m, avance=avance, fecha=fecha, prorrogas=(*m.prorrogas, *dicha.prorrogas))
    return m


def _por_hallazgo(previos: list[Antecedente]) -> dict[str, list[Verificada]]:
    dichas: dict[str, list[Verificada]] = {}
    for a in previos:
        for v in a.verificaciones:
            dichas.setdefault(v.hallazgo_id, []).append(Verificada(v, a.visita))
    return dichas


def _respuestas(previos: list[Antecedente]) -> dict[str, RespuestaAnterior]:
    return {
        r.item_id: RespuestaAnterior(r.item_id, r.valor, r.nota, a.visita)
        for a in previos  # oldest first: the last one stays
        for r in a.respuestas
        if r.valor is not None
    }


def _levantadas(previos: list[Antecedente]) -> dict[str, Reincidencia]:
    dichas = _por_hallazgo(previos)
    levantadas: dict[str, Reincidencia] = {}
    for a in previos:
        for h in a.inconsistencias:
            for item_id in h.items:
                previa = levantadas.get(item_id)
                veces = 1 if previa is None else previa.veces + (previa.visita.id != a.visita.id)
                respuesta = a.respuesta(item_id)
                levantadas[item_id] = Reincidencia(
                    item_id, h, a.visita, respuesta.valor if respuesta else None, veces,
                    _solventada(h, dichas.get(h.id, ())),
                )  # fmt: skip
    return levantadas


def _solventada(hallazgo: Inconsistencia, dichas: Iterable[Verificada]) -> date | None:
    """When it was found solved, if that is how it stands."""
    dichas = [d for d in dichas if d.verificacion.resultado is not None]
    if not dichas or estado_de(hallazgo, dichas) is not EstadoHallazgo.SOLVENTADA:
        return None
    return max(dichas, key=lambda d: momento(d.visita)).fecha


def compartibles(antecedentes: Iterable[Antecedente]) -> tuple[Antecedente, ...]:
    """The same without possible irregularities, for what is printed and shared."""
    return tuple(
        replace(a, inconsistencias=tuple(h for h in a.inconsistencias if not h.posible_irregularidad))
        for a in antecedentes
    )


def reincidentes(
    inconsistencias: Iterable[Inconsistencia], levantadas: Mapping[str, Reincidencia]
) -> dict[str, Reincidencia]:
    """By item, the earlier inconsistencia of each finding that repeats one of the same unit."""
    return {i: levantadas[i] for h in inconsistencias for i in h.items if i in levantadas}


def reincidencia_de(hallazgo: Inconsistencia, levantadas: Mapping[str, Reincidencia]) -> Reincidencia | None:
    """The latest inconsistencia of an earlier visit that a finding repeats in any of its items."""
    repetidas = [levantadas[i] for i in hallazgo.items if i in levantadas]
    return max(repetidas, key=lambda r: momento(r.visita), default=None)


def comparar(hoy: ValorMuestra, antes: ValorMuestra) -> str:
    """How the share of cases moved since the last visit, in words; "" where one of them reviewed nothing."""
    if hoy.proporcion is None or antes.proporcion is None:
        return ""
    puntos = round(abs(hoy.proporcion - antes.proporcion), 1)
    if not puntos:
        return "Sin cambio"
    cuanto = f"{puntos:f}".removesuffix(".0")
    return f"{'Baja' if hoy.proporcion < antes.proporcion else 'Sube'} {cuanto} {'punto' if puntos == 1 else 'puntos'}"

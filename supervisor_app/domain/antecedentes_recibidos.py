"""What the office sends of the earlier visits to a unit, made by whoever made them: as values that travel, and how they
stand beside what this laptop has of its own (ADR 0041).

Nothing of a possible irregularity travels, nor what only the papers of a visit need. It must never store anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Annotated, Any, Final

from pydantic import Field

from supervisor_app.domain.base import Persona, Value
from supervisor_app.domain.cedula.answers import CedulaFijada, Respuesta
from supervisor_app.domain.cedula.definition import CedulaDefinition
from supervisor_app.domain.cedula.sin_lugar import SinLugar
from supervisor_app.domain.cedula.versiones import huella_de_definicion
from supervisor_app.domain.expediente import Expediente
from supervisor_app.domain.hallazgo import Inconsistencia, Medida
from supervisor_app.domain.indicador import IndicadorMedido
from supervisor_app.domain.reserva import compartido
from supervisor_app.domain.seguimiento.acto import ActoDeSeguimiento
from supervisor_app.domain.seguimiento.antecedentes import Antecedente
from supervisor_app.domain.seguimiento.verificacion import Verificacion
from supervisor_app.domain.seguimiento.visitas import clave_de_unidad, misma_unidad, momento
from supervisor_app.domain.visita import Visita

FORMATO: Final = 1
_DE_PAPELES: Final = frozenset(
    {
        "motivo_revision", "pliego", "lugar", "ciudad", "objeto", "periodo_revisado", "fuente", "hora_apertura",
        "hora_cierre", "recibio", "titular", "superior", "visto_bueno", "cedulas", "programada",
    }
)  # fmt: skip
"""What of a visit only its own papers say."""


_VARIAS: Final[Any] = Field(default=(), max_length=200_000, fail_fast=True)
"""Of one kind in a visit, and no more said of what is wrong than the first."""


class VisitaRecibida(Value):
    """One package: its hash, and what of its visit a later one to the unit asks for. ``definiciones``: places in the
    list that all share. ``medidas`` and ``actos`` are of its findings.
    """

    paquete: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    visita: Visita
    definiciones: tuple[int, ...] = _VARIAS
    respuestas: tuple[Respuesta, ...] = _VARIAS
    inconsistencias: tuple[Inconsistencia, ...] = _VARIAS
    medidas: tuple[Medida, ...] = _VARIAS
    verificaciones: tuple[Verificacion, ...] = _VARIAS
    indicadores: tuple[IndicadorMedido, ...] = _VARIAS
    sin_lugar: tuple[SinLugar, ...] = _VARIAS
    actos: tuple[ActoDeSeguimiento, ...] = _VARIAS


class AntecedentesPublicados(Value):
    """What the office publishes under ``antecedentes``: visits to some units, and the cédulas that they speak of."""

    formato: int = Field(default=FORMATO, strict=True, ge=1, le=FORMATO)
    definiciones: tuple[CedulaDefinition, ...] = Field(max_length=2_000, fail_fast=True)
    visitas: tuple[VisitaRecibida, ...] = Field(max_length=20_000, fail_fast=True)

    def antecedentes(self) -> tuple[Antecedente, ...]:
        """As the values that a visit asks for. Raises ValueError for a place that the list of cédulas has not."""
        return tuple(self._uno(v) for v in self.visitas)

    def _uno(self, r: VisitaRecibida) -> Antecedente:
        if any(not 0 <= n < len(self.definiciones) for n in r.definiciones):
            raise ValueError("una visita cita una cédula que no viene")
        definiciones = [self.definiciones[n] for n in r.definiciones]
        return Antecedente(
            visita=r.visita,
            fijadas=tuple(
                CedulaFijada(id=f"{r.visita.id}:{d.codigo}", visita_id=r.visita.id, definicion=d) for d in definiciones
            ),
            respuestas=r.respuestas,
            inconsistencias=r.inconsistencias,
            medidas=r.medidas,
            verificaciones=r.verificaciones,
            indicadores=r.indicadores,
            sin_lugar=r.sin_lugar,
            actos=r.actos,
        )


def antecedente_de(e: Expediente) -> Antecedente:
    """What another visit to the unit may know of this one: nothing reserved, nothing that only its papers say."""
    e = compartido(e)
    hallazgos = tuple(h for h in e.inconsistencias_en_orden() if not h.posible_irregularidad)
    suyos = {h.id for h in hallazgos}
    citadas = {c for h in hallazgos for c in h.cedulas}
    campos = {n: v for n, v in e.visita.__dict__.items() if n not in _DE_PAPELES}
    equipo = tuple(Persona(nombre=p.nombre, cargo=p.cargo) for p in e.visita.equipo)
    return Antecedente(
        visita=Visita.model_validate({**campos, "equipo": equipo}),
        fijadas=tuple(f for c, f in sorted(e.fijadas.items()) if c in citadas),
        respuestas=tuple(r for _, r in sorted(e.respuestas.items()) if r.valor is not None),
        inconsistencias=hallazgos,
        medidas=tuple(m for _, m in sorted(e.medidas.items()) if m.inconsistencia_id in suyos),
        verificaciones=tuple(v for _, v in sorted(e.verificaciones.items()) if not v.posible_irregularidad),
        indicadores=tuple(i for _, i in sorted(e.indicadores.items())),
        sin_lugar=tuple(s for _, s in sorted(e.sin_lugar.items())),
    )


def publicados(por_paquete: Mapping[str, Antecedente]) -> AntecedentesPublicados:
    """What travels of these visits, by the hash of their packages; the same for the same ones in any order.

    An answer that a later visit to the unit gave again stays only where a finding speaks of it.
    """
    orden = sorted(por_paquete.items(), key=lambda p: (momento(p[1].visita), p[0]))
    superadas = _superadas(orden)
    citadas = {_clave(f.definicion): f.definicion for _, a in orden for f in a.fijadas}
    lugares = {clave: n for n, clave in enumerate(sorted(citadas))}
    return AntecedentesPublicados(
        definiciones=tuple(citadas[clave] for clave in lugares),
        visitas=tuple(
            VisitaRecibida(
                paquete=sha256,
                visita=a.visita,
                definiciones=tuple(lugares[_clave(f.definicion)] for f in a.fijadas),
                respuestas=tuple(r for r in a.respuestas if r.item_id not in superadas[sha256]),
                inconsistencias=a.inconsistencias,
                medidas=a.medidas,
                verificaciones=a.verificaciones,
                indicadores=a.indicadores,
                sin_lugar=a.sin_lugar,
                actos=a.actos,
            )
            for sha256, a in orden
        ),
    )


def _clave(d: CedulaDefinition) -> tuple[str, str]:
    return d.codigo, huella_de_definicion(d)


def _superadas(orden: Sequence[tuple[str, Antecedente]]) -> dict[str, frozenset[str]]:
    """By package, the items whose answer nobody asks for: a later visit to the unit answered them too."""
    despues: dict[tuple[bool, tuple[str, ...]], set[str]] = {}
    superadas: dict[str, frozenset[str]] = {}
    for sha256, a in reversed(orden):
        unidad = clave_de_unidad(a.visita.unidad) if a.visita.unidad is not None else ()
        contestados = despues.setdefault((a.visita.ficticia, unidad), set())
        de_hallazgos = {i for h in a.inconsistencias for i in h.items} | {s.item_id for s in a.sin_lugar}
        superadas[sha256] = frozenset(contestados - de_hallazgos)
        contestados.update(r.item_id for r in a.respuestas)
    return superadas


def unir(visita: Visita, propios: Iterable[Antecedente], recibidos: Iterable[Antecedente]) -> tuple[Antecedente, ...]:
    """The earlier visits to the unit of ``visita``: those of this laptop, and those that the office sent. Of one visit
    the higher revision holds, else the laptop's own. Acts on a finding are all of both.
    """
    unidos = {a.visita.id: a for a in propios}
    for r in recibidos:
        v = r.visita
        if (
            v.id == visita.id
            or v.ficticia != visita.ficticia  # what was practised is no past of a real visit, nor the other way round
            or not misma_unidad(v.unidad, visita.unidad)
            or momento(v) >= momento(visita)
        ):
            continue
        propio = unidos.get(v.id)
        gana = r if propio is None or r.visita.revision > propio.visita.revision else propio
        otro = propio if gana is r else r
        actos = {x.id: x for a in (otro, gana) if a is not None for x in a.actos}
        unidos[v.id] = replace(gana, actos=tuple(actos.values()))
    return tuple(unidos.values())

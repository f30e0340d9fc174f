"""The past of a unit, derived from its visits in whatever order they were read: states, measures, answers, recurrence.

It must never store anything nor look at a clock.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date

from supervisor_app.domain.base import con
from supervisor_app.domain.cedula.answers import ValorMuestra
from supervisor_app.domain.hallazgo import EstadoHallazgo, Inconsistencia, Medida
from supervisor_app.domain.redaccion import descripcion, importe, titulo
from supervisor_app.domain.seguimiento.acto import ActoDeSeguimiento
from supervisor_app.domain.seguimiento.antecedentes import (
    Antecedente,
    HallazgoAnterior,
    Pasado,
    Reincidencia,
    RespuestaAnterior,
    Verificada,
    en_orden,
    estado_de,
    pasos_de,
)
from supervisor_app.domain.seguimiento.verificacion import Verificacion
from supervisor_app.domain.seguimiento.visitas import dia_de, misma_unidad, momento
from supervisor_app.domain.visita import Visita


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
    todos = _hallazgos(propias, [_hasta(a, visita) for a in previos])
    return Pasado(
        tuple(t for t in todos if _por_verificar(t)),
        _respuestas(previos),
        _levantadas(previos),
        tuple(t for t in todos if not _por_verificar(t)),
        # Oldest first: the last one stays.
        tuple({(m.codigo, m.periodo): m for a in previos for m in a.indicadores}.values()),
    )


def seguidos(antecedentes: Iterable[Antecedente]) -> tuple[HallazgoAnterior, ...]:
    """Every finding of these visits as it stands after all that they and acts say of it, the most overdue first.

    The visits may be of several units; only those of the same unit, real or practice alike, speak of a finding.
    """
    todos = sorted(antecedentes, key=lambda a: momento(a.visita))
    return tuple(_suyas(t) for t in _hallazgos((), todos))


def _suyas(t: HallazgoAnterior) -> HallazgoAnterior:
    def suya(v: Visita) -> bool:
        return v.id != t.visita.id and misma_unidad(v.unidad, t.visita.unidad) and v.ficticia == t.visita.ficticia

    return replace(t, verificadas=tuple(v for v in t.verificadas if suya(v.visita)))


def _hasta(a: Antecedente, visita: Visita) -> Antecedente:
    """What was done after a visit was closed is no past of it."""
    if not visita.cerrada:
        return a
    return replace(a, actos=tuple(x for x in a.actos if x.fecha <= dia_de(visita)))


def _por_verificar(anterior: HallazgoAnterior) -> bool:
    """Whether it came open to the visit, or the visit spoke of it all the same."""
    return anterior.estado_previo is not EstadoHallazgo.SOLVENTADA or anterior.propia is not None


def _hallazgos(propias: Iterable[Verificacion], previos: list[Antecedente]) -> tuple[HallazgoAnterior, ...]:
    """Every earlier finding, the most overdue first, as the visit received them: verifying moves none of them."""
    mias = {v.hallazgo_id: v for v in propias}
    dichas, actos = _por_hallazgo(previos), _actos(previos)
    recibidos = [
        HallazgoAnterior(
            hallazgo=h,
            visita=a.visita,
            titulo=titulo(h, casos),
            descripcion=descripcion(h, casos),
            importe=importe(h, casos),
            medidas=tuple(
                medida_tras(m, dichas.get(h.id, ()), actos=actos.get(h.id, ()))
                for m in sorted((m for m in a.medidas if m.inconsistencia_id == h.id), key=lambda m: (m.orden, m.id))
            ),
            verificadas=tuple(dichas.get(h.id, ())),
            actos=tuple(actos.get(h.id, ())),
        )
        for a in previos
        for h in a.inconsistencias
        for casos in [a.casos(h)]
    ]
    recibidos.sort(key=lambda t: (t.plazo or date.max, momento(t.visita), t.hallazgo.numero))
    return tuple(_con_lo_propio(t, mias[t.hallazgo.id]) if t.hallazgo.id in mias else t for t in recibidos)


def _con_lo_propio(anterior: HallazgoAnterior, propia: Verificacion) -> HallazgoAnterior:
    return replace(anterior, medidas=tuple(medida_tras(m, (), propia) for m in anterior.medidas), propia=propia)


def medida_tras(
    m: Medida,
    verificadas: Iterable[Verificada],
    propia: Verificacion | None = None,
    *,
    actos: Iterable[ActoDeSeguimiento] = (),
) -> Medida:
    """A measure as it stands after these verifications of its finding and acts on it: progress, date and prórrogas."""
    for dicho in en_orden(verificadas, actos):
        m = _tras_acto(m, dicho) if isinstance(dicho, ActoDeSeguimiento) else _tras_visita(m, dicho.verificacion)
    return m if propia is None else _tras_visita(m, propia)


def _tras_visita(m: Medida, v: Verificacion) -> Medida:
    dicha = v.medida(m.id)
    if dicha is None:
        return m
    avance = 100 if dicha.hecha else m.avance if dicha.avance is None else dicha.avance
    if dicha.cumplida is False and avance == 100:
        avance = 0  # called done before, and not done: nobody knows how far it is
    fecha = dicha.prorrogas[-1].despues if dicha.prorrogas else m.fecha
    return con(m, avance=avance, fecha=fecha, prorrogas=(*m.prorrogas, *dicha.prorrogas))


def _tras_acto(m: Medida, acto: ActoDeSeguimiento) -> Medida:
    if acto.medida_id != m.id:
        return m
    if acto.prorroga is not None:
        return con(m, fecha=acto.prorroga.despues, prorrogas=(*m.prorrogas, acto.prorroga))
    return con(m, avance=acto.avance) if acto.avance is not None else m


def _por_hallazgo(previos: list[Antecedente]) -> dict[str, list[Verificada]]:
    dichas: dict[str, list[Verificada]] = {}
    for a in previos:
        for v in a.verificaciones:
            dichas.setdefault(v.hallazgo_id, []).append(Verificada(v, a.visita))
    return dichas


def _actos(previos: list[Antecedente]) -> dict[str, list[ActoDeSeguimiento]]:
    actos: dict[str, dict[str, ActoDeSeguimiento]] = {}
    for a in previos:
        for acto in a.actos:
            actos.setdefault(acto.hallazgo_id, {})[acto.id] = acto
    return {hallazgo: list(suyos.values()) for hallazgo, suyos in actos.items()}


def _respuestas(previos: list[Antecedente]) -> dict[str, RespuestaAnterior]:
    return {
        r.item_id: RespuestaAnterior(r.item_id, r.valor, r.nota, a.visita)
        for a in previos  # oldest first: the last one stays
        for r in a.respuestas
        if r.valor is not None
    }


def _levantadas(previos: list[Antecedente]) -> dict[str, Reincidencia]:
    dichas, actos = _por_hallazgo(previos), _actos(previos)
    levantadas: dict[str, Reincidencia] = {}
    for a in previos:
        for h in a.inconsistencias:
            for item_id in h.items:
                previa = levantadas.get(item_id)
                veces = 1 if previa is None else previa.veces + (previa.visita.id != a.visita.id)
                respuesta = a.respuesta(item_id)
                levantadas[item_id] = Reincidencia(
                    item_id, h, a.visita, respuesta.valor if respuesta else None, veces,
                    _solventada(h, dichas.get(h.id, ()), actos.get(h.id, ())),
                )  # fmt: skip
    return levantadas


def _solventada(
    hallazgo: Inconsistencia, dichas: Collection[Verificada], actos: Collection[ActoDeSeguimiento]
) -> date | None:
    """When it was found solved, if that is how it stands."""
    if estado_de(hallazgo, dichas, actos) is not EstadoHallazgo.SOLVENTADA:
        return None
    pasos = reversed(list(pasos_de(hallazgo, dichas, actos)))
    return next((d.fecha for d, estado in pasos if estado is EstadoHallazgo.SOLVENTADA), None)


def con_actos(antecedentes: Iterable[Antecedente], actos: Iterable[ActoDeSeguimiento]) -> tuple[Antecedente, ...]:
    """The same, each with those of these acts that speak of its findings besides its own."""
    de: dict[str, list[ActoDeSeguimiento]] = {}
    for x in actos:
        de.setdefault(x.hallazgo_id, []).append(x)
    hechos = []
    for a in antecedentes:
        suyos = {x.id: x for h in a.inconsistencias for x in de.get(h.id, ()) if x.ficticio == a.visita.ficticia}
        nuevos = tuple(x for i, x in suyos.items() if all(y.id != i for y in a.actos))
        hechos.append(replace(a, actos=(*a.actos, *nuevos)) if nuevos else a)
    return tuple(hechos)


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

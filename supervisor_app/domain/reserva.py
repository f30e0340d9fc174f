"""What of a visit may be shared: everything but what belongs to a possible irregularity.

A possible irregularity is turned over apart (JSAC 7.1 núm. 10 and 29; 7.1.1 núm. 14, 15, 21 and 42; 7.1.2 núm. 4 and
26). What leaves the visit for others is made from ``compartido``; what that leaves out, the turnado carries (ADR 0012).
This module must never change a record that is kept.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from supervisor_app.domain.base import con
from supervisor_app.domain.cedula.answers import Respuesta, ValorTexto
from supervisor_app.domain.expediente import Expediente
from supervisor_app.domain.hallazgo import Inconsistencia
from supervisor_app.domain.seguimiento import Verificacion
from supervisor_app.domain.sustento import items_reservados, reservadas

_CONTESTADA = "Contestada"
"""Neither tells what was written nor leaves a hole that would."""


def hallazgos_reservados(e: Expediente) -> tuple[Inconsistencia, ...]:
    return tuple(h for h in e.inconsistencias_en_orden() if h.posible_irregularidad)


def verificaciones_reservadas(e: Expediente) -> tuple[Verificacion, ...]:
    return tuple(v for v in e.verificaciones_en_orden() if v.posible_irregularidad)


def hay_reserva(e: Expediente) -> bool:
    """Whether anything of the visit must be turned over apart."""
    return any(h.posible_irregularidad for h in e.inconsistencias.values()) or any(
        v.posible_irregularidad for v in e.verificaciones.values()
    )


def compartido(e: Expediente) -> Expediente:
    """The visit as others may see it. The same one where nothing is reserved.

    The answer to a reserved question stays, as what the unit was asked and the share of compliance would otherwise be
    false; its note, its rows and draw, and its files go apart. Where the answer is itself a text, only that there is
    one stays.
    """
    if not hay_reserva(e):
        return e
    items, archivos = items_reservados(e), reservadas(e)
    cedulas = {i.rsplit("-", 1)[0] for i in items}
    hallazgos = {i: h for i, h in e.inconsistencias.items() if not h.posible_irregularidad}
    return replace(
        e,
        respuestas={
            i: _sin_palabras(r, nota="") if i in items else _sin_palabras(r) if _puede_citar(e, r, cedulas) else r
            for i, r in e.respuestas.items()
        },
        filas={i: f for i, f in e.filas.items() if f.item_id not in items},
        muestreos={i: m for i, m in e.muestreos.items() if i not in items},
        sin_lugar={i: s for i, s in e.sin_lugar.items() if s.item_id not in items},
        evidencias={i: v for i, v in e.evidencias.items() if i not in archivos},
        inconsistencias=hallazgos,
        medidas={i: m for i, m in e.medidas.items() if m.inconsistencia_id in hallazgos},
        verificaciones={i: v for i, v in e.verificaciones.items() if not v.posible_irregularidad},
        # What another copy wrote is of this visit's team alone, until somebody decides which side holds.
        choques={},
    )


def reservado(e: Expediente) -> Expediente:
    """Only what the turnado carries: the possible irregularities with all that tells of them."""
    items, archivos = items_reservados(e), reservadas(e)
    hallazgos = {h.id: h for h in hallazgos_reservados(e)}
    return replace(
        e,
        respuestas={i: r for i, r in e.respuestas.items() if i in items},
        filas={i: f for i, f in e.filas.items() if f.item_id in items},
        muestreos={i: m for i, m in e.muestreos.items() if i in items},
        sin_lugar={i: s for i, s in e.sin_lugar.items() if s.item_id in items},
        evidencias={i: v for i, v in e.evidencias.items() if i in archivos},
        inconsistencias=hallazgos,
        medidas={i: m for i, m in e.medidas.items() if m.inconsistencia_id in hallazgos},
        verificaciones={v.id: v for v in verificaciones_reservadas(e)},
        indicadores={},
        acta=None,
        informe=None,
        choques={},
    )


def _puede_citar(e: Expediente, r: Respuesta, cedulas: Collection[str]) -> bool:
    """Whether it is calculated in one of these cédulas: an expression may quote any answer of its own."""
    item = e.item(r.item_id) if r.cedula in cedulas else None
    return item is not None and item.calculo is not None


def _sin_palabras(r: Respuesta, **campos: str) -> Respuesta:
    valor = ValorTexto(valor=_CONTESTADA) if isinstance(r.valor, ValorTexto) else r.valor
    return con(r, valor=valor, **campos)

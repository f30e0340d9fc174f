"""The records that a package carries, as JSON files by name: those that are shared, and those of the turnado.

A possible irregularity is in the second and in nothing of the first (ADR 0012). It must never read a file.
"""

from __future__ import annotations

from supervisor_app.domain.canonico import legible
from supervisor_app.domain.expediente import Expediente
from supervisor_app.domain.reserva import compartido, reservado
from supervisor_app.domain.sustento import en_orden


def registros_compartidos(e: Expediente) -> dict[str, bytes]:
    """Everything of the visit that others may read, with the definitions that explain it."""
    e = compartido(e)
    return {
        "visita": legible(e.visita),
        "cedulas": legible([e.aplicadas[c] for c in e.visita.cedulas if c in e.aplicadas]),
        **_hallazgos(e),
        "indicadores": legible(sorted(e.indicadores.values(), key=lambda i: (i.codigo, i.id))),
        "acta": legible(e.acta),
        "informe": legible(e.informe),
        # The definitions that the visit applied, so that a delivered package explains itself.
        "definiciones": legible(e.definiciones),
    }


def registros_del_turnado(e: Expediente) -> dict[str, bytes]:
    """The possible irregularities with all that tells of them, and the questions that they gather."""
    r = reservado(e)
    puntos = {i: item for i in sorted(r.respuestas) if (item := e.item(i)) is not None}
    return {"visita": legible(e.visita), **_hallazgos(r), "puntos": legible(puntos)}


def _hallazgos(e: Expediente) -> dict[str, bytes]:
    return {
        "respuestas": legible(sorted(e.respuestas.values(), key=lambda r: r.item_id)),
        "muestras": legible(sorted(e.filas.values(), key=lambda f: (f.item_id, f.orden, f.id))),
        "muestreos": legible(sorted(e.muestreos.values(), key=lambda m: m.item_id)),
        "sin_lugar": legible(sorted(e.sin_lugar.values(), key=lambda s: s.id)),
        "evidencias": legible(en_orden(e.evidencias.values())),
        "inconsistencias": legible(e.inconsistencias_en_orden()),
        "medidas": legible([m for h in e.inconsistencias_en_orden() for m in e.medidas_de(h.id)]),
        "verificaciones": legible(e.verificaciones_en_orden()),
    }

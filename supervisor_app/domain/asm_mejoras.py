"""Acciones de mejora of visits as rows of an ASM table: one engine, two origins (dominio 2.4).

A row keeps where it came from, so that the same measure is not brought twice. It must never guess what was not agreed.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from supervisor_app.domain.asm import AspectoAsm, OrigenAsm, TablaAsm
from supervisor_app.domain.base import Value
from supervisor_app.domain.hallazgo import Avance


class Mejora(Value):
    """An acción de mejora that is known here. ``aspecto``: the finding that it mends."""

    medida: str
    folio: str
    unidad: str = ""
    aspecto: str = ""
    actividad: str = ""
    area: str = ""
    fecha: date | None = None
    evidencia: str = ""
    avance: Avance = 0


def renglon_de(mejora: Mejora) -> AspectoAsm:
    """The row of a measure. What results are expected nobody agreed in the visit: it stays empty, and is asked for."""
    return AspectoAsm(
        aspecto=mejora.aspecto,
        actividades=(mejora.actividad,) if mejora.actividad.strip() else (),
        areas=(mejora.area,) if mejora.area.strip() else (),
        fecha=mejora.fecha,
        productos=mejora.evidencia,
        avance=mejora.avance or None,
        origen=OrigenAsm(medida=mejora.medida, folio=mejora.folio, unidad=mejora.unidad),
    )


def traidas(tabla: TablaAsm) -> Collection[str]:
    """The measures that rows of the table were made of."""
    return {a.origen.medida for a in tabla.aspectos if a.origen is not None and a.origen.medida}

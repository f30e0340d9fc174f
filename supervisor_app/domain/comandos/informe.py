"""The informe, and the closing and reopening of the visit. It must never decide whether a visit may close."""

from __future__ import annotations

from supervisor_app.domain.base import con
from supervisor_app.domain.borrador import InformeBorrador
from supervisor_app.domain.comandos.comun import exigir_abierta, operacion
from supervisor_app.domain.expediente import Cambio, Expediente, Operacion
from supervisor_app.domain.visita import Visita


def guardar_informe(e: Expediente, borrador: InformeBorrador, que: str = "Cambió el informe") -> Operacion:
    exigir_abierta(e)
    return operacion(e, que, Cambio(e.informe, borrador))


def cerrar(e: Expediente, visita: Visita) -> Operacion:
    """The transition to ``visita`` (closed, or reopened as a new revision).

    Reopening, the dates of the measures are those that were delivered: from then on only a prórroga moves them.
    """
    cambio = Cambio(e.visita, visita)
    if visita.cerrada:
        return operacion(e, "Cerró la visita", cambio)
    pactadas = (Cambio(m, con(m, pactada=m.fecha)) for m in e.medidas.values() if m.fecha is not None)
    return operacion(e, "Reabrió la visita", cambio, *pactadas)

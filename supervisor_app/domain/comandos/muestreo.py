"""The draw of a sample: its record and its rows in one operation. A new draw keeps what was already reviewed."""

from __future__ import annotations

from collections.abc import Sequence

from supervisor_app.domain.base import con
from supervisor_app.domain.cedula.answers import Fila
from supervisor_app.domain.cedula.definition import ItemDefinition
from supervisor_app.domain.comandos.comun import NuevoId, operacion
from supervisor_app.domain.comandos.respuestas import guardar_filas
from supervisor_app.domain.expediente import Cambio, Expediente, Operacion
from supervisor_app.domain.muestreo.registro import Muestreo
from supervisor_app.domain.muestreo.universo import Universo
from supervisor_app.domain.texto import cuantos
from supervisor_app.errors import UserError


def sortear(
    e: Expediente,
    item: ItemDefinition,
    muestreo: Muestreo,
    universo: Universo,
    *,
    nuevo_id: NuevoId,
    aceptar_perdida: bool = False,
) -> Operacion:
    """Write a draw and a row for each case of it; rows written by hand stay at the end.

    A row that comes out again from the same universe stays as it is. Raises UserError where reviewed rows of the draw
    before would go, unless that is accepted (undo brings them back).
    """
    if universo.sha256 != muestreo.universo.sha256:
        raise ValueError("the record speaks of another universe")
    perdidas = se_perderian(e, muestreo)
    if perdidas and not aceptar_perdida:
        texto = cuantos(len(perdidas), "renglón ya revisado", "renglones ya revisados")
        raise UserError(
            f"Este sorteo quitaría {texto} del anterior.",
            field="perdida",
        )
    anterior = e.muestreos.get(item.id)
    sigue = anterior is not None and anterior.universo.sha256 == muestreo.universo.sha256
    previas = {f.universo: f for f in e.filas_de(item.id) if f.universo is not None} if sigue else {}
    filas = [
        con(previas[x.numero], orden=orden)
        if x.numero in previas
        else Fila(
            id=nuevo_id(),
            visita_id=e.visita.id,
            item_id=item.id,
            orden=orden,
            referencia=universo.referencia(x.numero),
            detalle=universo.detalle(x.numero),
            importe=x.importe,
            universo=x.numero,
        )
        for orden, x in enumerate(muestreo.elegidos, start=1)
    ]
    a_mano = [f for f in e.filas_de(item.id) if f.universo is None]
    filas += [con(f, orden=orden) for orden, f in enumerate(a_mano, start=len(filas) + 1)]
    que = f"Sorteó {cuantos(muestreo.tamano, 'renglón', 'renglones')} de {item.id}"
    return operacion(e, que, Cambio(anterior, muestreo), *guardar_filas(e, item, filas, que).cambios)


def se_perderian(e: Expediente, muestreo: Muestreo) -> Sequence[Fila]:
    """The reviewed rows of the draw before that are not in this one."""
    anterior = e.muestreos.get(muestreo.item_id)
    sigue = anterior is not None and anterior.universo.sha256 == muestreo.universo.sha256
    quedan = set(muestreo.numeros) if sigue else set[int]()
    return tuple(
        f
        for f in e.filas_de(muestreo.item_id)
        if f.universo is not None and f.universo not in quedan and (f.con_inconsistencia is not None or f.nota.strip())
    )

"""Answers, their notes and the rows of a muestra, with the inconsistencia that they raise or withdraw."""

from __future__ import annotations

from collections.abc import Sequence

from supervisor_app.domain.base import con
from supervisor_app.domain.cedula.answers import Fila, Respuesta, Valor, ValorMuestra, sumar_filas
from supervisor_app.domain.cedula.definition import ItemDefinition
from supervisor_app.domain.cedula.session import como_texto
from supervisor_app.domain.comandos.comun import exigir_abierta, operacion
from supervisor_app.domain.comandos.puntos import intacta, nacida
from supervisor_app.domain.expediente import Cambio, Expediente, Operacion
from supervisor_app.domain.hallazgo import Inconsistencia
from supervisor_app.domain.redaccion import sustentada
from supervisor_app.errors import UserError


def _respuesta(e: Expediente, item: ItemDefinition) -> Respuesta:
    cedula = item.id.rsplit("-", 1)[0]
    return Respuesta(id=f"{e.visita.id}:{item.id}", visita_id=e.visita.id, cedula=cedula, item_id=item.id)


def responder(e: Expediente, item: ItemDefinition, valor: Valor | None) -> Operacion:
    """Answer an item; None empties the answer. Raises UserError where rows of the muestra give the counts."""
    exigir_abierta(e)
    suma = sumar_filas(e.filas_de(item.id))
    if suma is not None and suma != valor:
        raise UserError(
            "Los conteos vienen de los renglones de la muestra; corrija o borre los renglones.", field=item.id
        )
    return operacion(e, f"Respondió {item.id}: {como_texto(valor)}", *cambios_de_respuesta(e, item, valor))


def cambios_de_respuesta(e: Expediente, item: ItemDefinition, valor: Valor | None) -> list[Cambio]:
    despues, cambios = _cambiar_respuesta(e, item, valor=valor)
    return cambios + _consecuencia(e, item, despues)


def _cambiar_respuesta(e: Expediente, item: ItemDefinition, **campos: object) -> tuple[Respuesta, list[Cambio]]:
    """The answer with other fields and its change; emptying what was never there changes nothing."""
    antes = e.respuestas.get(item.id)
    previa = antes or _respuesta(e, item)
    despues = con(previa, **campos)
    return despues, [Cambio(antes, despues)] if despues != previa else []


def _consecuencia(e: Expediente, item: ItemDefinition, respuesta: Respuesta) -> list[Cambio]:
    """The inconsistencia that the answer raises, or the untouched ones that nothing sustains any more."""
    actuales = e.inconsistencias_de(item.id)
    if respuesta.levanta_inconsistencia:
        return [] if actuales else [Cambio(None, nacida(e, item))]
    return [Cambio(h, None) for h in actuales if not _sigue(e, h, respuesta) and intacta(e, h, item)]


def _sigue(e: Expediente, h: Inconsistencia, respuesta: Respuesta) -> bool:
    """Whether something sustains the finding once this answer is given."""
    return sustentada(h, e.aplicar([Cambio(None, respuesta)]).casos(h))


def anotar(e: Expediente, item: ItemDefinition, nota: str) -> Operacion:
    """Write the note of an answer."""
    exigir_abierta(e)
    _, cambios = _cambiar_respuesta(e, item, nota=nota)
    return operacion(e, f"Escribió la nota de {item.id}", *cambios)


def guardar_filas(e: Expediente, item: ItemDefinition, filas: Sequence[Fila], que: str) -> Operacion:
    """Make ``filas`` the rows of a muestra. Where any row has a result, the rows give the counts of the answer."""
    exigir_abierta(e)
    if len(filas) > 100_000:
        raise UserError("La muestra admite hasta 100,000 renglones; divida el listado.")
    antes = {f.id: f for f in e.filas_de(item.id)}
    despues = {f.id: f for f in filas if not f.vacia}
    cambios = [Cambio(antes.get(i), f) for i, f in despues.items() if antes.get(i) != f]
    cambios += [Cambio(f, None) for i, f in antes.items() if i not in despues]
    suma = sumar_filas(despues.values())
    actual = e.respuestas.get(item.id)
    tenia_suma = sumar_filas(antes.values()) is not None
    if suma is not None or (tenia_suma and actual is not None and isinstance(actual.valor, ValorMuestra)):
        cambios += cambios_de_respuesta(e, item, suma)
    return operacion(e, que, *cambios)

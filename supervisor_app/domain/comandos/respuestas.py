"""Answers, their notes and the rows of a muestra, with the inconsistencia that they raise or withdraw."""

from __future__ import annotations

from collections.abc import Sequence

from supervisor_app.domain.cedula.answers import Fila, Valor, ValorMuestra, sumar_filas
from supervisor_app.domain.cedula.definition import ItemDefinition
from supervisor_app.domain.cedula.session import como_texto
from supervisor_app.domain.comandos.comun import exigir_abierta, operacion
from supervisor_app.domain.comandos.consecuencias import cambiar_respuesta, con_consecuencias, con_iniciales
from supervisor_app.domain.expediente import Cambio, Expediente, Operacion
from supervisor_app.errors import UserError


def responder(e: Expediente, item: ItemDefinition, valor: Valor | None) -> Operacion:
    """Answer an item; None empties the answer. Raises UserError where rows of the muestra give the counts."""
    exigir_abierta(e)
    if item.calculo is not None:
        raise UserError("Esta respuesta se calcula con otras de la cédula; corrija aquéllas.", field=item.id)
    suma = sumar_filas(e.filas_de(item.id))
    if suma is not None and suma != valor:
        raise UserError(
            "Los conteos vienen de los renglones de la muestra; corrija o borre los renglones.", field=item.id
        )
    return operacion(e, f"Respondió {item.id}: {como_texto(valor)}", *cambios_de_respuesta(e, item, valor))


def cambios_de_respuesta(e: Expediente, item: ItemDefinition, valor: Valor | None) -> list[Cambio]:
    """The answer with all that follows from it in its cédula."""
    cedula = item.id.rsplit("-", 1)[0]
    return con_consecuencias(e, cedula, cambiar_respuesta(e, item, valor=valor), item)


def anotar(e: Expediente, item: ItemDefinition, nota: str) -> Operacion:
    """Write the note of an answer."""
    exigir_abierta(e)
    return operacion(e, f"Escribió la nota de {item.id}", *cambiar_respuesta(e, item, nota=nota))


def guardar_filas(e: Expediente, item: ItemDefinition, filas: Sequence[Fila], que: str) -> Operacion:
    """Make ``filas`` the rows of a muestra. Where any row has a result, the rows give the counts of the answer."""
    exigir_abierta(e)
    if len(filas) > 100_000:
        raise UserError("La muestra admite hasta 100,000 renglones; divida el listado.")
    antes = {f.id: f for f in e.filas_de(item.id)}
    quedan = [f for f in filas if not f.vacia]
    quedan = con_iniciales(e, item, quedan, [f for f in quedan if f.id not in antes])
    despues = {f.id: f for f in quedan}
    # The same object is the same row: comparing 5,000 of them field by field is felt with each key.
    cambios = [Cambio(a, f) for i, f in despues.items() if (a := antes.get(i)) is not f and a != f]
    cambios += [Cambio(f, None) for i, f in antes.items() if i not in despues]
    suma = sumar_filas(despues.values())
    actual = e.respuestas.get(item.id)
    tenia_suma = sumar_filas(antes.values()) is not None
    if suma is not None or (tenia_suma and actual is not None and isinstance(actual.valor, ValorMuestra)):
        cambios += cambiar_respuesta(e, item, valor=suma)
    return operacion(e, que, *con_consecuencias(e, item.id.rsplit("-", 1)[0], cambios, item))

"""What people do in a visit, each as a pure function from the visit to the operation that changes it.

An answer carries its consequences (the inconsistencia it raises or withdraws) in the same operation, so that saving and
undoing take them together. Identifiers come from the caller. This module must never save anything.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import cast

from supervisor_app.domain.base import con
from supervisor_app.domain.borrador import InformeBorrador
from supervisor_app.domain.cedula.answers import (
    Aplicada,
    CedulaFijada,
    Fila,
    Respuesta,
    Valor,
    ValorMuestra,
    sumar_filas,
)
from supervisor_app.domain.cedula.definition import CedulaDefinition, ItemDefinition
from supervisor_app.domain.cedula.session import como_texto
from supervisor_app.domain.evidencia import Evidencia
from supervisor_app.domain.expediente import Cambio, Expediente, Operacion
from supervisor_app.domain.hallazgo import Inconsistencia, Medida, sustentada
from supervisor_app.domain.seguimiento import (
    HallazgoAnterior,
    ResultadoVerificacion,
    Verificacion,
    id_de_verificacion,
    misma_unidad,
)
from supervisor_app.domain.visita import Unidad, Visita
from supervisor_app.errors import UserError

NuevoId = Callable[[], str]


def _abierta(e: Expediente) -> None:
    if e.visita.cerrada:
        raise UserError(
            "La visita está cerrada y ya no se modifica. Para corregirla, use «Reabrir para corregir» en Entrega."
        )


def _op(e: Expediente, que: str, *cambios: Cambio) -> Operacion:
    return Operacion(e.visita.id, que, tuple(c for c in cambios if c.antes != c.despues))


# --- preparación --------------------------------------------------------------------------------------------------


def modificar_visita(e: Expediente, que: str, **campos: object) -> Operacion:
    """Change fields of the visit («Cambió la fecha de inicio»).

    Raises UserError for another unit while findings of the present one are verified.
    """
    _abierta(e)
    if e.verificaciones and "unidad" in campos and not misma_unidad(e.visita.unidad, cast(Unidad, campos["unidad"])):
        raise UserError(
            "Ya verificó hallazgos anteriores de esta unidad; quite esas verificaciones antes de cambiarla.",
            field="unidad",
        )
    return _op(e, que, Cambio(e.visita, con(e.visita, **campos)))


def elegir_cedulas(e: Expediente, definiciones: Sequence[CedulaDefinition]) -> Operacion:
    """Make ``definiciones`` the cédulas of the visit, in that order; one given twice counts once.

    Raises UserError where one taken out already has answers. Its header, notes and rows are kept for its return.
    """
    _abierta(e)
    definiciones = tuple({d.codigo: d for d in definiciones}.values())
    codigos = tuple(d.codigo for d in definiciones)
    for codigo in e.visita.cedulas:
        if codigo not in codigos and any(r.cedula == codigo and r.contestada for r in e.respuestas.values()):
            raise UserError(f"{codigo} ya tiene respuestas; bórrelas antes de quitar la cédula de la visita.")
    nuevas = [
        Cambio(None, Aplicada(id=f"{e.visita.id}:{d.codigo}", visita_id=e.visita.id, codigo=d.codigo))
        for d in definiciones
        if d.codigo not in e.aplicadas
    ]
    propias = {c for c in e.visita.cedulas if c in e.fijadas}
    fijadas = [_fijar(e, d) for d in definiciones if d.codigo not in propias]
    return _op(e, "Eligió las cédulas", Cambio(e.visita, con(e.visita, cedulas=codigos)), *nuevas, *fijadas)


def _fijar(e: Expediente, definicion: CedulaDefinition) -> Cambio:
    """Keep the definition with the visit; one that comes back without answers comes in its present version."""
    fijada = CedulaFijada(
        id=f"{e.visita.id}:{definicion.codigo}:definicion", visita_id=e.visita.id, definicion=definicion
    )
    return Cambio(e.fijadas.get(definicion.codigo), fijada)


def modificar_aplicada(e: Expediente, codigo: str, **campos: object) -> Operacion:
    """Change the header of an applied cédula (who attended, universe, remarks)."""
    _abierta(e)
    antes = e.aplicadas[codigo]
    return _op(e, f"Cambió los datos de {codigo}", Cambio(antes, con(antes, **campos)))


# --- respuestas ---------------------------------------------------------------------------------------------------


def _respuesta(e: Expediente, item: ItemDefinition) -> Respuesta:
    cedula = item.id.rsplit("-", 1)[0]
    return Respuesta(id=f"{e.visita.id}:{item.id}", visita_id=e.visita.id, cedula=cedula, item_id=item.id)


def responder(e: Expediente, item: ItemDefinition, valor: Valor | None) -> Operacion:
    """Answer an item; None empties the answer. Raises UserError where rows of the muestra give the counts."""
    _abierta(e)
    suma = sumar_filas(e.filas_de(item.id))
    if suma is not None and suma != valor:
        raise UserError(
            "Los conteos vienen de los renglones de la muestra; corrija o borre los renglones.", field=item.id
        )
    return _op(e, f"Respondió {item.id}: {como_texto(valor)}", *_responder(e, item, valor))


def _responder(e: Expediente, item: ItemDefinition, valor: Valor | None) -> list[Cambio]:
    despues, cambios = _cambiar_respuesta(e, item, valor=valor)
    return cambios + _consecuencia(e, item, despues)


def _cambiar_respuesta(e: Expediente, item: ItemDefinition, **campos: object) -> tuple[Respuesta, list[Cambio]]:
    """The answer with other fields and its change; emptying what was never there changes nothing."""
    antes = e.respuestas.get(item.id)
    previa = antes or _respuesta(e, item)
    despues = con(previa, **campos)
    return despues, [Cambio(antes, despues)] if despues != previa else []


def _consecuencia(e: Expediente, item: ItemDefinition, respuesta: Respuesta) -> list[Cambio]:
    """The inconsistencia that the answer raises, or the untouched one that it withdraws."""
    actual = e.inconsistencia_de(item.id)
    fundamento = tuple(f.label for f in item.fundamento) + tuple(item.otro_fundamento)
    if respuesta.levanta_inconsistencia and actual is None:
        nueva = Inconsistencia(
            id=f"{e.visita.id}:i:{item.id}", visita_id=e.visita.id, numero=_siguiente_numero(e),
            cedula=respuesta.cedula, item_id=item.id, fundamento=fundamento,
        )  # fmt: skip
        return [Cambio(None, nueva)]
    if actual and not sustentada(actual, respuesta):
        trabajada = actual.tocada or actual.fundamento != fundamento
        if not trabajada and not e.medidas_de(actual.id) and not e.evidencias_de_hallazgo(actual.id):
            return [Cambio(actual, None)]
    return []


def _siguiente_numero(e: Expediente) -> int:
    """One more than any in the visit, or than any that a closed revision delivered."""
    return e.ultimo_numero + 1


def anotar(e: Expediente, item: ItemDefinition, nota: str) -> Operacion:
    """Write the note of an answer."""
    _abierta(e)
    _, cambios = _cambiar_respuesta(e, item, nota=nota)
    return _op(e, f"Escribió la nota de {item.id}", *cambios)


def guardar_filas(e: Expediente, item: ItemDefinition, filas: Sequence[Fila], que: str) -> Operacion:
    """Make ``filas`` the rows of a muestra. Where any row has a result, the rows give the counts of the answer."""
    _abierta(e)
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
        cambios += _responder(e, item, suma)
    return _op(e, que, *cambios)


# --- evidencia ----------------------------------------------------------------------------------------------------


def adjuntar(e: Expediente, evidencias: Sequence[Evidencia]) -> Operacion:
    """Attach files whose bytes the store already keeps."""
    _abierta(e)
    nombres = ", ".join(v.nombre for v in evidencias[:3])
    return _op(e, f"Adjuntó {nombres}", *(Cambio(None, v) for v in evidencias))


def quitar_evidencia(e: Expediente, evidencia_id: str) -> Operacion:
    """Take a file off the visit; undo brings it back."""
    _abierta(e)
    antes = e.evidencias[evidencia_id]
    return _op(e, f"Quitó {antes.nombre}", Cambio(antes, None))


# --- inconsistencias y medidas ------------------------------------------------------------------------------------


def nueva_inconsistencia(e: Expediente, nuevo_id: NuevoId, cedula: str = "") -> Operacion:
    """A free finding, not born of an answer."""
    _abierta(e)
    nueva = Inconsistencia(id=nuevo_id(), visita_id=e.visita.id, numero=_siguiente_numero(e), cedula=cedula, titulo="")
    return _op(e, f"Agregó la inconsistencia {nueva.numero:02d}", Cambio(None, nueva))


def modificar_inconsistencia(e: Expediente, id_: str, **campos: object) -> Operacion:
    """Change fields of a finding. An emptied title goes back to the derived one."""
    _abierta(e)
    antes = e.inconsistencias[id_]
    for campo in ("titulo", "descripcion"):
        if campo in campos and isinstance(campos[campo], str) and not str(campos[campo]).strip() and antes.item_id:
            campos[campo] = None
    return _op(e, f"Cambió la inconsistencia {antes.numero:02d}", Cambio(antes, con(antes, **campos)))


def quitar_inconsistencia(e: Expediente, id_: str) -> Operacion:
    """Take a finding away with its measures and files. Raises UserError while an answer sustains it."""
    _abierta(e)
    antes = e.inconsistencias[id_]
    if antes.item_id and sustentada(antes, e.respuestas.get(antes.item_id)):
        raise UserError(f"Nace de la respuesta {antes.item_id}; para quitarla, corrija la respuesta.")
    medidas = (Cambio(m, None) for m in e.medidas_de(id_))
    archivos = (Cambio(v, None) for v in e.evidencias_de_hallazgo(id_))
    return _op(e, f"Quitó la inconsistencia {antes.numero:02d}", *medidas, *archivos, Cambio(antes, None))


def nueva_medida(e: Expediente, inconsistencia_id: str, nuevo_id: NuevoId, **campos: object) -> Operacion:
    """Agree a measure on a finding. Responsible and date start from the finding's last measure."""
    _abierta(e)
    hallazgo = e.inconsistencias[inconsistencia_id]
    previas = e.medidas_de(inconsistencia_id)
    base: dict[str, object] = {"orden": previas[-1].orden + 1 if previas else 1}
    if previas:
        base |= {c: getattr(previas[-1], c) for c in ("responsable_cargo", "responsable_nombre", "fecha")}
    nueva = Medida.model_validate(
        {"id": nuevo_id(), "visita_id": e.visita.id, "inconsistencia_id": inconsistencia_id} | base | campos
    )
    return _op(e, f"Agregó una medida a la inconsistencia {hallazgo.numero:02d}", Cambio(None, nueva))


def modificar_medida(e: Expediente, id_: str, **campos: object) -> Operacion:
    _abierta(e)
    antes = e.medidas[id_]
    return _op(e, "Cambió una medida", Cambio(antes, con(antes, **campos)))


def quitar_medida(e: Expediente, id_: str) -> Operacion:
    _abierta(e)
    return _op(e, "Quitó una medida", Cambio(e.medidas[id_], None))


# --- hallazgos anteriores ------------------------------------------------------------------------------------------


def verificar_hallazgo(
    e: Expediente, anterior: HallazgoAnterior, resultado: ResultadoVerificacion | None, nota: str | None = None
) -> Operacion:
    """Say what became of an earlier finding; None takes it back, and ``nota`` None keeps the note as it is.

    Raises UserError for «solventada» without its proof: a file, or a note that names the document.
    """
    _abierta(e)
    antes = _verificacion(e, anterior)
    previa = antes or _nueva_verificacion(e, anterior)
    despues = con(previa, resultado=resultado, nota=previa.nota if nota is None else nota)
    if e.sin_prueba(despues) and not (antes is not None and antes.resultado is despues.resultado):
        raise UserError(
            f"Para dar por solventado {anterior.folio}, adjunte la evidencia o escriba en la nota el documento que lo "
            "acredita, por ejemplo «Oficio 123/2026».",
            field="nota",
        )
    que = f"Verificó {anterior.folio}: {resultado.label}" if resultado else f"Dejó sin verificar {anterior.folio}"
    return _op(e, que, *_cambio_de_verificacion(antes, despues))


def anotar_verificacion(e: Expediente, anterior: HallazgoAnterior, nota: str) -> Operacion:
    """Write the note of a verification, before or after its result. What it then lacks stands in the way of closing."""
    _abierta(e)
    antes = _verificacion(e, anterior)
    despues = con(antes or _nueva_verificacion(e, anterior), nota=nota)
    return _op(e, f"Escribió la nota de {anterior.folio}", *_cambio_de_verificacion(antes, despues))


def _verificacion(e: Expediente, anterior: HallazgoAnterior) -> Verificacion | None:
    return e.verificaciones.get(id_de_verificacion(e.visita.id, anterior.hallazgo.id))


def _cambio_de_verificacion(antes: Verificacion | None, despues: Verificacion) -> list[Cambio]:
    if not despues.vacia:
        return [Cambio(antes, despues)]
    return [Cambio(antes, None)] if antes is not None else []


def _nueva_verificacion(e: Expediente, anterior: HallazgoAnterior) -> Verificacion:
    h = anterior.hallazgo
    return Verificacion(
        id=id_de_verificacion(e.visita.id, h.id),
        visita_id=e.visita.id,
        hallazgo_id=h.id,
        hallazgo_visita_id=h.visita_id,
        folio=anterior.folio,
        titulo=anterior.titulo,
        item_id=h.item_id,
        posible_irregularidad=h.posible_irregularidad,
    )


# --- informe y cierre ---------------------------------------------------------------------------------------------


def guardar_informe(e: Expediente, borrador: InformeBorrador, que: str = "Cambió el informe") -> Operacion:
    _abierta(e)
    return _op(e, que, Cambio(e.informe, borrador))


def cerrar(e: Expediente, visita: Visita) -> Operacion:
    """The transition to ``visita`` (closed, or reopened as a new revision)."""
    return _op(e, "Cerró la visita" if visita.cerrada else "Reabrió la visita", Cambio(e.visita, visita))

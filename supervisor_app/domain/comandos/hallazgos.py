"""Inconsistencias and the medidas agreed on them. It must never change an answer."""

from __future__ import annotations

from supervisor_app.domain.base import con
from supervisor_app.domain.comandos.comun import NuevoId, exigir_abierta, operacion, siguiente_numero
from supervisor_app.domain.expediente import Cambio, Expediente, Operacion
from supervisor_app.domain.hallazgo import Inconsistencia, Medida, sustentada
from supervisor_app.errors import UserError


def nueva_inconsistencia(e: Expediente, nuevo_id: NuevoId, cedula: str = "") -> Operacion:
    """A free finding, not born of an answer."""
    exigir_abierta(e)
    nueva = Inconsistencia(id=nuevo_id(), visita_id=e.visita.id, numero=siguiente_numero(e), cedula=cedula, titulo="")
    return operacion(e, f"Agregó la inconsistencia {nueva.numero:02d}", Cambio(None, nueva))


def modificar_inconsistencia(e: Expediente, id_: str, **campos: object) -> Operacion:
    """Change fields of a finding. An emptied title goes back to the derived one."""
    exigir_abierta(e)
    antes = e.inconsistencias[id_]
    for campo in ("titulo", "descripcion"):
        if campo in campos and isinstance(campos[campo], str) and not str(campos[campo]).strip() and antes.item_id:
            campos[campo] = None
    return operacion(e, f"Cambió la inconsistencia {antes.numero:02d}", Cambio(antes, con(antes, **campos)))


def quitar_inconsistencia(e: Expediente, id_: str) -> Operacion:
    """Take a finding away with its measures and files. Raises UserError while an answer sustains it."""
    exigir_abierta(e)
    antes = e.inconsistencias[id_]
    if antes.item_id and sustentada(antes, e.respuestas.get(antes.item_id)):
        raise UserError(f"Nace de la respuesta {antes.item_id}; para quitarla, corrija la respuesta.")
    medidas = (Cambio(m, None) for m in e.medidas_de(id_))
    archivos = (Cambio(v, None) for v in e.evidencias_de_hallazgo(id_))
    return operacion(e, f"Quitó la inconsistencia {antes.numero:02d}", *medidas, *archivos, Cambio(antes, None))


def nueva_medida(e: Expediente, inconsistencia_id: str, nuevo_id: NuevoId, **campos: object) -> Operacion:
    """Agree a measure on a finding. Responsible and date start from the finding's last measure."""
    exigir_abierta(e)
    hallazgo = e.inconsistencias[inconsistencia_id]
    previas = e.medidas_de(inconsistencia_id)
    base: dict[str, object] = {"orden": previas[-1].orden + 1 if previas else 1}
    if previas:
        base |= {c: getattr(previas[-1], c) for c in ("responsable_cargo", "responsable_nombre", "fecha")}
    nueva = Medida.model_validate(
        {"id": nuevo_id(), "visita_id": e.visita.id, "inconsistencia_id": inconsistencia_id} | base | campos
    )
    return operacion(e, f"Agregó una medida a la inconsistencia {hallazgo.numero:02d}", Cambio(None, nueva))


def modificar_medida(e: Expediente, id_: str, **campos: object) -> Operacion:
    exigir_abierta(e)
    antes = e.medidas[id_]
    return operacion(e, "Cambió una medida", Cambio(antes, con(antes, **campos)))


def quitar_medida(e: Expediente, id_: str) -> Operacion:
    exigir_abierta(e)
    return operacion(e, "Quitó una medida", Cambio(e.medidas[id_], None))

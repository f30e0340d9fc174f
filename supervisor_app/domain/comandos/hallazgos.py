"""Inconsistencias: what is written of them and the states they go through. It must never change an answer."""

from __future__ import annotations

from datetime import datetime

from supervisor_app.domain.base import con
from supervisor_app.domain.comandos.comun import NuevoId, exigir_abierta, exigir_lleno, operacion, siguiente_numero
from supervisor_app.domain.expediente import Cambio, Expediente, Operacion
from supervisor_app.domain.hallazgo import (
    CambioDeEstado,
    EstadoHallazgo,
    Inconsistencia,
    exige_motivo,
    siguientes,
)
from supervisor_app.domain.redaccion import sustentada
from supervisor_app.domain.seguimiento import nombra_documento
from supervisor_app.errors import UserError

_PROPIOS = frozenset({"id", "visita_id", "numero", "items", "estado", "historial"})
"""What other commands change, with their rules."""


def nueva_inconsistencia(e: Expediente, nuevo_id: NuevoId, cedula: str = "") -> Operacion:
    """A free finding, not born of an answer."""
    exigir_abierta(e)
    nueva = Inconsistencia(id=nuevo_id(), visita_id=e.visita.id, numero=siguiente_numero(e), cedula=cedula, titulo="")
    return operacion(e, f"Agregó la inconsistencia {nueva.numero:02d}", Cambio(None, nueva))


def modificar_inconsistencia(e: Expediente, id_: str, **campos: object) -> Operacion:
    """Change fields of a finding. An emptied title goes back to the derived one.

    Raises ValueError for the items and the state, which have commands of their own.
    """
    exigir_abierta(e)
    if _PROPIOS & campos.keys():
        raise ValueError(f"not changed here: {sorted(_PROPIOS & campos.keys())}")
    antes = e.inconsistencias[id_]
    for campo in ("titulo", "descripcion"):
        if campo in campos and isinstance(campos[campo], str) and not str(campos[campo]).strip() and antes.items:
            campos[campo] = None
    return operacion(e, f"Cambió la inconsistencia {antes.numero:02d}", Cambio(antes, con(antes, **campos)))


def quitar_inconsistencia(e: Expediente, id_: str) -> Operacion:
    """Take a finding away with its measures and files. Raises UserError while only it tells what an answer raised."""
    exigir_abierta(e)
    antes = e.inconsistencias[id_]
    # What a question of an earlier version raised may be taken away: its answer cannot be corrected any more.
    casos = [c for c in e.casos(antes) if c.version is None]
    solos = [c.item_id for c in casos if c.sustenta and len(e.inconsistencias_de(c.item_id)) == 1]
    if solos and sustentada(antes, casos):
        de = "de la respuesta" if len(solos) == 1 else "de las respuestas"
        cuales = f"{', '.join(solos[:-1])} y {solos[-1]}" if len(solos) > 1 else solos[0]
        correccion = "corrija la respuesta" if len(solos) == 1 else "corríjalas o pase sus puntos a otra"
        raise UserError(f"Nace {de} {cuales}; para quitarla, {correccion}.")
    medidas = (Cambio(m, None) for m in e.medidas_de(id_))
    archivos = (Cambio(v, None) for v in e.evidencias_de_hallazgo(id_))
    return operacion(e, f"Quitó la inconsistencia {antes.numero:02d}", *medidas, *archivos, Cambio(antes, None))


def cambiar_estado(
    e: Expediente, id_: str, estado: EstadoHallazgo, *, cuando: datetime, quien: str, motivo: str = ""
) -> Operacion:
    """Take a finding to its next state, or back. Raises UserError for a step that is not one, or lacks what it needs.

    A return and «no solventada» need their reason. «En revisión» and «solventada» need something to review: a file, or
    a reason that names a document.
    """
    exigir_abierta(e)
    antes = e.inconsistencias[id_]
    posibles = siguientes(antes.estado)
    if estado not in posibles:
        a_donde = " o ".join(f"«{s.label}»" for s in posibles)
        raise UserError(
            f"De «{antes.estado.label}» no se pasa a «{estado.label}»; el paso que sigue es {a_donde}.", field="estado"
        )
    motivo = " ".join(motivo.split())
    if exige_motivo(antes.estado, estado) and not motivo:
        raise UserError(f"Escriba por qué pasa de «{antes.estado.label}» a «{estado.label}».", field="motivo")
    exigir_lleno(motivo, "motivo")
    if estado in (EstadoHallazgo.EN_REVISION, EstadoHallazgo.SOLVENTADA) and not _hay_prueba(e, antes, motivo):
        raise UserError(
            f"Para pasar a «{estado.label}», adjunte la evidencia o escriba el documento que la acredita, por ejemplo "
            "«Oficio 123/2026».",
            field="motivo",
        )
    paso = CambioDeEstado(estado=estado, cuando=cuando, quien=quien, motivo=motivo)
    despues = con(antes, estado=estado, historial=(*antes.historial, paso))
    return operacion(e, f"Pasó la inconsistencia {antes.numero:02d} a «{estado.label}»", Cambio(antes, despues))


def _hay_prueba(e: Expediente, h: Inconsistencia, motivo: str) -> bool:
    dichos = (motivo, *(paso.motivo for paso in h.historial))
    return bool(e.evidencias_de_hallazgo(h.id)) or any(nombra_documento(d) for d in dichos)

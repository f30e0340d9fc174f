"""Measures agreed on a finding, and their prórrogas. It must never change the finding."""

from __future__ import annotations

from datetime import date, datetime

from supervisor_app.domain.base import con
from supervisor_app.domain.comandos.comun import NuevoId, exigir_abierta, exigir_lleno, operacion
from supervisor_app.domain.expediente import Cambio, Expediente, Operacion
from supervisor_app.domain.hallazgo import Medida, Prorroga
from supervisor_app.domain.texto import fecha_corta
from supervisor_app.errors import UserError

_HEREDA = ("responsable_cargo", "responsable_nombre", "fecha")


def nueva_medida(e: Expediente, inconsistencia_id: str, nuevo_id: NuevoId, **campos: object) -> Operacion:
    """Agree a measure on a finding. Responsible and date start from the finding's last measure."""
    exigir_abierta(e)
    hallazgo = e.inconsistencias[inconsistencia_id]
    previas = e.medidas_de(inconsistencia_id)
    base: dict[str, object] = {"orden": previas[-1].orden + 1 if previas else 1}
    if previas:
        base |= {c: getattr(previas[-1], c) for c in _HEREDA}
    nueva = Medida.model_validate(
        {"id": nuevo_id(), "visita_id": e.visita.id, "inconsistencia_id": inconsistencia_id} | base | campos
    )
    return operacion(e, f"Agregó una medida a la inconsistencia {hallazgo.numero:02d}", Cambio(None, nueva))


def modificar_medida(e: Expediente, id_: str, **campos: object) -> Operacion:
    """Change fields of a measure. Raises UserError for a date that was already agreed in a delivered revision."""
    exigir_abierta(e)
    antes = e.medidas[id_]
    despues = con(antes, **campos)
    if antes.fecha != despues.fecha and (antes.pactada is not None or antes.prorrogas):
        raise UserError(
            f"El plazo del {fecha_corta(antes.fecha)} ya se pactó; para moverlo, registre una prórroga."
            if antes.fecha is not None
            else "El plazo ya se pactó; para moverlo, registre una prórroga.",
            field="fecha",
        )
    return operacion(e, "Cambió una medida", Cambio(antes, despues))


def quitar_medida(e: Expediente, id_: str) -> Operacion:
    exigir_abierta(e)
    return operacion(e, "Quitó una medida", Cambio(e.medidas[id_], None))


def prorrogar_medida(
    e: Expediente, id_: str, nueva: date | None, *, motivo: str, autorizo: str, cuando: datetime, quien: str
) -> Operacion:
    """Move the date of a measure and keep the earlier one. Raises UserError for what the prórroga misses."""
    exigir_abierta(e)
    antes = e.medidas[id_]
    prorroga = hacer_prorroga(antes.fecha, nueva, motivo=motivo, autorizo=autorizo, cuando=cuando, quien=quien)
    despues = con(antes, fecha=prorroga.despues, prorrogas=(*antes.prorrogas, prorroga))
    return operacion(e, f"Prorrogó una medida al {fecha_corta(prorroga.despues)}", Cambio(antes, despues))


def hacer_prorroga(
    antes: date | None, nueva: date | None, *, motivo: str, autorizo: str, cuando: datetime, quien: str
) -> Prorroga:
    """A prórroga from one date to a later one. Raises UserError naming the field that is missing or wrong."""
    if antes is None:
        raise UserError("La medida no tiene plazo que prorrogar; escriba primero su fecha.", field="fecha")
    if nueva is None:
        raise UserError("Escriba el nuevo plazo.", field="nueva")
    if nueva <= antes:
        raise UserError(f"El nuevo plazo debe ser posterior al {fecha_corta(antes)}.", field="nueva")
    if not motivo.strip():
        raise UserError("Escriba el motivo de la prórroga.", field="motivo")
    if not autorizo.strip():
        raise UserError("Escriba quién autorizó la prórroga.", field="autorizo")
    exigir_lleno(motivo, "motivo")
    exigir_lleno(autorizo, "autorizo")
    return Prorroga(
        antes=antes,
        despues=nueva,
        motivo=" ".join(motivo.split()),
        autorizo=" ".join(autorizo.split()),
        cuando=cuando,
        quien=quien,
    )

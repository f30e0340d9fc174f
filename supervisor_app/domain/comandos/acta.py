"""The acta of the closing meeting: begun, changed, withdrawn. It must never decide whether it may be emitted."""

from __future__ import annotations

from supervisor_app.domain.base import con
from supervisor_app.domain.comandos.comun import exigir_abierta, operacion
from supervisor_app.domain.expediente import Cambio, Expediente, Operacion
from supervisor_app.domain.reunion import acta_inicial
from supervisor_app.errors import UserError


def empezar_acta(e: Expediente) -> Operacion:
    """The first draft, of what the visit knows; nothing where there is one already."""
    exigir_abierta(e)
    return operacion(e, "Empezó el acta de cierre", Cambio(e.acta, e.acta or acta_inicial(e)))


def modificar_acta(e: Expediente, que: str, **campos: object) -> Operacion:
    """Change fields of the acta. Raises UserError where there is none."""
    exigir_abierta(e)
    if e.acta is None:
        raise UserError("Empiece el acta de cierre antes de escribir en ella.")
    return operacion(e, que, Cambio(e.acta, con(e.acta, **campos)))


def quitar_acta(e: Expediente) -> Operacion:
    """Withdraw an acta that was begun by mistake; undo brings it back. What was emitted stays as it is."""
    exigir_abierta(e)
    if e.acta is None:
        raise UserError("La visita no tiene acta de cierre.")
    return operacion(e, "Quitó el acta de cierre", Cambio(e.acta, None))

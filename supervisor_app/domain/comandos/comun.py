"""What every command begins and ends with. It must never know what any command does."""

from __future__ import annotations

from collections.abc import Callable

from supervisor_app.domain.expediente import Cambio, Expediente, Operacion
from supervisor_app.domain.frases import blancos
from supervisor_app.errors import UserError

NuevoId = Callable[[], str]


def exigir_abierta(e: Expediente) -> None:
    """Raises UserError where the visit is closed."""
    if e.visita.cerrada:
        raise UserError(
            "La visita está cerrada y ya no se modifica. Para corregirla, use «Reabrir para corregir» en Entrega."
        )


def exigir_lleno(texto: str, campo: str) -> None:
    """Raises UserError for the blank of a phrase in what cannot be written again later."""
    if quedan := blancos(texto):
        raise UserError(f"Quedó sin llenar {quedan[0]}; escriba el dato o bórrelo.", field=campo)


def operacion(e: Expediente, que: str, *cambios: Cambio) -> Operacion:
    """The operation of those changes that change something."""
    return Operacion(e.visita.id, que, tuple(c for c in cambios if c.antes != c.despues))


def siguiente_numero(e: Expediente) -> int:
    """One more than any in the visit, or than any that a closed revision delivered."""
    return e.ultimo_numero + 1

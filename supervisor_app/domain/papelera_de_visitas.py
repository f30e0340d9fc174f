"""A visit in the bin: how long it stays, and whether it may be deleted at all.

Nothing that was signed or closed goes before the office has it, and that never by itself. It must never know how the
days were counted.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from supervisor_app.domain.papelera import DIAS
from supervisor_app.domain.texto import cuantos
from supervisor_app.domain.visita import Visita


class Destino(Enum):
    """What becomes of a visit that is left in the bin."""

    SE_BORRA = "se_borra"
    A_MANO = "a_mano"
    """It was signed and delivered: only a person deletes it."""
    SE_QUEDA = "se_queda"
    """It was signed or closed and the office does not have it: nobody deletes it."""

    @property
    def se_puede_borrar(self) -> bool:
        return self is not Destino.SE_QUEDA


@dataclass(frozen=True, slots=True)
class EnPapelera:
    """A visit in the bin. ``vistos``: days of use since; ``sin_entregar``: a package of it was delivered nowhere;
    ``sin_acuse``: this laptop knows its office, and the office did not acknowledge every package.
    """

    visita: Visita
    cuando: datetime
    quien: str
    vistos: int
    firmada: bool
    alguna_cerrada: bool
    sin_entregar: bool
    respuestas: int
    hallazgos: int
    sin_acuse: bool = False

    @property
    def destino(self) -> Destino:
        if self.visita.ficticia or not (self.firmada or self.alguna_cerrada):
            return Destino.SE_BORRA
        # A draft that was signed, or a correction that was begun, has no package yet that could be delivered.
        llego = not (self.sin_entregar or self.sin_acuse)
        return Destino.A_MANO if self.visita.cerrada and llego else Destino.SE_QUEDA

    @property
    def quedan(self) -> int | None:
        """The days of use after which it is deleted by itself; None where it is not."""
        return max(0, DIAS - self.vistos) if self.destino is Destino.SE_BORRA else None

    @property
    def vencida(self) -> bool:
        return self.quedan == 0

    @property
    def por_que_se_queda(self) -> str:
        """Why nobody may delete it, and what to do; "" where it may be."""
        if self.destino is not Destino.SE_QUEDA:
            return ""
        if self.solo_falta_acuse:
            return (
                f"La oficina todavía no acusa recibo de la visita {self.visita.folio}: no se borra. Sincronice, y "
                "podrá borrarla cuando llegue el acuse."
            )
        que = "está cerrada y falta entregarla" if self.visita.cerrada else "tiene documentos firmados sin entregar"
        return f"La visita {self.visita.folio} {que}: no se borra. Restáurela, entréguela y después podrá borrarla."

    @property
    def solo_falta_acuse(self) -> bool:
        """Delivered, and the office did not say yet that it has it."""
        return self.visita.cerrada and self.sin_acuse and not self.sin_entregar

    @property
    def plazo(self) -> str:
        """How long it stays, for a list: «Quedan 12 días», «Se queda hasta entregarla»."""
        if self.destino is Destino.SE_QUEDA:
            return "Se queda hasta el acuse" if self.solo_falta_acuse else "Se queda hasta entregarla"
        if self.destino is Destino.A_MANO:
            return "Se queda hasta que la borre"
        quedan = self.quedan or 0
        return f"{'Queda' if quedan == 1 else 'Quedan'} {cuantos(quedan, 'día', 'días')}" if quedan else "Se borra hoy"

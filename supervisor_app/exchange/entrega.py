"""One delivery: a package into a destination, with progress, cancellation and an acknowledgement.

It must never acknowledge what was not read back, and repeating it must never write again what is already there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.exchange.acompanantes import poner_acompanantes
from supervisor_app.exchange.destino import Destino
from supervisor_app.exchange.paquete import Paquete


class EntregaCancelada(UserError):
    """The person asked to stop; nothing is left half done."""

    def __init__(self) -> None:
        super().__init__("Se canceló la entrega. No quedó nada a medias; puede repetirla cuando quiera.")


@dataclass(frozen=True)
class Acuse:
    """The package is whole in the destination: every byte was read back there.

    ``avisos``: Spanish sentences about what was found on the way and does not diminish the delivery.
    """

    nombre: str
    sha256: str
    bytes: int
    ya_estaba: bool
    ruta: str
    avisos: tuple[str, ...] = ()


def entregar(
    paquete: Paquete,
    destino: Destino,
    *,
    progreso: Callable[[int, int], None] | None = None,
    cancelar: Callable[[], bool] | None = None,
) -> Acuse:
    """Deliver one package. Safe to repeat at any time, from any laptop, after any cut.

    ``progreso(done, total)`` counts bytes written plus bytes read back, so ``total`` is twice the package; ``done``
    reaches it only at the end. ``cancelar`` is asked before every piece of 1 MiB.
    Raises ``EntregaCancelada``, ``UserError`` or ``EnvironmentProblem``; then the package is not delivered.
    """
    avance = _Avance(2 * paquete.bytes, progreso, cancelar)
    avance(0)
    puesto = destino.put_atomic(
        paquete.clave, paquete.archivo, sha256=paquete.sha256, tamano=paquete.bytes, pulso=avance
    )
    avisos = []
    if puesto.apartado is not None:
        avisos.append(f"Había una copia dañada con ese nombre; se conserva como «{puesto.apartado}».")
    try:
        poner_acompanantes(destino)
    except (UserError, EnvironmentProblem) as problema:
        # The package is delivered all the same; a share may let people write below "visitas" only.
        avisos.append(f"La visita se entregó, pero no se pudo dejar el verificador. {problema.message}")
    avance.terminar()
    return Acuse(paquete.nombre, paquete.sha256, paquete.bytes, puesto.ya_estaba, puesto.ruta, tuple(avisos))


class _Avance:
    """The pulse of a destination turned into progress and cancellation."""

    def __init__(
        self, total: int, progreso: Callable[[int, int], None] | None, cancelar: Callable[[], bool] | None
    ) -> None:
        self._hechos, self._total = 0, total
        self._progreso, self._cancelar = progreso, cancelar

    def __call__(self, mas: int) -> None:
        if self._cancelar is not None and self._cancelar():
            raise EntregaCancelada
        # A damaged copy is read before the good one is written: more work than foreseen, but never "finished" early.
        self._hechos = min(self._hechos + mas, self._total - 1)
        self._avisar()

    def terminar(self) -> None:
        self._hechos = self._total
        self._avisar()

    def _avisar(self) -> None:
        if self._progreso is not None:
            self._progreso(self._hechos, self._total)

"""What one synchronisation works with, and what it tells."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol, TypeVar

from supervisor_app.errors import UserError
from supervisor_app.exchange.destino import Destino
from supervisor_app.store.sincronia import Anotado

T = TypeVar("T")


class EnAlmacen(Protocol):
    """Does something on the thread that owns the store, and waits for it. The command line has one thread."""

    def __call__(self, hacer: Callable[[], T], /) -> T: ...


def aqui(hacer: Callable[[], T]) -> T:
    """On this very thread."""
    return hacer()


class SincronizacionCancelada(UserError):
    """The person asked to stop; what was done stays done, and the rest waits for the next time."""

    def __init__(self) -> None:
        super().__init__("Se canceló la sincronización. Lo enviado quedó completo; lo demás saldrá la próxima vez.")


@dataclass(frozen=True, slots=True)
class PorConfirmar:
    """An office that this laptop does not know yet: its name, and the words by which a person recognises its key."""

    nombre: str
    palabras: str


@dataclass(frozen=True, slots=True)
class Resultado:
    """What one synchronisation did. ``renglones``: what stands in the log of it, in order."""

    buzon: str
    enviados: int
    recibidos: int
    renglones: tuple[Anotado, ...]
    por_confirmar: PorConfirmar | None = None

    @property
    def avisos(self) -> tuple[str, ...]:
        return tuple(r.texto for r in self.renglones if r.clase == "aviso")

    @property
    def sin_novedad(self) -> bool:
        return not (self.enviados or self.recibidos or self.avisos or self.por_confirmar)


Avance = Callable[[str, int, int], None]
"""Hears what is being done in words, and how many bytes of how many; 0 of 0 where that is not known."""


@dataclass
class Contexto:
    """One mailbox, one run."""

    destino: Destino
    direccion: str
    en_almacen: EnAlmacen
    reloj: Callable[[], datetime]
    avance: Avance
    cancelar: Callable[[], bool]
    buzon: str = ""
    renglones: list[Anotado] = field(default_factory=list)
    enviados: int = 0
    recibidos: int = 0
    hechos: int = 0
    total: int = 0
    ahora_hace: str = ""
    vistos: set[str] = field(default_factory=set)
    """Packages that were read whole in this run, and are the ones that were closed."""
    puestos: set[str] = field(default_factory=set)
    """Contents that were put, or seen whole there, in this run."""

    def decir(self, clase: str, texto: str, visita_id: str = "") -> None:
        """A line for the log."""
        self.renglones.append(Anotado(self.reloj(), self.buzon, clase, visita_id, texto))

    def haciendo(self, texto: str) -> None:
        self.ahora_hace = texto
        self.pulso(0)

    def pulso(self, mas: int) -> None:
        """Hears bytes; raises SincronizacionCancelada once the person asked to stop."""
        if self.cancelar():
            raise SincronizacionCancelada
        self.hechos = min(self.hechos + mas, self.total)
        self.avance(self.ahora_hace, self.hechos, self.total)

    def resultado(self, por_confirmar: PorConfirmar | None = None) -> Resultado:
        return Resultado(self.buzon, self.enviados, self.recibidos, tuple(self.renglones), por_confirmar)

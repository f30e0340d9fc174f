"""The programme in the notebook of a data folder: its visits, their past, and what was published of each year.

It must never judge whether something may be written: the verbs do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from supervisor_app.domain.programa import Programa, VisitaProgramada
from supervisor_app.domain.texto import cuantos
from supervisor_app.settings import Ajustes
from supervisor_app.store.almacen import Almacen
from supervisor_app.store.cuaderno import Apunte, PorApuntar

_VISITA: Final = "programada"
_PUBLICADO: Final = "programa"
_DESHIZO: Final = "Deshizo: "


@dataclass(frozen=True, slots=True)
class Hecho:
    """One line of the past of a programmed visit; ``valor`` None where it was taken out."""

    cuando: datetime
    quien: str
    que: str
    valor: VisitaProgramada | None


@dataclass(frozen=True, slots=True)
class PorDeshacer:
    """The last thing done to a visit that was not taken back: what, how it reads, and how it did before."""

    que: str
    ahora: VisitaProgramada | None
    antes: VisitaProgramada | None
    version: int


class Libro:
    """Over one store, on its thread."""

    def __init__(self, almacen: Almacen, *, reloj: Callable[[], datetime], ajustes: Callable[[], Ajustes]) -> None:
        self._almacen, self._reloj, self._ajustes = almacen, reloj, ajustes
        self._leidas: tuple[int, list[VisitaProgramada]] = (-1, [])

    def visitas(self) -> list[VisitaProgramada]:
        """Those of all years, in the order in which they were written first."""
        # One look at the place asks for them six times; they are read again only once a line was added.
        hasta = self._almacen.cuaderno.ultimo(_VISITA)
        if self._leidas[0] != hasta:
            apuntes = self._almacen.cuaderno.todos(_VISITA)
            self._leidas = (hasta, [v for a in apuntes if (v := _valor(a)) is not None])
        return list(self._leidas[1])

    def quitadas(self) -> list[VisitaProgramada]:
        """Those taken out, as they read before: undoing brings them back with their folio."""
        historias = (self.historia(a.id) for a in self._almacen.cuaderno.quitados(_VISITA))
        return [v for h in historias if (v := next((x.valor for x in reversed(h) if x.valor), None)) is not None]

    def leer(self, id_: str) -> tuple[VisitaProgramada | None, int]:
        """How it reads now, None where it is not there, and its version."""
        apunte = self._almacen.cuaderno.leer(_VISITA, id_)
        return (None, 0) if apunte is None else (_valor(apunte), apunte.version)

    def historia(self, id_: str) -> tuple[Hecho, ...]:
        """The oldest first."""
        return tuple(Hecho(a.cuando, a.quien, a.que, _valor(a)) for a in self._almacen.cuaderno.historia(_VISITA, id_))

    def por_deshacer(self, id_: str) -> PorDeshacer | None:
        """None where nothing is left to take back."""
        pila: list[Apunte] = []
        historia = self._almacen.cuaderno.historia(_VISITA, id_)
        for apunte in historia:
            if apunte.que.startswith(_DESHIZO):
                pila.pop()
            else:
                pila.append(apunte)
        if not pila:
            return None
        antes = _valor(pila[-2]) if len(pila) > 1 else None
        return PorDeshacer(pila[-1].que, _valor(pila[-1]), antes, historia[-1].version)

    def escribir(self, renglones: Iterable[tuple[str, int, VisitaProgramada | None]], que: str) -> None:
        """Of each its id, the version that was seen, and how it reads from now on; all of them or none."""
        self._apuntar([PorApuntar(_VISITA, id_, version, valor, que) for id_, version, valor in renglones])

    def deshacer(self, id_: str, hecho: PorDeshacer) -> None:
        self._apuntar([PorApuntar(_VISITA, id_, hecho.version, hecho.antes, _DESHIZO + hecho.que)])

    # --- what was published ---------------------------------------------------------------------------------------

    def publicado(self, anio: int) -> Programa | None:
        """The last of a year; None where there never was one."""
        apunte = self._almacen.cuaderno.leer(_PUBLICADO, str(anio))
        return Programa.model_validate_json(apunte.datos) if apunte is not None and apunte.datos is not None else None

    def publicados(self) -> tuple[Programa, ...]:
        """The last of each year, by year."""
        apuntes = self._almacen.cuaderno.todos(_PUBLICADO)
        leidos = (Programa.model_validate_json(a.datos) for a in apuntes if a.datos is not None)
        return tuple(sorted(leidos, key=lambda p: p.anio))

    def guardar_publicado(self, p: Programa) -> None:
        """The next version of its year."""
        apunte = self._almacen.cuaderno.leer(_PUBLICADO, str(p.anio))
        que = f"Publicó la versión {p.version} ({cuantos(len(p.visitas), 'visita', 'visitas')})"
        self._apuntar([PorApuntar(_PUBLICADO, str(p.anio), apunte.version if apunte else 0, p, que)])

    def _apuntar(self, apuntes: list[PorApuntar]) -> None:
        self._almacen.cuaderno.escribir(apuntes, cuando=self._reloj(), quien=self._ajustes().nombre)


def _valor(a: Apunte) -> VisitaProgramada | None:
    return None if a.datos is None else VisitaProgramada.model_validate_json(a.datos)

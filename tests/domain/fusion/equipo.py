"""A laptop without disk: the visit it shows and the history from which its versions come."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from supervisor_app.domain.clases import nombre_de
from supervisor_app.domain.expediente import Cambio, Expediente, Operacion
from supervisor_app.domain.fusion.bitacora import Bitacora, Escrito
from supervisor_app.domain.fusion.presente import diferencias, reunir
from supervisor_app.domain.fusion.version import Version
from tests.visita_ficticia import AHORA, VISITA_ID, visita


def _escritos(cambios: Iterable[Cambio], desde: int) -> list[Escrito]:
    def texto(valor: object) -> str | None:
        return None if valor is None else valor.model_dump_json(by_alias=True)  # type: ignore[attr-defined]

    return [
        Escrito(desde + n, nombre_de(c.clase), c.vigente.id, texto(c.antes), texto(c.despues))
        for n, c in enumerate(cambios)
    ]


class Equipo:
    """Does operations and joins what others know; every one has a clock of its own."""

    def __init__(self, nombre: str, reloj: datetime = AHORA) -> None:
        self.nombre = nombre
        self.reloj = reloj
        self.e: Expediente | None = None
        self._bitacora = Bitacora(VISITA_ID, nombre)
        self._hechas: list[Operacion] = []
        self._numero = 0

    @property
    def visita(self) -> Expediente:
        assert self.e is not None
        return self.e

    @property
    def versiones(self) -> dict[str, Version]:
        return self._bitacora.versiones

    def empezar(self) -> None:
        v = visita(cedulas=())
        self.e = Expediente(v)
        self._anotar(Operacion(v.id, "Creó la visita", (Cambio(None, v),)))

    def hacer(self, comando: Callable[[Expediente], Operacion]) -> None:
        op = comando(self.visita)
        if op.vacia:
            return
        self.e = self.visita.aplicar(op.cambios)
        self._hechas.append(op)
        self._anotar(op)

    def deshacer(self) -> None:
        """Takes back what was done last, as the store does: only where the records are still as it left them."""
        if not self._hechas:
            return
        op = self._hechas.pop()
        hoy = {(type(r), r.id): r for r in (self.visita.visita, *self.visita.registros())}
        if any(hoy.get((c.clase, c.vigente.id)) != c.despues for c in op.cambios):
            return
        self.e = self.visita.aplicar(op.inversa.cambios)
        self._anotar(op.inversa)

    def _anotar(self, op: Operacion) -> None:
        self.reloj += timedelta(minutes=1)
        self._numero += 1
        escritos = _escritos(op.cambios, self._numero * 1000)
        self._bitacora.operacion(self._numero, self.nombre, self.reloj.isoformat(), op.que, escritos)

    def unir(self, ajenas: Iterable[Version]) -> None:
        ajenas = tuple(ajenas)
        todas = {**self.versiones, **{v.id: v for v in ajenas}}
        reunida = reunir(todas.values()).expediente
        cambios = diferencias(self.e, reunida)
        self._numero += 1
        self._bitacora.union(ajenas, _escritos(cambios, self._numero * 1000))
        self.e = reunida

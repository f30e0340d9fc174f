"""Receipts: what the office says to one laptop about each package that it announced.

It must never acknowledge what the index does not hold, nor say the same twice.
"""

from __future__ import annotations

from collections.abc import Callable, Collection

from supervisor_app.domain import feed
from supervisor_app.domain.base import Value
from supervisor_app.domain.feed import AcuseDeOficina, Clase, EstadoDelAcuse, PaqueteEnviado
from supervisor_app.services.mesa.historia import Historia
from supervisor_app.services.mesa.procedencias import enviados
from supervisor_app.services.oficina.indexar import SIN_LLAVE
from supervisor_app.services.sincronia.contexto import Contexto
from supervisor_app.store.almacen import Almacen
from supervisor_app.store.oficina.indice import Indice


class Acuses:
    """Of one desk. ``escribir``: an entry of a feed of its own, on the store's thread."""

    def __init__(self, almacen: Almacen, historia: Historia, escribir: Callable[[str, Clase, Value], object]) -> None:
        self._almacen, self._historia, self._escribir = almacen, historia, escribir

    def acusar(self, c: Contexto, indice: Indice, inscritos: Collection[str]) -> int:
        """A receipt for each package of an enrolled laptop that the index holds or set aside, where the last one says
        something else; how many there were.
        """
        ubicados = set(indice.ubicaciones().values())
        apartados = {a.clave: a.motivo for a in indice.apartados()}
        de_cada_uno: dict[str, list[AcuseDeOficina]] = {}
        for equipo, enviado in c.en_almacen(lambda: enviados(self._almacen)):
            acuse = _acuse(enviado, ubicados, apartados) if equipo in inscritos else None
            if acuse is not None:
                de_cada_uno.setdefault(equipo, []).append(acuse)
        return sum(self._decir(c, equipo, acuses) for equipo, acuses in de_cada_uno.items())

    def _decir(self, c: Contexto, equipo: str, acuses: list[AcuseDeOficina]) -> int:
        dichos = c.en_almacen(lambda: self._dichos(equipo))
        if all(dichos.get(a.sha256) == a for a in acuses):
            return 0
        self._historia.alcanzar(c, feed.para(equipo))
        dichos = c.en_almacen(lambda: self._dichos(equipo))
        faltan = [a for a in acuses if dichos.get(a.sha256) != a]
        for a in faltan:
            c.en_almacen(lambda a=a: self._escribir(feed.para(equipo), Clase.ACUSE, a))  # type: ignore[misc]
        return len(faltan)

    def _dichos(self, equipo: str) -> dict[str, AcuseDeOficina]:
        """The last receipt of each package."""
        entradas = self._almacen.sincronia.entradas(feed.para(equipo), clase=Clase.ACUSE)
        return {d.sha256: d for e in entradas if isinstance(d := e.cuerpo.dicho, AcuseDeOficina)}


def _acuse(enviado: PaqueteEnviado, ubicados: Collection[str], apartados: dict[str, str]) -> AcuseDeOficina | None:
    """What is to be said of a package now; None where there is nothing to say yet."""
    if enviado.sha256 in ubicados:
        estado, motivo = EstadoDelAcuse.RECIBIDO, ""
    elif apartados.get(enviado.lugar, SIN_LLAVE) != SIN_LLAVE:
        estado, motivo = EstadoDelAcuse.EN_CUARENTENA, apartados[enviado.lugar][:1_000]
    else:
        return None
    return AcuseDeOficina(
        visita_id=enviado.visita_id,
        revision=enviado.revision,
        sha256=enviado.sha256,
        estado=estado,
        motivo=motivo,
    )

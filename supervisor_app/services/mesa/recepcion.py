"""Reads what laptops wrote into a mailbox: each feed from where it was left, each entry in its place and signed.

A feed that breaks is read up to there and told; the others go on. It must never write in the mailbox.
"""

from __future__ import annotations

import hashlib
import re

from supervisor_app.cifrado.firma_ssh import Publica, verificar_huella
from supervisor_app.domain import feed
from supervisor_app.domain.feed import Entrada, PaqueteEnviado, Presentacion
from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.exchange.destino import Destino
from supervisor_app.services.oficina.bajar import responde
from supervisor_app.services.sincronia import buzon
from supervisor_app.services.sincronia.contexto import Contexto, SincronizacionCancelada
from supervisor_app.store.almacen import Almacen

_EQUIPO = re.compile(r"equipos/([0-9a-f]{16})\.json")
_FIRMA_MAXIMA = 2_000
ASIENTOS_POR_VEZ = 5_000
BYTES_POR_VEZ = 64 * 2**20
"""Of one laptop in one run: one that never ends, or that means to fill the office's disk, leaves its turn."""


class Recepcion:
    """Over the office's store."""

    def __init__(self, almacen: Almacen) -> None:
        self._almacen = almacen

    def leer(self, c: Contexto) -> list[str]:
        """Take in the new entries of every laptop; the keys of the packages that they speak of."""
        conocidos = set(c.en_almacen(self._almacen.sincronia.equipos))
        nuevos = {m[1] for clave in c.destino.list("equipos") if (m := _EQUIPO.fullmatch(clave))}
        claves: list[str] = []
        for equipo in sorted(conocidos | nuevos):
            try:
                claves += self._seguir(c, equipo)
            except SincronizacionCancelada:
                raise
            except (UserError, EnvironmentProblem) as problema:
                if isinstance(problema, EnvironmentProblem) and not responde(c.destino, buzon.NOMBRE):
                    raise
                c.decir("aviso", f"Equipo {equipo}: {problema.message} Lo que siga de ese equipo espera.")
        return claves

    def _seguir(self, c: Contexto, equipo: str) -> list[str]:
        claves: list[str] = []
        publica = c.en_almacen(lambda: self.publica(equipo))
        leidos = octetos_leidos = 0
        while True:
            if leidos >= ASIENTOS_POR_VEZ or octetos_leidos >= BYTES_POR_VEZ:
                c.decir("aviso", f"Equipo {equipo}: se leyeron {leidos} asientos; los demás se leen la próxima vez.")
                return claves
            ultimo = c.en_almacen(lambda: self._almacen.sincronia.ultimo(equipo))
            octetos = buzon.leer(c.destino, feed.clave(equipo, ultimo[0] + 1), feed.LIMITE)
            if octetos is None:
                return claves
            c.pulso(0)
            entrada = feed.leer(octetos, equipo, ultimo[0] + 1, ultimo[1])
            publica = publica or _presentada(entrada)
            buzon.exigir_firma(entrada, (publica,))
            dicho = entrada.cuerpo.dicho
            if isinstance(dicho, Presentacion) and Publica.leer(dicho.publica) != publica:
                raise UserError("Se presentó otra vez con otra llave; un equipo con otra llave lleva otro nombre.")
            c.en_almacen(lambda entrada=entrada: self._almacen.sincronia.agregar([entrada]))  # type: ignore[misc]
            c.recibidos += 1
            leidos, octetos_leidos = leidos + 1, octetos_leidos + len(octetos)
            if isinstance(dicho, PaqueteEnviado):
                claves.append(dicho.clave)

    def publica(self, equipo: str) -> Publica | None:
        """The key of a laptop's feed; None before its first entry was read."""
        primera = self._almacen.sincronia.entrada(equipo, 1)
        return _presentada(primera) if primera is not None else None

    def firmante(self, destino: Destino, clave: str) -> Publica | None:
        """Who signed a package that no feed speaks of, by the signature beside it; None where there is none.

        Raises UserError where what stands there is no good one.
        """
        firma = buzon.leer(destino, f"{clave}.sig", _FIRMA_MAXIMA)
        if firma is None:
            return None
        huella = hashlib.sha512()
        for trozo in destino.get(clave):
            huella.update(trozo)
        publica = verificar_huella(firma.decode("ascii", "replace"), feed.ESPACIO_PAQUETE, huella.digest())
        if publica is None:
            raise UserError("no es de ese paquete.")
        return publica


def _presentada(entrada: Entrada) -> Publica:
    dicho = entrada.cuerpo.dicho
    if not isinstance(dicho, Presentacion):
        raise UserError("Su primer asiento no lo presenta.")
    return Publica.leer(dicho.publica)

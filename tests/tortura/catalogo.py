"""Every operation that is tortured, by name. A room of its own, as backups and enciphering build on the others."""

from __future__ import annotations

from tests.tortura import respaldos
from tests.tortura.cifrado import Cifrar
from tests.tortura.mesas import MesaPerdida, MesaRestaurada
from tests.tortura.operaciones import (
    Empaquetar,
    Entorno,
    Entregar,
    Estrenar,
    FirmarYCerrar,
    Foto,
    Guardar,
    Migrar,
    Operacion,
)
from tests.tortura.sincronia import Sincronizar, SincronizarSellado


def operaciones(entorno: Entorno) -> dict[str, Operacion]:
    """Those that begin in such a folder: only a plain one is enciphered for the first time."""
    todas: list[Operacion] = [Estrenar(), Guardar(), Foto(), FirmarYCerrar(), Empaquetar(), Entregar()]
    todas += [Sincronizar(), SincronizarSellado(), MesaRestaurada(), MesaPerdida()]
    todas += [Migrar("0.1.0"), Migrar("0.2.0"), *respaldos.operaciones().values()]
    if not entorno.cifrado:
        todas.append(Cifrar())
    return {una.nombre: una for una in todas}

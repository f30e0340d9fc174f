"""Takes away the packages of closings that a cut interrupted: made, and the visit never closed with them.

The visit is still open at that revision and makes its package anew, so nothing goes with them. Any other package of
which the base knows nothing stays where it is, and ``comprobar`` tells of it.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from pathlib import Path

from supervisor_app.cifrado.corriente import EXTENSION
from supervisor_app.errors import EnvironmentProblem
from supervisor_app.services.entregas import id_del_turnado
from supervisor_app.store.almacen import Almacen

_NOMBRE = re.compile(rf"(([0-9a-f]{{32}})\.r([0-9]{{1,6}})\.[0-9a-f]{{16}}\.zip)({re.escape(EXTENSION)})?")
"""Of a package on this machine: of which visit, or of its turnado, and of which revision."""


def quitar(almacen: Almacen) -> int:
    """Take them away, where nobody else has the folder open: who closes at this moment is no cut. How many went.

    One that another program holds waits for the next start: it is no reason not to open. Raises EnvironmentProblem
    where the base cannot be read.
    """
    if almacen.turno.solo_lectura or not list(_sueltos(almacen)):
        return 0
    with almacen.turno.a_solas() as solo:
        abiertas = _abiertas(almacen) if solo else {}
        cuantos = 0
        for ruta in [ruta for ruta, de, revision in _sueltos(almacen) if abiertas.get(de) == revision]:
            with contextlib.suppress(EnvironmentProblem):
                almacen.archivos.borrar_de(ruta)
                cuantos += 1
    return cuantos


def _sueltos(almacen: Almacen) -> Iterator[tuple[Path, str, int]]:
    """The packages of which the base knows nothing: where, of which visit or turnado, of which revision."""
    for carpeta, turnado in (("paquetes", False), ("turnados", True)):
        lugar = almacen.carpeta / carpeta
        rutas = sorted(lugar.iterdir()) if lugar.is_dir() else []
        sabidos = almacen.nombres_de_paquetes(turnado=turnado) if rutas else frozenset()
        for ruta in rutas:
            es = _NOMBRE.fullmatch(ruta.name)
            if es is not None and es[1] not in sabidos:
                yield ruta, es[2], int(es[3])


def _abiertas(almacen: Almacen) -> dict[str, int]:
    """Of each open visit, and of its turnado, the revision that it would be closed with now."""
    abiertas = {v.id: v.revision for v in almacen.visitas() if not v.cerrada}
    turnados = {id_del_turnado(id_): len(almacen.paquetes(id_, turnado=True)) + 1 for id_ in abiertas}
    return abiertas | turnados

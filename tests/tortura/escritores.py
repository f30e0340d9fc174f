"""Two writers on one data folder, both killed at random, over and over: nothing acknowledged is ever lost.

Two windows cannot both write; a window and the command line can, and so can two verbs of the command line.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from random import Random

from supervisor_app.domain import comandos
from supervisor_app.domain.visita import Visita
from supervisor_app.errors import EnvironmentProblem
from supervisor_app.wiring import Servicios
from tests.tortura.cortes import Cuenta
from tests.tortura.hijos import Acusar, Hijo, en_un_hijo
from tests.tortura.operaciones import Entorno, exigir
from tests.visita_ficticia import AV_90, CO_90, COLIMA, ITEMS

_ITEMS = tuple(ITEMS.values())


def correr(trabajo: Path, entorno: Entorno, vueltas: int, azar: Random) -> Cuenta:
    """So many rounds on one folder that only grows older."""
    raiz = trabajo / "dos"
    shutil.rmtree(raiz, ignore_errors=True)
    (raiz / "datos").mkdir(parents=True)
    cuenta, ultimas = Cuenta(), {0: 0, 1: 0}
    en_un_hijo(lambda _: _dos_visitas(raiz, entorno))
    for _ in range(vueltas):
        hijos = {cual: Hijo(lambda acusar, cual=cual: _escribir(raiz, entorno, cual, acusar)) for cual in (0, 1)}  # type: ignore[misc]
        for hijo in hijos.values():
            hijo.soltar()
        antes = dict.fromkeys(hijos, b"")
        for cual in azar.sample((0, 1), 2):
            for _ in range(azar.randrange(1, 30)):
                leido = hijos[cual].leer_acuse()
                antes[cual] += leido
                if not leido:
                    break
            hijos[cual].matar()
        for cual, hijo in hijos.items():
            fin = hijo.esperar(antes[cual])
            cuenta.acuses += len(fin.acuses)
            ultimas[cual] = max([ultimas[cual], *(int(a) for a in fin.acuses)])
            if fin.codigo > 0:
                cuenta.violaciones.append(fin.dicho)
        cuenta.puntos += 2
        cuenta.cortados += 2
        fin = en_un_hijo(lambda _: _mirar(raiz, entorno, dict(ultimas)))
        if fin.codigo != 0:
            cuenta.violaciones.append(fin.dicho)
    return cuenta


def _dos_visitas(raiz: Path, entorno: Entorno) -> None:
    with entorno.abrir(raiz) as s:
        for _ in range(2):
            e = s.visitas.crear(COLIMA)
            s.visitas.guardar(comandos.elegir_cedulas(e, [CO_90, AV_90]))


def _visita(s: Servicios, cual: int) -> Visita:
    return sorted(s.visitas.lista(), key=lambda v: v.folio)[cual]


def _escribir(raiz: Path, entorno: Entorno, cual: int, acusar: Acusar) -> None:
    """Count up in one note after another, for ever; each number is acknowledged once it is saved."""
    with entorno.abrir(raiz) as s:
        e = s.visitas.abrir(_visita(s, cual).id)
        n = max([0, *(int(r.nota) for r in e.respuestas.values() if r.nota)])
        while True:
            n += 1
            op = comandos.anotar(e, _ITEMS[n % len(_ITEMS)], str(n))
            try:
                s.visitas.guardar(op)
            except EnvironmentProblem as error:
                if error.action != "Reintentar":
                    raise
                n -= 1
                continue
            e = e.aplicar(op.cambios)
            acusar(str(n))


def _mirar(raiz: Path, entorno: Entorno, ultimas: dict[int, int]) -> None:
    with entorno.abrir(raiz) as s:
        faltas = s.comprobar()
        exigir(not faltas, f"verificar-base: {'; '.join(faltas)}")
        for cual, ultima in ultimas.items():
            e = s.visitas.abrir(_visita(s, cual).id)
            n = max([0, *(int(r.nota) for r in e.respuestas.values() if r.nota)])
            exigir(n >= ultima, f"writer {cual}: {ultima} was acknowledged and {n} is there")

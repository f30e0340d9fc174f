"""Runs a boundary in a process of its own under limits of memory and time, and says what it took.

``python -m tests.hostil.limites [BOMB…]`` prints a line of JSON for each bomb: the process is made once and copies
itself for each input, so that loading the application is not measured. It must never be imported by the tests, which
would load everything into theirs.
"""

from __future__ import annotations

import json
import logging
import os
import resource
import signal
import sys
import time
import traceback
import warnings
from collections.abc import Callable
from typing import Final

from tests.hostil.bombas import BOMBAS
from tests.hostil.fronteras import FRONTERAS, Frontera
from tests.hostil.semillas import SEMILLAS

MEMORIA: Final = 1_500 * 2**20
"""Bytes that one input may take at most: users' laptops have 4 GB."""
SEGUNDOS: Final = 60
"""At which an input is stopped; what is too long for a person is for the test to say."""


def medir(entrar: Frontera, hacer: Callable[[], bytes]) -> dict[str, object]:
    """``segundos`` of processor, ``mb`` above what the application takes itself, ``mal`` what was raised, or ""."""
    contenido = hacer()
    lee, escribe = os.pipe()
    hijo = os.fork()
    if hijo == 0:
        os.close(lee)
        os.write(escribe, json.dumps(_en_el_hijo(entrar, contenido)).encode())
        os._exit(0)
    os.close(escribe)
    with os.fdopen(lee, "rb") as tubo:
        dicho = tubo.read()
    _, estado = os.waitpid(hijo, 0)
    if not dicho:
        que = signal.Signals(os.WTERMSIG(estado)).name if os.WIFSIGNALED(estado) else str(estado)
        return {"segundos": SEGUNDOS, "mb": 0, "mal": f"the process ended: {que}"}
    hecho: dict[str, object] = json.loads(dicho)
    return hecho


def _en_el_hijo(entrar: Frontera, contenido: bytes) -> dict[str, object]:
    tomada = _memoria()
    resource.setrlimit(resource.RLIMIT_AS, (_virtual() + MEMORIA, resource.RLIM_INFINITY))
    resource.setrlimit(resource.RLIMIT_CPU, (SEGUNDOS, SEGUNDOS))
    signal.alarm(3 * SEGUNDOS)  # for what waits without working
    inicio, mal = time.process_time(), ""
    try:
        entrar(contenido)
    except BaseException as error:  # noqa: BLE001 - whatever is raised is told
        mal = "".join(traceback.format_exception(error)[-3:])[-1500:] or repr(error)
    segundos = time.process_time() - inicio
    resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    return {"segundos": round(segundos, 2), "mb": max(0, _memoria() - tomada) // 2**20, "mal": mal}


def _memoria() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def _virtual() -> int:
    with open("/proc/self/statm", encoding="ascii") as dicho:  # noqa: PTH123 - no file, but an answer of the system
        return int(dicho.read().split()[0]) * resource.getpagesize()


def main() -> int:
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    nombres = sys.argv[1:] or list(BOMBAS)
    for frontera in {BOMBAS[nombre][0] for nombre in nombres}:
        for semilla in SEMILLAS[frontera]():
            FRONTERAS[frontera](semilla)
    for nombre in nombres:
        frontera, hacer = BOMBAS[nombre]
        sys.stdout.write(json.dumps({"bomba": nombre, **medir(FRONTERAS[frontera], hacer)}) + "\n")
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())

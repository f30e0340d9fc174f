"""Several processes that open each new folder in the same instant, for the test of that race.

    python -m tests.store.carrera FOLDER HOW_MANY_FOLDERS

It prints what any of them could not open; nothing where all went well.
"""

from __future__ import annotations

import multiprocessing
import sys
from multiprocessing.synchronize import Barrier
from pathlib import Path

from supervisor_app.errors import EnvironmentProblem
from supervisor_app.store.almacen import Almacen
from tests.visita_ficticia import AHORA

VENTANAS = 3


def abrir(juntas: Barrier, raiz: Path, cuantas: int) -> None:
    for n in range(cuantas):
        juntas.wait()
        try:
            Almacen(raiz / str(n), ahora=AHORA).cerrar()
        except EnvironmentProblem as problema:
            print(problema.message, flush=True)  # noqa: T201 - the test reads it


def correr(raiz: Path, cuantas: int) -> None:
    contexto = multiprocessing.get_context("spawn")
    juntas = contexto.Barrier(VENTANAS)
    ventanas = [contexto.Process(target=abrir, args=(juntas, raiz, cuantas)) for _ in range(VENTANAS)]
    for ventana in ventanas:
        ventana.start()
    for ventana in ventanas:
        ventana.join()


if __name__ == "__main__":
    correr(Path(sys.argv[1]), int(sys.argv[2]))

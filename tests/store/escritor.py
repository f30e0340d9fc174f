"""A process of its own that writes answers, for tests that kill it or run two at once.

    python -m tests.store.escritor FOLDER WHO HOW_MANY

It works in its own visit (made where it is missing) and notes of one more item in each write. After each write that the
store acknowledged it prints its number on a line; a busy store is asked again.
"""

from __future__ import annotations

import sys
from pathlib import Path

from supervisor_app.domain.expediente import Cambio, Expediente, Operacion
from supervisor_app.errors import EnvironmentProblem
from supervisor_app.store.almacen import Almacen
from tests.visita_ficticia import AHORA, fila, visita


def visita_de(quien: str) -> str:
    return quien.encode().hex().ljust(32, "0")[:32]


def escribir(carpeta: Path, quien: str, cuantas: int) -> None:
    with Almacen(carpeta, ahora=AHORA) as almacen:
        id_ = visita_de(quien)
        e = almacen.expediente(id_)
        if e is None:
            nueva = visita(id=id_, folio=f"V-2026-{quien}-001")
            e = Expediente(nueva)
            _insistir(almacen, Operacion(id_, "Creó la visita", (Cambio(None, nueva),)))
        desde = len(e.filas)
        for n in range(desde, desde + cuantas):
            una = fila(n, n % 2 == 0, id=f"{quien}-{n}", visita_id=id_, detalle=f"{quien} {n} " + "x" * 500)
            _insistir(almacen, Operacion(id_, "Agregó un renglón", (Cambio(None, una),)))
            print(n, flush=True)  # noqa: T201 - the parent reads the acknowledgements from this pipe


def _insistir(almacen: Almacen, op: Operacion) -> None:
    while True:
        try:
            almacen.escribir(op, quien="", cuando=AHORA)
        except EnvironmentProblem as problema:
            if problema.action != "Reintentar":
                raise
        else:
            return


if __name__ == "__main__":
    escribir(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))

"""A delivery that dies, like a laptop without power, at the k-th thing it does. Run as a program by the tests.

    entrega_con_corte.py PACKAGE DESTINATION K

It ends with code 99 when it died and with 0 when it did fewer than K things. Dying runs no clean-up of any kind.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from supervisor_app.exchange.carpeta import MedioCarpeta
from supervisor_app.exchange.entrega import entregar
from supervisor_app.exchange.paquete import abrir
from supervisor_app.exchange.transportes.por_partes import PorPartes

ARCHIVOS = {"open", "os.mkdir", "os.link", "os.rename", "os.remove"}


class Contador:
    def __init__(self, limite: int) -> None:
        self.quedan = limite

    def __call__(self) -> None:
        self.quedan -= 1
        if self.quedan == 0:
            os._exit(99)


class CarpetaQueSeCorta(MedioCarpeta):
    """Also counts in the middle of each write, so that torn pieces are left behind."""

    def __init__(self, raiz: Path, contar: Contador) -> None:
        super().__init__(raiz)
        self._contar = contar

    def _escribir(self, fd: int, trozo: bytes) -> None:
        mitad = len(trozo) // 2
        super()._escribir(fd, trozo[:mitad])
        self._contar()
        super()._escribir(fd, trozo[mitad:])
        self._contar()


def main() -> None:
    ruta, raiz, limite = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    paquete, contar = abrir(ruta), Contador(limite)

    def vigilar(suceso: str, argumentos: tuple[object, ...]) -> None:
        # Every call that opens, makes, links, renames or removes something in the destination, before it happens.
        if suceso in ARCHIVOS and any(str(uno).startswith(raiz) for uno in argumentos):
            contar()

    sys.addaudithook(vigilar)
    entregar(paquete, PorPartes(CarpetaQueSeCorta(Path(raiz), contar)))


if __name__ == "__main__":
    main()

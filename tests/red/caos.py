"""A TCP proxy on this machine that cuts, silences and slows down what passes through it.

It must never touch the bytes themselves: what it lets through is what was sent.
"""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Clase = Literal["corte", "a_medias", "silencio"]

_ESPERA = 0.02


@dataclass(frozen=True)
class Falla:
    """What happens once ``tras`` more bytes have passed: to the server (``sube``) or to the laptop (``baja``).

    ``corte``: both sides get a reset. ``a_medias``: only the laptop does; the server goes on waiting. ``silencio``:
    nobody is told anything, and nothing passes any more.
    """

    tras: int
    sentido: Literal["sube", "baja"] = "sube"
    clase: Clase = "corte"


class Caos:
    """Listens on ``puerto`` and passes all on to ``destino``; counts the bytes of each direction."""

    def __init__(self, destino: tuple[str, int]) -> None:
        self._destino = destino
        self._oido = socket.create_server(("127.0.0.1", 0), backlog=64)
        self._oido.settimeout(_ESPERA)
        self.puerto: int = self._oido.getsockname()[1]
        self.subidos = self.bajados = self.fallas = 0
        self.latencia = 0.0
        self._falla: Falla | None = None
        self._resta = 0
        self._mudos: set[socket.socket] = set()
        self._pares: set[tuple[socket.socket, socket.socket]] = set()
        self._candado = threading.Lock()
        self._fin = threading.Event()
        self._hilos = [threading.Thread(target=self._atender, daemon=True)]
        self._hilos[0].start()

    def fallar(self, falla: Falla | None) -> None:
        """Once, to whatever connection is open then."""
        with self._candado:
            self._falla, self._resta = falla, falla.tras if falla else 0

    def cortar_todo(self) -> None:
        for par in tuple(self._pares):
            self._cortar(*par, "corte")

    def cerrar(self) -> None:
        self._fin.set()
        for hilo in self._hilos:
            hilo.join(5)
        for par in tuple(self._pares):
            for lado in par:
                lado.close()
        for lado in self._mudos:
            lado.close()
        self._oido.close()

    # --- threads ---

    def _atender(self) -> None:
        while not self._fin.is_set():
            try:
                cliente, _ = self._oido.accept()
            except TimeoutError:
                continue
            try:
                servidor = socket.create_connection(self._destino, timeout=5)
            except OSError:
                cliente.close()
                continue
            for lado in (cliente, servidor):
                lado.settimeout(_ESPERA)
                lado.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._pares.add((cliente, servidor))
            for de, a, sentido in ((cliente, servidor, "sube"), (servidor, cliente, "baja")):
                hilo = threading.Thread(target=self._pasar, args=(cliente, servidor, de, a, sentido), daemon=True)
                self._hilos.append(hilo)
                hilo.start()

    def _pasar(
        self, cliente: socket.socket, servidor: socket.socket, de: socket.socket, a: socket.socket, sentido: str
    ) -> None:
        with contextlib.suppress(OSError):
            while not self._fin.is_set():
                try:
                    datos = de.recv(65536)
                except TimeoutError:
                    continue
                if cliente in self._mudos:
                    continue
                if not datos:
                    a.shutdown(socket.SHUT_WR)
                    return
                if self.latencia:
                    time.sleep(self.latencia)
                pasan, clase = self._contar(len(datos), sentido)
                self._enviar(a, datos[:pasan])
                if clase == "silencio":
                    self._mudos.update({cliente, servidor})
                elif clase is not None:
                    self._cortar(cliente, servidor, clase)
                    return

    def _contar(self, cuantos: int, sentido: str) -> tuple[int, str | None]:
        with self._candado:
            pasan, clase = cuantos, None
            if self._falla is not None and self._falla.sentido == sentido:
                if cuantos > self._resta:
                    pasan, clase, self._falla = self._resta, self._falla.clase, None
                    self.fallas += 1
                else:
                    self._resta -= cuantos
            if sentido == "sube":
                self.subidos += pasan
            else:
                self.bajados += pasan
            return pasan, clase

    def _enviar(self, a: socket.socket, datos: bytes) -> None:
        resto = memoryview(datos)
        while resto and not self._fin.is_set():
            with contextlib.suppress(TimeoutError):
                resto = resto[a.send(resto) :]

    def _cortar(self, cliente: socket.socket, servidor: socket.socket, clase: str) -> None:
        self._pares.discard((cliente, servidor))
        for lado in (cliente,) if clase == "a_medias" else (cliente, servidor):
            with contextlib.suppress(OSError):
                lado.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                lado.close()
        if clase == "a_medias":
            self._mudos.add(servidor)


@contextlib.contextmanager
def caos(destino: tuple[str, int]) -> Iterator[Caos]:
    uno = Caos(destino)
    try:
        yield uno
    finally:
        uno.cerrar()

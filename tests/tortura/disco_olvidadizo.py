"""A disk that forgets at a power cut what nobody told it to keep. The model alone; ``montaje`` serves it by FUSE.

Strict: data are kept by an fsync of their file, names (made, moved, gone) by an fsync of their folder, and nothing else
is; a rename is kept whole or not at all, also between two folders, as every journal does it. Real disks keep more, so
whatever stands this stands them. With a random generator the cut is the other kind: any part of what waits may have
reached the disk, each page and each change of a name on its own.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

PAGINA = 4096

Arbol = dict[str, bytes | None]
"""What a cut leaves: path -> content, None for a folder. The root is not named."""


@dataclass(eq=False)
class Archivo:
    """A content, as programs see it and as the disk keeps it."""

    vivo: bytearray = field(default_factory=bytearray)
    firme: bytes = b""
    sucias: set[int] = field(default_factory=set)
    """Pages written since the last fsync."""

    def escribir(self, datos: bytes, lugar: int) -> None:
        fin = lugar + len(datos)
        if fin > len(self.vivo):
            self.vivo.extend(bytes(fin - len(self.vivo)))
        self.vivo[lugar:fin] = datos
        self.sucias.update(range(lugar // PAGINA, (fin + PAGINA - 1) // PAGINA))

    def cortar(self, largo: int) -> None:
        if largo < len(self.vivo):
            del self.vivo[largo:]
        else:
            self.vivo.extend(bytes(largo - len(self.vivo)))
        self.sucias.add(largo // PAGINA)

    def afirmar(self) -> None:
        self.firme = bytes(self.vivo)
        self.sucias.clear()

    def tras_el_corte(self, azar: Random | None) -> bytes:
        if azar is None or not self.sucias:
            return self.firme
        largo = azar.choice((len(self.firme), len(self.vivo)))
        queda = bytearray(self.firme[:largo]).ljust(largo, b"\0")
        for pagina in sorted(self.sucias):
            if azar.random() < 0.5:
                trozo = slice(pagina * PAGINA, min((pagina + 1) * PAGINA, largo, len(self.vivo)))
                if trozo.start < trozo.stop:
                    queda[trozo] = self.vivo[trozo]
        return bytes(queda)


@dataclass(eq=False)
class Carpeta:
    vivo: dict[str, Nodo] = field(default_factory=dict)
    firme: dict[str, Nodo] = field(default_factory=dict)


Nodo = Archivo | Carpeta
Efecto = tuple[Carpeta, str, Nodo | None]
"""In this folder this name becomes that; None: it goes."""


class Disco:
    """Paths with «/» in front, as FUSE gives them. What is wrong is an OSError with its errno."""

    def __init__(self) -> None:
        self.raiz = Carpeta()
        self._pendientes: list[list[Efecto]] = []
        """Changes of names in order; those of one call stand or fall together."""

    # --- finding --------------------------------------------------------------------------------------------------

    def nodo(self, ruta: str) -> Nodo:
        nodo: Nodo = self.raiz
        for parte in ruta.strip("/").split("/") if ruta.strip("/") else ():
            if not isinstance(nodo, Carpeta):
                raise OSError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))
            if parte not in nodo.vivo:
                raise OSError(errno.ENOENT, os.strerror(errno.ENOENT))
            nodo = nodo.vivo[parte]
        return nodo

    def archivo(self, ruta: str) -> Archivo:
        nodo = self.nodo(ruta)
        if isinstance(nodo, Carpeta):
            raise OSError(errno.EISDIR, os.strerror(errno.EISDIR))
        return nodo

    def carpeta(self, ruta: str) -> Carpeta:
        nodo = self.nodo(ruta)
        if not isinstance(nodo, Carpeta):
            raise OSError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))
        return nodo

    def _lugar(self, ruta: str) -> tuple[Carpeta, str]:
        delante, _, nombre = ruta.rpartition("/")
        return self.carpeta(delante), nombre

    # --- names ----------------------------------------------------------------------------------------------------

    def crear(self, ruta: str) -> Archivo:
        nuevo = Archivo()
        self._cambiar((*self._lugar(ruta), nuevo))
        return nuevo

    def hacer_carpeta(self, ruta: str) -> None:
        carpeta, nombre = self._lugar(ruta)
        if nombre in carpeta.vivo:
            raise OSError(errno.EEXIST, os.strerror(errno.EEXIST))
        self._cambiar((carpeta, nombre, Carpeta()))

    def enlazar(self, desde: str, hasta: str) -> None:
        carpeta, nombre = self._lugar(hasta)
        if nombre in carpeta.vivo:
            raise OSError(errno.EEXIST, os.strerror(errno.EEXIST))
        self._cambiar((carpeta, nombre, self.nodo(desde)))

    def renombrar(self, desde: str, hasta: str) -> None:
        que = self.nodo(desde)
        self._cambiar((*self._lugar(hasta), que), (*self._lugar(desde), None))

    def borrar(self, ruta: str) -> None:
        self.nodo(ruta)
        self._cambiar((*self._lugar(ruta), None))

    def _cambiar(self, *efectos: Efecto) -> None:
        for efecto in efectos:
            _aplicar(efecto, efecto[0].vivo)
        self._pendientes.append(list(efectos))

    # --- keeping --------------------------------------------------------------------------------------------------

    def afirmar_carpeta(self, ruta: str) -> None:
        """Keep every change of a name in it, each with what it did elsewhere, and what had to be before it."""
        carpeta = self.carpeta(ruta)
        toca, firmes = set[tuple[int, str]](), set[int]()
        for n, grupo in reversed(list(enumerate(self._pendientes))):
            claves = {(id(donde), nombre) for donde, nombre, _ in grupo}
            if any(donde is carpeta for donde, _, _ in grupo) or claves & toca:
                firmes.add(n)
                toca |= claves
        for n in sorted(firmes):
            for efecto in self._pendientes[n]:
                _aplicar(efecto, efecto[0].firme)
        self._pendientes = [grupo for n, grupo in enumerate(self._pendientes) if n not in firmes]
        carpeta.firme = dict(carpeta.vivo)

    def afirmar_todo(self) -> None:
        """What is there now was there long ago."""
        self._pendientes.clear()
        for nodo in self._nodos(self.raiz):
            if isinstance(nodo, Carpeta):
                nodo.firme = dict(nodo.vivo)
            else:
                nodo.afirmar()

    def _nodos(self, nodo: Nodo) -> Iterator[Nodo]:
        yield nodo
        if isinstance(nodo, Carpeta):
            for hijo in nodo.vivo.values():
                yield from self._nodos(hijo)

    def tras_el_corte(self, azar: Random | None = None) -> Arbol:
        """What would be found now after a power cut. With ``azar`` any part of what waits got through."""
        cambiados: dict[int, dict[str, Nodo]] = {}
        for grupo in self._pendientes if azar is not None else ():
            if azar is not None and azar.random() < 0.5:
                for efecto in grupo:
                    _aplicar(efecto, cambiados.setdefault(id(efecto[0]), dict(efecto[0].firme)))
        arbol: Arbol = {}

        def bajar(carpeta: Carpeta, delante: str) -> None:
            for nombre, nodo in sorted(cambiados.get(id(carpeta), carpeta.firme).items()):
                ruta = f"{delante}/{nombre}"
                if isinstance(nodo, Carpeta):
                    arbol[ruta] = None
                    bajar(nodo, ruta)
                else:
                    arbol[ruta] = nodo.tras_el_corte(azar)

        bajar(self.raiz, "")
        return arbol


def _aplicar(efecto: Efecto, nombres: dict[str, Nodo]) -> None:
    _, nombre, nodo = efecto
    if nodo is None:
        nombres.pop(nombre, None)
    else:
        nombres[nombre] = nodo

"""Files of a data folder as ciphertext: written under a new name, flushed, read back and compared.

It must never change the file that it reads.
"""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from supervisor_app import durable
from supervisor_app.cifrado.corriente import EXTENSION, Escritor, Lector
from supervisor_app.cifrado.llave import Llave
from supervisor_app.errors import DiskFull, EnvironmentProblem
from supervisor_app.services.respaldos.piezas import copiar_archivo
from supervisor_app.store import base_cifrada

_TROZO = 1 << 20


@dataclass(frozen=True, slots=True)
class Cifrado:
    """A ciphertext and the SHA-256 of what it was made of."""

    ruta: Path
    claro: str


class Cifrador:
    """Enciphers with one key and tells how far it is: ``avance(bytes)``; what that raises stops the work.

    Every method raises OSError or EnvironmentProblem, and FileExistsError for a name that is taken.
    """

    def __init__(self, llave: Llave, avance: Callable[[int], None]) -> None:
        self.llave, self.avance = llave, avance

    def archivo(self, origen: Path, destino: Path) -> Cifrado:
        destino.parent.mkdir(parents=True, exist_ok=True)
        claro = hashlib.sha256()
        with origen.open("rb") as fuente, destino.open("xb") as salida:
            with Escritor(salida, self.llave.archivos) as escritor:
                while trozo := fuente.read(_TROZO):
                    claro.update(trozo)
                    escritor.write(trozo)
                    self.avance(len(trozo))
            salida.flush()
            os.fsync(salida.fileno())
        hecho = Cifrado(destino, claro.hexdigest())
        self._comprobar(hecho)
        return hecho

    def _comprobar(self, hecho: Cifrado) -> None:
        huella = hashlib.sha256()
        with hecho.ruta.open("rb") as archivo:
            durable.forget_cached(archivo.fileno())
            lector = io.BufferedReader(Lector(archivo, self.llave.archivos), buffer_size=_TROZO)
            while trozo := lector.read(_TROZO):
                huella.update(trozo)
                self.avance(0)
        if huella.hexdigest() != hecho.claro:
            raise EnvironmentProblem(
                "Lo que se escribió cifrado no se leyó igual: el disco puede estar fallando. No se cambió nada y sus "
                "datos siguen como estaban. Haga un respaldo en otro disco."
            )

    def contenido(self, origen: Path, raiz: Path, sha256: str) -> Cifrado:
        """A content that is called by its hash, under the name that it has in an enciphered folder."""
        nombre = self.llave.nombre(sha256)
        return self.archivo(origen, raiz / nombre[:2] / nombre)

    def suelto(self, origen: Path, carpeta: Path) -> Cifrado:
        """Any other file, under its own name with ``.cifrado`` behind it."""
        return self.archivo(origen, carpeta / (origen.name + EXTENSION))

    def base(self, origen: Path, destino: Path) -> None:
        """A database as SQLCipher."""
        destino.parent.mkdir(parents=True, exist_ok=True)
        base_cifrada.cifrar(origen, destino, self.llave, lambda _: self.avance(0))
        self.avance(origen.stat().st_size)

    def quiza_base(self, origen: Path, carpeta: Path) -> Path:
        """A file that may be a database, under its own name; one that cannot be read as one, like any other file."""
        destino = carpeta / origen.name
        if base_cifrada.es_legible(origen):
            try:
                self.base(origen, destino)
            except DiskFull:
                raise
            except EnvironmentProblem:
                destino.unlink(missing_ok=True)
            else:
                return destino
        return self.suelto(origen, carpeta).ruta

    def tal_cual(self, origen: Path, destino: Path) -> None:
        """What stays as it is: a copy."""
        destino.parent.mkdir(parents=True, exist_ok=True)
        copiar_archivo(origen, destino)

"""Keeps file contents by their SHA-256 in the data folder: evidence, emitted and signed documents.

With a key they are ciphertext, under names that tell nobody who has the same file that it is here (ADR 0027). A content
is on disk, flushed and under its final name before any row speaks of it. Nothing here is ever overwritten, and only
what was blacked out (ADR 0010), left the bin (ADR 0030) or was never attached is ever deleted.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

from supervisor_app import durable
from supervisor_app.cifrado.corriente import Alterado, ArchivoCifrado, cifrar
from supervisor_app.cifrado.llave import Llave
from supervisor_app.durable import Readable
from supervisor_app.errors import LLENO, EnvironmentProblem, codigo, motivo
from supervisor_app.store.conexion import disco_lleno
from supervisor_app.store.turno import Turno

_TROZO = 1 << 20


class Archivos:
    """The folder ``archivos/`` of a data folder: ``<name[:2]>/<name>``, the name being the SHA-256 or made of it."""

    def __init__(self, raiz: Path, llave: Llave | None = None, turno: Turno | None = None) -> None:
        self._raiz, self._llave, self._turno = raiz, llave, turno
        self._en_camino: set[str] = set()

    def ruta(self, sha256: str) -> Path:
        """Where a content is or would be, as it is kept. Raises ValueError for what is no hash."""
        if len(sha256) != 64 or not all(c in "0123456789abcdef" for c in sha256):
            raise ValueError("not a SHA-256 in hex")
        nombre = sha256 if self._llave is None else self._llave.nombre(sha256)
        return self._raiz / nombre[:2] / nombre

    def legible(self, sha256: str) -> Readable:
        """The content to be read in pieces, not checked against its name. Raises ValueError for what is no hash."""
        ruta = self.ruta(sha256)
        return ruta if self._llave is None else ArchivoCifrado(ruta, self._llave.archivos, en_disco=ruta)

    def guardar(self, contenido: bytes) -> str:
        """Store a content durably and return its SHA-256; storing it again only makes it as young as a new one.

        Until ``llegaron`` tells of it, it is on its way: a folder of photos is attached when the last one is kept.
        Raises EnvironmentProblem where the disk refuses it.
        """
        if self._turno is None:
            sha256 = self._guardar(contenido)
        else:
            sha256 = self._turno.guardar(lambda: self._guardar(contenido))
        self._en_camino.add(sha256)
        return sha256

    def esta_en_camino(self, sha256: str) -> bool:
        """Whether a row is about to speak of it: it must not go, though none does."""
        return sha256 in self._en_camino

    def llegaron(self, contenidos: Iterable[str]) -> None:
        """Rows speak of these now."""
        self._en_camino.difference_update(contenidos)

    def _guardar(self, contenido: bytes) -> str:
        sha256 = hashlib.sha256(contenido).hexdigest()
        ruta = self.ruta(sha256)
        try:
            if self._esta(sha256, len(contenido)):
                # Kept before a cut that its name may not have survived yet: from now on it does.
                durable.fsync_dir(ruta.parent)
                durable.fsync_dir(self._raiz)
                with contextlib.suppress(OSError):
                    os.utime(ruta)  # one that nobody attached for thirty days goes
                return sha256
            if not ruta.parent.is_dir():
                durable.make_dirs(ruta.parent)
            durable.write_atomic(ruta, contenido if self._llave is None else cifrar(self._llave.archivos, contenido))
        except OSError as error:
            raise _problema(error) from error
        return sha256

    def tomar_de(self, otra: Archivos, hashes: Iterable[str]) -> None:
        """Keep contents that ``otra`` holds whole and flushed, on the same disk and under the same key: only their
        names change, so it takes no time. Raises EnvironmentProblem where the disk refuses.
        """
        if self._turno is not None:
            self._turno.exigir()
        carpetas = {self._raiz}
        try:
            durable.make_dirs(self._raiz)
            for sha256 in hashes:
                ruta = self.ruta(sha256)
                ruta.parent.mkdir(exist_ok=True)
                durable.rename_over(otra.ruta(sha256), ruta)
                carpetas.add(ruta.parent)
            # Once for each folder and not for each file: the first one carries most of what the others wait for.
            for carpeta in sorted(carpetas):
                durable.fsync_dir(carpeta)
        except OSError as error:
            raise _problema(error) from error

    def _esta(self, sha256: str, largo: int) -> bool:
        """Whether it is there whole."""
        archivo = self.legible(sha256)
        try:
            return archivo.exists() and archivo.stat().st_size == largo and _huella(archivo) == sha256
        except Alterado:
            return False

    def leer(self, sha256: str) -> bytes:
        """The content, checked against its name. Raises EnvironmentProblem where it is missing or damaged."""
        try:
            with self.legible(sha256).open("rb") as archivo:
                contenido = archivo.read()
        except OSError as error:
            raise _ilegible(error) from error
        if hashlib.sha256(contenido).hexdigest() != sha256:
            raise _danado()
        return contenido

    def borrar(self, sha256: str) -> None:
        """Let a content go for good; nobody may speak of it any more. One that is not there is gone already.

        Raises EnvironmentProblem where another program holds it.
        """
        if self._turno is not None:
            self._turno.exigir()
        self.borrar_de(self.ruta(sha256))

    @staticmethod
    def borrar_de(ruta: Path) -> None:
        """The same for a file of the data folder that stands under another name."""
        try:
            ruta.unlink(missing_ok=True)
            if ruta.parent.exists():
                durable.fsync_dir(ruta.parent)
        except OSError as error:
            raise EnvironmentProblem(
                f"No se pudo borrar un archivo de la carpeta de datos ({motivo(error)}). Cierre el "
                "programa que la tenga abierta y vuelva a abrir la visita; se intentará de nuevo."
            ) from error

    def comprobar(self, sha256: str) -> None:
        """The same check without holding the content in memory, for files that others will read."""
        try:
            huella = _huella(self.legible(sha256))
        except OSError as error:
            raise _ilegible(error) from error
        if huella != sha256:
            raise _danado()


def _huella(archivo: Readable) -> str:
    huella = hashlib.sha256()
    with archivo.open("rb") as abierto:
        while trozo := abierto.read(_TROZO):
            huella.update(trozo)
    return huella.hexdigest()


def _ilegible(error: OSError) -> EnvironmentProblem:
    if isinstance(error, Alterado):
        return _danado()
    if isinstance(error, FileNotFoundError):
        return EnvironmentProblem("Falta un archivo de la carpeta de datos. Restaure el respaldo más reciente.")
    return EnvironmentProblem(
        f"No se pudo leer un archivo de la carpeta de datos ({motivo(error)}). Cierre el programa que lo tenga abierto "
        "y vuelva a intentar; si se repite, pida que revisen el disco."
    )


def _danado() -> EnvironmentProblem:
    return EnvironmentProblem("Un archivo de la carpeta de datos está dañado. Restaure el respaldo más reciente.")


def _problema(error: OSError) -> EnvironmentProblem:
    if codigo(error) in LLENO:
        return disco_lleno()
    return EnvironmentProblem(f"No se pudo guardar el archivo en la carpeta de datos ({motivo(error)}).")

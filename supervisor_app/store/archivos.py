"""Keeps file contents by their SHA-256 in the data folder: evidence, emitted and signed documents.

A content is on disk, flushed and under its final name before any row speaks of it. Nothing here is ever overwritten,
and only what was blacked out is ever deleted (ADR 0010).
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from supervisor_app import durable
from supervisor_app.errors import LLENO, EnvironmentProblem, codigo, motivo
from supervisor_app.store.conexion import disco_lleno


class Archivos:
    """The folder ``archivos/`` of a data folder: ``<sha256[:2]>/<sha256>``."""

    def __init__(self, raiz: Path) -> None:
        self._raiz = raiz

    def ruta(self, sha256: str) -> Path:
        """Where a content is or would be. Raises ValueError for what is no hash."""
        if len(sha256) != 64 or not all(c in "0123456789abcdef" for c in sha256):
            raise ValueError("not a SHA-256 in hex")
        return self._raiz / sha256[:2] / sha256

    def guardar(self, contenido: bytes) -> str:
        """Store a content durably and return its SHA-256; storing it again changes nothing.

        Raises EnvironmentProblem where the disk refuses it.
        """
        sha256 = hashlib.sha256(contenido).hexdigest()
        ruta = self.ruta(sha256)
        try:
            if ruta.exists() and ruta.stat().st_size == len(contenido) and _huella(ruta) == sha256:
                return sha256
            _hacer_carpeta(ruta.parent)
            durable.write_atomic(ruta, contenido)
        except OSError as error:
            raise _problema(error) from error
        return sha256

    def leer(self, sha256: str) -> bytes:
        """The content, checked against its name. Raises EnvironmentProblem where it is missing or damaged."""
        try:
            contenido = self.ruta(sha256).read_bytes()
        except OSError as error:
            raise _falta() from error
        if hashlib.sha256(contenido).hexdigest() != sha256:
            raise _danado()
        return contenido

    def borrar(self, sha256: str) -> None:
        """Let a content go for good; nobody may speak of it any more. One that is not there is gone already.

        Raises EnvironmentProblem where another program holds it.
        """
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
            huella = _huella(self.ruta(sha256))
        except OSError as error:
            raise _falta() from error
        if huella != sha256:
            raise _danado()


def _hacer_carpeta(carpeta: Path) -> None:
    """Make a folder and those above it; the name of each is durable in the one that holds it."""
    if carpeta.exists():
        return
    _hacer_carpeta(carpeta.parent)
    carpeta.mkdir(exist_ok=True)
    durable.fsync_dir(carpeta.parent)


def _huella(ruta: Path) -> str:
    with ruta.open("rb") as archivo:
        return hashlib.file_digest(archivo, "sha256").hexdigest()


def _falta() -> EnvironmentProblem:
    return EnvironmentProblem("Falta un archivo de la carpeta de datos. Restaure el respaldo más reciente.")


def _danado() -> EnvironmentProblem:
    return EnvironmentProblem("Un archivo de la carpeta de datos está dañado. Restaure el respaldo más reciente.")


def _problema(error: OSError) -> EnvironmentProblem:
    if codigo(error) in LLENO:
        return disco_lleno()
    return EnvironmentProblem(f"No se pudo guardar el archivo en la carpeta de datos ({motivo(error)}).")

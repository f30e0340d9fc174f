"""Copies in the clear for other programs, which exist only because a person asked to see something in one of them.

They lie in one folder of the data folder, a part of it for each window that is open, and go with the window or when it
locks. What a crash left, or a program still held open, goes at the next start. They must never be the only copy.
"""

from __future__ import annotations

import contextlib
import secrets
import stat
from pathlib import Path

from supervisor_app import durable
from supervisor_app.errors import EnvironmentProblem, UserError, motivo
from supervisor_app.services.imagenes import tipos
from supervisor_app.services.ingreso import es_programa, nombre_limpio
from supervisor_app.store.cerrojos import Cerrojo

CARPETA = "abiertas"
DICHO = "Es una copia sin cifrar; se borra al bloquear o cerrar la ventana."
"""What a person is told where a copy was made of something enciphered."""
_CERROJO = "en-uso.lock"
_CORTO = 16


class Abiertas:
    """The copies of one window. Nothing is made on disk before the first one is asked for."""

    def __init__(self, carpeta: Path) -> None:
        self._raiz = carpeta / CARPETA
        self._propia = self._raiz / secrets.token_hex(4)
        self._cerrojo = Cerrojo(self._propia / _CERROJO)

    def poner(self, nombre: str, contenido: bytes, clave: str) -> Path:
        """A copy to look at, write-protected so that nobody edits it in the belief that it is the original.

        ``clave`` tells contents apart, their hash. The same content again is the same copy. Raises UserError for a
        program, EnvironmentProblem.
        """
        # A record that came with a copy of another laptop may be called anything.
        nombre = nombre_limpio(nombre)
        if es_programa(nombre, tipos.por_contenido(contenido)):
            raise UserError(
                f"«{nombre}» es un programa y no se abre desde aquí. Pregunte a quien lo adjuntó qué es y por qué está "
                "en la visita."
            )
        lugar = self._propia / clave[:_CORTO]
        destino = lugar / nombre
        try:
            lugar.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._cerrojo.intentar(exclusivo=True)
            if not destino.exists():
                parte = destino.with_name(durable.part_name("copia"))
                parte.write_bytes(contenido)
                parte.chmod(0o444)
                parte.replace(destino)
        except OSError as error:
            raise EnvironmentProblem(
                f"No se pudo preparar «{nombre}» para abrirlo ({motivo(error)}). Libere espacio e inténtelo de nuevo."
            ) from error
        return destino

    def quitar(self, clave: str) -> None:
        """The copies of one content; one that a program holds open goes later."""
        _quitar(self._propia / clave[:_CORTO])

    def vaciar(self) -> bool:
        """Every copy of this window; whether none is left. One that a program holds open is tried again later."""
        if not self._propia.exists():
            return True
        for lugar in list(self._propia.iterdir()):
            if lugar.is_dir():
                _quitar(lugar)
        if any(lugar.is_dir() for lugar in self._propia.iterdir()):
            return False
        self._cerrojo.soltar()
        _quitar(self._propia)
        with contextlib.suppress(OSError):
            self._raiz.rmdir()  # it stays where another window has copies
        return True

    def limpiar(self) -> None:
        """What windows left that ended without seeing to it. Those of windows that are open stay."""
        try:
            ajenas = [c for c in self._raiz.iterdir() if c.is_dir() and c != self._propia]
        except OSError:
            return  # there is none, which is how it should be
        for ajena in ajenas:
            cerrojo = Cerrojo(ajena / _CERROJO)
            try:
                libre = cerrojo.intentar(exclusivo=True)
            except (OSError, EnvironmentProblem):
                continue
            cerrojo.soltar()
            if libre:
                _quitar(ajena)
        with contextlib.suppress(OSError):
            self._raiz.rmdir()


def _quitar(carpeta: Path) -> None:
    """Remove a folder as far as the system lets it: Windows keeps what is write-protected or open."""
    for ruta in sorted(carpeta.rglob("*"), reverse=True):
        try:
            if ruta.is_dir() and not ruta.is_symlink():
                ruta.rmdir()
            else:
                ruta.chmod(stat.S_IRUSR | stat.S_IWUSR)
                ruta.unlink()
        except OSError:
            continue  # a program holds it open: it is tried again
    with contextlib.suppress(OSError):
        carpeta.rmdir()

"""The primitives over which a destination writes in parts: what a folder, an SFTP, SMB or WebDAV server can do.

A medium decides nothing: what is sent, when it counts as delivered and what is set aside is written once, in
``por_partes``. It must never overwrite in ``publicar`` and never go on by itself after its connection broke.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from supervisor_app.exchange.destino import Pulso


@dataclass(frozen=True)
class Entrada:
    """One regular file. ``tamano`` in bytes; ``modificado`` in seconds, by the clock of the destination itself."""

    clave: str
    tamano: int
    modificado: float


class Medio(Protocol):
    """All calls but ``lugar`` happen inside ``sesion``. Keys are clean (``exigir_clave``); "" is the root.

    What the other side refuses is an ``OSError`` with its ``errno``; ``FileExistsError`` and ``FileNotFoundError`` mean
    just that. A broken connection, a server that does not answer and one that is not the server are an
    ``EnvironmentProblem`` or ``UserError`` at once. ``sesion`` turns the rest into sentences.
    """

    @property
    def reanuda(self) -> bool:
        """Whether ``escribir`` can go on from an offset."""

    def lugar(self, clave: str) -> str:
        """How a person is told where ``clave`` is; "" is the whole destination."""

    def sesion(self, pulso: Pulso, tamano: int) -> AbstractContextManager[None]:
        """Connect where needed, see that the root is there, and say every failure in Spanish.

        ``pulso(0)`` is heard while waiting and cancels by raising. ``tamano``: the bytes of what is about to travel;
        the time for the whole is reckoned from it. After a break every call fails at once until the next session.
        """

    def ver(self, clave: str) -> Entrada | None:
        """The regular file under ``clave``."""

    def ocupado(self, clave: str) -> bool:
        """Whether anything at all has that name, be it a folder or a link."""

    def leer(self, clave: str) -> Iterator[bytes]:
        """The content in pieces of at most 1 MiB, from where it is kept and not from a memory of what was sent."""

    def escribir(self, parte: str, trozos: Iterator[bytes], desde: int) -> None:
        """A new file (``desde`` 0) or the rest of one from that byte on; flushed to disk, where that can be asked.

        What ``trozos`` raises passes through after the file was closed. Only called with ``desde`` > 0 if ``reanuda``.
        """

    def publicar(self, parte: str, final: str) -> None:
        """Give ``parte`` its final name in one step; ``FileExistsError`` where that name is taken, by whatever."""

    def reemplazar(self, parte: str, final: str) -> None:
        """Rename over the file that may be there, in one step. Of two that rename one part, one fails."""

    def asentar(self, clave: str) -> None:
        """Make a name that was found there as durable as one that was just published."""

    def quitar(self, clave: str) -> None:
        """Remove one file of ours; nothing when it is not there. Not cancelled: it puts in order what was."""

    def crear_carpetas(self, carpeta: str) -> None:
        """Make a folder and those above it below the root, never the root."""

    def listar(self, carpeta: str, *, hondo: bool) -> Iterator[Entrada]:
        """The regular files of a folder, parts included, and those of the folders below where ``hondo``.

        Nothing where there is no such folder.
        """

    def libres(self) -> int | None:
        """Free bytes; ``None`` where it is not known."""

    def cerrar(self) -> None:
        """Let go of connections, in no time; the next session makes them anew."""

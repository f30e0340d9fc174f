"""Where packages are delivered: the port that every transport implements.

A destination must never overwrite or delete a package, never show a half-written one under its final name, never make
its own root (an absent USB memory would turn into a folder of this disk), and never say "delivered" before it has read
the bytes back or the server has proven that it holds them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Protocol

from supervisor_app.durable import Readable

Pulso = Callable[[int], None]
"""Hears how many more bytes were written or read back (0 while only waiting); cancels by raising.

A piece is at most 1 MiB; more at once need not travel, because a delivery that was cut had left it there.
"""


def sin_pulso(_: int) -> None:
    """Nobody listens and nobody cancels."""


@dataclass(frozen=True)
class Puesto:
    """What became of one ``put_atomic``. ``apartado``: the new name of a damaged copy that stood in the place."""

    ruta: str
    ya_estaba: bool
    apartado: str | None = None


class Destino(Protocol):
    """Four verbs over keys such as ``visitas/2026/11/<name>.zip``.

    Failures are ``UserError`` or ``EnvironmentProblem``. One destination serves one thread at a time.
    """

    def exists(self, clave: str) -> int | None:
        """Size in bytes of what stands under ``clave``, or ``None``."""

    def list(self, carpeta: str) -> Mapping[str, int]:
        """Key -> size of every file below a folder, temporary ones left out; empty when there is no such folder."""

    def get(self, clave: str) -> Iterator[bytes]:
        """The content in pieces."""

    def put_atomic(
        self,
        clave: str,
        origen: Readable | bytes,
        *,
        sha256: str,
        tamano: int,
        pulso: Pulso = sin_pulso,
        reemplazar: bool = False,
    ) -> Puesto:
        """Put ``origen`` whole under ``clave``, checked by reading it back, or leave nothing under that name.

        When the very content is already there nothing is written. Other content under the same name is set aside as
        ``<name>.danado-<n>``, or replaced in one step when ``reemplazar``.
        """

    def cerrar(self) -> None:
        """Let go of connections; the next verb makes them anew."""


def exigir_clave(clave: str) -> str:
    """The key with its parts joined by one ``/``. ``ValueError`` for what could leave the root of a destination."""
    partes = PurePosixPath(clave).parts
    raras = any(letra in '\\:*?"<>|' or not letra.isprintable() for letra in clave)
    if not partes or clave.startswith("/") or ".." in partes or raras:
        raise ValueError(f"not a key of a destination: {clave!r}")
    return "/".join(partes)


def exigir_carpeta(carpeta: str) -> str:
    """The same for a folder, where nothing at all is the root."""
    return exigir_clave(carpeta) if carpeta else ""

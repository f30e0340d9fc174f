"""Room on the disk of the data folder: a ballast to let go of when it is full, and how much is left, in words.

With nothing free SQLite cannot even move its log into the database. The ballast is that room, kept from the start. It
must never be the reason why a disk is full: where there is little room it is not made.
"""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass
from pathlib import Path

from supervisor_app import durable
from supervisor_app.domain.texto import tamano

LASTRE = "lastre.bin"
MIB = 1024 * 1024
TAMANO = 12 * MIB
"""Of the ballast: room for a checkpoint of the log of a day and for the half typed."""
POCO = 500 * MIB
"""Below it the person is told quietly: closing a visit with many photos may take as much."""
URGE = 100 * MIB
"""Below it the person is told insistently."""


@dataclass(frozen=True, slots=True)
class Aviso:
    """How the disk is, for the window and the command line."""

    frase: str
    """Empty where there is room."""
    urge: bool = False


class Espacio:
    """The room of one data folder."""

    def __init__(self, carpeta: Path) -> None:
        self._carpeta = carpeta
        self._lastre = carpeta / LASTRE
        self._soltado = False

    def libres(self) -> int | None:
        """Bytes that may still be written; None where the file system does not say."""
        return durable.free_space(self._carpeta)

    def apurado(self) -> bool:
        """Whether so little is left that the ballast is better given away than kept."""
        libres = self.libres()
        return libres is not None and libres < TAMANO

    @property
    def con_lastre(self) -> bool:
        return self._medida() >= TAMANO

    def cuidar(self) -> Aviso:
        """Put the ballast in its place where there is room again, and say how the disk is. Cheap: asks the system once.

        It never raises: who only watches must not fail.
        """
        libres = self.libres()
        if libres is None:
            return Aviso("")
        if libres >= POCO and not self.con_lastre:
            with contextlib.suppress(OSError):
                self._poner()
        return self.aviso(libres)

    def aviso(self, libres: int | None = None) -> Aviso:
        """How the disk is, in words; touches nothing."""
        libres = self.libres() if libres is None else libres
        if libres is None or libres >= POCO:
            return Aviso("")
        quedan = tamano(libres)
        if libres >= URGE:
            return Aviso(
                f"Queda poco espacio en el disco ({quedan}). Todo lo guardado está a salvo; "
                "libere espacio antes de adjuntar más fotos o de cerrar la visita."
            )
        reserva = " La aplicación ya usa su reserva." if self._soltado and not self.con_lastre else ""
        return Aviso(
            f"El disco está casi lleno: quedan {quedan}.{reserva} Todo lo guardado está a salvo; libere espacio ahora, "
            "o lo que escriba dejará de guardarse.",
            urge=True,
        )

    def soltar(self) -> bool:
        """Let the ballast go; whether that gave any room."""
        if not self._medida():
            return False
        try:
            self._lastre.unlink()
        except OSError:
            return False
        self._soltado = True
        return True

    def _medida(self) -> int:
        try:
            return self._lastre.stat().st_size
        except OSError:
            return 0

    def _poner(self) -> None:
        # Random, so that no file system keeps it in less room than it names. One piece many times over is enough.
        durable.write_atomic(self._lastre, os.urandom(MIB) * (TAMANO // MIB))

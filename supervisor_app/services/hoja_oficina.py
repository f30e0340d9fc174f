"""The sheet with the key by which an office signs, for who loses the computer of the office and every backup of it.

Whoever has it and may write in the mailbox is the office. It must never be kept by the application, nor be sent.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from supervisor_app import durable
from supervisor_app.errors import EnvironmentProblem, motivo

NOMBRE = "Hoja de recuperación de la oficina.pdf"


@dataclass(frozen=True, slots=True)
class HojaDeOficina:
    """``clave``: fourteen groups. It must never be printed or logged: its ``repr`` tells no key."""

    oficina: str
    palabras: str
    clave: str

    def __repr__(self) -> str:
        return f"HojaDeOficina({self.oficina!r}, {self.palabras!r}, …)"

    def pdf(self, dia: date) -> bytes:
        """One page."""
        from supervisor_app.documents.hoja_recuperacion import imprimir_hoja_de_oficina  # noqa: PLC0415 - draws

        return imprimir_hoja_de_oficina(self.clave.split("-"), self.oficina, self.palabras, dia)

    def guardar(self, dia: date, destino: Path) -> Path:
        """Write it where the person said. Raises EnvironmentProblem."""
        try:
            durable.write_atomic(destino, self.pdf(dia))
        except OSError as error:
            raise EnvironmentProblem(
                f"No se pudo guardar la hoja en «{destino.parent}» ({motivo(error)}). Elija otro lugar."
            ) from error
        return destino

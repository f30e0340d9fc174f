"""A copy of a file of the mailbox in the temporary folder of this machine, bounded, and gone again afterwards.

It must never fill a disk, nor read more than the mailbox said that there is.
"""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Final

from supervisor_app.domain.texto import tamano
from supervisor_app.errors import EnvironmentProblem, motivo
from supervisor_app.exchange.destino import Destino

_RESERVA: Final = 64 * 2**20
"""Bytes that stay free for everybody else on the disk of the temporary folder."""


@contextlib.contextmanager
def bajado(buzon: Destino, clave: str) -> Iterator[Path]:
    """What stands there, which nobody changes while it is read.

    Raises EnvironmentProblem where there is no room for it, it grows while it is read, or the mailbox does not answer.
    """
    octetos = buzon.exists(clave)
    if octetos is None:
        raise EnvironmentProblem(f"«{clave}» ya no está en el buzón.")
    with contextlib.ExitStack() as pila:
        try:
            carpeta = pila.enter_context(
                tempfile.TemporaryDirectory(prefix="supervisor-indice-", ignore_cleanup_errors=True)
            )
            libres = shutil.disk_usage(carpeta).free
            if libres < octetos + _RESERVA:
                raise EnvironmentProblem(
                    f"Para leer «{clave}» hacen falta {tamano(octetos + _RESERVA)} en la carpeta temporal de este "
                    f"equipo y quedan {tamano(libres)} libres. Libere espacio y repita."
                )
            ruta = Path(carpeta) / PurePosixPath(clave).name
            leidos = 0
            with ruta.open("wb") as archivo:
                for trozo in buzon.get(clave):
                    leidos += len(trozo)
                    if leidos > octetos:
                        raise EnvironmentProblem(f"«{clave}» crecía mientras se leía; se leerá la próxima vez.")
                    archivo.write(trozo)
        except OSError as error:
            raise EnvironmentProblem(
                f"No se pudo guardar «{clave}» en la carpeta temporal de este equipo: {motivo(error)}. Libere espacio "
                "y repita."
            ) from error
        yield ruta


def responde(buzon: Destino, clave: str) -> bool:
    """Whether a mailbox answers at all, asked for a file: what failed before was of one file, and the rest goes on."""
    try:
        buzon.exists(clave)
    except EnvironmentProblem:
        return False
    return True

"""The office's private key from a file, and its password from the environment or the terminal, never an argument."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import Final

from supervisor_app.cli import archivos
from supervisor_app.cli.acceso import hay_terminal, preguntar
from supervisor_app.cli.entrada import OFICINA
from supervisor_app.errors import UserError
from supervisor_app.services import sello_recuperacion

LIMITE: Final = 2**20


def leer(args: Namespace, ruta: Path) -> tuple[bytes, str]:
    """The file, and its password, "" where it has none. Raises UserError."""
    octetos = archivos.leer(ruta, limite=LIMITE)
    if not sello_recuperacion.pide_contrasena(octetos):
        return octetos, ""
    if args.acceso.oficina is not None:
        return octetos, str(args.acceso.oficina)
    if not hay_terminal():
        raise UserError(f"Falta la contraseña de la llave privada: use una terminal o defina la variable {OFICINA}.")
    return octetos, preguntar("Contraseña de la llave privada: ")

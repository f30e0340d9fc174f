"""``firmar``: any PDF, without any data folder.

The password is asked for in the terminal or taken from the environment. It must never be an argument, nor be printed.
"""

from __future__ import annotations

import getpass
import hashlib
import os
import sys
from argparse import Namespace
from pathlib import Path
from typing import Final

from supervisor_app.cli import archivos
from supervisor_app.cli.codigos import Codigo
from supervisor_app.cli.contexto import firmas_sin_base
from supervisor_app.cli.salida import avisar, decir
from supervisor_app.cli.verificacion import de_quien
from supervisor_app.errors import UserError
from supervisor_app.services.firmas import Efirma, leer_efirma

VARIABLE: Final = "SUPERVISOR_EFIRMA_PASSWORD"
_LIMITE = 300 * 2**20


def firmar(args: Namespace) -> int:
    archivos.revisar_salida(args.salida, reemplazar=args.reemplazar)
    pdf = archivos.leer(args.entrada, limite=_LIMITE)
    if args.salida.exists() and args.salida.samefile(args.entrada):
        raise UserError("El documento firmado debe ser otro archivo: el original no se toca.")
    firmas = firmas_sin_base(args)
    efirma = pedir_efirma(args)
    firmado = firmas.firmar_pdf(pdf, efirma, campo=args.campo, motivo=args.motivo, lugar=args.lugar)
    archivos.escribir(args.salida, firmado, reemplazar=args.reemplazar)
    verificacion = firmas.verificar(firmado)
    decir(f"Firmado:  {args.salida}")
    decir(f"SHA-256:  {hashlib.sha256(firmado).hexdigest()}")
    decir(de_quien(len(verificacion.firmas), verificacion.firmas[-1]))
    for problema in verificacion.problemas:
        avisar(f"Aviso: {problema}")
    return Codigo.BIEN


def pedir_efirma(args: Namespace) -> Efirma:
    """The e.firma of the arguments, its password asked for. Raises UserError."""
    cer, key = _archivos(args)
    leer_efirma(cer, key, "")  # a missing file is told before the password is asked for
    return leer_efirma(cer, key, _contrasena())


def _archivos(args: Namespace) -> tuple[Path, Path | None]:
    """Either certificate and key, or the one file that has both."""
    if args.p12 is not None and args.cer is None and args.key is None:
        return args.p12, None
    if args.p12 is None and args.cer is not None and args.key is not None:
        return args.cer, args.key
    raise UserError("Indique la e.firma con --cer y --key, o con --p12 si tiene los dos en un archivo.", field="cer")


def _contrasena() -> str:
    if puesta := os.environ.get(VARIABLE):
        return puesta
    if sys.stdin is None or not sys.stdin.isatty():
        raise UserError(
            f"Falta la contraseña de la clave privada: firme desde una terminal o defina la variable {VARIABLE}.",
            field="contrasena",
        )
    try:
        return getpass.getpass("Contraseña de la clave privada: ", stream=sys.stderr)
    except EOFError as error:
        raise UserError("No se escribió la contraseña; no se firmó nada.", field="contrasena") from error

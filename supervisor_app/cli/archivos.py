"""Reads the files that a person names and writes those asked for, with a sentence for everything that can go wrong.

It must never replace a file without being told to, and never leave a half-written one.
"""

from __future__ import annotations

import contextlib
from pathlib import Path

from supervisor_app import durable
from supervisor_app.errors import EnvironmentProblem, UserError, motivo


def leer(ruta: Path, *, limite: int) -> bytes:
    """The content of a file of at most ``limite`` bytes. Raises UserError naming it."""
    if ruta.is_dir():
        raise UserError(f"«{ruta}» es una carpeta; indique un archivo.")
    try:
        if not ruta.exists():
            raise UserError(f"No existe el archivo «{ruta}».")
        if not ruta.is_file():
            raise UserError(f"«{ruta}» no es un archivo.")
        with ruta.open("rb") as archivo:
            contenido = archivo.read(limite + 1)
    except OSError as error:
        raise UserError(f"No se pudo leer «{ruta}»: {motivo(error)}.") from error
    if len(contenido) > limite:
        raise UserError(f"«{ruta}» pesa más de {limite // 2**20} MB y no se leyó. Revise que sea el archivo correcto.")
    return contenido


def revisar_salida(ruta: Path, *, reemplazar: bool) -> None:
    """Before the work: that the output has a place and replaces nothing unasked. Raises UserError."""
    if ruta.is_dir():
        raise UserError(f"«{ruta}» es una carpeta; indique el nombre del archivo que se va a escribir.")
    if not ruta.absolute().parent.is_dir():
        raise UserError(f"No existe la carpeta «{ruta.absolute().parent}»; créela antes.")
    if not reemplazar and ruta.exists():
        raise _ya_existe(ruta)


def _ya_existe(ruta: Path) -> UserError:
    return UserError(f"Ya existe «{ruta}» y no se tocó. Elija otro nombre o agregue --reemplazar.")


def escribir(ruta: Path, contenido: bytes, *, reemplazar: bool) -> None:
    """Write the whole file or nothing. Raises UserError where it exists by now, EnvironmentProblem where it cannot."""
    try:
        if reemplazar:
            durable.write_atomic(ruta, contenido, mode=0o644)
        else:
            _escribir_nuevo(ruta, contenido)
    except FileExistsError as error:
        raise _ya_existe(ruta) from error
    except OSError as error:
        raise EnvironmentProblem(f"No se pudo escribir «{ruta}»: {motivo(error)}. No quedó nada a medias.") from error


def _escribir_nuevo(ruta: Path, contenido: bytes) -> None:
    parcial = ruta.with_name(durable.part_name(ruta.name))
    try:
        durable.write_atomic(parcial, contenido, mode=0o644)
        durable.move_new(parcial, ruta)
    finally:
        with contextlib.suppress(OSError):
            parcial.unlink(missing_ok=True)

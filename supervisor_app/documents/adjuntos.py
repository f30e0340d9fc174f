"""The files inside a PDF, for reading: whoever checks a copy compares its record. It must never write a PDF."""

from __future__ import annotations

import io
import json
import zlib

import pikepdf

from supervisor_app.errors import UserError

TAMANO = 64 * 2**20
"""Bytes of one attachment: a record of 5,000 answers has some 5 MB."""
_CUANTOS = 200
_CON_CONTRASENA = "El PDF tiene contraseña; pida una copia sin ella."
_DANADO = "No se pudo abrir el documento PDF: el archivo está dañado o incompleto."
_ILEGIBLE = (pikepdf.PikepdfError, ValueError, TypeError, AttributeError, KeyError, RuntimeError, zlib.error)


def adjuntos_de(pdf: bytes) -> dict[str, bytes]:
    """Content by name. Raises UserError where the file cannot be read, or carries more than ours could."""
    try:
        with pikepdf.open(io.BytesIO(pdf)) as abierto:
            if len(abierto.attachments) > _CUANTOS:
                raise UserError("El PDF lleva demasiados archivos adjuntos; no es un documento de esta aplicación.")
            return {
                nombre: _contenido(spec.obj.EF.F) for nombre, spec in abierto.attachments.items() if "/EF" in spec.obj
            }
    except pikepdf.PasswordError as error:
        raise UserError(_CON_CONTRASENA) from error
    except _ILEGIBLE as error:
        raise UserError(_DANADO) from error


def registros_de(pdf: bytes) -> tuple[bytes, ...]:
    """The records that the document associates with itself: JSON with a folio, or of a public version. Ours have one.

    Found by what they are and not by their name: two attachments may have the same. Raises UserError likewise.
    """
    try:
        with pikepdf.open(io.BytesIO(pdf)) as abierto:
            asociados = list(abierto.Root.get("/AF", ()))
            if len(asociados) > _CUANTOS:
                raise UserError("El PDF lleva demasiados archivos adjuntos; no es un documento de esta aplicación.")
            contenidos = [_contenido(uno.EF.F) for uno in asociados if "/EF" in uno]
    except pikepdf.PasswordError as error:
        raise UserError(_CON_CONTRASENA) from error
    except _ILEGIBLE as error:
        raise UserError(_DANADO) from error
    return tuple(filter(_es_registro, contenidos))


def _es_registro(contenido: bytes) -> bool:
    try:
        dicho = json.loads(contenido)
    except (ValueError, RecursionError):
        return False
    return isinstance(dicho, dict) and (isinstance(dicho.get("folio"), str) or "version_publica" in dicho)


def _contenido(corriente: pikepdf.Object) -> bytes:
    filtro = corriente.get("/Filter")
    crudo = corriente.read_raw_bytes()
    if filtro is None or (isinstance(filtro, pikepdf.Array) and not len(filtro)):
        contenido = crudo
    elif filtro == pikepdf.Name.FlateDecode or list(filtro) == [pikepdf.Name.FlateDecode]:
        contenido = zlib.decompressobj().decompress(crudo, TAMANO + 1)  # never more than that in memory
    else:
        raise UserError("El PDF lleva un adjunto que no se puede leer; no es un documento de esta aplicación.")
    if len(contenido) > TAMANO:
        raise UserError("El PDF lleva un adjunto demasiado grande; no es un documento de esta aplicación.")
    return contenido

"""The files inside a PDF, for reading: whoever checks a copy compares its record. It must never write a PDF."""

from __future__ import annotations

import io
import zlib

import pikepdf

from supervisor_app.errors import UserError

TAMANO = 64 * 2**20
"""Bytes of one attachment: a record of 5,000 answers has some 5 MB."""
_CUANTOS = 200


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
        raise UserError("El PDF tiene contraseña; pida una copia sin ella.") from error
    except (pikepdf.PdfError, ValueError, TypeError, AttributeError, KeyError, RuntimeError, zlib.error) as error:
        raise UserError("No se pudo abrir el documento PDF: el archivo está dañado o incompleto.") from error


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

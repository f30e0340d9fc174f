"""Opens pictures that nobody vouches for: measured before they are decoded, decoded once, whole or not at all.

It must never try a reader that the kind of the content did not ask for, nor believe a size that memory cannot hold.
"""

from __future__ import annotations

import io
import logging
import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from PIL import Image

from supervisor_app.errors import UserError
from supervisor_app.services.imagenes import heic

LECTORES = {
    "image/jpeg": "JPEG", "image/png": "PNG", "image/gif": "GIF", "image/bmp": "BMP", "image/tiff": "TIFF",
    "image/webp": "WEBP",
}  # fmt: skip
PIXELES = 120_000_000
"""Phones take 108 million; from here on a picture is more likely a bomb."""
MEMORIA = 500_000_000
"""Bytes that one decoded picture may take; the users' laptops have 4 GB."""
PAGINAS = 300
"""Pages of one TIFF, as scanners make them."""

# What is wrong with a damaged picture is told in a sentence; Pillow would print it as well.
logging.getLogger("PIL").setLevel(logging.CRITICAL + 1)
# What the readers let through on a damaged file, besides their own errors (all of them OSError).
DANADA = (
    OSError, SyntaxError, ValueError, IndexError, TypeError, KeyError, EOFError, AttributeError, RuntimeError,
    ArithmeticError, struct.error, zlib.error, MemoryError,
)  # fmt: skip


@contextmanager
def leyendo(nombre: str) -> Iterator[None]:
    """Turn whatever a reader raises on a bad picture into the sentence that a person reads."""
    try:
        with warnings.catch_warnings():
            # Its size and its oddities are judged here; Pillow would only print them.
            warnings.simplefilter("ignore")
            yield
    except UserError:
        raise
    except Image.DecompressionBombError as error:
        raise _enorme(nombre) from error
    except DANADA as error:
        raise UserError(
            f"«{nombre}» dice ser una imagen pero no se puede abrir; puede estar dañada o incompleta. "
            "Cópiela de nuevo desde el teléfono o la cámara."
        ) from error


def _enorme(nombre: str) -> UserError:
    return UserError(f"«{nombre}» tiene demasiados puntos; redúzcala antes de adjuntarla.")


def abrir(nombre: str, contenido: bytes, tipo: str) -> Image.Image:
    """The picture, measured and, but for HEIC, not decoded yet. Call it inside ``leyendo``.

    Raises UserError where it is too big.
    """
    if tipo == "image/heic":
        return heic.leer(contenido)
    if tipo == "image/webp":
        # Its reader takes memory for the whole canvas as soon as it opens the file.
        _admitir(nombre, *_medida_de_webp(contenido), "RGBA")
    imagen = Image.open(io.BytesIO(contenido), formats=(LECTORES[tipo],))
    _medir(nombre, imagen)
    return imagen


def _medir(nombre: str, imagen: Image.Image) -> None:
    _admitir(nombre, imagen.width, imagen.height, imagen.mode)


def _admitir(nombre: str, ancho: int, alto: int, modo: str) -> None:
    puntos = ancho * alto
    if puntos > PIXELES or puntos * _bytes_por_punto(modo) > MEMORIA:
        raise UserError(f"«{nombre}» mide {ancho} × {alto} puntos; redúzcala antes de adjuntarla.")
    if puntos == 0:
        raise UserError(f"«{nombre}» no tiene ningún punto; puede estar dañada.")


def _medida_de_webp(contenido: bytes) -> tuple[int, int]:
    """Width and height from the first chunk (RFC 9649 2.5 to 2.7)."""
    clase = contenido[12:16]
    if clase == b"VP8X":
        ancho, alto = contenido[24:27], contenido[27:30]
        return int.from_bytes(ancho, "little") + 1, int.from_bytes(alto, "little") + 1
    if clase == b"VP8L":
        bits = int.from_bytes(contenido[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    ancho_vp8, alto_vp8 = struct.unpack_from("<HH", contenido, 26)
    return ancho_vp8 & 0x3FFF, alto_vp8 & 0x3FFF


def _bytes_por_punto(modo: str) -> int:
    return 1 if modo in ("1", "L", "P") else 2 if modo in ("LA", "PA", "I;16", "I;16B", "I;16L") else 4


def paginas(nombre: str, imagen: Image.Image) -> int:
    """The pages of a TIFF, each measured. Raises UserError where they are too many or one is too big."""
    cuantas = 0
    for cuantas in range(1, PAGINAS + 2):
        if cuantas > PAGINAS:
            raise UserError(f"«{nombre}» tiene más de {PAGINAS} páginas; divídalo antes de adjuntarlo.")
        _medir(nombre, imagen)
        try:
            imagen.seek(cuantas)
        except EOFError:
            break
    imagen.seek(0)
    return cuantas


def leer_como_hijo() -> int:
    """What the process does that reads one HEIC for another one: 0 where it could."""
    try:
        return heic.hijo(lambda imagen: _medir("foto", imagen))
    except (UserError, *DANADA):
        return 1

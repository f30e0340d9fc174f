"""Takes the metadata out of the files of pictures without touching a point of them.

What is not needed to draw the picture goes: EXIF with its place, serial numbers, owner, maker's notes and thumbnails;
XMP, IPTC, comments, dates, and whatever stands behind the end of the picture. The colour profile stays. What has
nothing to take out comes back byte by byte as it was. Nothing here may decode a picture.

Raises :class:`Roto` where the file does not follow its own format.
Sources: JPEG ITU-T T.81 annex B; PNG (W3C) 5 and 11; GIF89a; WebP container, RFC 9649.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator


class Roto(ValueError):
    """The file ends too soon or breaks the rules of its format."""


_MAX_TROZOS = 100_000
"""Segments, chunks or blocks of one file; a picture has a few hundred at most, an animation some thousands."""
_MAX_BARRIDOS = 100
"""Scans of a progressive JPEG. Encoders write about ten; each one costs a pass over all points (a known attack)."""


def sin_metadatos(contenido: bytes, tipo: str) -> bytes:
    """The same picture without its metadata. A kind that is not known here comes back as it was."""
    limpiar = {
        "image/jpeg": _jpeg, "image/png": _png, "image/gif": _gif, "image/webp": _webp,
    }.get(tipo)  # fmt: skip
    try:
        limpio = limpiar(contenido) if limpiar is not None else contenido
    except (struct.error, IndexError) as error:
        raise Roto("short") from error
    return contenido if limpio == contenido else limpio


# --- JPEG -----------------------------------------------------------------------------------------------------------

_MARCA = re.compile(rb"\xff+([^\x00\xd0-\xd7\xff])")
_JFIF = b"JFIF\x00"
_PERFIL = b"ICC_PROFILE\x00"
_ADOBE = b"Adobe"


def _jpeg(contenido: bytes) -> bytes:
    return b"".join(parte for parte, _ in _partes_jpeg(contenido))


def _partes_jpeg(contenido: bytes) -> Iterator[tuple[bytes, int]]:
    """What stays of a JPEG, piece by piece with its marker, up to the end of the (first) picture."""
    if contenido[:2] != b"\xff\xd8":
        raise Roto("no start")
    yield contenido[:2], 0xD8
    lugar, barridos = 2, 0
    for _ in range(_MAX_TROZOS):
        hallada = _MARCA.match(contenido, lugar)
        if hallada is None:
            raise Roto("no marker")
        marca, inicio = hallada[1][0], hallada.end()
        if marca == 0xD9:
            yield b"\xff\xd9", marca
            return
        (largo,) = struct.unpack_from(">H", contenido, inicio)
        fin = inicio + largo
        if largo < 2 or fin > len(contenido):
            raise Roto("segment")
        datos = contenido[inicio + 2 : fin]
        if marca == 0xDA:
            barridos += 1
            siguiente = _MARCA.search(contenido, fin)
            if barridos > _MAX_BARRIDOS or siguiente is None:
                raise Roto("scan")
            fin = siguiente.start()
            yield b"\xff\xda" + contenido[inicio:fin], marca
        elif marca == 0xE0 and datos.startswith(_JFIF):
            # Its density tells the shape of the points; the thumbnail behind it goes.
            yield _segmento(marca, datos[:12] + b"\0\0"), marca
        elif not _sobra_en_jpeg(marca, datos):
            yield _segmento(marca, datos), marca
        lugar = fin
    raise Roto("segments")


def _sobra_en_jpeg(marca: int, datos: bytes) -> bool:
    if marca == 0xE2:
        return not datos.startswith(_PERFIL)
    if marca == 0xEE:
        return not datos.startswith(_ADOBE)
    return marca == 0xFE or 0xE0 <= marca <= 0xEF


def _segmento(marca: int, datos: bytes) -> bytes:
    return bytes((0xFF, marca)) + struct.pack(">H", len(datos) + 2) + datos


# --- PNG ------------------------------------------------------------------------------------------------------------

_PNG = b"\x89PNG\r\n\x1a\n"
# What draws: size, palette, transparency, colour, shape of the points, animation.
_DIBUJAN = frozenset(
    {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"bKGD", b"pHYs"}
    | {b"cICP", b"acTL", b"fcTL", b"fdAT"}
)


def _png(contenido: bytes) -> bytes:
    if not contenido.startswith(_PNG):
        raise Roto("no start")
    quedan, lugar = [_PNG], len(_PNG)
    for _ in range(_MAX_TROZOS):
        largo, tipo = struct.unpack_from(">I4s", contenido, lugar)
        fin = lugar + 12 + largo
        if fin > len(contenido):
            raise Roto("chunk")
        if tipo in _DIBUJAN:
            trozo = contenido[lugar:fin]
            if zlib.crc32(trozo[4:-4]) != struct.unpack(">I", trozo[-4:])[0]:
                raise Roto("checksum")
            quedan.append(trozo)
        if tipo == b"IEND":
            return b"".join(quedan)
        lugar = fin
    raise Roto("chunks")


# --- GIF ------------------------------------------------------------------------------------------------------------


def _gif(contenido: bytes) -> bytes:
    lugar = 13 + _tabla(contenido[10])
    quedan = [contenido[:lugar]]
    for _ in range(_MAX_TROZOS):
        clase = contenido[lugar]
        if clase == 0x3B:
            return b"".join((*quedan, b";"))
        if clase == 0x21:
            fin = _subbloques(contenido, lugar + 2)
            # Only how to draw (F9) and how often to repeat (NETSCAPE) stay; comments and foreign blocks go.
            if contenido[lugar + 1] == 0xF9 or contenido[lugar + 3 : lugar + 14] == b"NETSCAPE2.0":
                quedan.append(contenido[lugar:fin])
        elif clase == 0x2C:
            fin = _subbloques(contenido, lugar + 11 + _tabla(contenido[lugar + 9]))
            quedan.append(contenido[lugar:fin])
        else:
            raise Roto("block")
        lugar = fin
    raise Roto("blocks")


def _tabla(banderas: int) -> int:
    """Bytes of the table of colours that these flags announce."""
    return 3 << ((banderas & 7) + 1) if banderas & 0x80 else 0


def _subbloques(contenido: bytes, lugar: int) -> int:
    """Where a chain of sub-blocks ends."""
    while contenido[lugar]:
        lugar += contenido[lugar] + 1
    return lugar + 1


# --- WebP -----------------------------------------------------------------------------------------------------------

_CON_EXIF_Y_XMP = 0x08 | 0x04
_WEBP = frozenset({b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"})


def _webp(contenido: bytes) -> bytes:
    _, total, _ = struct.unpack_from("<4sI4s", contenido)
    if total + 8 > len(contenido):
        raise Roto("length")
    quedan, lugar, tope = [], 12, total + 8
    for _ in range(_MAX_TROZOS):
        if lugar >= tope:
            break
        tipo, largo = struct.unpack_from("<4sI", contenido, lugar)
        fin = lugar + 8 + largo + largo % 2
        if fin > tope:
            raise Roto("chunk")
        if tipo in _WEBP:
            trozo = bytearray(contenido[lugar:fin])
            if tipo == b"VP8X":
                trozo[8] &= ~_CON_EXIF_Y_XMP & 0xFF
            quedan.append(bytes(trozo))
        lugar = fin
    else:
        raise Roto("chunks")
    cuerpo = b"".join(quedan)
    return struct.pack("<4sI4s", b"RIFF", len(cuerpo) + 4, b"WEBP") + cuerpo

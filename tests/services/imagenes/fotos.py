"""Fictitious photos with everything that cameras write into them."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

from PIL import Image, ImageDraw
from PIL.PngImagePlugin import PngInfo

from supervisor_app import paths

HEIC = (paths.recursos() / "autoprueba" / "telefono.heic").read_bytes()
"""160 × 120 points held upright: its pixels are turned, taken on 19/11/2026 in Colima; 902 bytes."""
TUMBA = (Path(__file__).parent / "tumba.heic").read_bytes()
"""The same with one byte changed: libheif as pi_heif 1.4.0 brings it ends the process on reading it."""
SERIE = b"SERIE-123456"
TIPOS = {
    "JPEG": "image/jpeg", "PNG": "image/png", "GIF": "image/gif", "BMP": "image/bmp", "TIFF": "image/tiff",
    "WEBP": "image/webp",
}  # fmt: skip


def dibujo(ancho: int = 120, alto: int = 80) -> Image.Image:
    """Blue, its upper left quarter red, so that a turn is seen."""
    imagen = Image.new("RGB", (ancho, alto), (40, 120, 200))
    ImageDraw.Draw(imagen).rectangle((0, 0, ancho // 2 - 1, alto // 2 - 1), fill=(200, 40, 40))
    return imagen


def exif(giro: int = 1, **otros: object) -> Image.Exif:
    """What a phone writes. ``otros``: ``fecha``, ``zona``, ``gps`` (the whole table) in place of the usual."""
    datos = Image.Exif()
    datos[0x010F], datos[0x0110], datos[0x013B] = "Marca ficticia", "Modelo 1", "Persona Ficticia"
    datos[0x0112] = giro
    detalle = datos.get_ifd(0x8769)
    detalle[0x9003] = otros.get("fecha", "2026:11:19 10:42:07")
    if zona := otros.get("zona", "-06:00"):
        detalle[0x9011] = zona
    detalle[0xA431] = SERIE.decode()
    gps = otros.get("gps", {1: "N", 2: (19.0, 14.0, 36.6), 3: "W", 4: (103.0, 43.0, 30.0)})
    assert isinstance(gps, dict)
    datos.get_ifd(0x8825).update(gps)
    return datos


def foto(
    formato: str = "JPEG", ancho: int = 120, alto: int = 80, *, con: Image.Exif | None = None, **guardar: object
) -> bytes:
    salida = io.BytesIO()
    extra: dict[str, object] = {"exif": con.tobytes()} if con is not None else {}
    dibujo(ancho, alto).save(salida, formato, **(extra | guardar))
    return salida.getvalue()


def png_con_textos() -> bytes:
    textos = PngInfo()
    textos.add_text("Author", SERIE.decode())
    textos.add_itxt("XML:com.adobe.xmp", f"<x>{SERIE.decode()}</x>")
    return foto("PNG", con=exif(), pnginfo=textos)


def jpeg_con_de_todo() -> bytes:
    """EXIF, XMP, IPTC, a comment, a maker's segment, and another picture behind the end."""
    limpio = foto(con=exif())
    extra = b"".join(
        b"\xff" + bytes((marca,)) + struct.pack(">H", len(datos) + 2) + datos
        for marca, datos in (
            (0xE1, b"http://ns.adobe.com/xap/1.0/\0<x>" + SERIE),
            (0xED, b"Photoshop 3.0\0" + SERIE),
            (0xFE, SERIE),
            (0xE4, SERIE),
        )
    )
    return limpio[:2] + extra + limpio[2:] + foto() + SERIE


def animado(formato: str, cuadros: int = 3, **guardar: object) -> bytes:
    salida = io.BytesIO()
    otros = [Image.new("RGB", (40, 30), (60 * n, 10, 10)) for n in range(1, cuadros)]
    dibujo(40, 30).save(salida, formato, save_all=True, append_images=otros, **guardar)
    return salida.getvalue()


def _trozo(tipo: bytes, datos: bytes) -> bytes:
    return struct.pack(">I", len(datos)) + tipo + datos + struct.pack(">I", zlib.crc32(tipo + datos))


def png_que_dice_medir(ancho: int, alto: int, clase: int = 0, bits: int = 1) -> bytes:
    """A few bytes that ask for that many points: a decompression bomb."""
    cabeza = struct.pack(">IIBBBBB", ancho, alto, bits, clase, 0, 0, 0)
    fin = _trozo(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + _trozo(b"IHDR", cabeza) + _trozo(b"IDAT", zlib.compress(b"\0")) + fin


def webp_que_dice_medir(ancho: int, alto: int) -> bytes:
    lienzo = b"VP8X" + struct.pack("<I", 10) + bytes(4)
    lienzo += (ancho - 1).to_bytes(3, "little") + (alto - 1).to_bytes(3, "little")
    return b"RIFF" + struct.pack("<I", 4 + len(lienzo)) + b"WEBP" + lienzo


def jpeg_de_muchos_barridos(cuantos: int) -> bytes:
    """A progressive JPEG that passes over its points again and again."""
    imagen = foto(progressive=True)
    inicio = imagen.rindex(b"\xff\xda")
    return imagen[:-2] + imagen[inicio:-2] * cuantos + imagen[-2:]

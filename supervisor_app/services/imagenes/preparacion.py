"""Makes of the picture that was brought in the one that is kept: checked, turned right, stripped, no larger than asked.

Points are touched only where the picture has to be turned, made smaller or changes its format; then they are encoded
once. What needs nothing comes back byte by byte. It must never make a picture larger.
"""

from __future__ import annotations

import io
from dataclasses import dataclass

from PIL import Image, ImageCms, TiffImagePlugin

from supervisor_app.errors import UserError
from supervisor_app.services.imagenes import tipos
from supervisor_app.services.imagenes.contenedores import Roto, sin_metadatos
from supervisor_app.services.imagenes.lectura import abrir, leyendo, paginas
from supervisor_app.services.imagenes.tomada import Toma, leer_toma

CALIDAD = 90
"""Of JPEG and WebP; at 2,560 points a page of text photographed on a desk stays legible."""
_PUNTOS_DE_TODAS = 3_000_000_000
"""Points of all pages of a TIFF together: three hundred letter pages at 300 points per inch."""
_GIROS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_270, 7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}  # fmt: skip
# What a kind becomes where it is encoded anew; the others stay what they are.
_SE_GUARDA = {
    "image/bmp": "image/png", "image/gif": "image/png",
}  # fmt: skip
_SIEMPRE = "image/bmp"
"""Encoded anew in any case, without losing a point: it is not compressed."""


@dataclass(frozen=True, slots=True)
class Imagen:
    """A picture to be kept, and what was read of its taking before that was taken out."""

    contenido: bytes
    mime: str
    toma: Toma


def preparar(nombre: str, contenido: bytes, tipo: str, *, lado: int | None) -> Imagen:
    """The picture to keep. ``tipo`` is what the content is; ``lado``, the most points of its long side, or None.

    Raises UserError where it is damaged, too big, or no picture.
    """
    with leyendo(nombre):
        try:
            limpio = sin_metadatos(contenido, tipo)
        except Roto as error:
            raise OSError(str(error)) from error
        with abrir(nombre, contenido, tipo) as original:
            toma = leer_toma(original)
            if tipo == "image/tiff":
                return Imagen(_tiff(nombre, original, lado), tipo, toma)
            # A JPEG with a second picture behind its end (depth, brightness of screens) is a photo, not an animation.
            if tipo != "image/jpeg" and getattr(original, "is_animated", False):
                # Its first picture tells whether it opens; the rest is looked at by who plays it.
                original.load()
                return Imagen(limpio, tipo, toma)
            if tipo == "image/heic":
                # Its reader has turned it already.
                return Imagen(codificar(_hecha(original, 1, lado, "image/jpeg"), "image/jpeg"), "image/jpeg", toma)
        return Imagen(*_recodificar(nombre, limpio, tipo, toma.giro, lado), toma)


def _recodificar(nombre: str, limpio: bytes, tipo: str, giro: int, lado: int | None) -> tuple[bytes, str]:
    """The bytes to keep and their kind; ``limpio`` itself where nothing has to change."""
    with abrir(nombre, limpio, tipo) as imagen:
        grande = lado is not None and max(imagen.size) > lado
        if tipo == "image/jpeg":
            aligerar(imagen, lado if grande else None if giro != 1 else 1)
        imagen.load()
        if giro == 1 and not grande and tipo != _SIEMPRE:
            return limpio, tipo
        final = _SE_GUARDA.get(tipo, tipo)
        return codificar(_hecha(imagen, giro, lado, final), final), final


def aligerar(imagen: Image.Image, lado: int | None) -> None:
    """Let a JPEG be decoded at a fraction of its size that is not below ``lado``; None decodes it whole."""
    if lado is not None:
        razon = lado / max(imagen.size)
        imagen.draft(imagen.mode, (max(1, round(imagen.width * razon)), max(1, round(imagen.height * razon))))


def _hecha(imagen: Image.Image, giro: int, lado: int | None, final: str) -> Image.Image:
    derecha = a_srgb(imagen, con_transparencia=final != "image/jpeg")
    if lado is not None:
        derecha.thumbnail((lado, lado), Image.Resampling.LANCZOS)
    return derecha.transpose(_GIROS[giro]) if giro in _GIROS else derecha


def a_srgb(imagen: Image.Image, *, con_transparencia: bool) -> Image.Image:
    """A copy in grey, RGB or RGBA whose numbers mean sRGB, without anything but its points.

    Without transparency, what was transparent is white, as paper shows it.
    """
    perfil = imagen.info.get("icc_profile")
    plana = _plana(imagen)
    if isinstance(perfil, bytes) and plana.mode in ("RGB", "CMYK"):
        plana = _con_perfil(plana, perfil)
    if plana.mode == "CMYK":
        plana = plana.convert("RGB")
    if not con_transparencia and plana.mode in ("RGBA", "LA"):
        fondo = Image.new("RGB", plana.size, "white")
        fondo.paste(plana, mask=plana.getchannel("A"))
        plana = fondo
    copia = plana.copy()
    copia.info.clear()
    return copia


def _plana(imagen: Image.Image) -> Image.Image:
    """Without palette, and with eight bits a channel."""
    if imagen.mode in ("L", "RGB", "RGBA", "LA", "CMYK"):
        if "transparency" in imagen.info and imagen.mode in ("L", "RGB"):
            return imagen.convert("RGBA")
        return imagen
    if imagen.mode == "P":
        return imagen.convert("RGBA" if "transparency" in imagen.info else "RGB")
    if imagen.mode.startswith("I;16"):
        return imagen.convert("I").point(lambda v: v * (1 / 256)).convert("L")
    if imagen.mode in ("PA", "La", "RGBa"):
        return imagen.convert("RGBA")
    return imagen.convert("L" if imagen.mode in ("1", "I", "F") else "RGB")


def _con_perfil(imagen: Image.Image, perfil: bytes) -> Image.Image:
    """In sRGB; a profile that cannot be read is passed over, as viewers do."""
    try:
        origen = ImageCms.ImageCmsProfile(io.BytesIO(perfil))
        hecha = ImageCms.profileToProfile(imagen, origen, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return imagen
    return hecha if hecha is not None else imagen


def codificar(imagen: Image.Image, mime: str) -> bytes:
    """The bytes of a picture that ``a_srgb`` made; the same for the same points."""
    salida = io.BytesIO()
    if mime == "image/jpeg":
        imagen.convert("L" if imagen.mode == "L" else "RGB").save(salida, "JPEG", quality=CALIDAD, optimize=True)
    elif mime == "image/webp":
        imagen.save(salida, "WEBP", quality=CALIDAD)
    elif mime == "image/tiff":
        imagen.save(salida, "TIFF", compression="tiff_adobe_deflate")
    elif mime == "image/png":
        imagen.save(salida, "PNG")
    else:
        raise ValueError(mime)
    return salida.getvalue()


def _tiff(nombre: str, imagen: Image.Image, lado: int | None) -> bytes:
    """All pages, each encoded anew without loss: black and white as fax, the rest deflated. Their reader turns them."""
    salida = io.BytesIO()
    puntos = 0
    with TiffImagePlugin.AppendingTiffWriter(salida, new=True) as hojas:
        for pagina in range(paginas(nombre, imagen)):
            imagen.seek(pagina)
            puntos += imagen.width * imagen.height
            if puntos > _PUNTOS_DE_TODAS:
                raise UserError(f"Las páginas de «{nombre}» tienen demasiados puntos; divídalo antes de adjuntarlo.")
            imagen.load()
            hecha = _pagina(imagen, lado)
            # One page after the other: a scan of a hundred would not fit in memory at once.
            hecha.save(hojas, "TIFF", compression="group4" if hecha.mode == "1" else "tiff_adobe_deflate")
            hojas.newFrame()
    return salida.getvalue()


def _pagina(imagen: Image.Image, lado: int | None) -> Image.Image:
    if imagen.mode == "1" and (lado is None or max(imagen.size) <= 2 * lado):
        # A scanned page of text: grey would make it many times as heavy, and it is sharp enough to be kept whole.
        copia = imagen.copy()
        copia.info.clear()
        return copia
    return _hecha(imagen, 1, lado, "image/tiff")


def nombre_segun(nombre: str, mime: str) -> str:
    """The name with the ending of what is kept."""
    if tipos.IMAGENES.get(tipos.terminacion(nombre)) == mime:
        return nombre
    raiz = nombre[: len(nombre) - len(tipos.terminacion(nombre))]
    return f"{raiz or 'imagen'}{tipos.TERMINACIONES[mime]}"

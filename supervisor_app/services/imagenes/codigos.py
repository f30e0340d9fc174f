"""Reads the codes of a photo or a scan of a printed page. It must never say what they mean (``domain/cotejo``)."""

from __future__ import annotations

from collections.abc import Iterator

from PIL import Image, ImageOps

from supervisor_app.documents.vista import contar_paginas, paginas, render_pagina
from supervisor_app.errors import UserError
from supervisor_app.services.imagenes import tipos
from supervisor_app.services.imagenes.lectura import LECTORES, abrir, leyendo
from supervisor_app.services.imagenes.lectura import paginas as paginas_de_imagen

HOJAS = 200
"""Pages of one scan; a whole expediente fits."""
_PDF = "application/pdf"
_DPI = (150, 300)
"""Of the pages of a PDF: the second where the first shows nothing."""
_LADO = 4000
"""Points of the long side that are looked at: a whole sheet at 360 points per inch."""
_HEIC = "image/heic"


def leer_codigos(nombre: str, contenido: bytes) -> tuple[str, ...]:
    """The texts of the QR codes, each once, in the order of the pages; none where nothing can be read.

    Raises UserError where it is neither a PDF nor a picture, or is damaged or too big.
    """
    tipo = tipos.por_contenido(contenido)
    if tipo == _PDF:
        if (n := contar_paginas(contenido)) > HOJAS:
            raise UserError(f"«{nombre}» tiene {n} páginas; cotejo hasta {HOJAS} a la vez. Divídalo y repita.")
        from supervisor_app.documents.peso import exigir_ligero  # noqa: PLC0415 - loads the library that reads PDF

        exigir_ligero(nombre, contenido)
        for dpi in _DPI:
            if leidos := _unicos(_del_pdf(contenido, dpi)):
                return leidos
        return ()
    if tipo not in LECTORES and tipo != _HEIC:
        raise UserError(f"«{nombre}» no es una fotografía ni un PDF. Fotografíe o digitalice la hoja con su código.")
    with leyendo(nombre):
        return _unicos(_de_la_imagen(nombre, contenido, tipo))


def codigos_de_hoja(pdf: bytes, indice: int, ancho_px: int) -> tuple[str, ...]:
    """The texts of the QR codes of one page (from 0), drawn that many points wide; none where nothing can be read."""
    hoja = render_pagina(pdf, indice, ancho_px)
    return tuple(_leer(Image.frombytes("RGBX", (hoja.ancho, hoja.alto), hoja.rgba).convert("L")))


def _unicos(leidos: Iterator[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(leidos))


def _del_pdf(pdf: bytes, dpi: int) -> Iterator[str]:
    for pagina in paginas(pdf, dpi):
        yield from _leer(Image.frombytes("RGBX", (pagina.ancho, pagina.alto), pagina.rgba).convert("L"))


def _de_la_imagen(nombre: str, contenido: bytes, tipo: str) -> Iterator[str]:
    with abrir(nombre, contenido, tipo) as imagen:
        hojas = paginas_de_imagen(nombre, imagen) if tipo == "image/tiff" else 1
        for hoja in range(min(hojas, HOJAS)):
            imagen.seek(hoja)
            if tipo == "image/jpeg":
                imagen.draft("L", (_LADO, _LADO))
            gris = ImageOps.exif_transpose(imagen).convert("L")
            gris.thumbnail((_LADO, _LADO))
            yield from _leer(gris)


def _leer(gris: Image.Image) -> list[str]:
    import zxingcpp  # noqa: PLC0415 - a native library that most starts do not need

    qr = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    return [c.text for c in zxingcpp.read_barcodes(gris, formats=qr) if c.text]

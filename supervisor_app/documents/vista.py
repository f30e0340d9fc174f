"""Pages as pixels, for the preview and for printing where only pictures can be sent.

It draws what the person will see in any reader, visible signatures included. It must never write a PDF: what it is
given may be signed. PDFium is loaded when the first page is opened.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from supervisor_app.errors import UserError

if TYPE_CHECKING:
    import pypdfium2 as pdfium

_one_at_a_time = threading.Lock()  # PDFium is not thread safe
_POINTS_PER_INCH = 72
_LARGEST_SIDE = 12_000


@dataclass(frozen=True)
class ImagenPagina:
    """A page on white: width and height in pixels, and its bytes, four a pixel, red first, rows without padding."""

    ancho: int
    alto: int
    rgba: bytes


def contar_paginas(pdf: bytes) -> int:
    """How many pages. Raises :class:`UserError` where the file cannot be opened."""
    with abierto(pdf) as document:
        return len(document)


def render_pagina(pdf: bytes, indice: int, ancho_px: int) -> ImagenPagina:
    """Page ``indice`` (from 0) at ``ancho_px`` pixels wide. Raises IndexError for a page that does not exist."""
    with abierto(pdf) as document:
        if not 0 <= indice < len(document):
            raise IndexError(indice)
        page = document[indice]
        return _draw(page, (ancho_px - 0.01) / page.get_width())  # PDFium rounds the width up


def paginas(pdf: bytes, dpi: int) -> Iterator[ImagenPagina]:
    """All pages, one after another, so that only one is in memory. 300 dpi for paper, 600 for small codes."""
    for index in range(contar_paginas(pdf)):
        with abierto(pdf) as document:
            image = _draw(document[index], dpi / _POINTS_PER_INCH)
        yield image


@contextmanager
def abierto(pdf: bytes) -> Iterator[pdfium.PdfDocument]:
    """The document, for reading, while nobody else uses PDFium. Raises :class:`UserError` where it cannot be opened."""
    import pypdfium2 as pdfium  # noqa: PLC0415 - a native library that most starts do not need

    with _one_at_a_time:
        try:
            document = pdfium.PdfDocument(pdf)
        except pdfium.PdfiumError as error:
            raise UserError("No se pudo abrir el documento PDF: el archivo está dañado o incompleto.") from error
        try:
            document.init_forms()  # signature fields are drawn only by the form environment
            yield document
        finally:
            document.close()


def _draw(page: pdfium.PdfPage, scale: float) -> ImagenPagina:
    longest = max(page.get_width(), page.get_height()) * scale
    scale *= min(1.0, _LARGEST_SIDE / longest)
    bitmap = page.render(scale=scale, may_draw_forms=True, rev_byteorder=True, prefer_bgrx=True)
    try:
        width, height, stride = bitmap.width, bitmap.height, bitmap.stride
        pixels = bytes(bitmap.buffer)
    finally:
        bitmap.close()
    if stride != 4 * width:
        pixels = b"".join(pixels[row * stride : row * stride + 4 * width] for row in range(height))
    return ImagenPagina(width, height, pixels)

"""Pages as pixels, for the preview and for printing where only pictures can be sent.

It draws what the person will see in any reader, visible signatures included. It must never write a PDF: what it is
given may be signed. PDFium is loaded when the first page is opened.
"""

from __future__ import annotations

import math
import threading
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from supervisor_app.errors import UserError

if TYPE_CHECKING:
    import pypdfium2 as pdfium

_one_at_a_time = threading.Lock()  # PDFium is not thread safe
_POINTS_PER_INCH = 72
_DAMAGED = "No se pudo abrir el documento PDF: el archivo está dañado o incompleto."
_LARGEST_SIDE = 12_000
_LARGEST_AREA = 40_000_000
"""Pixels of a page that is drawn whole, 160 MB: letter at 600 dpi fits, a page of 5 m does not take the memory."""


@dataclass(frozen=True)
class ImagenPagina:
    """A page, or a piece of one, on white: width and height in pixels, and its bytes, four a pixel, red first, rows
    without padding. ``arriba``: how many rows of the page are above it.
    """

    ancho: int
    alto: int
    rgba: bytes
    arriba: int = 0


Pedazo = tuple[int, int, int, int]
"""A piece of a drawn page: left, top, width and height, in its pixels."""


def contar_paginas(pdf: bytes) -> int:
    """How many pages. Raises :class:`UserError` where the file cannot be opened."""
    with abierto(pdf) as document:
        return len(document)


def medir_paginas(pdf: bytes) -> tuple[tuple[float, float], ...]:
    """Width and height of every page as it is shown, in points. Raises :class:`UserError` as ``contar_paginas``."""
    with abierto(pdf) as document:
        return tuple(document.get_page_size(index) for index in range(len(document)))


def render_pagina(pdf: bytes, indice: int, ancho_px: int, pedazo: Pedazo | None = None) -> ImagenPagina:
    """Page ``indice`` (from 0) at ``ancho_px`` pixels wide, or only a piece of it: what is in view of a page enlarged
    four times must not need the memory of the whole. Raises IndexError for a page that does not exist.
    """
    with abierto(pdf) as document:
        if not 0 <= indice < len(document):
            raise IndexError(indice)
        page = document[indice]
        scale = ancho_px / page.get_width()
        return _draw(document, page, _size(page, scale, ancho_px, whole=pedazo is None), pedazo)


def paginas(pdf: bytes, dpi: int) -> Iterator[ImagenPagina]:
    """All pages, one after another, so that only one is in memory. 300 dpi for paper, 600 for small codes."""
    for index in range(contar_paginas(pdf)):
        with abierto(pdf) as document:
            page = document[index]
            image = _draw(document, page, _size(page, dpi / _POINTS_PER_INCH))
        yield image


def franjas(
    pdf: bytes, indice: int, ancho_px: int, alto: int, *, solape: int = 0
) -> Generator[ImagenPagina, None, None]:
    """A page ``ancho_px`` wide, from top to bottom in strips of ``alto`` rows: at 600 dpi a whole one is 134 MB.

    Each goes ``solape`` rows into the next, so that no line shows between them where they are drawn smaller or larger.
    The page stays open meanwhile, so that its photos are decoded once; others may draw between two strips.
    """
    with _one_at_a_time:
        document = _open(pdf)
    try:
        with _one_at_a_time, _damage_told():
            page = document[indice]
            size = _size(page, ancho_px / page.get_width(), ancho_px, whole=False)
        for top in range(0, size[1], alto):
            with _one_at_a_time:
                strip = _draw(document, page, size, (0, top, size[0], min(alto + solape, size[1] - top)))
            yield strip
    finally:
        with _one_at_a_time:
            document.close()


@contextmanager
def abierto(pdf: bytes) -> Iterator[pdfium.PdfDocument]:
    """The document, for reading, while nobody else uses PDFium. Raises :class:`UserError` where it, or a page of it
    that is asked for meanwhile, cannot be opened.
    """
    with _one_at_a_time:
        document = _open(pdf)
        try:
            with _damage_told():
                yield document
        finally:
            document.close()


@contextmanager
def _damage_told() -> Iterator[None]:
    import pypdfium2 as pdfium  # noqa: PLC0415 - a native library that most starts do not need

    try:
        yield
    except pdfium.PdfiumError as error:
        raise UserError(_DAMAGED) from error


def _open(pdf: bytes) -> pdfium.PdfDocument:
    import pypdfium2 as pdfium  # noqa: PLC0415 - a native library that most starts do not need
    from pypdfium2 import raw  # noqa: PLC0415 - as above

    try:
        document = pdfium.PdfDocument(pdf)
    except pdfium.PdfiumError as error:
        # PDFium keeps the code of an earlier file where this one fails otherwise; who has a password says so in plain.
        if error.err_code == raw.FPDF_ERR_PASSWORD and b"/Encrypt" in pdf:
            raise UserError("El documento PDF tiene contraseña. Pida a quien se lo dio una copia sin ella.") from error
        raise UserError(_DAMAGED) from error
    document.init_forms()  # signature fields are drawn only by the form environment
    return document


def _size(page: pdfium.PdfPage, scale: float, width: int = 0, *, whole: bool = True) -> tuple[int, int]:
    """Pixels of the page; where it is drawn ``whole``, no more than there is memory for."""
    wide, tall = page.get_width(), page.get_height()
    if whole:
        scale *= min(1.0, _LARGEST_SIDE / (max(wide, tall) * scale))
        scale *= min(1.0, math.sqrt(_LARGEST_AREA / (wide * tall * scale * scale)))
    exact = width if width and round(wide * scale) == width else math.ceil(wide * scale - 0.01)
    return max(1, exact), max(1, math.ceil(tall * scale - 0.01))


def _draw(
    document: pdfium.PdfDocument, page: pdfium.PdfPage, size: tuple[int, int], piece: Pedazo | None = None
) -> ImagenPagina:
    import pypdfium2 as pdfium  # noqa: PLC0415 - as above
    from pypdfium2 import raw  # noqa: PLC0415 - as above

    left, top, width, height = piece or (0, 0, *size)
    bitmap = pdfium.PdfBitmap.new_native(width, height, raw.FPDFBitmap_BGRx, rev_byteorder=True)
    try:
        bitmap.fill_rect((255, 255, 255, 255), 0, 0, width, height)
        where = (-left, -top, *size, 0, raw.FPDF_ANNOT | raw.FPDF_REVERSE_BYTE_ORDER)
        raw.FPDF_RenderPageBitmap(bitmap, page, *where)
        if document.formenv is not None:
            raw.FPDF_FFLDraw(document.formenv, bitmap, page, *where)
        return ImagenPagina(width, height, bytes(bitmap.buffer), top)
    finally:
        bitmap.close()

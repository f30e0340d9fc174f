"""The words of a PDF and where they stand, to search and to copy. It must never be taken for what the document says:
that is its record.
"""

from __future__ import annotations

import bisect
import ctypes
import functools
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from supervisor_app.documents.vista import abierto

if TYPE_CHECKING:
    import pypdfium2 as pdfium

Caja = tuple[float, float, float, float]
"""Left, top, right, bottom, as fractions of the page as it is shown."""

_SALTO_DE_PALABRA = "\x02\xad\ufffe"  # how PDFium tells the hyphen at the end of a line
_GUIONES = f"-\u2010\u2011{_SALTO_DE_PALABRA}"
_NINGUNA: Caja = (0.0, 0.0, 0.0, 0.0)
_UNIDADES = 10_000  # of the page as PDFium is asked about it


@dataclass(frozen=True)
class TextoPagina:
    """Every sign of a page with its box; line ends have an empty one. ``texto`` has one sign a box."""

    texto: str
    cajas: tuple[Caja, ...]

    def en(self, x: float, y: float) -> int | None:
        """The sign nearest to a point on its line, or None where no line passes."""
        near = [(abs(x - (c[0] + c[2]) / 2), n) for n, c in enumerate(self.cajas) if c[1] <= y <= c[3] and c[2] > c[0]]
        return min(near)[1] if near else None

    def cerca_de(self, x: float, y: float) -> int | None:
        """The sign nearest to a point of the page, lines before signs; None on a page without words."""
        far = [
            (max(c[1] - y, y - c[3], 0.0), abs(x - (c[0] + c[2]) / 2), n)
            for n, c in enumerate(self.cajas)
            if c[2] > c[0]
        ]
        return min(far)[2] if far else None

    def renglones(self, desde: int, hasta: int) -> tuple[Caja, ...]:
        """The boxes of the signs from ``desde`` up to, not including, ``hasta``: one for each line."""
        return _por_renglon(self.cajas[max(0, desde) : hasta])

    def copia(self, desde: int, hasta: int) -> str:
        """The words as a person would copy them: lines as they stand, words cut at the end of one whole again."""
        out: list[str] = []
        signs = iter(self.texto[desde:hasta].replace("\r\n", "\n"))
        for sign in signs:
            if sign in _SALTO_DE_PALABRA:
                after = next(signs, "")
                out.append("" if after == "\n" else after)
            else:
                out.append(sign)
        return "".join(out)


@dataclass(frozen=True)
class Hallado:
    """Words found: page from 0, the signs from ``desde`` up to ``hasta``, and a box for each line they are on."""

    pagina: int
    desde: int
    hasta: int
    cajas: tuple[Caja, ...]


def texto_de_pagina(pdf: bytes, indice: int) -> TextoPagina:
    """The words of page ``indice`` (from 0). Raises UserError where the file cannot be opened."""
    with abierto(pdf) as document:
        return _leer(document[indice])


def buscar(pdf: bytes, palabras: str, paginas: Iterable[int] | None = None) -> Iterator[tuple[Hallado, ...]]:
    """What is found on each page (all of them, or ``paginas``, from 0), page after page.

    Capitals, accents, the ends of lines and the hyphens there do not matter. Raises UserError where the file
    cannot be opened.
    """
    sought, _ = _plegar(palabras.strip())
    with abierto(pdf) as document:
        pages = len(document)
    for index in (range(pages) if paginas is None else paginas) if sought else ():
        with abierto(pdf) as document:
            page = document[index]
            textpage = page.get_textpage()
            place = _lugar(page)
            found = tuple(
                Hallado(index, a, b, _por_renglon(_cajas(textpage, place, a, b)))
                for a, b in _apariciones(_signos(textpage), sought)
            )
        yield found


def _apariciones(texto: str, sought: str) -> list[tuple[int, int]]:
    plain, where = _plegar(texto)
    spans, at = [], plain.find(sought)
    while at >= 0:
        spans.append((where[at], where[at + len(sought) - 1] + 1))
        at = plain.find(sought, at + len(sought))
    return spans


def _plegar(texto: str) -> tuple[str, Sequence[int]]:
    """The text without capitals, accents, hyphens and line ends, and for each of its signs where it was.

    A hyphen at the end of a line may belong to the word or not: without any, «CO-02» and «adminis-tración» are found.
    """
    plain: list[str] = []
    where: list[int] = []
    cut = False  # a line end after a hyphen is no space
    for n, sign in enumerate(texto):
        if sign in _GUIONES:
            cut = True
        elif sign.isspace():
            if plain and plain[-1] != " " and not cut:
                plain.append(" ")
                where.append(n)
        else:
            cut = False
            for part in _llano(sign):
                plain.append(part)
                where.append(n)
    return "".join(plain), where


@functools.cache
def _llano(sign: str) -> str:
    return "".join(part for part in unicodedata.normalize("NFKD", sign.casefold()) if not unicodedata.combining(part))


def _signos(textpage: pdfium.PdfTextPage) -> str:
    """One sign for each that PDFium counts."""
    from pypdfium2 import raw  # noqa: PLC0415 - a native library that most starts do not need

    count = textpage.count_chars()
    texto = textpage.get_text_range() if count else ""
    if len(texto) != count:
        codes = (raw.FPDFText_GetUnicode(textpage, n) for n in range(count))
        texto = "".join("\ufffd" if 0xD800 <= code <= 0xDFFF or code > 0x10FFFF else chr(code) for code in codes)
    return texto


def _leer(page: pdfium.PdfPage) -> TextoPagina:
    textpage = page.get_textpage()
    texto = _signos(textpage)
    boxes = _cajas(textpage, _lugar(page), 0, len(texto))
    return TextoPagina(
        texto, tuple(_NINGUNA if sign in "\r\n" else box for sign, box in zip(texto, boxes, strict=True))
    )


_Lugar = tuple[float, float, float, float, float, float]


def _lugar(page: pdfium.PdfPage) -> _Lugar:
    """What takes a point of the page to fractions of it as it is shown, turned and cut as the page says."""
    from pypdfium2 import raw  # noqa: PLC0415 - as above

    def at(x: float, y: float) -> tuple[float, float]:
        across, down = ctypes.c_int(), ctypes.c_int()
        raw.FPDF_PageToDevice(page, 0, 0, _UNIDADES, _UNIDADES, 0, x, y, across, down)
        return across.value / _UNIDADES, down.value / _UNIDADES

    (ox, oy), (ax, ay), (bx, by) = at(0, 0), at(1000, 0), at(0, 1000)
    return ox, oy, (ax - ox) / 1000, (ay - oy) / 1000, (bx - ox) / 1000, (by - oy) / 1000


def _cajas(textpage: pdfium.PdfTextPage, place: _Lugar, desde: int, hasta: int) -> list[Caja]:
    ox, oy, ax, ay, bx, by = place
    boxes: list[Caja] = []
    for n in range(desde, hasta):
        left, bottom, right, top = textpage.get_charbox(n, loose=True)
        # Two corners suffice: a page is only ever turned by quarters.
        x1, y1, x2, y2 = (
            ox + ax * left + bx * bottom,
            oy + ay * left + by * bottom,
            ox + ax * right + bx * top,
            oy + ay * right + by * top,
        )
        boxes.append((min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)))
    return boxes


def _por_renglon(cajas: Iterable[Caja]) -> tuple[Caja, ...]:
    boxes: list[Caja] = []
    for left, top, right, bottom in cajas:
        if right <= left:
            continue
        last = boxes[-1] if boxes else None
        if last is not None and top < last[3] and bottom > last[1] and left >= last[0] - 0.001:
            boxes[-1] = (last[0], min(last[1], top), max(last[2], right), max(last[3], bottom))
        else:
            boxes.append((left, top, right, bottom))
    return tuple(boxes)


def palabra_en(texto: str, n: int) -> tuple[int, int]:
    """From where up to where the word goes that holds sign ``n``."""
    if not texto[n : n + 1].isalnum():
        return n, n + 1
    edges = [k for k, sign in enumerate(texto) if not sign.isalnum()]
    at = bisect.bisect(edges, n)
    return (edges[at - 1] + 1 if at else 0), (edges[at] if at < len(edges) else len(texto))

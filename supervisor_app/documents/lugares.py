"""Where texts stand on the pages of a PDF, for the preview to mark what is being edited.

Texts are looked for one after another, each from where the last one ended, by their letters and figures alone: line
ends, hyphens and spaces are the page's own. It must never write a PDF.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from supervisor_app.documents.vista import abierto

if TYPE_CHECKING:
    import pypdfium2 as pdfium


@dataclass(frozen=True, slots=True)
class Lugar:
    """One line of a text: page from 0, and its edges as fractions of the width and height of the page."""

    pagina: int
    izquierda: float
    arriba: float
    derecha: float
    abajo: float


@dataclass(frozen=True, slots=True)
class _Letra:
    """A letter that is compared, and which character of which page it is."""

    letra: str
    pagina: int
    indice: int


def localizar(pdf: bytes, textos: Sequence[str]) -> tuple[tuple[Lugar, ...], ...]:
    """For each text the lines in which it stands; none where it was not found, which does not disturb the others."""
    with abierto(pdf) as document:
        pages = [document[index] for index in range(len(document))]
        written = [page.get_textpage() for page in pages]
        letters = [letter for index, page in enumerate(written) for letter in _letters(page, index)]
        return tuple(_lines(pages, written, stretch) for stretch in _stretches(letters, textos))


def _letters(page: pdfium.PdfTextPage, number: int) -> list[_Letra]:
    import pypdfium2.raw as pdfium_c  # noqa: PLC0415 - loaded with the first page, as in ``vista``

    found = []
    for index in range(page.count_chars()):
        char = chr(pdfium_c.FPDFText_GetUnicode(page, index))
        found += [_Letra(letter, number, index) for letter in _compared(char)]
    return found


def _compared(text: str) -> str:
    """What counts when texts are compared. One letter may become two; the order is never another."""
    return "".join(char for char in text.casefold() if char.isalnum())


def _stretches(letters: Sequence[_Letra], textos: Sequence[str]) -> list[Sequence[_Letra]]:
    whole = "".join(letter.letra for letter in letters)
    stretches: list[Sequence[_Letra]] = []
    start = 0
    for texto in textos:
        wanted = _compared(texto)
        at = whole.find(wanted, start) if wanted else -1
        if at < 0:
            stretches.append(())
            continue
        start = at + len(wanted)
        stretches.append(letters[at:start])
    return stretches


def _lines(
    pages: Sequence[pdfium.PdfPage], written: Sequence[pdfium.PdfTextPage], stretch: Sequence[_Letra]
) -> tuple[Lugar, ...]:
    lines = []
    for number, letters in groupby(stretch, key=lambda letter: letter.pagina):
        indices = [letter.indice for letter in letters]
        width, height = pages[number].get_size()
        page = written[number]
        for rect in range(page.count_rects(indices[0], indices[-1] - indices[0] + 1)):
            left, bottom, right, top = page.get_rect(rect)
            lines.append(Lugar(number, left / width, 1 - top / height, right / width, 1 - bottom / height))
    return tuple(lines)

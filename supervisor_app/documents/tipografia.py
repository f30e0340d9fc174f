"""The typeface of the documents and what of a text can be set in it: fonts, missing glyphs, hyphenation in Spanish.

Every text of a person passes through :func:`imprimible` before it is drawn. This module must never change the words:
it only drops what cannot be seen and shows plainly what the typeface does not have.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import cast
from xml.sax.saxutils import escape

import pyphen
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from supervisor_app import paths
from supervisor_app.domain.version_publica import TESTADO

REGULAR = "NotoSans"
BOLD = "NotoSans-Bold"
ITALIC = "NotoSans-Italic"
BOLD_ITALIC = "NotoSans-BoldItalic"
MISSING = "\N{REPLACEMENT CHARACTER}"

_FILES = {
    REGULAR: "NotoSans-Regular.ttf",
    BOLD: "NotoSans-Bold.ttf",
    ITALIC: "NotoSans-Italic.ttf",
    BOLD_ITALIC: "NotoSans-BoldItalic.ttf",
}
_TAKEN_OUT = "[testado]"
_BLACK_BOX = '<span backColor="#000000" textColor="#000000">testado</span>'
_registering = threading.Lock()
_INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_KEPT_CONTROLS = {"\n": "\n", "\t": " ", "\u2028": "\n", "\u2029": "\n", "\v": "\n", "\f": "\n"}
_VARIATION = re.compile("[\ufe00-\ufe0f]")
_SHORTEST_HYPHENATED = 10
_SHORTEST_PART = 4


def registrar_fuentes(carpeta: Path | None = None) -> None:
    """Make the family known to reportlab, once per process. ``carpeta`` is the fonts folder of ``resources/``."""
    with _registering:
        if REGULAR in pdfmetrics.getRegisteredFontNames():
            return
        folder = carpeta or paths.recursos() / "fonts"
        for name, file in _FILES.items():
            pdfmetrics.registerFont(TTFont(name, str(folder / file)))
        pdfmetrics.registerFontFamily(REGULAR, normal=REGULAR, bold=BOLD, italic=ITALIC, boldItalic=BOLD_ITALIC)


def _font(name: str) -> TTFont:
    return cast(TTFont, pdfmetrics.getFont(name))


@cache
def _glyphs() -> frozenset[int]:
    """Code points that all four weights can draw."""
    registrar_fuentes()
    return frozenset.intersection(*(frozenset(_font(name).face.charToGlyph) for name in _FILES))


def imprimible(texto: str) -> str:
    """The text as it can be set: composed accents, nothing invisible, a visible mark for every glyph that is missing.

    Direction overrides are dropped, so that nobody can make a page read otherwise than its record.
    """
    return _settable(texto).replace(TESTADO, _TAKEN_OUT)


def _settable(texto: str) -> str:
    composed = unicodedata.normalize("NFC", _VARIATION.sub("", texto).replace("\r\n", "\n").replace("\r", "\n"))
    if composed.isascii() and composed.isprintable():
        return composed
    return "".join(map(_shown, composed))


@lru_cache(maxsize=4096)
def _shown(char: str) -> str:
    if char in _KEPT_CONTROLS:
        return _KEPT_CONTROLS[char]
    if char == TESTADO:
        return char
    category = unicodedata.category(char)
    if category in {"Co", "Cn", "Cs"}:
        return MISSING
    if category in _INVISIBLE:
        return ""
    return char if ord(char) in _glyphs() else MISSING


def marcado(texto: str) -> str:
    """A text of a person as paragraph markup: nothing in it is taken for a tag, its line breaks are kept.

    What was taken out of it (``TESTADO``) is a black box; the word in it is all that there is.
    """
    lines = (" ".join(line.split(" ")).strip() for line in _settable(texto).split("\n"))
    return "<br/>".join(escape(line).replace(TESTADO, _BLACK_BOX) for line in lines)


@cache
def _dictionary() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="es", left=_SHORTEST_PART, right=_SHORTEST_PART)


@lru_cache(maxsize=8192)
def _splits(word: str) -> tuple[tuple[str, str], ...]:
    return tuple(_dictionary().iterate(word))


def silabas(palabra: str) -> Iterator[tuple[str, str]]:
    """Where a word may be broken at the end of a line, longest beginning first; for ``hyphenationLang``.

    Short words and words in capitals (names, acronyms) stay whole.
    """
    if len(palabra) < _SHORTEST_HYPHENATED or palabra.isupper():
        return iter(())
    return iter(_splits(palabra))

"""Mends text pasted from a PDF or a scan: cut lines, split words, letter-spaced words, stray spaces and quotes.

Nothing is mended by itself: a person sees before and after and chooses which repairs to take (dominio 2.4). It must
never change a letter, only spaces, line ends, hyphens at the end of a line, quotes and invisible marks.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator
from enum import StrEnum
from itertools import zip_longest

Tramo = tuple[int, int]
"""From which character of a text up to which, that one not included."""


class Arreglo(StrEnum):
    """The repairs, in the order in which they are made."""

    INVISIBLES = "invisibles"
    LETRAS = "letras"
    GUIONES = "guiones"
    LINEAS = "lineas"
    COMILLAS = "comillas"
    ESPACIOS = "espacios"

    @property
    def label(self) -> str:
        return {
            "invisibles": "Quitar marcas invisibles",
            "letras": "Juntar letras separadas (c o n → con)",
            "guiones": "Unir palabras cortadas con guion",
            "lineas": "Unir renglones cortados",
            "comillas": "Quitar comillas sueltas",
            "espacios": "Quitar espacios de más",
        }[self.value]


_FINAL_DE_LINEA = re.compile(r"\r\n|[\r\v\f\x85\u2028\u2029]")
# A mark, a number or a letter that opens a list item: its line is not the rest of the line before.
_INCISO = re.compile(r"\s*(?:[•●○▪■◦·‣\-–—*]\s|\(?\d{1,3}\s?[.)\-]|[A-Za-zñÑ]\)|[ivx]{1,4}[.)]\s)")
_FIN_DE_FRASE = re.compile(r"[.:;!?…][»”\"')\]]?\s*$")
_LETRA = r"[^\W\d_]"
_ESPACIADAS = re.compile(rf"(?<!\w){_LETRA}(?:[ \u00a0]{_LETRA}){{2,}}(?!\w)")
_LETRA_O_CIFRA = re.compile(r"[^\W_]")
_GUION = re.compile(rf"({_LETRA})[-\u00ad\u2010] ?\n[ \t]*([a-záéíóúüñ])")


def limpiar(texto: str, arreglos: Collection[Arreglo] = tuple(Arreglo)) -> str:
    """The text with these repairs."""
    for arreglo in Arreglo:
        if arreglo in arreglos:
            texto = _HACER[arreglo](texto)
    return texto


def utiles(texto: str) -> tuple[Arreglo, ...]:
    """The repairs that would change something, each after those before it."""
    hallados = []
    for arreglo in Arreglo:
        arreglado = _HACER[arreglo](texto)
        if arreglado != texto:
            hallados.append(arreglo)
            texto = arreglado
    return tuple(hallados)


def diferencias(antes: str, despues: str) -> tuple[tuple[Tramo, ...], tuple[Tramo, ...]]:
    """Where a text and what cleaning made of it differ: the places that went, and those that came.

    No repair changes a letter, so both have the same ones in the same order and only what stands between two of them is
    compared: a comparison that did not know it would take the square of the length.
    """
    fueron: list[Tramo] = []
    vinieron: list[Tramo] = []
    for (a, b), (c, d) in zip_longest(_huecos(antes), _huecos(despues), fillvalue=(0, 0)):
        uno, otro = antes[a:b], despues[c:d]
        if uno == otro:
            continue
        igual = _iguales(uno, otro)
        cola = _iguales(uno[igual:][::-1], otro[igual:][::-1])
        if a + igual < b - cola:
            fueron.append((a + igual, b - cola))
        if c + igual < d - cola:
            vinieron.append((c + igual, d - cola))
    return tuple(fueron), tuple(vinieron)


def _iguales(uno: str, otro: str) -> int:
    """How many characters both begin with."""
    return next((n for n, (a, b) in enumerate(zip(uno, otro, strict=False)) if a != b), min(len(uno), len(otro)))


def _huecos(texto: str) -> Iterator[Tramo]:
    """What stands before, between and after the letters and digits; empty where two stand together."""
    lugar = 0
    for letra in _LETRA_O_CIFRA.finditer(texto):
        yield lugar, letra.start()
        lugar = letra.end()
    yield lugar, len(texto)


def _invisibles(texto: str) -> str:
    normal = unicodedata.normalize("NFC", _FINAL_DE_LINEA.sub("\n", texto))
    return "".join(c for c in normal if c in "\n\t\u00ad" or unicodedata.category(c) not in ("Cc", "Cf", "Co", "Cs"))


def _letras(texto: str) -> str:
    """Join words that were set letter by letter. Two spaces between such words are the space that was meant."""
    return _ESPACIADAS.sub(lambda m: _junta(m) if _espaciada(m) else m[0], texto)


def _junta(hallada: re.Match[str]) -> str:
    return re.sub(r"[ \u00a0]", "", hallada[0])


def _espaciada(hallada: re.Match[str]) -> bool:
    """Whether it is a word set letter by letter, and not words of one letter: «tipo A o B»."""
    letras, texto = _junta(hallada), hallada.string
    vecina = texto[: hallada.start()].endswith("  ") or texto[hallada.end() :].startswith("  ")
    de_un_tamano = (letras[1:].islower() and letras[0].islower()) or letras.isupper()
    propias = sum(letra.casefold() not in "aeouy" for letra in letras)
    return len(letras) > 3 or vecina or (de_un_tamano and propias > 1)


def _guiones(texto: str) -> str:
    return _GUION.sub(r"\1\2", texto)


def _lineas(texto: str) -> str:
    """Join a line with the next where a sentence goes on; blank lines and list items stay apart."""
    parrafos: list[list[str]] = []  # each by its lines: a text of one paragraph would be copied at each
    abierto = False
    for linea in texto.split("\n"):
        sigue = bool(linea.strip()) and abierto and not _INCISO.match(linea)
        sigue = sigue and not (_FIN_DE_FRASE.search(parrafos[-1][-1]) and not linea.lstrip()[:1].islower())
        if sigue:
            parrafos[-1][-1] = parrafos[-1][-1].rstrip()
            parrafos[-1].append(linea.lstrip())
        else:
            parrafos.append([linea])
        abierto = bool(linea.strip())
    return "\n".join(map(" ".join, parrafos))


def _comillas(texto: str) -> str:
    """Take away a double quote that has no partner in its paragraph."""
    return "\n".join(linea.replace('"', "") if linea.count('"') == 1 else linea for linea in texto.split("\n"))


def _espacios(texto: str) -> str:
    lineas = [re.sub(r"[ \t\u00a0\u2000-\u200a\u202f\u3000]+", " ", linea).strip() for linea in texto.split("\n")]
    junto = re.sub(r"\n{3,}", "\n\n", "\n".join(lineas)).strip("\n")
    return re.sub(r" +([,;.:)\]»])(?!\w)", r"\1", junto)


_HACER: dict[Arreglo, Callable[[str], str]] = {
    Arreglo.INVISIBLES: _invisibles,
    Arreglo.LETRAS: _letras,
    Arreglo.GUIONES: _guiones,
    Arreglo.LINEAS: _lineas,
    Arreglo.COMILLAS: _comillas,
    Arreglo.ESPACIOS: _espacios,
}

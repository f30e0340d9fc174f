"""What is taken out of a text before it is made public: found by its form, or named by whoever publishes.

What is taken out is gone: a mark stands in its place that says neither what it was nor how long. It must never be put
back, and this module must never decide that nothing else is confidential: a person reads the version before it goes out.

Source: LSS art. 22; 7.1.1 núm. 36 (dominio, section 8). The legal reference that is printed is text of the office.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from enum import StrEnum
from functools import lru_cache

from pydantic import field_validator

from supervisor_app.domain.base import Value
from supervisor_app.errors import UserError

TESTADO = "\ue0ff"
"""The mark: one character of private use, drawn as a black box that reads «testado»."""

SUFIJO_PUBLICA = "-PUB"
"""Of the folio of a public version: it is another document, with a record and a hash of its own."""

_LARGO = 200
_PALABRAS = 500


class Dato(StrEnum):
    """The kinds that are known by their form."""

    CURP = "curp"
    RFC = "rfc"
    NSS = "nss"
    REGISTRO_PATRONAL = "registro_patronal"
    CREDITO = "credito"

    @property
    def label(self) -> str:
        return {
            "curp": "CURP",
            "rfc": "RFC",
            "nss": "Número de seguridad social",
            "registro_patronal": "Registro patronal",
            "credito": "Número de crédito",
        }[self.value]


# Longer forms first: a CURP begins as an RFC does, and a registro patronal holds as many digits as an NSS.
_FORMAS = {
    Dato.CURP: r"[A-Z][AEIOUX][A-Z]{2}\d{6}[HMX][A-Z]{5}[A-Z\d]\d",
    Dato.RFC: r"[A-ZÑ&]{3,4}[ -]?\d{6}[ -]?[A-Z\d]{3}",
    Dato.REGISTRO_PATRONAL: r"[A-Z]\d{2}[ -]?\d{5}[ -]?\d{2}[ -]?\d",
    Dato.NSS: r"\d{2}[ -]?\d{2}[ -]?\d{2}[ -]?\d{4}[ -]?\d",
    Dato.CREDITO: r"\d{9}",
}
_BORDE = r"(?<![\w$.,])(?:{})(?![\w]|[.,]\d)"


class Testado(Value):
    """What to take out. ``palabras``: names and other words, as they are written or without accents and in any case.
    ``fundamento``: the legal reference that is printed, text of the office.
    """

    __test__ = False  # no test of pytest's

    datos: tuple[Dato, ...] = tuple(Dato)
    palabras: tuple[str, ...] = ()
    fundamento: str = ""

    @field_validator("palabras")
    @classmethod
    def _legibles(cls, palabras: tuple[str, ...]) -> tuple[str, ...]:
        limpias = tuple(dict.fromkeys(" ".join(p.split()) for p in palabras))
        if any(len(p) < 3 for p in limpias):
            raise UserError(
                "Escriba al menos tres letras de lo que se debe testar: menos quitaría partes de otras palabras.",
                field="palabras",
            )
        if len(limpias) > _PALABRAS or any(len(p) > _LARGO for p in limpias):
            raise UserError(
                f"Se pueden testar hasta {_PALABRAS} palabras o frases de {_LARGO} letras.", field="palabras"
            )
        return limpias


class Testador:
    """Takes it out of texts, one after another, and counts what it took."""

    __test__ = False

    def __init__(self, testado: Testado) -> None:
        self.testado = testado
        self.cuenta: Counter[str] = Counter()
        formas = [(d.label, re.compile(_BORDE.format(_FORMAS[d]))) for d in _FORMAS if d in testado.datos]
        self._formas = formas
        # The longest first, so that a name is taken whole before a part of it is.
        palabras = sorted(testado.palabras, key=len, reverse=True)
        patron = "|".join(r"\s+".join(map(re.escape, _plana(p).split())) for p in palabras)
        self._palabras = re.compile(rf"(?<!\w)(?:{patron})(?!\w)") if palabras else None

    def texto(self, texto: str) -> str:
        """The text with the mark in the place of each thing taken out."""
        for label, forma in self._formas:
            texto, n = forma.subn(TESTADO, texto)
            self.cuenta[label] += n
        return self._sin_palabras(texto) if self._palabras is not None else texto

    def todo(self, texto: str) -> str:
        """The mark alone in the place of a whole text; nothing in the place of nothing."""
        if not texto.strip():
            return texto
        self.cuenta["Casos y archivos"] += 1
        return TESTADO

    def _sin_palabras(self, texto: str) -> str:
        assert self._palabras is not None
        texto = unicodedata.normalize("NFC", texto)
        plano = _plana(texto)
        trozos, desde = [], 0
        for hallada in self._palabras.finditer(plano):
            trozos += [texto[desde : hallada.start()], TESTADO]
            desde = hallada.end()
        self.cuenta["Palabras indicadas"] += len(trozos) // 2
        return "".join(trozos) + texto[desde:]


def _plana(texto: str) -> str:
    """In small letters and without accents, each sign in its place."""
    return "".join(map(_plano, unicodedata.normalize("NFC", texto)))


@lru_cache(maxsize=4096)
def _plano(signo: str) -> str:
    llana = "".join(c for c in unicodedata.normalize("NFD", signo) if not unicodedata.combining(c)).casefold()
    return llana if len(llana) == 1 else signo

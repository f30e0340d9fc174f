"""What is taken out of a text before it is made public: found by its form, or named by whoever publishes.

What is taken out is gone: a mark stands in its place that says neither what it was nor how long. It must never be put
back, and this module must never decide that nothing else is confidential: a person reads the version before it goes
out.

Source: LSS art. 22; 7.1.1 núm. 36 (dominio, section 8). The legal reference that is printed is text of the office.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable
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


def _con_separadores(forma: str) -> str:
    """``~``: what may stand between the parts of a number; ``_``: what must. No point: that would be a fraction."""
    return forma.replace("~", r"[\s/\u2010-\u2015-]?").replace("_", r"[\s/\u2010-\u2015-]")


# Longer forms first: a CURP begins as an RFC does, and a registro patronal holds as many digits as an NSS. In small
# letters an RFC is one only where no space is in it: «por 850101 que» is none.
_FORMAS = {
    dato: _con_separadores(forma)
    for dato, forma in {
        Dato.CURP: r"[a-z][aeioux][a-z]{2}~\d{6}~[hmx][a-z]{5}~[a-z\d]~\d",
        Dato.RFC: r"(?:(?-i:[A-Z&]{3,4}~\d{6}~[A-Z\d]{3})|[a-z&]{3,4}\d{6}[a-z\d]{3})",
        Dato.REGISTRO_PATRONAL: r"[a-z]\d{2}~\d{5}~\d{2}(?:~\d)?",
        Dato.NSS: (
            r"(?:\d{2}~\d{2}~\d{2}~\d{4}~\d|\d{2}\.\d{2}\.\d{2}\.\d{4}\.\d"
            r"|\d{4}_\d{3}_\d{4}|\d{3}_\d{4}_\d{4}|\d{3}_\d{3}_\d{3}_\d{2})"
        ),
        Dato.CREDITO: r"\d{9}",
    }.items()
}
_ROTULOS = ("rfc", "curp", "nss", "patronal", "dito")
"""Behind these a datum begins though no space is between."""
_ANTES = r"(?:(?<![^\W_])(?<!\$)(?<!\d\.)|" + "|".join(f"(?<={rotulo})" for rotulo in _ROTULOS) + ")"
_DESPUES = r"(?![^\W_])(?!\.\d)(?!,\d{2}(?!\d))"


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
        limpias = tuple(dict.fromkeys(" ".join(_visible(p).split()) for p in palabras))
        if any(len(p) < 3 or not _llano(p).strip() for p in limpias):
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
        formas = [(d.label, re.compile(_ANTES + _FORMAS[d] + _DESPUES, re.I)) for d in _FORMAS if d in testado.datos]
        self._formas = formas
        # The longest first, so that a name is taken whole before a part of it is.
        palabras = sorted(testado.palabras, key=len, reverse=True)
        patron = "|".join(map(_patron, palabras))
        self._palabras = re.compile(rf"(?<![^\W_])(?:{patron})(?![^\W_])") if palabras else None

    def texto(self, texto: str) -> str:
        """The text with the mark in the place of each thing taken out, and nothing in it that cannot be seen: what
        stands between the letters of a name would hide the name from here and not from paper."""
        texto = _visible(texto)
        for label, forma in self._formas:
            texto = self._quitar(texto, label, forma, _llano)
        return self._quitar(texto, "Palabras indicadas", self._palabras, _minuscula) if self._palabras else texto

    def todo(self, texto: str) -> str:
        """The mark alone in the place of a whole text; nothing in the place of nothing."""
        if not texto.strip():
            return texto
        self.cuenta["Casos y archivos"] += 1
        return TESTADO

    def _quitar(self, texto: str, que: str, forma: re.Pattern[str], en: Callable[[str], str]) -> str:
        """Sought in what ``en`` makes of each sign, taken out of the text itself."""
        llanos = list(map(en, texto))
        lugares = [n for n, llano in enumerate(llanos) for _ in llano]
        trozos, desde = [], 0
        for hallada in forma.finditer("".join(llanos)):
            trozos += [texto[desde : lugares[hallada.start()]], TESTADO]
            desde = lugares[hallada.end() - 1] + 1
            while desde < len(texto) and not llanos[desde]:  # accents that stand alone
                desde += 1
        self.cuenta[que] += len(trozos) // 2
        return "".join(trozos) + texto[desde:]


def _patron(palabra: str) -> str:
    """The words of a name with anything between them, or nothing: «Paz-Robles», «Paz, Robles», «S.A.» and «SA»."""
    llana = "".join(map(_minuscula, palabra))
    partes = re.findall(r"[^\W_]+", llana)
    return rf"(?:[^\w{TESTADO}]|_)*".join(partes) if partes else re.escape(llana)


def _visible(texto: str) -> str:
    """Composed, without signs that nobody sees: of no width, of direction, of control, of private use."""
    if texto.isascii() and texto.isprintable():
        return texto
    compuesto = unicodedata.normalize("NFC", texto)
    return "".join(c for c in compuesto if c == TESTADO or c.isspace() or not _invisible(c))


def _invisible(signo: str) -> bool:
    return unicodedata.category(signo)[0] == "C" or signo in _RELLENOS or "\ufe00" <= signo <= "\ufe0f"


_RELLENOS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0")
"""Signs of other kinds that show nothing."""


@lru_cache(maxsize=4096)
def _llano(signos: str) -> str:
    """Without accents and in the plain form of the alphabet: a letter of full width is that letter."""
    return "".join(c for c in unicodedata.normalize("NFKD", signos) if not unicodedata.combining(c))


@lru_cache(maxsize=4096)
def _minuscula(signo: str) -> str:
    return _llano(signo).casefold()

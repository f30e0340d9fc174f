"""Text, numbers and truth: the conversions and comparisons of XPath 1.0 with the dates of the ODK specification.

Values are ``str``, ``float`` and ``bool``; every stored answer is text. Where JavaRosa and Enketo differ,
``docs/EXPRESIONES.md`` says which side is taken. This module must never know a form or a function.
"""

from __future__ import annotations

import math
import operator
import re
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache
from typing import Final

from supervisor_app.domain.logica import fechas

NAN: Final = math.nan
Valor = str | float | bool
_NUMERO: Final = re.compile(r"-?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)", re.ASCII)
_IGUALES: Final = 1e-12
"""Numbers closer than this are equal to ``=`` (as in JavaRosa): 0.1 + 0.2 = 0.3 is what people mean."""


@lru_cache(maxsize=16384)
def numero(texto: str, zona: int) -> float:
    """A text as a number: digits with point, or the days of a date or moment; NaN for anything else, '' too."""
    limpio = texto.strip(" \t\r\n")
    if _NUMERO.fullmatch(limpio):
        return float(limpio)
    return fechas.dias(limpio, zona) if fechas.parece_fecha(limpio) else NAN


def texto(valor: Valor) -> str:
    """``string()``: numbers without exponent nor superfluous zeros, truth as ``true`` or ``false``."""
    if isinstance(valor, str):
        return valor
    if isinstance(valor, bool):
        return "true" if valor else "false"
    return texto_de_numero(valor)


def texto_de_numero(n: float) -> str:
    """``5``, ``0.25``, ``NaN``, ``-Infinity``; never ``1e+21``."""
    if n == 0:
        return "0"
    if not math.isfinite(n):
        return "NaN" if math.isnan(n) else ("Infinity" if n > 0 else "-Infinity")
    if n == int(n):
        return str(int(n)) if abs(n) < 1e16 else format(Decimal(repr(n)), "f")
    escrito = repr(n)
    return escrito if "e" not in escrito else format(Decimal(escrito), "f")


LARGO_MAXIMO: Final = 100_000
"""Characters of a calculated text; an answer holds 20,000. Calculations that double one another have an end."""


def a_guardar(valor: Valor) -> str:
    """The text that a calculation leaves in its node: no number is no answer, nor is a text without measure."""
    if isinstance(valor, float) and not math.isfinite(valor):
        return ""
    escrito = texto(valor)
    return escrito if len(escrito) <= LARGO_MAXIMO else ""


def como_numero(valor: Valor, zona: int) -> float:
    """``number()`` of any value."""
    if isinstance(valor, str):
        return numero(valor, zona)
    return float(valor)


def como_booleano(valor: Valor) -> bool:
    """``boolean()`` of a value that is no node: empty, zero and NaN are false."""
    if isinstance(valor, float):
        return valor != 0 and not math.isnan(valor)
    return bool(valor)


def iguales_numeros(a: float, b: float) -> bool:
    """``=`` between numbers. NaN equals nothing."""
    return a == b or abs(a - b) < _IGUALES


def iguales_textos(a: str, b: str, zona: int) -> bool:
    """``=`` between texts; as days where either is a date (``2026-01-05`` = ``2026-1-5``)."""
    if a == b:
        return True
    if fechas.parece_fecha(a) or fechas.parece_fecha(b):
        return iguales_numeros(numero(a, zona), numero(b, zona))
    return False


def iguales(a: Valor, b: Valor, zona: int) -> bool:
    """``=`` between two values by the most specific type: truth, then number, then text."""
    if isinstance(a, bool) or isinstance(b, bool):
        return como_booleano(a) == como_booleano(b)
    if isinstance(a, float) or isinstance(b, float):
        return iguales_numeros(como_numero(a, zona), como_numero(b, zona))
    return iguales_textos(a, b, zona)


def dividir(a: float, b: float) -> float:
    """``div`` of IEEE 754: by zero it is infinite, 0 div 0 is NaN."""
    if b != 0:
        return a / b
    if a == 0 or math.isnan(a) or math.isnan(b):
        return NAN
    return math.copysign(math.inf, a) * math.copysign(1.0, b)


def residuo(a: float, b: float) -> float:
    """``mod``: takes the sign of the first; by zero it is NaN."""
    return NAN if b == 0 or math.isinf(a) or math.isnan(a) or math.isnan(b) else math.fmod(a, b)


def sumar(numeros: list[float]) -> float:
    """The sum, rounded once at the end, so that it does not depend on the order. Infinities as IEEE says."""
    try:
        return math.fsum(numeros)
    except (OverflowError, ValueError):
        return sum(numeros)


ORDEN: Final[dict[str, Callable[[float, float], bool]]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
ARITMETICA: Final[dict[str, Callable[[float, float], float]]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "div": dividir,
    "mod": residuo,
}

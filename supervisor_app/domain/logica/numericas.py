"""The functions of numbers: IEEE floats in, IEEE floats out; what Python raises is NaN or infinite here.

This module must never know how an expression is written.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Final

from supervisor_app.domain.logica.valores import NAN, sumar

PI: Final = math.pi
_DECIMALES_MAXIMOS: Final = 30


def _seguro(f: Callable[[float], float]) -> Callable[[float], float]:
    """``f`` with NaN where it has no value, and infinity where it has no end."""

    def calcula(n: float) -> float:
        try:
            return f(n)
        except ValueError:
            return NAN
        except OverflowError:
            return math.inf

    return calcula


seno, coseno, tangente = _seguro(math.sin), _seguro(math.cos), _seguro(math.tan)
arcoseno, arcocoseno, arcotangente = _seguro(math.asin), _seguro(math.acos), math.atan
exponencial, raiz = _seguro(math.exp), _seguro(math.sqrt)
arcotangente2 = math.atan2


def logaritmo(n: float) -> float:
    """Natural logarithm; of zero it is minus infinity."""
    return -math.inf if n == 0 else _seguro(math.log)(n)


def logaritmo10(n: float) -> float:
    """Logarithm to the base of ten."""
    return -math.inf if n == 0 else _seguro(math.log10)(n)


def potencia(base: float, exponente: float) -> float:
    """``base`` to the power of ``exponente``."""
    try:
        return math.pow(base, exponente)
    except ValueError:
        return math.inf if base == 0 else NAN
    except OverflowError:
        return math.inf if base > 0 or exponente % 2 == 0 else -math.inf


def entero(n: float) -> float:
    """Without its fraction, towards zero."""
    return float(math.trunc(n)) if math.isfinite(n) else n


def techo(n: float) -> float:
    return float(math.ceil(n)) if math.isfinite(n) else n


def piso(n: float) -> float:
    return float(math.floor(n)) if math.isfinite(n) else n


def redondear(n: float, decimales: float = 0.0) -> float:
    """Halves go up (towards plus infinity), as XPath says; by the digits one reads, so 12345.15 gives 12345.2."""
    if not math.isfinite(n):
        return n
    if not math.isfinite(decimales) or abs(decimales) > _DECIMALES_MAXIMOS:
        return NAN
    unidad = Decimal(1).scaleb(-int(decimales))
    exacto = Decimal(repr(n)) / unidad
    abajo = exacto.to_integral_value(ROUND_FLOOR)
    redondo = abajo if exacto - abajo < Decimal("0.5") else exacto.to_integral_value(ROUND_CEILING)
    return float(redondo * unidad)


def suma(numeros: Sequence[float]) -> float:
    """The sum of those that are numbers: an empty answer adds nothing (as in JavaRosa)."""
    return sumar([n for n in numeros if not math.isnan(n)])


def mayor(numeros: Sequence[float]) -> float:
    """The largest of those that are numbers; NaN where none is."""
    return max((n for n in numeros if not math.isnan(n)), default=NAN)


def menor(numeros: Sequence[float]) -> float:
    """The smallest of those that are numbers; NaN where none is."""
    return min((n for n in numeros if not math.isnan(n)), default=NAN)

"""Reads what people type or paste as numbers, percentages, amounts and dates, the way it is written in Mexico.

Every refusal is a sentence that says what to write. This module must never guess between two readings.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from supervisor_app.errors import UserError

_MESES = {
    nombre: n
    for n, nombres in enumerate(
        (
            "enero ene", "febrero feb", "marzo mar", "abril abr", "mayo may", "junio jun", "julio jul",
            "agosto ago", "septiembre setiembre sep sept", "octubre oct", "noviembre nov", "diciembre dic",
        ),
        start=1,
    )
    for nombre in nombres.split()
}  # fmt: skip
# ASCII only: \d alone also takes the digits of every other script, and a look-alike is not what was meant.
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[t ]00:00(?::00(?:\.0+)?)?)?", re.ASCII)
_CON_SEPARADOR = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4}|\d{2})", re.ASCII)
_CORRIDA = re.compile(r"(\d{2})(\d{2})(\d{4}|\d{2})", re.ASCII)
_EN_PALABRAS = re.compile(r"(\d{1,2})[ /\-](?:de )?([a-z]+)\.?[ /\-](?:de |del )?(\d{4}|\d{2})", re.ASCII)
# Thousands by comma or by space, never both, and always in threes: «1,23» and «1 23» have two readings.
_DECIMAL = re.compile(r"-? ?(?:(?:\d{1,3}(?:,\d{3})+|\d{1,3}(?: \d{3})+|\d+)(?:\.\d+)?|\.\d+)", re.ASCII)
_SIGNO_DE_PESOS = re.compile(r"^(-? ?)\$")
_LARGO = 60
"""No number that a person means is longer; decimal gives up on those of a million digits."""


def _limpio(texto: str) -> str:
    return re.sub(r"\s+", " ", texto).strip()


def leer_decimal(texto: str, *, que: str = "un número") -> Decimal:
    """A decimal with comma (or space) for thousands and point for decimals: ``1,234.50``. Raises UserError."""
    t = _limpio(texto)
    if len(t) > _LARGO or not _DECIMAL.fullmatch(t):
        raise UserError(f"«{t[:40]}» no es {que}. Use punto para los decimales, por ejemplo 1,234.50.")
    return Decimal(t.replace(",", "").replace(" ", ""))


def leer_numero(texto: str) -> int:
    """A whole number, zero or more. Raises UserError."""
    valor = leer_decimal(texto, que="un número entero")
    if valor != valor.to_integral_value():
        raise UserError("Escriba un número entero, sin decimales.")
    if not 0 <= valor <= 10**12:
        raise UserError("El número debe estar entre 0 y 1,000,000,000,000.")
    return int(valor)


def leer_porcentaje(texto: str) -> Decimal:
    """Per cent, zero or more, with or without its sign: ``12.5 %``. It may pass 100. Raises UserError.

    What is pasted from a sheet carries more decimals than anyone reads: it is rounded to four.
    """
    valor = leer_decimal(_limpio(texto).removesuffix("%"), que="un porcentaje")
    if not 0 <= valor <= 99_999:
        raise UserError("El porcentaje debe estar entre 0 y 99,999.")
    return valor.quantize(Decimal("0.0001")).normalize() + 0 if valor else Decimal(0)


def leer_monto(texto: str) -> Decimal:
    """Pesos with two decimals at most, with or without ``$`` and ``MXN``. Raises UserError."""
    t = re.sub(r"(?i)\b(mxn|m\.n\.|pesos)$", "", _limpio(texto)).strip()
    valor = leer_decimal(_SIGNO_DE_PESOS.sub(r"\1", t), que="un importe en pesos")
    # The size first: rounding a number longer than the precision of decimal raises.
    if abs(valor) >= Decimal(10) ** 16:
        raise UserError("El importe es demasiado grande; revise los dígitos.")
    if valor != round(valor, 2):
        raise UserError("El importe lleva dos decimales como máximo, por ejemplo $1,234.50.")
    return valor.quantize(Decimal("0.01")) + 0  # «-0» is zero


def leer_fecha(texto: str, *, siglo: int = 2000) -> date:
    """A day: ``dd/mm/aaaa``, ``5/6/26``, ``050626``, ``2026-06-05``, ``5 de junio de 2026``. Raises UserError.

    Two digits of year belong to ``siglo``. Days come first, as in Mexico; a month over 12 is refused, never swapped.
    """
    t = _limpio(texto).casefold()
    error = UserError(f"«{_limpio(texto)[:40]}» no es una fecha. Escríbala como dd/mm/aaaa, por ejemplo 05/06/2026.")
    if m := _ISO.fullmatch(t):
        dia, mes, escrito = int(m[3]), int(m[2]), m[1]
    elif m := _CON_SEPARADOR.fullmatch(t) or _CORRIDA.fullmatch(t):
        dia, mes, escrito = int(m[1]), int(m[2]), m[3]
    elif (m := _EN_PALABRAS.fullmatch(t)) and m[2] in _MESES:
        dia, mes, escrito = int(m[1]), _MESES[m[2]], m[3]
    else:
        raise error
    anio = int(escrito) + (siglo if len(escrito) == 2 else 0)
    if not 1900 <= anio <= 2200:
        raise UserError("El año debe estar entre 1900 y 2200.")
    try:
        return date(anio, mes, dia)
    except ValueError:
        raise UserError(f"El día {dia:02d}/{mes:02d}/{anio} no existe; revise la fecha.") from None

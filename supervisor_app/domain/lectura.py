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
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[t ]00:00(?::00(?:\.0+)?)?)?")
_CON_SEPARADOR = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4}|\d{2})")
_CORRIDA = re.compile(r"(\d{2})(\d{2})(\d{4}|\d{2})")
_EN_PALABRAS = re.compile(r"(\d{1,2})[ /\-](?:de )?([a-zé]+)\.?[ /\-](?:de |del )?(\d{4}|\d{2})")
_DECIMAL = re.compile(r"-?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?|-?\.\d+")


def _limpio(texto: str) -> str:
    return re.sub(r"[\s\u00a0\u202f]+", " ", texto).strip()


def leer_decimal(texto: str, *, que: str = "un número") -> Decimal:
    """A decimal with comma for thousands and point for decimals: ``1,234.50``. Raises UserError."""
    t = _limpio(texto).replace(" ", "")
    if not _DECIMAL.fullmatch(t):
        raise UserError(f"«{_limpio(texto)[:40]}» no es {que}. Use punto para los decimales, por ejemplo 1,234.50.")
    return Decimal(t.replace(",", ""))


def leer_numero(texto: str) -> int:
    """A whole number, zero or more. Raises UserError."""
    valor = leer_decimal(texto, que="un número entero")
    if valor != valor.to_integral_value():
        raise UserError("Escriba un número entero, sin decimales.")
    if not 0 <= valor <= 10**12:
        raise UserError("El número debe estar entre 0 y 1,000,000,000,000.")
    return int(valor)


def leer_porcentaje(texto: str) -> Decimal:
    """Per cent, zero or more, with or without its sign: ``12.5 %``. It may pass 100. Raises UserError."""
    valor = leer_decimal(_limpio(texto).removesuffix("%"), que="un porcentaje")
    if not 0 <= valor <= 99_999:
        raise UserError("El porcentaje debe estar entre 0 y 99,999.")
    return valor.quantize(Decimal("0.0001")).normalize() + 0 if valor else Decimal(0)


def leer_monto(texto: str) -> Decimal:
    """Pesos with two decimals at most, with or without ``$`` and ``MXN``. Raises UserError."""
    t = re.sub(r"(?i)\b(mxn|m\.n\.|pesos)\s*$", "", _limpio(texto)).strip().replace("$", "", 1)
    valor = leer_decimal(t, que="un importe en pesos")
    if valor != round(valor, 2):
        raise UserError("El importe lleva dos decimales como máximo, por ejemplo $1,234.50.")
    if abs(valor) >= Decimal(10) ** 16:
        raise UserError("El importe es demasiado grande; revise los dígitos.")
    return valor.quantize(Decimal("0.01"))


def leer_fecha(texto: str, *, siglo: int = 2000) -> date:
    """A day: ``dd/mm/aaaa``, ``5/6/26``, ``050626``, ``2026-06-05``, ``5 de junio de 2026``. Raises UserError.

    Two digits of year belong to ``siglo``. Days come first, as in Mexico; a month over 12 is refused, never swapped.
    """
    t = _limpio(texto).casefold()
    error = UserError(f"«{_limpio(texto)[:40]}» no es una fecha. Escríbala como dd/mm/aaaa, por ejemplo 05/06/2026.")
    if m := _ISO.fullmatch(t):
        anio, mes, dia = int(m[1]), int(m[2]), int(m[3])
    elif m := _CON_SEPARADOR.fullmatch(t) or _CORRIDA.fullmatch(t):
        dia, mes, anio = int(m[1]), int(m[2]), int(m[3])
    elif (m := _EN_PALABRAS.fullmatch(t)) and m[2] in _MESES:
        dia, mes, anio = int(m[1]), _MESES[m[2]], int(m[3])
    else:
        raise error
    if anio < 100:
        anio += siglo
    if not 1900 <= anio <= 2200:
        raise UserError("El año debe estar entre 1900 y 2200.")
    try:
        return date(anio, mes, dia)
    except ValueError:
        raise UserError(f"El día {dia:02d}/{mes:02d}/{anio} no existe; revise la fecha.") from None

"""Reads what people type or paste as numbers, percentages, amounts and dates, the way it is written in Mexico.

Every refusal is a sentence that says what to write. This module must never guess between two readings.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from supervisor_app.domain.texto import MESES
from supervisor_app.errors import UserError

_MESES = {escrito: n for n, mes in enumerate(MESES, start=1) for escrito in (mes, mes[:3])}
_MESES |= {"setiembre": 9, "sept": 9}
_SIGLO_PASADO = 70
"""Years of two digits from here on are of the last century: credits and employers of the seventies still appear."""
# ASCII only: \d alone also takes the digits of every other script, and a look-alike is not what was meant.
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[t ]00:00(?::00(?:\.0+)?)?)?", re.ASCII)
_ENTRE = r"(?: ?[/.,\-] ?| )"
_ANIO = r"(\d{4}|\d{2})"
_CON_SEPARADOR = re.compile(rf"(\d{{1,2}}){_ENTRE}(\d{{1,2}})(?:{_ENTRE}{_ANIO})?", re.ASCII)
_CORRIDA = re.compile(rf"(\d{{2}})(\d{{2}}){_ANIO}", re.ASCII)
_EN_PALABRAS = re.compile(rf"(\d{{1,2}}){_ENTRE}(?:de )?([a-z]+)\.?(?:{_ENTRE}(?:de |del )?{_ANIO})?", re.ASCII)
_SOLO_DIA = re.compile(r"\d{1,2}", re.ASCII)
# Thousands by comma or by space, never both, and always in threes: «1,23» and «1 23» have two readings.
_DECIMAL = re.compile(r"-? ?(?:(?:\d{1,3}(?:,\d{3})+|\d{1,3}(?: \d{3})+|\d+)(?:\.\d*)?|\.\d+)", re.ASCII)
_SIGNO_DE_PESOS = re.compile(r"^(-? ?)\$")
_LARGO = 60
"""No number that a person means is longer; decimal gives up on those of a million digits."""


def _limpio(texto: str) -> str:
    return re.sub(r"\s+", " ", texto).strip().replace("\N{MINUS SIGN}", "-")


def leer_decimal(texto: str, *, que: str = "un número") -> Decimal:
    """A decimal with comma (or space) for thousands and point for decimals: ``1,234.50``. Raises UserError."""
    t = _limpio(texto)
    if len(t) > _LARGO or not _DECIMAL.fullmatch(t):
        raise UserError(f"«{t[:40]}» no es {que}. Use punto para los decimales, por ejemplo 1,234.50.")
    return Decimal(t.replace(",", "").replace(" ", ""))


def leer_con_decimales(texto: str, decimales: int) -> Decimal:
    """A number with that many decimals at the most, and written with exactly as many. Raises UserError."""
    valor = _acotado(leer_decimal(texto), "El número")
    if valor != round(valor, decimales):
        cuantos = {0: "sin decimales", 1: "con un decimal como máximo"}
        raise UserError(f"Escriba el número {cuantos.get(decimales, f'con {decimales} decimales como máximo')}.")
    return valor.quantize(Decimal(1).scaleb(-decimales)) + 0  # «-0» is zero


def _acotado(valor: Decimal, cual: str) -> Decimal:
    """Before any rounding: decimal raises for a number longer than its precision."""
    if abs(valor) >= Decimal(10) ** 16:
        raise UserError(f"{cual} es demasiado grande; revise los dígitos.")
    return valor


def leer_numero(texto: str) -> int:
    """A whole number, zero or more. Raises UserError."""
    if not _DECIMAL.fullmatch(_limpio(texto)[: _LARGO + 1]):
        raise UserError(f"«{_limpio(texto)[:40]}» no es un número entero. Escriba sólo cifras, por ejemplo 25.")
    valor = leer_decimal(texto)
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
    valor = _acotado(leer_decimal(_SIGNO_DE_PESOS.sub(r"\1", t), que="un importe en pesos"), "El importe")
    if valor != round(valor, 2):
        raise UserError("El importe lleva dos decimales como máximo, por ejemplo $1,234.50.")
    return valor.quantize(Decimal("0.01")) + 0  # «-0» is zero


def leer_fecha(texto: str, *, hoy: date | None = None) -> date:
    """A day: ``dd/mm/aaaa``, ``5/6/26``, ``050626``, ``2026-06-05``, ``5 de junio de 2026``. Raises UserError.

    With ``hoy`` also ``5/6`` (of this year) and ``5`` (of this month). Two digits of year are of 1970 to 2069. Days
    come first, as in Mexico; a month over 12 is refused, never swapped.
    """
    t = _limpio(texto).casefold()
    dia, mes, escrito = _partes(t)
    if hoy is not None and dia:
        mes, escrito = mes or hoy.month, escrito or f"{hoy.year:04d}"
    if not (dia and mes and escrito):
        raise UserError(f"«{_limpio(texto)[:40]}» no es una fecha. Escríbala como dd/mm/aaaa, por ejemplo 05/06/2026.")
    anio = _anio(escrito)
    if not 1900 <= anio <= 2200:
        raise UserError("El año debe estar entre 1900 y 2200.")
    try:
        return date(anio, int(mes), int(dia))
    except ValueError:
        raise UserError(f"El día {int(dia):02d}/{int(mes):02d}/{anio} no existe; revise la fecha.") from None


def _partes(t: str) -> tuple[str, str | int, str]:
    """Day, month and year as far as they are written, the rest empty; all three where it is no date."""
    if m := _ISO.fullmatch(t):
        return m[3], m[2], m[1]
    if m := _CON_SEPARADOR.fullmatch(t) or _CORRIDA.fullmatch(t):
        return m[1], m[2], m[3] or ""
    if (m := _EN_PALABRAS.fullmatch(t)) and m[2] in _MESES:
        return m[1], _MESES[m[2]], m[3] or ""
    return (t, "", "") if _SOLO_DIA.fullmatch(t) else ("", "", "")


def _anio(escrito: str) -> int:
    if len(escrito) == 4:
        return int(escrito)
    return int(escrito) + (1900 if int(escrito) >= _SIGLO_PASADO else 2000)

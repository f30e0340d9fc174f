"""Reading and writing of dates and numbers as people in Mexico type them. Pure: strings in, values out, no Qt.

Anything that cannot be read raises :class:`Unreadable` with a Spanish sentence that says what to write.
"""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

_MONTHS = (
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
)
_CENTURY_PIVOT = 70
"""Two-figure years from 70 on are of the last century: credits and employers of the seventies still appear."""


class Unreadable(ValueError):
    """The text is no value of its kind; the message is a Spanish sentence for the person."""


def read_date(text: str, today: dt.date) -> dt.date | None:
    """A date from ``5/6/26``, ``05062026``, ``050626``, ``5 jun 26``, ``5 de junio de 2026``, ``5/6`` (this year) or
    ``5`` (this month); ``None`` from nothing.
    """
    plain = text.strip().lower()
    if not plain:
        return None
    parts = _digits_only(plain) or re.split(r"\s*[/.,-]\s*|\s+", plain.replace(" de ", " "))
    try:
        if len(parts) > 3 or not plain.isascii():
            raise ValueError(plain)
        day = int(parts[0])
        month = _month(parts[1]) if len(parts) > 1 else today.month
        year = _year(parts[2]) if len(parts) > 2 else today.year
    except (ValueError, StopIteration):
        raise Unreadable(_DATE_SENTENCE) from None
    try:
        return dt.date(year, month, day)
    except ValueError:
        raise Unreadable("Esa fecha no existe. Escriba día, mes y año, por ejemplo 05/06/2026.") from None


_DATE_SENTENCE = "No se entiende la fecha. Escriba día, mes y año, por ejemplo 05/06/2026."


def _digits_only(plain: str) -> list[str]:
    """``050626`` and ``05062026`` cut in three; nothing for any other text."""
    if re.fullmatch(r"\d{6}|\d{8}", plain, re.ASCII):
        return [plain[:2], plain[2:4], plain[4:]]
    return []


def _month(part: str) -> int:
    if part.isdigit():
        return int(part)
    if len(part) < 3:
        raise ValueError(part)
    return next(number for number, name in enumerate(_MONTHS, 1) if name.startswith(part))


def _year(part: str) -> int:
    if len(part) not in (2, 4):
        raise ValueError(part)
    year = int(part)
    if len(part) == 4:
        return year
    return year + (1900 if year >= _CENTURY_PIVOT else 2000)


def write_date(value: dt.date | None) -> str:
    return f"{value:%d/%m}/{value.year:04d}" if value is not None else ""


def read_number(text: str, *, decimals: int) -> Decimal | None:
    """A number with thousands in commas and decimals after a point; ``$``, ``%``, ``MXN`` and spaces are overlooked.

    ``None`` from nothing. ``1.234,56`` and ``48,21`` are refused rather than guessed.
    """
    plain = re.sub(r"[\s\u00a0\u202f]|MXN|[$%]", "", text.upper()).replace("−", "-")
    if not plain:
        return None
    if not re.fullmatch(r"-?(\d{1,3}(,\d{3})+|\d+)?(\.\d*)?", plain, re.ASCII) or not re.search(r"\d", plain):
        raise Unreadable("No se entiende el número. Escriba los miles con coma y los decimales con punto: 48,210.50.")
    whole, _, fraction = plain.replace(",", "").partition(".")
    if len(fraction.rstrip("0")) > decimals:
        raise Unreadable(f"Escriba el número con {_figures(decimals)}.")
    return Decimal(f"{whole or '0'}.{fraction or '0'}" if whole != "-" else f"-0.{fraction}").quantize(
        Decimal(1).scaleb(-decimals)
    )


def _figures(decimals: int) -> str:
    if decimals == 0:
        return "cifras enteras, sin decimales"
    return f"{decimals} decimal como máximo" if decimals == 1 else f"{decimals} decimales como máximo"


def write_number(value: Decimal | None, *, decimals: int) -> str:
    return f"{value:,.{decimals}f}" if value is not None else ""


def write_money(value: Decimal | None) -> str:
    """``$48,210.50``; a negative amount has its sign before the sign of the currency."""
    if value is None:
        return ""
    return f"{'-' if value < 0 else ''}${abs(value):,.2f}"


def write_percent(value: Decimal | None, *, decimals: int = 1) -> str:
    """``12.0 %``, with the space of the Mexican standard."""
    return f"{value:,.{decimals}f} %" if value is not None else ""

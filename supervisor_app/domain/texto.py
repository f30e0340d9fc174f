"""How a date, an amount, a percentage or a list marker is written in the Spanish of Mexico.

Pure text: no locale of the machine is consulted, so that every computer prints the same. It must never decide *what*
is printed, only how it is spelled.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

MESES = (
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

NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
# Control characters (line ends and tabs apart), marks that turn the direction of what follows, and half characters: all
# of them come from names in other people's files.
_CODIGOS = (*range(9), 11, 12, *range(13, 32), *range(127, 160), *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_PELIGROSOS = dict.fromkeys((*_CODIGOS, *range(0xD800, 0xE000)), "\N{REPLACEMENT CHARACTER}")


def visible(texto: str) -> str:
    """Text as it may be shown: whatever steers a screen or a terminal has a sign in its place."""
    return texto if texto.isprintable() else texto.translate(_PELIGROSOS)


def fecha_larga(dia: date) -> str:
    """``21 de junio de 2019``: the date under the title of the informe (form 1270-009-032)."""
    return f"{dia.day} de {MESES[dia.month - 1]} de {dia.year}"


def fecha_corta(dia: date) -> str:
    """``21/06/2019``, as DEL and AL are printed."""
    return f"{dia.day:02d}/{dia.month:02d}/{dia.year:04d}"


def periodo(inicio: date, fin: date) -> str:
    """``8 al 12 de junio de 2026``, repeating only what changes between both dates."""
    if inicio == fin:
        return fecha_larga(fin)
    if inicio.year != fin.year:
        return f"{fecha_larga(inicio)} al {fecha_larga(fin)}"
    if inicio.month != fin.month:
        return f"{inicio.day} de {MESES[inicio.month - 1]} al {fecha_larga(fin)}"
    return f"{inicio.day} al {fecha_larga(fin)}"


def fecha_hora(momento: datetime) -> str:
    """``21/06/2019 09:05``, in the zone that the moment carries."""
    return f"{fecha_corta(momento)} {momento:%H:%M}"


def coordenadas(latitud: Decimal, longitud: Decimal) -> str:
    """``19.24350° N, 103.72500° O``: where a photo was taken, to a metre; not broken at the end of a line."""
    norte, este = "N" if latitud >= 0 else "S", "E" if longitud >= 0 else "O"
    return f"{abs(latitud):.5f}° {norte}, {abs(longitud):.5f}° {este}".replace(" ", NO_BREAK_SPACE)


def pesos(importe: Decimal | int) -> str:
    """``$48,210.50``; a negative amount carries the sign before the peso sign."""
    rounded = Decimal(importe).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    sign = "-" if rounded < 0 else ""
    return f"{sign}${abs(rounded):,.2f}"


def porcentaje(valor: Decimal | int, decimales: int = 1) -> str:
    """``12.0 %`` for ``12``: the value is already a percentage. The space does not break at the end of a line."""
    return f"{numero(Decimal(valor), decimales)}{NO_BREAK_SPACE}%"


def numero(valor: Decimal, decimales: int) -> str:
    """``1,234.50``, with exactly that many decimals."""
    rounded = valor.quantize(Decimal(1).scaleb(-decimales), rounding=ROUND_HALF_UP)
    return f"{rounded:,.{decimales}f}"


def tamano(octetos: int) -> str:
    """``1.5 MB`` for ``1536000``: the size of a file or of a free disk."""
    for unidad, cuantos in (("GB", 1_000_000_000), ("MB", 1_000_000)):
        if octetos >= cuantos:
            return f"{octetos / cuantos:,.1f} {unidad}"
    if octetos < 1000:
        return "1 byte" if octetos == 1 else f"{octetos} bytes"
    return f"{octetos / 1000:,.1f} kB"


def cantidad(valor: int) -> str:
    """``1,250``: a count with its thousands separated."""
    return f"{valor:,}"


def cuantos(n: int, uno: str, varios: str) -> str:
    """``1 archivo``, ``1,250 archivos``."""
    return f"{cantidad(n)} {uno if n == 1 else varios}"


def cuanto_falta(n: int, uno: str, varios: str) -> str:
    """``Falta 1 dato``, ``Faltan 3 datos``."""
    return f"{'Falta' if n == 1 else 'Faltan'} {cuantos(n, uno, varios)}"


def marca_numero(posicion: int) -> str:
    """Marker of the numbered item ``posicion`` (from 1): ``1.-``."""
    return f"{posicion}.-"


def marca_letra(posicion: int) -> str:
    """Marker of the lettered item ``posicion`` (from 1): ``a)`` … ``z)``, then ``aa)``, ``ab)``…"""
    if posicion < 1:
        raise ValueError(f"posicion is counted from 1, not {posicion}")
    letters = ""
    rest = posicion
    while rest:
        rest, digit = divmod(rest - 1, len(_LETTERS))
        letters = _LETTERS[digit] + letters
    return f"{letters})"


def enlistar(partes: Sequence[str]) -> str:
    """``a``, ``a y b``, ``a, b e i``."""
    if len(partes) < 2:
        return "".join(partes)
    conjuncion = "e" if partes[-1][:1].casefold() in "ií" else "y"
    return f"{', '.join(partes[:-1])} {conjuncion} {partes[-1]}"


def orden_natural(texto: str) -> tuple[tuple[int, int, str], ...]:
    """Sorts as people count: ``-9`` before ``-10``."""
    partes = re.findall(r"([0-9]+)|([^0-9]+)", texto)
    return tuple((0, int(cifras), "") if cifras else (1, 0, resto) for cifras, resto in partes)

"""How single values travel through a cell, both ways: first values, yes and no, and the quotes of an expression.

Each pair of functions is its own inverse where it can be; who writes asks here whether it is.
"""

from __future__ import annotations

import re
from typing import Final

from supervisor_app.domain.cedula.definition import Kind

_NUMERO: Final = re.compile(r"-?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)")
_LITERAL: Final = re.compile(r"'([^']*)'")
_SI: Final = frozenset({"yes", "si", "sí", "true", "true()", "verdadero", "1", "x"})
_NO: Final = frozenset({"no", "false", "false()", "falso", "0"})
_TIPOGRAFICAS: Final = {"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"'}
_CON_NUMERO: Final = frozenset({Kind.NUMERO, Kind.PORCENTAJE, Kind.MONTO})


def leer_si_no(texto: str) -> bool | None:
    """What a cell of yes and no says; None for any other text."""
    limpio = texto.strip().lower()
    return True if limpio in _SI else False if limpio in _NO else None


def leer_expresion(texto: str) -> str:
    """An expression as typed in Excel, which turns straight quotes into curly ones outside of a text."""
    salida: list[str] = []
    abierta = ""
    for signo in texto:
        recta = signo if abierta else _TIPOGRAFICAS.get(signo, signo)
        if recta in ("'", '"') and not abierta:
            # A text opened by a curly quote is closed by one.
            abierta = "\u2019\u2018" if recta != signo and recta == "'" else "\u201d\u201c" if recta != signo else recta
            salida.append(recta)
        elif abierta and signo in abierta:
            salida.append(_TIPOGRAFICAS.get(signo, signo))
            abierta = ""
        else:
            salida.append(signo)
    return "".join(salida)


def es_dinamico(texto: str, tipo: str) -> bool:
    """Whether a ``default`` is an expression rather than the value itself, as pyxform sees it."""
    from pyxform.utils import default_is_dynamic  # noqa: PLC0415 - a start must not load it

    return bool(default_is_dynamic(texto, tipo.split(" ", maxsplit=1)[0]))


def leer_inicial(texto: str, tipo: str, kind: Kind) -> str:
    """The expression that a ``default`` means: itself, a number, or a text between quotes."""
    if es_dinamico(texto, tipo):
        return leer_expresion(texto)
    if kind in _CON_NUMERO and _NUMERO.fullmatch(texto):
        return texto
    return f'"{texto}"' if "'" in texto else f"'{texto}'"


def escribir_inicial(expresion: str, tipo: str, kind: Kind) -> tuple[str, str]:
    """The ``default`` and the ``imss::inicial`` of an expression; the latter only where the former loses something."""
    literal = _LITERAL.fullmatch(expresion)
    celda = literal[1].strip() if literal else expresion
    if celda and leer_inicial(celda, tipo, kind) == expresion:
        return celda, ""
    return celda, expresion

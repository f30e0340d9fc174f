"""Cuts the text of an expression into its words, as XPath 1.0 section 3.7 says, plus the ``${nombre}`` of XLSForm.

Every refusal names the character. It must never know what a word means.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import Final

from supervisor_app.errors import UserError

LARGO_MAXIMO: Final = 10_000
"""Characters of an expression; an Excel cell holds 32,767, nobody reads one of ten thousand."""


class ErrorDeExpresion(UserError):
    """An expression that cannot be used. ``posicion`` is the 1-based character, 0 where no single one is wrong."""

    def __init__(self, message: str, posicion: int = 0) -> None:
        super().__init__(f"{message} (carácter {posicion})" if posicion else message)
        self.sin_posicion = message
        self.posicion = posicion


class Clase(Enum):
    NUMERO = "número"
    TEXTO = "texto"
    REFERENCIA = "referencia"
    NOMBRE = "nombre"
    OPERADOR = "operador"
    SIGNO = "signo"
    FIN = "fin"


@dataclass(frozen=True, slots=True)
class Palabra:
    clase: Clase
    texto: str
    pos: int

    @property
    def leida(self) -> str:
        """The word after «antes»: «antes de «x»», «antes del final»."""
        return f"de «{self.texto}»" if self.clase is not Clase.FIN else "del final"


_NOMBRE: Final = r"[^\W\d][\w.\-·]*"
_PALABRA: Final = re.compile(
    rf"""
    [ \t\r\n\f]*(?:
      (?P<numero>[0-9]+(?:\.[0-9]*)?|\.[0-9]+)
    | (?P<texto>"[^"]*"|'[^']*')
    | (?P<referencia>\$\{{[^{{}}]*\}})
    | (?P<nombre>{_NOMBRE}(?::{_NOMBRE})?)
    | (?P<operador>!=|<=|>=|[=<>+\-|*])
    | (?P<signo>::|\.\.|//|[()\[\],./@])
    | (?P<fin>$))
    """,
    re.VERBOSE,
)
_HUECO: Final = re.compile(r"[ \t\r\n\f]*")
_OPERADORES_EN_LETRAS: Final = frozenset({"and", "or", "div", "mod"})
_REFERENCIA: Final = re.compile(rf"\s*(?P<guardada>last-saved#)?(?P<nombre>{_NOMBRE})\s*")
# What people paste from Word, or bring from other languages, and what to write instead.
_EN_LUGAR_DE: Final = (
    ("==", "escriba un solo signo de igual: ="),
    ("<>", "para «distinto de» escriba !="),
    ("=<", "para «menor o igual» escriba <="),
    ("=>", "para «mayor o igual» escriba >="),
    ("&&", "escriba and"),
    ("||", "escriba or"),
    ("“", "use comillas rectas: \" o '"),
    ("”", "use comillas rectas: \" o '"),
    ("‘", "use comillas rectas: \" o '"),
    ("’", "use comillas rectas: \" o '"),
    ("«", "use comillas rectas: \" o '"),
    ("≤", "escriba <="),
    ("≥", "escriba >="),
    ("≠", "escriba !="),
    ("×", "para multiplicar escriba *"),
    ("÷", "para dividir escriba div"),
    ("%", "el residuo se escribe mod; un porcentaje, como número: 0.5"),
    ("\N{NO-BREAK SPACE}", "hay un espacio especial, de los que trae el texto pegado; cámbielo por uno normal"),
)


def palabras(texto: str) -> list[Palabra]:
    """The words of the expression, a FIN at the end. Raises ErrorDeExpresion."""
    if len(texto) > LARGO_MAXIMO:
        raise ErrorDeExpresion(f"La expresión tiene más de {LARGO_MAXIMO:,} caracteres; divídala en varios cálculos.")
    salida: list[Palabra] = []
    pos = 0
    while True:
        m = _PALABRA.match(texto, pos)
        if m is None or m.lastgroup is None:
            pos = _HUECO.match(texto, pos).end()  # type: ignore[union-attr]  # it matches nothing as well
            _cuidar(texto, pos)
            raise _ilegible(texto, pos)
        if m.lastgroup == "operador":
            _cuidar(texto, m.start("operador"))
        elif m.lastgroup == "fin":
            salida.append(Palabra(Clase.FIN, "", len(texto)))
            return salida
        salida.append(_palabra(m, m.lastgroup, salida[-1] if salida else None))
        pos = m.end()


def _palabra(m: re.Match[str], clase: str, anterior: Palabra | None) -> Palabra:
    leido, pos = m[clase], m.start(clase)
    match clase:
        case "numero":
            return Palabra(Clase.NUMERO, leido, pos)
        case "texto":
            return Palabra(Clase.TEXTO, leido[1:-1], pos)
        case "referencia":
            return Palabra(Clase.REFERENCIA, _nombre_referido(leido, pos), pos)
        case "nombre":
            operador = leido in _OPERADORES_EN_LETRAS and _termina_valor(anterior)
            return Palabra(Clase.OPERADOR if operador else Clase.NOMBRE, leido, pos)
        case "operador" if leido == "*" and not _termina_valor(anterior):
            return Palabra(Clase.NOMBRE, "*", pos)
        case "operador":
            return Palabra(Clase.OPERADOR, leido, pos)
    return Palabra(Clase.SIGNO, leido, pos)


def _termina_valor(anterior: Palabra | None) -> bool:
    """Whether a value ends here, so that ``*`` multiplies and ``and`` joins (XPath 1.0, 3.7)."""
    if anterior is None or anterior.clase is Clase.OPERADOR:
        return False
    return anterior.clase is not Clase.SIGNO or anterior.texto in (")", "]", ".", "..")


def _nombre_referido(leido: str, pos: int) -> str:
    m = _REFERENCIA.fullmatch(leido[2:-1])
    if m is None:
        raise ErrorDeExpresion(f"«{leido[:60]}» no nombra una pregunta; escriba por ejemplo ${{CO-02-01}}.", pos + 1)
    if m["guardada"]:
        raise ErrorDeExpresion(
            f"«{leido}» pide la respuesta de otro registro (last-saved), y aquí cada cédula se evalúa sola; "
            "use sólo respuestas de la misma cédula.",
            pos + 1,
        )
    return m["nombre"]


def _cuidar(texto: str, pos: int) -> None:
    for escrito, consejo in _EN_LUGAR_DE:
        if texto.startswith(escrito, pos):
            visto = "" if escrito.isspace() else f"«{escrito}» no se usa aquí; "
            raise ErrorDeExpresion(f"{visto}{consejo}." if visto else f"{consejo.capitalize()}.", pos + 1)


def _ilegible(texto: str, pos: int) -> ErrorDeExpresion:
    c = texto[pos]
    if c in "\"'":
        return ErrorDeExpresion("Falta cerrar las comillas que se abren aquí.", pos + 1)
    if c == "$":
        return ErrorDeExpresion("Las referencias se escriben ${nombre}, con su llave que cierra.", pos + 1)
    return ErrorDeExpresion(f"No se entiende «{c}» en este lugar.", pos + 1)

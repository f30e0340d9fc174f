"""The first door to the language: whether a text is an expression, and what it gives where it needs no form.

``compilar`` checks the language alone (words, parentheses, functions and how many arguments they take); whether the
names exist is checked with the form (``forma.compilar_forma``).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from supervisor_app.domain.logica import partes, sintaxis, valores
from supervisor_app.domain.logica.ambiente import Ambiente
from supervisor_app.domain.logica.arbol import Negativo, Nodo, Numero, Texto
from supervisor_app.domain.logica.compilador import Compilador, Lecturas
from supervisor_app.domain.logica.lexico import ErrorDeExpresion
from supervisor_app.domain.logica.valores import Valor

__all__ = ["ErrorDeExpresion", "Expresion", "compilar", "evaluar", "literal_de"]


@dataclass(frozen=True, slots=True)
class Expresion:
    """A right expression: its text, its tree, and the names it refers to with ``${}``, in order, each once."""

    texto: str
    arbol: Nodo
    referencias: tuple[str, ...]


def compilar(texto: str) -> Expresion:
    """The expression of a text. Raises ErrorDeExpresion (a UserError): a Spanish sentence that names the character."""
    arbol = sintaxis.leer(texto)
    lecturas = Lecturas()
    Compilador(None, None, lecturas).compilar(arbol)
    return Expresion(texto, arbol, tuple(dict.fromkeys(lecturas.nombres)))


def evaluar(texto: str, ambiente: Ambiente) -> Valor:
    """The value of an expression that refers to nothing. Raises ErrorDeExpresion."""
    parte = Compilador(None, None).compilar(sintaxis.leer(texto))
    valor: Any = parte.f(partes.Marco(None, None, None, ambiente))
    return "" if isinstance(valor, list) else valor


def literal_de(texto: str) -> str | None:
    """The text of an expression that is but one value written out (``'si'``, ``-2.50``); None for any other."""
    try:
        arbol = sintaxis.leer(texto)
    except ErrorDeExpresion:
        return None
    match arbol:
        case Texto(valor=escrito):
            return escrito
        case Numero(valor=n):
            return valores.texto(n)
        case Negativo(valor=Numero(valor=n)):
            return valores.texto(-n)
    return None

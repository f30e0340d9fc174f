"""What compiling leaves: closures with the type of what they give, and the frame they are called with.

A node-set is a list of ``(dueno, clave)``: a row and a compiled node of the form, or an option of a list and a column.
This module must never know the syntax or the functions.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from supervisor_app.domain.logica import valores
from supervisor_app.domain.logica.ambiente import Ambiente
from supervisor_app.domain.logica.valores import NAN, Valor


class Tipo(Enum):
    """What an expression gives, known before it runs. NODO is one node that always exists in the form."""

    TEXTO = "un texto"
    NUMERO = "un número"
    BOOLEANO = "verdadero o falso"
    NODO = "una pregunta"
    NODOS = "un conjunto de respuestas"
    CUALQUIERA = "un valor"


SIMPLES = (Tipo.TEXTO, Tipo.NUMERO, Tipo.BOOLEANO)
"""What is no node and may be none."""


class Marco:
    """What a closure sees: the context row (or option), the row of the question that asks, position and size.

    ``comunes``: what is the same for every row while one rule runs through them, once it was asked for.
    """

    __slots__ = ("actual", "ambiente", "comunes", "fila", "lugar", "posicion", "raiz", "tamano", "zona")

    def __init__(self, fila: Any, actual: Any, raiz: Any, ambiente: Ambiente) -> None:
        self.fila = fila
        self.actual = actual
        self.raiz = raiz
        self.ambiente = ambiente
        self.zona = ambiente.zona
        self.posicion = 1
        self.tamano = 1
        self.lugar = ""
        self.comunes: dict[Cierre, Any] = {}

    def dentro(self) -> Marco:
        """A frame for the candidates of a predicate."""
        otro = Marco(self.fila, self.actual, self.raiz, self.ambiente)
        otro.lugar = self.lugar
        otro.comunes = self.comunes
        return otro


Cierre = Callable[[Marco], Any]
NodoVivo = tuple[Any, Any]


@dataclass(frozen=True, slots=True)
class Parte:
    """A compiled expression. ``f`` gives a value, the text for NODO, the list of nodes for NODOS.

    ``nodos``, ``textos`` and ``numeros`` are for node-sets; ``relevante`` says whether a NODO is there to be seen.
    ``constante`` is the value of a literal.
    """

    tipo: Tipo
    f: Cierre
    nodos: Cierre | None = None
    textos: Cierre | None = None
    numeros: Cierre | None = None
    relevante: Cierre | None = None
    constante: Valor | None = None
    es_ruta: bool = field(default=False)

    @property
    def conjunto(self) -> bool:
        return self.tipo in (Tipo.NODO, Tipo.NODOS)


def una_vez(p: Parte) -> Parte:
    """What gives the same in every row, worked out for the first of them only."""
    f = p.f

    def comun(m: Marco) -> Any:
        if f not in m.comunes:
            m.comunes[f] = f(m)
        return m.comunes[f]

    return Parte(p.tipo, comun)


def constante(valor: Valor) -> Parte:
    """A literal."""
    tipo = Tipo.BOOLEANO if isinstance(valor, bool) else (Tipo.NUMERO if isinstance(valor, float) else Tipo.TEXTO)
    return Parte(tipo, lambda m: valor, constante=valor)


def texto_de_nodo(nodo: NodoVivo) -> str:
    """The string-value of a node."""
    dueno, clave = nodo
    valor: str = dueno.texto(clave)
    return valor


def a_texto(p: Parte) -> Cierre:
    """``string()`` of an expression: of a node-set, its first node."""
    f = p.f
    if p.constante is not None:
        fijo = valores.texto(p.constante)
        return lambda m: fijo
    if p.tipo in (Tipo.TEXTO, Tipo.NODO):
        return f
    if p.tipo is Tipo.NUMERO:
        escribir = valores.texto_de_numero
        return lambda m: escribir(f(m))
    if p.tipo is Tipo.NODOS:
        textos = todos_los_textos(p)
        return lambda m: next(iter(textos(m)), "")
    return lambda m: _texto_de_algo(f(m))


def a_numero(p: Parte) -> Cierre:
    """``number()`` of an expression."""
    f, numero = p.f, valores.numero
    if p.constante is not None and not isinstance(p.constante, str):
        fijo = float(p.constante)
        return lambda m: fijo
    if p.tipo is Tipo.NUMERO:
        return f
    if p.tipo in (Tipo.TEXTO, Tipo.NODO):
        return lambda m: numero(f(m), m.zona)
    if p.tipo is Tipo.BOOLEANO:
        return lambda m: 1.0 if f(m) else 0.0
    if p.tipo is Tipo.NODOS:
        textos = todos_los_textos(p)
        return lambda m: numero(next(iter(textos(m)), ""), m.zona)
    return lambda m: _numero_de_algo(f(m), m.zona)


def a_booleano(p: Parte) -> Cierre:
    """``boolean()`` of an expression: a node-set is true where it holds a node, whatever its answer (XPath 1.0)."""
    f = p.f
    if p.tipo is Tipo.BOOLEANO:
        return f
    if p.tipo is Tipo.NODO:
        return p.relevante or (lambda m: True)
    if p.tipo in (Tipo.TEXTO, Tipo.NODOS):
        return lambda m: bool(f(m))
    como_booleano = valores.como_booleano
    return lambda m: bool(v) if isinstance(v := f(m), list) else como_booleano(v)


def todos_los_nodos(p: Parte) -> Cierre:
    """The list of nodes of an expression that is a node-set."""
    return p.nodos or p.f


def todos_los_textos(p: Parte) -> Cierre:
    """The texts of a node-set, or the one text of anything else."""
    if p.textos is not None:
        return p.textos
    if p.tipo is Tipo.NODOS:
        nodos = todos_los_nodos(p)
        return lambda m: [texto_de_nodo(n) for n in nodos(m)]
    if p.tipo is Tipo.CUALQUIERA:
        f = p.f
        return lambda m: [texto_de_nodo(n) for n in v] if isinstance(v := f(m), list) else [valores.texto(v)]
    uno = a_texto(p)
    return lambda m: [uno(m)]


def todos_los_numeros(p: Parte) -> Cierre:
    """The numbers of a node-set, or the one number of anything else; NaN for what is none."""
    if p.numeros is not None:
        return p.numeros
    if p.conjunto or p.tipo is Tipo.CUALQUIERA:
        textos, numero = todos_los_textos(p), valores.numero
        return lambda m: [numero(t, m.zona) for t in textos(m)]
    uno = a_numero(p)
    return lambda m: [uno(m)]


def _texto_de_algo(valor: Any) -> str:
    if isinstance(valor, list):
        return texto_de_nodo(valor[0]) if valor else ""
    return valores.texto(valor)


def _numero_de_algo(valor: Any, zona: int) -> float:
    if isinstance(valor, list):
        return valores.numero(texto_de_nodo(valor[0]), zona) if valor else NAN
    return valores.como_numero(valor, zona)

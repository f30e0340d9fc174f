"""The tree of an expression, as the parser leaves it: frozen, with the position of what can be wrong in it.

Shapes, and what a shape alone tells; two trees are equal where they say the same, wherever it stands. It must never
know a form, or what a function gives.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Numero:
    valor: float


@dataclass(frozen=True, slots=True)
class Texto:
    valor: str


@dataclass(frozen=True, slots=True)
class Referencia:
    """``${nombre}``. ``pos`` is the 0-based character where it starts."""

    nombre: str
    pos: int = field(compare=False)


@dataclass(frozen=True, slots=True)
class Llamada:
    nombre: str
    argumentos: tuple[Nodo, ...]
    pos: int = field(compare=False)


@dataclass(frozen=True, slots=True)
class Binaria:
    """``op`` as written: ``or and = != < <= > >= + - * div mod |``."""

    op: str
    izquierda: Nodo
    derecha: Nodo
    pos: int = field(compare=False)


@dataclass(frozen=True, slots=True)
class Negativo:
    valor: Nodo


@dataclass(frozen=True, slots=True)
class Paso:
    """One step of a path: ``eje`` is ``child``, ``parent`` or ``self``; ``prueba`` a name, ``*`` or ``node()``."""

    eje: str
    prueba: str
    predicados: tuple[Nodo, ...]
    pos: int = field(compare=False)


@dataclass(frozen=True, slots=True)
class Ruta:
    """A path. ``origen`` is where it starts: an expression, or None for the context node (the root if ``absoluta``)."""

    origen: Nodo | None
    absoluta: bool
    pasos: tuple[Paso, ...]
    pos: int = field(compare=False)


@dataclass(frozen=True, slots=True)
class Filtro:
    """``(expresion)[predicado]``, also ``${nombre}[predicado]``."""

    valor: Nodo
    predicados: tuple[Nodo, ...]
    pos: int = field(compare=False)


Nodo = Numero | Texto | Referencia | Llamada | Binaria | Negativo | Ruta | Filtro


def mira_candidato(arbol: Nodo) -> bool:
    """Whether a tree looks at the context node: a relative path, or a function that takes it when given nothing."""
    match arbol:
        case Ruta(origen=None, absoluta=False):
            return True
        case Ruta(origen=origen):
            return (origen is not None and mira_candidato(origen)) or any(
                mira_candidato(p) for paso in arbol.pasos for p in paso.predicados
            )
        case Llamada(argumentos=()):
            return arbol.nombre not in ("current", "true", "false", "today", "now", "pi", "version")
        case Llamada(argumentos=argumentos):
            return any(mira_candidato(a) for a in argumentos)
        case Binaria():
            # A sum of thousands is a tree as deep to the left.
            actual: Nodo = arbol
            while isinstance(actual, Binaria):
                if mira_candidato(actual.derecha):
                    return True
                actual = actual.izquierda
            return mira_candidato(actual)
        case Negativo(valor):
            return mira_candidato(valor)
        case Filtro(valor=valor, predicados=predicados):
            return mira_candidato(valor) or any(mira_candidato(p) for p in predicados)
    return False


def cadena(nodo: Binaria, ops: tuple[str, ...]) -> tuple[list[Nodo], list[str]]:
    """The operands of a chain of those operators, left to right, and the operators between them."""
    operandos: list[Nodo] = []
    operadores: list[str] = []
    actual: Nodo = nodo
    while isinstance(actual, Binaria) and actual.op in ops:
        operandos.append(actual.derecha)
        operadores.append(actual.op)
        actual = actual.izquierda
    operandos.append(actual)
    return operandos[::-1], operadores[::-1]

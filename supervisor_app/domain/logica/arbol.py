"""The tree of an expression, as the parser leaves it: frozen, with the position of what can be wrong in it.

Shapes only; two trees are equal where they say the same, wherever it stands. It must never know a
form, a function or a value.
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

"""A form as data: questions, groups and repeats with their expressions, and the lists of choices.

Whoever has forms of another shape (a cédula, an XLSForm) says them in these words. Nothing here is checked; that is
``reglas.compilar_forma``. This module must never evaluate anything.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from supervisor_app.errors import UserError

_NADA: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Restriccion:
    """What an answer must satisfy; ``.`` is the answer. A hard one stops, a soft one warns."""

    expresion: str
    mensaje: str
    dura: bool = True


@dataclass(frozen=True, slots=True)
class Pregunta:
    """One answer. Expressions are texts, empty where there is none; ``obligatoria`` too (``true()``)."""

    nombre: str
    relevante: str = ""
    calculo: str = ""
    inicial: str = ""
    obligatoria: str = ""
    restricciones: tuple[Restriccion, ...] = ()
    lista: str = ""
    filtro: str = ""


@dataclass(frozen=True, slots=True)
class Grupo:
    """Nodes that are relevant together."""

    nombre: str
    nodos: tuple[NodoDeForma, ...]
    relevante: str = ""


@dataclass(frozen=True, slots=True)
class Repeticion:
    """Nodes of which there are as many as rows."""

    nombre: str
    nodos: tuple[NodoDeForma, ...]
    relevante: str = ""


NodoDeForma = Pregunta | Grupo | Repeticion


@dataclass(frozen=True, slots=True)
class Opcion:
    """One choice: ``name`` and ``label`` in the words of XLSForm, and the further columns of its list."""

    clave: str
    etiqueta: str
    atributos: Mapping[str, str] = field(default_factory=lambda: _NADA)


@dataclass(frozen=True, slots=True)
class Lista:
    nombre: str
    opciones: tuple[Opcion, ...]


@dataclass(frozen=True, slots=True)
class Forma:
    """``nombre`` is what absolute paths may start with, besides ``/data``."""

    nodos: tuple[NodoDeForma, ...]
    listas: tuple[Lista, ...] = ()
    nombre: str = "data"


@dataclass(frozen=True, slots=True)
class Falla:
    """What is wrong with a form: at which node, in which of its fields (``relevante``, ``restricciones[0]``…)."""

    nodo: str
    campo: str
    mensaje: str
    posicion: int = 0


class FormaIncorrecta(UserError):
    """A form that cannot be used, with everything that is wrong in it."""

    def __init__(self, fallas: tuple[Falla, ...]) -> None:
        primera = fallas[0]
        super().__init__(f"{primera.nodo}: {primera.mensaje}" if primera.nodo else primera.mensaje, field=primera.campo)
        self.fallas = fallas

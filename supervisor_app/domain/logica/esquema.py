"""The names an expression may use: the nodes of a form by name, its lists of choices, and what it is called.

Built once when a form is compiled; every answer to «is there such a name?» is given here, with a suggestion. This
module must never hold an answer.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field

from supervisor_app.domain.logica.filas import Fila
from supervisor_app.domain.logica.lexico import ErrorDeExpresion
from supervisor_app.domain.logica.nodos import NodoForma

_FUNCIONES_SIN_PARENTESIS = ("true", "false", "today", "now", "position", "last")


@dataclass(slots=True)
class Esquema:
    """The root, every node by its name, and by list its root node and the row that holds its options."""

    raiz: NodoForma
    por_nombre: dict[str, NodoForma] = field(default_factory=dict)
    listas: dict[str, tuple[NodoForma, Fila]] = field(default_factory=dict)

    def nodo(self, nombre: str, pos: int) -> NodoForma:
        """The node called so. Raises ErrorDeExpresion."""
        hallado = self.por_nombre.get(nombre)
        if hallado is None:
            raise ErrorDeExpresion(
                f"No existe «{nombre}» en esta cédula; una expresión sólo puede usar preguntas de su misma cédula."
                + _parecido(nombre, self.por_nombre),
                pos + 1,
            )
        return hallado

    def hijo(self, de: NodoForma, nombre: str, pos: int) -> NodoForma:
        """The child of a node. Raises ErrorDeExpresion."""
        hallado = de.hijos.get(nombre)
        if hallado is not None:
            return hallado
        if nombre in _FUNCIONES_SIN_PARENTESIS:
            consejo = f" Si es la función, escriba {nombre}()."
        elif nombre in self.por_nombre:
            consejo = f" Escriba ${{{nombre}}}."
        else:
            consejo = f" Si es un texto, va entre comillas: '{nombre}'." + _parecido(nombre, de.hijos)
        raise ErrorDeExpresion(f"Aquí no hay nada que se llame «{nombre}».{consejo}", pos + 1)

    def lista(self, nombre: str, pos: int) -> tuple[NodoForma, Fila]:
        """The root of a list of choices. Raises ErrorDeExpresion."""
        hallada = self.listas.get(nombre)
        if hallada is None:
            raise ErrorDeExpresion(f"No existe la lista «{nombre}».{_parecido(nombre, self.listas)}", pos + 1)
        return hallada


def _parecido(nombre: str, entre: dict[str, object] | dict[str, NodoForma] | dict[str, tuple[NodoForma, Fila]]) -> str:
    parecidos = difflib.get_close_matches(nombre, list(entre), n=1, cutoff=0.7)
    return f" ¿Quiso decir «{parecidos[0]}»?" if parecidos else ""

"""The compiled shape of a form: its nodes, each with its place in the rows that hold its values.

The root and every repeat are a level; a row of a level keeps the values of the nodes that stand in it, by number.
Lists of choices have the same shape (root, item, columns), so that a path runs through both alike. This module must
never hold an answer.
"""

from __future__ import annotations

from enum import Enum


class ClaseNodo(Enum):
    RAIZ = "raíz"
    GRUPO = "apartado"
    PREGUNTA = "pregunta"
    REPETICION = "renglones"


class Nivel:
    """The root, or one repeat: how deep it is, what repeats stand in it, how many places its rows have."""

    __slots__ = ("de", "hondura", "lugares", "padre", "repeticiones")

    def __init__(self, padre: Nivel | None, de: NodoForma | None = None) -> None:
        self.padre = padre
        self.de = de
        self.hondura: int = 0 if padre is None else padre.hondura + 1
        self.repeticiones: list[NodoForma] = []
        self.lugares: list[NodoForma] = []

    def comun(self, otro: Nivel) -> Nivel:
        """The deepest level that both stand in."""
        a, b = self, otro
        while a is not b:
            if a.hondura >= b.hondura and a.padre is not None:
                a = a.padre
            elif b.padre is not None:
                b = b.padre
        return a


class NodoForma:
    """A node: root, group, question or repeat. ``nivel`` holds its place; ``propio`` is the level of its own rows."""

    __slots__ = ("clase", "hijos", "indice", "lista", "lugar", "nivel", "nombre", "padre", "propio")

    def __init__(self, nombre: str, clase: ClaseNodo, padre: NodoForma | None, nivel: Nivel) -> None:
        self.nombre = nombre
        self.clase = clase
        self.padre = padre
        self.nivel = nivel
        self.hijos: dict[str, NodoForma] = {}
        self.lugar = len(nivel.lugares)
        nivel.lugares.append(self)
        self.propio: Nivel | None = None
        self.indice = 0
        self.lista = ""
        if padre is not None:
            padre.hijos[nombre] = self
        if clase is ClaseNodo.REPETICION:
            self.propio = Nivel(nivel, self)
            self.indice = len(nivel.repeticiones)
            nivel.repeticiones.append(self)

    @property
    def vivo(self) -> Nivel:
        """The level of the row that stands for this node: its own for a repeat."""
        return self.propio if self.propio is not None else self.nivel

    def linaje(self) -> list[NodoForma]:
        """The node and those above it, the root last."""
        cadena, nodo = [], self
        while True:
            cadena.append(nodo)
            if nodo.padre is None:
                return cadena
            nodo = nodo.padre

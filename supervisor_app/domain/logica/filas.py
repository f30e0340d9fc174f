"""The living values of a form: rows with the text of every node as others see it, and what is kept to answer fast.

A row knows the row above it and its place among its sisters. Columns of numbers and indexes by text are made the
first time somebody asks and kept up to date afterwards. This module must never decide what is relevant or right.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from supervisor_app.domain.logica import fechas, valores
from supervisor_app.domain.logica.nodos import Nivel, NodoForma


class Fila:
    """One row. ``valores``: the text that others see; ``crudos``: what was typed; ``rel``: relevant, with all above.

    ``quitada``: it went, and nothing of it is to run or to be told any more.
    """

    __slots__ = (
        *("crudos", "hermanas", "hijas", "id", "indice", "nivel"),
        *("padre", "propias", "quitada", "rel", "resultados", "valores"),
    )

    def __init__(self, nivel: Nivel, padre: Fila | None, identidad: str, resultados: int = 0) -> None:
        self.nivel = nivel
        self.padre = padre
        self.id = identidad
        self.indice = 0
        self.hermanas: Renglones | None = None
        self.quitada = False
        n = len(nivel.lugares)
        self.valores = [""] * n
        self.crudos = [""] * n
        self.rel = [True] * n
        self.propias = [True] * n
        self.hijas = [Renglones() for _ in nivel.repeticiones]
        self.resultados: list[object] = [None] * resultados

    def escribir(self, lugar: int, texto: str) -> None:
        """Set what others see."""
        self.valores[lugar] = texto
        if self.hermanas is not None:
            self.hermanas.cambio(self.indice, lugar, texto)

    def texto(self, nodo: NodoForma) -> str:
        """The string-value of a node that this row stands for."""
        return self.valores[nodo.lugar] if nodo.nivel is self.nivel else ""

    def subir(self, hondura: int) -> Fila:
        """The row above at that depth."""
        fila = self
        while fila.nivel.hondura > hondura and fila.padre is not None:
            fila = fila.padre
        return fila


class Renglones:
    """The rows of one repeat in one place, in order."""

    __slots__ = ("_columnas", "_indices", "filas")

    def __init__(self) -> None:
        self.filas: list[Fila] = []
        self._columnas: dict[tuple[int, int], list[float]] = {}
        self._indices: dict[int, dict[str, list[Fila]] | None] = {}

    def __iter__(self) -> Iterator[Fila]:
        return iter(self.filas)

    def columna(self, lugar: int, zona: int) -> Sequence[float]:
        """The numbers of one node in every row; NaN where there is none. Not to be changed by who asks."""
        columna = self._columnas.get((lugar, zona))
        if columna is None:
            columna = [valores.numero(f.valores[lugar], zona) for f in self.filas]
            self._columnas[lugar, zona] = columna
        return columna

    def con_texto(self, lugar: int, texto: str) -> Sequence[Fila] | None:
        """The rows whose node has that very text; None where texts do not tell (dates have several writings)."""
        if lugar not in self._indices:
            self._indices[lugar] = self._indexar(lugar)
        indice = self._indices[lugar]
        return None if indice is None or fechas.parece_fecha(texto) else indice.get(texto, ())

    def _indexar(self, lugar: int) -> dict[str, list[Fila]] | None:
        indice: dict[str, list[Fila]] = {}
        for fila in self.filas:
            indice.setdefault(fila.valores[lugar], []).append(fila)
        return None if any(fechas.parece_fecha(texto) for texto in indice) else indice

    def cambio(self, indice: int, lugar: int, texto: str) -> None:
        """A value changed: the columns follow, the index is made again when asked for."""
        for (cual, zona), columna in self._columnas.items():
            if cual == lugar:
                columna[indice] = valores.numero(texto, zona)
        self._indices.pop(lugar, None)

    def poner(self, filas: list[Fila]) -> None:
        """These rows in this order, new ones with their values already: once for however many came, went or moved."""
        self._indices.clear()
        for (lugar, zona), columna in self._columnas.items():
            columna[:] = [
                columna[f.indice] if f.hermanas is self else valores.numero(f.valores[lugar], zona) for f in filas
            ]
        self.filas = filas
        for i, fila in enumerate(filas):
            fila.indice, fila.hermanas = i, self

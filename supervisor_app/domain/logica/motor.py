"""Runs the rules that a change reaches, each once, in their order; and keeps what others see of every answer.

A change at a row reaches a rule in the rows that share with it as much as the rule was compiled to share: the same
row, or all rows below the one above both. This module must never read what a person typed, nor decide what is stored.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator

from supervisor_app.domain.logica.ambiente import Ambiente
from supervisor_app.domain.logica.evaluacion import Lugar
from supervisor_app.domain.logica.filas import Fila
from supervisor_app.domain.logica.nodos import ClaseNodo, Nivel, NodoForma
from supervisor_app.domain.logica.partes import Marco
from supervisor_app.domain.logica.reglas import ClaseRegla, FormaCompilada, Regla


def lugar_de(nodo: NodoForma, fila: Fila) -> Lugar:
    """How a node of a row is called outside."""
    return Lugar(nodo.nombre, fila.id)


class Motor:
    """The rows of one form and the rules still to run. ``tocados`` collects what changed, for whoever tells it."""

    def __init__(self, forma: FormaCompilada, ambiente: Ambiente) -> None:
        self.forma = forma
        self.raiz = Fila(forma.esquema.raiz.nivel, None, "", forma.resultados(forma.esquema.raiz.nivel))
        self._marco = Marco(self.raiz, self.raiz, self.raiz, ambiente)
        self._pendientes: dict[int, dict[Fila, None]] = {}
        self._orden: list[int] = []
        self._por_orden = {r.orden: r for r in forma.reglas}
        self._barridas: set[tuple[int, Fila]] = set()
        self.calculados: dict[tuple[NodoForma, Fila], None] = {}
        self.relevancia: dict[tuple[NodoForma, Fila], None] = {}
        self.decididos: dict[tuple[Regla, Fila], None] = {}

    # --- what changed

    def ambiente(self, ambiente: Ambiente) -> None:
        """Another moment: what depends on it is to run again, and everything where the zone is another."""
        otra_zona = ambiente.zona != self._marco.zona
        self._marco = Marco(self.raiz, self.raiz, self.raiz, ambiente)
        for regla in self.forma.reglas:
            if regla.lecturas.volatil or otra_zona:
                self._bajo(regla, self.raiz)

    def escribir(self, nodo: NodoForma, fila: Fila, texto: str) -> None:
        """Set what was typed or calculated; others see it where it is relevant."""
        fila.crudos[nodo.lugar] = texto
        if fila.rel[nodo.lugar] and fila.valores[nodo.lugar] != texto:
            fila.escribir(nodo.lugar, texto)
            self.avisar(nodo, fila)

    def avisar(self, nodo: NodoForma, fila: Fila) -> None:
        """A node of a row is not what it was (of a repeat: its rows are not); mark the rules that read it."""
        for regla, comun in self.forma.dependientes.get(nodo, ()):
            ancestro = fila if fila.nivel.hondura <= comun else fila.subir(comun)
            if regla.nivel is ancestro.nivel:
                self._marcar(regla, ancestro)
            else:
                self._bajo(regla, ancestro)

    def nueva(self, fila: Fila) -> None:
        """Every rule of a new row is to run, with the relevance it takes from above.

        What was calculated in it when it was given is told too: a row that an undo brings back is a new one here.
        """
        for nodo in fila.nivel.lugares:
            fila.rel[nodo.lugar] = self._rel_de_arriba(nodo, fila)
            fila.valores[nodo.lugar] = fila.crudos[nodo.lugar] if fila.rel[nodo.lugar] else ""
            if not fila.rel[nodo.lugar]:
                self.relevancia[nodo, fila] = None
            if fila.crudos[nodo.lugar] and nodo in self.forma.calculados:
                self.calculados[nodo, fila] = None
        for regla in self.forma.por_nivel.get(fila.nivel, ()):
            self._marcar(regla, fila)

    def _marcar(self, regla: Regla, fila: Fila) -> None:
        filas = self._pendientes.get(regla.orden)
        if filas is None:
            self._pendientes[regla.orden] = {fila: None}
            heapq.heappush(self._orden, regla.orden)
        else:
            filas[fila] = None

    def _bajo(self, regla: Regla, ancestro: Fila) -> None:
        """The rule in all the rows below one, once for many changes."""
        if (regla.orden, ancestro) in self._barridas:
            return
        self._barridas.add((regla.orden, ancestro))
        for fila in filas_bajo(ancestro, regla.nivel):
            self._marcar(regla, fila)

    def callar(self) -> None:
        """What changed has been told."""
        self.calculados.clear()
        self.relevancia.clear()
        self.decididos.clear()

    @property
    def momento(self) -> Ambiente:
        return self._marco.ambiente

    def valor_de(self, regla: Regla, fila: Fila) -> str:
        """What a rule gives in a row, without writing it."""
        self._marco.comunes.clear()
        self._marco.fila = self._marco.actual = fila
        texto: str = regla.f(self._marco)
        return texto

    # --- running

    def correr(self) -> None:
        """Run what is marked, and what that marks, until nothing is."""
        marco = self._marco
        while self._orden:
            orden = heapq.heappop(self._orden)
            regla = self._por_orden[orden]
            filas = self._pendientes.pop(orden)
            marco.comunes.clear()  # no rule writes what it reads, so that it holds for all its rows
            for fila in filas:
                if not fila.quitada:
                    marco.fila = marco.actual = fila
                    self._aplicar(regla, fila, marco)
        self._barridas.clear()

    def _aplicar(self, regla: Regla, fila: Fila, marco: Marco) -> None:
        nodo = regla.nodo
        match regla.clase:
            case ClaseRegla.CALCULO:
                texto = regla.f(marco)
                if texto != fila.crudos[nodo.lugar]:
                    self.calculados[nodo, fila] = None
                    self.escribir(nodo, fila, texto)
            case ClaseRegla.RELEVANTE:
                fila.propias[nodo.lugar] = regla.f(marco)
                self._relevar(nodo, fila)
            case ClaseRegla.RESTRICCION:
                cumple = not fila.valores[nodo.lugar] or regla.f(marco)
                self._decidir(regla, fila, not cumple)
            case ClaseRegla.OBLIGATORIA:
                presente = not fila.rel[nodo.lugar] or fila.valores[nodo.lugar] != ""
                self._decidir(regla, fila, not presente and regla.f(marco))
            case ClaseRegla.FILTRO:
                self._decidir(regla, fila, regla.f(marco))

    def _decidir(self, regla: Regla, fila: Fila, resultado: object) -> None:
        antes = fila.resultados[regla.lugar]
        if antes != resultado:
            fila.resultados[regla.lugar] = resultado
            if antes is not None or resultado is not False:
                self.decididos[regla, fila] = None

    # --- relevance

    def _rel_de_arriba(self, nodo: NodoForma, fila: Fila) -> bool:
        """Whether a node is relevant: by itself and by everything above it."""
        padre = nodo.padre
        if padre is None:
            return True
        if not fila.propias[nodo.lugar]:
            return False
        if padre.clase is ClaseNodo.REPETICION:
            return fila.padre is None or fila.padre.rel[padre.lugar]
        return fila.rel[padre.lugar]

    def _relevar(self, nodo: NodoForma, fila: Fila) -> None:
        """Bring a node and all below it up to date with its relevance."""
        ahora = self._rel_de_arriba(nodo, fila)
        if fila.rel[nodo.lugar] == ahora:
            return
        fila.rel[nodo.lugar] = ahora
        self.relevancia[nodo, fila] = None
        if nodo.clase is ClaseNodo.PREGUNTA:
            fila.escribir(nodo.lugar, fila.crudos[nodo.lugar] if ahora else "")
        self.avisar(nodo, fila)
        for hijo in nodo.hijos.values():
            for suya in fila.hijas[nodo.indice] if nodo.clase is ClaseNodo.REPETICION else (fila,):
                self._relevar(hijo, suya)


def filas_bajo(fila: Fila, nivel: Nivel) -> Iterator[Fila]:
    """The rows of a level that stand below one row (itself, where it is of that level)."""
    if fila.nivel is nivel:
        yield fila
        return
    camino: list[NodoForma] = []
    actual: Nivel | None = nivel
    while actual is not None and actual is not fila.nivel and actual.de is not None:
        camino.append(actual.de)
        actual = actual.padre
    filas = [fila]
    for nodo in reversed(camino):
        filas = [hija for f in filas for hija in f.hijas[nodo.indice]]
    yield from filas

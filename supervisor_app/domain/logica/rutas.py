"""Paths through the rows of a form: resolved once against its shape, run as closures that only walk.

A ``Rama`` is one way down (or up) with the node it ends in. Where it ends is known before any answer is, so a name
that does not exist is refused when the form is loaded. This module must never evaluate a value.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from supervisor_app.domain.logica.filas import Fila, Renglones
from supervisor_app.domain.logica.nodos import ClaseNodo, NodoForma
from supervisor_app.domain.logica.partes import Cierre, Marco, Parte, Tipo


@dataclass(frozen=True, slots=True)
class Predicado:
    """A compiled condition on candidates. ``numerico``: it is a place; ``posicional``: it asks for the place.

    Where a column is compared with what no candidate changes, ``columna`` names it and ``busca`` is that text, or
    ``limite`` that number and ``compara`` how: then a kept index or column answers for all rows at once.
    """

    f: Cierre
    numerico: bool = False
    posicional: bool = False
    columna: int = -1
    busca: Cierre | None = None
    limite: Cierre | None = None
    compara: Callable[[float, float], bool] | None = None

    @property
    def directo(self) -> bool:
        return self.busca is not None or self.limite is not None


@dataclass(frozen=True, slots=True)
class Rama:
    """One way to the rows of ``destino``. ``filas`` gives a row where ``unica``, else a list of them.

    ``comun`` is the depth down to which the row is the one that asks. ``grupos`` gives the untouched rows by parent.
    """

    destino: NodoForma
    comun: int
    unica: bool
    filas: Cierre
    grupos: Callable[[Marco], Sequence[Renglones]] | None = None
    directa: int = -1
    """How the row is reached where that is all: 0 the context row, 1 the row that asks, 2 the root."""


def a_la_raiz(raiz: NodoForma) -> Rama:
    return Rama(raiz, 0, True, lambda m: m.raiz, directa=2)


def desde_contexto(destino: NodoForma, comun: int) -> Rama:
    return Rama(destino, comun, True, lambda m: m.fila, directa=0)


def desde_actual(destino: NodoForma) -> Rama:
    return Rama(destino, destino.vivo.hondura, True, lambda m: m.actual, directa=1)


def fija(destino: NodoForma, fila: Fila) -> Rama:
    """A row that never changes: the root of a list of choices."""
    return Rama(destino, 0, True, lambda m: fila)


def arriba(rama: Rama) -> Rama | None:
    """The parent step; None at the root."""
    destino, padre = rama.destino, rama.destino.padre
    if padre is None:
        return None
    if destino.clase is not ClaseNodo.REPETICION:
        return Rama(padre, rama.comun, rama.unica, rama.filas, directa=rama.directa)
    hondura = destino.nivel.hondura
    filas = rama.filas
    comun = min(rama.comun, hondura)
    if rama.unica:
        return Rama(padre, comun, True, lambda m: filas(m).padre)
    return Rama(padre, comun, False, lambda m: list(dict.fromkeys(f.padre for f in filas(m))))


def subir_a(rama: Rama, destino: NodoForma, hondura: int) -> Rama:
    """From the row that asks to the one above it at that depth."""
    pasos = rama.destino.vivo.hondura - hondura
    filas = rama.filas
    if hondura == 0:
        return a_la_raiz(destino)
    if pasos == 0:
        return Rama(destino, hondura, True, filas, directa=rama.directa)
    return Rama(destino, hondura, True, lambda m: filas(m).subir(hondura))


def abajo(rama: Rama, hijo: NodoForma) -> Rama:
    """The child step to one child."""
    if hijo.clase is not ClaseNodo.REPETICION:
        de_todas = rama.grupos if rama.destino.clase is not ClaseNodo.PREGUNTA else None
        return Rama(hijo, rama.comun, rama.unica, rama.filas, de_todas, rama.directa)
    padres, i, lugar = rama.filas, hijo.indice, hijo.lugar
    if rama.unica:

        def grupos(m: Marco) -> Sequence[Renglones]:
            padre = padres(m)
            return (padre.hijas[i],) if padre.rel[lugar] else ()
    else:

        def grupos(m: Marco) -> Sequence[Renglones]:
            return [p.hijas[i] for p in padres(m) if p.rel[lugar]]

    comun = min(rama.comun, hijo.nivel.hondura)
    return Rama(hijo, comun, False, _juntas(grupos), grupos)


def _juntas(grupos: Callable[[Marco], Sequence[Renglones]]) -> Cierre:
    def filas(m: Marco) -> Sequence[Fila]:
        todos = grupos(m)
        return todos[0].filas if len(todos) == 1 else [f for g in todos for f in g.filas]

    return filas


def filtrada(rama: Rama, predicados: Sequence[Predicado], *, junta: bool = False) -> Rama:
    """The rows that meet every predicate, each counted from one among those that met the ones before.

    They are counted among the sisters of one parent, or with ``junta`` among all.
    """
    grupos, filas, unica = rama.grupos, rama.filas, rama.unica
    if grupos is not None and rama.destino.clase is ClaseNodo.REPETICION and not junta:
        primero, resto = predicados[0], predicados[1:]

        def de_grupos(m: Marco) -> list[Fila]:
            salida: list[Fila] = []
            for grupo in grupos(m):
                hallada = _por_indice(grupo, primero, m)
                quedan = _cumplen(grupo.filas, primero, m) if hallada is None else hallada
                salida.extend(_todos(quedan, resto, m))
            return salida

        return Rama(rama.destino, rama.comun, False, de_grupos)

    def de_filas(m: Marco) -> Sequence[Fila]:
        todas: Sequence[Fila] = (filas(m),) if unica else filas(m)
        if junta:
            return _todos(todas, predicados, m)
        return [f for una in todas for f in _todos((una,), predicados, m)]

    return Rama(rama.destino, rama.comun, False, de_filas)


def _todos(filas: Sequence[Fila], predicados: Sequence[Predicado], m: Marco) -> Sequence[Fila]:
    for p in predicados:
        filas = _cumplen(filas, p, m)
    return filas


def _por_indice(grupo: Renglones, p: Predicado, m: Marco) -> Sequence[Fila] | None:
    """The rows that meet a condition, by what is kept; None where each row has to be looked at."""
    if p.busca is not None:
        texto = p.busca(m)
        return grupo.con_texto(p.columna, texto) if texto else None
    if p.limite is None or p.compara is None:
        return None
    limite, compara = p.limite(m), p.compara
    columna = grupo.columna(p.columna, m.zona)
    return [f for f, n in zip(grupo.filas, columna, strict=True) if compara(n, limite)]


def _cumplen(filas: Sequence[Fila], p: Predicado, m: Marco) -> Sequence[Fila]:
    if p.numerico and not p.posicional:
        n = p.f(m)
        return (filas[int(n) - 1],) if 1 <= n <= len(filas) and n == int(n) else ()
    dentro, f = m.dentro(), p.f
    dentro.tamano = len(filas)
    salida = []
    for i, fila in enumerate(filas, start=1):
        dentro.fila, dentro.posicion = fila, i
        if f(dentro) == i if p.numerico else f(dentro):
            salida.append(fila)
    return salida


def como_parte(ramas: Sequence[Rama]) -> Parte:
    """The value of one path: a single node where it must be there, a node-set otherwise."""
    if len(ramas) == 1:
        rama = ramas[0]
        return _nodo_unico(rama) if rama.unica else _conjunto(rama)
    partes = [como_parte([r]) for r in ramas]
    todas = [p.nodos for p in partes if p.nodos is not None]
    return Parte(Tipo.NODOS, nodos := (lambda m: [n for f in todas for n in f(m)]), nodos=nodos, es_ruta=True)


def _nodo_unico(rama: Rama) -> Parte:
    destino, fila = rama.destino, rama.filas
    if destino.clase is not ClaseNodo.PREGUNTA:
        return Parte(
            Tipo.NODO, lambda m: "", nodos=lambda m: [(fila(m), destino)], relevante=_relevante(rama), es_ruta=True
        )
    lugar = destino.lugar
    texto = _lectura(rama, lugar)
    return Parte(
        Tipo.NODO,
        texto,
        nodos=lambda m: [(f, destino)] if (f := fila(m)).rel[lugar] else [],
        textos=lambda m: [f.valores[lugar]] if (f := fila(m)).rel[lugar] else [],
        relevante=_relevante(rama),
        es_ruta=True,
    )


def _lectura(rama: Rama, lugar: int) -> Cierre:
    """The shortest closure that reads one place."""
    match rama.directa:
        case 0:
            return lambda m: m.fila.valores[lugar]
        case 1:
            return lambda m: m.actual.valores[lugar]
        case 2:
            return lambda m: m.raiz.valores[lugar]
    fila = rama.filas
    return lambda m: fila(m).valores[lugar]


def _relevante(rama: Rama) -> Cierre:
    destino, fila, lugar = rama.destino, rama.filas, rama.destino.lugar
    if destino.clase is ClaseNodo.REPETICION:
        return lambda m: fila(m).padre.rel[lugar]
    return lambda m: fila(m).rel[lugar]


def _conjunto(rama: Rama) -> Parte:
    destino, filas = rama.destino, rama.filas
    if destino.clase is ClaseNodo.REPETICION:

        def de_filas(m: Marco) -> list[tuple[Any, Any]]:
            return [(f, destino) for f in filas(m)]

        return Parte(Tipo.NODOS, de_filas, nodos=de_filas, textos=lambda m: [""] * len(filas(m)), es_ruta=True)
    lugar = destino.lugar

    def nodos(m: Marco) -> list[tuple[Any, Any]]:
        return [(f, destino) for f in filas(m) if f.rel[lugar]]

    def textos(m: Marco) -> list[str]:
        return [f.valores[lugar] for f in filas(m) if f.rel[lugar]]

    return Parte(Tipo.NODOS, nodos, nodos=nodos, textos=textos, numeros=_numeros(rama, lugar), es_ruta=True)


def _numeros(rama: Rama, lugar: int) -> Cierre | None:
    """The kept column of all rows; a row that is not relevant is NaN there, like an empty one."""
    grupos = rama.grupos
    if grupos is None:
        return None

    def numeros(m: Marco) -> Sequence[float]:
        todos = grupos(m)
        if len(todos) == 1:
            return todos[0].columna(lugar, m.zona)
        return [n for g in todos for n in g.columna(lugar, m.zona)]

    return numeros

"""Compiles a form once: every expression against the names, what each depends on, and the order to run them in.

All that is wrong is found at once; a circle of expressions is refused with its path. This module must never hold an
answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise

from supervisor_app.domain.logica import partes, sintaxis, valores
from supervisor_app.domain.logica.compilador import Compilador, Lecturas
from supervisor_app.domain.logica.esquema import Esquema
from supervisor_app.domain.logica.filas import Fila
from supervisor_app.domain.logica.forma import (
    Falla,
    Forma,
    FormaIncorrecta,
    Lista,
    NodoDeForma,
    Pregunta,
    Repeticion,
)
from supervisor_app.domain.logica.lexico import ErrorDeExpresion
from supervisor_app.domain.logica.nodos import ClaseNodo, Nivel, NodoForma
from supervisor_app.domain.logica.partes import Cierre, Parte, Tipo

Convertir = Callable[[Parte], Cierre]
_CLASES: Mapping[type, ClaseNodo] = {Pregunta: ClaseNodo.PREGUNTA, Repeticion: ClaseNodo.REPETICION}


class ClaseRegla(IntEnum):
    """What a rule decides. The first two write what other rules read."""

    RELEVANTE = 0
    CALCULO = 1
    OBLIGATORIA = 2
    RESTRICCION = 3
    FILTRO = 4
    INICIAL = 5


@dataclass(eq=False, slots=True)
class Regla:
    """One compiled expression. ``lugar`` is where its result stands in a row, for those that write no value."""

    clase: ClaseRegla
    nodo: NodoForma
    f: Cierre
    lecturas: Lecturas
    nivel: Nivel
    campo: str
    orden: int = 0
    lugar: int = -1
    mensaje: str = ""
    dura: bool = True


@dataclass(slots=True)
class FormaCompilada:
    """A form ready to run. ``dependientes``: by node, the rules that read it and the depth they share with it."""

    esquema: Esquema
    reglas: tuple[Regla, ...] = ()
    por_nivel: dict[Nivel, tuple[Regla, ...]] = field(default_factory=dict)
    iniciales: dict[Nivel, tuple[Regla, ...]] = field(default_factory=dict)
    dependientes: dict[NodoForma, tuple[tuple[Regla, int], ...]] = field(default_factory=dict)
    calculados: frozenset[NodoForma] = frozenset()
    repeticiones: Mapping[str, NodoForma] = field(default_factory=dict)
    por_nodo: dict[NodoForma, tuple[Regla, ...]] = field(default_factory=dict)
    _resultados: dict[Nivel, int] = field(default_factory=dict)

    def iniciales_iguales(self, repeticion: str) -> bool:
        """Whether the rows of a repeat all start with the same: nothing they start with looks at an answer or a row."""
        reglas = self.iniciales.get(self.repeticiones[repeticion].vivo, ())
        return not any(r.lecturas.nodos or r.lecturas.de_su_renglon or r.lecturas.llamadas_al_azar for r in reglas)

    def resultados(self, nivel: Nivel) -> int:
        """How many results a row of that level holds."""
        return self._resultados.get(nivel, 0)


def compilar_forma(forma: Forma) -> FormaCompilada:
    """The form ready to run. Raises FormaIncorrecta with all that is wrong."""
    return _Taller(forma).compilada()


def revisar_forma(forma: Forma) -> tuple[Falla, ...]:
    """All that is wrong with a form; empty where nothing is."""
    try:
        compilar_forma(forma)
    except FormaIncorrecta as mal:
        return mal.fallas
    return ()


class _Taller:
    def __init__(self, forma: Forma) -> None:
        self._forma = forma
        self._fallas: list[Falla] = []
        self._definidas: list[tuple[NodoForma, NodoDeForma]] = []
        self._reglas: list[Regla] = []
        raiz = NodoForma(forma.nombre, ClaseNodo.RAIZ, None, Nivel(None))
        self._esquema = Esquema(raiz)

    def compilada(self) -> FormaCompilada:
        for lista in self._forma.listas:
            self._esquema.listas[lista.nombre] = _lista(lista)
        self._nodos(self._forma.nodos, self._esquema.raiz, self._esquema.raiz.nivel)
        for nodo, definida in self._definidas:
            self._de_nodo(nodo, definida)
        self._o_fallar()
        ordenadas = self._ordenar()
        return self._armar(ordenadas)

    def _o_fallar(self) -> None:
        if self._fallas:
            raise FormaIncorrecta(tuple(self._fallas))

    # --- shape

    def _nodos(self, definidos: tuple[NodoDeForma, ...], padre: NodoForma, nivel: Nivel) -> None:
        for definido in definidos:
            if definido.nombre in self._esquema.por_nombre:
                self._fallas.append(Falla(definido.nombre, "nombre", f"El nombre «{definido.nombre}» está repetido."))
                continue
            clase = _CLASES.get(type(definido), ClaseNodo.GRUPO)
            nodo = NodoForma(definido.nombre, clase, padre, nivel)
            self._esquema.por_nombre[definido.nombre] = nodo
            self._definidas.append((nodo, definido))
            if isinstance(definido, Pregunta):
                nodo.lista = definido.lista
            else:
                self._nodos(definido.nodos, nodo, nodo.vivo)

    # --- expressions

    def _de_nodo(self, nodo: NodoForma, definido: NodoDeForma) -> None:
        if definido.relevante:
            # The relevance of a repeat is asked in the row it stands in, where there may be no row of its own.
            donde = nodo.padre if nodo.clase is ClaseNodo.REPETICION else nodo
            self._regla(ClaseRegla.RELEVANTE, nodo, "relevante", definido.relevante, partes.a_booleano, donde)
        if isinstance(definido, Pregunta):
            self._de_pregunta(nodo, definido)

    def _de_pregunta(self, nodo: NodoForma, definida: Pregunta) -> None:
        if definida.calculo:
            self._regla(ClaseRegla.CALCULO, nodo, "calculo", definida.calculo, _a_guardar)
        if definida.inicial:
            self._regla(ClaseRegla.INICIAL, nodo, "inicial", definida.inicial, _a_guardar)
        if definida.obligatoria:
            self._regla(ClaseRegla.OBLIGATORIA, nodo, "obligatoria", definida.obligatoria, partes.a_booleano)
        for i, r in enumerate(definida.restricciones):
            regla = self._regla(ClaseRegla.RESTRICCION, nodo, f"restricciones[{i}]", r.expresion, partes.a_booleano)
            if regla is not None:
                regla.mensaje, regla.dura = r.mensaje, r.dura
        if definida.lista and definida.lista not in self._esquema.listas:
            self._fallas.append(Falla(nodo.nombre, "lista", f"No existe la lista «{definida.lista}»."))
        elif definida.filtro:
            self._filtro(nodo, definida)

    def _filtro(self, nodo: NodoForma, definida: Pregunta) -> None:
        raiz, opciones = self._esquema.listas[definida.lista]
        item = raiz.hijos["root"].hijos["item"]
        lecturas = Lecturas()
        try:
            comp = Compilador(self._esquema, nodo, lecturas)
            rama = comp.filtro_de_lista(raiz, opciones, sintaxis.leer(definida.filtro))
        except ErrorDeExpresion as mal:
            self._fallas.append(Falla(nodo.nombre, "filtro", mal.message, mal.posicion))
            return
        filas, clave = rama.filas, item.hijos["name"].lugar

        def claves(m: partes.Marco) -> tuple[str, ...]:
            return tuple(f.valores[clave] for f in filas(m))

        self._reglas.append(Regla(ClaseRegla.FILTRO, nodo, claves, lecturas, nodo.nivel, "filtro"))
        propias = Lecturas(lecturas.nodos | {(nodo, nodo.nivel.hondura)}, volatil=lecturas.volatil)
        ofrecida = Regla(ClaseRegla.RESTRICCION, nodo, _se_ofrece(nodo, claves), propias, nodo.nivel, "filtro")
        ofrecida.mensaje = "Lo elegido ya no está en la lista que se ofrece; elija de nuevo."
        self._reglas.append(ofrecida)

    def _regla(
        self,
        clase: ClaseRegla,
        nodo: NodoForma,
        campo: str,
        texto: str,
        convertir: Convertir,
        donde: NodoForma | None = None,
    ) -> Regla | None:
        lecturas = Lecturas()
        try:
            cierre = convertir(Compilador(self._esquema, donde or nodo, lecturas).compilar(sintaxis.leer(texto)))
        except ErrorDeExpresion as mal:
            self._fallas.append(Falla(nodo.nombre, campo, mal.message, mal.posicion))
            return None
        if clase in (ClaseRegla.RESTRICCION, ClaseRegla.OBLIGATORIA):
            lecturas.nodos.add((nodo, nodo.nivel.hondura))
        regla = Regla(clase, nodo, cierre, lecturas, nodo.nivel, campo)
        self._reglas.append(regla)
        return regla

    # --- order

    def _ordenar(self) -> list[Regla]:
        """Rules that write before those that read what they write. Refuses a circle."""
        escriben: dict[NodoForma, list[Regla]] = {}
        for regla in self._reglas:
            if regla.clase <= ClaseRegla.CALCULO:
                escriben.setdefault(regla.nodo, []).append(regla)
        sobre = {nodo: _que_deciden(nodo, escriben) for nodo, _ in self._definidas}
        grafo: TopologicalSorter[Regla] = TopologicalSorter()
        for regla in self._reglas:
            leidos = sorted({n for n, _ in regla.lecturas.nodos}, key=lambda n: (n.nivel.hondura, n.lugar))
            grafo.add(regla, *(r for nodo in leidos for r in sobre.get(nodo, ())))
        try:
            return list(grafo.static_order())
        except CycleError as circulo:
            self._fallas.append(_falla_de_circulo(circulo.args[1], sobre))
            raise FormaIncorrecta(tuple(self._fallas)) from None

    def _armar(self, ordenadas: list[Regla]) -> FormaCompilada:
        lugares: dict[Nivel, int] = {}
        dependientes: dict[NodoForma, list[tuple[Regla, int]]] = {}
        por_nivel: dict[Nivel, list[Regla]] = {}
        iniciales: dict[Nivel, list[Regla]] = {}
        for orden, regla in enumerate(ordenadas):
            regla.orden = orden
            if regla.clase is ClaseRegla.INICIAL:
                continue
            por_nivel.setdefault(regla.nivel, []).append(regla)
            if regla.clase > ClaseRegla.CALCULO:
                regla.lugar = lugares.get(regla.nivel, 0)
                lugares[regla.nivel] = regla.lugar + 1
            for nodo, comun in regla.lecturas.nodos:
                dependientes.setdefault(nodo, []).append((regla, comun))
        por_nodo: dict[NodoForma, list[Regla]] = {}
        for regla in self._reglas:  # in the order of the form, as one fills it in
            por_nodo.setdefault(regla.nodo, []).append(regla)
            if regla.clase is ClaseRegla.INICIAL:
                iniciales.setdefault(regla.nivel, []).append(regla)
        return FormaCompilada(
            esquema=self._esquema,
            reglas=tuple(r for r in ordenadas if r.clase is not ClaseRegla.INICIAL),
            por_nivel={n: tuple(rs) for n, rs in por_nivel.items()},
            iniciales={n: tuple(rs) for n, rs in iniciales.items()},
            dependientes={n: tuple(rs) for n, rs in dependientes.items()},
            calculados=frozenset(r.nodo for r in ordenadas if r.clase is ClaseRegla.CALCULO),
            repeticiones={n.nombre: n for n, _ in self._definidas if n.clase is ClaseNodo.REPETICION},
            por_nodo={n: tuple(rs) for n, rs in por_nodo.items()},
            _resultados=lugares,
        )


def _lista(lista: Lista) -> tuple[NodoForma, Fila]:
    """A list as a little form of its own, ``root/item`` with a column for name, label and each attribute."""
    raiz = NodoForma(lista.nombre, ClaseNodo.RAIZ, None, Nivel(None))
    item = NodoForma("item", ClaseNodo.REPETICION, NodoForma("root", ClaseNodo.GRUPO, raiz, raiz.nivel), raiz.nivel)
    columnas = dict.fromkeys(["name", "label", *(a for o in lista.opciones for a in o.atributos)])
    nodos = {c: NodoForma(c, ClaseNodo.PREGUNTA, item, item.vivo) for c in columnas}
    fila = Fila(raiz.nivel, None, lista.nombre)
    filas = []
    for opcion in lista.opciones:
        una = Fila(item.vivo, fila, opcion.clave)
        for columna, valor in {"name": opcion.clave, "label": opcion.etiqueta, **opcion.atributos}.items():
            una.valores[nodos[columna].lugar] = valor
        filas.append(una)
    fila.hijas[item.indice].poner(filas)
    return raiz, fila


def _a_guardar(p: Parte) -> Cierre:
    """The text that stays in the node."""
    if p.tipo in (Tipo.NODO, Tipo.NODOS):
        return partes.a_texto(p)
    if p.tipo is Tipo.CUALQUIERA:
        f, texto = p.f, partes.a_texto(p)
        return lambda m: texto(m) if isinstance(v := f(m), list) else valores.a_guardar(v)
    f = p.f
    return lambda m: valores.a_guardar(f(m))


def _se_ofrece(nodo: NodoForma, claves: Cierre) -> Cierre:
    """Whether everything chosen is among what the filter leaves. What was answered is never taken away by it."""
    lugar = nodo.lugar
    return lambda m: set(m.fila.valores[lugar].split()).issubset(claves(m))


def _que_deciden(nodo: NodoForma, escriben: Mapping[NodoForma, list[Regla]]) -> list[Regla]:
    """The rules that decide what others see of a node: its calculation, and every relevance from it up."""
    propias = escriben.get(nodo, [])
    de_arriba = (r for n in nodo.linaje()[1:] for r in escriben.get(n, ()) if r.clase is ClaseRegla.RELEVANTE)
    return [*propias, *de_arriba]


def _falla_de_circulo(circulo: list[Regla], sobre: Mapping[NodoForma, list[Regla]]) -> Falla:
    """``A → B → A``: each needs the next. The names are those of the questions, with the group that decides them."""
    pasos = list(reversed(circulo))
    nombres: list[str] = []
    for quien, de_quien in pairwise(pasos):
        nombres.append(quien.nodo.nombre)
        leidos = {n.nombre for n, _ in quien.lecturas.nodos if de_quien in sobre.get(n, ())}
        if de_quien.nodo.nombre not in leidos:
            nombres.append(min(leidos))
    nombres.append(nombres[0])
    camino = " → ".join(_sin_seguidos(nombres))
    primera = pasos[0]
    return Falla(
        primera.nodo.nombre,
        primera.campo,
        f"Las expresiones se necesitan unas a otras en círculo: {camino}. Rompa el círculo en una de ellas.",
    )


def _sin_seguidos(nombres: list[str]) -> Iterator[str]:
    anterior = ""
    for i, nombre in enumerate(nombres):
        if nombre != anterior or (i == len(nombres) - 1 and i == 1):
            yield nombre
        anterior = nombre

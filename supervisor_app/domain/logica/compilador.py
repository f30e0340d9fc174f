"""Turns the tree of an expression into closures: names resolved, types known, conversions chosen once.

What is compiled against a form records which nodes it reads, so that only what depends on a change runs again. With
no form (``Esquema`` None) names are taken as they come: that checks the language of an expression alone. This module
must never hold an answer.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from supervisor_app.domain.logica import comparacion, partes, rutas, valores
from supervisor_app.domain.logica.arbol import (
    Binaria,
    Filtro,
    Llamada,
    Negativo,
    Nodo,
    Numero,
    Paso,
    Referencia,
    Ruta,
    Texto,
    cadena,
    mira_candidato,
)
from supervisor_app.domain.logica.esquema import Esquema
from supervisor_app.domain.logica.filas import Fila
from supervisor_app.domain.logica.funciones import funcion
from supervisor_app.domain.logica.lexico import ErrorDeExpresion
from supervisor_app.domain.logica.nodos import ClaseNodo, NodoForma
from supervisor_app.domain.logica.partes import Cierre, Parte, Tipo
from supervisor_app.domain.logica.rutas import Predicado, Rama

_VOLTEADO: Final = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
_LIBRE: Final = Parte(Tipo.NODO, lambda m: "", nodos=lambda m: [], textos=lambda m: [], es_ruta=True)


@dataclass(slots=True)
class Lecturas:
    """What an expression looks at: nodes with the depth down to which the row is its own, and the moment or chance.

    ``de_su_renglon``: it depends on which row asks in a way that ``nodos`` does not tell (its place, what it holds).
    """

    nodos: set[tuple[NodoForma, int]] = field(default_factory=set)
    nombres: list[str] = field(default_factory=list)
    volatil: bool = False
    de_su_renglon: bool = False
    llamadas_al_azar: int = 0

    def sumar(self, otras: Lecturas) -> None:
        """Those of a part, which began to count chance where these stood."""
        self.nodos |= otras.nodos
        self.nombres += otras.nombres
        self.volatil |= otras.volatil
        self.de_su_renglon |= otras.de_su_renglon
        self.llamadas_al_azar = otras.llamadas_al_azar


@dataclass(slots=True)
class Compilador:
    """Compiles in one place: the node that asks, and inside a predicate the candidate node and its shared depth."""

    esquema: Esquema | None
    pregunta: NodoForma | None
    lecturas: Lecturas = field(default_factory=Lecturas)
    contexto: NodoForma | None = None
    comun: int = 0
    en_predicado: bool = False
    mira_posicion: bool = False

    def __post_init__(self) -> None:
        if self.contexto is None and self.pregunta is not None:
            self.contexto = self.pregunta
            self.comun = self.pregunta.vivo.hondura

    def compilar(self, nodo: Nodo) -> Parte:
        """The closure of a tree. Raises ErrorDeExpresion."""
        match nodo:
            case Numero(valor) | Texto(valor):
                return partes.constante(valor)
            case Negativo(valor):
                f = partes.a_numero(self.compilar(valor))
                return Parte(Tipo.NUMERO, lambda m: -f(m))
            case Binaria():
                return self._binaria(nodo)
            case Llamada():
                return self._llamada(nodo)
            case Referencia() | Ruta() | Filtro():
                if self.esquema is None:
                    return self._libre(nodo)
                ramas = self.ramas(nodo)
                return self.leida(ramas)

    # --- operators

    def _binaria(self, nodo: Binaria) -> Parte:
        if nodo.op in ("and", "or"):
            return self._junta(nodo)
        if nodo.op in valores.ARITMETICA:
            return self._aritmetica(nodo)
        izquierda, derecha = self.compilar(nodo.izquierda), self.compilar(nodo.derecha)
        if nodo.op == "|":
            a, b = self.nodos_de(izquierda, nodo.pos), self.nodos_de(derecha, nodo.pos)
            union: Cierre = lambda m: list(dict.fromkeys([*a(m), *b(m)]))  # noqa: E731 - typed
            return Parte(Tipo.NODOS, union, nodos=union)
        return Parte(Tipo.BOOLEANO, comparacion.cierre(nodo.op, izquierda, derecha))

    def _junta(self, nodo: Binaria) -> Parte:
        """A chain of the same operator at one level, so that a long one is not deep."""
        cierres = [partes.a_booleano(self.compilar(n)) for n in cadena(nodo, (nodo.op,))[0]]
        if len(cierres) == 2:
            a, b = cierres
            return Parte(Tipo.BOOLEANO, (lambda m: a(m) and b(m)) if nodo.op == "and" else (lambda m: a(m) or b(m)))
        if nodo.op == "and":
            return Parte(Tipo.BOOLEANO, lambda m: all(f(m) for f in cierres))
        return Parte(Tipo.BOOLEANO, lambda m: any(f(m) for f in cierres))

    def _aritmetica(self, nodo: Binaria) -> Parte:
        operandos, operadores = cadena(nodo, tuple(valores.ARITMETICA))
        cierres = [partes.a_numero(self.compilar(n)) for n in operandos]
        pasos = [valores.ARITMETICA[op] for op in operadores]
        if len(cierres) == 2:
            return Parte(Tipo.NUMERO, _de_dos(operadores[0], *cierres))
        primero, resto = cierres[0], list(zip(pasos, cierres[1:], strict=True))

        def cuenta(m: partes.Marco) -> float:
            total = primero(m)
            for op, f in resto:
                total = op(total, f(m))
            return float(total)

        return Parte(Tipo.NUMERO, cuenta)

    # --- functions

    def _llamada(self, nodo: Llamada) -> Parte:
        from supervisor_app.domain.logica import llamadas  # noqa: PLC0415 - they build each other

        definida = funcion(nodo.nombre, len(nodo.argumentos), nodo.pos)
        todas = self.lecturas
        propias = self.lecturas = Lecturas(volatil=definida.volatil, llamadas_al_azar=todas.llamadas_al_azar)
        try:
            parte = llamadas.construir(self, nodo, definida)
        finally:
            self.lecturas = todas
        todas.sumar(propias)
        return partes.una_vez(parte) if self._vale_para_todas(nodo, propias, parte) else parte

    def _vale_para_todas(self, nodo: Llamada, lecturas: Lecturas, parte: Parte) -> bool:
        """Whether a call runs through rows and gives the same in every row that asks: a total, of which each has its
        share, is added up once and not once for each.
        """
        if self.pregunta is None or self.pregunta.nivel.padre is None or parte.tipo not in partes.SIMPLES:
            return False
        if lecturas.volatil or lecturas.de_su_renglon:
            return False
        recorre = any(leido.vivo.hondura > comun for leido, comun in lecturas.nodos)
        de_la_raiz = all(comun == 0 for _, comun in lecturas.nodos)
        return recorre and de_la_raiz and not (self.en_predicado and mira_candidato(nodo))

    def nodos_de(self, parte: Parte, pos: int) -> Cierre:
        """The nodes of a part that must be a node-set. Raises ErrorDeExpresion."""
        if not parte.conjunto and parte.tipo is not Tipo.CUALQUIERA:
            raise ErrorDeExpresion(f"Aquí va una pregunta o un conjunto de respuestas, no {parte.tipo.value}.", pos + 1)
        return partes.todos_los_nodos(parte)

    def filtro_de_lista(self, raiz: NodoForma, fila: Fila, arbol: Nodo) -> Rama:
        """The options of a list that meet a choice filter, asked by our question. Raises ErrorDeExpresion."""
        rama = rutas.fija(raiz, fila)
        for nombre in ("root", "item"):
            rama = rutas.abajo(rama, rama.destino.hijos[nombre])
        return self._con_predicados(rama, [arbol])

    # --- names and paths

    def _libre(self, nodo: Referencia | Ruta | Filtro) -> Parte:
        """Without a form only the language is checked."""
        match nodo:
            case Referencia():
                self.lecturas.nombres.append(nodo.nombre)
            case Ruta():
                if nodo.origen is not None:
                    self.compilar(nodo.origen)
                for paso in nodo.pasos:
                    self._libres(paso.predicados)
            case Filtro():
                self.compilar(nodo.valor)
                self._libres(nodo.predicados)
        return _LIBRE

    def _libres(self, predicados: Sequence[Nodo]) -> None:
        for predicado in predicados:
            self.compilar(predicado)

    def leida(self, ramas: Sequence[Rama]) -> Parte:
        """The value of a path, remembered as read."""
        for rama in ramas:
            if rama.destino.clase is not ClaseNodo.RAIZ:
                self.lecturas.nodos.add((rama.destino, rama.comun))
        return rutas.como_parte(ramas)

    def ramas(self, nodo: Nodo) -> list[Rama]:
        """The ways of a path. Raises ErrorDeExpresion for what is no path, or goes nowhere."""
        match nodo:
            case Referencia():
                return [self._referida(nodo)]
            case Ruta():
                return self._camino(nodo)
            case Filtro(valor=valor, predicados=predicados):
                junta = not isinstance(valor, Referencia)
                return [self._con_predicados(r, predicados, junta=junta) for r in self.ramas(valor)]
            case Llamada(nombre="current"):
                return [rutas.desde_actual(self._quien_pregunta(nodo.pos))]
            case Llamada(nombre="instance"):
                return [self._de_lista(nodo)]
        pos = nodo.pos if isinstance(nodo, Llamada | Binaria) else 0
        raise ErrorDeExpresion("Sólo una ruta, ${nombre}, current() o instance() pueden llevar «/» o «[ ]».", pos + 1)

    def _quien_pregunta(self, pos: int) -> NodoForma:
        if self.pregunta is None:
            raise ErrorDeExpresion("Aquí no hay ninguna pregunta a la cual referirse.", pos + 1)
        return self.pregunta

    def _de_lista(self, nodo: Llamada) -> Rama:
        funcion(nodo.nombre, len(nodo.argumentos), nodo.pos)
        nombre = nodo.argumentos[0]
        if not isinstance(nombre, Texto):
            raise ErrorDeExpresion("instance() lleva el nombre de la lista entre comillas.", nodo.pos + 1)
        return rutas.fija(*self._esquema.lista(nombre.valor, nodo.pos))

    @property
    def _esquema(self) -> Esquema:
        if self.esquema is None:
            raise ErrorDeExpresion("Las rutas sólo se resuelven dentro de una cédula.")
        return self.esquema

    def _referida(self, ref: Referencia) -> Rama:
        """``${nombre}``: the node nearest to the one that asks, as pyxform writes the path."""
        destino, quien = self._esquema.nodo(ref.nombre, ref.pos), self._quien_pregunta(ref.pos)
        if self.en_predicado and self._es_candidato(destino, quien):
            raise ErrorDeExpresion(
                f"Dentro de los corchetes escriba «{ref.nombre}» sin ${{}}: así es el de cada renglón que se revisa.",
                ref.pos + 1,
            )
        comun = quien.vivo.comun(destino.nivel)
        actual = rutas.desde_actual(quien)
        rama = rutas.subir_a(actual, self._esquema.raiz, comun.hondura)
        return self._bajar(rama, destino, comun.hondura)

    def _es_candidato(self, destino: NodoForma, quien: NodoForma) -> bool:
        """Whether a name inside a predicate is a column of the rows under test, and not of the row that asks."""
        candidato = self.contexto.vivo if self.contexto is not None else None
        return candidato is not None and destino.nivel is candidato and quien.vivo.comun(candidato) is not candidato

    def _bajar(self, rama: Rama, destino: NodoForma, hondura: int) -> Rama:
        """From the row at that depth down to a node, through every repeat on the way."""
        for nodo in reversed(destino.linaje()):
            if nodo.clase is ClaseNodo.REPETICION and nodo.nivel.hondura >= hondura and nodo is not destino:
                rama = self._hijo(rama, nodo)
        return self._hijo(rama, destino)

    def _hijo(self, rama: Rama, hijo: NodoForma) -> Rama:
        if hijo.clase is ClaseNodo.RAIZ:
            return rama
        rama = rutas.abajo(rama, hijo)
        if hijo.clase is ClaseNodo.REPETICION:
            self.lecturas.nodos.add((hijo, rama.comun))
        return rama

    def _camino(self, ruta: Ruta) -> list[Rama]:
        pasos = ruta.pasos
        if ruta.origen is not None:
            ramas = self.ramas(ruta.origen)
        elif ruta.absoluta:
            ramas = [rutas.a_la_raiz(self._esquema.raiz)]
            pasos = self._sin_raiz(pasos)
        else:
            contexto = self.contexto or self._quien_pregunta(ruta.pos)
            ramas = [rutas.desde_contexto(contexto, self.comun)]
        for paso in pasos:
            ramas = [self._con_predicados(r, paso.predicados) for antes in ramas for r in self._paso(antes, paso)]
        return ramas

    def _sin_raiz(self, pasos: tuple[Paso, ...]) -> tuple[Paso, ...]:
        """``/data/…``: the first step names the form itself."""
        if not pasos:
            return ()
        if pasos[0].eje != "child" or pasos[0].prueba not in ("data", "*", self._esquema.raiz.nombre):
            mal = pasos[0]
            raise ErrorDeExpresion(f"Las rutas absolutas empiezan con /data, no con /{mal.prueba}.", mal.pos + 1)
        return pasos[1:]

    def _paso(self, rama: Rama, paso: Paso) -> list[Rama]:
        if paso.eje == "child":
            if paso.prueba in ("*", "node()"):
                return [self._hijo(rama, hijo) for hijo in rama.destino.hijos.values()]
            return [self._hijo(rama, self._esquema.hijo(rama.destino, paso.prueba, paso.pos))]
        hallada: Rama | None = rama if paso.eje == "self" else rutas.arriba(rama)
        if hallada is None:
            raise ErrorDeExpresion("La ruta sube con «..» más arriba de la cédula.", paso.pos + 1)
        if paso.prueba not in ("*", "node()", hallada.destino.nombre):
            raise ErrorDeExpresion(f"Aquí no hay nada que se llame «{paso.prueba}».", paso.pos + 1)
        return [hallada]

    def _con_predicados(self, rama: Rama, predicados: Sequence[Nodo], *, junta: bool = False) -> Rama:
        if not predicados:
            return rama
        return rutas.filtrada(rama, [c for p in predicados for c in self._condiciones(rama, p)], junta=junta)

    def _condiciones(self, rama: Rama, arbol: Nodo) -> list[Predicado]:
        """A predicate; one that joins conditions with ``and`` is taken apart, what is answered at once goes first."""
        entero = self._predicado(rama, arbol)
        if not isinstance(arbol, Binaria) or arbol.op != "and" or entero.posicional:
            return [entero]
        sueltas = [self._predicado(rama, n) for n in cadena(arbol, ("and",))[0]]
        if any(c.numerico for c in sueltas):
            return [entero]
        return sorted(sueltas, key=lambda c: not c.directo)

    def _predicado(self, rama: Rama, arbol: Nodo) -> Predicado:
        dentro = Compilador(self.esquema, self.pregunta, self.lecturas, rama.destino, rama.comun, en_predicado=True)
        parte = dentro.compilar(arbol)
        if parte.tipo is Tipo.NUMERO:
            return Predicado(parte.f, numerico=True, posicional=dentro.mira_posicion or mira_candidato(arbol))
        f = partes.a_booleano(parte)
        if not dentro.mira_posicion and isinstance(arbol, Binaria):
            directo = self._directo(dentro, rama.destino, arbol, f)
            if directo is not None:
                return directo
        return Predicado(f, posicional=dentro.mira_posicion)

    def _directo(self, dentro: Compilador, destino: NodoForma, arbol: Binaria, f: Cierre) -> Predicado | None:
        """A column compared with what no candidate changes: a kept index or column answers."""
        for lado, otro, op in (
            (arbol.izquierda, arbol.derecha, arbol.op),
            (arbol.derecha, arbol.izquierda, _VOLTEADO.get(arbol.op, arbol.op)),
        ):
            hijo = _columna_sola(destino, lado)
            if hijo is None or mira_candidato(otro):
                continue
            parte = dentro.compilar(otro)
            if op == "=" and parte.tipo in (Tipo.TEXTO, Tipo.NODO):
                return Predicado(f, columna=hijo.lugar, busca=parte.f)
            if op == "=" and parte.tipo is Tipo.NUMERO:
                return Predicado(f, columna=hijo.lugar, limite=parte.f, compara=valores.iguales_numeros)
            if op in valores.ORDEN and parte.tipo in (Tipo.TEXTO, Tipo.NODO, Tipo.NUMERO):
                limite = partes.a_numero(parte)
                return Predicado(f, columna=hijo.lugar, limite=limite, compara=valores.ORDEN[op])
        return None


def _columna_sola(destino: NodoForma, arbol: Nodo) -> NodoForma | None:
    if isinstance(arbol, Ruta) and arbol.origen is None and not arbol.absoluta and len(arbol.pasos) == 1:
        paso = arbol.pasos[0]
        hijo = destino.hijos.get(paso.prueba)
        if paso.eje == "child" and not paso.predicados and hijo is not None and hijo.clase is ClaseNodo.PREGUNTA:
            return hijo if hijo.nivel is destino.vivo else None
    return None


def _de_dos(op: str, a: Cierre, b: Cierre) -> Callable[[Any], float]:
    match op:
        case "+":
            return lambda m: a(m) + b(m)
        case "-":
            return lambda m: a(m) - b(m)
        case "*":
            return lambda m: a(m) * b(m)
    f = valores.ARITMETICA[op]
    return lambda m: f(a(m), b(m))

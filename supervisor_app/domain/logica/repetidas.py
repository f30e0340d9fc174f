"""The functions of repeats and lists: ``position(x)``, ``indexed-repeat``, ``pulldata``, and a list's options by key.

This module must never know the text of an expression.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from supervisor_app.domain.logica import partes
from supervisor_app.domain.logica.arbol import Filtro, Llamada, Nodo, Referencia, Ruta, Texto
from supervisor_app.domain.logica.esquema import Esquema
from supervisor_app.domain.logica.filas import Renglones
from supervisor_app.domain.logica.lexico import ErrorDeExpresion
from supervisor_app.domain.logica.nodos import ClaseNodo, NodoForma
from supervisor_app.domain.logica.partes import Cierre, Marco, Parte, Tipo
from supervisor_app.domain.logica.valores import NAN

if TYPE_CHECKING:
    from supervisor_app.domain.logica.compilador import Compilador


@dataclass(frozen=True, slots=True)
class Opciones:
    """The options of one list, looked up by the text of a column."""

    nodo: NodoForma
    renglones: Renglones

    def columna(self, nombre: str) -> int:
        """The place of a column, -1 where the list has none."""
        hallada = self.nodo.hijos.get(nombre)
        return -1 if hallada is None else hallada.lugar

    def valor(self, clave: str, columna: int, por: int = -1) -> str:
        """The column of the first option whose key (or the column ``por``) is that text; empty where there is none."""
        lugar = self.columna("name") if por < 0 else por
        if columna < 0:
            return ""
        halladas = self.renglones.con_texto(lugar, clave)
        if halladas is None:
            halladas = [f for f in self.renglones if f.valores[lugar] == clave]
        return halladas[0].valores[columna] if halladas else ""


def opciones(esquema: Esquema, lista: str, pos: int) -> Opciones:
    """The options of a list. Raises ErrorDeExpresion where there is no such list."""
    raiz, fila = esquema.lista(lista, pos)
    item = raiz.hijos["root"].hijos["item"]
    return Opciones(item, fila.hijas[item.indice])


def posicion(c: Compilador, nodo: Llamada) -> Parte:
    """``position(nodo)``: its place among its sisters, from 1."""
    argumento = nodo.argumentos[0]
    if c.esquema is None:
        c.nodos_de(c.compilar(argumento), nodo.pos)
        return Parte(Tipo.NUMERO, lambda m: 1.0)
    if not isinstance(argumento, Ruta | Referencia | Filtro):
        raise ErrorDeExpresion("position() lleva un renglón, por ejemplo position(..).", nodo.pos + 1)
    rama = c.ramas(argumento)[0]
    destino, filas, unica = rama.destino, rama.filas, rama.unica
    if destino.clase is not ClaseNodo.REPETICION:
        return partes.constante(1.0)
    c.lecturas.nodos.add((destino, min(rama.comun, destino.nivel.hondura)))
    c.lecturas.de_su_renglon = True

    def lugar(m: Marco) -> float:
        hallada = filas(m) if unica else next(iter(filas(m)), None)
        return float(hallada.indice + 1) if hallada is not None else NAN

    return Parte(Tipo.NUMERO, lugar)


def indexed_repeat(c: Compilador, nodo: Llamada) -> Parte:
    """``indexed-repeat(campo, grupo, n, …)``: the field in the n-th row; empty where there is no such row."""
    numeros = [partes.a_numero(c.compilar(n)) for n in nodo.argumentos[2::2]]
    if c.esquema is None or c.pregunta is None:
        return Parte(Tipo.TEXTO, lambda m: "")
    campo, *grupos = (_nodo(c, n, nodo.pos) for n in (nodo.argumentos[0], *nodo.argumentos[1::2]))
    cadena = [n for n in reversed(campo.linaje()) if n.clase is ClaseNodo.REPETICION and n is not campo]
    if campo.clase is not ClaseNodo.PREGUNTA or any(g not in cadena for g in grupos):
        mal = "indexed-repeat() lleva un campo y los grupos de renglones que lo contienen."
        raise ErrorDeExpresion(mal, nodo.pos + 1)
    por_grupo = dict(zip(grupos, numeros, strict=True))
    propias = c.pregunta.vivo.comun(campo.nivel).hondura
    pasos = [(r.indice, por_grupo.get(r), r.vivo.hondura if r.vivo.hondura <= propias else -1) for r in cadena]
    comun = min(g.nivel.hondura for g in grupos)
    c.lecturas.nodos.update({(campo, min(comun, propias))} | {(r, min(comun, r.nivel.hondura)) for r in cadena})
    c.lecturas.de_su_renglon |= len(por_grupo) < len(cadena)
    lugar = campo.lugar

    def valor(m: Marco) -> str:
        fila = m.raiz
        for indice, numero, hondura in pasos:
            if numero is None and hondura >= 0:
                fila = m.actual.subir(hondura)
                continue
            filas = fila.hijas[indice].filas
            n = 1.0 if numero is None else numero(m)
            if not 1 <= n < len(filas) + 1:
                return ""
            fila = filas[int(n) - 1]
        texto: str = fila.valores[lugar]
        return texto

    return Parte(Tipo.TEXTO, valor)


def _nodo(c: Compilador, arbol: Nodo, pos: int) -> NodoForma:
    if not isinstance(arbol, Ruta | Referencia):
        raise ErrorDeExpresion("indexed-repeat() lleva preguntas y grupos: ${nombre}.", pos + 1)
    if isinstance(arbol, Referencia) and c.esquema is not None:
        return c.esquema.nodo(arbol.nombre, arbol.pos)
    return c.ramas(arbol)[0].destino


def pulldata(c: Compilador, nodo: Llamada) -> Parte:
    """``pulldata('lista', 'columna', 'columna que se busca', valor)``."""
    buscado = partes.a_texto(c.compilar(nodo.argumentos[3]))
    fijos = [a.valor for a in nodo.argumentos[:3] if isinstance(a, Texto)]
    if len(fijos) < 3:
        raise ErrorDeExpresion("pulldata() lleva la lista y las dos columnas entre comillas.", nodo.pos + 1)
    if c.esquema is None:
        return Parte(Tipo.TEXTO, buscado)
    lista, pedida, por = fijos
    de = opciones(c.esquema, lista, nodo.pos)
    columnas = []
    for nombre in (pedida, por):
        if de.columna(nombre) < 0:
            raise ErrorDeExpresion(f"La lista «{lista}» no tiene la columna «{nombre}».", nodo.pos + 1)
        columnas.append(de.columna(nombre))
    return Parte(Tipo.TEXTO, _buscar(de, buscado, *columnas))


def _buscar(de: Opciones, buscado: Cierre, pedida: int, por: int) -> Cierre:
    return lambda m: de.valor(buscado(m), pedida, por)

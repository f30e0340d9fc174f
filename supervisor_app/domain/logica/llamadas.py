"""Builds the calls of functions: conversions by the table, and the functions that look at the tree or the context.

This module must never know the text of an expression.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from supervisor_app.domain.logica import azar, fechas, partes, regulares, repetidas, textuales, valores
from supervisor_app.domain.logica.arbol import Llamada, Nodo, Paso, Referencia, Ruta, Texto
from supervisor_app.domain.logica.funciones import Funcion
from supervisor_app.domain.logica.lexico import ErrorDeExpresion
from supervisor_app.domain.logica.partes import Cierre, Parte, Tipo

if TYPE_CHECKING:
    from supervisor_app.domain.logica.compilador import Compilador

_AQUI: Final = Ruta(None, False, (Paso("self", "node()", (), 0),), 0)


def construir(c: Compilador, nodo: Llamada, definida: Funcion) -> Parte:
    """The compiled call. Raises ErrorDeExpresion."""
    especial = _ESPECIALES.get(nodo.nombre)
    if especial is not None:
        return especial(c, nodo)
    _cuidar_constantes(nodo)
    argumentos = [c.compilar(a) for a in nodo.argumentos]
    cierres = _convertidos(c, definida, argumentos, nodo)
    return Parte(definida.resultado, _aplicada(definida, cierres))


def _convertidos(c: Compilador, definida: Funcion, argumentos: list[Parte], nodo: Llamada) -> list[Cierre]:
    cierres: list[Cierre] = []
    for i, parte in enumerate(argumentos):
        letra = definida.tipos[min(i, len(definida.tipos) - 1)]
        if letra in "TNV":
            cierres.append(_lista(letra, argumentos[i:]))
            break
        if letra in "cs":
            c.nodos_de(parte, nodo.pos)
        cierres.append(_CONVERSION[letra](parte))
    return cierres


_CONVERSION: Final[dict[str, Callable[[Parte], Cierre]]] = {
    "t": partes.a_texto,
    "n": partes.a_numero,
    "b": partes.a_booleano,
    "c": partes.todos_los_textos,
    "s": partes.todos_los_numeros,
}


def _lista(letra: str, argumentos: list[Parte]) -> Cierre:
    """This and all that follow as one flat list."""
    una = {"T": partes.todos_los_textos, "N": partes.todos_los_numeros, "V": _verdades}[letra]
    cierres = [una(p) for p in argumentos]
    if len(cierres) == 1:
        return cierres[0]
    return lambda m: [v for f in cierres for v in f(m)]


def _verdades(p: Parte) -> Cierre:
    """Of answers, whether each is not empty; of anything else, its truth (checklist in JavaRosa and Enketo)."""
    if p.conjunto:
        textos = partes.todos_los_textos(p)
        return lambda m: [bool(t.strip()) for t in textos(m)]
    uno = partes.a_booleano(p)
    return lambda m: [uno(m)]


def _aplicada(definida: Funcion, cierres: list[Cierre]) -> Cierre:
    f = definida.f
    assert f is not None, "every function without one is special"
    if definida.marco:
        return lambda m: f(m, *[g(m) for g in cierres])
    match cierres:
        case []:
            return lambda m: f()
        case [a]:
            return lambda m: f(a(m))
        case [a, b]:
            return lambda m: f(a(m), b(m))
    return lambda m: f(*[g(m) for g in cierres])


def _cuidar_constantes(nodo: Llamada) -> None:
    """What is written in the expression itself and can only be a mistake is refused when it is loaded."""
    fijos = [a.valor if isinstance(a, Texto) else None for a in nodo.argumentos]
    mal = ""
    match nodo.nombre, fijos:
        case "regex", [_, str(expresion)] if error := regulares.error_de(expresion):
            mal = f"La expresión regular «{expresion}» no se puede usar: {error}."
        case (("format-date" | "format-date-time"), [_, str(formato)]) if fechas.error_de_patron(formato):
            mal = f"«{fechas.error_de_patron(formato)}» no significa nada en un formato de fecha."
        case "digest", [_, str(algoritmo), *_] if algoritmo.lower() not in textuales.ALGORITMOS:
            mal = f"«{algoritmo}» no es un resumen que se calcule; use MD5, SHA-1, SHA-256, SHA-384 o SHA-512."
        case "digest", [_, _, str(codigo)] if codigo.lower() not in textuales.CODIFICACIONES:
            mal = f"«{codigo}» no es una forma de escribir el resumen; use hex o base64."
    if mal:
        raise ErrorDeExpresion(mal, nodo.pos + 1)


# --- one by one


def _uno_o_contexto(c: Compilador, nodo: Llamada) -> Parte:
    """The argument, or the context node where there is none."""
    return c.compilar(nodo.argumentos[0] if nodo.argumentos else _AQUI)


def _string(c: Compilador, nodo: Llamada) -> Parte:
    return Parte(Tipo.TEXTO, partes.a_texto(_uno_o_contexto(c, nodo)))


def _number(c: Compilador, nodo: Llamada) -> Parte:
    return Parte(Tipo.NUMERO, partes.a_numero(_uno_o_contexto(c, nodo)))


def _boolean(c: Compilador, nodo: Llamada) -> Parte:
    return Parte(Tipo.BOOLEANO, partes.a_booleano(c.compilar(nodo.argumentos[0])))


def _not(c: Compilador, nodo: Llamada) -> Parte:
    f = partes.a_booleano(c.compilar(nodo.argumentos[0]))
    return Parte(Tipo.BOOLEANO, lambda m: not f(m))


def _string_length(c: Compilador, nodo: Llamada) -> Parte:
    f = partes.a_texto(_uno_o_contexto(c, nodo))
    return Parte(Tipo.NUMERO, lambda m: float(len(f(m))))


def _normalize_space(c: Compilador, nodo: Llamada) -> Parte:
    f = partes.a_texto(_uno_o_contexto(c, nodo))
    return Parte(Tipo.TEXTO, lambda m: textuales.normalizar(f(m)))


def _if(c: Compilador, nodo: Llamada) -> Parte:
    si = partes.a_booleano(c.compilar(nodo.argumentos[0]))
    a, b = (c.compilar(n) for n in nodo.argumentos[1:])
    for tipo, convertir in (
        (Tipo.TEXTO, partes.a_texto),
        (Tipo.NUMERO, partes.a_numero),
        (Tipo.BOOLEANO, partes.a_booleano),
    ):
        # One answer and one text are both texts, and so are two answers: nothing is lost by reading them as such.
        if all(p.tipo is tipo or (tipo is Tipo.TEXTO and p.tipo is Tipo.NODO) for p in (a, b)):
            return Parte(tipo, _segun(si, convertir(a), convertir(b)))
    f, g = (p.nodos if p.conjunto and p.nodos is not None else p.f for p in (a, b))
    return Parte(Tipo.CUALQUIERA, _segun(si, f, g))


def _segun(si: Cierre, f: Cierre, g: Cierre) -> Cierre:
    return lambda m: f(m) if si(m) else g(m)


def _coalesce(c: Compilador, nodo: Llamada) -> Parte:
    f, g = (_sin_nan(c.compilar(n)) for n in nodo.argumentos)
    return Parte(Tipo.TEXTO, lambda m: f(m) or g(m))


def _sin_nan(p: Parte) -> Cierre:
    """A number that is none counts as empty."""
    f = partes.a_texto(p)
    if p.tipo not in (Tipo.NUMERO, Tipo.CUALQUIERA):
        return f
    return lambda m: "" if (t := f(m)) == "NaN" else t


def _once(c: Compilador, nodo: Llamada) -> Parte:
    f = _sin_nan(c.compilar(nodo.argumentos[0]))
    if c.esquema is None or c.pregunta is None:
        return Parte(Tipo.TEXTO, f)
    lugar = c.pregunta.lugar
    c.lecturas.de_su_renglon = True
    return Parte(Tipo.TEXTO, lambda m: m.actual.crudos[lugar] or f(m))


def _weighted_checklist(c: Compilador, nodo: Llamada) -> Parte:
    argumentos = [c.compilar(a) for a in nodo.argumentos]
    minimo, maximo = (partes.a_numero(p) for p in argumentos[:2])
    ciertas = [_verdades(p) for p in argumentos[2::2]]
    pesos = [partes.todos_los_numeros(p) for p in argumentos[3::2]]

    def cotejo(m: partes.Marco) -> bool:
        verdades = [v for f in ciertas for v in f(m)]
        return textuales.cotejo_con_pesos(minimo(m), maximo(m), verdades, [n for f in pesos for n in f(m)])

    return Parte(Tipo.BOOLEANO, cotejo)


def _date(c: Compilador, nodo: Llamada) -> Parte:
    parte = c.compilar(nodo.argumentos[0])
    if parte.tipo is Tipo.BOOLEANO:
        return partes.constante("")
    if parte.tipo is Tipo.NUMERO:
        n = parte.f
        return Parte(Tipo.TEXTO, lambda m: fechas.dia_de_numero(n(m)))
    f = partes.a_texto(parte)
    return Parte(Tipo.TEXTO, lambda m: textuales.fecha_de_texto(f(m), m.zona))


def _date_time(c: Compilador, nodo: Llamada) -> Parte:
    parte = c.compilar(nodo.argumentos[0])
    if parte.tipo is Tipo.BOOLEANO:
        return partes.constante("")
    if parte.tipo is Tipo.NUMERO:
        n = parte.f
        return Parte(Tipo.TEXTO, lambda m: textuales.momento_de_dias(n(m), m.zona))
    f = partes.a_texto(parte)
    return Parte(Tipo.TEXTO, lambda m: textuales.momento_de_texto(f(m), m.zona))


def _decimal_date_time(c: Compilador, nodo: Llamada) -> Parte:
    parte = c.compilar(nodo.argumentos[0])
    if parte.tipo in (Tipo.NUMERO, Tipo.BOOLEANO):
        return Parte(Tipo.NUMERO, partes.a_numero(parte))
    f = partes.a_texto(parte)

    def dias(m: partes.Marco) -> float:
        texto = f(m)
        n = fechas.dias_utc(texto, m.zona)
        return n if n == n else valores.numero(texto, m.zona)  # noqa: PLR0124 - NaN

    return Parte(Tipo.NUMERO, dias)


def _count(c: Compilador, nodo: Llamada) -> Parte:
    parte = c.compilar(nodo.argumentos[0])
    nodos = c.nodos_de(parte, nodo.argumentos[0].pos if isinstance(nodo.argumentos[0], Llamada) else nodo.pos)
    cuenta = parte.textos or nodos
    return Parte(Tipo.NUMERO, lambda m: float(len(cuenta(m))))


def _position(c: Compilador, nodo: Llamada) -> Parte:
    if not nodo.argumentos:
        c.mira_posicion = True
        return Parte(Tipo.NUMERO, lambda m: float(m.posicion))
    return repetidas.posicion(c, nodo)


def _last(c: Compilador, nodo: Llamada) -> Parte:
    c.mira_posicion = True
    return Parte(Tipo.NUMERO, lambda m: float(m.tamano))


def _name(c: Compilador, nodo: Llamada) -> Parte:
    if c.esquema is None:
        _uno_o_contexto(c, nodo)
        return partes.constante("")
    ramas = c.ramas(nodo.argumentos[0] if nodo.argumentos else _AQUI)
    return partes.constante(ramas[0].destino.nombre if ramas else "")


def _version(c: Compilador, nodo: Llamada) -> Parte:
    return Parte(Tipo.TEXTO, lambda m: m.ambiente.version)


def _ruta(c: Compilador, nodo: Llamada) -> Parte:
    """``current()`` and ``instance()`` are where a path starts."""
    if c.esquema is None:
        for argumento in nodo.argumentos:
            c.compilar(argumento)
        return c.compilar(_AQUI)
    return c.leida(c.ramas(nodo))


def _choice_name(c: Compilador, nodo: Llamada) -> Parte:
    clave = partes.a_texto(c.compilar(nodo.argumentos[0]))
    de = nodo.argumentos[1]
    nombre = _nombrada(de)
    if nombre is None:
        raise ErrorDeExpresion("jr:choice-name() lleva la pregunta entre comillas: '${nombre}'.", nodo.pos + 1)
    if c.esquema is None:
        return Parte(Tipo.TEXTO, clave)
    pregunta = c.esquema.nodo(nombre, nodo.pos)
    if not pregunta.lista:
        raise ErrorDeExpresion(f"«{nombre}» no es una pregunta de opciones.", nodo.pos + 1)
    opciones = repetidas.opciones(c.esquema, pregunta.lista, nodo.pos)
    etiqueta = opciones.columna("label")
    return Parte(Tipo.TEXTO, lambda m: opciones.valor(clave(m), etiqueta))


def _nombrada(de: Nodo) -> str | None:
    """The last name of ``'${x}'``, ``' /data/grupo/x '`` or ``${x}``."""
    if isinstance(de, Referencia):
        return de.nombre
    if not isinstance(de, Texto):
        return None
    hallado = re.fullmatch(r"\s*(?:\$\{\s*([^{}\s]+)\s*\}|(?:/?[^/\s${}]+)*?/?([^/\s${}]+))\s*", de.valor)
    return (hallado[1] or hallado[2]) if hallado else None


_ESPECIALES: Final[dict[str, Callable[[Any, Llamada], Parte]]] = {
    "string": _string,
    "number": _number,
    "boolean": _boolean,
    "not": _not,
    "true": lambda c, nodo: partes.constante(True),
    "false": lambda c, nodo: partes.constante(False),
    "if": _if,
    "coalesce": _coalesce,
    "once": _once,
    "string-length": _string_length,
    "normalize-space": _normalize_space,
    "weighted-checklist": _weighted_checklist,
    "date": _date,
    "date-time": _date_time,
    "decimal-date-time": _decimal_date_time,
    "count": _count,
    "position": _position,
    "last": _last,
    "name": _name,
    "local-name": _name,
    "current": _ruta,
    "instance": _ruta,
    "pulldata": repetidas.pulldata,
    "indexed-repeat": repetidas.indexed_repeat,
    "randomize": azar.randomize,
    "random": azar.random,
    "uuid": azar.uuid,
    "jr:choice-name": _choice_name,
    "version": _version,
}

"""Comparisons as closures: the pair of types decides once how both sides are read (XPath 1.0, 3.4).

This module must never know a form.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from supervisor_app.domain.logica import partes, valores
from supervisor_app.domain.logica.partes import Cierre, Parte, Tipo


def cierre(op: str, a: Parte, b: Parte) -> Cierre:
    """``a op b`` for ``= != < <= > >=``."""
    if op in valores.ORDEN:
        return _orden(op, a, b)
    return _igualdad(a, b, negada=op == "!=")


def _orden(op: str, a: Parte, b: Parte) -> Cierre:
    """Always by numbers; of a set, where one of its nodes does."""
    menor = valores.ORDEN[op]
    if _varios(a) or _varios(b):
        de_a, de_b = partes.todos_los_numeros(a), partes.todos_los_numeros(b)
        return lambda m: any(menor(x, y) for y in de_b(m) for x in de_a(m))
    f, g = partes.a_numero(a), partes.a_numero(b)
    match op:
        case "<":
            return lambda m: f(m) < g(m)
        case "<=":
            return lambda m: f(m) <= g(m)
        case ">":
            return lambda m: f(m) > g(m)
    return lambda m: f(m) >= g(m)


def _varios(p: Parte) -> bool:
    return p.tipo in (Tipo.NODOS, Tipo.CUALQUIERA)


def _igualdad(a: Parte, b: Parte, *, negada: bool) -> Cierre:
    tipos = (a.tipo, b.tipo)
    if Tipo.BOOLEANO in tipos:
        f, g = partes.a_booleano(a), partes.a_booleano(b)
        return (lambda m: f(m) != g(m)) if negada else (lambda m: f(m) == g(m))
    if Tipo.CUALQUIERA in tipos:
        return _dinamica(a, b, negada=negada)
    if Tipo.NODOS in tipos:
        return _existe(a, b, negada=negada)
    if Tipo.NUMERO in tipos:
        return _de_numeros(partes.a_numero(a), partes.a_numero(b), negada=negada)
    return _de_textos(a, b, negada=negada)


def _de_numeros(f: Cierre, g: Cierre, *, negada: bool) -> Cierre:
    iguales = valores.iguales_numeros
    return (lambda m: not iguales(f(m), g(m))) if negada else (lambda m: iguales(f(m), g(m)))


def _de_textos(a: Parte, b: Parte, *, negada: bool) -> Cierre:
    f, g = partes.a_texto(a), partes.a_texto(b)
    if _sin_cifras(a):
        f, g, a, b = g, f, b, a
    if _sin_cifras(b):
        texto = b.constante
        return (lambda m: f(m) != texto) if negada else (lambda m: f(m) == texto)
    iguales = valores.iguales_textos
    return (lambda m: not iguales(f(m), g(m), m.zona)) if negada else (lambda m: iguales(f(m), g(m), m.zona))


def _sin_cifras(p: Parte) -> bool:
    """A text without digits is neither number nor date, so nothing but itself equals it."""
    return isinstance(p.constante, str) and not any(c.isdigit() for c in p.constante)


def _existe(a: Parte, b: Parte, *, negada: bool) -> Cierre:
    """Of a set, where one of its nodes does."""
    if Tipo.NUMERO in (a.tipo, b.tipo):
        de_a, de_b = _numeros_presentes(a), _numeros_presentes(b)
        iguales = valores.iguales_numeros
        return lambda m: any(iguales(x, y) is not negada for y in de_b(m) for x in de_a(m))
    textos_a, textos_b = partes.todos_los_textos(a), partes.todos_los_textos(b)
    como = valores.iguales_textos
    return lambda m: any(como(x, y, m.zona) is not negada for y in textos_b(m) for x in textos_a(m))


def _numeros_presentes(p: Parte) -> Cierre:
    """Without the kept columns: there a node that is not relevant is NaN, and NaN differs from everything."""
    if not p.conjunto:
        return partes.todos_los_numeros(p)
    textos, numero = partes.todos_los_textos(p), valores.numero
    return lambda m: [numero(t, m.zona) for t in textos(m)]


def _dinamica(a: Parte, b: Parte, *, negada: bool) -> Cierre:
    """The type of one side is known only when it runs (``if()`` of a text or a number)."""
    f, g = _valores(a), _valores(b)

    def compara(m: partes.Marco) -> bool:
        return any(valores.iguales(x, y, m.zona) is not negada for x in f(m) for y in g(m))

    return compara


def _valores(p: Parte) -> Callable[[Any], list[valores.Valor]]:
    if p.conjunto:
        return partes.todos_los_textos(p)
    f = p.f
    return lambda m: [partes.texto_de_nodo(n) for n in v] if isinstance(v := f(m), list) else [v]

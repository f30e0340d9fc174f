"""Chance that can be told again: ``random()``, ``uuid()`` and ``randomize()`` come from the seed and the place.

The same question of the same row gets the same number each time, so a form that is evaluated again does not change by
itself. This module must never ask a source of chance.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

from supervisor_app.domain.logica import partes, valores
from supervisor_app.domain.logica.arbol import Llamada
from supervisor_app.domain.logica.partes import Marco, Parte, Tipo

if TYPE_CHECKING:
    from supervisor_app.domain.logica.compilador import Compilador

T = TypeVar("T")
_PRIMO = 2**31 - 1
_MULTIPLICADOR = 16807
"""Park and Miller's minimal standard generator (Communications of the ACM 31, 1988), as the specification asks."""


def _lugar(c: Compilador) -> Callable[[Marco], str]:
    """Who asks, in words that no other call has."""
    c.lecturas.llamadas_al_azar += 1
    quien = f"{c.pregunta.nombre if c.pregunta is not None else ''}#{c.lecturas.llamadas_al_azar}"

    def lugar(m: Marco) -> str:
        identidad = "" if m.actual is None else m.actual.id
        return f"{quien}@{identidad}" + (f"[{m.posicion}]" if m.fila is not m.actual else "")

    return lugar


def random(c: Compilador, nodo: Llamada) -> Parte:
    """A number from 0 up to before 1."""
    lugar = _lugar(c)
    return Parte(Tipo.NUMERO, lambda m: (int.from_bytes(m.ambiente.azar(lugar(m))[:8], "big") >> 11) / 2**53)


def uuid(c: Compilador, nodo: Llamada) -> Parte:
    """An identifier with the form of version 4 of RFC 4122, or that many hexadecimal characters."""
    lugar = _lugar(c)
    if nodo.argumentos:
        largo = partes.a_numero(c.compilar(nodo.argumentos[0]))
        return Parte(Tipo.TEXTO, lambda m: _letras(m, lugar(m), largo(m)))

    def cuatro(m: Marco) -> str:
        d = m.ambiente.azar(lugar(m)).hex()
        return f"{d[:8]}-{d[8:12]}-4{d[13:16]}-{'89ab'[int(d[16], 16) % 4]}{d[17:20]}-{d[20:32]}"

    return Parte(Tipo.TEXTO, cuatro)


def _letras(m: Marco, lugar: str, largo: float) -> str:
    n = min(int(largo), 1000) if math.isfinite(largo) and largo > 0 else 0
    return "".join(m.ambiente.azar(f"{lugar}/{i}").hex() for i in range(n // 64 + 1))[:n]


def randomize(c: Compilador, nodo: Llamada) -> Parte:
    """The node-set shuffled, by a seed or by that of the evaluation."""
    nodos = c.nodos_de(c.compilar(nodo.argumentos[0]), nodo.pos)
    lugar = _lugar(c)
    if len(nodo.argumentos) == 1:
        return Parte(Tipo.NODOS, lambda m: barajar(nodos(m), int.from_bytes(m.ambiente.azar(lugar(m))[:4], "big")))
    semilla = partes.a_texto(c.compilar(nodo.argumentos[1]))
    return Parte(Tipo.NODOS, lambda m: barajar(nodos(m), semilla_de(semilla(m), m.zona)))


def semilla_de(texto: str, zona: int) -> int:
    """A seed from a number, or from any other text by its hash (as JavaRosa does); 0 for an empty one."""
    n = valores.numero(texto, zona)
    if math.isfinite(n):
        return int(n)
    return int.from_bytes(hashlib.sha256(texto.encode()).digest()[:8], "big", signed=True) if texto else 0


def barajar(cosas: Sequence[T], semilla: int) -> list[T]:
    """The «inside-out» shuffle of Fisher and Yates, driven by Park and Miller's generator."""
    estado = int(math.fmod(semilla, _PRIMO)) if abs(semilla) < 2**53 else semilla % _PRIMO
    if estado <= 0:
        estado += _PRIMO - 1
    salida: list[T] = []
    for i, cosa in enumerate(cosas):
        estado = estado * _MULTIPLICADOR % _PRIMO
        j = (estado - 1) * (i + 1) // (_PRIMO - 1)
        if j == i:
            salida.append(cosa)
        else:
            salida.append(salida[j])
            salida[j] = cosa
    return salida

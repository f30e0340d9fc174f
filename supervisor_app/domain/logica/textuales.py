"""The functions of text, of choices and of written dates.

This module must never know how an expression is written.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import math
from collections.abc import Sequence
from typing import Final

from supervisor_app.domain.logica import fechas, numericas, regulares, valores
from supervisor_app.domain.logica.partes import Marco

ALGORITMOS: Final = {"md5": "md5", "sha-1": "sha1", "sha-256": "sha256", "sha-384": "sha384", "sha-512": "sha512"}
CODIFICACIONES: Final = ("base64", "hex")


def unir(separador: str, textos: Sequence[str] = ()) -> str:
    return separador.join(textos)


def _indice(n: float, largo: int) -> int:
    """A place in that many; what is no number is 0, and what has no end lies beyond."""
    if math.isnan(n):
        return 0
    return int(n) if math.isfinite(n) else int(math.copysign(largo + 1, n))


def substr(texto: str, inicio: float, fin: float | None = None) -> str:
    """From ``inicio`` (0-based) up to before ``fin``; negative ones count from the end."""
    largo = len(texto)
    return texto[_indice(inicio, largo) : largo if fin is None else _indice(fin, largo)]


def substring(texto: str, inicio: float, largo: float | None = None) -> str:
    """XPath 1.0: 1-based, with its rounding and its infinities."""
    desde = numericas.redondear(inicio)
    hasta = math.inf if largo is None else desde + numericas.redondear(largo)
    if math.isnan(desde) or math.isnan(hasta) or hasta == -math.inf or desde == math.inf:
        return ""
    primero = 0 if desde == -math.inf else max(0, int(desde) - 1)
    return texto[primero:] if hasta == math.inf else texto[primero : max(0, int(hasta) - 1)]


def antes_de(texto: str, parte: str) -> str:
    antes, hallado, _ = texto.partition(parte) if parte else ("", "", "")
    return antes if hallado else ""


def despues_de(texto: str, parte: str) -> str:
    return texto.partition(parte)[2] if parte else texto


def traducir(texto: str, de: str, a: str) -> str:
    """Each character of ``de`` by the one of ``a`` in its place, or away where there is none."""
    tabla: dict[int, str | None] = {}
    for i, c in enumerate(de):
        tabla.setdefault(ord(c), a[i] if i < len(a) else None)
    return texto.translate(tabla)


def normalizar(texto: str) -> str:
    """Without spaces at the ends, and one between words."""
    return " ".join(texto.split())


def resumen(texto: str, algoritmo: str, codificacion: str = "base64") -> str:
    """``digest``: MD5, SHA-1, SHA-256, SHA-384, SHA-512 in base64 or hex; empty for any other."""
    clave = ALGORITMOS.get(algoritmo.lower())
    if clave is None or codificacion.lower() not in CODIFICACIONES:
        return ""
    hecho = hashlib.new(clave, texto.encode(), usedforsecurity=False)
    return hecho.hexdigest() if codificacion.lower() == "hex" else base64.b64encode(hecho.digest()).decode()


def de_base64(texto: str) -> str:
    """The text inside; empty where it is no base64 of UTF-8. It may be broken into lines."""
    try:
        return base64.b64decode("".join(texto.split()), validate=True).decode()
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return ""


def concuerda(texto: str, expresion: str) -> bool:
    """Whether the expression is found in the text (write ``^…$`` for all of it); never where it is wrong."""
    try:
        return regulares.compilar(expresion).busca(texto)
    except regulares.NoAdmitida:
        return False


def elegida(lista: str, opcion: str) -> bool:
    return opcion.strip() in lista.split(" ")


def elegida_en(lista: str, indice: float) -> str:
    """The choice at a 0-based place, empty where there is none: an empty answer is no place."""
    elegidas = lista.split()
    return elegidas[int(indice)] if -1 < indice < len(elegidas) else ""


def lista_de_cotejo(minimo: float, maximo: float, ciertas: Sequence[bool] = ()) -> bool:
    return _entre(float(sum(ciertas)), minimo, maximo)


def cotejo_con_pesos(minimo: float, maximo: float, ciertas: Sequence[bool], pesos: Sequence[float]) -> bool:
    """Whether the weights of what is true add up to between both ends; below zero, an end does not count."""
    cuentan = [p for c, p in zip(ciertas, pesos, strict=False) if c and not math.isnan(p)]
    return _entre(valores.sumar(cuentan), minimo, maximo)


def _entre(n: float, minimo: float, maximo: float) -> bool:
    return (minimo < 0 or n >= minimo) and (maximo < 0 or n <= maximo)


def fecha_con_patron(m: Marco, texto: str, formato: str) -> str:
    """A date or moment, or days by the clock on the wall (what dates give in sums), by a pattern; else empty."""
    cuando = fechas.momento(texto, m.zona)
    if cuando is None:
        n = valores.numero(texto, m.zona)
        cuando = fechas.momento_de_numero(n, 0) if math.isfinite(n) else None
    return "" if cuando is None else fechas.con_patron(cuando, formato)


def fecha_de_texto(texto: str, zona: int) -> str:
    """``date()`` of a text: the day of a date, a moment or a number of days."""
    cuando = fechas.momento(texto, zona)
    if cuando is not None:
        return fechas.iso(cuando)
    n = valores.numero(texto, zona)
    return fechas.dia_de_numero(n) if math.isfinite(n) else ""


def momento_de_texto(texto: str, zona: int) -> str:
    """``date-time()`` of a text: a date stays one, a moment is told in the form's zone."""
    cuando = fechas.momento(texto, zona)
    if cuando is not None:
        return fechas.iso(cuando) if "T" not in texto else fechas.iso_momento(cuando, zona)
    return momento_de_dias(valores.numero(texto, zona), zona)


def momento_de_dias(n: float, zona: int) -> str:
    """``date-time()`` of a number: days since 1970-01-01T00:00Z."""
    cuando = fechas.momento_de_numero(n, zona) if math.isfinite(n) else None
    return "" if cuando is None else fechas.iso_momento(cuando, zona)

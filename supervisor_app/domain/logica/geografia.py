"""Area, length and containment of ODK points (``lat lon alt precisión``) on a sphere of the equator's radius.

Formulas: spherical law of cosines for lengths, the spherical excess between meridians for areas, both to the
hundredth, as Enketo does; ray casting for containment, as JavaRosa does. It must never ask for a place.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from supervisor_app.domain.logica.valores import NAN, numero

RADIO: Final = 6_378_100.0
"""Metres; the value of both JavaRosa and Enketo."""

Punto = tuple[float, float]


def puntos(textos: Sequence[str]) -> list[Punto] | None:
    """Latitude and longitude of each point, of several texts or of one with ``;``; None where one is no point."""
    escritos = textos[0].split(";") if len(textos) == 1 else textos
    leidos = [_punto(t) for t in escritos if t.strip()] if len(textos) == 1 else [_punto(t) for t in escritos]
    if not leidos or None in leidos:
        return None
    return [p for p in leidos if p is not None]


def _punto(texto: str) -> Punto | None:
    partes = [numero(p, 0) for p in texto.split()]
    if not 2 <= len(partes) <= 4 or any(map(math.isnan, partes)):
        return None
    if abs(partes[0]) > 90 or abs(partes[1]) > 180 or (len(partes) == 4 and partes[3] < 0):
        return None
    return partes[0], partes[1]


def area(textos: Sequence[str]) -> float:
    """Square metres inside the points; NaN where one is no point."""
    vertices = puntos(textos)
    if vertices is None:
        return NAN
    if len(vertices) < 3:
        return 0.0
    total = sum(
        math.radians(b[1] - a[1]) * (2 + math.sin(math.radians(a[0])) + math.sin(math.radians(b[0])))
        for a, b in pairwise([*vertices, vertices[0]])
    )
    return abs(round(total * RADIO * RADIO / 2, 2))


def distancia(textos: Sequence[str]) -> float:
    """Metres along the points; NaN where one is no point."""
    vertices = puntos(textos)
    return NAN if vertices is None else round(sum(_tramo(a, b) for a, b in pairwise(vertices)), 2)


def _tramo(a: Punto, b: Punto) -> float:
    if a == b:
        return 0.0  # the cosine of no angle is not quite one in floats
    lat_a, lat_b, giro = math.radians(a[0]), math.radians(b[0]), math.radians(a[1] - b[1])
    coseno = math.sin(lat_a) * math.sin(lat_b) + math.cos(lat_a) * math.cos(lat_b) * math.cos(giro)
    return math.acos(min(1.0, max(-1.0, coseno))) * RADIO


def dentro(punto: str, forma: str) -> bool:
    """Whether the point lies inside the closed shape."""
    aqui, vertices = puntos([punto]), puntos([forma])
    if aqui is None or vertices is None:
        return False
    y, x = aqui[0]
    cruces = 0
    for (y1, x1), (y2, x2) in pairwise(vertices):
        if (y2 > y) != (y1 > y) and x < (x1 - x2) * (y - y2) / (y1 - y2) + x2:
            cruces += 1
    return cruces % 2 == 1

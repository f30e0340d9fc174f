"""How many cases a sample needs for what it is meant to prove.

Rates are fractions of one (0.05), confidence too (0.95). Every function answers at most the whole universe. It must
never choose the purpose: estimating a rate and ruling one out need different sizes.

Sources: to estimate a rate, Cochran 1977 ch. 4 (sample size for proportions, with the correction for a finite
universe). To rule out a rate, the exact hypergeometric form of the attribute tables of the AICPA, Audit Guide: Audit
Sampling, 2014 (its tables are the case of an endless universe). Monetary unit: T. R. Stewart, Technical Notes on the
AICPA Audit Guide Audit Sampling, 2012 (Poisson factors, with the gamma distribution where the expected errors are no
whole number).
"""

from __future__ import annotations

import math
from statistics import NormalDist

from supervisor_app.domain.muestreo.distribuciones import gamma_incompleta, hipergeometrica


def para_estimar(poblacion: int, confianza: float, esperada: float, margen: float) -> int:
    """Cases that give the rate within ``margen`` to each side: n0 = z² p q / e², n = n0 / (1 + (n0 - 1) / N).

    ``esperada`` above 0 and below 1 (0.5 where nothing is known: it asks for the most cases).
    """
    z = NormalDist().inv_cdf((1 + confianza) / 2)
    n0 = z * z * esperada * (1 - esperada) / (margen * margen)
    return min(poblacion, max(1, _arriba(n0 / (1 + (n0 - 1) / poblacion))))


def para_descartar(poblacion: int, confianza: float, esperada: float, tolerable: float) -> int:
    """The fewest cases that, with as many bad ones as ``esperada`` foretells, rule out a rate of ``tolerable``.

    The smallest n with P(X <= k) <= 1 - confidence, where k = n · esperada rounded up and X counts the bad cases in a
    draw from a universe with N · tolerable of them, rounded up. ``esperada`` must be below ``tolerable``.
    """
    malos = intolerables(poblacion, tolerable)
    k, n = 0, 1
    while True:
        n = _minimo(poblacion, malos, k, confianza, n)
        # Every k between this one and what n foretells needs at least n cases, and fails the same way.
        if n >= poblacion or (esperados := _arriba(n * esperada)) <= k:
            return n
        k = esperados


def intolerables(poblacion: int, tolerable: float) -> int:
    """How many bad cases make the rate that must not be."""
    return _arriba(poblacion * tolerable)


def descarta(poblacion: int, malos: int, vistos: int, muestra: int, confianza: float) -> bool:
    """Whether a sample with ``vistos`` bad cases rules out a universe with ``malos``: P(X <= vistos) within the risk.

    A probability that is exactly the risk rules out, however its last digit was rounded.
    """
    return hipergeometrica(vistos, poblacion, malos, muestra) <= (1 - confianza) * (1 + 1e-9)


def _minimo(poblacion: int, malos: int, k: int, confianza: float, desde: int) -> int:
    """The smallest sample from ``desde`` on that rules out with k bad cases, or the whole universe."""
    alto = poblacion
    while desde < alto:
        medio = (desde + alto) // 2
        desde, alto = (desde, medio) if descarta(poblacion, malos, k, medio, confianza) else (medio + 1, alto)
    return alto


def por_unidad_monetaria(casos: int, confianza: float, esperado: float, tolerable: float) -> int:
    """Hits so that an error of ``esperado`` in all still rules out one of ``tolerable``, both as fractions of the sum.

    The smallest n with P(1 + n · esperado, n · tolerable) >= confidence, P the incomplete gamma function: with no
    expected error, n = -ln(1 - confidence) / tolerable. At most ``casos``, those with an amount above zero.
    """
    bajo, alto = 1, casos
    while bajo < alto:
        medio = (bajo + alto) // 2
        basta = gamma_incompleta(1 + medio * esperado, medio * tolerable) >= confianza
        bajo, alto = (bajo, medio) if basta else (medio + 1, alto)
    return alto


def _arriba(x: float) -> int:
    """Rounded up, but 3.0000000001 that a product of fractions leaves is 3."""
    return math.ceil(round(x, 9))

"""The probability distributions that sizes and intervals need, with the standard library alone.

Accurate to at least nine significant figures where they are used here (held by the tests against mpmath). It must
never know what is being sampled.

Sources: NIST Digital Library of Mathematical Functions, https://dlmf.nist.gov: continued fraction of the incomplete
beta function, 8.17.22; series and continued fraction of the incomplete gamma function, 8.7.1 and 8.9.2; modified Lentz
evaluation of continued fractions, 3.10.
"""

from __future__ import annotations

import math
from collections.abc import Callable

_MINIMO = 1e-300
_PASO = 1e-16
_VUELTAS = 100_000


def _fraccion(coeficiente: Callable[[int], tuple[float, float]]) -> float:
    """``b0 + a1/(b1 + a2/(b2 + …))`` by modified Lentz; ``coeficiente(n)`` gives (a_n, b_n), and (1, b0) for 0."""
    valor = coeficiente(0)[1] or _MINIMO
    c, d = valor, 0.0
    for n in range(1, _VUELTAS):
        a, b = coeficiente(n)
        d = 1.0 / (b + a * d or _MINIMO)
        c = b + a / c or _MINIMO
        valor *= c * d
        if abs(c * d - 1.0) < _PASO * 4:
            return valor
    raise ArithmeticError("the continued fraction did not settle")


def beta_incompleta(a: float, b: float, x: float) -> float:
    """The regularized incomplete beta function I_x(a, b), for a and b above zero."""
    if x <= 0.0:
        return 0.0
    if x >= 1.0:
        return 1.0
    if x > (a + 1) / (a + b + 2):
        return 1.0 - beta_incompleta(b, a, 1.0 - x)
    registro = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)

    def coeficiente(n: int) -> tuple[float, float]:
        if n < 2:
            return 1.0, float(n)
        m, impar = divmod(n - 1, 2)
        if impar:
            return -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)), 1.0
        return m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)), 1.0

    return math.exp(registro) / a * _fraccion(coeficiente)


def gamma_incompleta(a: float, x: float) -> float:
    """The regularized lower incomplete gamma function P(a, x), for a above zero."""
    if x <= 0.0:
        return 0.0
    registro = a * math.log(x) - x - math.lgamma(a)
    if x < a + 1:
        termino = suma = 1.0 / a
        n = a
        while termino > suma * _PASO:
            n += 1
            termino *= x / n
            suma += termino
        return math.exp(registro) * suma

    def coeficiente(n: int) -> tuple[float, float]:
        if n < 2:
            return 1.0, (x + 1 - a) * n
        return -(n - 1) * (n - 1 - a), x + 2 * n - 1 - a

    return 1.0 - math.exp(registro) * _fraccion(coeficiente)


def _raiz(creciente: Callable[[float], float], bajo: float, alto: float) -> float:
    """Where ``creciente`` crosses zero, by halving until two neighbouring numbers hold it."""
    for _ in range(200):
        medio = (bajo + alto) / 2
        if medio in (bajo, alto):
            break
        bajo, alto = (medio, alto) if creciente(medio) < 0 else (bajo, medio)
    return (bajo + alto) / 2


def beta_inversa(p: float, a: float, b: float) -> float:
    """The x with I_x(a, b) = p."""
    return _raiz(lambda x: beta_incompleta(a, b, x) - p, 0.0, 1.0)


def gamma_inversa(p: float, a: float) -> float:
    """The x with P(a, x) = p. With a = k + 1 it is the upper limit at confidence p of a Poisson mean with k seen."""
    alto = a + 1.0
    while gamma_incompleta(a, alto) < p:
        alto *= 2
    return _raiz(lambda x: gamma_incompleta(a, x) - p, 0.0, alto)


def t_inversa(p: float, grados: int) -> float:
    """The quantile of Student's t for p of one half or more: Cochran 1977, 2.8, for means of small samples."""
    cola = 2.0 * (1.0 - p)
    if cola >= 1.0:
        return 0.0
    x = beta_inversa(cola, grados / 2, 0.5)
    return math.sqrt(grados * (1.0 - x) / x)


def _log_comb(n: int, k: int) -> float:
    return math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)


def hipergeometrica(k: int, poblacion: int, malos: int, muestra: int) -> float:
    """P(X <= k): at most k bad cases in a sample without replacement of a universe with ``malos`` bad ones."""
    bajo, alto = max(0, muestra - (poblacion - malos)), min(muestra, malos)
    if k < bajo:
        return 0.0
    if k >= alto:
        return 1.0
    # From the likeliest value outwards nothing underflows that matters.
    base = _log_comb(poblacion, muestra)
    moda = max(bajo, min(k, (muestra + 1) * (malos + 1) // (poblacion + 2)))
    centro = math.exp(_log_comb(malos, moda) + _log_comb(poblacion - malos, muestra - moda) - base)
    suma, termino = [centro], centro
    for x in range(moda, bajo, -1):
        termino *= x * (poblacion - malos - muestra + x) / ((malos - x + 1) * (muestra - x + 1))
        suma.append(termino)
        if termino < centro * 1e-18:
            break
    termino = centro
    for x in range(moda, k):
        termino *= (malos - x) * (muestra - x) / ((x + 1) * (poblacion - malos - muestra + x + 1))
        suma.append(termino)
        if termino < centro * 1e-18:
            break
    return min(1.0, math.fsum(suma))

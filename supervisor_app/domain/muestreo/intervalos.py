"""Between what limits the rate of the universe lies, given what the sample showed. Two-sided, equal tails.

Sources: without replacement from a known universe, the exact hypergeometric limits (Cochran 1977, ch. 3; W. Wang, Exact
Optimal Confidence Intervals for Hypergeometric Parameters, JASA 110 (512), 2015, pp. 1491-1499, on why approximate ones
fall short). Binomial: C. J. Clopper and E. S. Pearson, The Use of Confidence or Fiducial Limits Illustrated in the Case
of the Binomial, Biometrika 26, 1934, pp. 404-413. Strata: E. L. Korn and B. I. Graubard, Confidence Intervals for
Proportions with Small Expected Number of Positive Counts Estimated from Survey Data, Survey Methodology 24, 1998.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from supervisor_app.domain.muestreo.distribuciones import beta_inversa, hipergeometrica, t_inversa


@dataclass(frozen=True, slots=True)
class Estrato:
    """One stratum: its cases, those reviewed (one at least), and those of them that are bad."""

    casos: int
    revisados: int
    malos: int

    @property
    def tasa(self) -> float:
        return self.malos / self.revisados


def clopper_pearson(malos: float, revisados: float, confianza: float) -> tuple[float, float]:
    """Limits of a rate, as fractions; counts may be fractional (an effective sample size)."""
    cola = (1 - confianza) / 2
    bajo = beta_inversa(cola, malos, revisados - malos + 1) if malos > 0 else 0.0
    alto = beta_inversa(1 - cola, malos + 1, revisados - malos) if malos < revisados else 1.0
    return bajo, alto


def hipergeometrico(malos: int, revisados: int, casos: int, confianza: float) -> tuple[int, int]:
    """Limits of the number of bad cases in the universe: all that neither tail refuses."""
    # A tail that is exactly the risk does not refuse, however the last digit was rounded.
    cola = (1 - confianza) / 2 * (1 - 1e-9)
    tope = casos - revisados + malos
    bajo, alto = malos, tope
    while bajo < alto:  # the fewest with P(X >= malos) above the tail
        medio = (bajo + alto) // 2
        cabe = 1 - hipergeometrica(malos - 1, casos, medio, revisados) > cola
        bajo, alto = (bajo, medio) if cabe else (medio + 1, alto)
    menos = bajo
    bajo, alto = menos, tope
    while bajo < alto:  # the most with P(X <= malos) above the tail
        medio = (bajo + alto + 1) // 2
        cabe = hipergeometrica(malos, casos, medio, revisados) > cola
        bajo, alto = (medio, alto) if cabe else (bajo, medio - 1)
    return menos, bajo


def tasa_estratificada(estratos: Sequence[Estrato]) -> float:
    """The rate of the universe: that of each stratum by its weight (Cochran 1977, ch. 5)."""
    casos = sum(e.casos for e in estratos)
    return math.fsum(e.casos / casos * e.tasa for e in estratos)


def estratificado(estratos: Sequence[Estrato], confianza: float) -> tuple[float, float]:
    """Limits of the stratified rate: Clopper-Pearson with the effective sample size, as Korn and Graubard give it.

    The effective size is p q over the variance of the stratified rate, corrected for the degrees of freedom that the
    strata take, and never larger than it would be if every stratum had that rate: a large stratum in which no bad case
    was seen shows no variance, yet it is not without doubt. A stratum with a single reviewed case lends its variance
    from the whole. Where nothing varies (no bad case, or nothing else), it is the least that any stratum gives: its
    reviewed cases over its weight.
    """
    casos, revisados = sum(e.casos for e in estratos), sum(e.revisados for e in estratos)
    p = tasa_estratificada(estratos)
    varianza = math.fsum((e.casos / casos) ** 2 * _varianza(e, p) for e in estratos)
    if varianza > 0:
        efectivos = p * (1 - p) / varianza
        grados = revisados - len(estratos)
        if grados > 0:
            cola = (1 + confianza) / 2
            efectivos *= (t_inversa(cola, revisados - 1) / t_inversa(cola, grados)) ** 2
        efectivos = min(efectivos, _como_si_todos_fueran_iguales(estratos, casos))
    else:
        parciales = [e.revisados * casos / e.casos for e in estratos if e.revisados < e.casos]
        if not parciales:
            return p, p
        efectivos = min(parciales)
    bajo, alto = clopper_pearson(p * efectivos, efectivos, confianza)
    # What was seen bounds what there is: the bad ones are bad, and the good ones good.
    vistos, buenos = sum(e.malos for e in estratos), sum(e.revisados - e.malos for e in estratos)
    return max(bajo, vistos / casos), min(alto, 1 - buenos / casos)


def _como_si_todos_fueran_iguales(estratos: Sequence[Estrato], casos: int) -> float:
    """The effective size of strata that all have one rate: one over Σ W² (1 - n/N) / n. Some must be left to see."""
    return 1 / math.fsum((e.casos / casos) ** 2 * (1 - e.revisados / e.casos) / e.revisados for e in estratos)


def _varianza(e: Estrato, p: float) -> float:
    if e.revisados == e.casos:
        return 0.0
    sin_ver = 1 - e.revisados / e.casos
    if e.revisados == 1:
        return sin_ver * p * (1 - p)
    return sin_ver * e.tasa * (1 - e.tasa) / (e.revisados - 1)

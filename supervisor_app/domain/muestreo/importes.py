"""How much money is wrong in the universe, given what the sample showed. Amounts are pesos as floats.

Sources: Cochran 1977, ch. 2 (mean per unit), ch. 5 (strata) and ch. 6 (ratio to a known total, combined over strata).
Monetary unit: AICPA, Audit Guide: Audit Sampling, 2014 (tainting, basic precision and incremental allowance), with the
Poisson factors of T. R. Stewart's Technical Notes, 2012. It must never read records: ``proyeccion`` does.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from supervisor_app.domain.muestreo.distribuciones import gamma_inversa, t_inversa


class Estimador(StrEnum):
    """How the amount was projected, as it is printed."""

    MEDIA = "promedio por caso"
    RAZON = "razón sobre el importe del universo"
    UNIDAD_MONETARIA = "unidad monetaria"


@dataclass(frozen=True, slots=True)
class Par:
    """One reviewed case: the amount it has in the universe and the part of it that is wrong (0 where it is right)."""

    libro: float
    error: float


@dataclass(frozen=True, slots=True)
class ImporteProyectado:
    """``bajo`` is None where the limit is only an upper one (monetary unit); ``alto`` where there is no limit."""

    estimado: float
    bajo: float | None
    alto: float | None
    estimador: Estimador


def proyectar(
    casos: Mapping[str, int], vistos: Mapping[str, Sequence[Par]], total: float | None, confianza: float
) -> ImporteProyectado:
    """Project the errors seen in each stratum (one, where there are none) with Student's t.

    With ``total``, the sum of the amounts of the universe, by the combined ratio: total · (Σ N ē) / (Σ N b̄); without
    it by the mean, Σ N ē. The variance is Σ N² (1 - n/N) s² / n, with s² of the errors or of their distance from the
    ratio. The limits never fall below what was seen. A stratum with one reviewed case gives no variance: no limits.
    """
    error = math.fsum(casos[k] * _media([p.error for p in v]) for k, v in vistos.items())
    libro = math.fsum(casos[k] * _media([p.libro for p in v]) for k, v in vistos.items())
    por_razon = total is not None and libro > 0
    razon = error / libro if por_razon else 0.0
    estimado = total * razon if total is not None and por_razon else error
    estimador = Estimador.RAZON if por_razon else Estimador.MEDIA
    solos = any(len(v) == 1 and casos[k] > 1 for k, v in vistos.items())
    grados = sum(len(v) for v in vistos.values()) - len(vistos)
    if solos or (grados < 1 and any(casos[k] > len(v) for k, v in vistos.items())):
        return ImporteProyectado(estimado, None, None, estimador)
    varianza = math.fsum(
        casos[k] ** 2 * (1 - len(v) / casos[k]) * _varianza([p.error - razon * p.libro for p in v]) / len(v)
        for k, v in vistos.items()
    )
    media = t_inversa((1 + confianza) / 2, grados) * math.sqrt(varianza) if varianza else 0.0
    visto = math.fsum(p.error for v in vistos.values() for p in v)
    return ImporteProyectado(estimado, max(estimado - media, visto), max(estimado + media, visto), estimador)


def _media(valores: Sequence[float]) -> float:
    return math.fsum(valores) / len(valores)


def _varianza(valores: Sequence[float]) -> float:
    media = _media(valores)
    return math.fsum((x - media) ** 2 for x in valores) / (len(valores) - 1) if len(valores) > 1 else 0.0


def proyectar_unidad_monetaria(
    ciertos: Sequence[Par], golpes: Sequence[Par], resto: float, confianza: float, *, pendiente: float = 0.0
) -> ImporteProyectado:
    """Errors of those taken for certain count as they are; each other one stands for its whole interval.

    ``resto`` is the sum of the amounts that were not taken for certain, the interval ``resto / len(golpes)``. With the
    tainting t of each (error over amount, 0 to 1) in descending order, the projection is Σ t · interval and its upper
    limit at ``confianza`` (one-sided) adds the basic precision, F0 · interval, and the incremental allowance,
    Σ (Fj - Fj-1 - 1) · tj · interval, with Fj the Poisson factor of j errors. A tainting out of 0 to 1 gives no limit.
    ``pendiente`` is the sum of those taken for certain that nobody reviewed yet: in the limit they are wholly wrong,
    and so is all of ``resto`` while none of the others is reviewed.
    """
    conocido = math.fsum(p.error for p in ciertos)
    if not golpes:
        return ImporteProyectado(conocido, None, conocido + pendiente + resto, Estimador.UNIDAD_MONETARIA)
    intervalo = resto / len(golpes)
    manchas = sorted((p.error / p.libro for p in golpes if p.error), reverse=True)
    proyectado = conocido + math.fsum(manchas) * intervalo
    if any(not 0 <= t <= 1 for t in manchas):
        return ImporteProyectado(proyectado, None, None, Estimador.UNIDAD_MONETARIA)
    factores = [gamma_inversa(confianza, j + 1) for j in range(len(manchas) + 1)]
    basica = factores[0] * intervalo
    adicional = math.fsum((factores[j] - factores[j - 1] - 1) * t for j, t in enumerate(manchas, 1)) * intervalo
    alto = min(proyectado + basica + adicional, conocido + resto) + pendiente
    return ImporteProyectado(proyectado, None, alto, Estimador.UNIDAD_MONETARIA)

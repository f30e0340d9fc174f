"""Which cases are drawn, by each method. Cases are counted from 1 in the order of their universe; amounts are cents.

The same universe, method, size and seed always give the same cases. It must never look at what a case says beyond its
amount and its stratum.

Sources: W. G. Cochran, Sampling Techniques, 3rd ed., Wiley, 1977 (simple random, ch. 2; stratified with proportional
allocation, ch. 5; systematic, ch. 8). Systematic with a fractional interval, so that every case has exactly the same
chance: C.-E. Särndal, B. Swensson and J. Wretman, Model Assisted Survey Sampling, Springer, 1992, ch. 3. Monetary unit
with a fixed interval: AICPA, Audit Guide: Audit Sampling, 2014, chapter on monetary unit sampling.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from supervisor_app.domain.muestreo.generador import Generador
from supervisor_app.domain.texto import cantidad, cuantos
from supervisor_app.errors import UserError

TOPE_MUESTRA = 10_000
"""More cases than these nobody reviews in one visit."""
TOPE_ESTRATOS = 100


class Metodo(StrEnum):
    """How the cases are chosen."""

    SIMPLE = "simple"
    SISTEMATICO = "sistematico"
    ESTRATIFICADO = "estratificado"
    UNIDAD_MONETARIA = "unidad_monetaria"
    MAYORES = "mayores"

    @property
    def label(self) -> str:
        return _NOMBRES[self]

    @property
    def al_azar(self) -> bool:
        """Whether what it shows can be projected to the universe. The largest amounts only speak of themselves."""
        return self is not Metodo.MAYORES


_NOMBRES = {
    Metodo.SIMPLE: "Aleatorio simple",
    Metodo.SISTEMATICO: "Sistemático",
    Metodo.ESTRATIFICADO: "Estratificado",
    Metodo.UNIDAD_MONETARIA: "Por unidad monetaria",
    Metodo.MAYORES: "Mayores importes",
}


@dataclass(frozen=True, slots=True)
class Sorteo:
    """The cases that came out, in ascending order.

    ``ciertos`` are those taken because of their size. ``estratos`` gives (cases, drawn) of each stratum. ``arranque``
    is the random start (from 0) and ``intervalo`` the distance between two hits: in cases, or in cents.
    """

    elegidos: tuple[int, ...]
    ciertos: frozenset[int] = frozenset()
    estratos: Mapping[str, tuple[int, int]] | None = None
    arranque: int | None = None
    intervalo: Fraction | None = None


def _exigir(tamano: int, poblacion: int) -> None:
    if tamano < 1:
        raise UserError("La muestra debe tener al menos un caso.", field="tamano")
    if tamano > TOPE_MUESTRA:
        raise UserError(f"La muestra admite hasta {cantidad(TOPE_MUESTRA)} casos.", field="tamano")
    if tamano > poblacion:
        hay = cuantos(poblacion, "caso que puede sortearse", "casos que pueden sortearse")
        raise UserError(f"Pidió {cantidad(tamano)}, pero sólo hay {hay}; reduzca la muestra.", field="tamano")


def simple(poblacion: int, tamano: int, semilla: str) -> Sorteo:
    """``tamano`` of the cases 1 to ``poblacion``, without replacement. Raises UserError where there are not so many.

    Each number of the generator plus one is a case; one that already came out is passed over.
    """
    _exigir(tamano, poblacion)
    generador, vistos = Generador(semilla), set[int]()
    while len(vistos) < tamano:
        vistos.add(generador.entero(poblacion) + 1)
    return Sorteo(tuple(sorted(vistos)))


def sistematico(poblacion: int, tamano: int, semilla: str) -> Sorteo:
    """One of every ``poblacion / tamano`` cases, from a random start.

    With r the first number of the generator below ``poblacion``, the i-th case (i from 0) is
    ``(r + i * poblacion) // tamano + 1``: whole numbers only, so that no computer rounds otherwise.
    """
    _exigir(tamano, poblacion)
    r = Generador(semilla).entero(poblacion)
    elegidos = tuple((r + i * poblacion) // tamano + 1 for i in range(tamano))
    return Sorteo(elegidos, arranque=r, intervalo=Fraction(poblacion, tamano))


def repartir(poblaciones: Mapping[str, int], tamano: int) -> dict[str, int]:
    """How many cases each stratum gives: proportional to its size, by largest remainders, ties by name.

    Before that each one gives two (one where it has one), because with one case nothing is known of how much its cases
    differ; where the sample has no room for two, one. Raises UserError where there is not even room for one.
    """
    _exigir(tamano, sum(poblaciones.values()))
    if len(poblaciones) > TOPE_ESTRATOS:
        raise UserError(
            f"Esa columna tiene {cantidad(len(poblaciones))} valores distintos; elija una con {TOPE_ESTRATOS} o menos.",
            field="columna",
        )
    if tamano < len(poblaciones):
        raise UserError(
            f"Hay {len(poblaciones)} estratos; la muestra debe tener al menos un caso de cada uno.", field="tamano"
        )
    minimos = {k: min(2, n) for k, n in poblaciones.items()}
    if sum(minimos.values()) > tamano:
        minimos = dict.fromkeys(poblaciones, 1)
    return _proporcional(poblaciones, tamano, minimos)


def _proporcional(poblaciones: Mapping[str, int], tamano: int, minimos: Mapping[str, int]) -> dict[str, int]:
    """Strata whose share is below their minimum are given it; the others share the rest in proportion."""
    fijos: dict[str, int] = {}
    while True:
        libres = {k: n for k, n in poblaciones.items() if k not in fijos}
        resto, total = tamano - sum(fijos.values()), sum(libres.values())
        cortos = {k: minimos[k] for k, n in libres.items() if n * resto < minimos[k] * total}
        if not cortos:
            break
        fijos |= cortos
    cuotas = {k: Fraction(n * resto, total) for k, n in libres.items()}
    reparto = {k: int(q) for k, q in cuotas.items()}
    faltan = resto - sum(reparto.values())
    for k in sorted(cuotas, key=lambda k: (reparto[k] - cuotas[k], k))[:faltan]:
        reparto[k] += 1
    return {k: fijos.get(k, reparto.get(k, 0)) for k in poblaciones}


def estratificado(estratos: Sequence[str], tamano: int, semilla: str) -> Sorteo:
    """A simple draw inside each stratum; ``estratos`` gives the stratum of each case.

    The seed of a stratum is ``seed/its name``, and its cases are counted from 1 in the order of the universe.
    """
    casos: dict[str, list[int]] = {}
    for numero, estrato in enumerate(estratos, start=1):
        casos.setdefault(estrato, []).append(numero)
    casos = dict(sorted(casos.items()))
    reparto = repartir({k: len(v) for k, v in casos.items()}, tamano)
    elegidos = [
        casos[k][n - 1] for k, m in reparto.items() for n in simple(len(casos[k]), m, f"{semilla}/{k}").elegidos
    ]
    return Sorteo(tuple(sorted(elegidos)), estratos={k: (len(casos[k]), m) for k, m in reparto.items()})


def unidad_monetaria(importes: Sequence[int | None], tamano: int, semilla: str) -> Sorteo:
    """Every peso has the same chance: a fixed interval over the running sum of the amounts, from a random start.

    Amounts of zero, below zero or that nobody could read have no chance and are left out. Those as large as the
    interval are taken for certain and the interval is worked out again with the rest, until none is as large. With r
    the first number of the generator below the sum T of the rest (in cents) and m the hits, hit i (from 0) falls on
    cent ``(r + i * T) // m`` of the running sum, and takes the case that holds it; no case can be hit twice.
    """
    con_importe = [(n, c) for n, c in enumerate(importes, start=1) if c is not None and c > 0]
    _exigir(tamano, len(con_importe))
    ciertos = _ciertos(con_importe, tamano)
    resto = [(n, c) for n, c in con_importe if n not in ciertos]
    m, total = tamano - len(ciertos), sum(c for _, c in resto)
    if not m:
        return Sorteo(tuple(sorted(ciertos)), ciertos=frozenset(ciertos))
    r = Generador(semilla).entero(total)
    golpes = iter([(r + i * total) // m for i in range(m)])
    elegidos, acumulado, golpe = [], 0, next(golpes)
    for numero, centavos in resto:
        acumulado += centavos
        if golpe < acumulado:
            elegidos.append(numero)
            golpe = next(golpes, total)
    return Sorteo(
        tuple(sorted((*elegidos, *ciertos))),
        ciertos=frozenset(ciertos),
        arranque=r,
        intervalo=Fraction(total, m),
    )


def _ciertos(casos: Iterable[tuple[int, int]], tamano: int) -> set[int]:
    """The cases at least as large as the interval that is left when they are taken out."""
    por_tamano = sorted(casos, key=lambda caso: (-caso[1], caso[0]))
    total, ciertos = sum(c for _, c in por_tamano), set[int]()
    for numero, centavos in por_tamano:
        faltan = tamano - len(ciertos)
        if not faltan or centavos * faltan < total:
            break
        ciertos.add(numero)
        total -= centavos
    return ciertos


def mayores(importes: Sequence[int | None], tamano: int) -> Sorteo:
    """The largest amounts; between two equal ones, the one that comes first."""
    con_importe = [(n, c) for n, c in enumerate(importes, start=1) if c is not None]
    _exigir(tamano, len(con_importe))
    elegidos = sorted(con_importe, key=lambda caso: (-caso[1], caso[0]))[:tamano]
    return Sorteo(tuple(sorted(n for n, _ in elegidos)), ciertos=frozenset(n for n, _ in elegidos))

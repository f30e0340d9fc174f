"""What the reviewed rows of a draw say of its whole universe: cases and pesos, with their limits. Always derived.

Only rows of the draw count, and of these only the reviewed ones; until all are reviewed a projection is provisional. A
systematic draw is taken as a simple one (Cochran 1977, ch. 8: right where the order of the list has nothing to do with
what is looked for). The largest amounts are not projected: they were not left to chance.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from supervisor_app.domain.cedula.answers import Fila
from supervisor_app.domain.muestreo.importes import (
    ImporteProyectado,
    Par,
    proyectar,
    proyectar_unidad_monetaria,
)
from supervisor_app.domain.muestreo.intervalos import Estrato, estratificado, hipergeometrico, tasa_estratificada
from supervisor_app.domain.muestreo.metodos import Metodo
from supervisor_app.domain.muestreo.registro import Elegido, Muestreo, Proposito
from supervisor_app.domain.muestreo.tamanos import descarta, intolerables

MINIMO_PARA_RAZON = 30
"""Cochran 1977, ch. 6: below about thirty cases the ratio and its variance are biased."""


@dataclass(frozen=True, slots=True)
class CasosProyectados:
    """Cases of the universe with the inconsistencia: the estimate and its limits."""

    estimado: float
    bajo: float
    alto: float


@dataclass(frozen=True, slots=True)
class Proyeccion:
    """``casos`` is None for monetary unit and the largest amounts; ``importe`` where nothing can be said of pesos.

    ``descarta`` answers what the size was computed for: whether what is tolerable is ruled out; None where that was not
    asked, or cannot be said. It is one-sided, as the size is, and so may be true where a two-sided limit lies above.
    """

    universo: int
    sorteados: int
    revisados: int
    malos: int
    confianza: Decimal
    casos: CasosProyectados | None
    importe: ImporteProyectado | None
    descarta: bool | None = None

    @property
    def provisional(self) -> bool:
        return self.revisados < self.sorteados


@dataclass(frozen=True, slots=True)
class _Visto:
    elegido: Elegido
    malo: bool
    error: Decimal | None
    """Pesos that are wrong: none where the row complies, unknown where it does not and no amount was written."""


def proyectar_muestra(m: Muestreo, filas: Iterable[Fila]) -> Proyeccion | None:
    """The projection of a draw by its rows, or None where none of them is reviewed yet."""
    vistos = _vistos(m, filas)
    if not vistos:
        return None
    malos = sum(v.malo for v in vistos)
    importe = _importe(m, vistos) if malos or m.metodo is Metodo.UNIDAD_MONETARIA else None
    return Proyeccion(
        universo=m.universo.renglones,
        sorteados=m.tamano,
        revisados=len(vistos),
        malos=malos,
        confianza=m.calculo.confianza,
        casos=_casos(m, vistos) if m.metodo not in (Metodo.UNIDAD_MONETARIA, Metodo.MAYORES) else None,
        importe=importe,
        descarta=_descarta(m, len(vistos), malos, importe),
    )


def _descarta(m: Muestreo, revisados: int, malos: int, importe: ImporteProyectado | None) -> bool | None:
    c, n = m.calculo, m.universo.renglones
    if c.tolerable is None:
        return None
    if c.proposito is Proposito.IMPORTE:
        return importe is not None and importe.alto is not None and importe.alto <= float(c.tolerable)
    if c.proposito is not Proposito.DESCARTAR or m.metodo is Metodo.ESTRATIFICADO:
        return None
    return descarta(n, intolerables(n, float(c.tolerable) / 100), malos, revisados, float(c.confianza) / 100)


def _vistos(m: Muestreo, filas: Iterable[Fila]) -> list[_Visto]:
    por_numero = {f.universo: f for f in filas if f.universo is not None and f.con_inconsistencia is not None}
    vistos = []
    for elegido in m.elegidos:
        fila = por_numero.get(elegido.numero)
        if fila is not None:
            malo = bool(fila.con_inconsistencia)
            vistos.append(_Visto(elegido, malo, fila.importe if malo else Decimal(0)))
    return vistos


def _casos(m: Muestreo, vistos: list[_Visto]) -> CasosProyectados | None:
    confianza = float(m.calculo.confianza) / 100
    malos = sum(v.malo for v in vistos)
    if m.metodo is not Metodo.ESTRATIFICADO:
        bajo, alto = hipergeometrico(malos, len(vistos), m.universo.renglones, confianza)
        return CasosProyectados(malos * m.universo.renglones / len(vistos), bajo, alto)
    estratos = [
        Estrato(e.renglones, len(propios), sum(v.malo for v in propios))
        for e in m.estratos
        if (propios := [v for v in vistos if v.elegido.estrato == e.nombre])
    ]
    if len(estratos) < len(m.estratos):
        return None
    casos = m.universo.renglones
    bajos, altos = estratificado(estratos, confianza)
    return CasosProyectados(tasa_estratificada(estratos) * casos, bajos * casos, altos * casos)


def _importe(m: Muestreo, vistos: list[_Visto]) -> ImporteProyectado | None:
    """None where a bad row has no amount, or a stratum has no reviewed row. The largest ones are not projected."""
    if not m.metodo.al_azar or any(v.error is None for v in vistos):
        return None
    confianza = float(m.calculo.confianza) / 100
    pares = [(v.elegido, Par(float(v.elegido.importe or 0), float(v.error or 0))) for v in vistos]
    if m.metodo is Metodo.UNIDAD_MONETARIA:
        ciertos = sum((x.importe or Decimal(0) for x in m.elegidos if x.cierto), Decimal(0))
        revisado = sum(p.libro for x, p in pares if x.cierto)
        return proyectar_unidad_monetaria(
            [p for x, p in pares if x.cierto],
            [p for x, p in pares if not x.cierto],
            float((m.sorteable or Decimal(0)) - ciertos),
            confianza,
            pendiente=float(ciertos) - revisado,
        )
    if m.metodo is Metodo.ESTRATIFICADO:
        casos = {e.nombre: e.renglones for e in m.estratos}
    else:
        casos = {"": m.universo.renglones}
    por_estrato = {k: [p for x, p in pares if m.metodo is not Metodo.ESTRATIFICADO or x.estrato == k] for k in casos}
    if not all(por_estrato.values()):
        return None
    return proyectar(casos, por_estrato, _total_para_razon(m, len(vistos)), confianza)


def _total_para_razon(m: Muestreo, revisados: int) -> float | None:
    """The known total, where the ratio to it can be trusted: every row has an amount and enough were reviewed."""
    u = m.universo
    if u.importe is None or u.importe <= 0 or u.sin_importe or revisados < MINIMO_PARA_RAZON:
        return None
    return float(u.importe)

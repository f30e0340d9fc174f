"""The result of a cédula: how much of it is answered and what share complies (dominio 3.5).

Compliance is cumple / (cumple + parcial + no cumple), a «parcial» counting one half, «no aplica» left out. A muestra
complies where none of its reviewed cases has the inconsistencia, and does not where one has: the same line that raises
a finding (docs/adr/0006). Numbers, percentages, dates and amounts are data and do not enter it. Each item counts by its
``peso``; one that its cédula does not ask (not relevant) is left out of everything.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal

from supervisor_app.domain.cedula.answers import Cumplimiento, Respuesta, ValorCumple, ValorMuestra
from supervisor_app.domain.cedula.definition import CedulaDefinition, ItemDefinition
from supervisor_app.domain.cedula.evaluada import CedulaEvaluada


@dataclass(frozen=True, slots=True)
class Resultado:
    """Counts over the items of one cédula. ``porcentaje`` is None where no item can be counted.

    ``total`` are those to be answered by a person: an optional one counts once it is answered, a calculated one never.
    ``logrado`` and ``posible`` are the weights of what complies and of what can be counted.
    """

    total: int
    contestadas: int
    cumple: int
    parcial: int
    no_cumple: int
    no_aplica: int
    con_inconsistencia: int
    logrado: Decimal | None = None
    posible: Decimal | None = None

    @property
    def completa(self) -> bool:
        return self.contestadas == self.total

    @property
    def porcentaje(self) -> Decimal | None:
        logrado, posible = self.logrado, self.posible
        if logrado is None or posible is None:
            logrado = self.cumple + Decimal(self.parcial) / 2
            posible = Decimal(self.cumple + self.parcial + self.no_cumple)
        return Decimal(100) * logrado / posible if posible else None


def calcular(
    definicion: CedulaDefinition, respuestas: Mapping[str, Respuesta], evaluada: CedulaEvaluada | None = None
) -> Resultado:
    """The result of ``definicion`` with the answers by item id; answers to items it lacks are not counted.

    ``evaluada`` says which items are asked; without it, all.
    """
    items = [i for i in definicion.items if evaluada is None or evaluada.relevante(i.id)]
    contestadas = [(i, respuestas[i.id]) for i in items if i.id in respuestas and respuestas[i.id].contestada]
    hechas = {i.id for i, _ in contestadas}
    palabras = [(i, p) for i, r in contestadas if (p := _palabra(r)) is not None]
    cuenta = [p for _, p in palabras]
    return Resultado(
        total=sum(_se_contesta(i, hechas) for i in items),
        contestadas=sum(i.calculo is None for i, _ in contestadas),
        cumple=cuenta.count(Cumplimiento.CUMPLE),
        parcial=cuenta.count(Cumplimiento.PARCIAL),
        no_cumple=cuenta.count(Cumplimiento.NO_CUMPLE),
        no_aplica=cuenta.count(Cumplimiento.NO_APLICA),
        con_inconsistencia=sum(r.levanta_inconsistencia for _, r in contestadas),
        logrado=sum((i.peso * _VALE[p] for i, p in palabras if p in _VALE), Decimal(0)),
        posible=sum((i.peso for i, p in palabras if p in _VALE), Decimal(0)),
    )


_VALE = {Cumplimiento.CUMPLE: Decimal(1), Cumplimiento.PARCIAL: Decimal("0.5"), Cumplimiento.NO_CUMPLE: Decimal(0)}


def _se_contesta(item: ItemDefinition, hechas: Collection[str]) -> bool:
    """Whether it counts among what a person has to answer."""
    return item.calculo is None and (not item.opcional or item.id in hechas)


def _palabra(respuesta: Respuesta) -> Cumplimiento | None:
    """The answer as one of the four words; None where it is data."""
    valor = respuesta.valor
    if isinstance(valor, ValorCumple):
        return valor.valor
    if isinstance(valor, ValorMuestra) and valor.revisados:
        return Cumplimiento.NO_CUMPLE if valor.con_inconsistencia else Cumplimiento.CUMPLE
    return None

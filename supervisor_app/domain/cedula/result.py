"""The result of a cédula: how much of it is answered and what share complies (dominio 3.5).

Compliance is cumple / (cumple + parcial + no cumple), a «parcial» counting one half, «no aplica» left out. A muestra
complies where none of its reviewed cases has the inconsistencia, and does not where one has: the same line that raises
a finding (docs/adr/0006). Numbers, percentages, dates and amounts are data and do not enter it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from supervisor_app.domain.cedula.answers import Cumplimiento, Respuesta, ValorCumple, ValorMuestra
from supervisor_app.domain.cedula.definition import CedulaDefinition


@dataclass(frozen=True, slots=True)
class Resultado:
    """Counts over the items of one cédula. ``porcentaje`` is None where no item can be counted."""

    total: int
    contestadas: int
    cumple: int
    parcial: int
    no_cumple: int
    no_aplica: int
    con_inconsistencia: int

    @property
    def completa(self) -> bool:
        return self.contestadas == self.total

    @property
    def porcentaje(self) -> Decimal | None:
        calificados = self.cumple + self.parcial + self.no_cumple
        if not calificados:
            return None
        return Decimal(100) * (self.cumple + Decimal(self.parcial) / 2) / calificados


def calcular(definicion: CedulaDefinition, respuestas: Mapping[str, Respuesta]) -> Resultado:
    """The result of ``definicion`` with the answers by item id; answers to items it lacks are not counted."""
    propias = [respuestas[i.id] for i in definicion.items if i.id in respuestas]
    palabras = [r.valor.valor for r in propias if isinstance(r.valor, ValorCumple)]
    muestras = [r.valor for r in propias if isinstance(r.valor, ValorMuestra)]
    palabras += [
        Cumplimiento.NO_CUMPLE if m.con_inconsistencia else Cumplimiento.CUMPLE for m in muestras if m.revisados
    ]
    return Resultado(
        total=len(definicion.items),
        contestadas=sum(r.contestada for r in propias),
        cumple=palabras.count(Cumplimiento.CUMPLE),
        parcial=palabras.count(Cumplimiento.PARCIAL),
        no_cumple=palabras.count(Cumplimiento.NO_CUMPLE),
        no_aplica=palabras.count(Cumplimiento.NO_APLICA),
        con_inconsistencia=sum(r.levanta_inconsistencia for r in propias),
    )

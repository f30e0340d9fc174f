"""The acciones de mejora that are known here: those of this folder's closed visits and, on a desk, those of its index.

What is a possible irregularity stays out. It must never write, nor ask an index on the store's thread.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from supervisor_app.domain.asm_mejoras import Mejora
from supervisor_app.domain.base import con
from supervisor_app.domain.hallazgo import TipoMedida
from supervisor_app.domain.seguimiento import seguidos
from supervisor_app.services.oficina.lugar import LugarDelIndice
from supervisor_app.services.oficina.panorama import Filtro
from supervisor_app.services.oficina.valores import Medida as MedidaDeOficina
from supervisor_app.store.almacen import Almacen


@dataclass(frozen=True, slots=True)
class Fuente:
    """What is read in two steps: the own ones are here already, those of the index are asked for without the store."""

    propias: tuple[Mejora, ...]
    indice: LugarDelIndice
    practica: bool

    def reunir(self, *, reloj: Callable[[], datetime], feriados: Collection[date]) -> tuple[Mejora, ...]:
        """Own ones and those of the index, each measure once, the earliest date first. Raises UserError,
        EnvironmentProblem where the index cannot be asked."""
        juntas: dict[str, Mejora] = {m.medida: m for m in self._del_indice(reloj, feriados)}
        for m in self.propias:
            sabida = juntas.setdefault(m.medida, m)
            juntas[m.medida] = con(sabida, evidencia=m.evidencia)  # the index does not keep what was to prove it
        return tuple(sorted(juntas.values(), key=lambda m: (m.fecha or date.max, m.folio)))

    def _del_indice(self, reloj: Callable[[], datetime], feriados: Collection[date]) -> Iterable[Mejora]:
        if not self.indice.hay():
            return ()
        with self.indice.leer(reloj=reloj, feriados=feriados) as abierta:
            medidas = abierta.tablero.medidas(Filtro(ficticias=self.practica), pendientes=False)
        return tuple(_de_oficina(m) for m in medidas if m.tipo is TipoMedida.MEJORA)


def fuente(almacen: Almacen, indice: LugarDelIndice, *, practica: bool) -> Fuente:
    """For the store's thread. ``practica``: of visits that were practised, or of real ones."""
    return Fuente(tuple(_propias(almacen, practica)), indice, practica)


def _propias(almacen: Almacen, practica: bool) -> Iterator[Mejora]:
    for h in seguidos(almacen.antecedentes_cerrados()):
        if h.hallazgo.posible_irregularidad or h.visita.ficticia is not practica:
            continue
        for m in h.medidas:
            if m.tipo is TipoMedida.MEJORA:
                yield Mejora(
                    medida=m.id,
                    folio=h.folio,
                    unidad=h.visita.unidad.titulo if h.visita.unidad is not None else "",
                    aspecto=h.titulo,
                    actividad=m.texto,
                    area=m.responsable,
                    fecha=m.fecha,
                    evidencia=m.evidencia_esperada,
                    avance=m.avance,
                )


def _de_oficina(m: MedidaDeOficina) -> Mejora:
    return Mejora(
        medida=m.id,
        folio=m.hallazgo_folio,
        unidad=m.unidad,
        aspecto=m.hallazgo_titulo,
        actividad=m.texto,
        area=m.responsable,
        fecha=m.fecha,
        avance=m.avance,
    )

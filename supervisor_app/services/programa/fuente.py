"""What the programme asks of the visits that were made, from any thread: risk, proposals, compliance.

A ``Fuente`` holds what was read from the store at one moment; it opens the index by a connection of its own, and where
there is none it answers from the visits of this folder alone. It must never write anything.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TypeVar

from supervisor_app.domain.catalogo import Ooad
from supervisor_app.domain.cedula.definition import CedulaDefinition, Departamento
from supervisor_app.domain.programa import VisitaProgramada
from supervisor_app.domain.programa.cumplimiento import (
    CumplimientoDelPrograma,
    Hecha,
    cumplimiento_de,
    desde_cuando,
)
from supervisor_app.domain.programa.parametros import Parametros
from supervisor_app.domain.programa.propuesta import Peticion, Propuesta, exigir_peticion, proponer
from supervisor_app.domain.programa.riesgo import Riesgo, en_orden
from supervisor_app.services.oficina.hechas import juntas
from supervisor_app.services.oficina.lugar import LugarDelIndice
from supervisor_app.services.oficina.panorama import Panorama
from supervisor_app.services.oficina.por_unidad import CuentaDeUnidad
from supervisor_app.services.programa.riesgo import cuentas_de, riesgos_de

T = TypeVar("T")


@dataclass(frozen=True)
class Fuente:
    """``indice``: where the index of the office is; ``propias``: the visits of this folder."""

    indice: LugarDelIndice
    ahora: datetime
    feriados: Collection[date]
    ooad: Mapping[str, Ooad]
    cedulas: Mapping[str, CedulaDefinition]
    parametros: Parametros
    programadas: tuple[VisitaProgramada, ...]
    propias: tuple[Hecha, ...]
    ficticia: bool

    @property
    def hoy(self) -> date:
        return self.ahora.date()

    # --- risk -----------------------------------------------------------------------------------------------------

    def riesgos(self, departamentos: tuple[Departamento, ...] = (), ooad: str = "") -> tuple[Riesgo, ...]:
        """Every unit of the catalogue, and the others that were visited, the most risk first; of these departments, or
        of all. Raises UserError or EnvironmentProblem.
        """
        return riesgos_de(self._cuentas(), self.parametros, hoy=self.hoy, departamentos=departamentos, ooad=ooad)

    def _cuentas(self) -> dict[str, CuentaDeUnidad]:
        del_indice = self._con_indice(lambda t: t.por_unidad(self.ficticia) if t is not None else {})
        return cuentas_de(del_indice, self.propias, self.ooad.values())

    def proponer(self, p: Peticion) -> Propuesta:
        """Visits for the units of most risk; nothing is written. Raises UserError or EnvironmentProblem."""
        exigir_peticion(p)
        cuentas = self._cuentas()
        riesgos = [
            r
            for grupo in p.grupos
            for r in riesgos_de(cuentas, self.parametros, hoy=self.hoy, departamentos=grupo, ooad=p.ooad)
        ]
        return proponer(
            p, en_orden(riesgos), self.programadas,
            feriados=self.feriados, cedulas=self.cedulas, ficticia=self.ficticia,
        )  # fmt: skip

    # --- compliance -----------------------------------------------------------------------------------------------

    def cumplimiento(self, anio: int) -> CumplimientoDelPrograma:
        """What became of the programme of a year. Raises UserError or EnvironmentProblem."""
        programadas = [v for v in self.programadas if v.ficticia is self.ficticia]
        desde = min(desde_cuando(programadas) or date.max, date(anio, 1, 1))
        del_indice = self._con_indice(lambda t: t.visitas_hechas(self.ficticia, desde) if t is not None else ())
        hechas = juntas(del_indice, self.propias)
        # Matched with those of all years, or a visit of January would be made for both programmes.
        de_todas = cumplimiento_de(anio, programadas, hechas, hoy=self.hoy, tolerancia=self.parametros.tolerancia)
        return replace(de_todas, renglones=tuple(r for r in de_todas.renglones if r.programada.anio == anio))

    def _con_indice(self, preguntar: Callable[[Panorama | None], T]) -> T:
        if not self.indice.hay():
            return preguntar(None)
        with self.indice.leer(reloj=lambda: self.ahora, feriados=self.feriados) as oficina:
            return preguntar(Panorama(oficina.indice, hoy=lambda: self.hoy, feriados=self.feriados))

"""What the screen of the office shows, asked at once: the dashboard's questions and those that only a screen asks.

Every number has its list beside it, with the same filter. It must never write, nor work out what the domain says.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from statistics import median
from typing import Final

from supervisor_app.domain.calendario import Dias, dias_entre
from supervisor_app.domain.cedula.definition import Departamento
from supervisor_app.domain.hallazgo import EstadoHallazgo
from supervisor_app.domain.programa import VisitaProgramada
from supervisor_app.domain.programa.cumplimiento import Hecha, Plan, Renglon, desde_cuando
from supervisor_app.domain.programa.cumplimiento import cumplimiento_de as del_programa
from supervisor_app.services.oficina.consultas import Filtro, Tablero
from supervisor_app.services.oficina.hechas import de_filas
from supervisor_app.services.oficina.por_unidad import CuentaDeUnidad, por_unidad
from supervisor_app.services.oficina.renglones import cumplimiento_de
from supervisor_app.services.oficina.valores import (
    Celda,
    CuentaHallazgos,
    Cumplimiento,
    Entregado,
    Hallazgo,
    Lugar,
    Medida,
    Mes,
    MesEnPlazo,
    Opcion,
    ResumenIndicador,
    Sumando,
    Totales,
)
from supervisor_app.store.oficina import panorama as sql
from supervisor_app.store.oficina import salidas
from supervisor_app.store.oficina.hechos import Apartado, EstadoPaquete
from supervisor_app.store.oficina.hechos import Veredicto as DeQuien
from supervisor_app.store.oficina.indice import Indice
from supervisor_app.store.oficina.motor import Fila
from supervisor_app.store.oficina.programa import visitas_hechas

__all__ = [
    "Apartado",
    "DeLugar",
    "DeQuien",
    "EstadoPaquete",
    "Filtro",
    "Foto",
    "Panorama",
    "Programadas",
    "Reincidencias",
    "Tendencia",
    "tendencias",
]


_SIN_PLAN: Final = Plan()
PRIMERAS: Final = 12
"""Rows of a list that stands beside the figures; what opens has them all."""


@dataclass(frozen=True, slots=True)
class DeLugar:
    """A Subdelegación as a whole; ``anterior``: the same days a year before, None where there was no visit."""

    lugar: Lugar
    cumplimiento: Cumplimiento
    anterior: Cumplimiento | None

    @property
    def cambio(self) -> Decimal | None:
        """Points of compliance more than a year before; None where either has none."""
        ahora, antes = self.cumplimiento.porcentaje, self.anterior.porcentaje if self.anterior else None
        return None if ahora is None or antes is None else ahora - antes


@dataclass(frozen=True, slots=True)
class CuentaMedidas:
    """Measures not done, how many of them are overdue, and the longest of these; None where none is."""

    pendientes: int
    vencidas: int
    mayor: Dias | None


@dataclass(frozen=True, slots=True)
class Reincidencias:
    """``hallazgos``: those in whose item the unit had one in an earlier visit; ``celdas``: OOAD, Subdelegación and
    process in which they are.
    """

    hallazgos: frozenset[str]
    celdas: frozenset[tuple[str, str, str]]


@dataclass(frozen=True, slots=True)
class MesSolventado:
    """Findings seen solved in a month (``2026-11``), and the median of the calendar days that it took."""

    mes: str
    cuantos: int
    mediana: Decimal


@dataclass(frozen=True, slots=True)
class Programadas:
    """The programmed visits that were due, or already made, by the filter; what became of each is its list."""

    renglones: tuple[Renglon, ...] = ()

    @property
    def realizadas(self) -> int:
        return sum(r.situacion.realizada for r in self.renglones)


@dataclass(frozen=True, slots=True)
class Foto:
    """The whole screen as of one moment; ``vencidas`` and ``entregas`` only the first ones."""

    filtro: Filtro
    hoy: date
    lugares: tuple[Opcion, ...]
    totales: Totales
    cumplimiento: Cumplimiento
    hallazgos: CuentaHallazgos
    medidas: CuentaMedidas
    reincidencias: Reincidencias
    mapa: tuple[Celda, ...]
    por_lugar: tuple[DeLugar, ...]
    meses: tuple[Mes, ...]
    solventados: tuple[MesSolventado, ...]
    vencidas: tuple[Medida, ...]
    entregas: tuple[Entregado, ...]
    programadas: Programadas
    indicadores: tuple[ResumenIndicador, ...]
    en_plazo: tuple[MesEnPlazo, ...]


class Panorama(Tablero):
    """The dashboard, and the screen's own questions. ``plan``: what the office programmed, which no package says."""

    def __init__(
        self, indice: Indice, *, hoy: Callable[[], date], feriados: Collection[date], plan: Plan = _SIN_PLAN
    ) -> None:
        super().__init__(indice, hoy=hoy, feriados=feriados)
        self._plan = plan

    def de_un_momento(self) -> AbstractContextManager[None]:
        """Everything asked inside agrees."""
        return self._motor.lectura()

    def foto(self, f: Filtro) -> Foto:
        """Everything that the screen shows, of one moment."""
        with self._motor.lectura():
            return Foto(
                filtro=f,
                hoy=self._hoy(),
                lugares=self.lugares(f),
                totales=self.totales(f),
                cumplimiento=self.cumplimiento(f),
                hallazgos=self.cuenta_de_hallazgos(f),
                medidas=self.cuenta_de_medidas(f),
                reincidencias=self.reincidencias(f),
                mapa=self.mapa(f),
                por_lugar=self.por_lugar(f),
                meses=self.por_mes(f),
                solventados=self.solventados(f),
                vencidas=self.medidas(f, vencidas=True, limite=PRIMERAS),
                entregas=self.entregas(f, todas=True, limite=PRIMERAS),
                programadas=self.programadas_hasta(f),
                indicadores=self.resumen_de_indicadores(f),
                en_plazo=self.en_plazo(f),
            )

    # --- the programme --------------------------------------------------------------------------------------------

    def programadas_hasta(self, f: Filtro) -> Programadas:
        """Those not cancelled whose last day came by today and is within the filter; nothing where none is programmed.

        ``f.departamento``: those that are of it, alone or with others.
        """
        plan = [v for v in self._plan.visitas if v.ficticia is f.ficticias]
        if not plan:
            return Programadas()
        hechas = self.visitas_hechas(f.ficticias, desde_cuando(plan))
        c = del_programa(self._hoy().year, plan, hechas, hoy=self._hoy(), tolerancia=self._plan.tolerancia)
        return Programadas(tuple(r for r in c.renglones if r.cuenta and _del_filtro(r.programada, f)))

    def visitas_hechas(self, ficticias: bool, desde: date | None = None) -> tuple[Hecha, ...]:
        """Every visit that counts and ended from that day on, as the programme looks at them, oldest first."""
        f = Filtro(desde=desde, ficticias=ficticias)
        return de_filas(visitas_hechas(self._motor, f, [d.value for d in Departamento]))

    def por_unidad(self, ficticias: bool) -> dict[str, CuentaDeUnidad]:
        """How every visited unit stands, by what tells it apart: what risk is made of."""
        with self._motor.lectura():
            return por_unidad(self._motor, Filtro(ficticias=ficticias), self._hoy())

    def comisiones(self, f: Filtro) -> list[Fila]:
        """The visits with pliego, as ``store.oficina.salidas`` says."""
        return salidas.comisiones(self._motor, f)

    def todas_las_verificaciones(self, f: Filtro) -> list[Fila]:
        """What later visits verified of the findings of the filter, as ``store.oficina.salidas`` says."""
        return salidas.verificaciones(self._motor, f)

    # --- places ---------------------------------------------------------------------------------------------------

    def por_lugar(self, f: Filtro) -> tuple[DeLugar, ...]:
        """Compliance of each Subdelegación, beside that of a year before where the filter says from which day."""
        antes = {}
        if f.desde is not None:
            antes = {_clave(fila): cumplimiento_de(fila[4:]) for fila in sql.por_lugar(self._motor, _ano_antes(f))}
        return tuple(
            DeLugar(Lugar(*fila[:4]), cumplimiento_de(fila[4:]), antes.get(_clave(fila)))
            for fila in sql.por_lugar(self._motor, f)
        )

    def de_lugar(self, lugar: Lugar, f: Filtro, proceso: str = "") -> tuple[Sumando, ...]:
        """What a cell of the map, or a whole line of it, is made of; also of a place without a Subdelegación."""
        todos = self.sumandos(replace(f, ooad=lugar.ooad, subdelegacion=lugar.subdelegacion), proceso)
        return tuple(s for s in todos if _es(s.lugar, lugar))

    def hallazgos_de(self, lugar: Lugar, f: Filtro, proceso: str = "") -> tuple[Hallazgo, ...]:
        """The findings of the same cell or line, solved ones too."""
        todos = self.hallazgos(replace(f, ooad=lugar.ooad, subdelegacion=lugar.subdelegacion), abiertos=False)
        return tuple(h for h in todos if _es(h.lugar, lugar) and proceso in ("", h.proceso))

    # --- findings and measures ------------------------------------------------------------------------------------

    def cuenta_de_medidas(self, f: Filtro) -> CuentaMedidas:
        """``medidas`` lists them."""
        pendientes, vencidas, primera = sql.cuenta_de_medidas(self._motor, f, self._hoy().isoformat())
        mayor = dias_entre(date.fromisoformat(primera), self._hoy(), self._feriados) if primera else None
        return CuentaMedidas(int(pendientes), int(vencidas), mayor)

    def reincidencias(self, f: Filtro) -> Reincidencias:
        """What came back; earlier visits count whenever they were. ``reincidentes`` lists them."""
        filas = sql.reincidentes(self._motor, f)
        return Reincidencias(frozenset(fila[3] for fila in filas), frozenset((o, s, p) for o, s, p, _ in filas))

    def reincidentes(self, f: Filtro) -> tuple[Hallazgo, ...]:
        """The findings that came back."""
        suyos = self.reincidencias(f).hallazgos
        return tuple(h for h in self.hallazgos(f, abiertos=False) if h.id in suyos)

    def solventados(self, f: Filtro) -> tuple[MesSolventado, ...]:
        """How long it took to solve, by the month in which it was seen; ``solventados_en`` lists a month."""
        por_mes: dict[str, list[int]] = defaultdict(list)
        for fecha, visto in sql.solventados(self._motor, f):
            dias = dias_entre(date.fromisoformat(fecha), date.fromisoformat(visto), self._feriados)
            por_mes[visto[:7]].append(dias.naturales)
        return tuple(MesSolventado(mes, len(d), Decimal(str(median(d)))) for mes, d in sorted(por_mes.items()))

    def solventados_en(self, f: Filtro, mes: str) -> tuple[Hallazgo, ...]:
        """The findings seen solved in a month."""
        return tuple(
            h
            for h in self.hallazgos(f, abiertos=False)
            if h.estado is EstadoHallazgo.SOLVENTADA and h.visto_el is not None and h.visto_el.isoformat()[:7] == mes
        )


@dataclass(frozen=True, slots=True)
class Tendencia:
    """A figure by month, oldest first; months without it are left out."""

    puntos: tuple[tuple[str, Decimal], ...]

    @property
    def cambio(self) -> Decimal | None:
        """From the first month to the last; None where there is only one."""
        return self.puntos[-1][1] - self.puntos[0][1] if len(self.puntos) > 1 else None


def tendencias(foto: Foto) -> tuple[Tendencia, Tendencia, Tendencia, Tendencia]:
    """Compliance in per cent, inconsistencies by visit, measures done by their date in per cent, and days to solve.

    The list of a month is ``de_un_mes``'s, ``medidas_en_plazo``'s and ``solventados_en``'s.
    """
    cumple = [(m.mes, m.cumplimiento.porcentaje) for m in foto.meses]
    por_visita = [(m.mes, inconsistencias_por_visita(m.cumplimiento)) for m in foto.meses]
    # Of a month that is not over only what is done already can be judged of its last days: it would look too good.
    puntuales = [(m.mes, m.cuenta.porcentaje) for m in foto.en_plazo if m.mes < foto.hoy.isoformat()[:7]]
    return (
        Tendencia(tuple((mes, v) for mes, v in cumple if v is not None)),
        Tendencia(tuple((mes, v) for mes, v in por_visita if v is not None)),
        Tendencia(tuple((mes, v) for mes, v in puntuales if v is not None)),
        Tendencia(tuple((m.mes, m.mediana) for m in foto.solventados)),
    )


def por_revisar(t: Totales) -> int:
    """Packages that count for nothing until somebody looks at them."""
    return t.en_cuarentena + t.en_conflicto + t.aparte


def favorables(i: ResumenIndicador) -> int:
    """Units whose figure is a good one."""
    return sum(n for veredicto, n in i.por_veredicto.items() if veredicto.bueno)


def desfavorables(i: ResumenIndicador) -> int:
    """Units whose figure is a bad one; those far from or near the goal, and without one, are neither."""
    return sum(n for veredicto, n in i.por_veredicto.items() if veredicto.malo)


def inconsistencias_por_visita(c: Cumplimiento) -> Decimal | None:
    """Answers that raise an inconsistency, by visit; None without visits."""
    return Decimal(c.resultado.con_inconsistencia) / c.visitas if c.visitas else None


def de_un_mes(f: Filtro, mes: str) -> Filtro:
    """The visits of the filter that ended in a month (``2026-11``)."""
    primero = date.fromisoformat(f"{mes}-01")
    ultimo = (primero + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return replace(
        f,
        desde=max(primero, f.desde) if f.desde else primero,
        hasta=min(ultimo, f.hasta) if f.hasta else ultimo,
    )


def _del_filtro(v: VisitaProgramada, f: Filtro) -> bool:
    return (
        f.ooad in ("", v.unidad.ooad)
        and f.subdelegacion in ("", v.unidad.subdelegacion)
        and (not f.departamento or f.departamento in {d.value for d in v.departamentos})
        and (f.desde is None or v.fin >= f.desde)
        and (f.hasta is None or v.fin <= f.hasta)
    )


def _ano_antes(f: Filtro) -> Filtro:
    return replace(f, desde=_antes(f.desde), hasta=_antes(f.hasta))


def _antes(dia: date | None) -> date | None:
    if dia is None:
        return None
    return dia.replace(year=dia.year - 1, day=28) if (dia.month, dia.day) == (2, 29) else dia.replace(year=dia.year - 1)


def _clave(fila: Sequence[object]) -> tuple[str, str]:
    return str(fila[0]), str(fila[2])


def _es(uno: Lugar, otro: Lugar) -> bool:
    return (uno.ooad, uno.subdelegacion) == (otro.ooad, otro.subdelegacion)

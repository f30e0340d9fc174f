"""Which units to visit first: the facts that are known of a unit, weighed, with each reason in words.

The score is the sum of the points of its reasons and nothing else. It must never look at a clock, nor decide who goes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from supervisor_app.domain.cedula.definition import Departamento
from supervisor_app.domain.programa.parametros import Parametros
from supervisor_app.domain.programa.programada import Razon
from supervisor_app.domain.seguimiento import clave_de_unidad
from supervisor_app.domain.texto import cuantos, fecha_corta
from supervisor_app.domain.visita import Unidad

_MES: Final = 30
"""Days of what is called a month here."""


class ClaseDeRazon(StrEnum):
    """What a reason comes from; each has its weights in ``forms/programa.yaml``."""

    ABIERTAS = "abiertas"
    VENCIDAS = "vencidas"
    RECURRENTES = "recurrentes"
    INDICADORES = "indicadores"
    SIN_VISITA = "sin_visita"

    @property
    def label(self) -> str:
        return {
            "abiertas": "Sin solventar",
            "vencidas": "Plazo vencido",
            "recurrentes": "Reincidencia",
            "indicadores": "Indicadores",
            "sin_visita": "Tiempo sin visita",
        }[self.value]


class Nivel(StrEnum):
    ALTO = "alto"
    MEDIO = "medio"
    BAJO = "bajo"

    @property
    def label(self) -> str:
        return self.value.capitalize()


@dataclass(frozen=True, slots=True)
class Hechos:
    """What is known of a unit, of some departments or, where ``departamentos`` is empty, of all.

    ``abiertas``: findings not solved, ``vencidas`` those of them past their date, ``mayor_atraso`` the longest of these
    in calendar days; ``recurrentes``: items in which it had findings in more than one visit and one is not solved;
    ``desfavorables``: indicators whose last measure is bad; ``ultima``: last day of its last visit, None for none.
    """

    unidad: Unidad
    departamentos: tuple[Departamento, ...] = ()
    abiertas: int = 0
    vencidas: int = 0
    mayor_atraso: int = 0
    recurrentes: int = 0
    desfavorables: int = 0
    ultima: date | None = None


@dataclass(frozen=True, slots=True)
class Riesgo:
    """A unit weighed; ``razones``, the heaviest first."""

    hechos: Hechos
    razones: tuple[Razon, ...]
    nivel: Nivel

    @property
    def unidad(self) -> Unidad:
        return self.hechos.unidad

    @property
    def puntos(self) -> int:
        return sum(r.puntos for r in self.razones)

    @property
    def texto(self) -> str:
        """``Nunca visitada · 2 inconsistencias sin solventar``."""
        return " · ".join(r.texto for r in self.razones)


def valorar(h: Hechos, p: Parametros, hoy: date) -> Riesgo:
    """Each fact by its weights, up to the most that its kind may add."""
    razones = tuple(sorted((r for r in _razones(h, p, hoy) if r.puntos), key=lambda r: (-r.puntos, r.clase)))
    return Riesgo(h, razones, nivel_de(sum(r.puntos for r in razones), p))


def nivel_de(puntos: int, p: Parametros) -> Nivel:
    """How the points are called."""
    if puntos >= p.riesgo_alto:
        return Nivel.ALTO
    return Nivel.MEDIO if puntos >= p.riesgo_medio else Nivel.BAJO


def en_orden(riesgos: Iterable[Riesgo]) -> tuple[Riesgo, ...]:
    """The most points first; of as many, who waits longest, and then by OOAD and unit: always the same."""
    return tuple(
        sorted(
            riesgos,
            key=lambda r: (
                -r.puntos, r.hechos.ultima or date.min, r.unidad.ooad, clave_de_unidad(r.unidad),
                r.hechos.departamentos,
            ),
        )
    )  # fmt: skip


def _razones(h: Hechos, p: Parametros, hoy: date) -> Iterator[Razon]:
    if h.abiertas:
        texto = cuantos(h.abiertas, "inconsistencia sin solventar", "inconsistencias sin solventar")
        yield _razon(ClaseDeRazon.ABIERTAS, min(h.abiertas * p.por_abierta, p.tope_abiertas), texto)
    if h.vencidas:
        puntos = h.vencidas * p.por_vencida + h.mayor_atraso // _MES * p.por_mes_de_atraso
        plazo = cuantos(h.vencidas, "con plazo vencido", "con plazo vencido")
        de = "hace" if h.vencidas == 1 else "la mayor,"
        texto = f"{plazo}; {de} {cuantos(h.mayor_atraso, 'día', 'días')}" if h.mayor_atraso else plazo
        yield _razon(ClaseDeRazon.VENCIDAS, min(puntos, p.tope_vencidas), texto)
    if h.recurrentes:
        texto = f"Reincide en {cuantos(h.recurrentes, 'punto', 'puntos')}"
        yield _razon(ClaseDeRazon.RECURRENTES, min(h.recurrentes * p.por_recurrente, p.tope_recurrentes), texto)
    if h.desfavorables:
        texto = cuantos(h.desfavorables, "indicador desfavorable", "indicadores desfavorables")
        yield _razon(ClaseDeRazon.INDICADORES, min(h.desfavorables * p.por_indicador, p.tope_indicadores), texto)
    if h.ultima is None:
        yield _razon(ClaseDeRazon.SIN_VISITA, p.nunca_visitada, "Sin ninguna visita registrada")
    else:
        meses = (hoy - h.ultima).days // _MES
        puntos = min(max(0, meses - p.meses_sin_visita) * p.por_mes_sin_visita, p.tope_sin_visita)
        texto = f"{cuantos(max(0, meses), 'mes', 'meses')} sin visita; la última, {fecha_corta(h.ultima)}"
        yield _razon(ClaseDeRazon.SIN_VISITA, puntos, texto)


def _razon(clase: ClaseDeRazon, puntos: int, texto: str) -> Razon:
    return Razon(clase=clase.value, puntos=puntos, texto=texto)

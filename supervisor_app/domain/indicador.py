"""An indicator measured at a visited unit: goal, real figure, where they come from and as of which day (dominio 5).

What follows from them (variation, progress, whether it is favourable) is derived, never stored nor typed. No official
thresholds are known: without one of the catalogue's own, only the direction of the variation is told.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from supervisor_app.domain.base import Value
from supervisor_app.domain.catalogo import Indicador, Semaforo, Sentido, UnidadIndicador
from supervisor_app.domain.lectura import leer_con_decimales, leer_monto, leer_porcentaje
from supervisor_app.domain.texto import MESES, numero, pesos, porcentaje

Cifra = Annotated[Decimal, Field(max_digits=20, decimal_places=4)]
_AIRE = Decimal("1.08")
DINERO = frozenset({UnidadIndicador.MXN, UnidadIndicador.MXN_DIA})


class Periodo(StrEnum):
    """What a figure adds up: one month, or the year up to the cut date."""

    MES = "mes"
    ACUMULADO = "acumulado"

    @property
    def label(self) -> str:
        return self.value.capitalize()


class Veredicto(StrEnum):
    """What the figures of an indicator say. The two middle ones only where the catalogue gives thresholds."""

    FAVORABLE = "favorable"
    CERCA = "cerca"
    LEJOS = "lejos"
    DESFAVORABLE = "desfavorable"
    INFORMATIVO = "informativo"
    SIN_META = "sin_meta"
    SIN_DATO = "sin_dato"

    @property
    def label(self) -> str:
        return {
            "favorable": "Favorable",
            "cerca": "Cerca de la meta",
            "lejos": "Lejos de la meta",
            "desfavorable": "Desfavorable",
            "informativo": "Informativo",
            "sin_meta": "Sin meta",
            "sin_dato": "Sin dato",
        }[self.value]

    @property
    def bueno(self) -> bool:
        return self is Veredicto.FAVORABLE

    @property
    def malo(self) -> bool:
        return self in (Veredicto.CERCA, Veredicto.LEJOS, Veredicto.DESFAVORABLE)


class IndicadorMedido(Value):
    """``codigo`` is of the catalogue (IND-01…); ``meta`` None means without a goal, ``real`` None not captured yet.

    Name, unit and direction are the catalogue's as they read when it was captured, so that the record explains itself.
    Without ``corte`` the figures are of the visit's own cut date.
    """

    id: str
    visita_id: str
    codigo: str
    nombre: str
    unidad: UnidadIndicador
    sentido: Sentido
    semaforo: Semaforo | None = None
    periodo: Periodo = Periodo.MES
    meta: Cifra | None = None
    real: Cifra | None = None
    fuente: str = ""
    corte: date | None = None
    comentario: str = ""

    @property
    def vacio(self) -> bool:
        escrito = self.fuente.strip() or self.comentario.strip()
        return self.meta is None and self.real is None and self.corte is None and not escrito

    @property
    def variacion(self) -> Decimal | None:
        """Real less goal, in the indicator's unit."""
        return self.real - self.meta if self.real is not None and self.meta is not None else None

    @property
    def variacion_porcentual(self) -> Decimal | None:
        """The variation as per cent of the goal; None where the goal is missing or zero."""
        if self.variacion is None or not self.meta:
            return None
        return self.variacion / abs(self.meta) * 100

    @property
    def avance(self) -> Decimal | None:
        """Real as per cent of the goal; None where the goal is missing or zero."""
        return self.real / self.meta * 100 if self.real is not None and self.meta else None

    @property
    def favorable(self) -> bool | None:
        """None where there is nothing to compare, or no better side."""
        if self.variacion is None or self.sentido is Sentido.INFORMATIVO:
            return None
        return self.variacion >= 0 if self.sentido is Sentido.SUBE else self.variacion <= 0

    @property
    def barra(self) -> tuple[Decimal, Decimal] | None:
        """Real and goal as shares (0 to 1) of a bar with a little air beyond the larger; None with nothing to draw."""
        if self.real is None or not self.meta or self.meta < 0:
            return None
        todo = max(self.real, self.meta) * _AIRE
        return max(Decimal(0), self.real) / todo, self.meta / todo

    @property
    def veredicto(self) -> Veredicto:
        if self.real is None:
            return Veredicto.SIN_DATO
        if self.sentido is Sentido.INFORMATIVO:
            return Veredicto.INFORMATIVO
        if self.favorable is None:
            return Veredicto.SIN_META
        if self.favorable:
            return Veredicto.FAVORABLE
        if self.semaforo is None or self.avance is None:
            return Veredicto.DESFAVORABLE
        # 105 % of what should be low is as far from the goal as 95 % of what should be high.
        logrado = self.avance if self.sentido is Sentido.SUBE else 200 - self.avance
        return Veredicto.CERCA if logrado >= self.semaforo.cerca else Veredicto.LEJOS


def id_de_indicador(visita_id: str, codigo: str, periodo: Periodo) -> str:
    """One record per indicator and period in a visit."""
    return f"{visita_id}:ind:{codigo}:{periodo.value}"


def nuevo(visita_id: str, indicador: Indicador, periodo: Periodo) -> IndicadorMedido:
    """An indicator of which nothing is captured yet."""
    return IndicadorMedido(
        id=id_de_indicador(visita_id, indicador.codigo, periodo),
        visita_id=visita_id,
        codigo=indicador.codigo,
        nombre=indicador.nombre,
        unidad=indicador.unidad,
        sentido=indicador.sentido,
        semaforo=indicador.semaforo,
        periodo=periodo,
    )


def en_orden(medidos: Iterable[IndicadorMedido]) -> tuple[IndicadorMedido, ...]:
    return tuple(sorted(medidos, key=lambda m: (m.codigo, list(Periodo).index(m.periodo), m.id)))


# --- reading and writing ------------------------------------------------------------------------------------------


def leer_cifra(texto: str, unidad: UnidadIndicador) -> Decimal:
    """A figure of that unit as people write it. Raises UserError with what to write instead."""
    if unidad in DINERO:
        return leer_monto(texto)
    if unidad is UnidadIndicador.PORCENTAJE:
        return leer_porcentaje(texto)
    return leer_con_decimales(texto, 0)


def escribir_cifra(valor: Decimal | None, unidad: UnidadIndicador) -> str:
    """``$48,210.50``, ``95.20 %``, ``1,250``; "" for None."""
    if valor is None:
        return ""
    if unidad in DINERO:
        return pesos(valor)
    return porcentaje(valor, 2) if unidad is UnidadIndicador.PORCENTAJE else numero(valor, 0)


def escribir_variacion(m: IndicadorMedido) -> str:
    """``+$1,000.00``, ``-2.30 puntos``; "" where there is nothing to compare."""
    v = m.variacion
    if v is None:
        return ""
    signo = "+" if v > 0 else ""
    if m.unidad is UnidadIndicador.PORCENTAJE:
        return f"{signo}{numero(v, 2)} puntos"
    return f"{signo}{escribir_cifra(v, m.unidad)}"


def escribir_porcentual(m: IndicadorMedido) -> str:
    """The variation in per cent with its sign, or ""."""
    v = m.variacion_porcentual
    return "" if v is None else f"{'+' if v > 0 else ''}{porcentaje(v, 2)}"


def escribir_avance(m: IndicadorMedido) -> str:
    return "" if m.avance is None else porcentaje(m.avance, 2)


def escribir_periodo(periodo: Periodo, corte: date | None) -> str:
    """``Mayo de 2026``, ``Acumulado a mayo de 2026``; only the kind where the cut date is not known."""
    if corte is None:
        return periodo.label
    mes = f"{MESES[corte.month - 1]} de {corte.year}"
    return mes.capitalize() if periodo is Periodo.MES else f"Acumulado a {mes}"


def en_palabras(m: IndicadorMedido) -> str:
    """The figures in one line, for whoever does not see the bar: «$960.00 de $1,000.00 · 96.00 % · Desfavorable»."""
    if m.real is None:
        return f"Meta {escribir_cifra(m.meta, m.unidad)} · Sin dato" if m.meta is not None else "Sin dato"
    real = escribir_cifra(m.real, m.unidad)
    if m.meta is None:
        return f"{real} · {m.veredicto.label}"
    partes = [f"{real} de {escribir_cifra(m.meta, m.unidad)}", escribir_avance(m), m.veredicto.label]
    return " · ".join(p for p in partes if p)

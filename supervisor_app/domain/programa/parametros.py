"""The weights and thresholds of the programme, as ``forms/programa.yaml`` gives them. None of them is official.

It must never hold a value of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated

from pydantic import Field, Strict

from supervisor_app.domain.base import Value
from supervisor_app.domain.cedula.definition import Definicion, FechaIso, Texto
from supervisor_app.errors import UserError


class Cual(StrEnum):
    """What can be set; the file says what each means."""

    POR_ABIERTA = "por_abierta"
    TOPE_ABIERTAS = "tope_abiertas"
    POR_VENCIDA = "por_vencida"
    POR_MES_DE_ATRASO = "por_mes_de_atraso"
    TOPE_VENCIDAS = "tope_vencidas"
    POR_RECURRENTE = "por_recurrente"
    TOPE_RECURRENTES = "tope_recurrentes"
    POR_INDICADOR = "por_indicador"
    TOPE_INDICADORES = "tope_indicadores"
    NUNCA_VISITADA = "nunca_visitada"
    MESES_SIN_VISITA = "meses_sin_visita"
    POR_MES_SIN_VISITA = "por_mes_sin_visita"
    TOPE_SIN_VISITA = "tope_sin_visita"
    RIESGO_ALTO = "riesgo_alto"
    RIESGO_MEDIO = "riesgo_medio"
    VISITAS_POR_MES = "visitas_por_mes"
    DIAS_POR_VISITA = "dias_por_visita"
    TOLERANCIA = "tolerancia"


class Parametro(Definicion):
    """One line of the file: ``valor`` in ``unidad``, proposed by the Jefatura."""

    clave: Cual
    valor: Annotated[int, Strict(), Field(ge=0, le=10_000)]
    unidad: Texto
    vigente_al: FechaIso


class Parametros(Value):
    """All of them: points, months, days and visits as their names say."""

    por_abierta: int
    tope_abiertas: int
    por_vencida: int
    por_mes_de_atraso: int
    tope_vencidas: int
    por_recurrente: int
    tope_recurrentes: int
    por_indicador: int
    tope_indicadores: int
    nunca_visitada: int
    meses_sin_visita: int
    por_mes_sin_visita: int
    tope_sin_visita: int
    riesgo_alto: int
    riesgo_medio: int
    visitas_por_mes: int
    dias_por_visita: int
    tolerancia: int


def parametros_de(dichos: Mapping[Cual, Parametro]) -> Parametros:
    """Raises UserError for one that is missing, or where «medio» would be above «alto»."""
    faltan = [cual.value for cual in Cual if cual not in dichos]
    if faltan:
        raise UserError(f"En programa.yaml falta «{faltan[0]}»; agréguelo con su valor.")
    p = Parametros(**{cual.value: uno.valor for cual, uno in dichos.items()})
    if p.riesgo_medio > p.riesgo_alto:
        raise UserError("En programa.yaml «riesgo_medio» es mayor que «riesgo_alto»; corríjalos.")
    return p

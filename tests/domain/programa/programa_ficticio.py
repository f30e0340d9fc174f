"""Invented programmed visits and visits made, for the tests of the programme."""

from __future__ import annotations

from datetime import date, timedelta

from supervisor_app.domain.base import Persona, con
from supervisor_app.domain.cedula.definition import Departamento, UnitKind
from supervisor_app.domain.programa import VisitaProgramada
from supervisor_app.domain.programa.cumplimiento import Hecha
from supervisor_app.domain.programa.parametros import Parametros
from supervisor_app.domain.visita import Unidad

LUNES = date(2026, 6, 15)
COLIMA = Unidad(tipo=UnitKind.SUB, ooad="06", ooad_nombre="Colima", subdelegacion="01", subdelegacion_nombre="Colima")
TECOMAN = con(COLIMA, subdelegacion="03", subdelegacion_nombre="Tecomán")
ANA, LUIS = Persona(nombre="Ana Ruelas Ficticia"), Persona(nombre="Luis Cota Ficticio")
PESOS = Parametros(
    por_abierta=2, tope_abiertas=20, por_vencida=4, por_mes_de_atraso=2, tope_vencidas=30, por_recurrente=6,
    tope_recurrentes=24, por_indicador=3, tope_indicadores=15, nunca_visitada=25, meses_sin_visita=6,
    por_mes_sin_visita=2, tope_sin_visita=24, riesgo_alto=40, riesgo_medio=20, visitas_por_mes=8, dias_por_visita=3,
    tolerancia=15,
)  # fmt: skip


def programada(numero: int = 1, inicio: date = LUNES, dias: int = 3, **campos: object) -> VisitaProgramada:
    return VisitaProgramada.model_validate(
        {
            "id": f"p{numero}",
            "anio": 2026,
            "numero": numero,
            "unidad": COLIMA,
            "departamentos": (Departamento.COBRANZA,),
            "inicio": inicio,
            "fin": inicio + timedelta(days=dias - 1),
            "equipo": (ANA,),
        }
        | campos
    )


def hecha(numero: int = 1, inicio: date = LUNES, dias: int = 3, **campos: object) -> Hecha:
    base: dict[str, object] = {
        "id": f"v{numero}",
        "folio": f"V-2026-{numero:03d}",
        "unidad": COLIMA,
        "inicio": inicio,
        "fin": inicio + timedelta(days=dias - 1),
        "departamentos": (Departamento.COBRANZA,),
    }
    return Hecha(**base | campos)  # type: ignore[arg-type]

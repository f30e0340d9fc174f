"""An invented programme of visits, to be changed by each test."""

from __future__ import annotations

from datetime import date, timedelta

from supervisor_app.domain.base import Persona
from supervisor_app.domain.cedula.definition import Departamento, UnitKind
from supervisor_app.domain.programa import Cancelacion, Programa, Razon, Reprogramacion, VisitaProgramada
from supervisor_app.domain.visita import Unidad
from supervisor_app.services.programa.impreso import FirmantePrograma, generar_programa
from tests.visita_ficticia import AHORA

SIGNERS = (
    FirmantePrograma(nombre="Lucía Barragán Ortega", cargo="Jefa de Departamento", como="Elaboró"),
    FirmantePrograma(nombre="Emilio Sandoval Prieto", cargo="Titular de la Jefatura de Servicios", como="Autorizó"),
)
_LUNES = date(2026, 1, 5)


def programmed(number: int = 1, **values: object) -> VisitaProgramada:
    start = _LUNES + timedelta(days=7 * (number - 1))
    made: dict[str, object] = {
        "id": f"{number:032x}",
        "anio": 2026,
        "numero": number,
        "departamentos": (Departamento.COBRANZA, Departamento.REGISTRO_CARTERA)[: 1 + number % 2],
        "unidad": Unidad(
            tipo=UnitKind.SUB, ooad="06", ooad_nombre="Colima",
            subdelegacion=f"{number:02d}", subdelegacion_nombre=f"Lugar Ficticio {number}",
        ),
        "inicio": start,
        "fin": start + timedelta(days=2),
        "equipo": (Persona(nombre="Ana Ruelas Ficticia", cargo="Supervisora"),),
        "cedulas": ("CO-01", "CO-02", "CO-03", "CO-06"),
        "razones": (
            Razon(clase="vencidas", puntos=16, texto="3 con plazo vencido; la mayor, 64 días"),
            Razon(clase="abiertas", puntos=8, texto="4 inconsistencias sin solventar"),
        ),
    }  # fmt: skip
    return VisitaProgramada.model_validate(made | values)


def moved(number: int = 2) -> VisitaProgramada:
    v = programmed(number)
    change = Reprogramacion(
        antes_inicio=_LUNES, antes_fin=_LUNES, inicio=v.inicio, fin=v.fin, motivo="La unidad se muda", cuando=AHORA
    )
    return programmed(number, reprogramaciones=(change,))


def cancelled(number: int = 3) -> VisitaProgramada:
    return programmed(number, cancelacion=Cancelacion(motivo="Sin viáticos", cuando=AHORA))


def programme(*visits: VisitaProgramada) -> Programa:
    return Programa(anio=2026, version=2, oficina="Jefatura de prueba, OOAD Colima", publicado=AHORA, visitas=visits)


def programme_pdf(p: Programa, *, borrador: bool = False, firmantes: tuple[FirmantePrograma, ...] = SIGNERS) -> bytes:
    return generar_programa(p, firmantes=firmantes, fecha=date(2025, 12, 15), borrador=borrador)

"""What to look at before a programme is published."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from supervisor_app.domain.base import Persona, con
from supervisor_app.domain.cedula.definition import Departamento, UnitKind
from supervisor_app.domain.programa import Cancelacion, ClaseDeAviso, VisitaProgramada, avisos_de
from supervisor_app.domain.visita import Unidad
from tests.domain.programa.programa_ficticio import ANA, LUIS, LUNES, TECOMAN, programada
from tests.visita_ficticia import AHORA, CO_90

FERIADOS = frozenset({date(2026, 9, 16)})
UMF = Unidad(tipo=UnitKind.UMF, ooad="06", nombre="UMF 19")


def avisos(*visitas: VisitaProgramada) -> list[tuple[str, ClaseDeAviso, str]]:
    dichos = avisos_de(visitas, feriados=FERIADOS, cedulas={"CO-90": CO_90})
    return [(a.visita_id, a.clase, a.texto) for a in dichos]


def buena(numero: int = 1, inicio: date = LUNES, dias: int = 3, **campos: object) -> VisitaProgramada:
    return programada(numero, inicio, dias, **{"cedulas": ("CO-90",)} | campos)


def test_a_good_visit_has_nothing() -> None:
    assert avisos(buena(), buena(2, LUNES + timedelta(days=7))) == []


@pytest.mark.parametrize(
    ("v", "clase", "texto"),
    [
        (buena(equipo=()), ClaseDeAviso.SIN_EQUIPO, "No tiene equipo."),
        (buena(equipo=(Persona(),)), ClaseDeAviso.SIN_EQUIPO, "No tiene equipo."),
        (buena(departamentos=()), ClaseDeAviso.SIN_DEPARTAMENTO, "No dice de qué departamento es."),
        (buena(cedulas=()), ClaseDeAviso.SIN_CEDULAS, "No lleva cédulas de Cobranza."),
        (
            buena(departamentos=(Departamento.COBRANZA, Departamento.AUDITORIA_PATRONES)),
            ClaseDeAviso.SIN_CEDULAS,
            "No lleva cédulas de Auditoría a Patrones.",
        ),
        (buena(unidad=UMF), ClaseDeAviso.NO_APLICA, "CO-90 no corresponde a Unidad de Medicina Familiar."),
        (buena(cedulas=("CO-90", "ZZ-99")), ClaseDeAviso.NO_APLICA, "En este equipo no está ZZ-99."),
        (buena(inicio=date(2026, 9, 15)), ClaseDeAviso.INHABIL, "Incluye un día inhábil: 16/09."),
        (
            buena(inicio=date(2026, 6, 19), dias=10),
            ClaseDeAviso.INHABIL,
            "Incluye días inhábiles: 20/06, 21/06, 27/06 y 28/06.",
        ),
        (buena(dias=70), ClaseDeAviso.LARGA, "Dura 70 días; revise sus fechas."),
        (buena(inicio=date(2025, 12, 29)), ClaseDeAviso.FUERA_DE_ANIO, "Sus fechas no caen en 2026."),
    ],
)
def test_what_is_missing_or_wrong_is_said(v: VisitaProgramada, clase: ClaseDeAviso, texto: str) -> None:
    assert avisos(v) == [("p1", clase, texto)]


def test_a_person_in_two_places_is_said_once_of_the_later_visit() -> None:
    otra = buena(2, LUNES + timedelta(days=2), unidad=TECOMAN, equipo=(LUIS, con(ANA, nombre="ana RUELAS  ficticia")))
    assert avisos(otra, buena()) == [
        (
            "p2",
            ClaseDeAviso.PERSONA,
            "ana RUELAS  ficticia también va a Subdelegación Colima (P-2026-001) en esas fechas.",
        )
    ]


def test_a_unit_with_two_visits_at_once_is_said() -> None:
    otra = buena(2, LUNES + timedelta(days=1), equipo=(LUIS,))
    assert avisos(buena(), otra) == [
        ("p2", ClaseDeAviso.UNIDAD, "Subdelegación Colima ya tiene otra visita en esas fechas (P-2026-001).")
    ]


def test_a_cancelled_visit_is_in_nobodys_way() -> None:
    assert avisos(buena(), buena(2, cancelacion=Cancelacion(motivo="Sin viáticos", cuando=AHORA), equipo=())) == []

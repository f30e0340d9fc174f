"""A proposal: who needs it most, on working days, nobody in two places, the same each time."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervisor_app.domain.base import Persona, con
from supervisor_app.domain.calendario import es_habil
from supervisor_app.domain.cedula.definition import Departamento
from supervisor_app.domain.programa.programada import PorProgramar
from supervisor_app.domain.programa.propuesta import Peticion, Propuesta, proponer
from supervisor_app.domain.programa.riesgo import Hechos, Riesgo, en_orden, valorar
from supervisor_app.errors import UserError
from tests.domain.programa.programa_ficticio import ANA, COLIMA, LUIS, PESOS, TECOMAN, programada
from tests.visita_ficticia import CO_90

HOY = date(2026, 1, 5)
FERIADOS = frozenset({date(2026, 2, 2), date(2026, 3, 16)})
COBRANZA = (Departamento.COBRANZA,)
BASE = Peticion(anio=2026, meses=(2, 3), departamentos=COBRANZA, cuantas=6, duracion=3, equipos=((ANA,),))


def riesgos(cuantos: int = 10, departamentos: tuple[Departamento, ...] = COBRANZA) -> tuple[Riesgo, ...]:
    unidades = [con(COLIMA, subdelegacion=f"{n + 50}", subdelegacion_nombre=f"Lugar {n}") for n in range(cuantos)]
    return en_orden(valorar(Hechos(u, departamentos, abiertas=n), PESOS, HOY) for n, u in enumerate(unidades))


def propuesta(p: Peticion = BASE, ya: tuple[object, ...] = (), cuantos: int = 10) -> Propuesta:
    return proponer(p, riesgos(cuantos), ya, feriados=FERIADOS, cedulas={"CO-90": CO_90})  # type: ignore[arg-type]


def test_the_units_of_most_risk_come_first_with_their_reasons() -> None:
    hecha = propuesta()
    assert [v.unidad.corto for v in hecha.visitas] == [f"Lugar {n}" for n in (9, 8, 7, 6, 5, 4)]
    assert hecha.visitas[0].razones[-1].texto == "9 inconsistencias sin solventar"
    assert (hecha.visitas[0].cedulas, hecha.visitas[0].departamentos) == (("CO-90",), COBRANZA)


def test_months_get_as_many_visits_each() -> None:
    assert [v.inicio.month for v in propuesta().visitas] == [2, 2, 2, 3, 3, 3]


def test_what_finds_no_day_is_said() -> None:
    hecha = propuesta(Peticion(2026, (2,), COBRANZA, cuantas=10, duracion=5, equipos=((ANA,),)))
    assert len(hecha.visitas) == 3
    assert [r.unidad.corto for r in hecha.sin_lugar] == [f"Lugar {n}" for n in range(6, -1, -1)]


def test_what_a_month_has_no_room_for_goes_to_the_next() -> None:
    ocupada = programada(inicio=date(2026, 2, 1), dias=28)
    hecha = propuesta(ya=(ocupada,), p=Peticion(2026, (2, 3), COBRANZA, 4, 3, equipos=((ANA,),)))
    assert [v.inicio.month for v in hecha.visitas] == [3, 3, 3, 3]


def test_two_teams_travel_at_once() -> None:
    p = Peticion(2026, (2,), COBRANZA, cuantas=6, duracion=5, equipos=((ANA,), (LUIS,)))
    assert sorted(v.equipo[0].nombre for v in propuesta(p).visitas) == [ANA.nombre] * 3 + [LUIS.nombre] * 3


def test_a_unit_that_is_in_the_programme_already_gets_no_other() -> None:
    ya = programada(unidad=riesgos()[0].unidad, inicio=date(2026, 3, 9), equipo=())
    assert "Lugar 9" not in {v.unidad.corto for v in propuesta(ya=(ya,)).visitas}
    otro = con(ya, departamentos=(Departamento.AUDITORIA_PATRONES,))
    assert "Lugar 9" in {v.unidad.corto for v in propuesta(ya=(otro,)).visitas}


def test_a_joint_visit_is_one_of_all_departments() -> None:
    dos = (Departamento.AFILIACION_VIGENCIA, Departamento.COBRANZA)
    assert Peticion(2026, (2,), dos, 1, 1, conjunta=True).grupos == ((dos[1], dos[0]),)
    assert Peticion(2026, (2,), dos, 1, 1).grupos == ((dos[1],), (dos[0],))


def test_no_visit_begins_before_the_day_that_is_asked_for() -> None:
    p = Peticion(2026, (1, 2, 3), COBRANZA, 6, 3, desde=date(2026, 2, 20))
    assert min(v.inicio for v in propuesta(p).visitas) >= date(2026, 2, 20)


@pytest.mark.parametrize(
    ("cambio", "campo"),
    [
        ({"departamentos": ()}, "departamentos"),
        ({"meses": ()}, "meses"),
        ({"meses": (13,)}, "meses"),
        ({"cuantas": 0}, "cuantas"),
        ({"duracion": 21}, "duracion"),
    ],
)
def test_what_cannot_be_proposed_is_told(cambio: dict[str, object], campo: str) -> None:
    dicho = {"meses": (2,), "departamentos": COBRANZA, "cuantas": 1, "duracion": 1} | cambio
    with pytest.raises(UserError) as visto:
        propuesta(Peticion(anio=2026, **dicho))  # type: ignore[arg-type]
    assert visto.value.field == campo


peticiones = st.builds(
    Peticion,
    anio=st.just(2026),
    meses=st.lists(st.integers(1, 12), min_size=1, max_size=4).map(tuple),
    departamentos=st.just(COBRANZA),
    cuantas=st.integers(1, 18),
    duracion=st.integers(1, 8),
    equipos=st.sampled_from([(), ((ANA,),), ((ANA,), (LUIS,)), ((ANA, LUIS), (LUIS, Persona(nombre="Eva Fict.")))]),
    desde=st.none() | st.dates(date(2025, 12, 1), date(2026, 12, 31)),
)


@given(peticiones)
def test_whatever_is_asked_days_are_worked_and_nobody_is_in_two_places(p: Peticion) -> None:
    ya = (programada(inicio=date(2026, 3, 9), dias=5, unidad=TECOMAN),)
    hecha = propuesta(p, ya, 15)
    assert hecha == propuesta(p, ya, 15)
    tomado: set[tuple[str, date]] = {(ANA.nombre, ya[0].inicio + timedelta(days=n)) for n in range(5)}
    for v in hecha.visitas:
        dias = [v.inicio + timedelta(days=n) for n in range((v.fin - v.inicio).days + 1)]
        assert sum(es_habil(d, FERIADOS) for d in dias) == p.duracion
        assert es_habil(v.inicio, FERIADOS)
        assert es_habil(v.fin, FERIADOS)
        assert v.inicio.month in p.meses
        assert v.fin.month == v.inicio.month
        assert v.inicio >= (p.desde or date.min)
        de = {(quien.nombre, d) for quien in v.equipo for d in dias} | {(v.unidad.corto, d) for d in dias}
        assert not de & tomado
        tomado |= de
    assert len(hecha.visitas) + len(hecha.sin_lugar) == min(p.cuantas, 15)
    assert all(isinstance(v, PorProgramar) for v in hecha.visitas)

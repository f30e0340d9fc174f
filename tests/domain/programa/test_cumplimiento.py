"""What became of a programme: each programmed visit with its own, and no visit twice."""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervisor_app.domain.base import con
from supervisor_app.domain.cedula.definition import Departamento
from supervisor_app.domain.programa import Cancelacion, Reprogramacion, VisitaProgramada
from supervisor_app.domain.programa.cumplimiento import CumplimientoDelPrograma, Hecha, Situacion, cumplimiento_de
from supervisor_app.domain.programa.palabras import situacion_dicha
from tests.domain.programa.programa_ficticio import COLIMA, LUNES, TECOMAN, hecha, programada
from tests.visita_ficticia import AHORA

CANCELADA = Cancelacion(motivo="Sin viáticos", cuando=AHORA)
MOVIDA = Reprogramacion(
    antes_inicio=date(2026, 5, 4), antes_fin=date(2026, 5, 6), inicio=LUNES, fin=LUNES + timedelta(days=2),
    motivo="Mudanza", cuando=AHORA,
)  # fmt: skip


def cumplimiento(
    programadas: list[VisitaProgramada], hechas: list[Hecha], hoy: date = date(2026, 6, 30)
) -> CumplimientoDelPrograma:
    return cumplimiento_de(2026, programadas, hechas, hoy=hoy, tolerancia=15)


@pytest.mark.parametrize(
    ("p", "h", "hoy", "situacion"),
    [
        (programada(), hecha(), LUNES + timedelta(days=9), Situacion.EN_FECHA),
        (programada(), hecha(inicio=LUNES + timedelta(days=2)), LUNES + timedelta(days=9), Situacion.EN_FECHA),
        (programada(), hecha(inicio=LUNES + timedelta(days=10)), LUNES + timedelta(days=20), Situacion.OTRA_FECHA),
        (programada(), hecha(inicio=LUNES + timedelta(days=18)), LUNES + timedelta(days=40), Situacion.ATRASADA),
        (programada(), hecha(inicio=date(2026, 9, 1), programada="p1"), date(2026, 9, 9), Situacion.OTRA_FECHA),
        (programada(), hecha(cerrada=False), LUNES, Situacion.EN_CURSO),
        (programada(), None, LUNES, Situacion.PENDIENTE),
        (programada(), None, LUNES + timedelta(days=2), Situacion.PENDIENTE),
        (programada(), None, LUNES + timedelta(days=3), Situacion.ATRASADA),
        (programada(reprogramaciones=(MOVIDA,)), None, LUNES, Situacion.REPROGRAMADA),
        (programada(reprogramaciones=(MOVIDA,)), None, date(2026, 7, 1), Situacion.ATRASADA),
        (programada(cancelacion=CANCELADA), hecha(), date(2026, 7, 1), Situacion.CANCELADA),
        (programada(cancelacion=CANCELADA), hecha(programada="p1"), date(2026, 7, 1), Situacion.EN_FECHA),
        (programada(), hecha(unidad=TECOMAN), date(2026, 7, 1), Situacion.ATRASADA),
        (programada(), hecha(departamentos=(Departamento.AUDITORIA_PATRONES,)), date(2026, 7, 1), Situacion.ATRASADA),
        (programada(), hecha(departamentos=()), date(2026, 7, 1), Situacion.EN_FECHA),
    ],
)
def test_how_a_programmed_visit_stands(p: VisitaProgramada, h: Hecha | None, hoy: date, situacion: Situacion) -> None:
    c = cumplimiento([p], [h] if h else [], hoy)
    assert c.renglones[0].situacion is situacion
    assert len(c.renglones[0].hechas) + len(c.no_programadas) == (1 if h else 0)


def test_the_nearest_visit_is_taken_and_the_other_was_not_programmed() -> None:
    lejos, cerca = hecha(1, LUNES - timedelta(days=12)), hecha(2, LUNES + timedelta(days=1))
    c = cumplimiento([programada()], [lejos, cerca])
    assert c.renglones[0].hechas == (cerca,)
    assert c.no_programadas == (lejos,)


def test_a_visit_that_names_its_programmed_one_is_not_taken_by_another() -> None:
    uno, dos = programada(1), programada(2, LUNES + timedelta(days=7))
    c = cumplimiento([uno, dos], [hecha(1, LUNES, programada="p2")])
    assert [r.situacion for r in c.renglones] == [Situacion.ATRASADA, Situacion.OTRA_FECHA]


def test_two_laptops_that_began_the_same_one_are_both_told() -> None:
    c = cumplimiento([programada()], [hecha(1, programada="p1"), hecha(2, programada="p1", cerrada=False)])
    assert (len(c.renglones[0].hechas), c.renglones[0].situacion) == (2, Situacion.EN_FECHA)


def test_the_share_is_of_what_was_due_and_not_cancelled() -> None:
    programadas = [
        programada(1), programada(2, unidad=TECOMAN), programada(3, cancelacion=CANCELADA),
        programada(4, date(2026, 9, 7)), programada(5, date(2026, 10, 5), unidad=TECOMAN),
    ]  # fmt: skip
    c = cumplimiento(programadas, [hecha(1), hecha(2, date(2026, 6, 29), programada="p4")], date(2026, 6, 30))
    assert (c.total.programadas, len(c.total.exigibles), len(c.total.realizadas)) == (4, 3, 2)
    assert c.total.porcentaje == Decimal(200) / 3
    assert cumplimiento([programada(1, date(2026, 9, 7))], []).total.porcentaje is None


def test_groups_by_month_department_and_ooad_hold_their_lists() -> None:
    conjunta = programada(2, date(2026, 7, 6), departamentos=(Departamento.AUDITORIA_PATRONES, Departamento.COBRANZA))
    c = cumplimiento([programada(1), conjunta], [])
    assert [(g.titulo, len(g.renglones)) for g in c.por_mes()] == [("Junio", 1), ("Julio", 1)]
    assert [(g.titulo, len(g.renglones)) for g in c.por_departamento()] == [
        ("Cobranza", 2), ("Auditoría a Patrones", 1),
    ]  # fmt: skip
    assert [(g.titulo, len(g.renglones)) for g in c.por_ooad()] == [("Colima", 2)]


unidades = st.sampled_from([COLIMA, TECOMAN, con(COLIMA, subdelegacion_nombre="")])
dias = st.dates(date(2026, 1, 1), date(2026, 3, 1))


@given(
    st.lists(st.tuples(unidades, dias, st.booleans()), max_size=8),
    st.lists(st.tuples(unidades, dias, st.sampled_from(["", "p0", "p3", "otra"])), max_size=8),
    st.randoms(use_true_random=False),
)
def test_every_visit_is_counted_once_in_whatever_order_they_come(
    de_programa: list[tuple[object, date, bool]], de_visitas: list[tuple[object, date, str]], azar: random.Random
) -> None:
    programadas = [
        programada(n + 1, dia, unidad=u, id=f"p{n}", cancelacion=CANCELADA if fuera else None)
        for n, (u, dia, fuera) in enumerate(de_programa)
    ]
    hechas = [hecha(n, dia, unidad=u, programada=de) for n, (u, dia, de) in enumerate(de_visitas)]
    c = cumplimiento(programadas, hechas)
    assert [r.programada.id for r in c.renglones] == [
        p.id for p in sorted(programadas, key=lambda p: (p.inicio, p.numero))
    ]
    contadas = [h.id for r in c.renglones for h in r.hechas] + [h.id for h in c.no_programadas]
    assert sorted(contadas) == sorted(h.id for h in hechas)
    azar.shuffle(programadas)
    azar.shuffle(hechas)
    assert cumplimiento(programadas, hechas) == c


def test_a_laptop_calls_nothing_late_that_others_may_have_made() -> None:
    assert [situacion_dicha(s, ajena=True) for s in (Situacion.ATRASADA, Situacion.EN_FECHA)] == [
        "Pasó su fecha",
        "Realizada en fecha",
    ]
    assert situacion_dicha(Situacion.ATRASADA, ajena=False) == "Atrasada"

"""The first screen: what to go on with, this week, drafts, measures that fall due, deliveries owed."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from supervisor_app.domain import comandos
from supervisor_app.domain.base import con
from supervisor_app.domain.documento import Entrega
from supervisor_app.domain.expediente import Expediente, Operacion
from supervisor_app.domain.visita import EstadoVisita
from supervisor_app.services.portada import Portada
from supervisor_app.services.visitas import Visitas
from supervisor_app.store.almacen import Almacen
from tests.visita_ficticia import (
    AHORA,
    AV_90,
    CO_90,
    COLIMA,
    CONTROL,
    CUMPLE,
    NO_CUMPLE,
    RelojFijo,
    contador_de_ids,
)


@pytest.fixture
def portada(almacen: Almacen, reloj: RelojFijo) -> Portada:
    return Portada(almacen, reloj=reloj)


def hacer(visitas: Visitas, e: Expediente, *ops: Callable[[Expediente], Operacion]) -> Expediente:
    """Each operation is a function of the visit as it stands."""
    for op in ops:
        visitas.guardar(hecha := op(e))
        e = e.aplicar(hecha.cambios)
    return e


def nueva(visitas: Visitas) -> Expediente:
    return hacer(visitas, visitas.crear(COLIMA), lambda e: comandos.elegir_cedulas(e, [CO_90, AV_90]))


def cerrada(visitas: Visitas) -> Expediente:
    return hacer(visitas, nueva(visitas), lambda e: comandos.cerrar(e, con(e.visita, estado=EstadoVisita.CERRADA)))


def entregar(almacen: Almacen, e: Expediente, revision: int = 1) -> None:
    almacen.agregar_entrega(
        Entrega(
            visita_id=e.visita.id,
            revision=revision,
            nombre="p.zip",
            sha256="12" * 32,
            bytes=9,
            destino="Oficina",
            cuando=AHORA,
        )
    )


def test_an_empty_store_has_nothing_to_show(portada: Portada) -> None:
    datos = portada.leer()
    assert (datos.hay_visitas, datos.continuar, datos.semana, datos.entregas) == (False, None, (), ())


def test_one_goes_on_with_the_visit_worked_on_last(portada: Portada, visitas: Visitas, reloj: RelojFijo) -> None:
    primera = nueva(visitas)
    nueva(visitas)
    reloj.adelantar(minutes=1)
    hacer(visitas, primera, lambda e: comandos.responder(e, CONTROL, CUMPLE))
    datos = portada.leer()
    assert datos.continuar is not None
    assert (datos.continuar.visita.folio, datos.continuar.editada) == (primera.visita.folio, reloj())


def test_the_visit_worked_on_last_is_found_among_many(portada: Portada, visitas: Visitas) -> None:
    vieja = nueva(visitas)
    for _ in range(25):
        nueva(visitas)
    hacer(visitas, vieja, lambda e: comandos.modificar_visita(e, "Cambió la fecha", inicio=date(2025, 1, 1)))
    continuar = portada.leer().continuar
    assert continuar is not None
    assert continuar.visita.id == vieja.visita.id


def test_a_draft_counts_answers_findings_and_those_without_measure(portada: Portada, visitas: Visitas) -> None:
    hacer(
        visitas,
        nueva(visitas),
        lambda e: comandos.responder(e, CONTROL, NO_CUMPLE),
        lambda e: comandos.responder(e, AV_90.items[0], NO_CUMPLE),
        lambda e: comandos.nueva_medida(e, e.inconsistencias_en_orden()[0].id, contador_de_ids()),
    )
    (r,) = portada.leer().borradores
    assert (r.contestadas, r.total, r.inconsistencias, r.sin_medida) == (2, 9, 2, 1)


def test_a_draft_leads_to_its_first_item_without_answer(portada: Portada, visitas: Visitas) -> None:
    hacer(visitas, nueva(visitas), lambda e: comandos.responder(e, CONTROL, CUMPLE))
    (r,) = portada.leer().borradores
    assert r.siguiente == "CO-90-02"


def test_a_draft_without_cedulas_is_at_nothing(portada: Portada, visitas: Visitas) -> None:
    visitas.crear()
    (r,) = portada.leer().borradores
    assert (r.porcentaje, r.siguiente) == (0.0, "")


def test_a_closed_visit_is_no_draft(portada: Portada, visitas: Visitas) -> None:
    cerrada(visitas)
    assert portada.leer().borradores == ()


@pytest.mark.parametrize(
    ("inicio", "fin", "esta"),
    [
        (date(2026, 6, 8), date(2026, 6, 8), True),
        (date(2026, 6, 14), date(2026, 6, 20), True),
        (date(2026, 6, 1), date(2026, 6, 30), True),
        (date(2026, 6, 1), date(2026, 6, 7), False),
        (date(2026, 6, 15), date(2026, 6, 19), False),
        (None, None, False),
    ],
)
def test_this_week_goes_from_monday_to_sunday(
    portada: Portada, visitas: Visitas, inicio: date | None, fin: date | None, esta: bool
) -> None:
    hacer(visitas, nueva(visitas), lambda e: comandos.modificar_visita(e, "Cambió", inicio=inicio, fin=fin))
    assert bool(portada.leer().semana) is esta


@pytest.mark.parametrize(("fecha", "dias"), [(date(2026, 6, 9), -1), (date(2026, 6, 10), 0), (date(2026, 6, 25), 15)])
def test_a_measure_says_how_many_days_are_left(portada: Portada, visitas: Visitas, fecha: date, dias: int) -> None:
    hacer(
        visitas,
        nueva(visitas),
        lambda e: comandos.responder(e, CONTROL, NO_CUMPLE),
        lambda e: comandos.nueva_medida(e, e.inconsistencias_en_orden()[0].id, contador_de_ids(), fecha=fecha),
    )
    assert [m.dias for m in portada.leer().medidas] == [dias]


def test_a_measure_beyond_the_notice_is_not_shown(portada: Portada, visitas: Visitas) -> None:
    hacer(
        visitas,
        nueva(visitas),
        lambda e: comandos.responder(e, CONTROL, NO_CUMPLE),
        lambda e: comandos.nueva_medida(
            e, e.inconsistencias_en_orden()[0].id, contador_de_ids(), fecha=date(2026, 6, 26)
        ),
    )
    assert portada.leer().medidas == ()


def test_a_closed_visit_owes_its_delivery(portada: Portada, visitas: Visitas) -> None:
    e = cerrada(visitas)
    assert [(p.visita.id, p.entrega) for p in portada.leer().entregas] == [(e.visita.id, None)]


def test_a_delivered_visit_shows_its_delivery(portada: Portada, visitas: Visitas, almacen: Almacen) -> None:
    entregar(almacen, cerrada(visitas))
    (pendiente,) = portada.leer().entregas
    assert pendiente.entrega is not None
    assert pendiente.entrega.cuando == AHORA


def test_the_delivery_of_an_earlier_revision_does_not_count(
    portada: Portada, visitas: Visitas, almacen: Almacen
) -> None:
    e = cerrada(visitas)
    entregar(almacen, e)
    e = visitas.reabrir(e, "Faltó un acta")
    hacer(visitas, e, lambda e: comandos.cerrar(e, con(e.visita, estado=EstadoVisita.CERRADA)))
    (pendiente,) = portada.leer().entregas
    assert pendiente.entrega is None


def test_an_owed_delivery_is_never_pushed_out_by_those_made(
    portada: Portada, visitas: Visitas, almacen: Almacen
) -> None:
    debida = cerrada(visitas)
    for _ in range(10):
        entregar(almacen, cerrada(visitas))
    assert portada.leer().entregas[0].visita.id == debida.visita.id


def test_the_next_visit_is_the_first_one_after_this_week(visitas: Visitas, portada: Portada) -> None:
    def en(dias: int) -> Expediente:
        dia = AHORA.date() + timedelta(days=dias)
        return hacer(visitas, nueva(visitas), lambda e: comandos.modificar_visita(e, "Fechas", inicio=dia, fin=dia))

    en(0)
    assert portada.leer().proxima is None
    en(40)
    cercana = en(10)
    hacer(visitas, en(8), lambda e: comandos.cerrar(e, con(e.visita, estado=EstadoVisita.CERRADA)))
    assert portada.leer().proxima == cercana.visita

"""What earlier visits to a unit left is read whole, and only of that unit."""

from datetime import date

import pytest

from supervisor_app.domain import comandos
from supervisor_app.domain.base import con
from supervisor_app.domain.seguimiento import ResultadoVerificacion, pasado
from supervisor_app.domain.visita import Unidad
from supervisor_app.store.almacen import Almacen
from supervisor_app.store.conexion import filas
from tests.store.conftest import Libro
from tests.visita_ficticia import CO_90, COLIMA, CONTROL, MUESTRA, NO_CUMPLE, expediente, muestra

MANZANILLO = con(COLIMA, subdelegacion="02", subdelegacion_nombre="Manzanillo")


def crear(almacen: Almacen, n: int, mes: int, unidad: Unidad | None = COLIMA) -> Libro:
    dia = date(2026, mes, 8)
    libro = Libro(
        almacen,
        expediente(id=f"{n:032x}", folio=f"V-2026-{n:03d}", inicio=dia, fin=dia, unidad=unidad, cedulas=()),
    )
    libro.hacer(comandos.elegir_cedulas(libro.e, [CO_90]))
    return libro


def con_hallazgos(libro: Libro) -> Libro:
    libro.hacer(comandos.responder(libro.e, CONTROL, NO_CUMPLE))
    libro.hacer(comandos.responder(libro.e, MUESTRA, muestra(20, 6)))
    libro.hacer(comandos.nueva_medida(libro.e, libro.e.inconsistencias_en_orden()[0].id, lambda: f"m-{libro.id}"))
    return libro


def test_an_earlier_visit_comes_with_its_findings_measures_and_answers(almacen: Almacen) -> None:
    primera = con_hallazgos(crear(almacen, 1, 3))
    (a,) = almacen.antecedentes(crear(almacen, 2, 6).e.visita)
    assert (a.visita, a.inconsistencias, a.medidas, {r.item_id for r in a.respuestas}) == (
        primera.e.visita,
        primera.e.inconsistencias_en_orden(),
        tuple(primera.e.medidas.values()),
        {CONTROL.id, MUESTRA.id},
    )


def test_the_titles_are_those_of_the_questions_then(almacen: Almacen) -> None:
    con_hallazgos(crear(almacen, 1, 3))
    v = crear(almacen, 2, 6).e.visita
    titulos = [a.titulo for a in pasado(v, (), almacen.antecedentes(v)).anteriores]
    assert titulos == ["No cumple: El control está al día", "6 de 20 casos revisados con inconsistencia"]


@pytest.mark.parametrize(("mes", "unidad"), [(7, COLIMA), (3, MANZANILLO), (3, None)])
def test_later_visits_and_other_units_do_not_come(almacen: Almacen, mes: int, unidad: Unidad | None) -> None:
    con_hallazgos(crear(almacen, 1, mes, unidad))
    assert almacen.antecedentes(crear(almacen, 2, 6).e.visita) == ()


def test_a_visit_without_a_unit_has_no_past(almacen: Almacen) -> None:
    con_hallazgos(crear(almacen, 1, 3, None))
    assert almacen.antecedentes(crear(almacen, 2, 6, None).e.visita) == ()


def test_a_verification_is_kept_undone_and_redone(almacen: Almacen) -> None:
    con_hallazgos(crear(almacen, 1, 3))
    libro = crear(almacen, 2, 6)
    anterior = pasado(libro.e.visita, (), almacen.antecedentes(libro.e.visita)).anteriores[0]
    libro.hacer(comandos.verificar_hallazgo(libro.e, anterior, ResultadoVerificacion.NO_SOLVENTADA))
    con_ella = libro.e
    assert libro.en_disco == con_ella
    libro.deshacer()
    assert libro.en_disco == libro.e
    libro.rehacer()
    assert libro.en_disco == con_ella


def test_verifications_are_read_by_finding_with_their_visit(almacen: Almacen) -> None:
    con_hallazgos(crear(almacen, 1, 3))
    libro = crear(almacen, 2, 6)
    anterior = pasado(libro.e.visita, (), almacen.antecedentes(libro.e.visita)).anteriores[0]
    libro.hacer(comandos.verificar_hallazgo(libro.e, anterior, ResultadoVerificacion.EN_ATENCION))
    (leida,) = almacen.verificadas([anterior.hallazgo.id])
    assert (leida.visita, leida.verificacion) == (libro.e.visita, *libro.e.verificaciones.values())


def test_the_items_found_in_a_unit_are_read(almacen: Almacen) -> None:
    primera = con_hallazgos(crear(almacen, 1, 3))
    con_hallazgos(crear(almacen, 2, 3, MANZANILLO))
    assert almacen.levantadas(COLIMA) == ((primera.e.visita, CONTROL.id), (primera.e.visita, MUESTRA.id))


def test_the_visits_of_a_unit_are_found_by_index(almacen: Almacen) -> None:
    plan = filas(
        almacen._db,
        "EXPLAIN QUERY PLAN SELECT datos FROM visita WHERE json_extract(datos, '$.unidad.tipo') = 'SUB'"
        " AND json_extract(datos, '$.unidad.ooad') = '06' AND json_extract(datos, '$.unidad.subdelegacion') = '01'",
    )
    assert "visita_unidad" in plan[0][3]

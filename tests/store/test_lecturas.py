from collections.abc import Iterable
from datetime import date, timedelta, timezone

import pytest

from supervisor_app.domain import comandos
from supervisor_app.domain.base import Persona, con
from supervisor_app.domain.documento import Entrega
from supervisor_app.domain.visita import EstadoVisita, Visita
from supervisor_app.errors import EnvironmentProblem
from supervisor_app.store.almacen import Almacen
from tests.store.conftest import Libro
from tests.visita_ficticia import AHORA, CONTROL, CUMPLE, NO_CUMPLE, expediente


def crear(almacen: Almacen, n: int, **campos: object) -> Libro:
    """Visit number ``n``, with its own identifier and folio."""
    return Libro(almacen, expediente(id=f"{n:032x}", folio=f"V-2026-{n:03d}", **campos))


def folios(visitas: Iterable[Visita]) -> list[str]:
    return [v.folio[-3:] for v in visitas]


def cerrar(libro: Libro) -> None:
    libro.hacer(comandos.cerrar(libro.e, con(libro.e.visita, estado=EstadoVisita.CERRADA)))


def entregar(libro: Libro, revision: int = 1) -> None:
    libro.almacen.agregar_entrega(
        Entrega(
            visita_id=libro.id,
            revision=revision,
            nombre="p.zip",
            sha256="12" * 32,
            bytes=9,
            destino="Oficina",
            cuando=AHORA,
        )
    )


def test_a_visit_that_is_not_there_is_none(almacen: Almacen) -> None:
    assert almacen.expediente("0c" * 16) is None


def test_visits_come_newest_day_first(almacen: Almacen) -> None:
    for n, dia in enumerate((10, 8, 12), start=1):
        crear(almacen, n, inicio=date(2026, 6, dia))
    assert folios(almacen.visitas()) == ["003", "001", "002"]


def test_visits_of_one_day_come_last_made_first(almacen: Almacen) -> None:
    for n in (1, 2):
        crear(almacen, n)
    assert folios(almacen.visitas()) == ["002", "001"]


def test_visits_without_a_day_come_last(almacen: Almacen) -> None:
    crear(almacen, 1)
    crear(almacen, 2, inicio=None)
    assert folios(almacen.visitas()) == ["001", "002"]


def test_no_more_visits_than_asked_for(almacen: Almacen) -> None:
    for n in (1, 2, 3):
        crear(almacen, n)
    assert len(almacen.visitas(2)) == 2


def test_all_visits_are_listed_when_no_limit_is_given(almacen: Almacen) -> None:
    for n in range(1, 12):
        crear(almacen, n)
    assert len(almacen.visitas()) == 11


@pytest.mark.parametrize("folio", ["V-2026-002", "v-2026-002"])
def test_a_visit_is_found_by_its_folio(almacen: Almacen, folio: str) -> None:
    for n in (1, 2, 3):
        crear(almacen, n)
    encontrada = almacen.visita_con_folio(folio)
    assert encontrada is not None
    assert encontrada.folio == "V-2026-002"


def test_a_folio_with_small_letters_is_found_by_capitals(almacen: Almacen) -> None:
    Libro(almacen, expediente(folio="V-2026-a7-001"))
    assert almacen.visita_con_folio("V-2026-A7-001") is not None


def test_a_folio_that_is_not_there_is_none(almacen: Almacen) -> None:
    assert almacen.visita_con_folio("V-2026-002") is None


@pytest.mark.parametrize(
    ("prefijo", "esperados"),
    [("V-2026-", ["V-2026-001", "V-2026-Ñ-002"]), ("V-2026-Ñ-", ["V-2026-Ñ-002"]), ("V-2025-", ["V-2025-001"])],
)
def test_folios_are_those_that_begin_so(almacen: Almacen, prefijo: str, esperados: list[str]) -> None:
    for n, folio in enumerate(("V-2025-001", "V-2026-001", "V-2026-Ñ-002"), start=1):
        Libro(almacen, expediente(id=f"{n:032x}", folio=folio))
    assert sorted(almacen.folios(prefijo)) == esperados


def test_open_visits_come_last_worked_on_first(almacen: Almacen) -> None:
    primera = crear(almacen, 1, inicio=date(2025, 1, 1))
    crear(almacen, 2)
    primera.hacer(comandos.responder(primera.e, CONTROL, CUMPLE))
    assert folios(almacen.abiertas(5)) == ["001", "002"]


def test_a_closed_visit_is_not_among_the_open_ones(almacen: Almacen) -> None:
    cerrar(crear(almacen, 1))
    assert almacen.abiertas(5) == ()


def test_closed_visits_that_are_owed_come_before_those_delivered(almacen: Almacen) -> None:
    libros = [crear(almacen, n, inicio=date(2026, 1, n)) for n in (1, 2, 3)]
    for libro in libros:
        cerrar(libro)
    entregar(libros[1])
    entregar(libros[2])
    assert folios(almacen.cerradas(5)) == ["001", "003", "002"]


def test_a_delivery_of_an_earlier_revision_does_not_pay_what_is_owed(almacen: Almacen) -> None:
    libros = [crear(almacen, n, revision=n) for n in (1, 2)]
    for libro in libros:
        cerrar(libro)
        entregar(libro, revision=1)
    assert folios(almacen.cerradas(5)) == ["002", "001"]


def con_medida(almacen: Almacen, n: int, **campos: object) -> Libro:
    libro = crear(almacen, n)
    libro.hacer(comandos.responder(libro.e, CONTROL, NO_CUMPLE))
    hallazgo = libro.e.inconsistencias_en_orden()[0].id
    libro.hacer(comandos.nueva_medida(libro.e, hallazgo, lambda: f"medida-{n}", **campos))
    return libro


def test_measures_that_fall_due_come_soonest_first(almacen: Almacen) -> None:
    for n, dia in enumerate((20, 15, 25), start=1):
        con_medida(almacen, n, fecha=date(2026, 6, dia))
    assert [m.id for m, _ in almacen.medidas_con_plazo(date(2026, 6, 20))] == ["medida-2", "medida-1"]


def test_a_measure_comes_with_its_visit(almacen: Almacen) -> None:
    con_medida(almacen, 1, fecha=date(2026, 6, 1))
    ((_, visita),) = almacen.medidas_con_plazo(date(2026, 6, 20))
    assert visita.folio == "V-2026-001"


@pytest.mark.parametrize("campos", [{"fecha": None}, {"fecha": date(2026, 6, 1), "avance": 100}])
def test_a_measure_without_date_or_already_done_does_not_fall_due(almacen: Almacen, campos: dict[str, object]) -> None:
    con_medida(almacen, 1, **campos)
    assert almacen.medidas_con_plazo(date(2026, 6, 20)) == ()


def test_pliegos_are_those_of_the_other_visits(almacen: Almacen) -> None:
    for n, pliego in enumerate(("493/2026", "", "500/2026", "500/2026"), start=1):
        crear(almacen, n, pliego=pliego)
    assert almacen.pliegos(f"{1:032x}") == ("500/2026",)


def test_people_of_earlier_visits_come_latest_first_and_once(almacen: Almacen) -> None:
    for n, nombre in enumerate(("Ana Uno", "Beto Dos", "Ana Uno"), start=1):
        crear(almacen, n, recibio=Persona(nombre=nombre, cargo="Titular"))
    assert [p.nombre for p in almacen.personas("recibio")] == ["Ana Uno", "Beto Dos"]


def test_a_person_without_name_is_not_offered(almacen: Almacen) -> None:
    crear(almacen, 1, recibio=Persona(cargo="Titular"))
    assert almacen.personas("recibio") == ()


def test_only_known_fields_have_people(almacen: Almacen) -> None:
    with pytest.raises(ValueError, match="equipo"):
        almacen.personas("equipo")


def test_a_record_that_cannot_be_read_is_a_sentence(libro: Libro) -> None:
    libro.almacen._db.conn.execute("UPDATE visita SET datos = json_set(datos, '$.ajeno', 1)")
    with pytest.raises(EnvironmentProblem, match="no se puede leer"):
        libro.almacen.visitas()


def test_deliveries_come_newest_first_across_time_zones(libro: Libro) -> None:
    for n, zona in enumerate((-6, -8, 0), start=1):
        momento = (AHORA + timedelta(hours=n)).astimezone(timezone(timedelta(hours=zona)))
        libro.almacen.agregar_entrega(
            Entrega(
                visita_id=libro.id,
                revision=1,
                nombre=f"{n}.zip",
                sha256="12" * 32,
                bytes=9,
                destino=f"Destino {n}",
                cuando=momento,
            )
        )
    assert [e.nombre for e in libro.almacen.entregas(libro.id)] == ["3.zip", "2.zip", "1.zip"]

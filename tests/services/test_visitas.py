"""The verbs of visits: create, open, save, undo, close and reopen, find."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from supervisor_app.domain import comandos
from supervisor_app.domain.base import Persona, con
from supervisor_app.domain.expediente import Expediente
from supervisor_app.domain.visita import EstadoVisita, TipoVisita
from supervisor_app.errors import UserError
from supervisor_app.services.visitas import MARCA_FIN, MARCA_INICIO, Visitas
from supervisor_app.settings import Ajustes, FirmanteFrecuente
from supervisor_app.store.almacen import Almacen
from tests.visita_ficticia import AHORA, AJUSTES, COLIMA, CONTROL, CUMPLE, NO_CUMPLE, RelojFijo


def con_ajustes(almacen: Almacen, nuevo_id: Callable[[], str], ajustes: Ajustes) -> Visitas:
    return Visitas(almacen, reloj=RelojFijo(), nuevo_id=nuevo_id, ajustes=lambda: ajustes)


def cerrar(visitas: Visitas, e: Expediente) -> Expediente:
    op = comandos.cerrar(e, con(e.visita, estado=EstadoVisita.CERRADA))
    visitas.guardar(op)
    return e.aplicar(op.cambios)


# --- creating -------------------------------------------------------------------------------------------------------


def test_a_new_visit_is_on_disk_when_it_is_given(visitas: Visitas, almacen: Almacen) -> None:
    e = visitas.crear(COLIMA)
    assert almacen.expediente(e.visita.id) == e


def test_a_new_visit_is_prefilled_from_clock_and_settings(visitas: Visitas) -> None:
    v = visitas.crear(COLIMA, TipoVisita.APOYO).visita
    assert (v.tipo, v.inicio, v.fin, v.ciudad, v.equipo, v.ficticia) == (
        TipoVisita.APOYO,
        AHORA.date(),
        AHORA.date(),
        "Colima, Col.",
        (Persona(nombre="Lucía Ñandú Peñaloza", cargo="Supervisora"),),
        True,
    )


def test_a_new_visit_without_settings_has_no_team(almacen: Almacen, nuevo_id: Callable[[], str]) -> None:
    assert con_ajustes(almacen, nuevo_id, Ajustes()).crear().visita.equipo == ()


def test_folios_follow_each_other(visitas: Visitas) -> None:
    assert [visitas.crear().visita.folio for _ in range(3)] == ["V-2026-001", "V-2026-002", "V-2026-003"]


def test_folios_start_again_each_year(visitas: Visitas, reloj: RelojFijo) -> None:
    visitas.crear()
    reloj.adelantar(days=365)
    assert visitas.crear().visita.folio == "V-2027-001"


def test_a_laptop_with_its_own_key_has_its_own_folios(
    almacen: Almacen, visitas: Visitas, nuevo_id: Callable[[], str]
) -> None:
    visitas.crear()
    otra = con_ajustes(almacen, nuevo_id, Ajustes(clave_equipo="A7"))
    assert [otra.crear().visita.folio for _ in range(2)] == ["V-2026-A7-001", "V-2026-A7-002"]


def test_a_folio_that_another_window_took_meanwhile_gives_the_next(
    almacen: Almacen, nuevo_id: Callable[[], str]
) -> None:
    """The other window creates its visit between this one's question for folios and its write."""
    otra = con_ajustes(almacen, nuevo_id, AJUSTES)
    estorbos = iter([True, False])

    def nuevo_id_con_estorbo() -> str:
        if next(estorbos, False):
            otra.crear()
        return nuevo_id()

    assert con_ajustes(almacen, nuevo_id_con_estorbo, AJUSTES).crear().visita.folio == "V-2026-002"


# --- opening and saving ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("nombre", ["V-2026-001", " v-2026-001 "])
def test_a_visit_opens_by_its_folio(visitas: Visitas, nombre: str) -> None:
    e = visitas.crear(COLIMA)
    assert visitas.abrir(nombre) == e


def test_a_visit_opens_by_its_identifier(visitas: Visitas) -> None:
    e = visitas.crear(COLIMA)
    assert visitas.abrir(e.visita.id) == e


@pytest.mark.parametrize("nombre", ["V-2026-009", "", "\udcff", "'; DROP TABLE visita"])
def test_a_visit_that_is_not_there_is_a_sentence(visitas: Visitas, nombre: str) -> None:
    visitas.crear()
    with pytest.raises(UserError, match="No hay ninguna visita"):
        visitas.abrir(nombre)


def test_saving_says_when(visitas: Visitas, reloj: RelojFijo) -> None:
    e = visitas.crear()
    reloj.adelantar(minutes=3)
    guardado = visitas.guardar(comandos.responder(e, CONTROL, CUMPLE))
    assert guardado.cuando == AHORA + timedelta(minutes=3)


def test_history_says_who(visitas: Visitas) -> None:
    e = visitas.crear()
    visitas.guardar(comandos.responder(e, CONTROL, CUMPLE))
    (entrada,) = visitas.historia(f"{e.visita.id}:{CONTROL.id}")
    assert entrada.quien == "Lucía Ñandú Peñaloza"


def test_undo_and_redo_give_what_they_wrote(visitas: Visitas) -> None:
    e = visitas.crear()
    visitas.guardar(op := comandos.responder(e, CONTROL, NO_CUMPLE))
    assert (visitas.deshacer(e.visita.id), visitas.rehacer(e.visita.id)) == (op.inversa, op)


def test_all_visits_are_listed(visitas: Visitas) -> None:
    for _ in range(3):
        visitas.crear()
    assert [v.folio for v in visitas.lista()] == ["V-2026-003", "V-2026-002", "V-2026-001"]


# --- reopening ------------------------------------------------------------------------------------------------------


def test_a_closed_visit_is_reopened_as_its_next_revision_with_the_motive(visitas: Visitas) -> None:
    e = visitas.reabrir(cerrar(visitas, visitas.crear()), " Faltó un acta ")
    assert (e.visita.estado, e.visita.revision, e.visita.motivo_revision) == (
        EstadoVisita.EN_CURSO,
        2,
        "Faltó un acta",
    )


def test_a_reopened_visit_is_on_disk(visitas: Visitas) -> None:
    e = visitas.reabrir(cerrar(visitas, visitas.crear()), "Faltó un acta")
    assert visitas.abrir(e.visita.id) == e


def test_reopening_needs_a_motive(visitas: Visitas) -> None:
    e = cerrar(visitas, visitas.crear())
    with pytest.raises(UserError, match="motivo") as error:
        visitas.reabrir(e, " ")
    assert error.value.field == "motivo"


def test_an_open_visit_is_not_reopened(visitas: Visitas) -> None:
    with pytest.raises(UserError, match="no está cerrada"):
        visitas.reabrir(visitas.crear(), "Faltó un acta")


def test_what_is_missing_is_told(visitas: Visitas) -> None:
    assert "Elija la unidad visitada" in [f.texto for f in visitas.faltantes(visitas.crear())]


# --- finding --------------------------------------------------------------------------------------------------------


def test_a_search_says_where_each_hit_is(visitas: Visitas) -> None:
    e = visitas.crear(COLIMA)
    visitas.guardar(comandos.anotar(e, CONTROL, "Se vio el tablero"))
    (hallazgo,) = visitas.buscar("tablero")
    assert (hallazgo.visita, hallazgo.tabla, hallazgo.extracto) == (
        e.visita,
        "respuesta",
        f"CO-90-01 Se vio el {MARCA_INICIO}tablero{MARCA_FIN}",
    )


def test_a_search_finds_a_visit_by_its_unit(visitas: Visitas) -> None:
    visitas.crear(COLIMA)
    assert [h.tabla for h in visitas.buscar("colima")] == ["visita"]


# --- prefilling -----------------------------------------------------------------------------------------------------


def test_people_come_from_settings_and_earlier_visits_without_repeats(
    almacen: Almacen, nuevo_id: Callable[[], str]
) -> None:
    titular = FirmanteFrecuente(nombre="José Ibargüen", cargo="Titular")
    visitas = con_ajustes(almacen, nuevo_id, Ajustes(firmantes=(titular, FirmanteFrecuente())))
    e = visitas.crear()
    recibieron = {"recibio": Persona(nombre="José Ibargüen", cargo="Titular"), "titular": Persona(nombre="Ana Uno")}
    visitas.guardar(comandos.modificar_visita(e, "Cambió quién recibe", **recibieron))
    assert [p.nombre for p in visitas.personas_frecuentes()] == ["José Ibargüen", "Ana Uno"]


def test_pliegos_of_other_visits_are_told(visitas: Visitas) -> None:
    primera, segunda = visitas.crear(), visitas.crear()
    visitas.guardar(comandos.modificar_visita(primera, "Cambió el pliego", pliego="493/2026"))
    assert (visitas.pliegos_usados(segunda.visita.id), visitas.pliegos_usados(primera.visita.id)) == (("493/2026",), ())

"""Writing operations, their history, and undo that outlives the window."""

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from supervisor_app.domain import comandos
from supervisor_app.domain.base import con
from supervisor_app.domain.cedula.answers import ValorMonto
from supervisor_app.domain.expediente import Cambio, Operacion
from supervisor_app.domain.visita import EstadoVisita
from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.store import conexion
from supervisor_app.store.almacen import Almacen
from tests.store.conftest import Libro
from tests.visita_ficticia import (
    AHORA,
    CO_90,
    CONTROL,
    CUMPLE,
    ITEMS,
    MUESTRA,
    NO_CUMPLE,
    PARCIAL,
    RESPONSABLE,
    VISITA_ID,
    aplicar,
    evidencia,
    expediente,
    fila,
    informe,
    muestra,
    visita,
)

IMPORTE = ITEMS["CO-90-06"]


@pytest.fixture
def otra_ventana(libro: Libro, datos: Path) -> Iterator[Libro]:
    """The same folder in another window, with the same visit open."""
    with Almacen(datos, ahora=AHORA) as almacen:
        otra = Libro.__new__(Libro)
        otra.almacen, otra.e = almacen, libro.e
        yield otra


def llenar(libro: Libro) -> None:
    """One operation of every kind of record."""
    libro.hacer(comandos.elegir_cedulas(libro.e, [CO_90]))
    libro.hacer(comandos.responder(libro.e, CONTROL, NO_CUMPLE))
    libro.hacer(comandos.guardar_filas(libro.e, MUESTRA, [fila(1, True, importe="1.10"), fila(2)], "Pegó renglones"))
    libro.hacer(comandos.adjuntar(libro.e, [evidencia()]))
    libro.hacer(comandos.nueva_medida(libro.e, libro.e.inconsistencias_en_orden()[0].id, lambda: "medida-1"))
    libro.hacer(comandos.guardar_informe(libro.e, informe()))


# --- writing --------------------------------------------------------------------------------------------------------


def test_every_kind_of_record_comes_back_as_it_was(libro: Libro) -> None:
    llenar(libro)
    assert libro.en_disco == libro.e


def test_every_kind_of_record_is_there_after_closing_and_opening(libro: Libro, datos: Path) -> None:
    llenar(libro)
    libro.almacen.cerrar()
    with Almacen(datos, ahora=AHORA) as otro:
        assert otro.expediente(libro.id) == libro.e


def test_an_amount_keeps_its_cents(libro: Libro) -> None:
    libro.hacer(comandos.responder(libro.e, IMPORTE, ValorMonto(valor=Decimal("1.10"))))
    (datos,) = conexion.filas(libro.almacen._db, "SELECT datos FROM respuesta")[0]
    assert '"1.10"' in datos


def test_operations_are_numbered_in_order(libro: Libro) -> None:
    primera = libro.hacer(comandos.responder(libro.e, CONTROL, CUMPLE))
    assert libro.hacer(comandos.responder(libro.e, CONTROL, PARCIAL)) == primera + 1


def test_what_changes_nothing_is_not_written(libro: Libro) -> None:
    libro.hacer(comandos.responder(libro.e, CONTROL, CUMPLE))
    assert libro.hacer(comandos.responder(libro.e, CONTROL, CUMPLE)) == 0


@given(st.text(st.characters(exclude_categories=()), max_size=60))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_any_text_is_kept_as_it_was_or_refused_with_a_sentence(libro: Libro, nota: str) -> None:
    op = comandos.anotar(libro.e, CONTROL, nota)
    try:
        libro.hacer(op)
    except UserError as error:
        assert "no se puede guardar" in error.message
        assert any("\ud800" <= c <= "\udfff" for c in nota)
    assert libro.en_disco == libro.e


def test_an_operation_is_written_whole_or_not_at_all(libro: Libro) -> None:
    filas = [Cambio(None, fila(n)) for n in range(1000)]
    stale = Cambio(fila(5000), fila(5000, True))
    op = Operacion(libro.id, "Pegó renglones", (*filas[:750], stale, *filas[750:]))
    with pytest.raises(EnvironmentProblem):
        libro.almacen.escribir(op, quien="", cuando=AHORA)
    assert libro.en_disco == libro.e


def test_ten_thousand_pasted_rows_are_written(libro: Libro) -> None:
    filas = [fila(n, n % 10 == 0, importe="12.50") for n in range(10_000)]
    libro.hacer(comandos.guardar_filas(libro.e, MUESTRA, filas, "Pegó 10,000 renglones"))
    guardado = libro.en_disco
    assert guardado is not None
    assert (len(guardado.filas), guardado.respuestas[MUESTRA.id].valor) == (
        10_000,
        muestra(10_000, 1_000, importe="12500.00"),
    )


def test_two_visits_cannot_have_one_folio(libro: Libro) -> None:
    otra = visita(id="0b" * 16)
    with pytest.raises(UserError, match="folio ya lo tiene") as error:
        libro.almacen.escribir(Operacion(otra.id, "Creó", (Cambio(None, otra),)), quien="", cuando=AHORA)
    assert error.value.field == "folio"


def test_a_record_of_a_visit_that_is_not_there_is_refused(libro: Libro) -> None:
    suelta = fila(1, visita_id="0c" * 16)
    with pytest.raises(Exception, match="FOREIGN KEY"):
        libro.almacen.escribir(Operacion(suelta.visita_id, "Agregó", (Cambio(None, suelta),)), quien="", cuando=AHORA)


def test_using_the_store_makes_no_table(libro: Libro) -> None:
    antes = conexion.filas(libro.almacen._db, "SELECT name, sql FROM sqlite_master ORDER BY 1")
    llenar(libro)
    libro.almacen.buscar("actas")
    assert conexion.filas(libro.almacen._db, "SELECT name, sql FROM sqlite_master ORDER BY 1") == antes


# --- two windows ----------------------------------------------------------------------------------------------------


def test_a_value_that_changed_in_another_window_is_refused_with_a_sentence(libro: Libro, otra_ventana: Libro) -> None:
    libro.hacer(comandos.responder(libro.e, CONTROL, CUMPLE))
    with pytest.raises(EnvironmentProblem, match="cambió en otra ventana"):
        otra_ventana.hacer(comandos.responder(otra_ventana.e, CONTROL, NO_CUMPLE))


def test_a_refused_value_loses_nothing_of_the_other_window(libro: Libro, otra_ventana: Libro) -> None:
    libro.hacer(comandos.responder(libro.e, CONTROL, CUMPLE))
    with pytest.raises(EnvironmentProblem):
        otra_ventana.hacer(comandos.responder(otra_ventana.e, CONTROL, NO_CUMPLE))
    assert libro.en_disco == libro.e


def test_a_record_born_in_another_window_is_not_written_over(libro: Libro, otra_ventana: Libro) -> None:
    libro.hacer(comandos.anotar(libro.e, CONTROL, "De la primera ventana"))
    with pytest.raises(EnvironmentProblem):
        otra_ventana.hacer(comandos.anotar(otra_ventana.e, CONTROL, "De la segunda"))


def test_a_record_taken_away_in_another_window_is_not_brought_back_by_a_change(
    libro: Libro, otra_ventana: Libro
) -> None:
    libro.hacer(comandos.adjuntar(libro.e, [evidencia()]))
    otra_ventana.e = libro.e
    libro.hacer(comandos.quitar_evidencia(libro.e, "evidencia-1"))
    with pytest.raises(EnvironmentProblem):
        otra_ventana.hacer(
            Operacion(libro.id, "Cambió", (Cambio(evidencia(), con(evidencia(), leyenda="Acta")),)),
        )


def test_two_windows_write_different_answers_of_one_visit(libro: Libro, otra_ventana: Libro) -> None:
    libro.hacer(comandos.responder(libro.e, CONTROL, CUMPLE))
    otra_ventana.hacer(comandos.responder(otra_ventana.e, RESPONSABLE, CUMPLE))
    en_disco = libro.en_disco
    assert en_disco is not None
    assert set(en_disco.respuestas) == {CONTROL.id, RESPONSABLE.id}


# --- history --------------------------------------------------------------------------------------------------------


def test_every_answer_keeps_its_history_newest_first(libro: Libro) -> None:
    for valor in (CUMPLE, PARCIAL):
        libro.hacer(comandos.responder(libro.e, CONTROL, valor))
    historia = libro.almacen.historia(f"{VISITA_ID}:{CONTROL.id}")
    assert [h.que for h in historia] == ["Respondió CO-90-01: Parcial", "Respondió CO-90-01: Cumple"]


def test_history_says_who_and_when_and_what_there_was(libro: Libro) -> None:
    libro.hacer(comandos.responder(libro.e, CONTROL, CUMPLE))
    antes = libro.e.respuestas[CONTROL.id]
    libro.hacer(comandos.responder(libro.e, CONTROL, PARCIAL))
    ultima = libro.almacen.historia(antes.id)[0]
    assert (ultima.quien, ultima.cuando, ultima.clase, ultima.antes, ultima.despues) == (
        "Lucía Ñandú Peñaloza",
        AHORA,
        "nueva",
        antes,
        libro.e.respuestas[CONTROL.id],
    )


def test_undoing_is_history_too(libro: Libro) -> None:
    libro.hacer(comandos.responder(libro.e, CONTROL, CUMPLE))
    libro.deshacer()
    assert [h.clase for h in libro.almacen.historia(f"{VISITA_ID}:{CONTROL.id}")] == ["deshacer", "nueva"]


def test_the_last_change_of_a_visit_is_told_across_time_zones(libro: Libro) -> None:
    op = comandos.responder(libro.e, CONTROL, CUMPLE)
    # Later, but smaller as a text: the laptop crossed into another zone.
    despues = (AHORA + timedelta(minutes=5)).astimezone(timezone(timedelta(hours=-8)))
    libro.almacen.escribir(op, quien="", cuando=despues)
    assert libro.almacen.ultimo_cambio(libro.id) == despues


def test_a_visit_that_is_not_there_has_no_last_change(almacen: Almacen) -> None:
    assert almacen.ultimo_cambio("0c" * 16) is None


# --- undo -----------------------------------------------------------------------------------------------------------


def test_undo_takes_an_answer_back_with_the_finding_it_raised(libro: Libro) -> None:
    antes = libro.e
    libro.hacer(comandos.responder(libro.e, CONTROL, NO_CUMPLE))
    libro.deshacer()
    assert libro.en_disco == libro.e == antes


def test_undo_works_after_closing_and_opening(libro: Libro, datos: Path) -> None:
    libro.hacer(comandos.responder(libro.e, CONTROL, NO_CUMPLE))
    libro.almacen.cerrar()
    with Almacen(datos, ahora=AHORA) as otro:
        libro.almacen = otro
        libro.deshacer()
        assert libro.en_disco == libro.e == expediente()


def test_redo_brings_back_what_undo_took(libro: Libro) -> None:
    libro.hacer(comandos.responder(libro.e, CONTROL, NO_CUMPLE))
    antes = libro.e
    libro.deshacer()
    libro.rehacer()
    assert libro.en_disco == libro.e == antes


def test_redo_goes_forward_in_the_order_things_were_done(libro: Libro) -> None:
    llenar(libro)
    frases = []
    while (op := libro.deshacer()) is not None:
        frases.append(op.que)
    rehechas = []
    while (op := libro.rehacer()) is not None:
        rehechas.append(op.que)
    assert rehechas == frases[::-1]


def test_a_new_operation_drops_redo(libro: Libro) -> None:
    libro.hacer(comandos.responder(libro.e, CONTROL, CUMPLE))
    libro.deshacer()
    libro.hacer(comandos.responder(libro.e, RESPONSABLE, CUMPLE))
    assert libro.rehacer() is None


def test_what_a_new_operation_dropped_does_not_come_back_after_undoing_it(libro: Libro) -> None:
    libro.hacer(comandos.responder(libro.e, CONTROL, CUMPLE))
    libro.deshacer()
    libro.hacer(comandos.responder(libro.e, RESPONSABLE, CUMPLE))
    libro.deshacer()
    op = libro.rehacer()
    assert op is not None
    assert op.que == "Respondió CO-90-07: Cumple"


def test_redo_runs_out_where_the_new_operation_was(libro: Libro) -> None:
    libro.hacer(comandos.responder(libro.e, CONTROL, CUMPLE))
    libro.deshacer()
    libro.hacer(comandos.responder(libro.e, RESPONSABLE, CUMPLE))
    libro.deshacer()
    libro.rehacer()
    assert libro.rehacer() is None


def test_what_changes_nothing_does_not_drop_redo(libro: Libro) -> None:
    libro.hacer(comandos.responder(libro.e, CONTROL, CUMPLE))
    libro.deshacer()
    libro.hacer(comandos.responder(libro.e, CONTROL, None))
    assert libro.rehacer() is not None


def test_the_creation_of_a_visit_is_not_undone(libro: Libro) -> None:
    assert libro.deshacer() is None


def test_undo_of_one_visit_leaves_the_others(libro: Libro) -> None:
    otra = Libro(libro.almacen, expediente(id="0b" * 16, folio="V-2026-002"))
    libro.hacer(comandos.responder(libro.e, CONTROL, CUMPLE))
    assert otra.deshacer() is None


def test_closing_is_not_undone_by_a_key(libro: Libro) -> None:
    libro.hacer(comandos.responder(libro.e, CONTROL, CUMPLE))
    libro.hacer(comandos.cerrar(libro.e, con(libro.e.visita, estado=EstadoVisita.CERRADA)))
    assert libro.deshacer() is None


def test_undo_stops_at_the_reopening(libro: Libro) -> None:
    libro.hacer(comandos.responder(libro.e, CONTROL, CUMPLE))
    libro.hacer(comandos.cerrar(libro.e, con(libro.e.visita, estado=EstadoVisita.CERRADA)))
    libro.hacer(comandos.cerrar(libro.e, con(libro.e.visita, estado=EstadoVisita.EN_CURSO, revision=2)))
    assert libro.deshacer() is None


def test_nothing_is_redone_in_a_closed_visit(libro: Libro) -> None:
    libro.hacer(comandos.responder(libro.e, CONTROL, CUMPLE))
    libro.deshacer()
    libro.hacer(comandos.cerrar(libro.e, con(libro.e.visita, estado=EstadoVisita.CERRADA)))
    assert libro.rehacer() is None


def test_two_windows_share_one_undo(libro: Libro, otra_ventana: Libro) -> None:
    libro.hacer(comandos.responder(libro.e, CONTROL, CUMPLE))
    op = otra_ventana.almacen.deshacer(libro.id, quien="", cuando=AHORA)
    assert op is not None
    assert otra_ventana.en_disco == aplicar(libro.e, op)


@pytest.mark.parametrize("cuando", [AHORA, datetime(2026, 6, 10, 23, 59, 59, 999_999, tzinfo=AHORA.tzinfo)])
def test_moments_come_back_whole(libro: Libro, cuando: datetime) -> None:
    libro.almacen.escribir(comandos.responder(libro.e, CONTROL, CUMPLE), quien="", cuando=cuando)
    assert libro.almacen.ultimo_cambio(libro.id) == cuando

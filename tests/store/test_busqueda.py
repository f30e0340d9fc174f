"""Search: what people type finds what they wrote, and nothing they type makes it fail."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from supervisor_app.domain import comandos
from supervisor_app.domain.cedula.answers import ValorTexto
from supervisor_app.store.busqueda import MARCA_FIN, MARCA_INICIO, Hallado
from tests.store.conftest import Libro
from tests.visita_ficticia import (
    CO_90,
    CONTROL,
    MUESTRA,
    NO_CUMPLE,
    RESPONSABLE,
    expediente,
    fila,
)


@pytest.fixture
def escrito(libro: Libro) -> Libro:
    """A visit with words in every kind of record that is searched."""
    libro.hacer(comandos.modificar_visita(libro.e, "Cambió el objeto", objeto="Revisión de señalización"))
    libro.hacer(comandos.responder(libro.e, CONTROL, NO_CUMPLE))
    libro.hacer(comandos.anotar(libro.e, CONTROL, "El señor Muñoz mostró el tablero AND el control a:b"))
    libro.hacer(comandos.guardar_filas(libro.e, MUESTRA, [fila(1, True, detalle="Domicilio inexistente")], "Pegó"))
    id_ = libro.e.inconsistencia_de(CONTROL.id)
    assert id_ is not None
    libro.hacer(comandos.modificar_inconsistencia(libro.e, id_.id, causa="Rotación de personal"))
    libro.hacer(comandos.nueva_medida(libro.e, id_.id, lambda: "medida-1", texto="Capacitar a notificadores"))
    return libro


def tablas(libro: Libro, texto: str) -> list[str]:
    return [h.tabla for h in libro.almacen.buscar(texto)]


def uno(libro: Libro, texto: str) -> Hallado:
    (hallado,) = libro.almacen.buscar(texto)
    return hallado


def test_what_was_answered_in_words_is_found(libro: Libro) -> None:
    libro.hacer(comandos.responder(libro.e, RESPONSABLE, ValorTexto(valor="La ventanilla de Ñuu no abre")))
    assert tablas(libro, "ventanilla") == ["respuesta"]


def test_numbers_and_kinds_of_answers_are_no_words(libro: Libro) -> None:
    libro.hacer(comandos.responder(libro.e, CONTROL, NO_CUMPLE))
    assert tablas(libro, "cumple") == []


def test_what_lost_its_place_is_found_with_its_rows(libro: Libro) -> None:
    libro.hacer(comandos.elegir_cedulas(libro.e, [CO_90]))
    libro.hacer(comandos.guardar_filas(libro.e, MUESTRA, [fila(1, True, detalle="Domicilio inexistente")], "Pegó"))
    sin_la_muestra = CO_90.model_copy(
        update={"version": CO_90.version + 1, "items": tuple(i for i in CO_90.items if i.id != MUESTRA.id)}
    )
    libro.hacer(comandos.seguir_versiones(libro.e, [sin_la_muestra]))
    assert tablas(libro, "inexistente") == ["sin_lugar"]
    assert MUESTRA.id in uno(libro, "inexistente").registro_id


@pytest.mark.parametrize(
    ("texto", "tabla"),
    [
        ("señalización", "visita"),
        ("Ibargüen", "visita"),
        ("V-2026-001", "visita"),
        ("tablero", "respuesta"),
        ("domicilio", "fila"),
        ("rotación", "inconsistencia"),
        ("notificadores", "medida"),
    ],
)
def test_every_kind_of_record_is_found(escrito: Libro, texto: str, tabla: str) -> None:
    assert tablas(escrito, texto) == [tabla]


@pytest.mark.parametrize("texto", ["senalizacion", "SEÑALIZACIÓN", "sen\u0303alizacio\u0301n", "señaliza", " señal "])
def test_accents_case_and_endings_do_not_matter(escrito: Libro, texto: str) -> None:
    assert tablas(escrito, texto) == ["visita"]


def test_text_that_was_pasted_decomposed_is_found(libro: Libro) -> None:
    libro.hacer(comandos.anotar(libro.e, CONTROL, "El sen\u0303or Mun\u0303oz"))
    assert tablas(libro, "muñoz señor") == ["respuesta"]


def test_every_word_must_be_there(escrito: Libro) -> None:
    assert tablas(escrito, "tablero inexistente") == []


def test_words_may_come_in_any_order(escrito: Libro) -> None:
    assert tablas(escrito, "tablero muñoz") == ["respuesta"]


def test_only_the_last_word_may_be_unfinished(escrito: Libro) -> None:
    assert tablas(escrito, "table muñoz") == []


@pytest.mark.parametrize(
    "texto", ['"tablero"', "tablero AND control", "a:b", "tablero*", "(tablero", "tablero 😀", "^tablero", "-tablero"]
)
def test_what_means_something_to_the_engine_is_only_text(escrito: Libro, texto: str) -> None:
    assert tablas(escrito, texto) == ["respuesta"]


@pytest.mark.parametrize("texto", ["", " ", '"', '""', "*", "😀", "_", "()", "\x00", "\ud800", "{}^-+"])
def test_what_has_no_word_finds_nothing(escrito: Libro, texto: str) -> None:
    assert tablas(escrito, texto) == []


@given(st.text(st.characters(exclude_categories=()), max_size=40))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_that_people_type_makes_it_fail(escrito: Libro, texto: str) -> None:
    escrito.almacen.buscar(texto)


def test_the_excerpt_marks_the_hit(escrito: Libro) -> None:
    assert f"{MARCA_INICIO}señalización{MARCA_FIN}" in uno(escrito, "senalizacion").extracto


def test_the_excerpt_is_one_line(libro: Libro) -> None:
    libro.hacer(comandos.anotar(libro.e, CONTROL, "Primera\nlínea\n\n\tsegunda"))
    assert "\n" not in uno(libro, "segunda").extracto


def test_a_hit_says_which_record_of_which_visit(escrito: Libro) -> None:
    hallado = uno(escrito, "notificadores")
    assert (hallado.registro_id, hallado.visita_id) == ("medida-1", escrito.id)


def test_a_changed_text_is_found_by_its_new_words_only(escrito: Libro) -> None:
    escrito.hacer(comandos.anotar(escrito.e, CONTROL, "Otra cosa"))
    assert (tablas(escrito, "tablero"), tablas(escrito, "cosa")) == ([], ["respuesta"])


def test_a_record_taken_away_is_not_found(escrito: Libro) -> None:
    escrito.hacer(comandos.quitar_medida(escrito.e, "medida-1"))
    assert tablas(escrito, "notificadores") == []


def test_a_record_brought_back_by_undo_is_found(escrito: Libro) -> None:
    escrito.hacer(comandos.quitar_medida(escrito.e, "medida-1"))
    escrito.deshacer()
    assert tablas(escrito, "notificadores") == ["medida"]


def test_the_search_can_stay_in_one_visit(escrito: Libro) -> None:
    otra = Libro(escrito.almacen, expediente(id="0b" * 16, folio="V-2026-002", objeto="Señalización"))
    assert [h.visita_id for h in escrito.almacen.buscar("señalización", visita_id=otra.id)] == [otra.id]


def test_no_more_hits_than_asked_for(libro: Libro) -> None:
    libro.hacer(comandos.guardar_filas(libro.e, MUESTRA, [fila(n, detalle="acta") for n in range(50)], "Pegó"))
    assert len(libro.almacen.buscar("acta", limite=7)) == 7


def test_visits_come_before_their_records(escrito: Libro) -> None:
    escrito.hacer(comandos.anotar(escrito.e, CONTROL, "Señalización"))
    assert tablas(escrito, "señalización") == ["visita", "respuesta"]

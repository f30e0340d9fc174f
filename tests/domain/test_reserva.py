"""What may be shared of a visit, and what goes apart with its possible irregularities."""

import pytest

from supervisor_app.domain import comandos
from supervisor_app.domain.base import con
from supervisor_app.domain.cedula.answers import CedulaFijada, ValorTexto
from supervisor_app.domain.cedula.definition import CedulaDefinition, ItemDefinition, Kind
from supervisor_app.domain.choque import Choque, id_de_choque
from supervisor_app.domain.expediente import Cambio, Expediente
from supervisor_app.domain.reserva import compartido, hay_reserva, reservado
from tests.visita_ficticia import (
    CO_90,
    CONTROL,
    MUESTRA,
    NO_CUMPLE,
    VISITA_ID,
    aplicar,
    evidencia,
    expediente,
    fila,
    responder,
)


@pytest.fixture
def e() -> Expediente:
    """CONTROL raised an ordinary finding; MUESTRA, a possible irregularity with rows, a note, a measure and files."""
    e = responder(expediente(), CONTROL.id, NO_CUMPLE)
    e = aplicar(e, comandos.anotar(e, CONTROL, "A la vista"))
    e = aplicar(e, comandos.guardar_filas(e, MUESTRA, [fila(1, True), fila(2, False)], "Pegó"))
    e = aplicar(e, comandos.anotar(e, MUESTRA, "Se cobró dos veces"))
    secreta = e.inconsistencias_de(MUESTRA.id)[0].id
    e = aplicar(e, comandos.nueva_medida(e, secreta, lambda: "m1", texto="Turnar"))
    archivos = [
        evidencia(1, item_id=CONTROL.id),
        evidencia(2, item_id=MUESTRA.id),
        evidencia(3, inconsistencia_id=secreta, medida_id="m1"),
        evidencia(4, fila_id=fila(1).id),
    ]
    e = aplicar(e, comandos.adjuntar(e, archivos))
    return aplicar(e, comandos.modificar_inconsistencia(e, secreta, posible_irregularidad=True))


def test_what_is_shared_has_nothing_of_a_possible_irregularity(e: Expediente) -> None:
    c = compartido(e)
    assert [h.items for h in c.inconsistencias.values()] == [(CONTROL.id,)]
    assert (c.medidas, c.filas, set(c.evidencias)) == ({}, {}, {"evidencia-1"})
    assert (c.respuestas[CONTROL.id].nota, c.respuestas[MUESTRA.id].nota) == ("A la vista", "")


def test_the_answer_itself_stays_so_that_the_result_adds_up(e: Expediente) -> None:
    assert compartido(e).respuestas[MUESTRA.id].valor == e.respuestas[MUESTRA.id].valor


def test_what_goes_apart_is_all_that_tells_of_it_and_nothing_else(e: Expediente) -> None:
    r = reservado(e)
    assert [h.items for h in r.inconsistencias.values()] == [(MUESTRA.id,)]
    assert (set(r.respuestas), len(r.filas), set(r.medidas)) == ({MUESTRA.id}, 2, {"m1"})
    assert set(r.evidencias) == {"evidencia-2", "evidencia-3", "evidencia-4"}


def test_both_parts_together_lose_nothing(e: Expediente) -> None:
    c, r = compartido(e), reservado(e)
    for campo in ("inconsistencias", "medidas", "filas", "evidencias", "verificaciones"):
        uno, otro = getattr(c, campo), getattr(r, campo)
        assert not uno.keys() & otro.keys()
        assert {**uno, **otro} == getattr(e, campo)


def test_a_question_that_another_finding_also_gathers_is_kept_apart_all_the_same(e: Expediente) -> None:
    ordinaria = e.inconsistencias_de(CONTROL.id)[0].id
    e = aplicar(e, comandos.reunir_punto(e, ordinaria, MUESTRA))
    (h,) = compartido(e).inconsistencias.values()
    assert all(c.respuesta is None or "dos veces" not in c.respuesta.nota for c in compartido(e).casos(h))


def test_a_visit_without_any_is_shared_as_it_is() -> None:
    e = responder(expediente(), CONTROL.id, NO_CUMPLE)
    assert not hay_reserva(e)
    assert compartido(e) is e


def test_an_answer_that_is_a_text_tells_only_that_there_is_one(e: Expediente) -> None:
    escrita = con(e.respuestas[MUESTRA.id], valor=ValorTexto(valor="Se cobró dos veces"))
    e = e.aplicar([Cambio(e.respuestas[MUESTRA.id], escrita)])
    assert compartido(e).respuestas[MUESTRA.id].valor == ValorTexto(valor="Contestada")
    assert reservado(e).respuestas[MUESTRA.id] == escrita


def test_what_another_copy_wrote_is_in_neither_part(e: Expediente) -> None:
    choque = Choque(
        id=id_de_choque("m1", "texto"), visita_id=VISITA_ID, clase="Medida", registro_id="m1", campo="texto", lados=()
    )
    e = e.aplicar([Cambio(None, choque)])
    assert (compartido(e).choques, reservado(e).choques) == ({}, {})


def test_a_text_that_its_cedula_calculates_might_quote_it(e: Expediente) -> None:
    citas = ItemDefinition.model_validate(CONTROL.__dict__ | {"tipo": Kind.TEXTO, "calculo": "'x'"})
    otros = [i for i in CO_90.items if i.id != CONTROL.id]
    definicion = CedulaDefinition.model_validate(CO_90.__dict__ | {"items": (citas, *otros)})
    antes = e.respuestas[CONTROL.id]
    fijada = CedulaFijada(id="f", visita_id=VISITA_ID, definicion=definicion)
    e = e.aplicar([Cambio(None, fijada), Cambio(antes, con(antes, valor=ValorTexto(valor="Se cobró dos veces")))])
    c = compartido(e).respuestas[CONTROL.id]
    assert (c.valor, c.nota) == (ValorTexto(valor="Contestada"), "A la vista")

"""Following a newer version or staying; logic, and later visits."""

import pytest

from supervisor_app.domain import comandos
from supervisor_app.domain.cedula.answers import (
    ValorDecimal,
    ValorNumero,
)
from supervisor_app.domain.cedula.definition import CedulaDefinition, ItemDefinition
from supervisor_app.domain.novedades import por_ofrecer
from supervisor_app.domain.redaccion import titulo
from supervisor_app.domain.seguimiento import Antecedente
from supervisor_app.errors import UserError
from tests.definiciones_al_azar import con_items, respuesta
from tests.domain.traslados import SIN_CONTROL, aplicada, contesta, seguir, una_vez_cada_registro
from tests.visita_ficticia import (
    AV_90,
    CO_90,
    CONTROL,
    NO_APLICA,
    NO_CUMPLE,
    aplicar,
    cerrada,
    completa,
)

# --- following and staying ------------------------------------------------------------------------------------------


def test_several_cedulas_are_followed_in_one_operation() -> None:
    e = contesta(contesta(aplicada(), CONTROL, NO_CUMPLE), AV_90.items[0], NO_CUMPLE)
    otras = SIN_CONTROL, con_items(AV_90, AV_90.items[1])
    despues, op = seguir(e, *otras)
    assert op.que == "Siguió las versiones nuevas de CO-90, AV-90"
    assert len(despues.sin_lugar) == 2
    assert despues.aplicar(op.inversa.cambios) == e


def test_a_version_that_one_stays_from_is_not_offered_again_but_the_next_is() -> None:
    e = aplicar(aplicada(), comandos.quedarse(aplicada(), [SIN_CONTROL]))
    assert por_ofrecer(e, [SIN_CONTROL]) == ()
    assert por_ofrecer(e, [SIN_CONTROL], descartadas=True) == (SIN_CONTROL,)
    siguiente = con_items(SIN_CONTROL, CONTROL)
    assert por_ofrecer(e, [siguiente]) == (siguiente,)


def test_the_same_version_with_another_content_is_offered() -> None:
    otra = CedulaDefinition.model_validate(CO_90.__dict__ | {"proceso": "Otro proceso"})
    assert por_ofrecer(aplicada(), [otra, AV_90]) == (otra,)


def test_a_closed_visit_is_offered_nothing_and_follows_nothing() -> None:
    e = completa()
    e = cerrada(aplicar(e, comandos.elegir_cedulas(e, [CO_90, AV_90])))
    assert por_ofrecer(e, [SIN_CONTROL]) == ()
    with pytest.raises(UserError, match="cerrada"):
        comandos.seguir_versiones(e, [SIN_CONTROL])


def test_a_cedula_that_comes_back_in_another_version_drops_no_note() -> None:
    e = aplicada()
    e = aplicar(e, comandos.anotar(e, CONTROL, "Se vio"))
    e = aplicar(e, comandos.elegir_cedulas(e, [AV_90]))
    e = aplicar(e, comandos.elegir_cedulas(e, [SIN_CONTROL, AV_90]))
    (s,) = e.sin_lugar.values()
    assert s.respuesta == respuesta(CONTROL.id, None, "Se vio")


def test_answers_without_a_place_leave_with_their_cedula_and_come_back_with_it() -> None:
    e, _ = seguir(contesta(aplicada(), CONTROL, NO_APLICA), SIN_CONTROL)
    op = comandos.elegir_cedulas(e, [AV_90])
    sin = aplicar(e, op)
    assert e.sin_lugar and not sin.sin_lugar
    assert aplicar(sin, op.inversa).sin_lugar == e.sin_lugar


# --- logic and later visits -----------------------------------------------------------------------------------------


def con_logica(item: ItemDefinition, **campos: object) -> ItemDefinition:
    return ItemDefinition.model_validate(item.__dict__ | campos)


def test_what_the_new_version_calculates_is_worked_out_from_the_answers_at_once() -> None:
    suma = con_logica(CO_90.items[2], id="CO-90-08", calculo="${CO-90-03} * 2")
    e = contesta(aplicada(), CO_90.items[2], ValorNumero(valor=7))
    e, op = seguir(e, con_items(CO_90, *CO_90.items, suma))
    valor = e.respuestas["CO-90-08"].valor
    assert isinstance(valor, ValorNumero | ValorDecimal)
    assert valor.valor == 14
    assert una_vez_cada_registro(op)


NO_SE_PREGUNTA = con_items(CO_90, con_logica(CONTROL, relevante="1 = 2"), *CO_90.items[1:])


def test_a_finding_nobody_worked_on_goes_where_the_version_does_not_ask_its_question_and_comes_back() -> None:
    antes = contesta(aplicada(), CONTROL, NO_CUMPLE)
    e, op = seguir(antes, NO_SE_PREGUNTA)
    assert not e.inconsistencias
    assert e.respuestas[CONTROL.id].valor == NO_CUMPLE
    assert e.aplicar(op.inversa.cambios) == antes
    e, _ = seguir(e, con_items(NO_SE_PREGUNTA, *CO_90.items))
    assert [h.items for h in e.inconsistencias.values()] == [(CONTROL.id,)]


def test_a_finding_that_somebody_worked_on_stays_where_the_version_does_not_ask_its_question() -> None:
    e = contesta(aplicada(), CONTROL, NO_CUMPLE)
    (h,) = e.inconsistencias.values()
    e = aplicar(e, comandos.modificar_inconsistencia(e, h.id, causa="Falta de personal"))
    e, _ = seguir(e, NO_SE_PREGUNTA)
    assert [h.causa for h in e.inconsistencias.values()] == ["Falta de personal"]


def test_a_new_question_starts_with_its_initial_value_and_an_old_one_is_left_alone() -> None:
    nuevo = con_logica(CO_90.items[2], id="CO-90-08", inicial="3")
    viejo = con_logica(CO_90.items[2], inicial="5")
    e, _ = seguir(aplicada(), con_items(CO_90, viejo, nuevo))
    assert {i: r.valor for i, r in e.respuestas.items()} == {"CO-90-08": ValorNumero(valor=3)}


def test_a_later_visit_reads_the_title_that_the_withdrawn_question_gave() -> None:
    e, _ = seguir(contesta(aplicada(), CONTROL, NO_CUMPLE), SIN_CONTROL)
    (h,) = e.inconsistencias.values()
    antecedente = Antecedente(
        e.visita, tuple(e.fijadas.values()), tuple(e.respuestas.values()), (h,), sin_lugar=tuple(e.sin_lugar.values())
    )
    assert titulo(h, antecedente.casos(h)) == "No cumple: El control está al día"

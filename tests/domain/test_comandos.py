import pytest
from pydantic import ValidationError

from supervisor_app.domain import comandos
from supervisor_app.domain.cedula.answers import Valor
from supervisor_app.domain.hallazgo import Origen, Riesgo
from supervisor_app.errors import UserError
from tests.domain.comandos import con_filas, con_hallazgo
from tests.visita_ficticia import (
    AV_90,
    CO_90,
    CONTROL,
    CUMPLE,
    MUESTRA,
    NO_APLICA,
    NO_CUMPLE,
    PARCIAL,
    RESPONSABLE,
    aplicar,
    contador_de_ids,
    evidencia,
    expediente,
    fila,
    muestra,
    responder,
)

# --- preparation ----------------------------------------------------------------------------------------------------


def test_changing_a_field_of_the_visit_says_what_was_done() -> None:
    op = comandos.modificar_visita(expediente(), "Cambió el pliego", pliego="493/2026")
    assert op.que == "Cambió el pliego"


def test_changing_a_field_to_what_it_was_changes_nothing() -> None:
    assert comandos.modificar_visita(expediente(), "Cambió el lugar", lugar="").vacia


def test_a_field_that_does_not_exist_is_a_mistake_of_the_program() -> None:
    with pytest.raises(ValidationError):
        comandos.modificar_visita(expediente(), "Cambió algo", lugra="Colima")


def test_choosing_cedulas_makes_the_header_of_each_with_its_version() -> None:
    e = expediente(cedulas=())
    e = aplicar(e, comandos.elegir_cedulas(e, [AV_90, CO_90]))
    assert [*e.aplicadas] == ["AV-90", "CO-90"]


def test_choosing_cedulas_keeps_the_order_given() -> None:
    e = expediente(cedulas=())
    assert aplicar(e, comandos.elegir_cedulas(e, [CO_90, AV_90])).visita.cedulas == ("CO-90", "AV-90")


def test_a_cedula_chosen_twice_counts_once() -> None:
    e = expediente(cedulas=())
    assert aplicar(e, comandos.elegir_cedulas(e, [CO_90, CO_90])).visita.cedulas == ("CO-90",)


def test_a_cedula_with_answers_is_taken_out_with_them() -> None:
    e = responder(expediente(), "CO-90-03", NO_APLICA)
    op = comandos.elegir_cedulas(e, [AV_90])
    assert op.que == "Quitó CO-90 de la visita"
    assert aplicar(e, op).respuestas == {}


def test_a_cedula_taken_out_and_put_back_keeps_its_header() -> None:
    e = expediente(cedulas=())
    e = aplicar(e, comandos.elegir_cedulas(e, [CO_90]))
    e = aplicar(e, comandos.modificar_aplicada(e, "CO-90", universo="1,250 actas"))
    e = aplicar(e, comandos.elegir_cedulas(e, []))
    e = aplicar(e, comandos.elegir_cedulas(e, [CO_90]))
    assert e.aplicadas["CO-90"].universo == "1,250 actas"


# --- answers and what they lead to ----------------------------------------------------------------------------------


def test_an_answer_says_what_was_done() -> None:
    assert comandos.responder(expediente(), CONTROL, CUMPLE).que == "Respondió CO-90-01: Cumple"


@pytest.mark.parametrize("valor", [PARCIAL, NO_CUMPLE])
def test_parcial_and_no_cumple_raise_an_inconsistencia_in_the_same_operation(valor: Valor) -> None:
    op = comandos.responder(expediente(), CONTROL, valor)
    assert [type(c.vigente).__name__ for c in op.cambios] == ["Respuesta", "Inconsistencia"]


def test_an_inconsistencia_is_born_with_number_cedula_item_and_basis() -> None:
    e, id_ = con_hallazgo()
    h = e.inconsistencias[id_]
    assert (h.numero, h.cedula, h.items[0], h.fundamento) == (
        1,
        "CO-90",
        "CO-90-01",
        (CONTROL.fundamento[0].label, "CFF 134"),
    )


def test_the_same_answer_again_changes_nothing() -> None:
    e, _ = con_hallazgo()
    assert comandos.responder(e, CONTROL, NO_CUMPLE).vacia


def test_emptying_what_was_never_answered_changes_nothing() -> None:
    assert comandos.responder(expediente(), CONTROL, None).vacia


def test_a_worse_answer_keeps_the_inconsistencia_that_is_there() -> None:
    e = responder(expediente(), CONTROL.id, PARCIAL)
    assert len(responder(e, CONTROL.id, NO_CUMPLE).inconsistencias) == 1


@pytest.mark.parametrize("valor", [CUMPLE, NO_APLICA, None])
def test_changing_the_answer_back_withdraws_an_untouched_inconsistencia(valor: Valor | None) -> None:
    e, _ = con_hallazgo()
    assert not responder(e, CONTROL.id, valor).inconsistencias


@pytest.mark.parametrize(
    "campos",
    [
        {"titulo": "Escrito a mano"},
        {"descripcion": "Escrita a mano"},
        {"causa": "Falta de personal"},
        {"riesgo": Riesgo.ALTO},
        {"riesgo": Riesgo.BAJO},
        {"importe": "10.50"},
        {"origen": Origen.OIC},
        {"referencia": "14/2026"},
        {"posible_irregularidad": True},
        {"fundamento": ("CFF 137",)},
    ],
)
def test_an_inconsistencia_that_somebody_worked_on_does_not_vanish(campos: dict[str, object]) -> None:
    e, id_ = con_hallazgo()
    e = aplicar(e, comandos.modificar_inconsistencia(e, id_, **campos))
    assert id_ in responder(e, CONTROL.id, CUMPLE).inconsistencias


def test_an_inconsistencia_with_a_medida_does_not_vanish() -> None:
    e, id_ = con_hallazgo()
    e = aplicar(e, comandos.nueva_medida(e, id_, contador_de_ids()))
    assert id_ in responder(e, CONTROL.id, CUMPLE).inconsistencias


def test_an_inconsistencia_with_a_file_does_not_vanish() -> None:
    e, id_ = con_hallazgo()
    e = aplicar(e, comandos.adjuntar(e, [evidencia(inconsistencia_id=id_)]))
    assert id_ in responder(e, CONTROL.id, CUMPLE).inconsistencias


def test_a_muestra_with_cases_raises_an_inconsistencia() -> None:
    assert len(responder(expediente(), MUESTRA.id, muestra(20, 4)).inconsistencias) == 1


def test_a_muestra_without_cases_raises_none() -> None:
    assert not responder(expediente(), MUESTRA.id, muestra(20, 0)).inconsistencias


def test_numbers_go_on_from_the_highest_in_use() -> None:
    e = responder(expediente(), CONTROL.id, NO_CUMPLE)
    e = responder(e, RESPONSABLE.id, NO_CUMPLE)
    e = responder(e, CONTROL.id, CUMPLE)
    e = responder(e, CONTROL.id, PARCIAL)
    assert {h.items[0]: h.numero for h in e.inconsistencias.values()} == {RESPONSABLE.id: 2, CONTROL.id: 3}


def test_a_note_does_not_touch_the_answer() -> None:
    e = responder(expediente(), CONTROL.id, CUMPLE)
    e = aplicar(e, comandos.anotar(e, CONTROL, "Se vio el tablero."))
    assert e.respuestas[CONTROL.id].valor == CUMPLE


def test_a_note_may_come_before_the_answer() -> None:
    e = expediente()
    e = aplicar(e, comandos.anotar(e, CONTROL, "Falta ver el tablero."))
    assert not e.respuestas[CONTROL.id].contestada


def test_an_empty_note_on_an_untouched_item_changes_nothing() -> None:
    assert comandos.anotar(expediente(), CONTROL, "").vacia


# --- rows of a muestra ----------------------------------------------------------------------------------------------


def test_rows_give_the_counts_of_the_answer() -> None:
    e = con_filas(expediente(), fila(1, True), fila(2, False), fila(3))
    assert e.respuestas[MUESTRA.id].valor == muestra(2, 1)


def test_rows_with_a_case_raise_the_inconsistencia() -> None:
    assert con_filas(expediente(), fila(1, True)).inconsistencia_de(MUESTRA.id) is not None


def test_rows_without_a_result_leave_the_typed_counts() -> None:
    e = responder(expediente(), MUESTRA.id, muestra(20, 4))
    assert con_filas(e, fila(1), fila(2)).respuestas[MUESTRA.id].valor == muestra(20, 4)


def test_rows_with_a_result_take_the_place_of_typed_counts() -> None:
    e = responder(expediente(), MUESTRA.id, muestra(20, 4))
    assert con_filas(e, fila(1, False)).respuestas[MUESTRA.id].valor == muestra(1, 0)


@pytest.mark.parametrize("valor", [muestra(20, 4), NO_APLICA, None])
def test_an_answer_that_the_rows_do_not_give_is_refused(valor: Valor | None) -> None:
    e = con_filas(expediente(), fila(1, True))
    with pytest.raises(UserError, match="vienen de los renglones") as error:
        comandos.responder(e, MUESTRA, valor)
    assert error.value.field == MUESTRA.id


def test_the_counts_that_the_rows_give_are_accepted() -> None:
    e = con_filas(expediente(), fila(1, True))
    assert comandos.responder(e, MUESTRA, muestra(1, 1)).vacia


def test_taking_the_last_row_with_a_result_away_empties_the_answer() -> None:
    e = con_filas(expediente(), fila(1, True))
    e = con_filas(e, fila(1))
    assert e.respuestas[MUESTRA.id].valor is None


def test_empty_rows_are_not_kept() -> None:
    assert not con_filas(expediente(), fila(1, referencia=" ")).filas


def test_only_the_rows_that_changed_are_in_the_operation() -> None:
    e = con_filas(expediente(), fila(1, False), fila(2, False))
    op = comandos.guardar_filas(e, MUESTRA, [fila(1, False), fila(2, False, detalle="Otro")], "Cambió un renglón")
    assert [c.vigente.id for c in op.cambios] == ["fila-00002"]


def test_a_row_left_out_goes_away() -> None:
    e = con_filas(expediente(), fila(1, False), fila(2, True))
    assert [f.id for f in con_filas(e, fila(1, False)).filas_de(MUESTRA.id)] == ["fila-00001"]


def test_more_rows_than_a_muestra_takes_are_refused() -> None:
    with pytest.raises(UserError, match="100,000"):
        comandos.guardar_filas(expediente(), MUESTRA, [fila(1, True)] * 100_001, "Pegó renglones")


# --- evidence -------------------------------------------------------------------------------------------------------


def test_attaching_names_three_files_at_most() -> None:
    op = comandos.adjuntar(expediente(), [evidencia(n) for n in range(1, 6)])
    assert op.que == "Adjuntó acta 1.pdf, acta 2.pdf, acta 3.pdf y 2 más"


def test_taking_a_file_off_is_undone_by_its_inverse() -> None:
    e = expediente()
    e = aplicar(e, comandos.adjuntar(e, [evidencia()]))
    op = comandos.quitar_evidencia(e, "evidencia-1")
    assert aplicar(e, op, op.inversa) == e

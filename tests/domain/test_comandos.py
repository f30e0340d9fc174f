from collections.abc import Callable
from datetime import date
from inspect import isfunction
from typing import Any

import pytest
from pydantic import ValidationError

from supervisor_app.domain import comandos
from supervisor_app.domain.base import con
from supervisor_app.domain.catalogo import Indicador, Sentido, UnidadIndicador
from supervisor_app.domain.cedula.answers import Fila, Valor
from supervisor_app.domain.evidencia import Sitio
from supervisor_app.domain.expediente import Expediente, Operacion
from supervisor_app.domain.hallazgo import EstadoHallazgo, Origen, Riesgo
from supervisor_app.domain.indicador import Periodo
from supervisor_app.domain.papelera import ClaseQuitado, Quitado
from supervisor_app.domain.seguimiento import HallazgoAnterior, ResultadoVerificacion
from supervisor_app.domain.visita import EstadoVisita
from supervisor_app.errors import UserError
from tests.domain.muestreo.test_comando import U as UNIVERSO
from tests.domain.muestreo.test_comando import trazo
from tests.visita_ficticia import (
    AHORA,
    AV_90,
    CO_90,
    CONTROL,
    CUMPLE,
    MUESTRA,
    NO_APLICA,
    NO_CUMPLE,
    PARCIAL,
    RESPONSABLE,
    VISITA_ID,
    aplicar,
    cerrada,
    contador_de_ids,
    evidencia,
    expediente,
    fila,
    informe,
    muestra,
    responder,
)

INDICADOR = Indicador(codigo="IND-01", nombre="Ingresos", unidad=UnidadIndicador.MXN, sentido=Sentido.SUBE)


def con_filas(e: Expediente, *filas: Fila) -> Expediente:
    return aplicar(e, comandos.guardar_filas(e, MUESTRA, filas, "Pegó renglones"))


def con_hallazgo() -> tuple[Expediente, str]:
    """A visit with one finding, and the finding's identifier."""
    e = responder(expediente(), CONTROL.id, NO_CUMPLE)
    return e, e.inconsistencias_en_orden()[0].id


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


# --- findings and measures ------------------------------------------------------------------------------------------


def test_a_free_finding_takes_the_next_number() -> None:
    e, _ = con_hallazgo()
    e = aplicar(e, comandos.nueva_inconsistencia(e, contador_de_ids(), cedula="CO-90"))
    assert [(h.numero, h.items) for h in e.inconsistencias_en_orden()] == [(1, (CONTROL.id,)), (2, ())]


def test_an_emptied_title_of_a_finding_of_an_answer_is_derived_again() -> None:
    e, id_ = con_hallazgo()
    e = aplicar(e, comandos.modificar_inconsistencia(e, id_, titulo="Escrito"))
    e = aplicar(e, comandos.modificar_inconsistencia(e, id_, titulo="  "))
    assert e.inconsistencias[id_].titulo is None


def test_an_emptied_title_of_a_free_finding_stays_empty() -> None:
    e = expediente()
    e = aplicar(e, comandos.nueva_inconsistencia(e, contador_de_ids()))
    (id_,) = e.inconsistencias
    e = aplicar(e, comandos.modificar_inconsistencia(e, id_, titulo="Escrito"))
    assert aplicar(e, comandos.modificar_inconsistencia(e, id_, titulo="")).inconsistencias[id_].titulo == ""


def test_a_finding_that_an_answer_sustains_cannot_be_taken_away() -> None:
    e, id_ = con_hallazgo()
    with pytest.raises(UserError, match="corrija la respuesta"):
        comandos.quitar_inconsistencia(e, id_)


def test_a_finding_goes_with_its_medidas_and_its_files() -> None:
    e, id_ = con_hallazgo()
    e = aplicar(e, comandos.nueva_medida(e, id_, contador_de_ids()))
    e = aplicar(e, comandos.adjuntar(e, [evidencia(1, inconsistencia_id=id_), evidencia(2, item_id=CONTROL.id)]))
    e = responder(e, CONTROL.id, CUMPLE)
    e = aplicar(e, comandos.quitar_inconsistencia(e, id_))
    assert (len(e.inconsistencias), len(e.medidas), list(e.evidencias)) == (0, 0, ["evidencia-2"])


def test_a_new_medida_starts_from_the_responsible_and_date_of_the_last() -> None:
    e, id_ = con_hallazgo()
    nuevo_id = contador_de_ids()
    campos = {"responsable_cargo": "Jefa de Cobranza", "fecha": date(2026, 7, 1), "texto": "Capturar"}
    e = aplicar(e, comandos.nueva_medida(e, id_, nuevo_id, **campos))
    e = aplicar(e, comandos.nueva_medida(e, id_, nuevo_id))
    nueva = e.medidas_de(id_)[-1]
    assert (nueva.orden, nueva.responsable_cargo, nueva.fecha, nueva.texto) == (
        2,
        "Jefa de Cobranza",
        date(2026, 7, 1),
        "",
    )


def test_a_medida_beyond_100_per_cent_is_refused() -> None:
    e, id_ = con_hallazgo()
    e = aplicar(e, comandos.nueva_medida(e, id_, contador_de_ids()))
    (medida_id,) = e.medidas
    with pytest.raises(ValidationError):
        comandos.modificar_medida(e, medida_id, avance=101)


# --- a closed visit -------------------------------------------------------------------------------------------------


def _operaciones(e: Expediente) -> dict[str, Callable[[], Operacion]]:
    """Every command over a visit with a bit of everything, by its name."""
    nuevo_id = contador_de_ids()
    prorroga: Any = {"motivo": "M", "autorizo": "A", "cuando": AHORA, "quien": ""}
    (hallazgo,) = e.inconsistencias
    anterior = HallazgoAnterior(e.inconsistencias[hallazgo], e.visita, "Título")
    return {
        "modificar_visita": lambda: comandos.modificar_visita(e, "Cambió", pliego="1"),
        "elegir_cedulas": lambda: comandos.elegir_cedulas(e, [CO_90]),
        "seguir_versiones": lambda: comandos.seguir_versiones(e, [CO_90]),
        "quedarse": lambda: comandos.quedarse(e, [CO_90]),
        "devolver": lambda: comandos.devolver(e, ""),
        "modificar_aplicada": lambda: comandos.modificar_aplicada(e, "CO-90", universo="1"),
        "responder": lambda: comandos.responder(e, CONTROL, CUMPLE),
        "anotar": lambda: comandos.anotar(e, CONTROL, "Nota"),
        "guardar_filas": lambda: comandos.guardar_filas(e, MUESTRA, [fila(1)], "Pegó"),
        "sortear": lambda: comandos.sortear(e, MUESTRA, trazo(), UNIVERSO, nuevo_id=nuevo_id),
        "adjuntar": lambda: comandos.adjuntar(e, [evidencia(2)]),
        "quitar_evidencia": lambda: comandos.quitar_evidencia(e, "evidencia-1"),
        "escribir_leyenda": lambda: comandos.escribir_leyenda(e, "evidencia-1", "Leyenda"),
        "renombrar_evidencia": lambda: comandos.renombrar_evidencia(e, "evidencia-1", "Otro"),
        "quitar_lugar": lambda: comandos.quitar_lugar(e, "evidencia-1"),
        "quitar_fecha": lambda: comandos.quitar_fecha(e, "evidencia-1"),
        "mover_evidencia": lambda: comandos.mover_evidencia(e, "evidencia-1", Sitio(item_id=CONTROL.id)),
        "ordenar_evidencia": lambda: comandos.ordenar_evidencia(e, "evidencia-1", 1, ["evidencia-1"]),
        "marcar_evidencia": lambda: comandos.marcar_evidencia(e, "evidencia-1", evidencia(2)),
        "tachar_evidencia": lambda: comandos.tachar_evidencia(e, "evidencia-1", evidencia(2), []),
        "nueva_inconsistencia": lambda: comandos.nueva_inconsistencia(e, nuevo_id),
        "modificar_inconsistencia": lambda: comandos.modificar_inconsistencia(e, hallazgo, causa="Otra"),
        "quitar_inconsistencia": lambda: comandos.quitar_inconsistencia(e, hallazgo),
        "nueva_medida": lambda: comandos.nueva_medida(e, hallazgo, nuevo_id),
        "cambiar_estado": lambda: comandos.cambiar_estado(
            e, hallazgo, EstadoHallazgo.EN_ATENCION, cuando=AHORA, quien=""
        ),
        "reunir_punto": lambda: comandos.reunir_punto(e, hallazgo, MUESTRA),
        "sacar_punto": lambda: comandos.sacar_punto(e, hallazgo, CONTROL.id),
        "unir_inconsistencias": lambda: comandos.unir_inconsistencias(e, hallazgo, hallazgo),
        "dividir_inconsistencia": lambda: comandos.dividir_inconsistencia(e, hallazgo, [CONTROL.id], nuevo_id),
        "prorrogar_medida": lambda: comandos.prorrogar_medida(e, "medida-1", None, **prorroga),
        "prorrogar_medida_anterior": lambda: comandos.prorrogar_medida_anterior(e, anterior, "m", None, **prorroga),
        "verificar_medida": lambda: comandos.verificar_medida(e, anterior, "m", avance=10),
        "modificar_medida": lambda: comandos.modificar_medida(e, "medida-1", texto="Otra"),
        "quitar_medida": lambda: comandos.quitar_medida(e, "medida-1"),
        "verificar_hallazgo": lambda: comandos.verificar_hallazgo(e, anterior, ResultadoVerificacion.EN_ATENCION),
        "anotar_verificacion": lambda: comandos.anotar_verificacion(e, anterior, "Nota"),
        "guardar_informe": lambda: comandos.guardar_informe(e, informe()),
        "empezar_acta": lambda: comandos.empezar_acta(e),
        "modificar_acta": lambda: comandos.modificar_acta(e, "Cambió el lugar", lugar="Otro"),
        "quitar_acta": lambda: comandos.quitar_acta(e),
        "medir": lambda: comandos.medir(e, INDICADOR, Periodo.MES, comentario="Nota"),
        "pegar_indicadores": lambda: comandos.pegar_indicadores(e, [], {}),
        "llevar_al_informe": lambda: comandos.llevar_al_informe(e),
        "traer_metas": lambda: comandos.traer_metas(e, [], {}),
        "restaurar": lambda: comandos.restaurar(e, QUITADO, nuevo_id),
    }


QUITADO = Quitado(
    clave="1:x", visita_id=VISITA_ID, operacion=1, cuando=AHORA, quien="", que="", clase=ClaseQuitado.EVIDENCIA,
    titulo="acta.pdf", detalle="", registros=(evidencia(2),),
)  # fmt: skip


def _con_de_todo() -> Expediente:
    e = expediente(cedulas=())
    e = aplicar(e, comandos.elegir_cedulas(e, [CO_90]))
    e = responder(e, CONTROL.id, NO_CUMPLE)
    e = aplicar(e, comandos.nueva_medida(e, e.inconsistencias_en_orden()[0].id, lambda: "medida-1"))
    return aplicar(e, comandos.adjuntar(e, [evidencia()]))


@pytest.mark.parametrize("nombre", sorted(_operaciones(_con_de_todo())))
def test_a_closed_visit_refuses_every_command(nombre: str) -> None:
    mandar = _operaciones(cerrada(_con_de_todo()))[nombre]
    with pytest.raises(UserError, match="cerrada"):
        mandar()


def test_every_command_is_among_those_that_a_closed_visit_refuses() -> None:
    publicas = {n for n in comandos.__all__ if isfunction(getattr(comandos, n))}
    assert publicas == {*_operaciones(_con_de_todo()), "cerrar"}


def test_closing_says_so() -> None:
    e = expediente()
    assert comandos.cerrar(e, con(e.visita, estado=EstadoVisita.CERRADA)).que == "Cerró la visita"


def test_reopening_says_so() -> None:
    e = cerrada(expediente())
    assert comandos.cerrar(e, con(e.visita, estado=EstadoVisita.EN_CURSO)).que == "Reabrió la visita"


def test_a_visit_keeps_the_definitions_it_applies() -> None:
    e = aplicar(expediente(cedulas=()), comandos.elegir_cedulas(expediente(cedulas=()), [CO_90]))
    assert e.definiciones == {"CO-90": CO_90}


def test_a_definition_that_changes_later_does_not_change_the_visit() -> None:
    e = aplicar(expediente(cedulas=()), comandos.elegir_cedulas(expediente(cedulas=()), [CO_90]))
    nueva = CO_90.model_copy(update={"version": 2})
    assert aplicar(e, comandos.elegir_cedulas(e, [nueva])).definiciones == {"CO-90": CO_90}


def test_a_cedula_that_comes_back_comes_in_its_present_version() -> None:
    e = aplicar(expediente(cedulas=()), comandos.elegir_cedulas(expediente(cedulas=()), [CO_90]))
    e = aplicar(e, comandos.elegir_cedulas(e, []))
    nueva = CO_90.model_copy(update={"version": 2})
    assert aplicar(e, comandos.elegir_cedulas(e, [nueva])).definiciones == {"CO-90": nueva}


def test_a_number_that_was_delivered_names_no_other_finding() -> None:
    e = expediente(numeros_entregados=12)
    (h,) = aplicar(e, comandos.responder(e, CONTROL, NO_CUMPLE)).inconsistencias.values()
    assert h.numero == 13

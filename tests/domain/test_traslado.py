"""Following another version of a cédula: nothing answered is dropped, and undo gives back what was."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supervisor_app.domain import comandos
from supervisor_app.domain.avance import faltantes
from supervisor_app.domain.base import con
from supervisor_app.domain.cedula.acomodo import repartir
from supervisor_app.domain.cedula.answers import (
    ValorNumero,
    ValorOpcion,
    ValorOpciones,
    ValorTexto,
)
from supervisor_app.domain.cedula.definition import CedulaDefinition, ItemDefinition, Kind
from supervisor_app.domain.cedula.result import calcular
from supervisor_app.domain.cedula.sin_lugar import Alcance
from supervisor_app.domain.expediente import Expediente
from supervisor_app.domain.redaccion import titulo
from supervisor_app.domain.traslado import evidencias_sin_lugar, reacomodar, sin_lugar_de, trasladar
from supervisor_app.errors import UserError
from tests.definiciones_al_azar import con_items, contestados, definiciones, sorteo
from tests.domain.traslados import SIN_CONTROL, aplicada, contesta, lo_dicho, seguir, una_vez_cada_registro
from tests.visita_ficticia import (
    CO_90,
    CONTROL,
    CUMPLE,
    MUESTRA,
    NO_CUMPLE,
    aplicar,
    evidencia,
    expediente,
    fila,
)

# --- nothing is dropped ---------------------------------------------------------------------------------------------


@settings(max_examples=50)
@given(st.data())
def test_nothing_answered_is_dropped_through_three_versions_and_undo_gives_it_all_back(data: st.DataObject) -> None:
    e = data.draw(contestados())
    hechas, antes = [], [e]
    for version in (2, 3):
        nueva = data.draw(definiciones(version=version))
        despues, op = seguir(e, nueva)
        assert lo_dicho(e) <= lo_dicho(despues)
        assert despues.evidencias == e.evidencias
        assert {h.id for h in despues.inconsistencias.values()} == {h.id for h in e.inconsistencias.values()}
        assert una_vez_cada_registro(op)
        contestada = data.draw(contestados(despues))
        hechas.append(op)
        antes.append(despues)
        assert despues.aplicar(op.inversa.cambios) == e
        e = contestada
    assert antes[1].aplicar(hechas[0].inversa.cambios) == antes[0]


@settings(max_examples=50)
@given(st.data())
def test_what_stays_in_its_place_fits_the_question_as_it_is_asked(data: st.DataObject) -> None:
    e, _ = seguir(data.draw(contestados()), data.draw(definiciones(version=2)))
    definicion = e.definiciones["CO-90"]
    for r in e.respuestas.values():
        item = definicion.item(r.item_id)
        if r.valor is not None:
            assert item is not None
            assert repartir(r.valor, item, item, definicion).queda == r.valor
    for f in e.filas.values():
        item = definicion.item(f.item_id)
        assert item is not None
        assert {c.columna for c in f.celdas} <= {c.clave for c in item.columnas}


@settings(max_examples=40)
@given(st.data())
def test_every_file_and_finding_can_be_seen_after_following(data: st.DataObject) -> None:
    antes = data.draw(contestados())
    e, _ = seguir(antes, data.draw(definiciones(version=2)))
    pedidas = {i.id for i in e.definiciones["CO-90"].items}
    vistas = {v.id for s in e.sin_lugar.values() for v in evidencias_sin_lugar(e, s)}
    assert all(v.item_id in pedidas or v.id in vistas for v in e.evidencias.values())
    for h in antes.inconsistencias.values():
        assert titulo(e.inconsistencias[h.id], e.casos(h)) != "Inconsistencia sin título"


@settings(max_examples=40)
@given(st.data())
def test_what_went_away_can_come_back_whole_with_the_version_that_asked_it(data: st.DataObject) -> None:
    # What a person typed gives way where it is calculated, so that back and forth it is not the same.
    antes = data.draw(contestados(calculos=False))
    e, _ = seguir(antes, data.draw(definiciones(version=2, calculos=False)))
    vieja = CedulaDefinition.model_validate(antes.definiciones["CO-90"].__dict__ | {"version": 3})
    e, _ = seguir(e, vieja)
    for s in sin_lugar_de(e, "CO-90"):
        dicho = lo_dicho(e)
        e = aplicar(e, comandos.devolver(e, s.id))
        assert dicho <= lo_dicho(e)
    assert lo_dicho(antes) <= lo_dicho(e)
    assert not e.sin_lugar


@settings(max_examples=50)
@given(st.data())
def test_answers_of_another_version_that_come_into_a_visit_are_given_a_place_or_kept(data: st.DataObject) -> None:
    e = data.draw(contestados())
    una, otra = e.definiciones["CO-90"], data.draw(definiciones(version=2))
    # What joining copies gives where one of them followed: the definition of one, the answers of the other.
    ajena = replace(e, fijadas={"CO-90": con(e.fijadas["CO-90"], definicion=otra)})
    junta = reacomodar(ajena, "CO-90", [una, otra])
    assert lo_dicho(e) <= lo_dicho(junta)
    assert reacomodar(junta, "CO-90", [otra, una]) == junta
    assert all(otra.item(i) is not None for i, r in junta.respuestas.items() if r.contestada or r.nota)


# --- one by one -----------------------------------------------------------------------------------------------------


def test_the_answer_to_a_withdrawn_question_keeps_question_note_and_reason() -> None:
    e, _ = seguir(contesta(aplicada(), CONTROL, CUMPLE, "Se vio el control"), SIN_CONTROL)
    (s,) = e.sin_lugar.values()
    assert (s.pregunta, s.version, s.respuesta.valor, s.respuesta.nota, s.motivo) == (
        CONTROL.pregunta, 1, CUMPLE, "Se vio el control", "La versión 2 ya no hace esta pregunta.",
    )  # fmt: skip


def test_rows_and_draw_go_with_their_question() -> None:
    e = aplicada()
    e = aplicar(e, comandos.guardar_filas(e, MUESTRA, [fila(1, True), fila(2, None)], "Pegó renglones"))
    e = Expediente(**e.__dict__ | {"muestreos": {MUESTRA.id: sorteo(MUESTRA.id)}})
    e, _ = seguir(e, con_items(CO_90, CONTROL))
    (s,) = e.sin_lugar.values()
    assert ([f.orden for f in s.filas], s.muestreo) == ([1, 2], sorteo(MUESTRA.id))
    assert not e.filas
    assert not e.muestreos


def test_a_finding_of_a_withdrawn_question_says_what_it_said_and_does_not_stand_in_the_way() -> None:
    antes = contesta(aplicada(), CONTROL, NO_CUMPLE)
    (h,) = antes.inconsistencias.values()
    e, _ = seguir(antes, SIN_CONTROL)
    assert titulo(e.inconsistencias[h.id], e.casos(h)) == titulo(h, antes.casos(h))
    assert [c.version for c in e.casos(h)] == [1]
    assert not [f for f in faltantes(e, e.definiciones) if "ya no la sustenta" in f.texto]


def test_a_finding_of_a_withdrawn_question_can_be_taken_away() -> None:
    e, _ = seguir(contesta(aplicada(), CONTROL, NO_CUMPLE), SIN_CONTROL)
    (h,) = e.inconsistencias.values()
    assert not aplicar(e, comandos.quitar_inconsistencia(e, h.id)).inconsistencias


def test_a_finding_stays_when_its_question_is_answered_in_a_kind_that_raises_none() -> None:
    texto = ItemDefinition.model_validate(CONTROL.__dict__ | {"tipo": Kind.TEXTO})
    e, _ = seguir(contesta(aplicada(), CONTROL, NO_CUMPLE), con_items(CO_90, texto))
    assert contesta(e, texto, ValorTexto(valor="Al día")).inconsistencias


def test_a_finding_that_nobody_worked_on_goes_when_the_new_question_is_answered_well() -> None:
    otra = ItemDefinition.model_validate(CONTROL.__dict__ | {"pregunta": "¿Y ahora?"})
    e, _ = seguir(contesta(aplicada(), CONTROL, NO_CUMPLE), con_items(CO_90, otra))
    assert not contesta(e, otra, CUMPLE).inconsistencias


def test_a_basis_that_nobody_changed_follows_the_question() -> None:
    otra = ItemDefinition.model_validate(CONTROL.__dict__ | {"otro_fundamento": ("LSS 40",)})
    e, _ = seguir(contesta(aplicada(), CONTROL, NO_CUMPLE), con_items(CO_90, otra))
    (h,) = e.inconsistencias.values()
    assert h.fundamento[-1] == "LSS 40"


def test_choices_that_are_not_offered_any_more_leave_and_the_others_stay() -> None:
    def cedula(*claves: str, version: int) -> CedulaDefinition:
        punto = CONTROL.__dict__ | {"tipo": Kind.OPCIONES, "lista": "causas"}
        opciones = [{"clave": c, "texto": f"Causa {c}"} for c in claves]
        campos = {"version": version, "items": (punto,), "listas": ({"clave": "causas", "opciones": opciones},)}
        return CedulaDefinition.model_validate(CO_90.__dict__ | campos)

    a, b = (ValorOpcion(valor=c, texto=f"Causa {c}") for c in "ab")
    inicio = expediente(cedulas=())
    una = cedula("a", "b", version=1)
    e = aplicar(inicio, comandos.elegir_cedulas(inicio, [una]))
    e = contesta(e, una.items[0], ValorOpciones(valores=(a, b)))
    e, _ = seguir(e, cedula("a", version=2))
    (s,) = e.sin_lugar.values()
    assert e.respuestas[CONTROL.id].valor == ValorOpciones(valores=(a,))
    assert (s.alcance, s.respuesta.valor) == (Alcance.OPCIONES, ValorOpciones(valores=(b,)))
    e, _ = seguir(e, cedula("b", "a", version=3))
    assert aplicar(e, comandos.devolver(e, s.id)).respuestas[CONTROL.id].valor == ValorOpciones(valores=(b, a))


def test_what_was_typed_leaves_when_the_question_is_calculated() -> None:
    calculada = ItemDefinition.model_validate(CO_90.items[2].__dict__ | {"calculo": "1 + 1"})
    e = contesta(aplicada(), CO_90.items[2], ValorNumero(valor=7))
    (t,) = trasladar(e, CO_90, con_items(CO_90, calculada))
    assert t.motivo == "La versión 2 calcula esta respuesta; ya no se escribe."


def test_a_file_of_a_withdrawn_question_without_answer_keeps_a_place() -> None:
    e = aplicar(aplicada(), comandos.adjuntar(aplicada(), [evidencia(1, item_id=CONTROL.id)]))
    e, _ = seguir(e, SIN_CONTROL)
    (s,) = e.sin_lugar.values()
    assert [v.id for v in evidencias_sin_lugar(e, s)] == ["evidencia-1"]


def test_answers_without_a_place_neither_count_nor_stand_in_the_way() -> None:
    e = contesta(aplicada(), CONTROL, NO_CUMPLE)
    e, _ = seguir(e, SIN_CONTROL)
    r = calcular(e.definiciones["CO-90"], e.respuestas)
    assert (r.total, r.contestadas, r.con_inconsistencia) == (6, 0, 0)


def test_a_place_taken_meanwhile_is_not_given_back() -> None:
    e, _ = seguir(contesta(aplicada(), CONTROL, NO_CUMPLE), SIN_CONTROL)
    e, _ = seguir(e, con_items(SIN_CONTROL, *CO_90.items))
    e = contesta(e, CONTROL, CUMPLE)
    (s,) = e.sin_lugar.values()
    with pytest.raises(UserError, match="lugar libre"):
        comandos.devolver(e, s.id)


def test_an_answer_given_back_raises_its_finding_again() -> None:
    e, _ = seguir(contesta(aplicada(), CONTROL, NO_CUMPLE), SIN_CONTROL)
    e = aplicar(e, comandos.quitar_inconsistencia(e, next(iter(e.inconsistencias))))
    e, _ = seguir(e, con_items(SIN_CONTROL, *CO_90.items))
    (s,) = e.sin_lugar.values()
    assert aplicar(e, comandos.devolver(e, s.id)).inconsistencias_de(CONTROL.id)

"""Following another version of a cédula: nothing answered is dropped, and undo gives back what was."""

from collections import Counter
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supervisor_app.domain import comandos
from supervisor_app.domain.avance import faltantes
from supervisor_app.domain.base import con
from supervisor_app.domain.cedula.acomodo import repartir
from supervisor_app.domain.cedula.answers import (
    Fila,
    Respuesta,
    Valor,
    ValorDecimal,
    ValorNumero,
    ValorOpcion,
    ValorOpciones,
    ValorTexto,
)
from supervisor_app.domain.cedula.definition import CedulaDefinition, ItemDefinition, Kind
from supervisor_app.domain.cedula.result import calcular
from supervisor_app.domain.cedula.sin_lugar import Alcance
from supervisor_app.domain.expediente import Expediente, Operacion
from supervisor_app.domain.novedades import por_ofrecer
from supervisor_app.domain.redaccion import titulo
from supervisor_app.domain.seguimiento import Antecedente
from supervisor_app.domain.traslado import evidencias_sin_lugar, reacomodar, sin_lugar_de, trasladar
from supervisor_app.errors import UserError
from tests.definiciones_al_azar import con_items, contestados, definiciones, respuesta, sorteo
from tests.visita_ficticia import (
    AV_90,
    CO_90,
    CONTROL,
    CUMPLE,
    MUESTRA,
    NO_APLICA,
    NO_CUMPLE,
    aplicar,
    cerrada,
    completa,
    evidencia,
    expediente,
    fila,
)

Atomo = tuple[object, ...]


def de_valor(donde: Atomo, valor: Valor | None) -> list[Atomo]:
    """A value as what a person said, whatever form keeps it: the choices one by one, numbers by their amount."""
    match valor:
        case None:
            return []
        case ValorNumero() | ValorDecimal():
            return [(*donde, "número", Decimal(valor.valor))]
        case ValorOpcion():
            return [(*donde, "opción", valor)]
        case ValorOpciones():
            return [(*donde, "opción", v) for v in valor.valores]
    return [(*donde, valor)]


def de_respuesta(r: Respuesta) -> list[Atomo]:
    notas: list[Atomo] = [(r.item_id, "nota", linea) for linea in r.nota.splitlines()]
    return [*de_valor((r.item_id,), r.valor), *notas]


def de_filas(todas: list[Fila]) -> set[Atomo]:
    atomos: set[Atomo] = set()
    for f in todas:
        atomos.add((f.id, f.orden, f.referencia, f.detalle, f.con_inconsistencia, f.importe, f.nota, f.universo))
        atomos |= {a for c in f.celdas for a in de_valor((f.id, c.columna), c.valor)}
    return atomos


def lo_dicho(e: Expediente) -> set[Atomo]:
    """Everything that people answered, in its place or without one."""
    respuestas = [*e.respuestas.values(), *(s.respuesta for s in e.sin_lugar.values())]
    renglones = [*e.filas.values(), *(f for s in e.sin_lugar.values() for f in s.filas)]
    sorteos = [*e.muestreos.values(), *(s.muestreo for s in e.sin_lugar.values() if s.muestreo)]
    return {a for r in respuestas for a in de_respuesta(r)} | de_filas(renglones) | {("sorteo", m.id) for m in sorteos}


def seguir(e: Expediente, *nuevas: CedulaDefinition) -> tuple[Expediente, Operacion]:
    op = comandos.seguir_versiones(e, nuevas)
    return e.aplicar(op.cambios), op


def una_vez_cada_registro(op: Operacion) -> bool:
    veces = Counter((type(c.vigente), c.vigente.id) for c in op.cambios)
    return set(veces.values()) <= {1}


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


def aplicada() -> Expediente:
    return aplicar(expediente(cedulas=()), comandos.elegir_cedulas(expediente(cedulas=()), [CO_90, AV_90]))


def contesta(e: Expediente, item: ItemDefinition, valor: Valor, nota: str = "") -> Expediente:
    e = aplicar(e, comandos.responder(e, item, valor))
    return aplicar(e, comandos.anotar(e, item, nota)) if nota else e


SIN_CONTROL = con_items(CO_90, *CO_90.items[1:])


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


def test_a_cedula_with_answers_without_a_place_is_not_taken_out() -> None:
    e, _ = seguir(contesta(aplicada(), CONTROL, NO_APLICA), SIN_CONTROL)
    with pytest.raises(UserError, match="sin lugar"):
        comandos.elegir_cedulas(e, [AV_90])


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

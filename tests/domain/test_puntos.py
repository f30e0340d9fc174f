"""Findings that gather several questions, and questions that stand in several findings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervisor_app.domain import comandos
from supervisor_app.domain.expediente import Expediente, Operacion
from supervisor_app.domain.hallazgo import EstadoHallazgo, Inconsistencia, Origen, Riesgo
from supervisor_app.errors import UserError
from tests.visita_ficticia import (
    AHORA,
    CO_90,
    CONTROL,
    CUMPLE,
    MUESTRA,
    NO_CUMPLE,
    RESPONSABLE,
    aplicar,
    contador_de_ids,
    evidencia,
    expediente,
    muestra,
    responder,
)


def dos() -> Expediente:
    """CONTROL raised the finding 01 and RESPONSABLE the 02."""
    e = expediente(cedulas=())
    e = aplicar(e, comandos.elegir_cedulas(e, [CO_90]))
    return responder(responder(e, CONTROL.id, NO_CUMPLE), RESPONSABLE.id, NO_CUMPLE)


def numero(e: Expediente, n: int) -> Inconsistencia:
    return next(h for h in e.inconsistencias.values() if h.numero == n)


def puntos(e: Expediente) -> dict[int, tuple[str, ...]]:
    return {h.numero: h.items for h in e.inconsistencias_en_orden()}


def hacer(e: Expediente, op: Operacion) -> Expediente:
    """Done, undone to what it was, and done again."""
    despues = aplicar(e, op)
    assert aplicar(despues, op.inversa) == e
    return despues


def test_gathering_an_item_takes_the_finding_that_nobody_worked_on() -> None:
    e = dos()
    e = hacer(e, comandos.reunir_punto(e, numero(e, 1).id, RESPONSABLE))
    assert puntos(e) == {1: (CONTROL.id, RESPONSABLE.id)}


def test_gathering_an_item_keeps_the_finding_that_somebody_worked_on() -> None:
    e = dos()
    e = aplicar(e, comandos.modificar_inconsistencia(e, numero(e, 2).id, causa="Rotación"))
    e = hacer(e, comandos.reunir_punto(e, numero(e, 1).id, RESPONSABLE))
    assert puntos(e) == {1: (CONTROL.id, RESPONSABLE.id), 2: (RESPONSABLE.id,)}


def test_the_basis_of_what_is_gathered_is_added_once() -> None:
    e = dos()
    e = aplicar(e, comandos.reunir_punto(e, numero(e, 1).id, RESPONSABLE))
    assert numero(e, 1).fundamento == ("JSAC 7.1.3 · núm. 3", "CFF 134")


def test_an_item_is_not_gathered_twice() -> None:
    e = dos()
    with pytest.raises(UserError, match="ya está en la inconsistencia 01"):
        comandos.reunir_punto(e, numero(e, 1).id, CONTROL)


def test_a_free_finding_that_gathers_an_item_takes_its_words() -> None:
    e = dos()
    e = aplicar(e, comandos.nueva_inconsistencia(e, contador_de_ids()))
    e = hacer(e, comandos.reunir_punto(e, numero(e, 3).id, CONTROL))
    assert (numero(e, 3).libre, numero(e, 3).titulo) == (False, None)


def test_an_answer_that_stops_raising_leaves_the_finding_that_another_sustains() -> None:
    e = dos()
    e = aplicar(e, comandos.reunir_punto(e, numero(e, 1).id, RESPONSABLE))
    assert puntos(responder(e, CONTROL.id, CUMPLE)) == {1: (CONTROL.id, RESPONSABLE.id)}


def test_a_gathered_finding_that_nothing_sustains_is_not_thrown_away() -> None:
    e = dos()
    e = aplicar(e, comandos.reunir_punto(e, numero(e, 1).id, RESPONSABLE))
    e = responder(responder(e, CONTROL.id, CUMPLE), RESPONSABLE.id, CUMPLE)
    assert puntos(e) == {1: (CONTROL.id, RESPONSABLE.id)}


def test_an_item_taken_out_gets_its_own_finding_again() -> None:
    e = dos()
    e = aplicar(e, comandos.reunir_punto(e, numero(e, 1).id, RESPONSABLE))
    e = hacer(e, comandos.sacar_punto(e, numero(e, 1).id, CONTROL.id))
    assert puntos(e) == {1: (RESPONSABLE.id,), 2: (CONTROL.id,)}


def test_an_item_that_stands_elsewhere_too_is_only_taken_out() -> None:
    e = dos()
    e = aplicar(e, comandos.modificar_inconsistencia(e, numero(e, 2).id, causa="Rotación"))
    e = aplicar(e, comandos.reunir_punto(e, numero(e, 1).id, RESPONSABLE))
    e = hacer(e, comandos.sacar_punto(e, numero(e, 1).id, RESPONSABLE.id))
    assert puntos(e) == {1: (CONTROL.id,), 2: (RESPONSABLE.id,)}


def test_the_only_item_of_a_finding_is_not_taken_out() -> None:
    e = dos()
    with pytest.raises(UserError, match="único punto"):
        comandos.sacar_punto(e, numero(e, 1).id, CONTROL.id)


def test_joining_takes_items_measures_files_and_words() -> None:
    e = dos()
    una, otra = numero(e, 1).id, numero(e, 2).id
    e = aplicar(e, comandos.nueva_medida(e, una, lambda: "m1", texto="Una"))
    e = aplicar(e, comandos.nueva_medida(e, otra, lambda: "m2", texto="Otra"))
    e = aplicar(e, comandos.adjuntar(e, [evidencia(1, inconsistencia_id=otra, medida_id="m2")]))
    e = aplicar(e, comandos.modificar_inconsistencia(e, una, causa="Rotación"))
    e = aplicar(e, comandos.modificar_inconsistencia(e, otra, causa="Sin tablero", riesgo=Riesgo.ALTO))
    e = hacer(e, comandos.unir_inconsistencias(e, una, otra))
    unida = numero(e, 1)
    assert (unida.items, unida.causa, unida.riesgo) == (
        (CONTROL.id, RESPONSABLE.id), "Rotación\nSin tablero", Riesgo.ALTO,
    )  # fmt: skip
    assert [(m.texto, m.orden) for m in e.medidas_de(una)] == [("Una", 1), ("Otra", 2)]
    assert e.evidencias["evidencia-1"].inconsistencia_id == una


def test_observations_of_two_origins_are_not_joined() -> None:
    e = dos()
    e = aplicar(e, comandos.modificar_inconsistencia(e, numero(e, 2).id, origen=Origen.OIC, referencia="14/2026"))
    with pytest.raises(UserError, match="distinto origen"):
        comandos.unir_inconsistencias(e, numero(e, 1).id, numero(e, 2).id)


def test_findings_in_two_states_are_not_joined() -> None:
    e = dos()
    e = aplicar(e, comandos.cambiar_estado(e, numero(e, 1).id, EstadoHallazgo.EN_ATENCION, cuando=AHORA, quien="Lucía"))
    with pytest.raises(UserError, match="mismo estado"):
        comandos.unir_inconsistencias(e, numero(e, 1).id, numero(e, 2).id)


def test_a_finding_is_not_joined_with_itself() -> None:
    e = dos()
    with pytest.raises(UserError, match="otra inconsistencia"):
        comandos.unir_inconsistencias(e, numero(e, 1).id, numero(e, 1).id)


def test_parting_gives_items_measures_and_their_files_to_a_new_finding() -> None:
    e = dos()
    una = numero(e, 1).id
    e = aplicar(e, comandos.reunir_punto(e, una, RESPONSABLE))
    e = aplicar(e, comandos.nueva_medida(e, una, lambda: "m1", texto="Una"))
    e = aplicar(e, comandos.nueva_medida(e, una, lambda: "m2", texto="Otra"))
    e = aplicar(e, comandos.adjuntar(e, [evidencia(1, inconsistencia_id=una, medida_id="m2")]))
    e = hacer(e, comandos.dividir_inconsistencia(e, una, [RESPONSABLE.id], lambda: "nueva", ["m2"]))
    assert puntos(e) == {1: (CONTROL.id,), 2: (RESPONSABLE.id,)}
    assert [m.texto for m in e.medidas_de("nueva")] == ["Otra"]
    assert e.evidencias["evidencia-1"].inconsistencia_id == "nueva"


@pytest.mark.parametrize("pasan", [[], [CONTROL.id, RESPONSABLE.id]])
def test_parting_leaves_something_on_both_sides(pasan: list[str]) -> None:
    e = dos()
    e = aplicar(e, comandos.reunir_punto(e, numero(e, 1).id, RESPONSABLE))
    with pytest.raises(UserError, match="al menos uno"):
        comandos.dividir_inconsistencia(e, numero(e, 1).id, pasan, lambda: "nueva")


ITEMS = (CONTROL, MUESTRA, RESPONSABLE)
PASOS = st.lists(
    st.tuples(st.sampled_from(["si", "no", "reunir", "sacar", "unir", "quitar"]), st.integers(0, 2), st.integers(0, 5)),
    max_size=25,
)


@given(PASOS)
def test_whatever_is_done_every_answer_that_raises_one_stands_in_a_finding(pasos: list[tuple[str, int, int]]) -> None:
    e, ids = dos(), contador_de_ids()
    for que, cual, otra in pasos:
        item, hallazgos = ITEMS[cual], e.inconsistencias_en_orden()
        malo, bueno = (muestra(5, 2), muestra(5, 0)) if item is MUESTRA else (NO_CUMPLE, CUMPLE)
        try:
            match que:
                case "si" | "no":
                    op = comandos.responder(e, item, bueno if que == "si" else malo)
                case _ if not hallazgos:
                    op = comandos.nueva_inconsistencia(e, ids)
                case "reunir":
                    op = comandos.reunir_punto(e, hallazgos[otra % len(hallazgos)].id, item)
                case "sacar":
                    op = comandos.sacar_punto(e, hallazgos[otra % len(hallazgos)].id, item.id)
                case "unir":
                    una, dos_ = hallazgos[cual % len(hallazgos)], hallazgos[otra % len(hallazgos)]
                    op = comandos.unir_inconsistencias(e, una.id, dos_.id)
                case _:
                    op = comandos.quitar_inconsistencia(e, hallazgos[otra % len(hallazgos)].id)
        except UserError:
            continue
        e = hacer(e, op)
        levantan = {r.item_id for r in e.respuestas.values() if r.levanta_inconsistencia}
        assert levantan <= {i for h in e.inconsistencias.values() for i in h.items}
        numeros = [h.numero for h in e.inconsistencias.values()]
        assert len(numeros) == len(set(numeros))

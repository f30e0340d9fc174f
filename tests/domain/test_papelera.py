"""What is taken out of a visit is in its bin with all that went with it, and comes back whole."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from supervisor_app.domain import comandos
from supervisor_app.domain.expediente import Entidad, Expediente, Operacion
from supervisor_app.domain.papelera import Borrado, ClaseQuitado, Quitado, idos_de, quitados
from supervisor_app.errors import UserError
from tests.visita_ficticia import (
    AHORA,
    AV_90,
    CO_90,
    CONTROL,
    CUMPLE,
    ITEMS,
    MUESTRA,
    NO_CUMPLE,
    RESPONSABLE,
    contador_de_ids,
    evidencia,
    expediente,
    fila,
)


class Trabajo:
    """A visit with the operations that made it, and its bin as history tells it."""

    def __init__(self) -> None:
        self.e = expediente(cedulas=())
        self.hechas: list[Operacion] = []
        self.nuevo_id = contador_de_ids()
        self.hacer(comandos.elegir_cedulas(self.e, [CO_90, AV_90]))

    def hacer(self, op: Operacion) -> Operacion:
        self.hechas.append(op)
        self.e = self.e.aplicar(op.cambios)
        return op

    def papelera(self) -> list[Quitado]:
        idos = idos_de((n, c) for n, op in enumerate(self.hechas) for c in op.cambios)
        borrados = [Borrado(n, AHORA, "Ana", op, frozenset(idos[n])) for n, op in enumerate(self.hechas) if n in idos]
        gone: Sequence[Entidad] = [
            c.antes for b in borrados for c in b.op.cambios if c.antes is not None and c.antes.id in b.idos
        ]
        return [q for b in borrados for q in quitados(b, gone)]

    def restaurar(self, q: Quitado) -> None:
        self.hacer(comandos.restaurar(self.e, q, self.nuevo_id))


@pytest.fixture
def t() -> Trabajo:
    t = Trabajo()
    t.hacer(comandos.responder(t.e, CONTROL, NO_CUMPLE))
    t.hacer(comandos.responder(t.e, ITEMS["AV-90-01"], NO_CUMPLE))
    t.hacer(comandos.guardar_filas(t.e, MUESTRA, [fila(1, False), fila(2, True)], "Pegó renglones"))
    (uno, otro, _de_la_muestra) = t.e.inconsistencias_en_orden()
    t.hacer(comandos.nueva_medida(t.e, uno.id, t.nuevo_id, texto="Capturar las actas"))
    t.hacer(comandos.adjuntar(t.e, [evidencia(1, item_id=CONTROL.id), evidencia(2, inconsistencia_id=otro.id)]))
    return t


def solo(t: Trabajo, clase: ClaseQuitado) -> Quitado:
    (q,) = [q for q in t.papelera() if q.clase is clase]
    return q


def test_a_cedula_is_in_the_bin_with_what_it_had(t: Trabajo) -> None:
    t.hacer(comandos.elegir_cedulas(t.e, [AV_90]))
    q = solo(t, ClaseQuitado.CEDULA)
    assert q.detalle == "2 respuestas, 2 renglones, 2 inconsistencias, 1 medida y 1 archivo"
    assert q.titulo == CO_90.titulo


def test_nothing_of_a_cedula_stays_in_the_visit(t: Trabajo) -> None:
    t.hacer(comandos.elegir_cedulas(t.e, [AV_90]))
    assert not [r for r in t.e.registros() if "CO-90" in r.model_dump_json()]


def test_a_cedula_comes_back_whole_and_in_its_place(t: Trabajo) -> None:
    antes = t.e
    t.hacer(comandos.elegir_cedulas(t.e, [AV_90]))
    t.hacer(comandos.responder(t.e, ITEMS["AV-90-02"], CUMPLE))
    t.restaurar(solo(t, ClaseQuitado.CEDULA))
    assert t.e == antes.aplicar(comandos.responder(antes, ITEMS["AV-90-02"], CUMPLE).cambios)
    assert t.papelera() == []


def test_choosing_it_again_brings_it_back(t: Trabajo) -> None:
    antes = t.e
    t.hacer(comandos.elegir_cedulas(t.e, [AV_90]))
    t.hacer(comandos.elegir_cedulas(t.e, [CO_90, AV_90], {"CO-90": solo(t, ClaseQuitado.CEDULA)}))
    assert t.e == antes


def test_one_begun_anew_is_not_written_over(t: Trabajo) -> None:
    t.hacer(comandos.elegir_cedulas(t.e, [AV_90]))
    t.hacer(comandos.elegir_cedulas(t.e, [CO_90, AV_90]))
    t.hacer(comandos.responder(t.e, CONTROL, CUMPLE))
    (primera,) = t.papelera()
    with pytest.raises(UserError, match="CO-90 está otra vez en la visita"):
        t.restaurar(primera)
    # Taking it out in turn loses neither of the two.
    t.hacer(comandos.elegir_cedulas(t.e, [AV_90]))
    assert len(t.papelera()) == 2
    t.restaurar(primera)
    assert t.e.respuestas[CONTROL.id].valor == NO_CUMPLE


def test_a_finding_of_two_cedulas_stays_with_the_questions_of_the_other(t: Trabajo) -> None:
    una = t.e.inconsistencias_de(CONTROL.id)[0]
    t.hacer(comandos.reunir_punto(t.e, una.id, ITEMS["AV-90-02"]))
    antes = t.e
    t.hacer(comandos.elegir_cedulas(t.e, [AV_90]))
    assert t.e.inconsistencias[una.id].items == ("AV-90-02",)
    t.restaurar(solo(t, ClaseQuitado.CEDULA))
    assert t.e == antes


@pytest.mark.parametrize("orden", [("CO-90", "AV-90"), ("AV-90", "CO-90")])
def test_two_cedulas_that_went_at_once_come_back_in_any_order(t: Trabajo, orden: tuple[str, str]) -> None:
    una = t.e.inconsistencias_de(CONTROL.id)[0]
    t.hacer(comandos.reunir_punto(t.e, una.id, ITEMS["AV-90-02"]))
    antes = t.e
    t.hacer(comandos.elegir_cedulas(t.e, []))
    for codigo in orden:
        t.restaurar(next(q for q in t.papelera() if q.codigo == codigo))
    assert set(t.e.registros()) == set(antes.registros())
    assert t.e.visita == antes.visita


def test_a_number_given_to_another_finding_stays_with_it(t: Trabajo) -> None:
    t.hacer(comandos.elegir_cedulas(t.e, [AV_90]))
    t.hacer(comandos.nueva_inconsistencia(t.e, t.nuevo_id))
    t.hacer(comandos.nueva_inconsistencia(t.e, t.nuevo_id))
    nuevas = {h.id: h.numero for h in t.e.inconsistencias.values()}
    t.restaurar(solo(t, ClaseQuitado.CEDULA))
    numeros = [h.numero for h in t.e.inconsistencias.values()]
    assert len(set(numeros)) == len(numeros)
    assert {i: t.e.inconsistencias[i].numero for i in nuevas} == nuevas


def test_a_file_comes_back_after_other_edits(t: Trabajo) -> None:
    antes = t.e.evidencias["evidencia-1"]
    t.hacer(comandos.quitar_evidencia(t.e, "evidencia-1"))
    t.hacer(comandos.responder(t.e, RESPONSABLE, CUMPLE))
    t.restaurar(solo(t, ClaseQuitado.EVIDENCIA))
    assert t.e.evidencias["evidencia-1"] == antes


def test_a_finding_comes_back_with_its_measures_and_files(t: Trabajo) -> None:
    t.hacer(comandos.nueva_inconsistencia(t.e, lambda: "libre"))
    t.hacer(comandos.modificar_inconsistencia(t.e, "libre", titulo="Archivo sin llave"))
    t.hacer(comandos.nueva_medida(t.e, "libre", t.nuevo_id, texto="Poner llave"))
    t.hacer(comandos.adjuntar(t.e, [evidencia(3, inconsistencia_id="libre")]))
    antes = t.e
    t.hacer(comandos.quitar_inconsistencia(t.e, "libre"))
    q = solo(t, ClaseQuitado.INCONSISTENCIA)
    assert q.detalle == "Archivo sin llave · con 1 medida y 1 archivo"
    t.restaurar(q)
    assert t.e == antes


def test_a_file_of_a_finding_that_went_later_brings_it_back(t: Trabajo) -> None:
    t.hacer(comandos.nueva_inconsistencia(t.e, lambda: "libre"))
    t.hacer(comandos.adjuntar(t.e, [evidencia(3, inconsistencia_id="libre")]))
    antes = t.e
    t.hacer(comandos.quitar_evidencia(t.e, "evidencia-3"))
    t.hacer(comandos.quitar_inconsistencia(t.e, "libre"))
    t.restaurar(solo(t, ClaseQuitado.EVIDENCIA))
    assert t.e == antes


def test_rows_come_back_in_their_order_and_count_again(t: Trabajo) -> None:
    antes = t.e
    t.hacer(comandos.guardar_filas(t.e, MUESTRA, [fila(2, True)], "Quitó un renglón"))
    t.restaurar(solo(t, ClaseQuitado.RENGLONES))
    assert t.e == antes


def test_a_measure_comes_back_to_its_finding(t: Trabajo) -> None:
    antes = t.e
    (id_,) = t.e.medidas
    t.hacer(comandos.quitar_medida(t.e, id_))
    t.restaurar(solo(t, ClaseQuitado.MEDIDA))
    assert t.e == antes


def test_an_acta_comes_back_where_no_other_was_begun(t: Trabajo) -> None:
    t.hacer(comandos.empezar_acta(t.e))
    t.hacer(comandos.quitar_acta(t.e))
    q = solo(t, ClaseQuitado.ACTA)
    t.hacer(comandos.empezar_acta(t.e))
    t.hacer(comandos.modificar_acta(t.e, "Cambió", lugar="Otro"))
    with pytest.raises(UserError, match="otra acta"):
        t.restaurar(q)


def test_a_file_of_a_cedula_that_is_gone_says_what_to_restore_first(t: Trabajo) -> None:
    t.hacer(comandos.quitar_evidencia(t.e, "evidencia-1"))
    t.hacer(comandos.elegir_cedulas(t.e, [AV_90]))
    with pytest.raises(UserError, match="no aplica CO-90"):
        t.restaurar(solo(t, ClaseQuitado.EVIDENCIA))


def test_what_an_answer_raised_and_took_back_is_no_loss(t: Trabajo) -> None:
    t.hacer(comandos.responder(t.e, RESPONSABLE, NO_CUMPLE))
    t.hacer(comandos.responder(t.e, RESPONSABLE, CUMPLE))
    assert t.papelera() == []


def test_two_findings_made_one_leave_nothing_in_the_bin(t: Trabajo) -> None:
    (una, otra, _) = t.e.inconsistencias_en_orden()
    t.hacer(comandos.modificar_inconsistencia(t.e, otra.id, causa="Falta personal"))
    t.hacer(comandos.unir_inconsistencias(t.e, una.id, otra.id))
    assert t.papelera() == []


def test_a_written_finding_survives_the_birth_of_another_under_its_id(t: Trabajo) -> None:
    una = t.e.inconsistencias_de(RESPONSABLE.id)
    assert not una
    t.hacer(comandos.responder(t.e, RESPONSABLE, NO_CUMPLE))
    (nacida,) = t.e.inconsistencias_de(RESPONSABLE.id)
    t.hacer(comandos.modificar_inconsistencia(t.e, nacida.id, causa="Nadie lo nombró"))
    t.hacer(comandos.responder(t.e, RESPONSABLE, CUMPLE))
    t.hacer(comandos.quitar_inconsistencia(t.e, nacida.id))
    t.hacer(comandos.responder(t.e, RESPONSABLE, NO_CUMPLE))
    t.restaurar(solo(t, ClaseQuitado.INCONSISTENCIA))
    (vuelta,) = t.e.inconsistencias_de(RESPONSABLE.id)
    assert vuelta.causa == "Nadie lo nombró"


def test_undoing_what_was_taken_out_empties_the_bin(t: Trabajo) -> None:
    antes: Expediente = t.e
    op = t.hacer(comandos.elegir_cedulas(t.e, []))
    assert len(t.papelera()) == 2
    t.hacer(op.inversa)
    assert (t.e, t.papelera()) == (antes, [])

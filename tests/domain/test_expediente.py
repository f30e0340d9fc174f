from datetime import date

import pytest

from supervisor_app.domain import comandos
from supervisor_app.domain.base import Persona, con
from supervisor_app.domain.expediente import Cambio, Expediente, Operacion
from tests.visita_ficticia import (
    CONTROL,
    CUMPLE,
    MUESTRA,
    NO_CUMPLE,
    VISITA_ID,
    aplicar,
    evidencia,
    expediente,
    fila,
    informe,
    medida,
    responder,
)


def test_a_change_needs_a_before_or_an_after() -> None:
    with pytest.raises(ValueError, match="before or an after"):
        Cambio(None, None)


def test_a_change_speaks_of_one_record() -> None:
    with pytest.raises(ValueError, match="one record"):
        Cambio(fila(1), fila(2))


def test_a_change_turned_round_twice_is_itself() -> None:
    cambio = Cambio(fila(1), fila(1, True))
    assert cambio.inverso.inverso == cambio


def test_an_operation_does_not_take_changes_of_another_visit() -> None:
    with pytest.raises(ValueError, match="another visit"):
        Operacion("otra", "Cambió", (Cambio(None, fila(1)),))


def test_a_visit_does_not_take_changes_of_another_visit() -> None:
    with pytest.raises(ValueError, match="another visit"):
        expediente().aplicar([Cambio(None, fila(1, visita_id="otra"))])


def test_undoing_goes_backwards() -> None:
    op = Operacion(VISITA_ID, "Cambió", (Cambio(None, fila(1)), Cambio(fila(1), fila(1, True))))
    assert aplicar(expediente(), op, op.inversa) == expediente()


def test_an_operation_of_equal_changes_is_empty() -> None:
    assert Operacion(VISITA_ID, "Nada", (Cambio(fila(1), fila(1)),)).vacia


def test_applying_leaves_the_earlier_value_as_it_was() -> None:
    antes = expediente()
    responder(antes, CONTROL.id, CUMPLE)
    assert antes == expediente()


def test_the_informe_comes_and_goes() -> None:
    e = expediente()
    op = comandos.guardar_informe(e, informe())
    assert aplicar(e, op, op.inversa).informe is None


def test_rows_come_in_their_order() -> None:
    filas = {f.id: f for f in (fila(3), fila(1), fila(2), fila(9, item_id="otro"))}
    e = Expediente(expediente().visita, filas=filas)
    assert [f.orden for f in e.filas_de(MUESTRA.id)] == [1, 2, 3]


def test_evidence_comes_in_its_order() -> None:
    archivos = {v.id: v for v in (evidencia(2, orden=2, item_id="i"), evidencia(1, orden=1, item_id="i"))}
    e = Expediente(expediente().visita, evidencias=archivos)
    assert [v.orden for v in e.evidencias_de("i")] == [1, 2]


def test_evidence_of_a_finding_is_apart_from_that_of_items() -> None:
    archivos = {v.id: v for v in (evidencia(1, inconsistencia_id="h"), evidencia(2, item_id="i"))}
    e = Expediente(expediente().visita, evidencias=archivos)
    assert [v.id for v in e.evidencias_de_hallazgo("h")] == ["evidencia-1"]


def test_medidas_come_in_their_order() -> None:
    medidas = {m.id: m for m in (medida(2, "h"), medida(1, "h"), medida(3, "otro"))}
    e = Expediente(expediente().visita, medidas=medidas)
    assert [m.orden for m in e.medidas_de("h")] == [1, 2]


def test_the_finding_of_an_item_is_found() -> None:
    e = responder(expediente(), CONTROL.id, NO_CUMPLE)
    assert e.inconsistencia_de(CONTROL.id) in e.inconsistencias.values()


def test_a_value_with_another_field_is_validated_again() -> None:
    with pytest.raises(ValueError, match="fecha"):
        con(medida(1, "h"), fecha="ayer")


def test_a_value_with_another_field_keeps_the_rest() -> None:
    assert con(medida(1, "h"), texto="Otro").fecha == date(2026, 7, 1)


def test_a_person_of_spaces_is_empty() -> None:
    assert Persona(nombre=" ", cargo="\t").vacia

"""Drawing as something a person does in a visit."""

from __future__ import annotations

import pytest

from supervisor_app.domain import comandos
from supervisor_app.domain.base import con
from supervisor_app.domain.comandos.muestreo import se_perderian, sortear
from supervisor_app.domain.expediente import Expediente, Operacion
from supervisor_app.domain.muestreo.metodos import Metodo
from supervisor_app.domain.muestreo.plan import Plan, registrar
from supervisor_app.domain.muestreo.registro import Muestreo
from supervisor_app.domain.muestreo.universo import Universo
from supervisor_app.errors import UserError
from tests.domain.muestreo.test_plan import CUANDO, universo
from tests.visita_ficticia import MUESTRA, aplicar, cerrada, contador_de_ids, expediente

U = universo(300)
NUEVO_ID = contador_de_ids()


def trazo(tamano: int = 8, semilla: str = "s", u: Universo = U) -> Muestreo:
    plan = Plan(Metodo.SIMPLE, tamano=tamano, semilla=semilla)
    visita = expediente().visita.id
    return registrar(u, plan, nombre="rale.xlsx", visita_id=visita, item_id=MUESTRA.id, cuando=CUANDO)


def hacer(e: Expediente, m: Muestreo, u: Universo = U, *, aceptar: bool = False) -> Operacion:
    return sortear(e, MUESTRA, m, u, nuevo_id=NUEVO_ID, aceptar_perdida=aceptar)


def revisar(e: Expediente, cuantas: int) -> Expediente:
    filas = [con(f, con_inconsistencia=n == 0) if n < cuantas else f for n, f in enumerate(e.filas_de(MUESTRA.id))]
    return aplicar(e, comandos.guardar_filas(e, MUESTRA, filas, "Revisó"))


def test_a_draw_makes_a_row_of_each_case_with_its_amount() -> None:
    m = trazo()
    e = aplicar(expediente(), hacer(expediente(), m))
    assert e.muestreos[MUESTRA.id] == m
    assert [f.universo for f in e.filas_de(MUESTRA.id)] == list(m.numeros)
    assert [f.importe for f in e.filas_de(MUESTRA.id)] == [x.importe for x in m.elegidos]
    assert e.filas_de(MUESTRA.id)[0].referencia == U.filas[m.numeros[0] - 1][0]


def test_undo_takes_record_and_rows_together() -> None:
    op = hacer(expediente(), trazo())
    e = aplicar(aplicar(expediente(), op), op.inversa)
    assert (e.muestreos, e.filas_de(MUESTRA.id)) == ({}, ())


def test_a_larger_draw_with_the_same_seed_keeps_what_was_reviewed() -> None:
    e = revisar(aplicar(expediente(), hacer(expediente(), trazo(8))), 3)
    antes = {f.universo: f.con_inconsistencia for f in e.filas_de(MUESTRA.id)}
    e = aplicar(e, hacer(e, trazo(20)))
    despues = {f.universo: f.con_inconsistencia for f in e.filas_de(MUESTRA.id)}
    assert len(despues) == 20
    assert {n: despues[n] for n in antes} == antes


def test_a_draw_that_would_lose_reviewed_rows_says_how_many() -> None:
    e = revisar(aplicar(expediente(), hacer(expediente(), trazo(8))), 3)
    with pytest.raises(UserError, match="3 renglones ya revisados") as error:
        hacer(e, trazo(8, "otra"))
    assert error.value.field == "perdida"
    assert len(se_perderian(e, trazo(8, "otra"))) == 3


def test_what_is_lost_knowingly_comes_back_with_undo() -> None:
    e = revisar(aplicar(expediente(), hacer(expediente(), trazo(8))), 3)
    op = hacer(e, trazo(8, "otra"), aceptar=True)
    assert aplicar(aplicar(e, op), op.inversa).filas_de(MUESTRA.id) == e.filas_de(MUESTRA.id)


def test_another_universe_never_takes_the_answers_of_the_first() -> None:
    e = revisar(aplicar(expediente(), hacer(expediente(), trazo(8))), 3)
    otro = universo(301)
    e = aplicar(e, hacer(e, trazo(8, u=otro), otro, aceptar=True))
    assert all(f.con_inconsistencia is None for f in e.filas_de(MUESTRA.id))


def test_rows_written_by_hand_stay_at_the_end() -> None:
    e = aplicar(expediente(), hacer(expediente(), trazo(4)))
    a_mano = con(e.filas_de(MUESTRA.id)[0], id="a-mano", universo=None, orden=99, referencia="A mano")
    e = aplicar(e, comandos.guardar_filas(e, MUESTRA, [*e.filas_de(MUESTRA.id), a_mano], "Agregó"))
    e = aplicar(e, hacer(e, trazo(6)))
    assert [f.id for f in e.filas_de(MUESTRA.id)].index("a-mano") == 6


def test_a_closed_visit_draws_nothing() -> None:
    with pytest.raises(UserError, match="cerrada"):
        hacer(cerrada(expediente()), trazo())

"""An informe or acta that repeats what is turned over apart stands in the way of closing."""

import pytest

from supervisor_app.domain import comandos
from supervisor_app.domain.avance import faltantes
from supervisor_app.domain.base import con
from supervisor_app.domain.expediente import Expediente
from supervisor_app.domain.informe import Bloque
from supervisor_app.domain.reserva_repetida import repetidos
from tests.visita_ficticia import CONTROL, NO_CUMPLE, RESPONSABLE, aplicar, expediente, informe, responder

SECRETO = "Turnar los recibos sin conciliar a la contraloría"


def con_informe(e: Expediente, texto: str) -> Expediente:
    """Its section 4 says one measure under another, as when it was composed before the finding was marked."""
    bloque = Bloque(texto="Medidas:", subelementos=(Bloque(texto=texto),))
    return aplicar(e, comandos.guardar_informe(e, con(informe(), datos=con(informe().datos, resultados=(bloque,)))))


@pytest.fixture
def e() -> Expediente:
    """CONTROL's finding is a possible irregularity with a measure that says SECRETO."""
    e = responder(expediente(), CONTROL.id, NO_CUMPLE)
    (h,) = e.inconsistencias
    e = aplicar(e, comandos.nueva_medida(e, h, lambda: "m1", texto=SECRETO))
    return aplicar(e, comandos.modificar_inconsistencia(e, h, posible_irregularidad=True))


def test_a_measure_told_in_the_informe_before_it_was_marked_is_found(e: Expediente) -> None:
    e = con_informe(e, f"{SECRETO.upper()}  de inmediato.")
    assert repetidos(e) == (("resultados.0.subelementos.0", SECRETO),)


def test_it_stands_in_the_way_of_closing_and_says_where(e: Expediente) -> None:
    e = con_informe(e, SECRETO)
    (falta,) = [f for f in faltantes(e, e.definiciones) if "se turna aparte" in f.texto]
    assert (falta.impide_cerrar, falta.objeto) == (True, "resultados.0.subelementos.0")


def test_what_the_meeting_says_of_it_is_found(e: Expediente) -> None:
    e = aplicar(e, comandos.empezar_acta(e))
    e = aplicar(e, comandos.modificar_acta(e, "Escribió los acuerdos", acuerdos=f"Se acordó {SECRETO.lower()}."))
    assert [r.campo for r in repetidos(e)] == ["acta:acuerdos"]


def test_the_note_and_the_rest_that_go_apart_are_looked_for_too(e: Expediente) -> None:
    e = aplicar(e, comandos.anotar(e, CONTROL, "Se cobró dos veces el mismo crédito"))
    assert repetidos(con_informe(e, "Se cobró dos veces el mismo crédito en mayo."))


def test_the_same_measure_agreed_on_an_ordinary_finding_may_be_told(e: Expediente) -> None:
    e = responder(e, RESPONSABLE.id, NO_CUMPLE)
    ordinaria = e.inconsistencias_de(RESPONSABLE.id)[0].id
    e = aplicar(e, comandos.nueva_medida(e, ordinaria, lambda: "m2", texto=SECRETO))
    assert not repetidos(con_informe(e, SECRETO))


def test_a_short_text_accuses_nobody(e: Expediente) -> None:
    e = aplicar(e, comandos.anotar(e, CONTROL, "Sin recibo"))
    assert not repetidos(con_informe(e, "Se atendió a una persona sin recibo."))


def test_nothing_is_looked_for_where_nothing_is_reserved(e: Expediente) -> None:
    (h,) = e.inconsistencias
    e = aplicar(e, comandos.modificar_inconsistencia(e, h, posible_irregularidad=False))
    assert not repetidos(con_informe(e, SECRETO))

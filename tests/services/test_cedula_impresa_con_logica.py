"""What a cédula with logic prints: what is not asked says so, what is calculated too, and the rules that it breaks."""

from supervisor_app.documents.modelos import ItemImpreso, Signo
from supervisor_app.domain.cedula.answers import Celda, ValorNumero, ValorTexto
from supervisor_app.domain.expediente import Expediente
from supervisor_app.services.papel.cedula_impresa import imprimir_cedula
from tests.domain.test_cedula_con_logica import CEDULA, contestar, fila, muestrear, visita_con
from tests.visita_ficticia import CUMPLE, NO_CUMPLE, PARCIAL


def impreso(e: Expediente, numero: int) -> ItemImpreso:
    return imprimir_cedula(e, CEDULA, {}).items[numero - 1]


def test_a_question_that_is_not_asked_prints_that_and_nothing_that_was_written_in_it() -> None:
    e = contestar(contestar(contestar(visita_con(), "01", NO_CUMPLE), "08", CUMPLE), "01", CUMPLE)
    assert impreso(e, 8).respuesta.texto == "No aplica por condición"
    assert impreso(e, 8).respuesta.signo is Signo.NO_APLICA


def test_a_calculated_answer_says_that_it_is() -> None:
    e = muestrear(contestar(visita_con(), "01", PARCIAL), fila(1, mal=True, importe="100.00"))
    assert impreso(e, 10).respuesta.texto == "$44.10"
    assert impreso(e, 10).respuesta.detalle == ("Calculado con otras respuestas",)


def test_a_rule_that_is_not_met_is_printed_with_its_row() -> None:
    e = muestrear(contestar(visita_con(), "01", PARCIAL), fila(1, mal=True, importe="9000.00"))
    assert impreso(e, 2).respuesta.detalle[-1] == "Aviso: renglón 1: El recargo pasa de mil pesos."


def test_the_own_columns_of_a_row_are_printed_with_their_titles() -> None:
    motivo = Celda(columna="motivo", valor=ValorTexto(valor="Domicilio"))
    dias = Celda(columna="dias", valor=ValorNumero(valor=10))
    e = muestrear(contestar(visita_con(), "01", PARCIAL), fila(1, mal=True, importe="100", celdas=(dias, motivo)))
    muestra = impreso(e, 2).muestra
    assert muestra is not None
    assert muestra.filas[0].detalle == "Días: 10 · Recargo: $14.70 · Motivo: Domicilio"


def test_only_what_is_asked_enters_the_result() -> None:
    e = contestar(visita_con(), "01", CUMPLE)
    assert imprimir_cedula(e, CEDULA, {}).resultado.contestadas == "2 de 5"

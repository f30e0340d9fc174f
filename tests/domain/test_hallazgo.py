from datetime import date

import pytest

from supervisor_app.domain.base import con
from supervisor_app.domain.cedula.answers import Respuesta, Valor
from supervisor_app.domain.cedula.definition import ItemDefinition
from supervisor_app.domain.hallazgo import (
    EstadoHallazgo,
    EstadoMedida,
    Inconsistencia,
    Origen,
    Riesgo,
    TipoMedida,
)
from supervisor_app.domain.redaccion import Caso, descripcion, importe, sustentada, titulo
from tests.visita_ficticia import CONTROL, CUMPLE, MUESTRA, NO_CUMPLE, PARCIAL, VISITA_ID, medida, muestra

NB = "\N{NO-BREAK SPACE}"
NACIDA = Inconsistencia(id="h", visita_id=VISITA_ID, numero=3, cedula="CO-90", items=(CONTROL.id,))
LIBRE = Inconsistencia(id="h", visita_id=VISITA_ID, numero=3, titulo="")


def respuesta(valor: Valor | None, nota: str = "") -> Respuesta:
    return Respuesta(id="v:i", visita_id=VISITA_ID, cedula="CO-90", item_id=CONTROL.id, valor=valor, nota=nota)


def caso(r: Respuesta, item: ItemDefinition) -> list[Caso]:
    return [Caso(item.id, item, r)]


def test_a_written_title_is_kept() -> None:
    assert titulo(con(NACIDA, titulo="Sin tablero"), caso(respuesta(NO_CUMPLE), CONTROL)) == "Sin tablero"


@pytest.mark.parametrize(
    ("valor", "esperado"),
    [
        (NO_CUMPLE, "No cumple: El control está al día"),
        (PARCIAL, "Cumple parcialmente: El control está al día"),
        (muestra(20, 4), "4 de 20 casos revisados con inconsistencia"),
        (muestra(1, 1), "1 de 1 caso revisado con inconsistencia"),
        (muestra(20_000, 1_250), "1,250 de 20,000 casos revisados con inconsistencia"),
        (None, "Inconsistencia sin título"),
    ],
)
def test_a_title_that_nobody_wrote_follows_the_answer(valor: Valor | None, esperado: str) -> None:
    assert titulo(NACIDA, caso(respuesta(valor), CONTROL)) == esperado


def test_a_long_question_is_cut_at_a_word() -> None:
    larga = CONTROL.model_copy(update={"pregunta": "¿" + "palabra " * 40 + "final?"})
    assert titulo(NACIDA, caso(respuesta(NO_CUMPLE), larga)).endswith("palabra…")


def test_a_free_finding_without_title_says_so() -> None:
    assert titulo(LIBRE, ()) == "Inconsistencia sin título"


def test_a_description_that_nobody_wrote_joins_question_answer_and_note() -> None:
    texto = descripcion(NACIDA, caso(respuesta(NO_CUMPLE, "Se vio el tablero."), CONTROL))
    assert texto == "¿El control está al día? No se cumple. Se vio el tablero."


def test_a_description_of_a_muestra_tells_share_and_amount() -> None:
    texto = descripcion(NACIDA, caso(respuesta(muestra(20, 4, importe="1200")), MUESTRA))
    assert texto.endswith(f"Se revisaron 20; en 4 se encontró la inconsistencia (20.0{NB}%), por $1,200.00.")


def test_a_description_of_one_case_is_in_singular() -> None:
    assert "Se revisó 1; en 1" in descripcion(NACIDA, caso(respuesta(muestra(1, 1)), MUESTRA))


def test_a_description_of_a_parcial_says_so() -> None:
    assert "sólo en parte" in descripcion(NACIDA, caso(respuesta(PARCIAL), CONTROL))


def test_a_written_description_is_kept_even_empty() -> None:
    assert descripcion(con(NACIDA, descripcion=""), caso(respuesta(NO_CUMPLE), CONTROL)) == ""


def test_a_finding_without_answer_has_no_description_of_its_own() -> None:
    assert descripcion(LIBRE, ()) == ""


@pytest.mark.parametrize(("valor", "esperado"), [(NO_CUMPLE, True), (CUMPLE, False), (None, False)])
def test_a_finding_is_sustained_by_an_answer_that_raises_one(valor: Valor | None, esperado: bool) -> None:
    assert sustentada(NACIDA, caso(respuesta(valor), CONTROL)) is esperado


def test_a_finding_is_not_sustained_by_an_answer_that_is_not_there() -> None:
    assert not sustentada(NACIDA, [Caso(CONTROL.id)])


def test_a_free_finding_needs_no_answer() -> None:
    assert sustentada(LIBRE, ())


def test_a_finding_as_it_was_born_is_untouched() -> None:
    assert not NACIDA.tocada


def test_a_finding_is_told_by_the_folio_of_its_visit() -> None:
    assert NACIDA.folio("V-2026-014") == "V-2026-014-03"


@pytest.mark.parametrize(
    ("campos", "completa"),
    [
        ({}, True),
        ({"texto": " "}, False),
        ({"fecha": None}, False),
        ({"responsable_cargo": " "}, False),
        ({"responsable_cargo": "", "responsable_nombre": "José Ibargüen"}, True),
    ],
)
def test_a_medida_binds_only_with_text_responsible_and_date(campos: dict[str, object], completa: bool) -> None:
    assert medida(1, "h", **campos).completa is completa


def test_the_responsible_is_name_and_post() -> None:
    assert medida(1, "h", responsable_nombre="José Ibargüen ").responsable == "José Ibargüen, Jefa de Cobranza"


def test_a_medida_has_a_date_without_zone() -> None:
    assert medida(1, "h").fecha == date(2026, 7, 1)


@pytest.mark.parametrize("valor", [*Riesgo, *Origen, *EstadoHallazgo, *EstadoMedida, *TipoMedida])
def test_every_choice_has_its_words(valor: Riesgo | Origen | EstadoHallazgo | EstadoMedida | TipoMedida) -> None:
    assert valor.label[0].isupper()


# --- several items --------------------------------------------------------------------------------------------------

VARIOS = con(NACIDA, items=(CONTROL.id, MUESTRA.id))


def casos(uno: Valor, otro: Valor) -> list[Caso]:
    return [Caso(CONTROL.id, CONTROL, respuesta(uno)), Caso(MUESTRA.id, MUESTRA, respuesta(otro))]


def test_the_title_of_several_items_tells_the_first_and_how_many_more() -> None:
    assert titulo(VARIOS, casos(NO_CUMPLE, muestra(20, 4))) == "No cumple: El control está al día y 1 punto más"


def test_an_item_that_sustains_it_no_longer_gives_no_title() -> None:
    assert titulo(VARIOS, casos(CUMPLE, muestra(20, 4))) == "4 de 20 casos revisados con inconsistencia"


def test_the_description_of_several_items_tells_each_with_its_number() -> None:
    lineas = descripcion(VARIOS, casos(NO_CUMPLE, muestra(20, 4))).split("\n")
    assert [linea.split(":")[0] for linea in lineas] == [CONTROL.id, MUESTRA.id]


def test_it_is_sustained_while_any_of_its_items_sustains_it() -> None:
    assert sustentada(VARIOS, casos(CUMPLE, muestra(20, 4)))
    assert not sustentada(VARIOS, casos(CUMPLE, muestra(20, 0)))


def test_the_amount_is_what_its_muestras_found_until_one_is_written() -> None:
    dichos = casos(NO_CUMPLE, muestra(20, 4, importe="1200"))
    assert importe(VARIOS, dichos) == 1200
    assert importe(con(VARIOS, importe=50), dichos) == 50
    assert importe(VARIOS, casos(NO_CUMPLE, muestra(20, 4))) is None


def test_a_record_with_one_item_of_before_is_read() -> None:
    datos = NACIDA.model_dump(exclude={"items"}) | {"item_id": CONTROL.id}
    assert Inconsistencia.model_validate(datos) == NACIDA
    assert Inconsistencia.model_validate(datos | {"item_id": ""}).libre


def test_the_cedulas_of_a_finding_are_those_of_its_items() -> None:
    assert con(NACIDA, items=("CO-90-01", "AV-90-02", "CO-90-02")).cedulas == ("CO-90", "AV-90")
    assert con(LIBRE, cedula="CO-90").cedulas == ("CO-90",)


@pytest.mark.parametrize(
    ("campos", "dicho"),
    [
        ({}, "Supervisión"),
        ({"origen": Origen.OIC, "referencia": "14/2026"}, "OIC, observación 14/2026"),
        ({"origen": Origen.OTRA, "organo": "Coordinación de Evaluación"}, "Coordinación de Evaluación"),
    ],
)
def test_the_origin_is_told_with_its_number(campos: dict[str, object], dicho: str) -> None:
    assert con(NACIDA, **campos).origen_completo == dicho


@pytest.mark.parametrize(
    ("campos", "estado"),
    [
        ({"avance": 100}, EstadoMedida.CUMPLIDA),
        ({"avance": 40}, EstadoMedida.EN_PROCESO),
        ({}, EstadoMedida.PENDIENTE),
        ({"fecha": date(2026, 6, 1), "avance": 99}, EstadoMedida.VENCIDA),
        ({"fecha": None}, EstadoMedida.PENDIENTE),
    ],
)
def test_the_state_of_a_medida_follows_from_progress_and_date(campos: dict[str, object], estado: EstadoMedida) -> None:
    assert medida(1, "h", **campos).estado(date(2026, 6, 10)) is estado

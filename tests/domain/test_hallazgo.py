from datetime import date

import pytest

from supervisor_app.domain.base import con
from supervisor_app.domain.cedula.answers import Respuesta, Valor
from supervisor_app.domain.hallazgo import (
    EstadoHallazgo,
    Inconsistencia,
    Origen,
    Riesgo,
    TipoMedida,
    descripcion,
    sustentada,
    titulo,
)
from tests.visita_ficticia import CONTROL, CUMPLE, MUESTRA, NO_CUMPLE, PARCIAL, VISITA_ID, medida, muestra

NB = "\N{NO-BREAK SPACE}"
NACIDA = Inconsistencia(id="h", visita_id=VISITA_ID, numero=3, cedula="CO-90", item_id=CONTROL.id)
LIBRE = Inconsistencia(id="h", visita_id=VISITA_ID, numero=3, titulo="")


def respuesta(valor: Valor | None, nota: str = "") -> Respuesta:
    return Respuesta(id="v:i", visita_id=VISITA_ID, cedula="CO-90", item_id=CONTROL.id, valor=valor, nota=nota)


def test_a_written_title_is_kept() -> None:
    assert titulo(con(NACIDA, titulo="Sin tablero"), respuesta(NO_CUMPLE), CONTROL) == "Sin tablero"


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
    assert titulo(NACIDA, respuesta(valor), CONTROL) == esperado


def test_a_long_question_is_cut_at_a_word() -> None:
    larga = CONTROL.model_copy(update={"pregunta": "¿" + "palabra " * 40 + "final?"})
    assert titulo(NACIDA, respuesta(NO_CUMPLE), larga).endswith("palabra…")


def test_a_free_finding_without_title_says_so() -> None:
    assert titulo(LIBRE, None, None) == "Inconsistencia sin título"


def test_a_description_that_nobody_wrote_joins_question_answer_and_note() -> None:
    texto = descripcion(NACIDA, respuesta(NO_CUMPLE, "Se vio el tablero."), CONTROL)
    assert texto == "¿El control está al día? No se cumple. Se vio el tablero."


def test_a_description_of_a_muestra_tells_share_and_amount() -> None:
    texto = descripcion(NACIDA, respuesta(muestra(20, 4, importe="1200")), MUESTRA)
    assert texto.endswith(f"Se revisaron 20; en 4 se encontró la inconsistencia (20.0{NB}%), por $1,200.00.")


def test_a_description_of_one_case_is_in_singular() -> None:
    assert "Se revisó 1; en 1" in descripcion(NACIDA, respuesta(muestra(1, 1)), MUESTRA)


def test_a_description_of_a_parcial_says_so() -> None:
    assert "sólo en parte" in descripcion(NACIDA, respuesta(PARCIAL), CONTROL)


def test_a_written_description_is_kept_even_empty() -> None:
    assert descripcion(con(NACIDA, descripcion=""), respuesta(NO_CUMPLE), CONTROL) == ""


def test_a_finding_without_answer_has_no_description_of_its_own() -> None:
    assert descripcion(LIBRE, None, None) == ""


@pytest.mark.parametrize(("valor", "esperado"), [(NO_CUMPLE, True), (CUMPLE, False), (None, False)])
def test_a_finding_is_sustained_by_an_answer_that_raises_one(valor: Valor | None, esperado: bool) -> None:
    assert sustentada(NACIDA, respuesta(valor)) is esperado


def test_a_finding_is_not_sustained_by_an_answer_that_is_not_there() -> None:
    assert not sustentada(NACIDA, None)


def test_a_free_finding_needs_no_answer() -> None:
    assert sustentada(LIBRE, None)


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


@pytest.mark.parametrize("valor", [*Riesgo, *Origen, *EstadoHallazgo, *TipoMedida])
def test_every_choice_has_its_words(valor: Riesgo | Origen | EstadoHallazgo | TipoMedida) -> None:
    assert valor.label[0].isupper()

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervisor_app.domain.cedula.answers import Respuesta, Valor
from supervisor_app.domain.cedula.result import Resultado, calcular
from tests.visita_ficticia import CO_90, CUMPLE, NO_APLICA, NO_CUMPLE, PARCIAL, VISITA_ID, muestra


def resultado(**valores: Valor | None) -> Resultado:
    """The result of CO-90 with answers by the last two digits of the item: ``i01=CUMPLE``."""
    respuestas = {}
    for clave, valor in valores.items():
        item_id = f"CO-90-{clave[1:]}"
        respuestas[item_id] = Respuesta(
            id=f"{VISITA_ID}:{item_id}", visita_id=VISITA_ID, cedula="CO-90", item_id=item_id, valor=valor
        )
    return calcular(CO_90, respuestas)


@pytest.mark.parametrize(
    ("valores", "porcentaje"),
    [
        ((), None),
        ((NO_APLICA, NO_APLICA), None),
        ((CUMPLE,), 100),
        ((NO_CUMPLE,), 0),
        ((PARCIAL,), 50),
        ((CUMPLE, NO_CUMPLE), 50),
        ((CUMPLE, PARCIAL), 75),
        ((PARCIAL, NO_CUMPLE), 25),
        ((CUMPLE, NO_APLICA), 100),
    ],
)
def test_compliance_is_cumple_and_half_of_parcial_over_what_applies(
    valores: tuple[Valor, ...], porcentaje: int | None
) -> None:
    assert resultado(**dict(zip(("i01", "i07"), valores, strict=False))).porcentaje == porcentaje


def test_no_aplica_on_an_item_of_another_kind_counts_as_answered_and_not_as_compliance() -> None:
    r = resultado(i01=CUMPLE, i02=NO_APLICA)
    assert (r.contestadas, r.no_aplica) == (2, 1)
    assert r.porcentaje == 100


@pytest.mark.parametrize(
    ("revisados", "malos", "porcentaje"),
    [(20, 0, 100), (20, 1, 50), (20, 20, 50), (0, 0, 100)],
)
def test_a_muestra_complies_where_no_case_has_the_inconsistencia(revisados: int, malos: int, porcentaje: int) -> None:
    assert resultado(i01=CUMPLE, i02=muestra(revisados, malos)).porcentaje == porcentaje


def test_an_emptied_answer_is_not_answered() -> None:
    assert resultado(i01=None).contestadas == 0


def test_answers_to_items_that_the_cedula_lacks_are_not_counted() -> None:
    assert resultado(i99=CUMPLE).contestadas == 0


def test_a_cedula_is_complete_with_every_item_answered() -> None:
    assert resultado(**{f"i{n:02d}": NO_APLICA for n in range(1, 8)}).completa


def test_a_cedula_is_not_complete_with_one_item_missing() -> None:
    assert not resultado(**{f"i{n:02d}": NO_APLICA for n in range(1, 7)}).completa


CUENTAS = st.integers(0, 200)


@given(CUENTAS, CUENTAS, CUENTAS, CUENTAS)
def test_compliance_is_always_between_0_and_100(cumple: int, parcial: int, no_cumple: int, no_aplica: int) -> None:
    r = Resultado(
        total=cumple + parcial + no_cumple + no_aplica,
        contestadas=0,
        cumple=cumple,
        parcial=parcial,
        no_cumple=no_cumple,
        no_aplica=no_aplica,
        con_inconsistencia=parcial + no_cumple,
    )
    assert r.porcentaje is None or Decimal(0) <= r.porcentaje <= Decimal(100)


RESPUESTAS = st.sampled_from([None, CUMPLE, PARCIAL, NO_CUMPLE, NO_APLICA])


@given(RESPUESTAS)
def test_answering_better_never_lowers_compliance(otra: Valor | None) -> None:
    antes, despues = resultado(i01=NO_CUMPLE, i07=otra).porcentaje, resultado(i01=CUMPLE, i07=otra).porcentaje
    assert antes is not None
    assert despues is not None
    assert antes <= despues


@given(RESPUESTAS, RESPUESTAS)
def test_each_parcial_and_each_no_cumple_is_one_inconsistencia(una: Valor | None, otra: Valor | None) -> None:
    assert resultado(i01=una, i07=otra).con_inconsistencia == sum(v in (PARCIAL, NO_CUMPLE) for v in (una, otra))

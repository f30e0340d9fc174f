"""Which answers of the last visit may be copied to the question as it is asked now."""

from decimal import Decimal

from supervisor_app.domain.cedula.answers import ValorDecimal, ValorNumero, ValorOpcion
from supervisor_app.domain.cedula.definition import CedulaDefinition, ItemDefinition, Kind
from supervisor_app.ui.visita.cedulas.anterior import to_copy
from tests.definiciones_al_azar import con_items
from tests.visita_ficticia import CO_90, CUMPLE, NO_APLICA, muestra

NUMBER = CO_90.items[2]


def asked(item: ItemDefinition, **campos: object) -> tuple[ItemDefinition, CedulaDefinition]:
    changed = ItemDefinition.model_validate(item.__dict__ | campos)
    opciones = [{"clave": "a", "texto": "Domicilio"}]
    return changed, con_items(CO_90, changed, listas=({"clave": "causas", "opciones": opciones},))


def test_what_fits_is_copied_in_the_form_that_is_asked_now() -> None:
    assert to_copy(ValorNumero(valor=7), *asked(NUMBER)) == ValorNumero(valor=7)
    assert to_copy(ValorNumero(valor=7), *asked(NUMBER, decimales=2)) == ValorDecimal(valor=Decimal(7))
    assert to_copy(NO_APLICA, *asked(NUMBER)) == NO_APLICA


def test_another_kind_a_sample_and_what_is_calculated_are_not_copied() -> None:
    assert to_copy(CUMPLE, *asked(NUMBER)) is None
    assert to_copy(muestra(3, 1), *asked(CO_90.items[1])) is None
    assert to_copy(ValorNumero(valor=7), *asked(NUMBER, calculo="1 + 1")) is None


def test_a_choice_that_is_not_offered_any_more_is_not_copied() -> None:
    a, b = (ValorOpcion(valor=c, texto="Domicilio") for c in "ab")
    choice = asked(NUMBER, tipo=Kind.OPCION, lista="causas", unidad=None)
    assert to_copy(a, *choice) == a
    assert to_copy(b, *choice) is None

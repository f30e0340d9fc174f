from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from supervisor_app.domain.cedula.answers import (
    Cumplimiento,
    Respuesta,
    Valor,
    ValorCumple,
    ValorDecimal,
    ValorFecha,
    ValorMonto,
    ValorMuestra,
    ValorNumero,
    ValorOpcion,
    ValorPorcentaje,
    ValorTexto,
    sumar_filas,
)
from supervisor_app.domain.cedula.definition import ItemDefinition, Kind, Opcion
from supervisor_app.domain.cedula.session import como_texto, interpretar
from supervisor_app.errors import UserError
from tests.visita_ficticia import CUMPLE, ITEMS, NO_APLICA, NO_CUMPLE, PARCIAL, fila, muestra

OPCIONES = tuple(
    Opcion(clave=c, texto=t) for c, t in (("oficio", "Por oficio"), ("correo", "Por correo"), ("7", "Otra"))
)
POR_TIPO = {item.tipo: item for item in ITEMS.values()} | {
    tipo: ItemDefinition.model_validate(
        {"id": "CO-91-01", "pregunta": "¿Cómo?", "tipo": tipo, "evidencia": "Oficio", "fundamento": ["JSAC:7.1.3:3"]}
        | ({} if tipo is Kind.TEXTO else {"lista": "medios"})
    )
    for tipo in (Kind.TEXTO, Kind.OPCION, Kind.OPCIONES)
}
CONTROL = POR_TIPO[Kind.CUMPLE]
MUESTRA = POR_TIPO[Kind.MUESTRA]
NB = "\N{NO-BREAK SPACE}"

PESOS = st.decimals(-(10**15), 10**15, places=2)
MUESTRAS = st.integers(0, 10_000_000).flatmap(
    lambda n: st.builds(
        ValorMuestra, revisados=st.just(n), con_inconsistencia=st.integers(0, n), importe=st.none() | PESOS
    )
)
VALORES = st.one_of(
    st.builds(ValorCumple, valor=st.sampled_from(Cumplimiento)),
    MUESTRAS,
    st.builds(ValorNumero, valor=st.integers(0, 10**12)),
    st.builds(ValorPorcentaje, valor=st.decimals(0, 99_999, places=4)),
    st.builds(ValorFecha, valor=st.dates(date(1900, 1, 1), date(2200, 12, 31))),
    st.builds(ValorMonto, valor=PESOS),
    st.builds(ValorDecimal, valor=st.decimals(-(10**9), 10**9, places=6)),
    st.builds(ValorTexto, valor=st.text(st.characters(codec="utf-8"), min_size=1)),
    st.builds(ValorOpcion, valor=st.just("oficio"), texto=st.just("Por oficio")),
)


# --- values ---------------------------------------------------------------------------------------------------------


@given(VALORES)
def test_a_value_comes_back_from_json_as_it_was(valor: Valor) -> None:
    adaptador: TypeAdapter[Valor] = TypeAdapter(Valor)
    assert adaptador.validate_json(adaptador.dump_json(valor)) == valor


def test_more_cases_with_inconsistency_than_reviewed_are_refused() -> None:
    with pytest.raises(ValidationError, match="no pueden ser más que los revisados"):
        muestra(3, 4)


@pytest.mark.parametrize(("revisados", "malos"), [(-1, 0), (1, -1), (10_000_001, 0)])
def test_counts_out_of_bounds_are_refused(revisados: int, malos: int) -> None:
    with pytest.raises(ValidationError):
        muestra(revisados, malos)


def test_the_share_of_no_reviewed_case_is_unknown() -> None:
    assert muestra(0, 0).proporcion is None


@given(MUESTRAS)
def test_the_share_of_a_muestra_is_between_0_and_100(valor: ValorMuestra) -> None:
    assert valor.proporcion is None or 0 <= valor.proporcion <= 100


@pytest.mark.parametrize(
    ("valor", "levanta"),
    [
        (None, False),
        (CUMPLE, False),
        (NO_APLICA, False),
        (PARCIAL, True),
        (NO_CUMPLE, True),
        (muestra(5, 0), False),
        (muestra(5, 1), True),
        (ValorNumero(valor=9), False),
        (ValorPorcentaje(valor=Decimal(0)), False),
    ],
)
def test_only_parcial_no_cumple_and_cases_raise_an_inconsistencia(valor: Valor | None, levanta: bool) -> None:
    respuesta = Respuesta(id="v:i", visita_id="v", cedula="CO-90", item_id="i", valor=valor)
    assert respuesta.levanta_inconsistencia is levanta


# --- rows -----------------------------------------------------------------------------------------------------------


def test_rows_give_the_counts_and_the_amount_of_the_cases() -> None:
    filas = [fila(1, True, importe="10.50"), fila(2, False, importe="99"), fila(3, True), fila(4)]
    assert sumar_filas(filas) == muestra(3, 2, importe="10.50")


def test_rows_without_a_result_give_no_counts() -> None:
    assert sumar_filas([fila(1), fila(2)]) is None


def test_rows_without_amounts_give_no_amount() -> None:
    valor = sumar_filas([fila(1, True)])
    assert valor is not None
    assert valor.importe is None


def test_amounts_that_add_up_to_more_than_an_answer_holds_are_a_sentence() -> None:
    with pytest.raises(UserError, match="suman demasiado"):
        sumar_filas([fila(n, True, importe="9999999999999999.99") for n in (1, 2)])


@given(st.lists(st.tuples(st.none() | st.booleans(), st.none() | PESOS), max_size=30))
def test_the_counts_of_rows_are_always_coherent(renglones: list[tuple[bool | None, Decimal | None]]) -> None:
    filas = [fila(n, malo, importe=importe) for n, (malo, importe) in enumerate(renglones)]
    try:
        valor = sumar_filas(filas)
    except UserError:
        return
    vistas = [malo for malo, _ in renglones if malo is not None]
    assert (valor.revisados, valor.con_inconsistencia) == (len(vistas), sum(vistas)) if valor else not vistas


def test_a_row_with_nothing_but_spaces_is_empty() -> None:
    assert fila(1, referencia="  ", detalle="\t").vacia


def test_a_row_with_only_a_result_is_not_empty() -> None:
    assert not fila(1, False, referencia="").vacia


# --- what was typed -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("crudo", "valor"),
    [
        ("1", CUMPLE),
        ("2", PARCIAL),
        ("3", NO_CUMPLE),
        ("4", NO_APLICA),
        ("Sí", CUMPLE),
        (" CUMPLE ", CUMPLE),
        ("no", NO_CUMPLE),
        ("No cumple", NO_CUMPLE),
        ("N/A", NO_APLICA),
    ],
)
def test_the_four_answers_by_key_and_by_word(crudo: str, valor: Valor) -> None:
    assert interpretar(CONTROL, crudo) == valor


@pytest.mark.parametrize("crudo", ["5", "0", "quizá", "\uff11", "12"])
def test_another_word_is_refused_and_the_four_are_told(crudo: str) -> None:
    with pytest.raises(UserError, match="1 cumple, 2 parcial, 3 no cumple o 4 no aplica") as error:
        interpretar(CONTROL, crudo)
    assert error.value.field == CONTROL.id


@pytest.mark.parametrize("tipo", list(Kind))
def test_every_kind_takes_no_aplica(tipo: Kind) -> None:
    assert interpretar(POR_TIPO[tipo], "no aplica") == NO_APLICA


@pytest.mark.parametrize("tipo", list(Kind))
@pytest.mark.parametrize("crudo", [None, "", " \t\N{NO-BREAK SPACE}"])
def test_nothing_written_empties_the_answer(tipo: Kind, crudo: str | None) -> None:
    assert interpretar(POR_TIPO[tipo], crudo) is None


def test_an_empty_muestra_empties_the_answer() -> None:
    assert interpretar(MUESTRA, {"revisados": " ", "con_inconsistencia": ""}) is None


@pytest.mark.parametrize(
    ("tipo", "crudo", "valor"),
    [
        (Kind.NUMERO, "1,250", ValorNumero(valor=1250)),
        (Kind.PORCENTAJE, "12.5 %", ValorPorcentaje(valor=Decimal("12.5"))),
        (Kind.FECHA, "5/6/26", ValorFecha(valor=date(2026, 6, 5))),
        (Kind.MONTO, "$48,210.50", ValorMonto(valor=Decimal("48210.50"))),
        (
            Kind.MUESTRA,
            {"revisados": "20", "con_inconsistencia": "4", "importe": "$1,200"},
            muestra(20, 4, importe="1200.00"),
        ),
    ],
)
def test_each_kind_reads_its_value(tipo: Kind, crudo: str | Mapping[str, str], valor: Valor) -> None:
    assert interpretar(POR_TIPO[tipo], crudo) == valor


@pytest.mark.parametrize("tipo", [Kind.NUMERO, Kind.PORCENTAJE, Kind.FECHA, Kind.MONTO])
def test_a_value_that_cannot_be_read_names_its_item(tipo: Kind) -> None:
    with pytest.raises(UserError) as error:
        interpretar(POR_TIPO[tipo], "quién sabe")
    assert error.value.field == POR_TIPO[tipo].id


@pytest.mark.parametrize(("tipo", "crudo"), [(Kind.NUMERO, {"revisados": "1"}), (Kind.MUESTRA, "5")])
def test_a_value_of_another_kind_is_refused(tipo: Kind, crudo: str | Mapping[str, str]) -> None:
    with pytest.raises(UserError, match="no corresponde al tipo"):
        interpretar(POR_TIPO[tipo], crudo)


@pytest.mark.parametrize(
    ("crudo", "campo"),
    [
        ({"con_inconsistencia": "1"}, "revisados"),
        ({"revisados": "1"}, "con_inconsistencia"),
        ({"revisados": "3", "con_inconsistencia": "4"}, "con_inconsistencia"),
        ({"revisados": "x", "con_inconsistencia": "4"}, "revisados"),
        ({"revisados": "3", "con_inconsistencia": "-1"}, "con_inconsistencia"),
        ({"revisados": "3", "con_inconsistencia": "1", "importe": "mucho"}, "importe"),
        ({"revisados": "10000001", "con_inconsistencia": "1"}, "revisados"),
    ],
)
def test_a_muestra_says_which_of_its_fields_is_wrong(crudo: Mapping[str, str], campo: str) -> None:
    with pytest.raises(UserError) as error:
        interpretar(MUESTRA, crudo)
    assert error.value.field == campo


@given(st.sampled_from(Kind), st.text(max_size=30))
def test_no_text_whatsoever_brings_anything_but_a_value_or_a_sentence(tipo: Kind, crudo: str) -> None:
    try:
        interpretar(POR_TIPO[tipo], crudo)
    except UserError as error:
        assert error.message


@given(st.fixed_dictionaries({k: st.text(max_size=12) for k in ("revisados", "con_inconsistencia", "importe")}))
def test_no_muestra_whatsoever_brings_anything_but_a_value_or_a_sentence(crudo: dict[str, str]) -> None:
    try:
        interpretar(MUESTRA, crudo)
    except UserError as error:
        assert error.message


# --- in words -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("valor", "texto"),
    [
        (None, "Sin contestar"),
        (NO_CUMPLE, "No cumple"),
        (muestra(20, 4), f"4 de 20 (20.0{NB}%)"),
        (muestra(16, 1), f"1 de 16 (6.3{NB}%)"),
        (muestra(0, 0), "0 de 0"),
        (muestra(20_000, 4, importe="1200"), f"4 de 20,000 (0.0{NB}%), $1,200.00"),
        (muestra(2, 1, importe="-5"), f"1 de 2 (50.0{NB}%), -$5.00"),
        (ValorNumero(valor=1250), "1,250"),
        (ValorPorcentaje(valor=Decimal(12)), f"12.0{NB}%"),
        (ValorPorcentaje(valor=Decimal("12.2500")), f"12.25{NB}%"),
        (ValorPorcentaje(valor=Decimal("1E+3")), f"1,000.0{NB}%"),
        (ValorFecha(valor=date(2026, 6, 5)), "05/06/2026"),
        (ValorMonto(valor=Decimal("-1200")), "-$1,200.00"),
    ],
)
def test_an_answer_in_words(valor: Valor | None, texto: str) -> None:
    assert como_texto(valor) == texto


@given(VALORES.filter(lambda v: not isinstance(v, ValorMuestra | ValorDecimal | ValorTexto | ValorOpcion)))
def test_an_answer_in_words_reads_back(valor: Valor) -> None:
    assert interpretar(POR_TIPO[Kind(valor.tipo)], como_texto(valor)) == valor


# --- texts, choices and decimals ------------------------------------------------------------------------------------


@pytest.mark.parametrize("crudo", ["2", "correo", "Por correo", " por CORREO "])
def test_a_choice_is_taken_by_number_key_or_text(crudo: str) -> None:
    valor = interpretar(POR_TIPO[Kind.OPCION], crudo, opciones=OPCIONES)
    assert valor == ValorOpcion(valor="correo", texto="Por correo")


def test_a_key_that_looks_like_a_number_goes_before_the_number() -> None:
    assert interpretar(POR_TIPO[Kind.OPCION], "7", opciones=OPCIONES) == ValorOpcion(valor="7", texto="Otra")


def test_a_choice_that_is_not_offered_is_refused() -> None:
    with pytest.raises(UserError, match="no está entre las opciones"):
        interpretar(POR_TIPO[Kind.OPCION], "fax", opciones=OPCIONES)


def test_several_choices_stand_in_the_order_of_their_list() -> None:
    valor = interpretar(POR_TIPO[Kind.OPCIONES], "Otra; oficio;oficio", opciones=OPCIONES)
    assert como_texto(valor) == "Por oficio; Otra"


def test_separators_alone_are_no_answer() -> None:
    assert interpretar(POR_TIPO[Kind.OPCIONES], " ; ", opciones=OPCIONES) is None


def test_a_text_is_kept_as_it_was_written() -> None:
    assert interpretar(POR_TIPO[Kind.TEXTO], " Con espacios ") == ValorTexto(valor=" Con espacios ")


def test_a_number_with_decimals_keeps_them() -> None:
    con_decimales = POR_TIPO[Kind.NUMERO].model_copy(update={"decimales": 2})
    assert como_texto(interpretar(con_decimales, "1,234.5")) == "1,234.50"

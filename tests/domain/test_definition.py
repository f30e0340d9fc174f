from contextlib import suppress
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from supervisor_app.domain.catalogo import (
    FuncionManual,
    Ooad,
    TextoLegal,
    UnidadMedica,
    diferencias_de_cobertura,
)
from supervisor_app.domain.cedula.definition import (
    CedulaDefinition,
    Departamento,
    FunctionRef,
    ItemDefinition,
    Kind,
    Umbral,
    UnitKind,
    claves_de_umbral,
    resolver_pregunta,
)

ITEM: dict[str, Any] = {
    "id": "CO-01-01",
    "pregunta": "¿Cuántos créditos llevan más de 60 días sin gestión?",
    "tipo": "numero",
    "unidad": "créditos",
    "evidencia": "Listado",
    "fundamento": ["JSAC:7.1.3:45"],
}
CEDULA: dict[str, Any] = {
    "codigo": "CO-01",
    "version": 1,
    "vigente_al": "2026-11-20",
    "departamento": "cobranza",
    "seccion_manual": "7.1.3",
    "proceso": "Proceso de prueba",
    "unidades": ["SUB", "OFC"],
    "items": [ITEM],
}
UMBRAL: dict[str, Any] = {
    "clave": "plazo_interno",
    "valor": 60,
    "unidad": "días",
    "singular": "un día",
    "legal": False,
    "vigente_al": "2026-11-20",
}


def cedula(**changes: Any) -> CedulaDefinition:
    return CedulaDefinition.model_validate({**CEDULA, **changes})


def item(**changes: Any) -> ItemDefinition:
    return ItemDefinition.model_validate({**ITEM, **changes})


def umbral(**changes: Any) -> Umbral:
    return Umbral.model_validate({**UMBRAL, **changes})


# --- references ----------------------------------------------------------------------------------------------------


def test_reference_reads_and_writes_its_short_form() -> None:
    ref = FunctionRef.parse("SUBDEL:7.1.2.2:4")

    assert (ref.namespace, ref.seccion, ref.numero) == ("SUBDEL", "7.1.2.2", 4)
    assert str(ref) == "SUBDEL:7.1.2.2:4"


def test_reference_label_is_the_one_people_read() -> None:
    assert FunctionRef.parse("JSAC:7.1.3:45").label == "JSAC 7.1.3 · núm. 45"


def test_the_same_section_number_of_two_manuals_is_not_the_same() -> None:
    assert FunctionRef.parse("JSAC:7.1.2:2") != FunctionRef.parse("SUBDEL:7.1.2:2")


def test_references_sort_by_number_not_by_text() -> None:
    refs = [FunctionRef.parse(text) for text in ("JSAC:7.1.3:10", "JSAC:7.1:84", "JSAC:7.1.3:9")]

    assert [str(ref) for ref in sorted(refs, key=lambda one: one.orden)] == [
        "JSAC:7.1:84",
        "JSAC:7.1.3:9",
        "JSAC:7.1.3:10",
    ]


@pytest.mark.parametrize(
    "text", ["", "7.1.3:45", "JSAC:7.1.3", "JSAC:7.1.3:0", "OTRO:7.1:1", "JSAC:7.1.3:4x", "JSAC:7:1", "JSAC:７.１:1"]
)
def test_a_badly_written_reference_is_refused_in_spanish(text: str) -> None:
    with pytest.raises(ValidationError, match="no tiene la forma de una función"):
        FunctionRef.parse(text)


@given(st.text(max_size=30))
def test_no_text_breaks_the_reference_parser(text: str) -> None:
    with suppress(ValidationError):
        assert str(FunctionRef.parse(text)) == text.strip()


# --- thresholds ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({}, "60 días"),
        ({"valor": 1}, "un día"),
        ({"valor": 12, "unidad": "meses", "en_letra": True}, "doce meses"),
        ({"valor": 16, "unidad": "meses", "en_letra": True}, "16 meses"),
        ({"valor": "2.5", "unidad": "meses", "en_letra": True}, "2.5 meses"),
        ({"valor": 1500, "unidad": "pesos"}, "1,500 pesos"),
    ],
)
def test_threshold_reads_as_in_a_sentence(changes: dict[str, Any], text: str) -> None:
    assert umbral(**changes).texto == text


def test_threshold_keeps_decimals_exact() -> None:
    assert umbral(valor="0.10").valor == Decimal("0.10")


@pytest.mark.parametrize("valor", [0, -3, True, "muchos", None, float("nan")])
def test_threshold_refuses_what_is_no_positive_number(valor: object) -> None:
    with pytest.raises(ValidationError):
        umbral(valor=valor)


def test_a_legal_threshold_needs_its_basis() -> None:
    with pytest.raises(ValidationError, match="necesita su fundamento"):
        umbral(legal=True)


def test_placeholders_become_the_text_of_their_threshold() -> None:
    template = "¿Cuántos llevan más de {plazo_interno} sin gestión, y menos de {plazo_interno} con ella?"

    assert claves_de_umbral(template) == ("plazo_interno",)
    assert resolver_pregunta(template, {"plazo_interno": umbral(valor=45)}) == (
        "¿Cuántos llevan más de 45 días sin gestión, y menos de 45 días con ella?"
    )


def test_an_unknown_placeholder_is_named() -> None:
    with pytest.raises(ValueError, match="otro_plazo"):
        resolver_pregunta("¿Más de {otro_plazo}?", {"plazo_interno": umbral()})


@pytest.mark.parametrize("template", ["¿Más de {?", "¿Más de }?", "¿Más de {a{plazo_interno}}?"])
def test_a_lone_brace_is_refused(template: str) -> None:
    with pytest.raises(ValueError, match=r"llave|umbral"):
        resolver_pregunta(template, {"plazo_interno": umbral()})


# --- questions and cédulas -----------------------------------------------------------------------------------------


def test_the_template_is_the_question_where_there_is_no_threshold() -> None:
    assert item().pregunta_plantilla == item().pregunta


def test_definition_survives_json() -> None:
    one = cedula(umbrales=[umbral(valor="2.5")])

    assert CedulaDefinition.model_validate_json(one.model_dump_json()) == one


def test_definition_is_frozen() -> None:
    with pytest.raises(ValidationError):
        cedula().version = 2


def test_labels_are_spanish() -> None:
    assert UnitKind.UMF.label == "Unidad de Medicina Familiar"
    assert Departamento.REGISTRO_CARTERA.label == "Oficina de Registro y Control de la Cartera"
    assert Kind.MONTO.label == "Importe en pesos"


def test_cedula_finds_its_question_and_its_units() -> None:
    one = cedula()

    assert one.item("CO-01-01") is one.items[0]
    assert one.item("CO-01-99") is None
    assert one.aplica_a(UnitKind.OFC)
    assert not one.aplica_a(UnitKind.UMF)
    assert one.titulo == "CO-01 · Proceso de prueba"


def test_says_by_itself_that_it_is_a_proposal() -> None:
    assert cedula().etiqueta == "Propuesta de la Jefatura; no es un formato oficial del IMSS"


@pytest.mark.parametrize(
    "changes",
    [
        {"codigo": "co-01"},
        {"codigo": "CO-０１"},
        {"version": "1"},
        {"version": True},
        {"version": 0},
        {"vigente_al": 20261120},
        {"vigente_al": "20/11/2026"},
        {"vigente_al": "2026-02-30"},
        {"departamento": "pensiones"},
        {"seccion_manual": 7.1},
        {"proceso": "   "},
        {"unidades": []},
        {"unidades": ["SUB", "SUB"]},
        {"unidades": ["XXX"]},
        {"items": []},
        {"items": [ITEM, ITEM]},
        {"items": [{**ITEM, "id": "CO-02-01"}]},
        {"sorpresa": 1},
    ],
)
def test_a_wrong_cedula_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        cedula(**changes)


@pytest.mark.parametrize(
    "changes",
    [
        {"id": "uno"},
        {"pregunta": ""},
        {"pregunta": 5},
        {"pregunta": "¿Texto\u202ealterado?"},
        {"tipo": "opcion"},
        {"fundamento": []},
        {"fundamento": ["JSAC:7.1:1", "JSAC:7.1:1"]},
        {"fundamento": [45]},
        {"otro_fundamento": ["LSS 39", "LSS 39"]},
        {"tipo": "cumple"},  # a unit beside a yes or no
        {"unidad": "x" * 30},
        {"sorpresa": 1},
    ],
)
def test_a_wrong_question_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        item(**changes)


# --- catalogues ----------------------------------------------------------------------------------------------------


def function(ref: str, **changes: Any) -> FuncionManual:
    return FuncionManual.model_validate({"ref": ref, "gist": "Hace algo.", **changes})


@pytest.mark.parametrize("changes", [{}, {"cedulas": ["CO-01"], "motivo_exclusion": "Porque sí."}])
def test_a_function_is_covered_or_excused_never_both_nor_neither(changes: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match="uno de los dos"):
        function("JSAC:7.1:1", **changes)


def test_coverage_that_agrees_has_no_differences() -> None:
    functions = [function("JSAC:7.1.3:45", cedulas=["CO-01"]), function("JSAC:7.1:84", motivo_exclusion="Residual.")]

    assert diferencias_de_cobertura({one.ref: one for one in functions}, [cedula()]) == ()


def test_coverage_names_what_is_said_and_not_cited_and_the_reverse() -> None:
    functions = [function("JSAC:7.1.3:45", motivo_exclusion="Nadie."), function("JSAC:7.1:1", cedulas=["CO-01"])]

    found = dict(diferencias_de_cobertura({one.ref: one for one in functions}, [cedula()]))

    assert "falta anotar CO-01" in found[functions[0].ref]
    assert "ninguna pregunta de CO-01" in found[functions[1].ref]


def test_what_was_not_read_has_no_gist() -> None:
    with pytest.raises(ValidationError, match="déjelo vacío"):
        TextoLegal(clave="LSS 1", nombre="Ley", gist="Dice algo.", verificado=False, vigente_al=date(2026, 11, 20))


def test_a_subdelegacion_key_is_used_once() -> None:
    sub = {"clave": "01", "nombre": "Uno", "nombre_fuente": "UNO"}
    with pytest.raises(ValidationError, match="repetida"):
        Ooad.model_validate({"clave": "01", "nombre": "X", "nombre_fuente": "X", "subdelegaciones": [sub, sub]})


def test_an_imported_unit_is_no_subdelegacion() -> None:
    with pytest.raises(ValidationError, match="ya están en el catálogo"):
        UnidadMedica(tipo=UnitKind.SUB, ooad="06", nombre="Colima")


@pytest.mark.parametrize("clave", ["referencia", "importe_fila", "revisados", "con_inconsistencia", "importe"])
def test_an_own_column_is_called_like_nothing_that_every_muestra_has(clave: str) -> None:
    columna = {"clave": clave, "titulo": "Propia", "tipo": "texto"}
    with pytest.raises(ValidationError, match="ya la tiene toda muestra"):
        item(tipo="muestra", columnas=[columna])

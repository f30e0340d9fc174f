"""What is an expression, what is not, and the sentence for the person who wrote it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervisor_app.domain.logica.expresion import ErrorDeExpresion, compilar
from supervisor_app.domain.logica.funciones import FUNCIONES, SIN_SENTIDO_AQUI

DE_LA_ESPECIFICACION = [
    "string", "concat", "join", "substr", "substring-before", "substring-after", "translate", "string-length",
    "normalize-space", "contains", "starts-with", "ends-with", "uuid", "digest", "pulldata", "if", "coalesce", "once",
    "true", "false", "boolean", "boolean-from-string", "not", "regex", "checklist", "weighted-checklist", "number",
    "random", "int", "sum", "max", "min", "round", "pow", "log", "log10", "abs", "sin", "cos", "tan", "asin", "acos",
    "atan", "atan2", "sqrt", "exp", "exp10", "pi", "count", "count-non-empty", "position", "instance", "current",
    "randomize", "today", "now", "format-date", "format-date-time", "date", "decimal-date-time", "decimal-time",
    "selected", "selected-at", "count-selected", "jr:choice-name", "jr:itext", "indexed-repeat", "area", "distance",
    "base64-decode",
]  # fmt: skip
"""Every row of the table of functions of the ODK XForms specification."""


@pytest.mark.parametrize("nombre", DE_LA_ESPECIFICACION)
def test_every_function_of_the_specification_is_there_or_refused_with_its_reason(nombre: str) -> None:
    assert (nombre in FUNCIONES) != (nombre in SIN_SENTIDO_AQUI)


@pytest.mark.parametrize(
    ("expresion", "frase", "posicion"),
    [
        ("", "vacía", 0),
        ("1 +", "Falta un valor antes del final", 4),
        ("(1", "Falta «)»", 3),
        ("(1 2", "antes de «2»", 4),
        ("foo(1)", "No hay ninguna función «foo()»", 1),
        ("String('a')", "¿Quiso decir string()?", 1),
        ("substr('a')", "substr() lleva de 2 a 3 argumentos, y aquí tiene 1", 1),
        ("1 + true(5)", "true() lleva ningún argumento", 5),
        ("concat()", "concat() lleva 1 argumento o más, y aquí tiene 0", 1),
        ("1 == 2", "un solo signo de igual", 3),
        ("1 <> 2", "escriba !=", 3),
        ("1 && 2", "escriba and", 3),
        ("“a”", "comillas rectas", 1),
        ("1\u00a0+ 2", "espacio especial", 2),
        ("${a", "${nombre}", 1),
        ("${}", "no nombra una pregunta", 1),
        ("${last-saved#x}", "last-saved", 1),
        ("'abc", "Falta cerrar las comillas", 1),
        ("a b", "Falta un operador", 3),
        ("true() AND false()", "«and» con minúsculas", 8),
        (" ) ", "Falta un valor antes de «)»", 2),
        ("1)", "Sobra «)»", 2),
        ("//x", "«//»", 1),
        ("a//b", "«//»", 2),
        ("@a", "atributos", 1),
        ("a/@b", "atributos", 3),
        ("following::b", "El eje «following::» no se admite", 1),
        ("text()", "No hay ninguna función", 1),
        ("count('a')", "no un texto", 1),
        ("sum(1)", "no un número", 1),
        ("regex(., '[')", "expresión regular", 1),
        ("regex(., '[[:alpha:]]+')", "expresión regular", 1),
        ("format-date(., '%Q')", "«%Q»", 1),
        ("digest(., 'MD4')", "«MD4»", 1),
        ("jr:itext('x')", "textos traducidos", 1),
        ("weighted-checklist(1, 2, 'a')", "pares", 1),
        ("indexed-repeat(${a}, ${b}, 1, 2)", "pares", 1),
        ("1 ? 2", "No se entiende «?»", 3),
        ("(" * 61 + "1" + ")" * 61, "niveles de paréntesis", 61),
        ("1" * 10_001, "caracteres", 0),
    ],
)
def test_what_is_wrong_is_told_with_its_character(expresion: str, frase: str, posicion: int) -> None:
    with pytest.raises(ErrorDeExpresion) as error:
        compilar(expresion)
    assert frase in error.value.message
    assert error.value.posicion == posicion


@pytest.mark.parametrize(
    "expresion",
    [
        ". > 0 and . < 10",
        "../a = ${b}",
        "/data/grupo/a",
        "./a/../b",
        "child::a/parent::node()/self::*",
        "${filas}[mal = 'si'][1]/importe",
        "instance('estados')/root/item[name = ${x}]/label",
        "instance('e')/root/item[a = current()/../b]/c",
        "(${a} | ${b})",
        "a-b - 1",
        "div div mod mod and",
        "jr:choice-name(${a}, '${a}')",
        "count(*) * 2",
        "not(selected(., 'a') and selected(., 'b'))",
        "- -1",
        " or ".join(f"${{x}} = '{n}'" for n in range(400)),
        "+".join("1" for _ in range(900)),
    ],
)
def test_right_expressions_are_taken(expresion: str) -> None:
    assert compilar(expresion).texto == expresion


def test_the_names_an_expression_refers_to_are_known() -> None:
    assert compilar("${b} + sum(${a}[c = ${d}]) - ${b}").referencias == ("b", "a", "d")


@given(st.text(alphabet="ab${}()[]/.,'\"+-*=<>!|@:1 andorif", max_size=40))
def test_any_text_is_taken_or_refused_with_a_sentence(texto: str) -> None:
    try:
        compilar(texto)
    except ErrorDeExpresion as error:
        assert error.message.strip()
        assert 0 <= error.posicion <= len(texto) + 1


@pytest.mark.parametrize("operador", ["=", "!=", "<", "|"])
def test_a_chain_that_would_be_as_deep_as_it_is_long_is_refused(operador: str) -> None:
    with pytest.raises(ErrorDeExpresion, match="encadena más de 60"):
        compilar(operador.join(["${a}"] * 70))


@pytest.mark.parametrize("operador", ["+", "*", " and ", " or ", "-"])
def test_a_long_row_of_what_adds_up_is_no_depth(operador: str) -> None:
    compilar(operador.join(["1"] * 1_500))

"""Forms: what their names mean from where they stand, what is refused when loaded, and what answers lead to."""

from datetime import datetime
from itertools import pairwise

import pytest

from supervisor_app.domain.logica.ambiente import Ambiente
from supervisor_app.domain.logica.evaluacion import Estado, FilaDada, Lugar, Violacion
from supervisor_app.domain.logica.forma import (
    Forma,
    FormaIncorrecta,
    Grupo,
    Lista,
    NodoDeForma,
    Opcion,
    Pregunta,
    Repeticion,
    Restriccion,
)
from supervisor_app.domain.logica.reglas import compilar_forma, revisar_forma
from supervisor_app.domain.logica.sesion import Sesion, evaluar

AMBIENTE = Ambiente(datetime(2026, 11, 21, 12), semilla="s")  # noqa: DTZ001
ESTADOS = Lista(
    "estados",
    (
        Opcion("06", "Colima", {"region": "oeste"}),
        Opcion("14", "Jalisco", {"region": "oeste"}),
        Opcion("31", "Yucatán", {"region": "sureste"}),
    ),
)
FILAS = {
    "f": (
        FilaDada("r1", {"p": "2", "q": "si"}),
        FilaDada("r2", {"p": "5", "q": "no"}),
        FilaDada("r3", {"p": "", "q": "si"}),
    )
}


def sesion(*nodos: NodoDeForma, valores: dict[str, str] | None = None, filas: object = None) -> Sesion:
    estado = Estado(valores or {}, filas or {})  # type: ignore[arg-type]  # rows by repeat
    return Sesion(compilar_forma(Forma(nodos, (ESTADOS,))), AMBIENTE, estado)


def calcular(expresion: str, valores: dict[str, str] | None = None) -> str:
    """What an expression gives at the root of a form with questions a, b, a group with c, and rows of p and q."""
    nodos: tuple[NodoDeForma, ...] = (
        Pregunta("a", lista="estados"),
        Pregunta("b"),
        Grupo("g", (Pregunta("c"), Repeticion("f", (Pregunta("p"), Pregunta("q"))))),
        Pregunta("x", calculo=expresion),
    )
    return sesion(*nodos, valores={"a": "14", "b": "3", "c": "", **(valores or {})}, filas=FILAS).valor("x")


def en_fila(expresion: str) -> list[str]:
    """What an expression gives in each of three rows."""
    filas = Repeticion("f", (Pregunta("p"), Pregunta("q"), Pregunta("x", calculo=expresion)))
    s = sesion(Pregunta("b"), filas, valores={"b": "3"}, filas=FILAS)
    return [s.valor("x", r) for r in ("r1", "r2", "r3")]


@pytest.mark.parametrize(
    ("expresion", "valor"),
    [
        ("${b} + 1", "4"),
        ("/data/b * 2", "6"),
        ("../b", "3"),
        ("../g/c = ''", "true"),
        ("sum(${p})", "7"),
        ("sum(/data/g/f/p)", "7"),
        ("count(${f})", "3"),
        ("count(${f}[q = 'si'])", "2"),
        ("sum(${f}[q = 'no']/p)", "5"),
        ("sum(${f}[p > 1 and q = 'si']/p)", "2"),
        ("count(${f}[p >= ${b}])", "1"),
        ("count(${f}[p = 2])", "1"),
        ("string(${f}[2]/p)", "5"),
        ("string(${f}[position() = last()]/q)", "si"),
        ("string(${f}[q = 'si'][2]/q)", "si"),
        ("string((${f})[1]/q)", "si"),
        ("count(${f}[string-length(p) = 0])", "1"),
        ("count-non-empty(${p})", "2"),
        ("max(${p}) - min(${p})", "3"),
        ("concat(${q})", "sinosi"),
        ("join(', ', ${p})", "2, 5, "),
        ("${p} = 5", "true"),
        ("${p} > 9", "false"),
        ("${p} != ${b}", "true"),
        ("indexed-repeat(${q}, ${f}, 2)", "no"),
        ("indexed-repeat(${q}, ${f}, 9)", ""),
        ("count(${a} | ${b})", "2"),
        ("count(${a} | ${a})", "1"),
        ("count(../g/*)", "4"),
        ("name(../b)", "b"),
        ("position(${f}[2])", "2"),
        ("instance('estados')/root/item[name = ${a}]/label", "Jalisco"),
        ("count(instance('estados')/root/item[region = 'oeste'])", "2"),
        ("count(instance('estados')/root/item[name = current()/../a])", "1"),
        ("pulldata('estados', 'label', 'name', '31')", "Yucatán"),
        ("pulldata('estados', 'label', 'region', 'sureste')", "Yucatán"),
        ("pulldata('estados', 'label', 'name', 'no')", ""),
        ("jr:choice-name(${a}, '${a}')", "Jalisco"),
        ("jr:choice-name('06', ' /data/a ')", "Colima"),
        ("checklist(2, 3, ${q})", "true"),
        ("if(${b} = 3, ${a}, ${c})", "14"),
        ("0 div 0", ""),
        ("1 div 0", ""),
        ("${c} + 1", ""),
        ("count(randomize(${p}))", "3"),
        ("join('', randomize(${q}, 42)) != ''", "true"),
    ],
)
def test_names_and_paths_from_the_root(expresion: str, valor: str) -> None:
    assert calcular(expresion) == valor


@pytest.mark.parametrize(
    ("expresion", "valores"),
    [
        ("${p} * 2", ["4", "10", ""]),
        ("../p * ${b}", ["6", "15", ""]),
        ("position(..)", ["1", "2", "3"]),
        ("count(${f})", ["3", "3", "3"]),
        ("sum(../../f/p)", ["7", "7", "7"]),
        ("count(../../f[q = current()/../q])", ["2", "1", "2"]),
        ("count(${f}[q = ${q}])", ["2", "1", "2"]),
        ("indexed-repeat(${p}, ${f}, position(..) - 1)", ["", "2", "5"]),
        ("${q} = 'si' and position(..) > 1", ["false", "false", "true"]),
        ("count(..)", ["1", "1", "1"]),
    ],
)
def test_names_and_paths_from_within_a_row(expresion: str, valores: list[str]) -> None:
    assert en_fila(expresion) == valores


def test_rows_within_rows() -> None:
    interior = Repeticion("d", (Pregunta("m"), Pregunta("parte", calculo="${m} div sum(../../d/m)")))
    s = sesion(
        Repeticion("f", (Pregunta("n"), interior, Pregunta("suma", calculo="sum(${m})"))),
        Pregunta("total", calculo="sum(${m})"),
        Pregunta("uno", calculo="indexed-repeat(${m}, ${f}, 2, ${d}, 1)"),
        filas={
            "f": (
                FilaDada("r1", {}, {"d": (FilaDada("s1", {"m": "1"}), FilaDada("s2", {"m": "3"}))}),
                FilaDada("r2", {}, {"d": (FilaDada("s3", {"m": "5"}),)}),
            )
        },
    )
    assert (s.valor("suma", "r1"), s.valor("suma", "r2"), s.valor("total"), s.valor("uno")) == ("4", "5", "9", "5")
    assert s.valor("parte", "s2") == "0.75"
    cambio = s.poner("m", "4", "s1")
    assert dict(cambio.calculados) == {
        Lugar("suma", "r1"): "7",
        Lugar("total"): "12",
        Lugar("parte", "s1"): "0.5714285714285714",
        Lugar("parte", "s2"): "0.42857142857142855",
    }
    s.agregar("d", "s4", {"m": "10"}, dentro_de="r2")
    assert (s.valor("suma", "r2"), s.valor("suma", "r1")) == ("15", "7")


# --- relevance


def test_what_is_not_relevant_is_empty_for_others_and_comes_back() -> None:
    s = sesion(
        Pregunta("a"),
        Grupo("g", (Pregunta("b"), Pregunta("c", relevante="${b} != ''")), relevante="${a} = 'si'"),
        Pregunta("x", calculo="concat('[', ${b}, ${c}, ']')"),
        valores={"a": "si", "b": "1", "c": "2"},
    )
    assert s.valor("x") == "[12]"
    cambio = s.poner("a", "no")
    assert dict(cambio.relevancia) == {Lugar("g"): False, Lugar("b"): False, Lugar("c"): False}
    assert s.valor("x") == "[]"
    s.poner("a", "si")
    assert s.valor("x") == "[12]"


def test_rows_that_are_not_relevant_are_not_counted() -> None:
    s = sesion(
        Pregunta("a"),
        Repeticion("f", (Pregunta("p"),), relevante="${a} != 'no'"),
        Pregunta("x", calculo="count(${f})"),
        Pregunta("y", calculo="sum(${p})"),
        filas={"f": (FilaDada("r1", {"p": "2"}),)},
    )
    assert (s.valor("x"), s.valor("y")) == ("1", "2")
    s.poner("a", "no")
    assert (s.valor("x"), s.valor("y")) == ("0", "0")


def test_a_rule_is_asked_of_a_relevant_answer_that_is_there() -> None:
    regla = Restriccion(". > 5", "Debe pasar de cinco.", dura=False)
    s = sesion(Pregunta("a"), Pregunta("b", relevante="${a} != 'no'", obligatoria="true()", restricciones=(regla,)))
    assert s.violaciones("b") == ()
    assert s.evaluacion().faltan == {Lugar("b")}
    assert s.poner("b", "3").violaciones == {Lugar("b"): (Violacion("Debe pasar de cinco.", False),)}
    assert s.poner("a", "no").violaciones == {Lugar("b"): ()}


def test_choices_follow_their_filter() -> None:
    s = sesion(Pregunta("a"), Pregunta("b", lista="estados", filtro="region = ${a}"))
    assert s.opciones("b") == ()
    assert s.poner("a", "oeste").listas == {Lugar("b"): ("06", "14")}
    assert s.opciones("a") is None


# --- once, chance and what is at the beginning


def test_what_is_calculated_once_stays() -> None:
    s = sesion(Pregunta("a"), Pregunta("x", calculo="once(${a})"))
    s.poner("a", "1")
    s.poner("a", "2")
    assert s.valor("x") == "1"


def test_values_at_the_beginning_go_to_what_is_empty() -> None:
    s = sesion(
        Pregunta("a", inicial="'uno'"), Pregunta("b", inicial="concat(${a}, 'dos')"), Pregunta("c", inicial="'x'"),
        valores={"c": "ya"},
    )  # fmt: skip
    assert s.poner_iniciales().iniciales == {Lugar("a"): "uno", Lugar("b"): "unodos"}
    assert s.valor("c") == "ya"


def test_chance_does_not_change_by_being_asked_again() -> None:
    s = sesion(Pregunta("a"), Pregunta("x", calculo="concat(random(), ${a})"), Pregunta("y", calculo="random()"))
    antes = s.valor("x")
    s.poner("a", "z")
    assert s.valor("x") == f"{antes}z"
    assert s.valor("y") != antes


# --- what is refused when a form is loaded


def circulo(*nodos: NodoDeForma) -> str:
    with pytest.raises(FormaIncorrecta) as mal:
        compilar_forma(Forma(nodos))
    (falla,) = mal.value.fallas
    assert "círculo" in falla.mensaje
    return falla.mensaje.split(": ")[1].split(".")[0]


def test_a_circle_is_told_with_its_path() -> None:
    camino = circulo(Pregunta("a", calculo="${b}"), Pregunta("b", calculo="${c}"), Pregunta("c", calculo="${a} + 1"))
    pasos = camino.split(" → ")
    assert pasos[0] == pasos[-1]
    assert len(pasos) == 4
    assert {("a", "b"), ("b", "c"), ("c", "a")} == set(pairwise(pasos))


def test_an_expression_that_needs_itself_is_a_circle() -> None:
    assert circulo(Pregunta("a", calculo="${a} + 1")) == "a → a"
    assert circulo(Pregunta("a", relevante=". = ''")) == "a → a"


def test_a_group_that_depends_on_what_it_holds_is_a_circle() -> None:
    assert circulo(Grupo("g", (Pregunta("a"),), relevante="${a} = 1")) == "g → a → g"


def test_a_total_of_the_rows_that_a_row_depends_on_is_a_circle() -> None:
    assert (
        circulo(Repeticion("f", (Pregunta("p", calculo="${t}"),)), Pregunta("t", calculo="sum(${p})")).count("→") == 2
    )


@pytest.mark.parametrize(
    ("expresion", "frase"),
    [
        ("${no} = 1", "No existe «no» en esta cédula"),
        ("b = 1", "Escriba ${b}."),
        ("true = 1", "escriba true()"),
        ("rojo = 1", "entre comillas: 'rojo'"),
        ("../../../b", "más arriba"),
        ("/otra/b", "empiezan con /data"),
        ("sum(${f}[${p} > 1]/p)", "escriba «p» sin ${}"),
        ("instance('no')/root/item/label", "No existe la lista «no»"),
        ("instance('estados')/root/item/nada", "Aquí no hay nada que se llame «nada»"),
        ("pulldata('estados', 'nada', 'name', '1')", "no tiene la columna «nada»"),
        ("jr:choice-name('1', '${b}')", "no es una pregunta de opciones"),
        ("indexed-repeat(${b}, ${f}, 1)", "los grupos de renglones que lo contienen"),
        ("(1 + 2)/b", "Sólo una ruta"),
        ("count(${b} + 1)", "no un número"),
    ],
)
def test_what_does_not_exist_is_refused_with_a_sentence(expresion: str, frase: str) -> None:
    nodos = (Pregunta("a", relevante=expresion), Pregunta("b"), Repeticion("f", (Pregunta("p"),)))
    (falla,) = revisar_forma(Forma(nodos, (ESTADOS,)))
    assert frase in falla.mensaje
    assert (falla.nodo, falla.campo) == ("a", "relevante")


def test_everything_that_is_wrong_is_told_at_once() -> None:
    fallas = revisar_forma(
        Forma(
            (
                Pregunta("a", calculo="1 +"),
                Pregunta("a"),
                Pregunta("b", lista="no", restricciones=(Restriccion("(", ""),)),
            )
        )
    )
    assert [(f.nodo, f.campo) for f in fallas] == [
        ("a", "nombre"), ("a", "calculo"), ("b", "restricciones[0]"), ("b", "lista"),
    ]  # fmt: skip


def test_texts_that_double_one_another_have_an_end() -> None:
    dobles = [Pregunta(f"x{n}", calculo=f"concat(${{x{n - 1}}}, ${{x{n - 1}}})") for n in range(1, 60)]
    s = sesion(Pregunta("x0"), *dobles, valores={"x0": "a" * 50})
    assert len(s.valor("x10")) == 51_200
    assert max(len(s.valor(f"x{n}")) for n in range(60)) <= 100_000


def test_evaluating_without_a_session_says_the_same() -> None:
    forma = compilar_forma(Forma((Pregunta("a"), Pregunta("x", calculo="${a} * 2"))))
    assert evaluar(forma, Estado({"a": "4"}), AMBIENTE).calculados == {Lugar("x"): "8"}


def test_a_calculated_answer_is_not_set() -> None:
    s = sesion(Pregunta("a"), Pregunta("x", calculo="${a}"))
    with pytest.raises(KeyError):
        s.poner("x", "1")

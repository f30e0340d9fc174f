"""Regular expressions find what Python's find, and end where Python's do not."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervisor_app.domain.logica.regulares import PASOS_MAXIMOS, NoAdmitida, compilar, error_de

LETRAS = "ab1_ -é"
_UNA = st.sampled_from(["a", "b", "1", ".", r"\d", r"\W", r"\s", "[ab]", "[^a]", "[a-b1]", r"\.", "é", r"\x61", "(?:)"])
_ANCLAS = st.sampled_from(["^", r"\b", r"\Z", r"\A"])
_VECES = st.sampled_from(["*", "+", "?", "{2}", "{1,2}", "{0,}", "{,2}", "*?", "+?"])


def _mas(dentro: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    grupo = dentro.map("({})".format)
    return st.one_of(
        st.tuples(dentro, dentro).map("".join),
        st.tuples(dentro, dentro).map(lambda par: f"(?:{par[0]}|{par[1]})"),
        st.tuples(st.one_of(_UNA, grupo), _VECES).map("".join),
    )


EXPRESIONES = st.recursive(st.one_of(_UNA, _ANCLAS), _mas, max_leaves=8)


@given(EXPRESIONES, st.text(LETRAS, max_size=12))
def test_it_finds_what_python_finds(expresion: str, texto: str) -> None:
    assert compilar(expresion).busca(texto) is bool(re.search(expresion, texto, re.ASCII))


@pytest.mark.parametrize(
    ("expresion", "texto"),
    [
        ("(a+)+$", "a" * 20_000 + "b"),
        ("(a|aa)+$", "a" * 20_000 + "b"),
        ("^(a|a?)+$", "a" * 20_000 + "b"),
        ("(.*a){25}", "b" * 20_000),
        ("(x+x+)+y", "x" * 20_000),
        (r"^(\w+\s?)*$", "palabra " * 2_500 + "!"),
        ("(a?){300}a{300}$", "a" * 20_000 + "b"),
        (r"^([a-zA-Z0-9._-]+)*@", "correo." * 2_800),
    ],
)
def test_what_never_ends_elsewhere_ends_here(expresion: str, texto: str) -> None:
    assert not compilar(expresion).busca(texto)


def test_what_it_learned_is_forgotten_before_it_fills_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    from supervisor_app.domain.logica import regulares

    monkeypatch.setattr(regulares, "_RECUERDOS", 40)
    una = regulares.Automata(regulares._Lector("(a|b)*a(a|b){7}c", re.ASCII).todo())
    assert not una.busca("abbaabab" * 200)
    assert una.busca("abbaabab" * 200 + "c")
    assert len(una._estados) < 40


@pytest.mark.parametrize(
    ("expresion", "texto", "esta"),
    [
        ("^.{0,500}$", "x" * 500, True),
        ("^.{0,500}$", "x" * 501, False),
        ("a$", "a\n", False),
        ("(?i)rfc", "El RFC", True),
        (r"^\d{3}$", "１２３", False),
        (r"\bIMSS\b", "el IMSS.", True),
        (r"\Bx", " x", False),
        ("[[]", "[", True),
        ("[a&&b]", "&", True),
        ("", "", True),
        ("^$", "x", False),
    ],
)
def test_it_reads_as_the_other_evaluators(expresion: str, texto: str, esta: bool) -> None:
    assert compilar(expresion).busca(texto) is esta


@pytest.mark.parametrize(
    ("expresion", "dicho"),
    [
        ("[", "no se entiende"),
        ("a**", "no se entiende"),
        ("a{2,1}", "no se entiende"),
        ("a{99999999999}", "no se entiende"),
        ("[[:alpha:]]", "escriba las letras"),
        ("(?=a)b", "escriba dos condiciones unidas con and"),
        ("(?<!a)b", "escriba dos condiciones unidas con and"),
        (r"(a)\1", "escriba dos condiciones unidas con and"),
        ("a++", "quite el segundo signo"),
        ("(){1000000}", "repita menos veces"),
        ("((){1000}){1000}", "repita menos veces"),
        ("((a{1000}){1000}){1000}", "repita menos veces"),
        (f"a{{{PASOS_MAXIMOS}}}", "repita menos veces"),
        ("(" * 51 + ")" * 51, "niveles de paréntesis"),
        ("(" * 20_000, "no se entiende"),
    ],
)
def test_what_cannot_be_used_is_told(expresion: str, dicho: str) -> None:
    assert dicho in error_de(expresion)
    with pytest.raises(NoAdmitida):
        compilar(expresion)

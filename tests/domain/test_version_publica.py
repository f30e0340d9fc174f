"""What is taken out of a text before it is made public. All data are fictitious."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervisor_app.domain.version_publica import TESTADO, Dato, Testado, Testador
from supervisor_app.errors import UserError

X = TESTADO


def limpio(texto: str, **que: object) -> str:
    return Testador(Testado.model_validate(que)).texto(texto)


@pytest.mark.parametrize(
    ("texto", "queda"),
    [
        ("CURP XAPL850101MDFXXC01.", f"CURP {X}."),
        ("RFC ÑAPL850101AB1 y XYZ010203AB9", f"RFC {X} y {X}"),
        ("RFC XYZ-010203-AB9", f"RFC {X}"),
        ("NSS 12 34 56 7890 1, NSS 12345678901", f"NSS {X}, NSS {X}"),
        ("Registro Z99-12345-10-8 o Z9912345108", f"Registro {X} o {X}"),
        ("Crédito 900000001", f"Crédito {X}"),
        ("(900000001)", f"({X})"),
        ("rfc xyz010203ab9, curp xapl850101mdfxxc01", f"rfc {X}, curp {X}"),
        ("RFCXYZ010203AB9 NSS12345678901 crédito900000001", f"RFC{X} NSS{X} crédito{X}"),
        ("RFC.XYZ010203AB9", f"RFC.{X}"),
        ("RFC XYZ\u2013010203\u2013AB9", f"RFC {X}"),
        ("RFC \uff38\uff39\uff3a\uff10\uff11\uff10\uff12\uff10\uff13AB9", f"RFC {X}"),
        ("RFC XYZ\u200b010203\u00adAB9", f"RFC {X}"),
        ("12.34.56.7890.1 o 12/34/56/7890/1 o 1234 567 8901", f"{X} o {X} o {X}"),
        ("12\u00a034\u00a056\u00a07890\u00a01", X),
        ("12345678901,12345678902", f"{X},{X}"),
        ("z99\u201312345\u201310\u20138 y Z99-12345-10", f"{X} y {X}"),
    ],
)
def test_what_has_the_form_of_a_personal_datum_is_taken_out(texto: str, queda: str) -> None:
    assert limpio(texto) == queda


@pytest.mark.parametrize(
    "texto",
    [
        "Folio V-2026-001-CO-90",
        "$900,000,001.00",
        "$123456789.50",
        "Pliego 493/2026, oficio 0912/2026",
        "Del 12/06/2026 al 15/06/2026",
        "7.1.3 núm. 22",
        "25 de 412 créditos, 12.5 %",
        "Son 123456789.00 pesos; se pagaron por 850101 que se debían",
        "Huella 015a bd7f 5cc5 7a2d d94b 7590 f04a d808",
    ],
)
def test_what_has_another_form_stays(texto: str) -> None:
    assert limpio(texto) == texto


def test_a_kind_that_is_not_asked_for_stays() -> None:
    assert limpio("RFC XYZ010203AB9, crédito 900000001", datos=[Dato.RFC]) == f"RFC {X}, crédito 900000001"


@pytest.mark.parametrize(
    "texto",
    [
        "Panadería Núñez",
        "PANADERIA NUNEZ",
        "panadería  núñez",
        "Panaderi\u0301a Nu\u0301n\u0303ez",
        "la PANADERÍA\nNÚÑEZ.",
    ],
)
def test_named_words_are_taken_out_however_they_are_written(texto: str) -> None:
    queda = limpio(texto, palabras=["Panadería Núñez"])
    assert X in queda
    assert "adería" not in queda.casefold()


INVISIBLES = "\u200b\u200d\u00ad\u2060\u202e\ufeff\u034f\ufe0f\u3164\x07\U000e0041"


@given(st.lists(st.tuples(st.integers(0, 15), st.sampled_from(INVISIBLES)), max_size=6))
def test_what_nobody_sees_hides_no_name(metidos: list[tuple[int, str]]) -> None:
    """On paper such a name reads whole."""
    letras = list("Panadería Núñez")
    for lugar, signo in metidos:
        letras.insert(lugar, signo)
    assert limpio("".join(letras), palabras=["Panadería Núñez"]) == X


@pytest.mark.parametrize("texto", ["Paz-Robles", "Paz, Robles", "Paz_Robles", "PazRobles", "\uff30\uff41\uff5a Robles"])
def test_a_name_written_with_something_between_is_taken_out(texto: str) -> None:
    assert limpio(texto, palabras=["Paz Robles"]) == X


def test_initials_are_taken_out_with_points_or_without() -> None:
    assert limpio("Pan SA de CV y Pan, S.A. de C.V.", palabras=["Pan S.A. de C.V."]) == f"{X} y {X}."


def test_nothing_that_cannot_be_seen_stays_in_what_is_published() -> None:
    assert limpio("a\u200bb\u2060c\U000e0041") == "abc"


def test_a_part_of_another_word_stays() -> None:
    assert limpio("La anatomía de Ana", palabras=["Ana"]) == f"La anatomía de {X}"


def test_the_longest_name_goes_whole() -> None:
    assert limpio("Ana Paz Robles", palabras=["Ana", "Ana Paz Robles"]) == X


def test_length_says_nothing() -> None:
    assert limpio("Bob", palabras=["Bob"]) == limpio("Bartolomé Ibargüengoitia", palabras=["Bartolomé Ibargüengoitia"])


def test_it_counts_what_it_took() -> None:
    t = Testador(Testado(palabras=("Ana Paz",)))
    t.texto("Ana Paz, RFC XYZ010203AB9 y ana paz")
    t.todo("Crédito 12")
    t.todo(" ")
    assert +t.cuenta == {"RFC": 1, "Palabras indicadas": 2, "Casos y archivos": 1}


@pytest.mark.parametrize("palabras", [["ab"], ["a" * 201], [f"palabra {n}" for n in range(501)]])
def test_words_that_cannot_be_sought_are_said(palabras: list[str]) -> None:
    with pytest.raises(UserError) as negado:
        Testado(palabras=tuple(palabras))
    assert negado.value.field == "palabras"


@given(st.text(), st.text(min_size=3, max_size=20))
def test_a_named_word_never_stays(texto: str, palabra: str) -> None:
    try:
        testado = Testado(datos=(), palabras=(palabra,))
    except UserError:
        return
    (limpia,) = testado.palabras
    t = Testador(testado)
    once = t.texto(f"{texto} {limpia} {texto}")
    assert t.texto(once) == once  # nothing of it is found again
    assert X in once

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

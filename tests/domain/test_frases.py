"""Blanks of frequent phrases: what the visit knows is filled in, the rest waits and can be found."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from supervisor_app.domain.frases import datos_de, huecos, rellenar, siguiente_hueco
from tests.visita_ficticia import expediente

HOY = date(2026, 6, 10)


def test_what_the_visit_knows_is_filled_in() -> None:
    assert rellenar("Se revisó {unidad}.", datos_de(expediente(), HOY)) == "Se revisó Subdelegación Colima."


def test_what_nobody_knows_stands_as_a_mark() -> None:
    assert rellenar("Con oficio {número de oficio}.", {}) == "Con oficio ‹número de oficio›."


def test_what_the_visit_does_not_know_yet_is_a_mark_too() -> None:
    assert rellenar("Del {inicio}", datos_de(expediente(inicio=None, fin=None), HOY)) == "Del ‹inicio›"


def test_the_name_of_a_blank_may_be_in_capitals() -> None:
    assert rellenar("{Unidad}", {"unidad": "UMF 5"}) == "UMF 5"


def test_the_next_blank_begins_again_at_the_top() -> None:
    texto = "‹uno› y ‹dos›"
    assert siguiente_hueco(texto, 1) == (8, 13)
    assert siguiente_hueco(texto, 9) == (0, 5)


def test_a_text_without_blanks_has_no_next_one() -> None:
    assert siguiente_hueco("Nada que llenar", 0) is None


@given(st.text(st.characters(codec="utf-8", exclude_characters="{}‹›"), max_size=40))
def test_a_phrase_without_blanks_stays_as_it_is(texto: str) -> None:
    assert rellenar(texto, {}) == texto
    assert huecos(texto) == ()

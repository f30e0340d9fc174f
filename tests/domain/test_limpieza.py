"""What a PDF does to a text, and how it is mended without changing a letter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervisor_app.domain.limpieza import Arreglo, diferencias, limpiar, utiles

TEXTOS = st.text(st.sampled_from('abñÁ.:;,-\n\t\r \u00a0\u200b\u00ad"«»1)'), max_size=60)


def test_cut_lines_become_one_paragraph() -> None:
    assert limpiar("Se revisaron los\nexpedientes de la\nmuestra.") == "Se revisaron los expedientes de la muestra."


def test_a_new_sentence_on_a_new_line_stays_there() -> None:
    assert limpiar("Primera frase.\nSegunda frase.") == "Primera frase.\nSegunda frase."


@pytest.mark.parametrize("inciso", ["1.- Revisar", "a) Revisar", "• Revisar", "- revisar", "(2) Revisar"])
def test_a_list_item_keeps_its_own_line(inciso: str) -> None:
    assert limpiar(f"Se acordó\n{inciso}") == f"Se acordó\n{inciso}"


def test_a_word_cut_by_a_hyphen_is_joined() -> None:
    assert limpiar("la infor-\nmación entregada") == "la información entregada"


def test_a_hyphen_before_a_capital_belongs_to_its_word() -> None:
    assert limpiar("Colima-\nManzanillo", [Arreglo.GUIONES]) == "Colima-\nManzanillo"


def test_letters_set_apart_are_joined_and_their_words_kept_apart() -> None:
    assert limpiar("de acuerdo c o n  l o s patrones") == "de acuerdo con los patrones"


def test_two_short_words_are_no_letter_spacing() -> None:
    assert limpiar("de la A a la Z y o bien") == "de la A a la Z y o bien"


def test_a_quote_without_partner_goes() -> None:
    assert limpiar('El "acta no se firmó') == "El acta no se firmó"


def test_quotes_in_pairs_stay() -> None:
    assert limpiar('El "acta" no se firmó') == 'El "acta" no se firmó'


def test_spaces_are_collapsed_and_taken_from_before_punctuation() -> None:
    assert limpiar("Uno ,  dos\u00a0 tres .") == "Uno, dos tres."


def test_a_blank_line_between_paragraphs_stays() -> None:
    assert limpiar("Uno\n\n\n\nDos") == "Uno\n\nDos"


def test_only_the_chosen_repairs_are_made() -> None:
    assert limpiar("uno  dos\ntres", [Arreglo.ESPACIOS]) == "uno dos\ntres"


def test_the_repairs_that_do_something_are_told() -> None:
    assert utiles("uno  dos") == (Arreglo.ESPACIOS,)


def test_a_clean_text_needs_nothing() -> None:
    assert utiles("Se revisaron 20 actas; 4 omiten la firma.") == ()


@given(TEXTOS)
def test_no_letter_nor_figure_is_ever_lost_or_added(texto: str) -> None:
    def letras(t: str) -> list[str]:
        return [c for c in t if c.isalnum()]

    assert letras(limpiar(texto)) == letras(texto)


@given(TEXTOS)
def test_what_was_cleaned_needs_no_more_spaces_nor_marks(texto: str) -> None:
    limpio = limpiar(texto)
    assert limpiar(limpio, [Arreglo.INVISIBLES, Arreglo.ESPACIOS]) == limpio


@given(TEXTOS)
def test_what_went_and_what_came_make_one_text_of_the_other(texto: str) -> None:
    limpio = limpiar(texto)
    fueron, vinieron = diferencias(texto, limpio)
    assert _sin(texto, fueron) == _sin(limpio, vinieron)


def test_only_what_changes_is_told() -> None:
    assert diferencias("la infor-\nmación", "la información") == (((8, 10),), ())
    assert diferencias("c o n", "con") == (((1, 2), (3, 4)), ())
    assert diferencias("Hasta\naquí.", "Hasta aquí.") == (((5, 6),), ((5, 6),))
    assert diferencias("igual", "igual") == ((), ())


def test_a_long_text_is_compared_at_once() -> None:
    texto = "la visita de super-\nvisión  encontró que\n" * 10_000
    fueron, _ = diferencias(texto, limpiar(texto))
    assert len(fueron) >= 10_000


def _sin(texto: str, tramos: tuple[tuple[int, int], ...]) -> str:
    for a, b in reversed(tramos):
        texto = texto[:a] + texto[b:]
    return texto

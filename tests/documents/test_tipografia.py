import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfbase import pdfmetrics

from supervisor_app.documents.tipografia import MISSING, REGULAR, imprimible, marcado, registrar_fuentes, silabas


@given(st.text())
def test_what_is_printable_has_a_glyph_for_everything(text: str) -> None:
    registrar_fuentes()
    glyphs = pdfmetrics.getFont(REGULAR).face.charToGlyph  # type: ignore[attr-defined]  # the stubs know no TTFont here
    assert all(char == "\n" or ord(char) in glyphs for char in imprimible(text))


@given(st.text())
def test_printing_twice_changes_nothing_more(text: str) -> None:
    assert imprimible(imprimible(text)) == imprimible(text)


@given(st.text(alphabet="abcñÁü ¿?¡!«»–—½°€,.;:()"))
def test_spanish_is_printed_as_it_is(text: str) -> None:
    assert imprimible(text) == text


def test_one_mark_for_a_composed_emoji_part() -> None:
    assert imprimible("👩\u200d⚖\ufe0f") == MISSING * 2


def test_markup_is_escaped_and_line_breaks_kept() -> None:
    assert marcado(" a < b & c\n<br/> ") == "a &lt; b &amp; c<br/>&lt;br/&gt;"


@pytest.mark.parametrize("word", ["casa", "Guzmán", "notifican", "SUBDELEGACIÓN", "IMSS"])
def test_short_words_and_capitals_are_not_broken(word: str) -> None:
    assert list(silabas(word)) == []


def test_long_words_break_between_syllables() -> None:
    breaks = [f"{head}-{tail}" for head, tail in silabas("inconsistencias")]
    assert "incon-sistencias" in breaks
    assert all(len(part) >= 4 for one in breaks for part in one.split("-"))

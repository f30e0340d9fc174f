"""Two spellings of one name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervisor_app.ui.visita.documentos.nombres import same_person

_WORDS = st.lists(st.text("aábcñÑüXYZ", min_size=2, max_size=8), min_size=2, max_size=5)


@pytest.mark.parametrize(
    ("document", "efirma"),
    [
        ("Lucía Ñandú Peñaloza", "LUCIA ÑANDU PEÑALOZA"),
        ("Lic. Lucía Ñandú Peñaloza", "LUCIA ÑANDU PEÑALOZA"),
        ("Lucía Ñandú", "LUCIA DEL CARMEN ÑANDU PEÑALOZA"),
        ("Ñandú Peñaloza, Lucía", "LUCIA ÑANDU PEÑALOZA"),
        ("José Ángel Ibargüen", "JOSE ANGEL IBARGÜEN TREVIÑO"),
    ],
)
def test_one_person_written_in_two_ways(document: str, efirma: str) -> None:
    assert same_person(document, efirma)


@pytest.mark.parametrize(
    ("document", "efirma"),
    [
        ("Lucía Ñandú Peñaloza", "XOCHITL CASTAÑEDA CHAVARRIA"),
        ("Lucía Ñandú Peñaloza", "LUCIA IBARGÜEN TREVIÑO"),
        ("Lucía", "LUCIA IBARGÜEN TREVIÑO"),
        ("", "LUCIA IBARGÜEN TREVIÑO"),
    ],
)
def test_two_people(document: str, efirma: str) -> None:
    assert not same_person(document, efirma)


@given(_WORDS, st.randoms(use_true_random=False))
def test_neither_order_nor_capitals_make_another_person(words: list[str], chance: object) -> None:
    name, other = " ".join(words), " ".join(reversed(words)).upper()
    assert same_person(name, other)
    assert same_person(other, name)

"""Concentrado and seguimiento with texts of any length: nothing is wrong with how they lie on their pages."""

from __future__ import annotations

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.documents import ejemplo_concentrado, ejemplo_seguimiento
from tests.documents.defectos import defectos
from tests.documents.ejemplo_concentrado import concentrado, concentrado_pdf
from tests.documents.ejemplo_seguimiento import seguimiento, seguimiento_pdf
from tests.documents.extremos import prose

lengths = st.integers(0, 120)
# A measure of more words is a row as tall as half a page; where two of them must stay together, a gap is what is left.
findings = st.lists(st.tuples(lengths, lengths, st.lists(st.integers(0, 60), max_size=4)), min_size=1, max_size=8)
# Without shrinking: it draws documents by the hundred, and the defect found says page and words.
_PHASES = (Phase.explicit, Phase.reuse, Phase.generate)
few = settings(max_examples=12, deadline=None, phases=_PHASES, suppress_health_check=[HealthCheck.too_slow])


@few
@given(findings)
def test_a_concentrado_of_any_lengths_is_well_set(made: list[tuple[int, int, list[int]]]) -> None:
    doc = concentrado(
        hallazgos=tuple(
            ejemplo_concentrado.finding(
                n,
                descripcion=prose(said, n),
                causa=prose(cause, n),
                medidas=tuple(ejemplo_concentrado.measure(k, texto=prose(words, k)) for k, words in enumerate(agreed)),
            )
            for n, (said, cause, agreed) in enumerate(made, start=1)
        )
    )
    assert defectos(concentrado_pdf(doc)) == []


@few
@given(findings, st.integers(0, 12))
def test_a_seguimiento_of_any_lengths_is_well_set(made: list[tuple[int, int, list[int]]], pending: int) -> None:
    doc = seguimiento(
        0,
        pending,
        hallazgos=tuple(
            ejemplo_seguimiento.finding(
                n,
                hallado=prose(found, n),
                nota=prose(note, n),
                medidas=tuple(ejemplo_seguimiento.measure(k, notas=(prose(words, k),)) for k, words in enumerate(seen)),
            )
            for n, (found, note, seen) in enumerate(made, start=1)
        ),
    )
    assert defectos(seguimiento_pdf(doc)) == []

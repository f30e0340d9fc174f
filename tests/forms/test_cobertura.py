"""Every one of the 305 functions of the manuals has cédulas that cite it or a reason, and a gist in our own words."""

import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from supervisor_app.domain.catalogo import diferencias_de_cobertura
from supervisor_app.domain.cedula.definition import FunctionRef
from supervisor_app.services.definiciones import Definiciones

ROOT = Path(__file__).parents[2]
DEFINICIONES = Definiciones.cargar(ROOT / "forms")
SHARED = ROOT.parent / "shared"
MANUALS = sorted((SHARED / "seeds").glob("00[234]_*.txt"))

# section: (functions, covered by some question)
SECTIONS = {
    "JSAC:7.1": (84, 67),
    "JSAC:7.1.1": (65, 47),
    "JSAC:7.1.2": (59, 47),
    "JSAC:7.1.3": (77, 64),
    "SUBDEL:7.1.2.2": (20, 20),
}


def section(ref: FunctionRef) -> str:
    return f"{ref.namespace}:{ref.seccion}"


def words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return re.findall(r"[a-z0-9]+", "".join(one for one in plain if not unicodedata.combining(one)))


def runs(text: str, length: int = 6) -> set[tuple[str, ...]]:
    found = words(text)
    return {tuple(found[start : start + length]) for start in range(len(found) - length + 1)}


def test_all_305_functions_are_there_numbered_without_gaps() -> None:
    numbers: dict[str, list[int]] = {}
    for ref in DEFINICIONES.funciones:
        numbers.setdefault(section(ref), []).append(ref.numero)

    assert numbers == {name: list(range(1, total + 1)) for name, (total, _) in SECTIONS.items()}


def test_245_are_covered_and_60_have_their_reason() -> None:
    covered = Counter(section(ref) for ref, one in DEFINICIONES.funciones.items() if one.cedulas)

    assert covered == {name: count for name, (_, count) in SECTIONS.items()}
    assert sum(one.motivo_exclusion is not None for one in DEFINICIONES.funciones.values()) == 60


def test_the_table_and_the_questions_agree_in_both_directions() -> None:
    assert diferencias_de_cobertura(DEFINICIONES.funciones, DEFINICIONES.cedulas.values()) == ()


def test_each_gist_is_one_short_sentence() -> None:
    gists = {str(one.ref): one.gist for one in DEFINICIONES.funciones.values()}

    assert {ref: gist for ref, gist in gists.items() if not 6 <= len(words(gist)) <= 20} == {}
    assert {ref: gist for ref, gist in gists.items() if not (gist[0].isupper() and gist.endswith("."))} == {}


@pytest.mark.skipif(not MANUALS, reason="the manuals are public documents kept beside the checkout, not in it")
def test_no_gist_repeats_six_words_in_a_row_of_the_manuals() -> None:
    manual = {run for path in MANUALS for run in runs(path.read_text(encoding="utf-8"))}

    repeated = {str(one.ref): runs(one.gist) & manual for one in DEFINICIONES.funciones.values()}

    assert {ref: found for ref, found in repeated.items() if found} == {}


@pytest.mark.skipif(not MANUALS, reason="the manuals are public documents kept beside the checkout, not in it")
def test_no_question_repeats_six_words_in_a_row_of_the_manuals() -> None:
    manual = {run for path in MANUALS for run in runs(path.read_text(encoding="utf-8"))}

    repeated = {item.id: runs(item.pregunta) & manual for one in DEFINICIONES.cedulas.values() for item in one.items}

    assert {item: found for item, found in repeated.items() if found} == {}

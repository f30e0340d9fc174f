"""Whether what a person is told is a sentence: Spanish, visible, ended, and without anything of a machine."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager

from supervisor_app.errors import EnvironmentProblem, UserError

_CITADO = re.compile("«.*»|'[^']*'", re.DOTALL)
"""Words of strangers, which the window and the command line clean when they show them."""
# Words that English has and Spanish has not, and what Python says of itself.
_AJENO = re.compile(
    r"\b(?:the|is|are|was|not|with|of|must|should|invalid|expected|found|missing|error:|failed|cannot|unknown|"
    r"Traceback|NoneType|object|bytes-like|codec|Error)\b|0x[0-9a-f]{6,}|\b\w+Error\b"
)
_LARGO = 4_000
_DIRECCION = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f")


def exigir_frase(dicho: str) -> None:
    """Raises AssertionError where what is said would not do for a person. Lines are judged together."""
    assert dicho.strip() == dicho, f"blank ends: {dicho!r}"
    assert dicho, "nothing is said"
    assert len(dicho) <= _LARGO, f"{len(dicho)} characters: {dicho[:200]!r}"
    assert dicho[-1] in ".?!:»)" or "\n" in dicho, f"no end: {dicho!r}"
    propio = _CITADO.sub("…", dicho)
    for letra in propio:
        visible = unicodedata.category(letra) not in ("Cc", "Cs", "Co", "Cn") or letra == "\n"
        assert visible and letra not in _DIRECCION, f"{letra!r} in {dicho!r}"
    ajeno = _AJENO.search(propio)
    assert ajeno is None, f"{ajeno and ajeno[0]!r} in {dicho!r}"


@contextmanager
def dicho_en_espanol() -> Iterator[None]:
    """A refusal inside is fine if it is a sentence; anything else that is raised passes."""
    try:
        yield
    except (UserError, EnvironmentProblem) as error:
        exigir_frase(error.message)

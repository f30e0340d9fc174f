"""Whether two spellings name the same person: that of the document and that of the e.firma.

SAT writes in capitals, without accents and in its own order; people write «Lic.» and leave surnames out. Pure.
It must never decide that somebody may not sign: it only says that the names look different.
"""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"[a-z]+\.?")


def same_person(one: str, other: str) -> bool:
    """Every word of the shorter name is in the longer one, and there are two at least; abbreviations do not count."""
    shorter, longer = sorted((_words(one), _words(other)), key=len)
    return shorter == longer or (len(shorter) >= 2 and shorter <= longer)


def _words(name: str) -> frozenset[str]:
    plain = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return frozenset(word for word in _WORD.findall(plain) if not word.endswith("."))

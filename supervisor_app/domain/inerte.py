"""Text of people in the cells of a spreadsheet: never a formula, a number still a number.

Excel and LibreOffice work out what begins as a formula when they open a CSV or a TSV; one that calls another program
has been a way into offices for years (OWASP, «CSV Injection»). An apostrophe before it makes it text again. This module
must never change what is no formula.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# The wide forms of the four signs are read as the signs themselves where the system's language is Chinese or Japanese.
_SIGNOS: Final = "=+\\-@\uff1d\uff0b\uff0d\uff20"
_NUMERO: Final = re.compile(r"-?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)? ?%?", re.ASCII)
# Who opens it where the semicolon parts cells, or tells LibreOffice to, would get the rest of the cell as another one.
_TRAS_SEPARADOR: Final = re.compile(rf"([;\t])(?=[ \xa0]*[{_SIGNOS}])")
_EMPIEZA: Final = re.compile(rf"[{_SIGNOS}]")


def parece_formula(celda: str) -> bool:
    """Whether a spreadsheet would work it out. A number is none, nor is the hyphen that stands for nothing."""
    if celda == "-" or _NUMERO.fullmatch(celda):
        return False
    if celda.startswith(("\t", "\r")):
        return True
    for letra in celda:
        # What cannot be seen, or is only room, may be dropped before the cell is read.
        if not letra.isspace() and unicodedata.category(letra)[0] != "C":
            return _EMPIEZA.match(letra) is not None
    return False


def inerte(celda: str) -> str:
    """The cell for a CSV."""
    return _TRAS_SEPARADOR.sub(r"\1'", f"'{celda}" if parece_formula(celda) else celda)


def protegida(celda: str) -> str:
    """The cell for a file that is read again (``sin_proteger``): one that is protected already gets one more."""
    return f"'{celda}" if parece_formula(celda.lstrip("'")) else celda


def sin_proteger(celda: str) -> str:
    """What ``protegida`` was given. Other cells, also those with an apostrophe of their own, stay as they are."""
    return celda[1:] if celda.startswith("'") and parece_formula(celda.lstrip("'")) else celda

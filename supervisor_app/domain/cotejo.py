"""What a page carries so that a printed copy can be checked against its record: folio, day and 128 bits of its hash.

The hash is the SHA-256 of the canonical record attached to the PDF, not of the PDF (which would have to hold itself).
It is printed as a QR and as digits, so that a photo, a scan or a keyboard suffice. Nothing here looks anything up.
"""

from __future__ import annotations

import re
from datetime import date

from supervisor_app.domain.base import Value
from supervisor_app.errors import UserError

DIGITOS = 32
"""Hexadecimal digits that are printed: 128 bits."""
_GRUPO = 4
# «|» stood between the parts until 0.2.0.
_QR = re.compile(
    r"F:(?P<folio>.{1,200}?)[ |]D:(?P<dia>\d{4}-\d\d-\d\d)[ |]S:(?P<huella>[0-9A-Fa-f]{32})(?![0-9A-Fa-f])"
)
# What a person, or a reader of print, takes for another digit.
_PARECIDOS = str.maketrans({"o": "0", "q": "0", "i": "1", "l": "1", "s": "5", "z": "2", "g": "9"})
_SEPARADORES = re.compile(r"[\s.·:_\-\u2010-\u2015]+")


class Sello(Value):
    """``huella``: 32 hexadecimal digits in lower case."""

    folio: str
    dia: date
    huella: str

    @property
    def qr(self) -> str:
        """``F:V-2026-001-INF D:2026-06-12 S:9F86…``: capitals and no other signs than QR's alphanumeric mode has, which
        makes its squares a tenth larger.
        """
        return f"F:{self.folio} D:{self.dia.isoformat()} S:{self.huella.upper()}"

    @property
    def en_grupos(self) -> str:
        """As it is printed to be read aloud and typed: ``9f86 d081 …``."""
        return en_grupos(self.huella)


def sellar(folio: str, dia: date, sha256: str) -> Sello:
    """The seal of a record by its whole SHA-256 in hexadecimal."""
    return Sello(folio=folio, dia=dia, huella=sha256[:DIGITOS].lower())


def en_grupos(huella: str) -> str:
    return " ".join(huella[n : n + _GRUPO] for n in range(0, len(huella), _GRUPO))


def leer_qr(texto: str) -> Sello | None:
    """What a QR says; None where it is not one of ours."""
    dicho = _QR.search(texto)
    if dicho is None:
        return None
    try:
        dia = date.fromisoformat(dicho["dia"])
    except ValueError:
        return None
    return Sello(folio=dicho["folio"].strip(), dia=dia, huella=dicho["huella"].lower())


def leer_huella(texto: str) -> str:
    """The digits that a person typed from the foot of a page, whole or their first 8 at least, in lower case.

    Groups, capitals and the letters that look like digits are understood. Raises UserError with field ``huella``.
    """
    digitos = _SEPARADORES.sub("", texto).casefold()
    digitos = digitos.removeprefix("huella").translate(_PARECIDOS)
    if not digitos:
        raise UserError("Escriba la huella que está al pie de la hoja.", field="huella")
    if not re.fullmatch(r"[0-9a-f]+", digitos):
        raise UserError(
            "La huella sólo lleva números y letras de la a a la f. Revise lo que escribió contra el pie de la hoja.",
            field="huella",
        )
    if not 8 <= len(digitos) <= 64:
        raise UserError(
            f"La huella tiene {DIGITOS} signos y escribió {len(digitos)}. Bastan los primeros 8.", field="huella"
        )
    return digitos[:DIGITOS]

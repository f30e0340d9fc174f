"""Keys as people read, type and dictate them, in groups of four letters and digits that tell a slip.

The recovery key of a data folder has nine groups; the key by which an office signs, whole, fourteen.
"""

from __future__ import annotations

import hashlib
import unicodedata

from supervisor_app.errors import UserError

_LETRAS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no letter that is read as another."""
_PARECIDAS = str.maketrans({"O": "0", "I": "1", "L": "1"})
_NUEVE, _CATORCE = 36, 56
"""Letters: of 160 bits and 20 of check; of 256 bits and 24 of check."""
_OCTETOS = {_NUEVE: 20, _CATORCE: 32}


def escribir(secreto: bytes) -> str:
    """160 bits and 20 of check as nine groups of four letters and digits."""
    return _escribir(secreto, _NUEVE)


def escribir_llave(secreto: bytes) -> str:
    """256 bits and 24 of check as fourteen groups."""
    return _escribir(secreto, _CATORCE)


def leer(texto: str) -> bytes:
    """Raises UserError where it is not one as it was printed: most often a letter was read as another."""
    return _leer(texto, _NUEVE, "La clave de recuperación", "nueve")


def leer_llave(texto: str) -> bytes:
    """The same of fourteen groups."""
    return _leer(texto, _CATORCE, "La clave de la oficina", "catorce")


def _escribir(secreto: bytes, largo: int) -> str:
    cotejo = 5 * largo - 8 * _OCTETOS[largo]
    todo = int.from_bytes(secreto + hashlib.sha256(secreto).digest()[:3], "big") >> (24 - cotejo)
    letras = "".join(_LETRAS[(todo >> 5 * n) & 31] for n in reversed(range(largo)))
    return "-".join(letras[n : n + 4] for n in range(0, largo, 4))


def _leer(texto: str, largo: int, cual: str, grupos: str) -> bytes:
    limpio = unicodedata.normalize("NFKC", texto).upper().translate(_PARECIDAS)
    letras = [c for c in limpio if c.isalnum()]
    if len(letras) != largo or any(c not in _LETRAS for c in letras):
        raise UserError(
            f"{cual} tiene {grupos} grupos de cuatro letras o números. Revise que esté completa.", field="recuperacion"
        )
    todo = 0
    for c in letras:
        todo = todo << 5 | _LETRAS.index(c)
    octetos = _OCTETOS[largo]
    secreto = (todo >> 5 * largo - 8 * octetos).to_bytes(octetos, "big")
    if _escribir(secreto, largo).replace("-", "") != "".join(letras):
        raise UserError(
            f"{cual} tiene algún carácter cambiado. Compárela con la hoja, grupo por grupo.", field="recuperacion"
        )
    return secreto

"""The recovery key as people read, type and dictate it: nine groups of four letters and digits."""

from __future__ import annotations

import hashlib
import unicodedata

from supervisor_app.errors import UserError

_LETRAS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no letter that is read as another."""
_PARECIDAS = str.maketrans({"O": "0", "I": "1", "L": "1"})


def escribir(secreto: bytes) -> str:
    """160 bits and 20 of check as nine groups of four letters and digits."""
    todo = int.from_bytes(secreto + hashlib.sha256(secreto).digest()[:3], "big") >> 4
    letras = "".join(_LETRAS[(todo >> 5 * n) & 31] for n in reversed(range(36)))
    return "-".join(letras[n : n + 4] for n in range(0, 36, 4))


def leer(texto: str) -> bytes:
    """Raises UserError where it is not one as it was printed: most often a letter was read as another."""
    limpio = unicodedata.normalize("NFKC", texto).upper().translate(_PARECIDAS)
    letras = [c for c in limpio if c.isalnum()]
    if len(letras) != 36 or any(c not in _LETRAS for c in letras):
        raise UserError(
            "La clave de recuperación tiene nueve grupos de cuatro letras o números. Revise que esté completa.",
            field="recuperacion",
        )
    todo = 0
    for c in letras:
        todo = todo << 5 | _LETRAS.index(c)
    secreto = (todo >> 20).to_bytes(20, "big")
    if escribir(secreto).replace("-", "") != "".join(letras):
        raise UserError(
            "La clave de recuperación tiene algún carácter cambiado. Compárela con la hoja, grupo por grupo.",
            field="recuperacion",
        )
    return secreto

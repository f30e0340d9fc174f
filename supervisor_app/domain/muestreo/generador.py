"""The numbers of a draw: whoever has the seed gets the same ones, on any machine, with any language, or by hand.

The n-th number comes from the SHA-256 of the text ``seed,n`` (n from 1) read as one number of 256 bits; the remainder
of dividing it by the bound is the number drawn. Where taking the remainder would favour the small ones, the hash is
passed over. This is the generator that R. L. Rivest published for election audits (``sampler.py``), so that a simple
draw can also be redone with the public page of P. B. Stark. It must never depend on ``random`` of Python, whose
algorithms may change between versions.
"""

from __future__ import annotations

import hashlib
import unicodedata

from supervisor_app.errors import UserError

_TODOS = 1 << 256
_LARGO = 80
NO_SE_COPIAN = frozenset('"`$\\%!^')
"""Between quotes too, a command line takes these for something else: what is printed could not be typed again."""


def leer_semilla(texto: str) -> str:
    """A seed as it is hashed: in NFC, without spaces around it and with one at most between two words.

    Paper shows no second space, and breaks lines at them. Raises UserError where it cannot be a seed.
    """
    semilla = unicodedata.normalize("NFC", texto).strip()
    if not semilla:
        raise UserError("Escriba la semilla del sorteo, por ejemplo varias cifras dictadas al azar.", field="semilla")
    if len(semilla) > _LARGO:
        raise UserError(f"La semilla admite hasta {_LARGO} caracteres.", field="semilla")
    if any(unicodedata.category(c)[0] == "C" or c in "\u2028\u2029" for c in semilla):
        raise UserError("La semilla tiene caracteres invisibles; vuelva a escribirla.", field="semilla")
    if malo := next((c for c in semilla if c in NO_SE_COPIAN), ""):
        raise UserError(
            f"La semilla no puede llevar «{malo}»: quien copie la orden impresa no obtendría lo mismo. Use letras, "
            "cifras y guiones.",
            field="semilla",
        )
    return " ".join(semilla.split())


class Generador:
    """The sequence of numbers of one seed, from its beginning."""

    def __init__(self, semilla: str) -> None:
        self._semilla = semilla.encode() + b","
        self.usados = 0
        """How many hashes were taken so far: the last n of the sequence."""

    def entero(self, tope: int) -> int:
        """The next number of 0 to ``tope - 1``, each as likely as the others."""
        if tope < 1:
            raise ValueError("the bound must be positive")
        while True:
            self.usados += 1
            huella = hashlib.sha256(self._semilla + str(self.usados).encode()).digest()
            valor = int.from_bytes(huella, "big")
            if valor < _TODOS - _TODOS % tope:
                return valor % tope

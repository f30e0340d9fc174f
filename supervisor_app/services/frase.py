"""A passphrase proposed to a person, and what one that is being typed still lacks. It must never keep either."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from functools import cache

from supervisor_app import paths
from supervisor_app.cifrado.cerradura import MINIMO_FRASE, exigir_frase
from supervisor_app.domain.texto import cuanto_falta
from supervisor_app.errors import UserError

CUANTAS = 6
"""Words of a proposed passphrase."""


@cache
def palabras() -> tuple[str, ...]:
    """1,024 Spanish words of four to eight plain letters, no two of which differ by one letter only."""
    return tuple((paths.recursos() / "frases" / "palabras.txt").read_text(encoding="ascii").split())


def proponer(elegir: Callable[[Sequence[str]], str] = secrets.choice) -> str:
    """Six words at random, with spaces between them."""
    return " ".join(elegir(palabras()) for _ in range(CUANTAS))


def bits() -> int:
    """How many bits of chance a proposed passphrase has."""
    return CUANTAS * (len(palabras()).bit_length() - 1)


def que_falta(frase: str) -> str:
    """What a passphrase that is being typed still lacks, as a sentence; empty where it may be used."""
    faltan = MINIMO_FRASE - len(frase.strip())
    if faltan > 0:
        return f"{cuanto_falta(faltan, 'carácter', 'caracteres')}; sirven varias palabras que usted recuerde."
    try:
        exigir_frase(frase)
    except UserError as error:
        return error.message
    return ""

"""With what a command gets into an enciphered folder, apart from its arguments, which any process can see.

It imports nothing heavy. It must never print what it holds.
"""

from __future__ import annotations

from collections.abc import MutableMapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from supervisor_app.services.acceso import Coste

FRASE: Final = "SUPERVISOR_FRASE"
FRASE_NUEVA: Final = "SUPERVISOR_FRASE_NUEVA"
OFICINA: Final = "SUPERVISOR_OFICINA_PASSWORD"
BUZON: Final = "SUPERVISOR_BUZON_CONTRASENA"


@dataclass(frozen=True, repr=False)
class Entrada:
    """What the variables say, None where they are not set: ``frase``, ``nueva``, and ``oficina``, the password of the
    office's private key; ``buzon``, that of the mailbox. ``coste``: of new passphrases.
    """

    frase: str | None = None
    nueva: str | None = None
    oficina: str | None = None
    coste: Coste | None = None
    buzon: str | None = None

    @classmethod
    def del_ambiente(cls, ambiente: MutableMapping[str, str]) -> Entrada:
        """Take the variables out of the environment: no process that this one starts gets them."""
        return cls(
            ambiente.pop(FRASE, None),
            ambiente.pop(FRASE_NUEVA, None),
            ambiente.pop(OFICINA, None),
            buzon=ambiente.pop(BUZON, None),
        )

"""What a network transport is handed: who asks, whom to believe and how long to wait.

None of it may stand in an address, in a log or in the text of an error.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Credencial:
    """Who asks. A private key (PEM or OpenSSH, as text) goes before the password, which then opens the key."""

    usuario: str
    contrasena: str = field(default="", repr=False)
    llave_privada: str = field(default="", repr=False)


@dataclass(frozen=True)
class Confianza:
    """Whom to believe besides what this machine believes.

    ``autoridad``: certificates of the institution as PEM. ``llave_ssh``: the one host key that a person has accepted,
    as ``ssh-ed25519 AAAA…``.
    """

    autoridad: bytes | None = None
    llave_ssh: str | None = None


@dataclass(frozen=True)
class Plazos:
    """Seconds until a wait is given up. A server that sends a byte now and then does not tire ``respuesta``, so that
    the whole has its own time: ``operacion`` and what its bytes take at ``ritmo_minimo`` bytes a second."""

    conectar: float = 15.0
    respuesta: float = 30.0
    operacion: float = 300.0
    ritmo_minimo: float = 8 * 1024.0

    def de_operacion(self, tamano: int) -> float:
        """For a whole of ``tamano`` bytes, sent and read back."""
        return self.operacion + 2 * tamano / self.ritmo_minimo

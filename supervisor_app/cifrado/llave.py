"""The key of a data folder and the keys that are derived from it, one for each use.

It must never be printed, logged or compared in time that depends on it: its ``repr`` says nothing.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from functools import cached_property

LARGO = 32
"""Bytes of every key here: AES-256 and HMAC-SHA256."""


class Llave:
    """32 random bytes, made once with the folder. What opens it may change; this never does.

    Each use has a key of its own by HKDF-SHA256 (RFC 5869), so that none tells anything of another.
    """

    def __init__(self, secreto: bytes) -> None:
        if len(secreto) != LARGO:
            raise ValueError("a key has 32 bytes")
        self._secreto = secreto

    @classmethod
    def nueva(cls) -> Llave:
        return cls(secrets.token_bytes(LARGO))

    @property
    def secreto(self) -> bytes:
        """The bytes themselves, for the slots that wrap them and for nothing else."""
        return self._secreto

    @cached_property
    def id(self) -> str:
        """Sixteen hex digits that tell this key from others, and nothing about it."""
        return derivar(self._secreto, b"supervisor-app/id", 8).hex()

    @cached_property
    def base(self) -> bytes:
        """Of the database (SQLCipher, raw key)."""
        return derivar(self._secreto, b"supervisor-app/base")

    @cached_property
    def archivos(self) -> bytes:
        """Of every file that is kept beside it."""
        return derivar(self._secreto, b"supervisor-app/archivos")

    @cached_property
    def _nombres(self) -> bytes:
        return derivar(self._secreto, b"supervisor-app/nombres")

    def nombre(self, sha256: str) -> str:
        """Under which name a content is kept: its own hash would tell whoever has the same file that it is here."""
        return hmac.digest(self._nombres, sha256.encode("ascii"), "sha256").hex()

    def __repr__(self) -> str:
        return "Llave(…)"

    def __reduce__(self) -> str:
        raise TypeError("a key is not written anywhere")


def derivar(secreto: bytes, para: bytes, largo: int = LARGO, *, sal: bytes = b"") -> bytes:
    """HKDF-SHA256 (RFC 5869): ``largo`` bytes of ``secreto`` for the use that ``para`` names; at most 8,160."""
    prk = hmac.digest(sal or bytes(32), secreto, "sha256")
    hecho, bloque = b"", b""
    for n in range(1, -(-largo // hashlib.sha256().digest_size) + 1):
        bloque = hmac.digest(prk, bloque + para + bytes([n]), "sha256")
        hecho += bloque
    return hecho[:largo]

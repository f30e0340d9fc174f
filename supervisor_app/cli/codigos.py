"""The exit codes. Programs that call this one read them: they must never change meaning."""

from __future__ import annotations

from enum import IntEnum


class Codigo(IntEnum):
    BIEN = 0
    NO_VALIDO = 1
    """The thing looked at is not valid, or a person can mend what is wrong."""
    USO = 2
    MAQUINA = 3
    FALLO = 70
    INTERRUMPIDO = 130

"""How what the office sent stands on this laptop: what is kept of it, and what is shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from supervisor_app.domain.base import Value
from supervisor_app.domain.feed import Publicacion


class Estado(StrEnum):
    """What became of the last content of a kind."""

    EN_USO = "en_uso"
    EN_PARTE = "en_parte"
    """In use, except for what a person has here of their own."""
    POR_CONFIRMAR = "por_confirmar"
    APARTADA = "apartada"
    """It cannot be used; what was in use before still is."""
    LLEGO = "llego"
    """It is for another place to show."""

    @property
    def label(self) -> str:
        return {
            "en_uso": "En uso",
            "en_parte": "En uso, salvo lo suyo",
            "por_confirmar": "Falta que usted confirme",
            "apartada": "Se apartó",
            "llego": "Llegó",
        }[self.value]


class AutoridadPorConfirmar(Value):
    """An authority that a person has to recognise: its name, the SHA-256 of its certificate, for whom it vouches."""

    nombre: str
    sha256: str
    para: str


class Uso(Value):
    """Of one kind: the content that was looked at last (hash of what is to be read) and by which version of the
    application, what became of it, and what is in use.
    """

    mirado: str
    version: str = ""
    estado: Estado
    dicho: str = ""
    en_uso: Publicacion | None = None
    por_confirmar: tuple[AutoridadPorConfirmar, ...] = ()


@dataclass(frozen=True, slots=True)
class Ficha:
    """One kind as it is shown. ``dicho``: in words, what came and whether it is in use. ``tomable``: a person has
    something else of their own, and may take the office's; ``por_confirmar``: what to recognise before it is trusted.
    """

    que: str
    titulo: str
    cuando: datetime
    estado: Estado
    dicho: str
    tomable: bool = False
    por_confirmar: tuple[AutoridadPorConfirmar, ...] = ()


@dataclass(frozen=True, slots=True)
class Aplicado:
    """What was done with one kind, for the log."""

    que: str
    estado: Estado
    texto: str

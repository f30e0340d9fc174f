"""What a verification finds, as values: whoever only shows it loads no library of signatures.

It must never judge anything (``dictamen``, ``verificar``).
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict


class FirmaVerificada(BaseModel):
    """``integra``: the document is what this person signed. ``confiable``: a known authority vouched for the person at
    the time of signing. ``momento`` is the claim of the signer's machine."""

    model_config = ConfigDict(frozen=True)

    campo: str
    nombre: str
    rfc: str
    numero_certificado: str
    momento: datetime | None
    integra: bool
    confiable: bool
    autoridad: str
    revocacion: Literal["no comprobada"] = "no comprobada"
    problemas: tuple[str, ...] = ()


class Verificacion(BaseModel):
    """``valido`` only where there is a signature and no problem at all. ``problemas`` holds the signatures' too.

    ``pendientes`` names the fields that nobody signed yet, which is no problem by itself.
    """

    model_config = ConfigDict(frozen=True)

    valido: bool
    firmas: tuple[FirmaVerificada, ...] = ()
    problemas: tuple[str, ...] = ()
    pendientes: tuple[str, ...] = ()

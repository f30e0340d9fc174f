"""What a verification finds, as values: whoever only shows it loads no library of signatures.

It must never judge anything (``dictamen``, ``verificar``).
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict

EstadoRevocacion = Literal[
    "no comprobada",
    "vigente",
    "comprobación vencida",
    "revocada antes de firmar",
    "revocada, hora no probada",
    "revocada después de firmar",
]
"""What is known of a certificate that its authority could have revoked.

``no comprobada``: nobody asked, or nobody who may answer did. ``vigente``: its authority answered for the time that
counts. ``comprobación vencida``: it answered for an earlier time only. Of the three that say revoked only the last one
leaves the signature good: a time stamp proves that it is older than the revocation.
"""


class _Hallado(BaseModel):
    model_config = ConfigDict(frozen=True)


class Revocacion(_Hallado):
    """``dicho``: the sentence. ``al``: as of when the authority answered. ``desde``: since when it is revoked."""

    estado: EstadoRevocacion = "no comprobada"
    dicho: str = "No se comprobó si el certificado fue revocado."
    al: datetime | None = None
    desde: datetime | None = None

    @property
    def impide(self) -> bool:
        """Whether the signature cannot be accepted for it."""
        return self.estado in ("revocada antes de firmar", "revocada, hora no probada")


class FirmaVerificada(_Hallado):
    """``integra``: the document is what this person signed. ``confiable``: a known authority vouched for the person at
    the time of signing. ``momento`` is the claim of the signer's machine; ``antes_de``: a valid time stamp proves that
    the signature is older than that. ``certifica``: this signature closed the document to anything but signing."""

    campo: str
    nombre: str
    rfc: str
    numero_certificado: str
    momento: datetime | None
    integra: bool
    confiable: bool
    autoridad: str
    autoridad_reconocida: bool = False
    revocacion: EstadoRevocacion = "no comprobada"
    revocacion_dicho: str = "No se comprobó si el certificado fue revocado."
    revocacion_al: datetime | None = None
    revocada_desde: datetime | None = None
    antes_de: datetime | None = None
    certifica: bool = False
    problemas: tuple[str, ...] = ()


class SelloVerificado(_Hallado):
    """A time stamp of the whole document. ``momento``: the time that its authority certifies. ``vence``: until when its
    certificate is in force; before that another stamp has to follow for the proof to last."""

    campo: str
    autoridad: str
    emisor: str
    emisor_reconocido: bool = False
    momento: datetime | None
    vence: datetime | None
    integro: bool
    confiable: bool
    revocacion: EstadoRevocacion = "no comprobada"
    revocacion_dicho: str = "No se comprobó si el certificado fue revocado."
    problemas: tuple[str, ...] = ()


class Adjunto(_Hallado):
    """A file inside the PDF. ``bytes`` is its size; None and an empty ``sha256`` where it cannot be read."""

    nombre: str
    sha256: str
    bytes: int | None


class RegistroAdjunto(_Hallado):
    """The record of one of our documents. ``huella``: what the foot of its pages shows, in groups of four."""

    nombre: str
    folio: str
    sha256: str
    huella: str


class DibujadaDeclarada(_Hallado):
    """A drawn signature that the document says it has. It is no e.firma and proves nobody's identity."""

    campo: str
    nombre: str
    cargo: str
    ante: str
    cuando: datetime


class Verificacion(_Hallado):
    """``valido`` only where there is a signature and no problem at all. ``problemas`` holds those of the signatures and
    stamps too; ``avisos`` what a person should know and is no fault.

    ``pendientes`` names the fields that nobody signed yet, which is no problem by itself. ``certificado_por``: who
    closed the document, "" where nobody did. ``registro``: the first attachment that is a record of ours.
    """

    valido: bool
    firmas: tuple[FirmaVerificada, ...] = ()
    problemas: tuple[str, ...] = ()
    pendientes: tuple[str, ...] = ()
    avisos: tuple[str, ...] = ()
    sellos: tuple[SelloVerificado, ...] = ()
    certificado_por: str = ""
    registro: RegistroAdjunto | None = None
    adjuntos: tuple[Adjunto, ...] = ()
    dibujadas: tuple[DibujadaDeclarada, ...] = ()

"""The contents that the office publishes, kind by kind: as values, to bytes and back. Same values, same bytes.

What is read was written by others: bounded, strict, and refused with a sentence. It must never apply anything.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from typing import Annotated, Final, Literal, TypeVar

from pydantic import Base64Bytes, BaseModel, ConfigDict, Field, ValidationError

from supervisor_app.domain.antecedentes_recibidos import AntecedentesPublicados
from supervisor_app.domain.base import Value
from supervisor_app.domain.canonico import canonico
from supervisor_app.domain.cedula.definition import CedulaDefinition, Umbral
from supervisor_app.errors import UserError
from supervisor_app.services.feriados import Cambios

FORMATO: Final = 1
ANTECEDENTES: Final = "antecedentes"
ETIQUETAS: Final = {
    "programa": "Programa de visitas",
    "feriados": "Días inhábiles",
    "unidades": "UMF y oficinas",
    "cedulas": "Cédulas",
    "umbrales": "Umbrales de las cédulas",
    "anclas": "Autoridades de confianza",
    ANTECEDENTES: "Antecedentes de las unidades",
}
"""Kind -> how people call it, in the order in which it is shown."""
_MIB: Final = 1 << 20
LIMITES: Final = {
    "feriados": _MIB,
    "unidades": 5 * _MIB,
    "cedulas": 16 * _MIB,
    "umbrales": _MIB,
    "anclas": _MIB,
    ANTECEDENTES: 16 * _MIB,
}
"""Bytes of a content; a larger one is not read."""

LIMITE_CLARO: Final = 32 * _MIB
"""Bytes of what a compressed content holds."""

V = TypeVar("V", bound=Value)
Formato = Annotated[int, Field(strict=True, ge=1, le=FORMATO)]


class _Sello(BaseModel):
    """What every content says of itself, in every version."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    formato: int = Field(strict=True)


class FeriadosPublicados(Value):
    """How the office counts days, as what it added to the official list and what it took out."""

    formato: Formato = FORMATO
    cambios: Cambios


class UmbralesPublicados(Value):
    """Thresholds in place of those of the application that have the same key."""

    formato: Formato = FORMATO
    umbrales: tuple[Umbral, ...] = Field(max_length=500, fail_fast=True)


class CedulasPublicadas(Value):
    """The cédulas of the office, each with the thresholds that it asks with."""

    formato: Formato = FORMATO
    cedulas: tuple[CedulaDefinition, ...] = Field(max_length=500, fail_fast=True)


class Autoridad(Value):
    """A certificate (DER), for whom it vouches: for signers, or for the time."""

    para: Literal["firmas", "sellos"]
    certificado: Annotated[Base64Bytes, Field(max_length=96 * 1024)]


class AnclasPublicadas(Value):
    """The authorities that the office approved."""

    formato: Formato = FORMATO
    autoridades: tuple[Autoridad, ...] = Field(max_length=200, fail_fast=True)


def octetos(valor: Value) -> bytes:
    """What is published of it."""
    return canonico(valor)


def comprimidos(valor: AntecedentesPublicados) -> bytes:
    """What is published of earlier visits, which say the same words many times (zlib, RFC 1950)."""
    return zlib.compress(canonico(valor), 6)


def feriados(contenido: bytes) -> Cambios:
    return _leer(FeriadosPublicados, "feriados", contenido).cambios


def umbrales(contenido: bytes) -> dict[str, Umbral]:
    leidos = _leer(UmbralesPublicados, "umbrales", contenido).umbrales
    return _sin_repetir("umbrales", {u.clave: u for u in leidos}, leidos)


def cedulas(contenido: bytes) -> tuple[CedulaDefinition, ...]:
    leidas = _leer(CedulasPublicadas, "cedulas", contenido).cedulas
    return tuple(_sin_repetir("cedulas", {d.codigo: d for d in leidas}, leidas).values())


def anclas(contenido: bytes) -> tuple[Autoridad, ...]:
    return _leer(AnclasPublicadas, "anclas", contenido).autoridades


def antecedentes(contenido: bytes) -> AntecedentesPublicados:
    exigir_tamano(ANTECEDENTES, len(contenido))
    lector = zlib.decompressobj()
    try:
        claro = lector.decompress(contenido, LIMITE_CLARO)
    except zlib.error as error:
        raise UserError(f"«{ETIQUETAS[ANTECEDENTES]}»: está dañado o no es de esta aplicación.") from error
    if lector.unconsumed_tail or not lector.eof:
        raise UserError(f"«{ETIQUETAS[ANTECEDENTES]}»: es demasiado grande o no está entero; no se leyó.")
    return _leer(AntecedentesPublicados, ANTECEDENTES, claro, LIMITE_CLARO)


def exigir_tamano(que: str, tamano: int, limite: int | None = None) -> None:
    """Raises UserError for more bytes than a content of that kind has, or than ``limite``."""
    if tamano > (LIMITES[que] if limite is None else limite):
        raise UserError(f"«{ETIQUETAS[que]}»: es demasiado grande para lo que debe ser y no se leyó.")


def _leer(modelo: type[V], que: str, contenido: bytes, limite: int | None = None) -> V:
    exigir_tamano(que, len(contenido), limite)
    try:
        if _Sello.model_validate_json(contenido).formato > FORMATO:
            raise UserError(
                f"«{ETIQUETAS[que]}»: lo hizo una versión más nueva de la aplicación. Instálela para usarlo."
            )
        # A field that nobody knows is passed over: told one by one, a million of them take gigabytes.
        return modelo.model_validate_json(contenido, extra="ignore")
    except (ValidationError, ValueError, RecursionError) as error:
        raise UserError(f"«{ETIQUETAS[que]}»: está dañado o no es de esta aplicación{_donde(error)}.") from error


def _donde(error: Exception) -> str:
    """Where it fails, never what it says."""
    if not isinstance(error, ValidationError):
        return ""
    primero = error.errors(include_input=False, include_url=False)[0]
    # What is there and should not be is somebody else's word.
    pasos = primero["loc"][:-1] if primero["type"] == "extra_forbidden" else primero["loc"]
    propios = [str(p) for p in pasos[:4] if isinstance(p, int) or p.isidentifier()]
    return f" ({' › '.join(propios)})" if propios else ""


T = TypeVar("T")


def _sin_repetir(que: str, por_clave: dict[str, T], leidos: Iterable[T]) -> dict[str, T]:
    if len(por_clave) != len(tuple(leidos)):
        raise UserError(f"«{ETIQUETAS[que]}»: trae dos veces lo mismo.")
    return por_clave

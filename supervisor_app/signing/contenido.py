"""What a PDF carries besides its pages: the files attached, its record among them, and the drawn signatures.

Nothing of it is believed: it is told beside the verdict, so that a person sees it. A drawn signature or a scan is never
counted as a signature here or anywhere.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError
from pyhanko.pdf_utils.reader import PdfFileReader

from supervisor_app.domain.cotejo import DIGITOS, en_grupos
from supervisor_app.domain.dibujada import FirmaDibujada
from supervisor_app.signing.lectura import PDF_ILEGIBLE, entrada
from supervisor_app.signing.resultado import Adjunto, DibujadaDeclarada, RegistroAdjunto

_DIBUJADA = re.compile(r"firma-dibujada-.+\.json")
_MAXIMO = 500
_REGISTRO_MAXIMO = 64 * 2**20


@dataclass(frozen=True)
class Contenido:
    """``asociados``: the SHA-256 of what the document associates with itself (``/AF``)."""

    adjuntos: tuple[Adjunto, ...] = ()
    asociados: frozenset[str] = frozenset()
    registro: RegistroAdjunto | None = None
    dibujadas: tuple[DibujadaDeclarada, ...] = ()


def leer_contenido(lector: PdfFileReader) -> Contenido:
    """What can be read of it; a damaged attachment is named without hash. Never raises for what is in the file."""
    adjuntos: list[Adjunto] = []
    asociados: set[str] = set()
    registro: RegistroAdjunto | None = None
    dibujadas: list[DibujadaDeclarada] = []
    for nombre, datos, asociado in _archivos(lector):
        adjunto = _adjunto(nombre, datos)
        if adjunto in adjuntos:
            continue
        adjuntos.append(adjunto)
        if datos is None:
            continue
        if asociado:
            asociados.add(adjunto.sha256)
        if _DIBUJADA.fullmatch(nombre):
            dibujadas.extend(_dibujada(datos))
        elif registro is None and asociado:
            registro = _registro(nombre, datos, adjunto.sha256)
    return Contenido(tuple(adjuntos), frozenset(asociados), registro, tuple(dibujadas))


def _archivos(lector: PdfFileReader) -> Iterator[tuple[str, bytes | None, bool]]:
    """Name, content and whether the document associates it with itself; those associated come first."""
    try:
        asociados = [(especificacion, True) for especificacion in entrada(lector.root, "/AF", ())]
    except PDF_ILEGIBLE:
        asociados = []
    try:
        nombrados = [(e, False) for e in _hojas(entrada(entrada(lector.root, "/Names", {}), "/EmbeddedFiles", {}))]
    except PDF_ILEGIBLE:
        nombrados = []
    for especificacion, asociado in (*asociados, *nombrados)[:_MAXIMO]:
        yield (*_leido(especificacion), asociado)


def _hojas(arbol: Any, hondo: int = 0) -> Iterator[Any]:
    """The values of a name tree. Raises ValueError where it is deeper than any that a program writes."""
    if hondo > 20:
        raise ValueError("name tree with loops")
    nombres = entrada(arbol, "/Names", ())
    yield from (nombres[i] for i in range(1, len(nombres), 2))
    for hijo in entrada(arbol, "/Kids", ()):
        yield from _hojas(hijo.get_object(), hondo + 1)


def _leido(especificacion: Any) -> tuple[str, bytes | None]:
    nombre = "sin nombre"
    try:
        dicho = especificacion.get_object()
        nombre = _limpio(str(entrada(dicho, "/UF", "") or entrada(dicho, "/F", ""))) or nombre
        return nombre, bytes(dicho["/EF"]["/F"].data)
    except PDF_ILEGIBLE:
        return nombre, None


def _limpio(nombre: str) -> str:
    return " ".join("".join(letra if letra.isprintable() else " " for letra in nombre).split())[:200]


def _adjunto(nombre: str, datos: bytes | None) -> Adjunto:
    if datos is None:
        return Adjunto(nombre=nombre, sha256="", bytes=None)
    return Adjunto(nombre=nombre, sha256=hashlib.sha256(datos).hexdigest(), bytes=len(datos))


def _registro(nombre: str, datos: bytes, sha256: str) -> RegistroAdjunto | None:
    """None where it is no record of ours: those are JSON objects with a folio."""
    if len(datos) > _REGISTRO_MAXIMO:
        return None
    try:
        dicho = json.loads(datos)
    except (ValueError, RecursionError):
        return None
    folio = dicho.get("folio") if isinstance(dicho, dict) else None
    if not isinstance(folio, str):
        return None
    return RegistroAdjunto(nombre=nombre, folio=_limpio(folio), sha256=sha256, huella=en_grupos(sha256[:DIGITOS]))


def _dibujada(datos: bytes) -> Iterator[DibujadaDeclarada]:
    try:
        firma = FirmaDibujada.model_validate_json(datos)
    except ValidationError:
        return
    yield DibujadaDeclarada(
        campo=_limpio(firma.campo),
        nombre=_limpio(firma.nombre),
        cargo=_limpio(firma.cargo),
        ante=_limpio(firma.ante),
        cuando=firma.cuando,
    )

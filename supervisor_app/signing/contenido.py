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
_TODOS_MAXIMO = 600 * 2**20
"""Bytes of all attachments together: those of an expediente with 300 photos have half of it."""
_DIBUJADA_MAXIMA = 2**20
"""Bytes; the most points that one may have take some 300 KB."""
_REGISTRO_MAXIMO = 64 * 2**20


@dataclass(frozen=True)
class Contenido:
    """``asociados``: the SHA-256 of what the document associates with itself (``/AF``). ``problemas``: what is wrong
    among them, in sentences."""

    adjuntos: tuple[Adjunto, ...] = ()
    asociados: frozenset[str] = frozenset()
    registro: RegistroAdjunto | None = None
    dibujadas: tuple[DibujadaDeclarada, ...] = ()
    problemas: tuple[str, ...] = ()


def leer_contenido(lector: PdfFileReader) -> Contenido:
    """What can be read of it; a damaged attachment is named without hash. Never raises for what is in the file."""
    adjuntos: list[Adjunto] = []
    asociados: set[str] = set()
    registros: list[RegistroAdjunto] = []
    originales: set[str] | None = None
    otros: set[str] = set()
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
        elif asociado and (dicho := _dicho(datos)) is not None:
            if not registros:
                originales = _originales(dicho)
            registros.append(_registro(nombre, dicho, adjunto.sha256))
        elif asociado:
            otros.add(adjunto.sha256)
    return Contenido(
        tuple(adjuntos),
        frozenset(asociados),
        registros[0] if registros else None,
        tuple(dibujadas),
        tuple(_problemas(registros, originales, otros)),
    )


def _problemas(registros: list[RegistroAdjunto], originales: set[str] | None, otros: set[str]) -> Iterator[str]:
    if len(registros) > 1:
        yield "El PDF lleva más de un registro de datos y no se sabe cuál es el de sus páginas."
    if originales is not None and originales != otros:
        yield (
            "Los documentos que este expediente lleva adjuntos no son los que dice su registro: se quitaron, se "
            "agregaron o se cambiaron. No confíe en esta copia."
        )


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
    total = 0
    for especificacion, asociado in (*asociados, *nombrados)[:_MAXIMO]:
        # A few kilobytes of names can ask for one swollen attachment again and again.
        nombre, datos = _leido(especificacion, leer=total <= _TODOS_MAXIMO)
        total += len(datos or b"")
        yield nombre, datos, asociado


def _hojas(arbol: Any, hondo: int = 0) -> Iterator[Any]:
    """The values of a name tree. Raises ValueError where it is deeper than any that a program writes."""
    if hondo > 20:
        raise ValueError("name tree with loops")
    nombres = entrada(arbol, "/Names", ())
    yield from (nombres[i] for i in range(1, len(nombres), 2))
    for hijo in entrada(arbol, "/Kids", ()):
        yield from _hojas(hijo.get_object(), hondo + 1)


def _leido(especificacion: Any, *, leer: bool) -> tuple[str, bytes | None]:
    nombre = "sin nombre"
    try:
        dicho = especificacion.get_object()
        nombre = _limpio(str(entrada(dicho, "/UF", "") or entrada(dicho, "/F", ""))) or nombre
        return nombre, bytes(dicho["/EF"]["/F"].data) if leer else None
    except PDF_ILEGIBLE:
        return nombre, None


def _limpio(nombre: str) -> str:
    return " ".join("".join(letra if letra.isprintable() else " " for letra in nombre).split())[:200]


def _adjunto(nombre: str, datos: bytes | None) -> Adjunto:
    if datos is None:
        return Adjunto(nombre=nombre, sha256="", bytes=None)
    return Adjunto(nombre=nombre, sha256=hashlib.sha256(datos).hexdigest(), bytes=len(datos))


def _dicho(datos: bytes) -> dict[str, Any] | None:
    """None where it is no record of ours: those are JSON objects with a folio."""
    if len(datos) > _REGISTRO_MAXIMO:
        return None
    try:
        dicho = json.loads(datos)
    except (ValueError, RecursionError):
        return None
    return dicho if isinstance(dicho, dict) and isinstance(dicho.get("folio"), str) else None


def _registro(nombre: str, dicho: dict[str, Any], sha256: str) -> RegistroAdjunto:
    return RegistroAdjunto(
        nombre=nombre, folio=_limpio(dicho["folio"]), sha256=sha256, huella=en_grupos(sha256[:DIGITOS])
    )


def _originales(dicho: dict[str, Any]) -> set[str] | None:
    """The SHA-256 of the documents that an expediente is made of, as its record names them; None of anything else."""
    documentos = dicho.get("documentos")
    if not isinstance(documentos, list) or not all(isinstance(d, dict) and "registro_sha256" in d for d in documentos):
        return None
    return {str(documento.get("sha256")) for documento in documentos}


def _dibujada(datos: bytes) -> Iterator[DibujadaDeclarada]:
    if len(datos) > _DIBUJADA_MAXIMA:
        return
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

"""What a WebDAV server says of a file or a folder (RFC 4918, multistatus), read without believing it more than needed.

Only what stands directly below what was asked for is taken: an answer cannot lead anywhere else.
"""

from __future__ import annotations

import email.utils
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from supervisor_app.exchange.transportes.xml_acotado import Elemento, entero, nombre

PREGUNTA = (
    b'<?xml version="1.0" encoding="utf-8"?><propfind xmlns="DAV:"><prop><resourcetype/><getcontentlength/>'
    b"<getlastmodified/><quota-available-bytes/></prop></propfind>"
)


@dataclass(frozen=True)
class Recurso:
    """``ruta``: decoded, without a slash at the end. ``tamano`` is ``None`` for folders and what is no plain file."""

    ruta: str
    es_carpeta: bool
    tamano: int | None
    modificado: float
    libres: int | None


def recursos(raiz: Elemento) -> Iterator[Recurso]:
    """Every answer of a multistatus that says of itself where it is."""
    for respuesta in raiz:
        if nombre(respuesta) == "response":
            ruta = _ruta(next((uno.text or "" for uno in respuesta if nombre(uno) == "href"), "").strip())
            propiedades = _propiedades(respuesta)
            if ruta is not None and propiedades is not None:
                yield _recurso(ruta, propiedades)


def hijos(todos: Iterator[Recurso], carpeta: str) -> Iterator[Recurso]:
    """Those directly below ``carpeta``, a decoded path without a slash at the end."""
    for uno in todos:
        arriba, _, propio = uno.ruta.rpartition("/")
        if arriba == carpeta and propio not in ("", ".", ".."):
            yield uno


def _ruta(href: str) -> str | None:
    try:
        return unquote(urlsplit(href).path, errors="strict").rstrip("/")
    except ValueError:
        return None


def _propiedades(respuesta: Elemento) -> dict[str, Elemento] | None:
    """Those that were found (status 200), by name; ``None`` where the whole is refused."""
    halladas: dict[str, Elemento] = {}
    alguna = False
    for dato in respuesta:
        if nombre(dato) == "propstat":
            estado = next((uno.text or "" for uno in dato if nombre(uno) == "status"), "")
            if " 200" in estado:
                alguna = True
                for propiedades in dato:
                    if nombre(propiedades) == "prop":
                        halladas.update((nombre(una), una) for una in propiedades)
    return halladas if alguna else None


def _recurso(ruta: str, propiedades: dict[str, Elemento]) -> Recurso:
    def texto(cual: str) -> str:
        return (propiedades[cual].text or "").strip() if cual in propiedades else ""

    tipo = propiedades.get("resourcetype")
    es_carpeta = tipo is not None and any(nombre(uno) == "collection" for uno in tipo)
    return Recurso(
        ruta,
        es_carpeta,
        None if es_carpeta else entero(texto("getcontentlength")),
        _fecha(texto("getlastmodified")),
        # Less than nothing is how some say that they do not know, or that there is no limit.
        entero(texto("quota-available-bytes")),
    )


def _fecha(dicha: str) -> float:
    """Seconds; what is not known counts as of now and for ever, so that nothing is removed for its age."""
    try:
        return email.utils.parsedate_to_datetime(dicha).timestamp()
    except (ValueError, OverflowError):
        return float("inf")

"""XML that a server sends, read within bounds: no entities, no external references, no more bytes than were asked for.

It must never hand on a document that was cut.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from supervisor_app.exchange.transportes import sin_red
from supervisor_app.exchange.transportes.conexion_http import Respuesta, Servidor

Elemento = Element
_CIFRAS = 19  # more would be no size of anything, and long ones take Python long


def leer(respuesta: Respuesta, servidor: Servidor, limite: int, protocolo: str) -> Elemento:
    """The root of the answer. EnvironmentProblem where it is no XML or longer than ``limite`` bytes."""
    datos = respuesta.leer(limite)
    raiz = None if datos is None else de_bytes(datos)
    if raiz is None:
        raise sin_red.no_es(servidor.nombre, protocolo)
    return raiz


def de_bytes(datos: bytes) -> Elemento | None:
    """The root, or ``None`` where it is no XML that may be read."""
    try:
        return fromstring(datos, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        return None


def entero(texto: str) -> int | None:
    """A size as servers write it; ``None`` for what is none."""
    return int(texto) if texto.isascii() and texto.isdecimal() and len(texto) < _CIFRAS else None


def nombre(elemento: Elemento) -> str:
    """The name of an element without its namespace: servers differ in them."""
    return elemento.tag.rpartition("}")[2]


def texto(elemento: Elemento, hijo: str) -> str:
    """The text of the first child of that name, or nothing."""
    return next((uno.text or "" for uno in elemento if nombre(uno) == hijo), "").strip()

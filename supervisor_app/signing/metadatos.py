"""Whether a document still says of itself what it said when it was first signed: title, author, subject and the like.

pyHanko lets whoever signs or stamps next rewrite these, since programs write dates and their own name there. A title
that changed after a signature is another document to whoever reads the window's title: so only dates and the names of
programs may differ.
"""

from __future__ import annotations

from typing import Any

from lxml import etree
from pyhanko.pdf_utils.reader import PdfFileReader

from supervisor_app.signing.lectura import entrada

_CLAVES = ("/Title", "/Author", "/Subject", "/Keywords")
_PASAJERAS = {"ModifyDate", "MetadataDate", "CreateDate", "CreatorTool", "Producer", "InstanceID", "History", "xmptk"}


def mismos_metadatos(antes: PdfFileReader, lector: PdfFileReader) -> bool:
    """Whether the file says of itself what it said before. Raises one of ``PDF_ILEGIBLE``."""
    general_antes, xmp_antes = _dicho(antes)
    general, xmp = _dicho(lector)
    if general != general_antes or (xmp is None) != (xmp_antes is None):
        return False
    # The same bytes say the same, also where they are no XML that can be read.
    return xmp is None or xmp.data == xmp_antes.data or _xmp(xmp) == _xmp(xmp_antes)


def _dicho(documento: PdfFileReader) -> tuple[tuple[str, ...], Any]:
    informe = entrada(documento.trailer_view, "/Info", {})
    general = tuple(str(entrada(informe, clave, "")) for clave in _CLAVES)
    return general, entrada(documento.root, "/Metadata", None)


def _xmp(corriente: Any) -> tuple[tuple[str, str], ...]:
    """Every text and attribute of the packet with its name, sorted: what stands in which order says nothing."""
    # No entity is expanded and nothing is fetched, whatever a stranger's packet asks for.
    lector = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True)
    dicho: list[tuple[str, str]] = []
    _reunir(etree.fromstring(corriente.data, lector), dicho)
    return tuple(sorted(dicho))


def _reunir(elemento: Any, dicho: list[tuple[str, str]]) -> None:
    if not isinstance(elemento.tag, str):
        return  # a processing instruction
    nombre = etree.QName(elemento).localname
    if nombre in _PASAJERAS:
        return
    if texto := (elemento.text or "").strip():
        dicho.append((elemento.tag, texto))
    dicho.extend(
        (str(atributo), str(valor))
        for atributo, valor in elemento.attrib.items()
        if etree.QName(atributo).localname not in _PASAJERAS
    )
    for hijo in elemento:
        _reunir(hijo, dicho)
        # Text behind an element belongs to what is around it.
        if cola := (hijo.tail or "").strip():
            dicho.append((elemento.tag, cola))

"""What makes a PDF show one thing to one reader and another to the next, without a byte of it changing.

Programs (JavaScript), dynamic forms (XFA), actions that hide things, layers that are seen and not printed, fields that
each reader draws anew, content that lies outside of the file, or that one reader finds where another does not: a
signature over them says nothing of what its signer saw. None of our documents has any. It must never run anything of
the file, nor fetch anything.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pikepdf
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader

from supervisor_app.signing.lectura import entrada, paginas

_ACCIONES = {
    "/JavaScript",
    "/Launch",
    "/Hide",
    "/SetOCGState",
    "/ImportData",
    "/Rendition",
    "/RichMediaExecute",
    "/GoTo3DView",
    "/Movie",
    "/ResetForm",
}
_FUERA = ("/F", "/FFilter", "/Ref", "/OPI", "/Alternates")
"""What a stream has where it, or another one for printing, lies elsewhere."""
_DUDAS = ("endstream", "duplicated key")
"""What qpdf says of a stream of another length than it tells, and of a dictionary that says a thing twice."""
_HONDO, _CUANTAS = 40, 50_000


def motivos(lector: PdfFileReader) -> tuple[str, ...]:
    """Why it may not always look the same, each as what follows «el documento»; none where it does.

    Raises one of ``PDF_ILEGIBLE``.
    """
    raiz = lector.root
    formulario = entrada(raiz, "/AcroForm", {})
    dichos = []
    if "/XFA" in formulario:
        dichos.append("es un formulario dinámico (XFA)")
    if _lleva_programa(lector):
        dichos.append("lleva instrucciones que lo cambian al abrirlo o usarlo (JavaScript u otras)")
    if _capas_cambiantes(entrada(raiz, "/OCProperties", None)):
        dichos.append("tiene capas ocultas, o que no se ven igual que se imprimen")
    if bool(entrada(formulario, "/NeedAppearances", False)) and any(_otros_campos(entrada(formulario, "/Fields", ()))):
        dichos.append("pide a cada programa que dibuje de nuevo sus campos")
    lector.stream.seek(0)
    ambiguo, ajeno = _leido_de_otro_modo(lector.stream.read())
    if ambiguo or _cuenta(raiz.raw_get("/Pages"), 0) is None:
        dichos.append("está escrito de modo que cada programa puede leer algo distinto")
    if ajeno:
        dichos.append("toma parte de lo que muestra de otro archivo, o muestra una cosa e imprime otra")
    return tuple(dichos)


def _leido_de_otro_modo(pdf: bytes) -> tuple[bool, bool]:
    """Whether a second reader (qpdf) has to guess what an object is, and whether content of it lies elsewhere.

    pyHanko reads no object that it does not need; so what a page shows is read here for the first time.
    """
    try:
        with pikepdf.open(io.BytesIO(pdf), attempt_recovery=False) as abierto:
            ajeno = any(
                isinstance(objeto, pikepdf.Stream) and any(clave in objeto for clave in _FUERA)
                for objeto in abierto.objects
            )
            dudas = [str(duda) for duda in abierto.get_warnings()]
    except (pikepdf.PikepdfError, ValueError, RuntimeError):
        return True, False
    return any(duda in dicha for dicha in dudas for duda in _DUDAS), ajeno


def _cuenta(ref: Any, hondo: int) -> int | None:
    """The pages under a node; None where it says another number: some readers go by that, others by the pages."""
    nodo = ref.get_object()
    if "/Kids" not in nodo:
        return 1
    if hondo > _HONDO:
        raise ValueError("page tree with loops")
    hijos = nodo["/Kids"]
    cuentas = [_cuenta(hijos.raw_get(i), hondo + 1) for i in range(len(hijos))]
    suma = sum(cuenta or 0 for cuenta in cuentas)
    return suma if None not in cuentas and entrada(nodo, "/Count", -1) == suma else None


def _lleva_programa(lector: PdfFileReader) -> bool:
    raiz = lector.root
    if "/JavaScript" in entrada(raiz, "/Names", {}) or _cambia(raiz, ("/OpenAction", "/AA")):
        return True
    for campo in _campos(entrada(entrada(raiz, "/AcroForm", {}), "/Fields", ())):
        if _cambia(campo, ("/A", "/AA")):
            return True
    for referencia, _ in paginas(lector):
        hoja = referencia.get_object()
        anotaciones = [uno.get_object() for uno in entrada(hoja, "/Annots", ())]
        if _cambia(hoja, ("/AA",)) or any(_cambia(anotacion, ("/A", "/AA")) for anotacion in anotaciones):
            return True
    return False


def _cambia(objeto: Any, claves: tuple[str, ...]) -> bool:
    return any(_es_accion(entrada(objeto, clave, None)) for clave in claves)


def _es_accion(valor: Any, hondo: int = 0) -> bool:
    """Whether an action, one of several or one that follows another does more than lead somewhere."""
    valor = valor.get_object() if valor is not None else None
    if hondo > _HONDO:
        raise ValueError("actions with loops")
    if isinstance(valor, generic.ArrayObject):
        return any(_es_accion(uno, hondo + 1) for uno in valor)
    if not isinstance(valor, generic.DictionaryObject):
        return False
    if "/S" in valor:
        return str(valor["/S"]) in _ACCIONES or _es_accion(entrada(valor, "/Next", None), hondo + 1)
    return any(_es_accion(valor[evento], hondo + 1) for evento in valor)  # additional actions, by event


def _campos(campos: Any, hondo: int = 0) -> Iterator[Any]:
    if hondo > _HONDO or len(campos) > _CUANTAS:
        raise ValueError("form with loops")
    for uno in campos:
        campo = uno.get_object()
        yield campo
        yield from _campos(entrada(campo, "/Kids", ()), hondo + 1)


def _otros_campos(campos: Any) -> Iterator[Any]:
    return (campo for campo in _campos(campos) if "/FT" in campo and str(campo["/FT"]) != "/Sig")


def _capas_cambiantes(propiedades: Any) -> bool:
    if propiedades is None:
        return False
    comun = entrada(propiedades, "/D", {})
    return (
        str(entrada(comun, "/BaseState", "/ON")) != "/ON"
        or bool(entrada(comun, "/OFF", ()))
        or bool(entrada(comun, "/AS", ()))
    )

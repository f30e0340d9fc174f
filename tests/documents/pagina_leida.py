"""A document as it came to lie on its pages, read back from the file: what is drawn where, and of which element it is.

The checks of ``defectos`` look at this. It must never know how a document was composed.
"""

from __future__ import annotations

import ctypes
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

import pikepdf
import pypdfium2 as pdfium
from pypdfium2 import raw


@dataclass(frozen=True)
class Trazo:
    """A line of text or a picture: page from 0, the edges of its ink in points, and its baseline."""

    pagina: int
    izquierda: float
    abajo: float
    derecha: float
    arriba: float
    base: float
    texto: str = ""
    puntos: int = 0
    """Pixels across, of a picture."""


@dataclass(eq=False)
class Elemento:
    """An element of the structure, in reading order."""

    rol: str
    padre: Elemento | None
    hijos: list[Elemento] = field(default_factory=list)
    propios: list[Trazo] = field(default_factory=list)
    campo: tuple[int, float, float] | None = None
    """Page, bottom and top of a place to sign."""

    @cached_property
    def trazos(self) -> list[Trazo]:
        """All that is drawn of it and of what it holds."""
        return [*self.propios, *(trazo for hijo in self.hijos for trazo in hijo.trazos)]

    @cached_property
    def paginas(self) -> list[int]:
        return sorted({trazo.pagina for trazo in self.trazos} | ({self.campo[0]} if self.campo else set()))

    @cached_property
    def texto(self) -> str:
        return " ".join(trazo.texto for trazo in self.trazos)

    def lineas(self, pagina: int) -> list[float]:
        """The baselines of its lines on a page, from the top."""
        return sorted({round(t.base) for t in self.trazos if t.pagina == pagina and t.texto.strip()}, reverse=True)

    def todos(self, *roles: str) -> Iterator[Elemento]:
        """Itself and what it holds, in reading order; only those of the roles where there are any."""
        if not roles or self.rol in roles:
            yield self
        for hijo in self.hijos:
            yield from hijo.todos(*roles)

    def dentro_de(self, rol: str) -> Elemento | None:
        """The nearest element of that role around it."""
        arriba = self.padre
        while arriba is not None and arriba.rol != rol:
            arriba = arriba.padre
        return arriba


@dataclass(frozen=True)
class Leido:
    """The whole document. ``artefactos``: what is drawn outside of the reading order (repeated headers, rules)."""

    raiz: Elemento
    artefactos: list[Trazo]
    medidas: list[tuple[float, float]]


def leer(pdf: bytes) -> Leido:
    """Read a file that is tagged."""
    with pikepdf.open(io.BytesIO(pdf)) as abierto:
        numeros = {pagina.obj.objgen: n for n, pagina in enumerate(abierto.pages)}
        marcas: dict[tuple[int, int], Elemento] = {}
        raiz = _elemento(abierto.Root.StructTreeRoot.K, None, numeros, marcas)
    artefactos: list[Trazo] = []
    documento = pdfium.PdfDocument(pdf)
    try:
        medidas = [pagina.get_size() for pagina in documento]
        for n, pagina in enumerate(documento):
            for marca, trazo in _trazos(pagina, n):
                dueno = marcas.get((n, marca))
                (artefactos if dueno is None else dueno.propios).append(trazo)
    finally:
        documento.close()
    return Leido(raiz, artefactos, medidas)


def _elemento(
    obj: pikepdf.Object,
    padre: Elemento | None,
    numeros: dict[tuple[int, int], int],
    marcas: dict[tuple[int, int], Elemento],
) -> Elemento:
    hecho = Elemento(str(obj.S)[1:], padre)
    hijos = obj.get("/K", pikepdf.Array())
    for hijo in hijos if isinstance(hijos, pikepdf.Array) else [hijos]:
        if "/S" in hijo:
            hecho.hijos.append(_elemento(hijo, hecho, numeros, marcas))
        elif "/MCID" in hijo:
            marcas[(numeros[hijo.Pg.objgen], int(hijo.MCID))] = hecho
        elif "/Obj" in hijo:
            _, abajo, _, arriba = (float(v) for v in hijo.Obj.Rect)
            hecho.campo = (numeros[hijo.Pg.objgen], abajo, arriba)
    return hecho


def _trazos(pagina: pdfium.PdfPage, numero: int) -> Iterator[tuple[int, Trazo]]:
    texto = pagina.get_textpage()
    for pieza in pagina.get_objects(max_depth=1):
        marca = raw.FPDFPageObj_GetMarkedContentID(pieza.raw)
        if pieza.type == raw.FPDF_PAGEOBJ_TEXT:
            yield marca, Trazo(numero, *_caja(pieza), pieza.get_matrix().f, _letras(pieza, texto))
        elif pieza.type == raw.FPDF_PAGEOBJ_IMAGE:
            across = ctypes.c_uint()
            down = ctypes.c_uint()
            raw.FPDFImageObj_GetImagePixelSize(pieza.raw, across, down)
            caja = _caja(pieza)
            yield marca, Trazo(numero, *caja, caja[1], puntos=across.value)


def _caja(pieza: pdfium.PdfObject) -> tuple[float, float, float, float]:
    izquierda, abajo, derecha, arriba = pieza.get_bounds()
    return float(izquierda), float(abajo), float(derecha), float(arriba)


def _letras(pieza: pdfium.PdfObject, texto: pdfium.PdfTextPage) -> str:
    largo = raw.FPDFTextObj_GetText(pieza.raw, texto.raw, None, 0)
    letras = (ctypes.c_ushort * largo)()
    raw.FPDFTextObj_GetText(pieza.raw, texto.raw, letras, largo)
    return bytes(letras).decode("utf-16-le").rstrip("\0")

"""Whether the pages of a stranger's PDF can be drawn in the memory of a laptop, told before anything of them is drawn.

PDFium reads all of a page before it draws, and ends the whole process where memory does not suffice. What a page says
and how often its forms call each other bounds that; our own pages say a tenth of it. It must never be asked of every
page that is shown: reading takes as long as drawing.
"""

from __future__ import annotations

import base64
import io
import re
import zlib
from collections.abc import Iterator

import pikepdf
from pikepdf import Name

from supervisor_app.errors import UserError

DICHO_MAXIMO = 3 * 2**20
"""Bytes that a page may say, its forms included as often as they are drawn: PDFium takes some 250 for each."""
_PUNTOS_MAXIMOS = 200_000_000
"""Points of one picture; a sheet of one metre scanned at 300 an inch has 140 million."""
_HOJAS = 300
_HONDO = 12
_CRUDO_MAXIMO = 256 * 1024
_DIBUJA = re.compile(rb"(?<![^\s\]>)])Do(?=[\s\[/<(]|$)")
_ROTO = (
    *(pikepdf.PikepdfError, ValueError, TypeError, AttributeError, KeyError, IndexError),
    *(RuntimeError, zlib.error),
)


class _Desmedido(Exception):
    """A page that asks for too much."""


def exigir_ligero(nombre: str, pdf: bytes) -> None:
    """Raises UserError where a page asks for more than a document needs. What cannot be read is for who opens it."""
    try:
        with pikepdf.open(io.BytesIO(pdf)) as abierto:
            for pagina in abierto.pages[:_HOJAS]:
                _pesar(pagina.obj)
    except _Desmedido as error:
        raise UserError(
            f"«{nombre}» pide para dibujarse más memoria de la que un documento necesita, y no se abrió. Imprímalo "
            "como PDF nuevo o digitalice la hoja de nuevo."
        ) from error
    except _ROTO:
        return


def _pesar(pagina: pikepdf.Object) -> None:
    conocidos: dict[tuple[int, int], int] = {}
    recursos = _recursos(pagina)
    contenidos = pagina.get(Name.Contents)
    partes = list(contenidos) if isinstance(contenidos, pikepdf.Array) else [contenidos]
    dicho = b"\n".join(_leido(parte) for parte in partes if parte is not None)
    total = len(dicho) + len(_DIBUJA.findall(dicho)) * _mayor(recursos, conocidos, 0)
    for anotacion in pagina.get(Name.Annots, ()):
        total += sum(_peso(forma, conocidos, 0) for forma in _apariencias(anotacion))
    if total > DICHO_MAXIMO:
        raise _Desmedido


def _recursos(pagina: pikepdf.Object) -> pikepdf.Object | None:
    """Its own, or those that the tree above hands down."""
    nodo: pikepdf.Object | None = pagina
    for _ in range(_HONDO):
        if nodo is None or Name.Resources in nodo:
            break
        nodo = nodo.get(Name.Parent)
    return nodo.get(Name.Resources) if nodo is not None else None


def _apariencias(anotacion: pikepdf.Object) -> Iterator[pikepdf.Object]:
    aspectos = anotacion.get(Name.AP)
    normal = aspectos.get(Name.N) if isinstance(aspectos, pikepdf.Dictionary) else None
    if isinstance(normal, pikepdf.Stream):
        yield normal
    elif isinstance(normal, pikepdf.Dictionary):
        yield from (forma for _, forma in normal.items() if isinstance(forma, pikepdf.Stream))


def _mayor(recursos: pikepdf.Object | None, conocidos: dict[tuple[int, int], int], hondo: int) -> int:
    """The weight of the heaviest form or picture that can be drawn from here."""
    if recursos is None or Name.XObject not in recursos:
        return 0
    return max((_peso(objeto, conocidos, hondo) for _, objeto in recursos.XObject.items()), default=0)


def _peso(objeto: pikepdf.Object, conocidos: dict[tuple[int, int], int], hondo: int) -> int:
    if hondo > _HONDO:
        raise _Desmedido
    if objeto.get(Name.Subtype) == Name.Image:
        if int(objeto.get(Name.Width, 0)) * int(objeto.get(Name.Height, 0)) > _PUNTOS_MAXIMOS:
            raise _Desmedido
        return 0
    if objeto.objgen not in conocidos:
        conocidos[objeto.objgen] = DICHO_MAXIMO + 1  # where it calls itself
        dicho = _leido(objeto)
        veces = len(_DIBUJA.findall(dicho))
        dentro = _mayor(objeto.get(Name.Resources), conocidos, hondo + 1) if veces else 0
        conocidos[objeto.objgen] = min(len(dicho) + veces * dentro, DICHO_MAXIMO + 1)
    return conocidos[objeto.objgen]


def _leido(corriente: pikepdf.Object) -> bytes:
    """What a stream says, never more than a page may."""
    filtro = corriente.get(Name.Filter)
    filtros = [str(f) for f in filtro] if isinstance(filtro, pikepdf.Array) else [str(filtro)] if filtro else []
    crudo = corriente.read_raw_bytes()
    if filtros[:1] in (["/ASCII85Decode"], ["/A85"]) and len(filtros) == 2:
        crudo, filtros = base64.a85decode(crudo.strip().removesuffix(b"~>")), filtros[1:]
    if filtros in (["/FlateDecode"], ["/Fl"]) and Name.DecodeParms not in corriente:
        dicho = zlib.decompressobj().decompress(crudo, DICHO_MAXIMO + 1)
    elif len(crudo) > (_CRUDO_MAXIMO if filtros else DICHO_MAXIMO):
        raise _Desmedido
    else:
        dicho = corriente.read_bytes()
    if len(dicho) > DICHO_MAXIMO:
        raise _Desmedido
    return dicho

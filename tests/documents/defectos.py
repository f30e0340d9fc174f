"""What is wrong with the way a document lies on its pages, in words; nothing where it is well set.

Each check is a rule of the trade that holds for every document: nothing over the edge or over something else, no
heading at the foot of a page, no line of a paragraph alone, rows whole, headers again on every page, the place to sign
beside the words that are signed, photos in their shape and never larger than they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby, pairwise

from supervisor_app.documents import estilo
from tests.documents.pagina_leida import Elemento, Leido, Trazo, leer

_HEADINGS = tuple(f"H{n}" for n in range(1, 7))
_SLACK = 1.5  # points of ink that may stand over an edge: the overhang of a letter
_TALL_ROW = (
    190.0 - 20.0
)  # ink alone: a row has its padding, and where it is broken each piece has, and a line less of gap
_EMPTIEST = 0.55  # share of a page that may be left free where something whole did not fit


def defectos(pdf: bytes) -> list[str]:
    """All of them, by page."""
    leido = leer(pdf)
    checks = (
        *(_edges, _overlaps, _columns, _headings, _lonely_lines, _rows, _headers, _signatures, _photos, _captions),
        _gaps,
    )
    return [f"{check.__name__[1:]}: {found}" for check in checks for found in check(leido)]


def _where(trazo: Trazo) -> str:
    return f"page {trazo.pagina + 1}, «{trazo.texto[:40]}»"


def _edges(leido: Leido) -> Iterator[str]:
    for trazo in [*leido.raiz.trazos, *leido.artefactos]:
        if not trazo.texto.strip() and not trazo.puntos:
            continue
        ancho, alto = leido.medidas[trazo.pagina]
        if trazo.izquierda < estilo.MARGIN_X - _SLACK or trazo.derecha > ancho - estilo.MARGIN_X + _SLACK:
            yield f"{_where(trazo)} leaves the measure"
        if trazo.abajo < estilo.MARGIN_BOTTOM - 4 or trazo.arriba > alto - 12 * 72 / 25.4:
            yield f"{_where(trazo)} leaves the page"


def _overlaps(leido: Leido) -> Iterator[str]:
    con_tinta = [t for t in [*leido.raiz.trazos, *leido.artefactos] if t.texto.strip() or t.puntos]
    for _, grupo in groupby(sorted(con_tinta, key=lambda t: t.pagina), key=lambda t: t.pagina):
        trazos = sorted(grupo, key=lambda t: -t.arriba)
        for n, one in enumerate(trazos):
            for other in trazos[n + 1 :]:
                if other.arriba < one.abajo:
                    break
                across = min(one.derecha, other.derecha) - max(one.izquierda, other.izquierda)
                down = min(one.arriba, other.arriba) - max(one.abajo, other.abajo)
                if across > _SLACK and down > _SLACK:
                    yield f"{_where(one)} lies over «{other.texto[:40]}»"


def _columns(leido: Leido) -> Iterator[str]:
    for table in leido.raiz.todos("Table"):
        rows = [row.hijos for row in table.todos("TR")]
        edges = [
            (min(t.izquierda for t in inked), max(t.derecha for t in inked), inked)
            for cells in zip(*rows, strict=True)
            if (inked := [t for cell in cells for t in cell.trazos if t.texto.strip() or t.puntos])
        ]
        for (_, right, inked), (left, _, _) in pairwise(edges):
            if right > left + 0.5:
                yield f"{_where(max(inked, key=lambda t: t.derecha))} enters the next column"


def _headings(leido: Leido) -> Iterator[str]:
    inked = [e for e in leido.raiz.todos() if (e.propios or e.campo) and e.rol != "Lbl"]
    for head, after in pairwise(inked):
        if head.rol in _HEADINGS and after.paginas[0] != head.paginas[-1]:
            yield f"page {head.paginas[-1] + 1}, «{head.texto[:40]}» ends its page"
        if head.rol in _HEADINGS and len(head.paginas) > 1:
            yield f"page {head.paginas[0] + 1}, «{head.texto[:40]}» is broken in two"
    for table in leido.raiz.todos("Table"):
        header, *rows = table.todos("TR")
        if rows and rows[0].paginas and rows[0].paginas[0] != header.paginas[0]:
            yield f"page {header.paginas[0] + 1}, the header «{header.texto[:40]}» ends its page"


def _lonely_lines(leido: Leido) -> Iterator[str]:
    for text in leido.raiz.todos("P", "Caption"):
        if len(text.paginas) < 2:
            continue
        first, last = text.paginas[0], text.paginas[-1]
        if len(text.lineas(first)) < 2:
            yield f"page {first + 1}, one line alone at the foot: «{text.texto[:40]}»"
        if len(text.lineas(last)) < 2:
            yield f"page {last + 1}, one line alone at the head: «{text.texto[-40:]}»"


def _rows(leido: Leido) -> Iterator[str]:
    for table in leido.raiz.todos("Table"):
        rows = [row for row in table.todos("TR") if row.trazos]
        for row in rows:
            if len(row.paginas) > 1 and _height(row) < _TALL_ROW:
                yield f"page {row.paginas[0] + 1}, a row that is not tall is broken: «{row.texto[:40]}»"
        on_last = [row for row in rows if row.paginas[0] == rows[-1].paginas[-1]]
        if len(rows) > 5 and len(on_last) == 1 and len(rows[-1].paginas) == 1 and _height(rows[-1]) < _TALL_ROW:
            yield f"page {rows[-1].paginas[0] + 1}, the last row is alone: «{rows[-1].texto[:40]}»"


def _height(row: Elemento) -> float:
    tall = 0.0
    for pagina in row.paginas:
        here = [t for t in row.trazos if t.pagina == pagina]
        tall += max(t.arriba for t in here) - min(t.abajo for t in here)
    return tall


def _headers(leido: Leido) -> Iterator[str]:
    for table in leido.raiz.todos("Table"):
        titles = _letters(" ".join(head.texto for head in table.todos("TH")))
        for pagina in [p for p in table.paginas if p != next(table.todos("TR")).paginas[0]]:
            again = _letters(" ".join(t.texto for t in leido.artefactos if t.pagina == pagina))
            if titles not in again:
                yield f"page {pagina + 1}, the table goes on without its header «{titles[:40]}»"


def _letters(text: str) -> str:
    return "".join(re.findall(r"\w", text))


def _signatures(leido: Leido) -> Iterator[str]:
    elements = [e for e in leido.raiz.todos() if e.propios or e.campo]
    places = [n for n, e in enumerate(elements) if e.campo is not None]
    for n in places:
        page = elements[n].paginas[0]
        name = elements[n + 1]
        if name.paginas != [page]:
            yield f"page {page + 1}, the place to sign is not beside its name «{name.texto[:40]}»"
        if not any(page in e.paginas and e.rol == "P" for e in elements[: places[0]]):
            yield f"page {page + 1}, somebody signs a page without text"


def _photos(leido: Leido) -> Iterator[str]:
    for photo in (t for t in leido.raiz.trazos if t.puntos):
        resolution = photo.puntos / ((photo.derecha - photo.izquierda) / 72)
        if resolution < 149:
            yield f"page {photo.pagina + 1}, a photo is drawn at {resolution:.0f} points per inch"


def _captions(leido: Leido) -> Iterator[str]:
    for figure, caption in pairwise(leido.raiz.todos("Figure", "Caption")):
        if figure.rol == "Figure" and caption.rol == "Caption" and figure.paginas[-1] != caption.paginas[0]:
            yield f"page {figure.paginas[0] + 1}, a photo and its caption are on two pages: «{caption.texto[:40]}»"


def _gaps(leido: Leido) -> Iterator[str]:
    starts = {next(p.paginas[0] for p in part.todos() if p.paginas) for part in leido.raiz.hijos if part.rol == "Part"}
    # The words that are signed and every place to sign stand on one page, whatever that leaves free before them.
    signed = {e.campo[0] for e in leido.raiz.todos("Form") if e.campo}
    for pagina, (_, alto) in enumerate(leido.medidas[:-1]):
        if pagina + 1 in starts | signed:
            continue
        inked = [t.abajo for t in leido.raiz.trazos if t.pagina == pagina]
        room = alto - estilo.MARGIN_TOP_NEXT - estilo.MARGIN_BOTTOM
        free = (min(inked, default=alto) - estilo.MARGIN_BOTTOM) / room
        if free > _EMPTIEST:
            yield f"page {pagina + 1} is left {free:.0%} empty"

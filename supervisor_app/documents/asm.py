"""The ASM follow-up table on paper: landscape, its header as it was given, the seven columns, and those of progress.

It draws what it is given, drafts too, and judges nothing. It must never change a word of the format.

Source: data dictionary of the table, dominio 2.1 and 2.2.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from reportlab.platypus import Flowable, KeepTogether, Spacer

from supervisor_app.documents import estilo
from supervisor_app.documents.etiquetado import Cell, Node, TaggedTable, heading, paragraph
from supervisor_app.documents.firmas import Lugares, Signer, signature_rows
from supervisor_app.documents.impreso import Compuesto, Impreso
from supervisor_app.documents.modelo_asm import TextosAsm
from supervisor_app.documents.partes import ShareBar, section
from supervisor_app.documents.tablas import Column, Filler, data_table
from supervisor_app.documents.tipografia import marcado
from supervisor_app.domain.asm import AspectoAsm, TablaAsm, clase_impresa
from supervisor_app.domain.texto import cuantos, fecha_corta, fecha_larga, porcentaje

ADJUNTO = "datos-asm.json"
CAMPO = "Firma_{n}"

_NAME = "Seguimiento a aspectos susceptibles de mejora"
_UNDATED = date(2000, 1, 1)
_WIDTH = estilo.PAGE[1] - 2 * estilo.MARGIN_X
# Millimetres: number, aspect, activities, area, date, results, products, then the three of progress.
_PLAIN: tuple[float, ...] = (9.0, 49.0, 50.0, 32.0, 21.5, 37.4, 40.5)
_WITH_PROGRESS: tuple[float, ...] = (9.0, 33.5, 33.4, 26.0, 20.5, 26.5, 26.5, 14.5, 24.0, 25.5)
# The priority after the seven; narrower, the longest words of a column of paragraphs would be cut.
_WITH_PRIORITY: tuple[float, ...] = (9.0, 44.0, 45.0, 30.0, 21.5, 33.4, 36.5, 20.0)
_WITH_BOTH: tuple[float, ...] = (9.0, 27.0, 27.0, 24.5, 20.5, 23.7, 23.7, 20.0, 14.5, 24.0, 25.5)
_BARE: Sequence[tuple[Any, ...]] = [
    (side, (0, 0), (-1, -1), 0) for side in ("LEFTPADDING", "RIGHTPADDING", "TOPPADDING", "BOTTOMPADDING")
]


def componer_asm(
    tabla: TablaAsm, *, textos: TextosAsm, folio: str, registro: bytes | None, version: int = 1
) -> Compuesto:
    """The table ready to be drawn. ``registro`` is its canonical JSON; None makes a draft."""
    programa = _programme(tabla)
    impreso = Impreso(
        titulo=", ".join(p for p in (_NAME, programa) if p),
        autor=tabla.entidad,
        asunto=_title(tabla, textos),
        dia=tabla.fecha or _UNDATED,
        folio=folio,
        version=version,
        cabeza=" · ".join(p for p in (_NAME, programa) if p),
        clave=f"ASM {tabla.clave_programa}".strip(),
        registro=registro,
        adjunto=ADJUNTO,
        descripcion="Datos de la tabla de seguimiento",
        apaisado=True,
    )
    return Compuesto(impreso, lambda root, places: _story(tabla, textos, root, places))


def _programme(tabla: TablaAsm) -> str:
    return " ".join(p for p in (tabla.clave_programa, tabla.programa) if p)


def _title(tabla: TablaAsm, textos: TextosAsm) -> str:
    return " ".join(_lines(tabla, textos))


def _lines(tabla: TablaAsm, textos: TextosAsm) -> list[str]:
    clase = clase_impresa(tabla.clase, textos.clases)
    first, second = textos.titulo
    return [line.replace("{clase}", clase) for line in (first, textos.derivados.get(tabla.derivados, second))]


def _story(tabla: TablaAsm, textos: TextosAsm, root: Node, places: Lugares) -> list[Flowable]:
    """All of it in reading order, which is also the order in which its elements are made."""
    return [*_opening(tabla, textos, root), *_rows(tabla, textos, root), *_closing(tabla, textos, root, places)]


def _opening(tabla: TablaAsm, textos: TextosAsm, root: Node) -> Iterator[Flowable]:
    title = heading("\n".join(_lines(tabla, textos)), estilo.TITLE_TIGHT, root, 1)
    title.bookmark = _title(tabla, textos)
    yield title
    yield Spacer(0, 4)
    yield paragraph(marcado(tabla.entidad) or "&nbsp;", estilo.PROCESS, root)
    yield paragraph(marcado(textos.documento), estilo.PROCESS, root)
    programa = _programme(tabla)
    yield paragraph(f"<b>{marcado(programa)}</b>" if programa else "&nbsp;", estilo.PROCESS, root)
    if tabla.ficticia:
        yield paragraph(marcado(textos.practica), estilo.PROCESS, root)
    yield Spacer(0, 10)
    if tabla.avances and tabla.fecha is not None:
        yield paragraph(marcado(textos.corte.replace("{fecha}", fecha_larga(tabla.fecha))), estilo.CELL_RIGHT, root)
        yield Spacer(0, 4)


def _rows(tabla: TablaAsm, textos: TextosAsm, root: Node) -> Iterator[Flowable]:
    c, a = textos.columnas, textos.avances
    titles = [c.numero, c.aspecto, c.actividades, c.areas, c.fecha, c.resultados, c.productos]
    widths = _WITH_PRIORITY if tabla.prioridades else _PLAIN
    if tabla.prioridades:
        titles.append(textos.prioridad)
    if tabla.avances:
        titles += [a.avance, a.documento, a.observaciones]
        widths = _WITH_BOTH if tabla.prioridades else _WITH_PROGRESS
    figures = {c.numero, a.avance}
    columns = [Column(t, w, figures=t in figures) for t, w in zip(titles, widths, strict=True)]
    yield data_table(columns, [_row(n, x, tabla) for n, x in enumerate(tabla.aspectos, start=1)], root)


def _row(number: int, x: AspectoAsm, tabla: TablaAsm) -> tuple[str | Filler, ...]:
    fecha = fecha_corta(x.fecha) if x.fecha is not None else ""
    cells: list[str | Filler] = [
        str(number), x.aspecto, _each(x.actividades), "\n".join(x.areas), fecha, x.resultados, x.productos,
    ]  # fmt: skip
    if tabla.prioridades:
        cells.append(x.prioridad)
    if tabla.avances:
        cells += [_progress(x), x.documento, x.observaciones]
    return tuple(cells)


def _each(activities: Sequence[str]) -> Filler:
    """Each activity is a paragraph of its own."""

    def fill(cell: Node) -> list[Flowable]:
        made: list[Flowable] = []
        for text in (activity for activity in activities if activity.strip()):
            made += [Spacer(0, 4)] if made else []
            made.append(paragraph(marcado(text), estilo.CELL, cell))
        return made

    return fill


def _progress(x: AspectoAsm) -> Filler:
    def fill(cell: Node) -> list[Flowable]:
        if x.avance is None:
            return []
        return [paragraph(marcado(porcentaje(x.avance, 0)), estilo.CELL_RIGHT, cell), ShareBar(x.avance / 100)]

    return fill


def _closing(tabla: TablaAsm, textos: TextosAsm, root: Node, places: Lugares) -> Iterator[Flowable]:
    """The signatures, in the middle of the sheet, with the words that say of what, so that nobody signs a page without
    text.
    """
    if not tabla.firmantes:
        return
    signers = [Signer(CAMPO.format(n=n), f.nombre, (f.cargo, f.como)) for n, f in enumerate(tabla.firmantes, start=1)]
    title = section(textos.firmas, root)
    many = cuantos(len(tabla.aspectos), "aspecto", "aspectos")
    closing = textos.cierre.replace("{aspectos}", many).replace("{programa}", _programme(tabla))
    said = paragraph(marcado(closing), estilo.BODY, root)
    side = (_WIDTH - estilo.TEXT_WIDTH) / 2
    centred: list[Flowable] = []
    for row in signature_rows(signers, root, places):
        cells: list[Cell] = ["", [row], ""]
        centred.append(TaggedTable.of([cells], [side, estilo.TEXT_WIDTH, side], _BARE))
    yield KeepTogether([title, said, *centred])

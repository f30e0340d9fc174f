"""The programme of visits on paper: landscape, the year by month, each month with its reasons, and who authorises it.

It is the Jefatura's own proposal and says so on its first page. It computes nothing: all strings come made.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from reportlab.platypus import Flowable, Spacer

from supervisor_app.documents import estilo
from supervisor_app.documents.etiquetado import Cell, Node, TaggedTable, heading, paragraph
from supervisor_app.documents.firmas import Lugares, Signer, signature_rows, signed_block
from supervisor_app.documents.impreso import Compuesto, Impreso
from supervisor_app.documents.modelo_programa import (
    CuentaDepartamento,
    DocumentoPrograma,
    MesAnual,
    MesImpreso,
    TextosPrograma,
    VisitaImpresa,
)
from supervisor_app.documents.partes import bar, bold, masthead, section, together
from supervisor_app.documents.tablas import Column, Filler, data_table
from supervisor_app.documents.tipografia import marcado

ADJUNTO = "datos-programa.json"
CAMPO = "Firma_{n}"

_NAME = "Programa de visitas"
_WIDTH = estilo.PAGE[1] - 2 * estilo.MARGIN_X
# Millimetres; each line adds up to the width of the sheet.
_YEAR: tuple[float, ...] = (25.0, 23.0, 16.0, 20.0, 22.0, 16.0, 117.4)
_BY_DEPARTMENT: tuple[float, ...] = (90.0, 20.0, 129.4)
_MONTH: tuple[float, ...] = (22.0, 26.0, 38.0, 36.0, 36.0, 25.0, 56.4)
_BARE: Sequence[tuple[Any, ...]] = [
    (side, (0, 0), (-1, -1), 0) for side in ("LEFTPADDING", "RIGHTPADDING", "TOPPADDING", "BOTTOMPADDING")
]


def componer_programa(doc: DocumentoPrograma, *, textos: TextosPrograma, registro: bytes | None) -> Compuesto:
    """The programme ready to be drawn. ``registro`` is its canonical JSON; None makes a draft."""
    impreso = Impreso(
        titulo=f"{_NAME} {doc.anio}, versión {doc.version}",
        autor=doc.oficina,
        asunto=textos.aviso,
        dia=doc.fecha,
        folio=doc.folio,
        version=doc.version,
        cabeza=" · ".join(p for p in (f"{_NAME} {doc.anio}", doc.oficina) if p),
        clave=f"{_NAME} {doc.anio}",
        registro=registro,
        adjunto=ADJUNTO,
        descripcion="Datos del programa de visitas",
        apaisado=True,
    )
    return Compuesto(impreso, lambda root, places: _story(doc, textos, root, places))


def _story(doc: DocumentoPrograma, textos: TextosPrograma, root: Node, places: Lugares) -> list[Flowable]:
    """All of it in reading order, which is also the order in which its elements are made."""
    return [*_year(doc, textos, root), *_months(doc, textos, root), *_closing(doc, textos, root, places)]


def _year(doc: DocumentoPrograma, textos: TextosPrograma, root: Node) -> Iterator[Flowable]:
    title = textos.titulo.replace("{anio}", str(doc.anio))
    yield from masthead(textos.membrete, "", title, textos.aviso, root, under=marcado(doc.oficina))
    yield Spacer(0, 6)
    yield paragraph(marcado(doc.frase), estilo.BODY, root)
    c = textos.columnas
    titles = (c.mes, c.supervision, c.apoyo, c.conjuntas, c.canceladas, c.total, c.unidades)
    figures = titles[1:6]
    columns = [Column(t, w, figures=t in figures) for t, w in zip(titles, _YEAR, strict=True)]
    opening = [section(textos.secciones.anual, root)]
    rows = [*(_of_year(m) for m in doc.anual), _of_year(doc.total, total=True)]
    yield from together(opening, data_table(columns, rows, root))
    if doc.departamentos:
        yield Spacer(0, 6)
        # The note stands before its table: after it, it could be left alone on the next sheet.
        opening = [
            section(textos.secciones.departamentos, root), paragraph(marcado(textos.nota_conjunta), estilo.NOTE, root)
        ]  # fmt: skip
        columns = [
            Column(t, w, figures=n == 1)
            for n, (t, w) in enumerate(zip((c.departamento, c.total, "Proporción"), _BY_DEPARTMENT, strict=True))
        ]
        yield from together(opening, data_table(columns, [_of_department(d) for d in doc.departamentos], root))


def _of_year(m: MesAnual, *, total: bool = False) -> tuple[str | Filler, ...]:
    cells = (m.supervision, m.apoyo, m.conjuntas, m.canceladas, m.total)
    if not total:
        return (m.mes, *cells, m.unidades)
    return (bold(m.mes), *(bold(one, figures=True) for one in cells), m.unidades)


def _of_department(d: CuentaDepartamento) -> tuple[str | Filler, ...]:
    return (d.nombre, d.visitas, bar(d.barra))


def _months(doc: DocumentoPrograma, textos: TextosPrograma, root: Node) -> Iterator[Flowable]:
    title: list[Flowable] = [section(textos.secciones.mensual, root)] if doc.meses else []
    if doc.meses:
        title.append(paragraph(marcado(textos.nota_razones), estilo.NOTE, root))
    for month in doc.meses:
        yield from together([*title, heading(month.titulo, estilo.SUBHEADING, root, 3)], _table(month, textos, root))
        title = []


def _table(month: MesImpreso, textos: TextosPrograma, root: Node) -> Flowable:
    c = textos.columnas
    titles = (c.folio, c.fechas, c.unidad, c.tipo, c.equipo, c.cedulas, c.razones)
    columns = [Column(t, w) for t, w in zip(titles, _MONTH, strict=True)]
    return data_table(columns, [_row(v) for v in month.visitas], root)


def _row(v: VisitaImpresa) -> tuple[str | Filler, ...]:
    return (bold(v.folio), v.fechas, v.unidad, v.tipo, v.equipo, v.cedulas, _reasons(v))


def _reasons(v: VisitaImpresa) -> Filler:
    """What changed stands first, in bold: whoever reads the row must not take a cancelled visit for one to be made."""

    def fill(cell: Node) -> list[Flowable]:
        changed = [paragraph(f"<b>{marcado(text)}</b>", estilo.CELL, cell) for text in v.cambios]
        return [*changed, *(paragraph(marcado(text), estilo.CELL, cell) for text in v.razones)]

    return fill


def _closing(doc: DocumentoPrograma, textos: TextosPrograma, root: Node, places: Lugares) -> Iterator[Flowable]:
    """The signatures, in the middle of the sheet, with the words that say of what."""
    if not doc.firmantes:
        return
    signers = [Signer(CAMPO.format(n=n), f.nombre, (f.cargo, f.como)) for n, f in enumerate(doc.firmantes, start=1)]
    closing = textos.cierre.replace("{anio}", str(doc.anio)).replace("{visitas}", doc.visitas)
    said = [section(textos.secciones.firmas, root), paragraph(marcado(closing), estilo.BODY, root)]
    side = (_WIDTH - estilo.TEXT_WIDTH) / 2
    rows: list[Flowable] = []
    for row in signature_rows(signers, root, places):
        cells: list[Cell] = ["", [row], ""]
        rows.append(TaggedTable.of([cells], [side, estilo.TEXT_WIDTH, side], _BARE))
    yield from signed_block(said, rows)

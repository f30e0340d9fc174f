"""The concentrado of a visit on paper: totals by risk, state and cédula; each finding with its measures; signatures.

It is the Jefatura's own proposal and says so on its first page. It computes nothing: all strings come made.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, Spacer

from supervisor_app.documents import estilo
from supervisor_app.documents.etiquetado import Node, TaggedTable, heading, paragraph
from supervisor_app.documents.firmas import Lugares, signature_rows, supervisor_and_titular
from supervisor_app.documents.impreso import Compuesto, de_visita
from supervisor_app.documents.modelo_concentrado import (
    CuentaDeCedula,
    CuentaImpresa,
    DocumentoConcentrado,
    HallazgoConcentrado,
    MedidaConcentrada,
    TextosConcentrado,
)
from supervisor_app.documents.partes import bar, bold, masthead, person, section, together, words
from supervisor_app.documents.tablas import Column, Filler, RoomFor, data_table, pairs
from supervisor_app.documents.tipografia import marcado

ADJUNTO = "datos-concentrado.json"

_NAME = "Concentrado de inconsistencias y medidas"
_HALF = 83.9
_SHORT = 600  # characters of a finding whose words stay with its measures
_BETWEEN = 8  # points between two findings
_COUNT = (Column("Número", 16, figures=True), Column("%", 15, figures=True), Column("Proporción", 23.9))
_BY_CEDULA = (
    Column("Cédula", 14.5),
    Column("Proceso", 55.3),
    Column("Alto", 10, figures=True),
    Column("Medio", 13.4, figures=True),
    Column("Bajo", 10.5, figures=True),
    Column("Total", 11.2, figures=True),
    Column("Gráfica", 16.5),
    Column("Medidas", 16.5, figures=True),
    Column("Importe", 28, figures=True),
)
_MEASURES = (
    Column("No.", 12),
    Column("Tipo", 21),
    Column("Medida acordada", 66),
    Column("Responsable", 37),
    Column("Plazo", 20.5),
    Column("Avance", 19.4, figures=True),
)
_BARE = [(side, (0, 0), (-1, -1), 0) for side in ("LEFTPADDING", "RIGHTPADDING", "TOPPADDING", "BOTTOMPADDING")]


def componer_concentrado(
    doc: DocumentoConcentrado,
    *,
    textos: TextosConcentrado,
    registro: bytes | None,
    version: int = 1,
) -> Compuesto:
    """The concentrado ready to be drawn.

    ``registro`` is its canonical JSON; None makes a draft.
    """
    impreso = de_visita(
        _NAME,
        doc,
        autor=(p.nombre for p in doc.supervisores),
        aviso=textos.aviso,
        clave=textos.clave or f"Concentrado {doc.folio_visita}",
        version=version,
        registro=registro,
        adjunto=ADJUNTO,
        descripcion="Datos del concentrado de inconsistencias y medidas",
    )
    return Compuesto(impreso, lambda root, places: _story(doc, textos, root, places))


def _story(doc: DocumentoConcentrado, textos: TextosConcentrado, root: Node, places: Lugares) -> list[Flowable]:
    """All of it in reading order, which is also the order in which its elements are made."""
    return [
        *_opening(doc, textos, root),
        *_summary(doc, textos, root),
        *_findings(doc, textos, root),
        *_closing(doc, textos, root, places),
    ]


def _opening(doc: DocumentoConcentrado, textos: TextosConcentrado, root: Node) -> Iterator[Flowable]:
    yield from masthead(textos.membrete, doc.ooad, textos.titulo, textos.aviso, root)
    yield Spacer(0, 8)
    yield from pairs(
        [
            [("Folio de la visita", doc.folio_visita, 1), ("Unidad visitada", doc.unidad, 1), ("OOAD", doc.ooad, 1)],
            [
                ("Fechas de la visita", doc.fechas, 1),
                ("Periodo revisado", doc.periodo_revisado, 1),
                ("Atendió", person(doc.atendio), 1),
            ],
            [("Supervisión", "\n".join(map(person, doc.supervisores)), 2), ("Titular", person(doc.titular), 1)],
        ],
        root,
    )


def _summary(doc: DocumentoConcentrado, textos: TextosConcentrado, root: Node) -> Iterator[Flowable]:
    if (summary := doc.resumen) is None:
        return
    title = section(textos.secciones.resumen, root)
    sentence = paragraph(marcado(summary.frase), estilo.BODY, root)
    left = _counts("Riesgo", summary.riesgos, summary.total, root)
    right = _counts("Estado", summary.estados, summary.total, root)
    half, gap = _HALF * mm, estilo.TEXT_WIDTH - 2 * _HALF * mm
    both = TaggedTable.of([[[left], "", [right]]], [half, gap, half], _BARE)
    yield RoomFor([title, sentence, both])
    yield from (title, sentence, Spacer(0, 4), both, Spacer(0, 10))
    yield data_table(_BY_CEDULA, [*map(_of_cedula, summary.cedulas)], root)
    if summary.suma_mas:
        yield paragraph(marcado(textos.nota_cedulas), estilo.NOTE, root)
    yield paragraph(marcado(textos.nota_estado), estilo.NOTE, root)


def _counts(title: str, counts: Sequence[CuentaImpresa], total: str, root: Node) -> Flowable:
    rows: list[tuple[str | Filler, ...]] = [(c.nombre, c.cuantas, c.parte, bar(c.barra)) for c in counts]
    rows.append((bold("Total"), bold(total, figures=True), "", ""))
    return data_table((Column(title, _HALF - sum(c.width for c in _COUNT)), *_COUNT), rows, root)


def _of_cedula(c: CuentaDeCedula) -> tuple[str | Filler, ...]:
    total = bold(c.total, figures=True)
    return (bold(c.codigo), c.proceso, c.alto, c.medio, c.bajo, total, bar(c.barra), c.medidas, c.importe)


def _findings(doc: DocumentoConcentrado, textos: TextosConcentrado, root: Node) -> Iterator[Flowable]:
    title = section(textos.secciones.hallazgos, root)
    if not doc.hallazgos:
        yield from together([title], paragraph(marcado(doc.sin_hallazgos), estilo.SMALL, root))
    for index, finding in enumerate(doc.hallazgos):
        yield from _finding(finding, [title] if index == 0 else [], textos, root)


def _finding(
    finding: HallazgoConcentrado, opening: list[Flowable], textos: TextosConcentrado, root: Node
) -> Iterator[Flowable]:
    opening.append(heading(f"{finding.folio} · {finding.titulo}", estilo.SUBHEADING, root, 3))
    facts = [
        ("Riesgo", finding.riesgo, 20),
        ("Estado", finding.estado, 28),
        ("Cédula y puntos", finding.puntos, 87.9),
        ("Importe", finding.importe, 40),
    ]
    opening += [*pairs([facts], root), Spacer(0, 4)]
    if finding.otros:
        opening.append(paragraph(marcado(" · ".join(finding.otros)), estilo.FACTS, root))
    said = [
        *words(finding.descripcion, root),
        *words(finding.causa, root, "Causa:"),
        *words(finding.fundamento, root, "Fundamento:"),
    ]
    if sum(map(len, (finding.descripcion, finding.causa, finding.fundamento))) > _SHORT:
        yield from together(opening, said[0])
        yield from said[1:-1]
        opening, said = [], said[1:][-1:]
    yield from together([*opening, *said], _agreed(finding, textos, root))
    yield Spacer(0, _BETWEEN)


def _agreed(finding: HallazgoConcentrado, textos: TextosConcentrado, root: Node) -> Flowable:
    if not finding.medidas:
        return paragraph(marcado(textos.sin_medidas), estilo.FACTS, root)
    return data_table(_MEASURES, [*map(_measure, finding.medidas)], root)


def _measure(measure: MedidaConcentrada) -> tuple[str | Filler, ...]:
    def agreed(cell: Node) -> list[Flowable]:
        return [
            paragraph(marcado(measure.texto) or "—", estilo.CELL, cell),
            *(paragraph(marcado(note), estilo.CELL_EVIDENCE, cell) for note in measure.notas),
        ]

    def progress(cell: Node) -> list[Flowable]:
        return [
            paragraph(marcado(measure.avance), estilo.CELL_RIGHT, cell),
            paragraph(marcado(measure.estado), estilo.CELL_LABEL_RIGHT, cell),
        ]

    return (measure.numero, measure.tipo, agreed, measure.responsable or "—", measure.plazo or "—", progress)


def _closing(doc: DocumentoConcentrado, textos: TextosConcentrado, root: Node, places: Lugares) -> Iterator[Flowable]:
    """The closing words stay with the signatures, so that nobody signs a page without text."""
    signers = supervisor_and_titular(
        doc.supervisores, doc.titular, pie_supervisor=textos.pie_supervisor, pie_titular=textos.pie_titular
    )
    title = section(textos.secciones.firmas, root)
    said = [paragraph(marcado(textos.cierre), estilo.BODY, root)] if doc.hallazgos else []
    yield KeepTogether([title, *said, *signature_rows(signers, root, places)])

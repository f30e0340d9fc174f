"""The cédula de seguimiento on paper: what became of the findings of earlier visits, with their measures; signatures.

It is the Jefatura's own proposal and says so on its first page. It computes nothing: all strings come made.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportlab.platypus import Flowable, KeepTogether, Spacer

from supervisor_app.documents import estilo
from supervisor_app.documents.etiquetado import Node, heading, paragraph
from supervisor_app.documents.firmas import Lugares, signature_rows, supervisor_and_titular
from supervisor_app.documents.impreso import Compuesto, de_visita
from supervisor_app.documents.modelo_seguimiento import (
    DocumentoSeguimiento,
    HallazgoSeguido,
    MedidaSeguida,
    TextosSeguimiento,
)
from supervisor_app.documents.partes import ShareBar, bold, masthead, person, section, together, words
from supervisor_app.documents.signos import signed
from supervisor_app.documents.tablas import Column, Filler, RoomFor, data_table, pairs
from supervisor_app.documents.tipografia import marcado

ADJUNTO = "datos-seguimiento.json"

_NAME = "Cédula de seguimiento"
_SHORT = 600  # characters of a finding whose words stay with its measures
_BETWEEN = 8  # points between two findings
_STATES = (
    Column("Se recibieron", 40),
    *(Column(t, 27, figures=True) for t in ("Solventadas", "En atención", "No solventadas", "Sin verificar")),
    Column("Total", 27.9, figures=True),
)
_MEASURES = (
    Column("No.", 12),
    Column("Medida acordada y responsable", 65),
    Column("Plazo", 29),
    Column("Verificación en sitio", 53.9),
    Column("Avance", 16, figures=True),
)
_PENDING = (
    Column("Folio", 29),
    Column("Hallazgo", 66),
    Column("Estado", 24),
    Column("Plazo", 22),
    Column("Atraso", 34.9),
)


def componer_seguimiento(
    doc: DocumentoSeguimiento, *, textos: TextosSeguimiento, registro: bytes | None, version: int = 1
) -> Compuesto:
    """The cédula de seguimiento ready to be drawn. ``registro`` is its canonical JSON; None makes a draft."""
    impreso = de_visita(
        _NAME,
        doc,
        autor=(p.nombre for p in doc.supervisores),
        aviso=textos.aviso,
        clave=textos.clave or f"Seguimiento {doc.folio_visita}",
        version=version,
        registro=registro,
        adjunto=ADJUNTO,
        descripcion="Datos de la cédula de seguimiento",
    )
    return Compuesto(impreso, lambda root, places: _story(doc, textos, root, places))


def _story(doc: DocumentoSeguimiento, textos: TextosSeguimiento, root: Node, places: Lugares) -> list[Flowable]:
    """All of it in reading order, which is also the order in which its elements are made."""
    return [
        *_opening(doc, textos, root),
        *_summary(doc, textos, root),
        *_verified(doc, textos, root),
        *_pending(doc, textos, root),
        *_closing(doc, textos, root, places),
    ]


def _opening(doc: DocumentoSeguimiento, textos: TextosSeguimiento, root: Node) -> Iterator[Flowable]:
    yield from masthead(textos.membrete, doc.ooad, textos.titulo, textos.aviso, root)
    yield Spacer(0, 8)
    yield from pairs(
        [
            [("Folio de la visita", doc.folio_visita, 1), ("Unidad visitada", doc.unidad, 1), ("OOAD", doc.ooad, 1)],
            [
                ("Fechas de la visita", doc.fechas, 1),
                ("Atendió", person(doc.atendio), 1),
                ("Titular", person(doc.titular), 1),
            ],
            [("Supervisión", "\n".join(map(person, doc.supervisores)), 1)],
        ],
        root,
    )


def _summary(doc: DocumentoSeguimiento, textos: TextosSeguimiento, root: Node) -> Iterator[Flowable]:
    title = section(textos.secciones.resumen, root)
    said = paragraph(marcado(doc.frase), estilo.BODY, root)
    rows: list[tuple[str | Filler, ...]] = [
        (f.recibido, *f.quedaron[:-1], bold(f.quedaron[-1], figures=True)) for f in doc.estados
    ]
    rows.append((bold("Total"), *(bold(t, figures=True) for t in doc.total)))
    rows.append(("Proporción", *(_share(part, text) for part, text in doc.partes), ""))
    table = data_table(_STATES, rows, root)
    yield RoomFor([title, said, table])
    yield from (title, said, Spacer(0, 4), table)
    yield paragraph(marcado(textos.nota_dias), estilo.NOTE, root)


def _share(part: float, text: str) -> Filler:
    def fill(cell: Node) -> list[Flowable]:
        return [paragraph(marcado(text), estilo.CELL_RIGHT, cell), ShareBar(part)]

    return fill


def _verified(doc: DocumentoSeguimiento, textos: TextosSeguimiento, root: Node) -> Iterator[Flowable]:
    title = section(textos.secciones.verificados, root)
    if not doc.hallazgos:
        yield from together([title], paragraph(marcado(textos.sin_verificados), estilo.SMALL, root))
    for index, finding in enumerate(doc.hallazgos):
        yield from _finding(finding, [title] if index == 0 else [], textos, root)


def _finding(
    finding: HallazgoSeguido, opening: list[Flowable], textos: TextosSeguimiento, root: Node
) -> Iterator[Flowable]:
    opening.append(heading(f"{finding.folio} · {finding.titulo}", estilo.SUBHEADING, root, 3))
    origin = [
        ("Visita de origen", finding.origen, 48),
        ("Riesgo", finding.riesgo, 18),
        ("Cédula y puntos", finding.puntos, 68.9),
        ("Importe", finding.importe, 41),
    ]
    opening += [*pairs([origin], root), Spacer(0, 4)]
    opening.append(signed(finding.signo, _outcome(finding), estilo.CELL_BOLD, root))
    said = [
        *words(finding.hallado, root, "Lo que se encontró:"),
        *words(finding.nota, root, "Verificación:"),
        *words(", ".join(finding.evidencias), root, "Evidencia:"),
        *words(finding.reincide, root, "Reincidencia:"),
    ]
    if said:
        opening.append(Spacer(0, 3))
    if sum(map(len, (finding.hallado, finding.nota, *finding.evidencias))) > _SHORT:
        yield from together(opening, said[0])
        yield from said[1:-1]
        opening, said = [], said[1:][-1:]
    yield from together([*opening, *said], _measures(finding, textos, root))
    yield Spacer(0, _BETWEEN)


def _outcome(finding: HallazgoSeguido) -> str:
    age = f" · Antigüedad: {finding.antiguedad}" if finding.antiguedad else ""
    return f"{finding.resultado} · Se recibió: {finding.recibido.lower()}{age}"


def _measures(finding: HallazgoSeguido, textos: TextosSeguimiento, root: Node) -> Flowable:
    if not finding.medidas:
        return paragraph(marcado(textos.sin_medidas), estilo.FACTS, root)
    return data_table(_MEASURES, [*map(_measure, finding.medidas)], root)


def _measure(measure: MedidaSeguida) -> tuple[str | Filler, ...]:
    def agreed(cell: Node) -> list[Flowable]:
        who = " · ".join(part for part in (measure.tipo, measure.responsable) if part)
        return [
            paragraph(marcado(measure.texto) or "—", estilo.CELL, cell),
            paragraph(marcado(who), estilo.CELL_EVIDENCE, cell),
        ]

    def due(cell: Node) -> list[Flowable]:
        made: list[Flowable] = [paragraph(marcado(measure.plazo) or "—", estilo.CELL_PLAIN, cell)]
        return [*made, paragraph(marcado(measure.atraso), estilo.CELL_EVIDENCE, cell)] if measure.atraso else made

    def seen(cell: Node) -> list[Flowable]:
        style = estilo.hanging(estilo.CELL_EVIDENCE)
        return [
            signed(measure.signo, measure.resultado, estilo.CELL_BOLD, cell),
            *(paragraph(marcado(note), style, cell) for note in measure.notas),
        ]

    return (measure.numero, agreed, due, seen, measure.avance)


def _pending(doc: DocumentoSeguimiento, textos: TextosSeguimiento, root: Node) -> Iterator[Flowable]:
    if not doc.pendientes:
        return
    title = section(textos.secciones.pendientes, root)
    rows = [(p.folio, p.titulo, p.estado, p.plazo or "—", p.atraso or "—") for p in doc.pendientes]
    yield from together([title], data_table(_PENDING, rows, root))


def _closing(doc: DocumentoSeguimiento, textos: TextosSeguimiento, root: Node, places: Lugares) -> Iterator[Flowable]:
    """The closing words stay with the signatures, so that nobody signs a page without text."""
    signers = supervisor_and_titular(
        doc.supervisores, doc.titular, pie_supervisor=textos.pie_supervisor, pie_titular=textos.pie_titular
    )
    title = section(textos.secciones.firmas, root)
    said = [paragraph(marcado(textos.cierre), estilo.BODY, root)] if doc.hallazgos else []
    yield KeepTogether([title, *said, *signature_rows(signers, root, places)])

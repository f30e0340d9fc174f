"""The acta of the closing meeting on paper: who met, what was made known and agreed, what the unit said, signatures.

It is the Jefatura's own proposal and says so on its first page. It computes nothing: all strings come made.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportlab.platypus import Flowable, Spacer

from supervisor_app.documents import estilo
from supervisor_app.documents.barras import GoalBar
from supervisor_app.documents.etiquetado import Node, heading, paragraph
from supervisor_app.documents.firmas import Lugares, Signer, signature_rows, signed_block
from supervisor_app.documents.impreso import Compuesto, de_visita
from supervisor_app.documents.modelo_acta import DocumentoActa, IndicadorActa, TextosActa
from supervisor_app.documents.partes import masthead
from supervisor_app.documents.tablas import Column, DataTable, Filler, RoomFor, data_table, pairs
from supervisor_app.documents.tipografia import marcado

ADJUNTO = "datos-acta.json"

_NAME = "Acta de cierre"
_ATTENDANTS = (Column("Nombre", 66), Column("Cargo", 66), Column("Carácter", 43.9))
_PROCESSES = (
    Column("Cédula", 20),
    Column("Proceso revisado", 96),
    Column("Contestadas", 26, figures=True),
    Column("Cumplimiento", 33.9, figures=True),
)
_FINDINGS = (Column("Folio", 29), Column("Inconsistencia", 122), Column("Riesgo", 24.9))
_MEASURES = (
    Column("Folio", 29),
    Column("Tipo", 22),
    Column("Medida", 66),
    Column("Responsable", 38),
    Column("Plazo", 20.9),
)
_VERIFIED = (Column("Folio", 29), Column("Hallazgo", 81), Column("Resultado", 27), Column("Nota", 38.9, grows=True))
_INDICATORS = (
    Column("Indicador", 51),
    Column("Meta", 30.5, figures=True),
    Column("Real", 30.5, figures=True),
    Column("Variación", 26.5, figures=True),
    Column("Avance y resultado", 37.4),
)


def componer_acta(
    doc: DocumentoActa,
    *,
    textos: TextosActa,
    registro: bytes | None,
    version: int = 1,
) -> Compuesto:
    """The acta ready to be drawn.

    ``registro`` is its canonical JSON; None makes a draft.
    """
    impreso = de_visita(
        _NAME,
        doc,
        autor=(a.persona.nombre for a in doc.asistentes if a.caracter == textos.caracter.supervision),
        aviso=textos.aviso,
        clave=textos.clave or f"{_NAME} {doc.folio_visita}",
        version=version,
        registro=registro,
        adjunto=ADJUNTO,
        descripcion="Datos del acta de cierre",
    )
    return Compuesto(impreso, lambda root, places: _story(doc, textos, root, places))


def _story(doc: DocumentoActa, textos: TextosActa, root: Node, places: Lugares) -> list[Flowable]:
    """All of it in reading order, which is also the order in which its elements are made."""
    return [
        *_opening(doc, textos, root),
        *_results(doc, textos, root),
        *_indicators(doc, textos, root),
        *_words(doc, textos, root),
        *_closing(doc, textos, root, places),
    ]


def _opening(doc: DocumentoActa, textos: TextosActa, root: Node) -> Iterator[Flowable]:
    yield from masthead(textos.membrete, doc.ooad, doc.titulo, textos.aviso, root)
    yield Spacer(0, 8)
    yield from pairs(
        [
            [("Folio de la visita", doc.folio_visita, 1), ("Unidad visitada", doc.unidad, 1), ("OOAD", doc.ooad, 1)],
            [
                ("Fechas de la visita", doc.fechas, 1),
                ("Lugar de la reunión", doc.lugar, 1),
                ("Fecha y horario de la reunión", doc.horario, 1),
            ],
        ],
        root,
    )
    yield Spacer(0, 8)
    yield paragraph(marcado(doc.proemio), estilo.BODY, root)
    rows = [(a.persona.nombre, a.persona.cargo, a.caracter) for a in doc.asistentes]
    yield from _table(textos.secciones.asistentes, _ATTENDANTS, rows, root)


def _results(doc: DocumentoActa, textos: TextosActa, root: Node) -> Iterator[Flowable]:
    titles = textos.secciones
    rows = [(p.codigo, p.proceso, p.contestadas, p.cumplimiento) for p in doc.procesos]
    yield from _table(titles.procesos, _PROCESSES, rows, root)
    found = [(h.folio, h.titulo, h.riesgo) for h in doc.hallazgos]
    yield from _table(titles.hallazgos, _FINDINGS, found, root, empty=doc.sin_hallazgos)
    if doc.hallazgos:
        agreed = [(m.folio, m.tipo, m.texto, m.responsable, m.fecha) for m in doc.medidas]
        yield from _table(titles.medidas, _MEASURES, agreed, root, empty=textos.sin_medidas)
    if doc.verificados:
        verified = [(v.folio, v.titulo, v.resultado, v.nota) for v in doc.verificados]
        yield from _table(titles.verificados, _VERIFIED, verified, root)


def _indicators(doc: DocumentoActa, textos: TextosActa, root: Node) -> Iterator[Flowable]:
    if not doc.indicadores:
        return
    rows = [(_name(i), i.meta, i.real, i.variacion, _progress(i)) for i in doc.indicadores]
    yield from _table(textos.secciones.indicadores, _INDICATORS, rows, root)
    yield paragraph(marcado(textos.nota_indicadores), estilo.NOTE, root)


def _name(indicator: IndicadorActa) -> Filler:
    """Name, then what it is of and where it comes from, then what was said of it."""

    def fill(cell: Node) -> list[Flowable]:
        made: list[Flowable] = [
            paragraph(f"<b>{marcado(indicator.codigo)}</b> {marcado(indicator.nombre)}", estilo.CELL, cell)
        ]
        origin = " · ".join(part for part in (indicator.periodo, indicator.fuente) if part)
        if origin:
            made.append(paragraph(marcado(origin), estilo.CELL_LABEL, cell))
        if indicator.comentario.strip():
            made.append(paragraph(marcado(indicator.comentario), estilo.CELL_EVIDENCE, cell))
        return made

    return fill


def _progress(indicator: IndicadorActa) -> Filler:
    def fill(cell: Node) -> list[Flowable]:
        words = " · ".join(part for part in (indicator.avance, indicator.veredicto) if part)
        made: list[Flowable] = [paragraph(marcado(words), estilo.CELL_PLAIN, cell)]
        if indicator.barra is not None:
            made.append(GoalBar(indicator.barra))
        return made

    return fill


def _words(doc: DocumentoActa, textos: TextosActa, root: Node) -> Iterator[Flowable]:
    said = doc.manifestaciones.strip() or textos.sin_manifestaciones
    yield from _text(textos.secciones.manifestaciones, said, root)
    if doc.acuerdos.strip():
        yield from _text(textos.secciones.acuerdos, doc.acuerdos, root)


def _closing(doc: DocumentoActa, textos: TextosActa, root: Node, places: Lugares) -> Iterator[Flowable]:
    """The closing words stay with the signatures, so that nobody signs a page without text."""
    title = heading(textos.secciones.cierre, estilo.TABLE_TITLE, root, 2)
    words = paragraph(marcado(doc.cierre), estilo.BODY, root)
    signers = [Signer(a.campo, a.persona.nombre, (a.persona.cargo, a.caracter)) for a in doc.firmantes]
    yield from signed_block([title, words], signature_rows(signers, root, places))


def _table(
    title: str, columns: Sequence[Column], rows: Sequence[Sequence[str | Filler]], root: Node, *, empty: str = ""
) -> Iterator[Flowable]:
    """A heading that is never left at the foot of a page, and its table, or the sentence that says there is none."""
    if not rows and not empty:
        return
    head = heading(title, estilo.TABLE_TITLE, root, 2)
    content: Flowable | DataTable = (
        data_table(columns, rows, root) if rows else paragraph(marcado(empty), estilo.SMALL, root)
    )
    yield RoomFor([head, content])
    yield head
    yield content


def _text(title: str, text: str, root: Node) -> Iterator[Flowable]:
    head = heading(title, estilo.TABLE_TITLE, root, 2)
    paragraphs = [paragraph(marcado(part), estilo.SMALL, root) for part in text.split("\n\n") if part.strip()]
    yield RoomFor([head, *paragraphs[:1]])
    yield head
    yield from paragraphs

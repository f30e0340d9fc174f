"""The cédula de supervisión on paper: header, questions with their answers, samples, findings, result and signatures.

It is the Jefatura's own proposal and says so on its first page; it must never look like an official form of the
Institute, and it computes nothing: all strings come made.

Source: common header of a cédula, dominio 3.5.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from types import MappingProxyType

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether

from supervisor_app.documents import estilo
from supervisor_app.documents.etiquetado import Node, heading, paragraph
from supervisor_app.documents.firmas import Lugares, Signer, signature_rows, signed_block, supervisor_and_titular
from supervisor_app.documents.fotos import EN_CELDA, Fotos, in_cell, lines
from supervisor_app.documents.impreso import Compuesto, de_visita
from supervisor_app.documents.modelos import (
    DocumentoCedula,
    InconsistenciaImpresa,
    ItemImpreso,
    MuestraImpresa,
    RespuestaImpresa,
    Signo,
    TextosCedula,
)
from supervisor_app.documents.partes import masthead, person, section, together
from supervisor_app.documents.signos import signed
from supervisor_app.documents.sin_lugar import sin_lugar
from supervisor_app.documents.tablas import Column, Filler, data_table, pairs
from supervisor_app.documents.tipografia import marcado
from supervisor_app.domain.base import Persona
from supervisor_app.domain.documento import CAMPO_SUPERIOR

ADJUNTO = "datos-cedula.json"

_LONG_NOTE = 900  # characters: beyond them a note would be a long thin column
_SHORT = 600  # characters of a description that stays with the table of its measures
_CELL_PADDING = 9.0  # points, both sides of a cell
_NAME = "Cédula de supervisión"
_ITEMS = (
    Column("No.", 10),
    Column("Punto revisado", 66),
    Column("Respuesta", 40),
    Column("Observaciones y evidencia", 59.9),
)
_SAMPLE = (
    Column("No.", 10, figures=True),
    Column("Referencia", 33),
    Column("Detalle", 39, grows=True),
    Column("Resultado", 39),
    Column("Importe", 25, figures=True),
    Column("Nota", 29.9, grows=True),
)
_DRAWN = (Column("Renglón", 17, figures=True), _SAMPLE[1], Column("Detalle", 36, grows=True), Column("Resultado", 39),
          Column("Importe", 25, figures=True), Column("Nota", 25.9, grows=True))  # fmt: skip
_MEASURES = (Column("Tipo", 25), Column("Medida acordada", 78), Column("Responsable", 48), Column("Plazo", 24.9))
_RESULT = (
    *(Column(title, 25, figures=True) for title in ("Cumple", "Parcial", "No cumple", "No aplica", "Contestadas")),
    Column("Cumplimiento", 50.9, figures=True),
)


def componer_cedula(
    doc: DocumentoCedula,
    *,
    textos: TextosCedula,
    registro: bytes | None,
    version: int = 1,
    fotos: Fotos = MappingProxyType({}),
    superior: Persona | None = None,
) -> Compuesto:
    """The cédula ready to be drawn.

    ``registro`` is the canonical JSON of the cédula; None makes a draft. ``version`` counts the emissions of
    this document.
    ``fotos`` are the JPEG of its photos by the hash of their content.
    """
    impreso = de_visita(
        f"{_NAME} {doc.codigo}",
        doc,
        autor=(p.nombre for p in doc.supervisores),
        aviso=textos.aviso,
        clave=textos.clave or f"Cédula {doc.codigo}, versión {doc.version}",
        version=version,
        registro=registro,
        adjunto=ADJUNTO,
        descripcion="Datos de la cédula de supervisión",
    )
    signers = _signers(doc, textos, superior)
    return Compuesto(impreso, lambda root, places: _story(doc, textos, signers, root, places, fotos))


def _story(
    doc: DocumentoCedula,
    textos: TextosCedula,
    signers: Sequence[Signer],
    root: Node,
    places: Lugares,
    fotos: Fotos,
) -> list[Flowable]:
    """All of it in reading order, which is also the order in which its elements are made."""
    return [
        *_opening(doc, textos, root),
        *_items(doc, textos, root, fotos),
        *_samples(doc, textos, root),
        *_findings(doc, textos, root, fotos),
        *_result(doc, textos, root),
        *_closing(doc, textos, signers, root, places, fotos),
    ]


def _opening(doc: DocumentoCedula, textos: TextosCedula, root: Node) -> Iterator[Flowable]:
    process = f"<b>{marcado(doc.codigo)}</b> · {marcado(doc.proceso)}"
    yield from masthead(doc.membrete or textos.membrete, doc.ooad, textos.titulo, textos.aviso, root, under=process)
    yield section(textos.secciones.datos, root)
    yield from pairs(
        [
            [("Folio de la visita", doc.folio_visita, 1), ("Departamento", doc.departamento, 1), _version(doc)],
            [("Unidad visitada", doc.unidad, 1), ("OOAD", doc.ooad, 1), ("Fechas de la visita", doc.fechas, 1)],
            [
                ("Periodo revisado", doc.periodo_revisado, 1),
                ("Fecha de corte de cifras", doc.fecha_corte, 1),
                ("Fuente", doc.fuente, 1),
            ],
            [("Universo", doc.universo, 1), ("Muestra y cómo se eligió", doc.muestra, 2)],
            [("Supervisión", "\n".join(map(person, doc.supervisores)), 1), ("Atendió", person(doc.atendio), 1)],
        ],
        root,
    )


def _version(doc: DocumentoCedula) -> tuple[str, str, float]:
    return ("Cédula", f"{doc.codigo}, versión {doc.version}", 1)


def _items(doc: DocumentoCedula, textos: TextosCedula, root: Node, fotos: Fotos) -> Iterator[Flowable]:
    if not doc.items:
        return
    title = section(textos.secciones.puntos, root)
    rows = [(item.numero, item.pregunta, _answer(item.respuesta), _remarks(item, textos, fotos)) for item in doc.items]
    yield from together([title], data_table(_ITEMS, rows, root))
    for item in doc.items:
        if len(item.nota) > _LONG_NOTE:
            head = heading(textos.titulo_nota.replace("{punto}", item.numero), estilo.SUBHEADING, root, 3)
            yield from together([head], paragraph(marcado(item.nota), estilo.SMALL, root))
        if len(item.fotos) > EN_CELDA:
            head = heading(textos.titulo_fotos.replace("{punto}", item.numero), estilo.SUBHEADING, root, 3)
            first, *rest = lines(item.fotos, fotos, root)
            yield from together([head], first)
            yield from rest


def _answer(answer: RespuestaImpresa) -> Filler:
    def fill(cell: Node) -> list[Flowable]:
        words = signed(answer.signo, answer.texto, estilo.CELL_BOLD, cell)
        style = estilo.hanging(estilo.CELL)
        return [words, *(paragraph(marcado(line), style, cell) for line in answer.detalle if line.strip())]

    return fill


def _remarks(item: ItemImpreso, textos: TextosCedula, fotos: Fotos) -> Filler:
    """Note and evidence. A long note and many photos are printed after the table at full width; its cell says so."""
    note = textos.nota_aparte.replace("{punto}", item.numero) if len(item.nota) > _LONG_NOTE else item.nota

    def fill(cell: Node) -> list[Flowable]:
        made: list[Flowable] = []
        if note.strip():
            made.append(paragraph(marcado(note), estilo.CELL, cell))
        if item.evidencias:
            names = ", ".join(item.evidencias)
            made.append(paragraph(f"<b>Evidencia:</b> {marcado(names)}", estilo.CELL_EVIDENCE, cell))
        if len(item.fotos) > EN_CELDA:
            words = textos.fotos_aparte.replace("{punto}", item.numero)
            made.append(paragraph(marcado(words), estilo.CELL_EVIDENCE, cell))
        else:
            made += in_cell(item.fotos, fotos, cell, _ITEMS[-1].width * mm - _CELL_PADDING)
        return made

    return fill


def _samples(doc: DocumentoCedula, textos: TextosCedula, root: Node) -> Iterator[Flowable]:
    sampled = [(item, item.muestra) for item in doc.items if item.muestra and item.muestra.filas]
    for index, (item, sample) in enumerate(sampled):
        opening = [section(textos.secciones.muestras, root)] if index == 0 else []
        opening.append(heading(f"{item.numero}. {item.pregunta}", estilo.SUBHEADING, root, 3))
        opening.append(paragraph(marcado(_totals(sample)), estilo.SMALL, root))
        for word, sentence in sample.sorteo:
            opening.append(paragraph(f"<b>{marcado(word)}:</b> {marcado(sentence)}", estilo.SMALL, root))
        columns = _DRAWN if sample.sorteo else _SAMPLE
        yield from together(opening, data_table(columns, [_case(n, sample) for n in range(len(sample.filas))], root))


def _case(index: int, sample: MuestraImpresa) -> tuple[str | Filler, ...]:
    row = sample.filas[index]
    style = estilo.CELL_BOLD if row.signo is Signo.NO_CUMPLE else estilo.CELL_PLAIN

    def outcome(cell: Node) -> list[Flowable]:
        return [signed(row.signo, row.resultado, style, cell)]

    number = (row.numero or "—") if sample.sorteo else str(index + 1)
    return (number, row.referencia, row.detalle, outcome, row.importe, row.nota)


def _totals(sample: MuestraImpresa) -> str:
    share = f" ({sample.porcentaje})" if sample.porcentaje else ""
    amount = f" · {sample.importe}" if sample.importe else ""
    return f"{sample.revisados} revisados · {sample.con_inconsistencia} con inconsistencia{share}{amount}"


def _findings(doc: DocumentoCedula, textos: TextosCedula, root: Node, fotos: Fotos) -> Iterator[Flowable]:
    if not doc.inconsistencias and doc.calla_inconsistencias:
        return
    title = section(textos.secciones.inconsistencias, root)
    if not doc.inconsistencias:
        yield from together([title], paragraph(marcado(textos.sin_inconsistencias), estilo.SMALL, root))
    for index, finding in enumerate(doc.inconsistencias):
        yield from _finding(finding, [title] if index == 0 else [], textos, root)
        yield from _proof(finding, root, fotos)


def _finding(
    finding: InconsistenciaImpresa, opening: list[Flowable], textos: TextosCedula, root: Node
) -> Iterator[Flowable]:
    opening.append(heading(f"{finding.numero} · {finding.titulo}", estilo.SUBHEADING, root, 3))
    if finding.datos:
        opening.append(paragraph(marcado(" · ".join(finding.datos)), estilo.FACTS, root))
    if finding.descripcion.strip():
        description = paragraph(marcado(finding.descripcion), estilo.SMALL, root)
        if len(finding.descripcion) > _SHORT:
            yield from together(opening, description)
            opening = []
        else:
            opening.append(description)
    if finding.medidas:
        rows = [(m.tipo, m.texto, m.responsable, m.fecha) for m in finding.medidas]
        yield from together(opening, data_table(_MEASURES, rows, root))
    else:
        yield from together(opening, paragraph(marcado(textos.sin_medidas), estilo.SMALL, root))


def _proof(finding: InconsistenciaImpresa, root: Node, fotos: Fotos) -> Iterator[Flowable]:
    if finding.evidencias:
        names = ", ".join(finding.evidencias)
        yield paragraph(f"<b>Evidencia:</b> {marcado(names)}", estilo.FACTS, root)
    yield from lines(finding.fotos, fotos, root)


def _result(doc: DocumentoCedula, textos: TextosCedula, root: Node) -> Iterator[Flowable]:
    title = section(textos.secciones.resultado, root)
    r = doc.resultado

    def share(cell: Node) -> list[Flowable]:
        return [paragraph(f"<b>{marcado(r.porcentaje)}</b>", estilo.CELL_RIGHT, cell)]

    row = (r.cumple, r.parcial, r.no_cumple, r.no_aplica, r.contestadas, share)
    yield KeepTogether(
        [title, data_table(_RESULT, [row], root), paragraph(marcado(textos.nota_resultado), estilo.NOTE, root)]
    )


def _closing(
    doc: DocumentoCedula,
    textos: TextosCedula,
    signers: Sequence[Signer],
    root: Node,
    places: Lugares,
    fotos: Fotos,
) -> Iterator[Flowable]:
    title = section(textos.secciones.observaciones, root)
    remarks = marcado(doc.observaciones) or marcado(textos.sin_observaciones)
    yield from together([title], paragraph(remarks, estilo.SMALL, root))
    yield from sin_lugar(doc.sin_lugar, doc.version, textos, root, fotos)
    title = section(textos.secciones.firmas, root)
    said = textos.cierre.format(codigo=doc.codigo, folio=doc.folio_visita, unidad=doc.unidad)
    words = paragraph(marcado(said), estilo.SMALL, root)
    yield from signed_block([title, words], signature_rows(signers, root, places))


def _signers(doc: DocumentoCedula, textos: TextosCedula, superior: Persona | None) -> Sequence[Signer]:
    """In the order in which they sign."""
    two = supervisor_and_titular(
        doc.supervisores, doc.titular, pie_supervisor=textos.pie_supervisor, pie_titular=textos.pie_titular
    )
    if superior is None:
        return two
    return (*two, Signer(CAMPO_SUPERIOR, superior.nombre, (superior.cargo, textos.pie_superior)))

"""The cédula de seguimiento of one unit on paper: what is to be solved, what was since, what was done, who answers.

It is the Jefatura's own proposal and says so on its first page. It computes nothing: all strings come made.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportlab.platypus import Flowable, KeepTogether, Spacer

from supervisor_app.documents import estilo
from supervisor_app.documents.etiquetado import Node, heading, paragraph
from supervisor_app.documents.firmas import Lugares, Signer, signature_rows
from supervisor_app.documents.impreso import Compuesto, Impreso
from supervisor_app.documents.modelo_seguimiento_unidad import (
    AsuntoDeUnidad,
    DocumentoDeUnidad,
    FilaDeResumen,
    HechoDeUnidad,
    MedidaDeUnidad,
    TextosDeUnidad,
)
from supervisor_app.documents.partes import bold, masthead, section, together, words
from supervisor_app.documents.signos import signed
from supervisor_app.documents.tablas import Column, Filler, RoomFor, data_table, pairs
from supervisor_app.documents.tipografia import marcado

ADJUNTO = "datos-seguimiento-unidad.json"
CAMPO_ELABORO, CAMPO_REVISO = "Firma_Elaboro", "Firma_Reviso"

_NAME = "Cédula de seguimiento por unidad"
_BETWEEN = 8  # points between two findings
_SUMMARY = (
    Column("Estado", 50),
    Column("Asuntos", 27, figures=True),
    Column("Vencidos", 27, figures=True),
    Column("Reincidentes", 29, figures=True),
    Column("Importe", 42.9, figures=True),
)
_MEASURES = (
    Column("No.", 10),
    Column("Medida acordada y responsable", 78),
    Column("Plazo", 36),
    Column("Estado", 35.9),
    Column("Avance", 16, figures=True),
)
_DONE = (Column("Fecha", 22), Column("Qué se hizo", 48), Column("Quién", 42), Column("En qué términos", 63.9))
_SOLVED = (
    Column("Folio", 28),
    Column("Hallazgo u observación", 46),
    Column("Hallado", 21),
    Column("Solventado", 22),
    Column("Días", 13, figures=True),
    Column("Cómo", 45.9),
)
_TRAINING = (
    Column("Tema", 62),
    Column("Fecha", 22),
    Column("Estado", 24),
    Column("Asistentes", 21, figures=True),
    Column("Atiende", 46.9),
)


def componer_seguimiento_unidad(
    doc: DocumentoDeUnidad, *, textos: TextosDeUnidad, registro: bytes | None, version: int = 1
) -> Compuesto:
    """It, ready to be drawn. ``registro`` is its canonical JSON; None makes a draft."""
    impreso = Impreso(
        titulo=f"{_NAME}, {doc.unidad}, al {doc.corte}",
        autor=doc.elaboro.nombre,
        asunto=textos.aviso,
        dia=doc.fecha,
        folio=doc.folio,
        version=version,
        cabeza=f"{_NAME} · {doc.unidad} · {doc.corte}",
        clave=textos.clave or f"Seguimiento {doc.unidad}",
        registro=registro,
        adjunto=ADJUNTO,
        descripcion="Datos de la cédula de seguimiento por unidad",
    )
    return Compuesto(impreso, lambda root, places: _story(doc, textos, root, places))


def _story(doc: DocumentoDeUnidad, textos: TextosDeUnidad, root: Node, places: Lugares) -> list[Flowable]:
    """All of it in reading order, which is also the order in which its elements are made."""
    return [
        *_opening(doc, textos, root),
        *_summary(doc, textos, root),
        *_open(doc, textos, root),
        *_solved(doc, textos, root),
        *_training(doc, textos, root),
        *_closing(doc, textos, root, places),
    ]


def _opening(doc: DocumentoDeUnidad, textos: TextosDeUnidad, root: Node) -> Iterator[Flowable]:
    yield from masthead(textos.membrete, doc.ooad, textos.titulo, textos.aviso, root)
    if doc.ficticia:
        yield paragraph(f"<b>{marcado(textos.practica)}</b>", estilo.PROCESS, root)
    yield Spacer(0, 8)
    yield from pairs(
        [
            [("Unidad", doc.unidad, 2), ("OOAD", doc.ooad, 2)],
            [("Folio", doc.folio, 2), ("Fecha de corte", doc.corte, 1), ("Lo solventado, desde", doc.periodo, 1)],
        ],
        root,
    )


def _summary(doc: DocumentoDeUnidad, textos: TextosDeUnidad, root: Node) -> Iterator[Flowable]:
    title = section(textos.secciones.resumen, root)
    said = paragraph(marcado(doc.frase), estilo.BODY, root)
    rows: list[Sequence[str | Filler]] = [
        (f.estado, f.cuantos, f.vencidos, f.reincidentes, f.importe) for f in doc.resumen
    ]
    rows.append(_total(doc.total))
    table = data_table(_SUMMARY, rows, root)
    yield RoomFor([title, said, table])
    yield from (title, said, Spacer(0, 4), table)
    yield paragraph(marcado(textos.nota_dias), estilo.NOTE, root)


def _total(f: FilaDeResumen) -> tuple[str | Filler, ...]:
    figures = (f.cuantos, f.vencidos, f.reincidentes, f.importe)
    return (bold("Total"), *(bold(x, figures=True) for x in figures))


def _open(doc: DocumentoDeUnidad, textos: TextosDeUnidad, root: Node) -> Iterator[Flowable]:
    title = section(textos.secciones.abiertos, root)
    if not doc.asuntos:
        yield from together([title], paragraph(marcado(textos.sin_abiertos), estilo.SMALL, root))
    for index, one in enumerate(doc.asuntos):
        yield from _finding(one, [title] if index == 0 else [], textos, root)


def _finding(one: AsuntoDeUnidad, opening: list[Flowable], textos: TextosDeUnidad, root: Node) -> Iterator[Flowable]:
    opening.append(heading(f"{one.folio} · {one.titulo}", estilo.SUBHEADING, root, 3))
    facts = [
        ("Origen", one.origen, 56),
        ("Riesgo", one.riesgo, 18),
        ("Cédula y puntos", one.puntos, 60.9),
        ("Importe", one.importe, 41),
    ]
    opening += [*pairs([facts], root), Spacer(0, 4)]
    opening.append(signed(one.signo, f"{one.estado} · Antigüedad: {one.antiguedad}", estilo.CELL_BOLD, root))
    said = [*words(one.hallado, root, "Lo que se encontró:"), *words(one.reincide, root, "Reincidencia:")]
    opening.append(Spacer(0, 3))
    if said:
        yield from together(opening, said[0])
        opening = said[1:]
    yield from together(opening, _measures(one, textos, root))
    if one.hechos:
        yield Spacer(0, 4)
        yield data_table(_DONE, [*map(_done, one.hechos)], root)
    yield Spacer(0, _BETWEEN)


def _measures(one: AsuntoDeUnidad, textos: TextosDeUnidad, root: Node) -> Flowable:
    if not one.medidas:
        return paragraph(marcado(textos.sin_medidas), estilo.FACTS, root)
    return data_table(_MEASURES, [*map(_measure, one.medidas)], root)


def _measure(measure: MedidaDeUnidad) -> tuple[str | Filler, ...]:
    def agreed(cell: Node) -> list[Flowable]:
        who = " · ".join(part for part in (measure.tipo, measure.responsable) if part)
        return [
            paragraph(marcado(measure.texto) or "—", estilo.CELL, cell),
            paragraph(marcado(who), estilo.CELL_EVIDENCE, cell),
        ]

    def due(cell: Node) -> list[Flowable]:
        lines = [measure.atraso, *measure.notas] if measure.atraso else [*measure.notas]
        return [
            paragraph(marcado(measure.plazo) or "—", estilo.CELL_PLAIN, cell),
            *(paragraph(marcado(line), estilo.CELL_EVIDENCE, cell) for line in lines),
        ]

    def state(cell: Node) -> list[Flowable]:
        return [signed(measure.signo, measure.estado, estilo.CELL_BOLD, cell)]

    return (measure.numero, agreed, due, state, measure.avance)


def _done(fact: HechoDeUnidad) -> tuple[str, ...]:
    return (fact.dia, fact.que, fact.quien, fact.palabras)


def _solved(doc: DocumentoDeUnidad, textos: TextosDeUnidad, root: Node) -> Iterator[Flowable]:
    if not doc.solventados:
        return
    title = section(textos.secciones.solventados, root)
    rows = [(s.folio, s.titulo, s.hallado, s.solventado, s.dias, s.como) for s in doc.solventados]
    yield from together([title], data_table(_SOLVED, rows, root))


def _training(doc: DocumentoDeUnidad, textos: TextosDeUnidad, root: Node) -> Iterator[Flowable]:
    if not doc.capacitaciones:
        return
    title = section(textos.secciones.capacitacion, root)
    rows = [(c.tema, c.fecha, c.estado, c.asistentes, c.atiende) for c in doc.capacitaciones]
    yield from together([title], data_table(_TRAINING, rows, root))


def _closing(doc: DocumentoDeUnidad, textos: TextosDeUnidad, root: Node, places: Lugares) -> Iterator[Flowable]:
    title = section(textos.secciones.firmas, root)
    signers = (
        Signer(CAMPO_ELABORO, doc.elaboro.nombre, (doc.elaboro.cargo, textos.pie_elaboro)),
        Signer(CAMPO_REVISO, doc.reviso.nombre, (doc.reviso.cargo, textos.pie_reviso)),
    )
    yield KeepTogether([title, *signature_rows(signers, root, places)])

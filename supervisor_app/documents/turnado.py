"""The turnado of possible irregularities on paper: to whom, what was found, the evidence with its hashes, who signs.

It goes apart from everything that is shared with the visited unit, and says so on its first page. It computes nothing:
all strings come made.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportlab.platypus import Flowable, KeepTogether, Spacer

from supervisor_app.documents import estilo
from supervisor_app.documents.etiquetado import Node, heading, paragraph
from supervisor_app.documents.firmas import Lugares, Signer, signature_rows
from supervisor_app.documents.impreso import Compuesto, Impreso
from supervisor_app.documents.modelo_turnado import DocumentoTurnado, HallazgoTurnado, TextosTurnado
from supervisor_app.documents.partes import masthead, person
from supervisor_app.documents.tablas import Column, RoomFor, data_table, pairs
from supervisor_app.documents.tipografia import marcado
from supervisor_app.domain.base import Persona
from supervisor_app.domain.documento import CAMPO_SUPERVISOR

ADJUNTO = "datos-turnado.json"

_NAME = "Turnado"
_POINTS = (Column("Punto", 24), Column("Qué se revisó", 66), Column("Respuesta", 34), Column("Nota", 51.9, grows=True))
_CASES = (
    Column("No.", 10, figures=True),
    Column("Referencia", 42),
    Column("Detalle", 48, grows=True),
    Column("Importe", 28, figures=True),
    Column("Nota", 47.9, grows=True),
)
_VERIFIED = (Column("Folio", 32), Column("Hallazgo", 70), Column("Resultado", 28), Column("Nota", 45.9, grows=True))
_FILES = (Column("Archivo", 52), Column("Qué sustenta", 44), Column("SHA-256", 79.9))


def componer_turnado(
    doc: DocumentoTurnado,
    *,
    textos: TextosTurnado,
    registro: bytes,
    version: int = 1,
) -> Compuesto:
    """The turnado ready to be drawn.

    ``registro`` is its canonical JSON.
    """
    impreso = Impreso(
        titulo=f"{_NAME} de posibles irregularidades, visita {doc.folio_visita}",
        autor=", ".join(p.nombre for p in doc.supervisores),
        asunto=textos.aviso,
        dia=doc.fecha,
        folio=doc.folio,
        version=version,
        cabeza=f"{_NAME} · Reservado · Visita {doc.folio_visita}",
        clave=textos.clave or f"{_NAME} {doc.folio_visita}",
        registro=registro,
        adjunto=ADJUNTO,
        descripcion="Datos del turnado",
    )
    return Compuesto(impreso, lambda root, places: _story(doc, textos, root, places))


def _story(doc: DocumentoTurnado, textos: TextosTurnado, root: Node, places: Lugares) -> list[Flowable]:
    """All of it in reading order, which is also the order in which its elements are made."""
    return [
        *_opening(doc, textos, root),
        *_findings(doc, textos, root),
        *_verified(doc, textos, root),
        *_evidence(doc, textos, root),
        *_closing(doc, textos, root, places),
    ]


def _opening(doc: DocumentoTurnado, textos: TextosTurnado, root: Node) -> Iterator[Flowable]:
    yield from masthead(textos.membrete, doc.ooad, textos.titulo, textos.aviso, root)
    yield Spacer(0, 8)
    yield paragraph(f"<b>{marcado(textos.destinatario)}</b>", estilo.BODY, root)
    yield paragraph(marcado(textos.por_conducto), estilo.SMALL, root)
    yield Spacer(0, 8)
    yield from pairs(
        [
            [("Folio de la visita", doc.folio_visita, 1), ("Unidad visitada", doc.unidad, 1), ("OOAD", doc.ooad, 1)],
            [
                ("Fechas de la visita", doc.fechas, 1),
                ("Supervisión", "\n".join(map(person, doc.supervisores)), 1),
                ("Atendió", person(doc.atendio), 1),
            ],
        ],
        root,
    )
    yield Spacer(0, 8)
    said = textos.proemio.replace("{folio}", doc.folio_visita).replace("{unidad}", doc.unidad)
    yield paragraph(marcado(said.replace("{fechas}", _when(doc.fechas))), estilo.BODY, root)
    yield from _titled(textos.secciones.fundamento, marcado(textos.fundamento), root)


def _when(dates: str) -> str:
    return f"del {dates}" if " al " in dates else f"el {dates}"


def _titled(title: str, text: str, root: Node) -> Iterator[Flowable]:
    """A heading that is never left at the foot of a page, and its paragraph."""
    head = heading(title, estilo.TABLE_TITLE, root, 2)
    words = paragraph(text, estilo.SMALL, root)
    yield RoomFor([head, words])
    yield head
    yield words


def _findings(doc: DocumentoTurnado, textos: TextosTurnado, root: Node) -> Iterator[Flowable]:
    for index, finding in enumerate(doc.hallazgos):
        opening: list[Flowable] = (
            [heading(textos.secciones.hallazgos, estilo.TABLE_TITLE, root, 2)] if index == 0 else []
        )
        yield from _finding(finding, opening, root)


def _finding(finding: HallazgoTurnado, opening: list[Flowable], root: Node) -> Iterator[Flowable]:
    opening.append(heading(f"{finding.folio} · {finding.titulo}", estilo.SUBHEADING, root, 3))
    if finding.datos:
        opening.append(paragraph(marcado(" · ".join(finding.datos)), estilo.FACTS, root))
    words = [paragraph(marcado(part), estilo.SMALL, root) for part in finding.descripcion.split("\n") if part.strip()]
    yield RoomFor([*opening, *words[:1]])
    yield from opening
    yield from words
    if finding.puntos:
        rows = [(p.codigo, p.pregunta, p.respuesta, p.nota) for p in finding.puntos]
        yield data_table(_POINTS, rows, root)
    if finding.casos:
        yield Spacer(0, 6)
        cases = [(str(n), *case) for n, case in enumerate(finding.casos, start=1)]
        yield data_table(_CASES, cases, root)
    if finding.medidas:
        yield Spacer(0, 4)
    for line in finding.medidas:
        yield paragraph(marcado(line), estilo.SMALL, root)
    yield Spacer(0, 6)


def _verified(doc: DocumentoTurnado, textos: TextosTurnado, root: Node) -> Iterator[Flowable]:
    if not doc.verificaciones:
        return
    head = heading(textos.secciones.verificaciones, estilo.TABLE_TITLE, root, 2)
    table = data_table(_VERIFIED, [(v.folio, v.titulo, v.resultado, v.nota) for v in doc.verificaciones], root)
    yield RoomFor([head, table])
    yield head
    yield table


def _evidence(doc: DocumentoTurnado, textos: TextosTurnado, root: Node) -> Iterator[Flowable]:
    if not doc.evidencias:
        yield from _titled(textos.secciones.evidencia, marcado(textos.sin_evidencia), root)
        return
    head = heading(textos.secciones.evidencia, estilo.TABLE_TITLE, root, 2)
    # In two halves: a hash broken with a hyphen would read as another one.
    rows = [(v.nombre, v.de_que, f"{v.sha256[:32]}\n{v.sha256[32:]}") for v in doc.evidencias]
    table = data_table(_FILES, rows, root)
    yield RoomFor([head, table])
    yield head
    yield table
    yield paragraph(marcado(textos.nota_evidencia), estilo.NOTE, root)


def _closing(doc: DocumentoTurnado, textos: TextosTurnado, root: Node, places: Lugares) -> Iterator[Flowable]:
    """The closing words stay with the signature, so that nobody signs a page without text."""
    who = doc.supervisores[0] if doc.supervisores else Persona()
    yield KeepTogether(
        [
            heading(textos.secciones.firma, estilo.TABLE_TITLE, root, 2),
            paragraph(marcado(textos.cierre), estilo.BODY, root),
            *signature_rows([Signer(CAMPO_SUPERVISOR, who.nombre, (who.cargo, textos.pie_firma))], root, places),
        ]
    )

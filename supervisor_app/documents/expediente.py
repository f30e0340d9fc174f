"""The expediente of a visit on paper: cover with its index, a copy of each document, the annex of evidence.

The parts are drawn anew from what their originals were drawn from, and say so; the originals, with their signatures,
travel attached, as they are. It must never take a page out of a signed file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from reportlab.platypus import Flowable, KeepTogether, PageBreak, Spacer

from supervisor_app.documents import estilo
from supervisor_app.documents.etiquetado import Node, PageMark, heading, paragraph
from supervisor_app.documents.firmas import Dibujadas, Lugares, Signer, signature_rows
from supervisor_app.documents.fotos import Fotos, lines
from supervisor_app.documents.impreso import Compuesto, Impreso, Story, paginar
from supervisor_app.documents.modelo_expediente import DocumentoExpediente, ParteImpresa, TextosExpediente
from supervisor_app.documents.norma import Attachment
from supervisor_app.documents.partes import masthead, person, section, together
from supervisor_app.documents.tablas import Column, data_table, pairs
from supervisor_app.documents.tipografia import marcado
from supervisor_app.domain.base import Persona

CAMPO_INTEGRA = "Firma_Integra"
ADJUNTO = "datos-expediente.json"

_NAME = "Expediente de la visita"
_ANNEX = "anexo"
_INDEX = (
    Column("No.", 12, figures=True),
    Column("Documento", 98),
    Column("Folio", 46),
    Column("Páginas", 19.9, figures=True),
)
_FILES = (
    Column("No.", 12, figures=True),
    Column("Archivo", 46),
    Column("Qué sustenta", 37),
    Column("Tamaño", 20, figures=True),
    Column("SHA-256", 60.9),
)


@dataclass(frozen=True)
class Parte:
    """A part of the expediente with what draws it, what was drawn to sign it, and its original as it is."""

    impresa: ParteImpresa
    story: Story
    original: Attachment
    dibujadas: Dibujadas


def componer_expediente(
    doc: DocumentoExpediente,
    partes: Sequence[Parte],
    *,
    textos: TextosExpediente,
    registro: bytes | None,
    version: int = 1,
    fotos: Fotos,
) -> Compuesto:
    """The expediente ready to be drawn. It is laid out once to learn its page numbers.

    ``partes`` are those of ``doc``, in order. ``registro`` is its canonical JSON; None makes a draft.
    """
    impreso = Impreso(
        titulo=f"{_NAME} {doc.folio_visita}, {doc.unidad}",
        autor=", ".join(p.nombre for p in doc.supervisores),
        asunto=textos.aviso,
        dia=doc.fecha,
        folio=doc.folio,
        version=version,
        cabeza=f"{_NAME} {doc.folio_visita} · {doc.unidad}",
        clave=textos.clave or f"Expediente {doc.folio_visita}",
        registro=registro,
        adjunto=ADJUNTO,
        descripcion="Datos del expediente de la visita",
        otros=tuple(p.original for p in partes),
    )

    def story(root: Node, places: Lugares, pages: Mapping[str, int]) -> list[Flowable]:
        return [
            *_cover(doc, textos, root, places, pages),
            *(piece for n, parte in enumerate(partes, start=1) for piece in _part(n, parte, textos, root)),
            *_annex(doc, textos, root, fotos),
        ]

    compuesto = Compuesto(impreso, lambda root, places: story(root, places, {}))
    pages = paginar(compuesto)
    return replace(compuesto, story=lambda root, places: story(root, places, pages))


def _cover(
    doc: DocumentoExpediente, textos: TextosExpediente, root: Node, places: Lugares, pages: Mapping[str, int]
) -> Iterator[Flowable]:
    yield from masthead(textos.membrete, doc.ooad, textos.titulo, textos.aviso, root)
    yield section(textos.secciones.datos, root)
    yield from pairs(
        [
            [("Folio de la visita", doc.folio_visita, 1), ("Tipo", doc.tipo, 1), ("Fechas", doc.fechas, 1)],
            [("Unidad visitada", doc.unidad, 1), ("OOAD", doc.ooad, 1), ("Pliego de comisión", doc.pliego, 1)],
            [("Supervisión", "\n".join(map(person, doc.supervisores)), 2), ("Periodo", doc.periodo_revisado, 1)],
            [("Titular de la unidad", person(doc.titular), 2), ("Atendió", person(doc.atendio), 1)],
        ],
        root,
    )
    rows = [
        (str(n), p.titulo, f"{p.folio}, versión {p.version}", _span(pages, str(n), str(n + 1)))
        for n, p in enumerate(doc.partes, start=1)
    ]
    rows.append((str(len(rows) + 1), textos.secciones.evidencia, "", _span(pages, _ANNEX, "")))
    yield from together([section(textos.secciones.indice, root)], data_table(_INDEX, rows, root))
    if doc.reservado:
        yield paragraph(marcado(textos.reservado), estilo.NOTE, root)
    who = doc.supervisores[0] if doc.supervisores else Persona()
    yield KeepTogether(
        [
            section(textos.secciones.firma, root),
            paragraph(marcado(textos.cierre), estilo.SMALL, root),
            *signature_rows([Signer(CAMPO_INTEGRA, who.nombre, (who.cargo, textos.pie_firma))], root, places),
        ]
    )


def _span(pages: Mapping[str, int], start: str, following: str) -> str:
    """«3 a 7», «3», and the room for it before anything is known."""
    first = pages.get(start)
    if first is None:
        return "000 a 000"
    last = pages.get(following, pages.get(_ANNEX, 0)) - 1 if following else pages.get("total", first)
    return str(first) if last <= first else f"{first} a {last}"


def _part(number: int, parte: Parte, textos: TextosExpediente, root: Node) -> Iterator[Flowable]:
    p = parte.impresa
    node = root.add("Part")
    node.prefix = f"p{number}-"
    yield PageBreak()
    yield PageMark(str(number))
    note = textos.nota_parte.format(folio=p.folio, version=p.version, archivo=p.archivo, sha256=p.sha256)
    yield paragraph(marcado(" ".join((note, *p.firmas))), estilo.COPY_NOTE, node)
    yield Spacer(0, 8)
    yield from parte.story(node, Lugares(hay=False, dibujadas=parte.dibujadas, constancias=p.constancias))


def _annex(doc: DocumentoExpediente, textos: TextosExpediente, root: Node, fotos: Fotos) -> Iterator[Flowable]:
    node = root.add("Part")
    node.prefix = "a-"
    yield PageBreak()
    yield PageMark(_ANNEX)
    yield heading(textos.secciones.evidencia, estilo.TITLE, node, 1)
    if not doc.archivos:
        yield paragraph(marcado(textos.sin_evidencia), estilo.SMALL, node)
        return
    # In two halves: a hash that is broken where the line ends is read wrong.
    rows = [(a.numero, a.nombre, a.sustenta, a.tamano, f"{a.sha256[:32]}\n{a.sha256[32:]}") for a in doc.archivos]
    yield data_table(_FILES, rows, node)
    yield paragraph(marcado(textos.nota_evidencia), estilo.NOTE, node)
    if doc.fotos:
        title = heading(textos.secciones.fotografias, estilo.TABLE_TITLE, node, 2)
        first, *rest = lines(doc.fotos, fotos, node)
        yield from together([title], first)
        yield from rest

"""A document from its story to its bytes: the sheet around it, its seal, its metadata and its record inside.

Every kind of document passes through here, so that all of them are alike in what lets a copy be checked. It must never
know what a document says.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from reportlab.platypus import Flowable

from supervisor_app.documents.etiquetado import Node, Structure
from supervisor_app.documents.firmas import EN_BORRADOR, SIN_DIBUJAR, Dibujadas, Lugares
from supervisor_app.documents.modelos import DeVisita
from supervisor_app.documents.norma import Attachment, Metadata, conform
from supervisor_app.documents.pagina import Sheet, build, dibujando
from supervisor_app.documents.tipografia import registrar_fuentes
from supervisor_app.domain.canonico import canonico
from supervisor_app.domain.cotejo import Sello, sellar


def de_visita(
    nombre: str,
    doc: DeVisita,
    *,
    autor: Iterable[str],
    aviso: str,
    clave: str,
    version: int,
    registro: bytes | None,
    adjunto: str,
    descripcion: str,
) -> Impreso:
    """What surrounds a document of a visit that is called «nombre»: all of them name unit and visit in one way."""
    return Impreso(
        titulo=f"{nombre}, {doc.unidad}, visita {doc.folio_visita}",
        autor=", ".join(autor),
        asunto=aviso,
        dia=doc.fecha,
        folio=doc.folio,
        version=version,
        cabeza=f"{nombre} · {doc.unidad} · Visita {doc.folio_visita}",
        clave=clave,
        registro=registro,
        adjunto=adjunto,
        descripcion=descripcion,
    )


Story = Callable[[Node, Lugares], list[Flowable]]
"""Makes the flowables under the root of the structure, in reading order; the places are none in a draft."""


@dataclass(frozen=True)
class Impreso:
    """``registro``: the canonical JSON of the document, attached as ``adjunto``; None in a draft, which then carries
    neither seal nor attachment. ``dia`` is the document's own date: the clock is never read. ``cabeza`` runs over every
    page but the first; ``clave`` is the form key of the foot. ``otros``: more attachments.
    """

    titulo: str
    autor: str
    asunto: str
    dia: date
    folio: str
    version: int
    cabeza: str
    clave: str
    registro: bytes | None
    adjunto: str
    descripcion: str
    otros: tuple[Attachment, ...] = ()
    apaisado: bool = False


@dataclass(frozen=True)
class Compuesto:
    """A document that is ready to be drawn: alone, or as a part of another one."""

    impreso: Impreso
    story: Story

    def pdf(self, dibujadas: Dibujadas = SIN_DIBUJAR) -> bytes:
        """The document alone, as PDF/A-3a and PDF/UA-1 bytes, the same for the same input."""
        return imprimir(self.impreso, dibujadas, self.story)


def paginar(compuesto: Compuesto) -> Mapping[str, int]:
    """On which page each mark of a story falls, and how many there are: for an index, which is drawn after."""
    registrar_fuentes()
    structure = Structure()
    with dibujando:
        build(compuesto.story(structure.root, EN_BORRADOR), structure, _hoja(compuesto.impreso, None))
    return structure.pages


def imprimir(impreso: Impreso, dibujadas: Dibujadas, story: Story) -> bytes:
    """PDF/A-3a and PDF/UA-1 bytes, the same for the same input. What was drawn to sign is attached as strokes too."""
    registrar_fuentes()
    borrador = impreso.registro is None
    sello = None
    attachments: tuple[Attachment, ...] = ()
    if impreso.registro is not None:
        sello = sellar(impreso.folio, impreso.dia, hashlib.sha256(impreso.registro).hexdigest())
        propio = Attachment(impreso.adjunto, impreso.registro, impreso.descripcion)
        attachments = (propio, *_adjuntas(dibujadas), *impreso.otros)
    sheet = _hoja(impreso, sello)
    structure = Structure()
    with dibujando:
        raw = build(
            story(structure.root, EN_BORRADOR if borrador else Lugares(hay=True, dibujadas=dibujadas)), structure, sheet
        )
    return conform(raw, structure, Metadata(impreso.titulo, impreso.autor, impreso.asunto, impreso.dia), attachments)


def _hoja(impreso: Impreso, sello: Sello | None) -> Sheet:
    borrador = impreso.registro is None
    return Sheet(
        running_head=impreso.cabeza,
        identity="Borrador" if borrador else f"Folio {impreso.folio} · Versión {impreso.version}",
        form_key=impreso.clave,
        draft=borrador,
        seal=sello,
        landscape=impreso.apaisado,
    )


def _adjuntas(dibujadas: Dibujadas) -> tuple[Attachment, ...]:
    return tuple(
        Attachment(f"firma-dibujada-{campo}.json", canonico(firma), f"Trazos de la firma dibujada de {firma.nombre}")
        for campo, firma in sorted(dibujadas.items())
    )

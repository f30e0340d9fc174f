"""The Informe de la Comisión on paper, form 1270-009-032: every element in its printed order.

It draws what it is given, drafts too, and judges nothing: what an informe needs is told by the domain. It must never
read the clock, and it must never change a word of the form.

Source: data dictionary of the form, sections 1.1 to 1.3.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import CondPageBreak, Flowable, KeepTogether

from supervisor_app.documents import estilo
from supervisor_app.documents.etiquetado import ListItem, Node, heading, paragraph
from supervisor_app.documents.firmas import Lugares, Signer, signature_rows
from supervisor_app.documents.impreso import Compuesto, Impreso
from supervisor_app.documents.tipografia import marcado
from supervisor_app.domain.base import Persona
from supervisor_app.domain.documento import CAMPO_SUPERIOR
from supervisor_app.domain.informe import (
    SECCIONES,
    Bloque,
    DatosInforme,
    Firmantes,
    Marcador,
    Renglon,
    TextosInforme,
    marcas,
    sin_vacios,
)
from supervisor_app.domain.texto import fecha_corta, fecha_larga

CAMPO_COMISIONADO = "Firma_Comisionado"
CAMPO_SEGUNDA = "Firma_Solicitante"
ADJUNTO = "datos-informe.json"

_NAME = "Informe de la Comisión"
_UNDATED = date(2000, 1, 1)
_LIST_NUMBERING = {Marcador.NUMERO: "Decimal", Marcador.LETRA: "LowerAlpha"}
_SHORT = 420  # characters: a block of some five lines is kept whole with what it opens or closes
_ROOM_AFTER_HEADING = estilo.SECTION.leading + estilo.SECTION.spaceBefore + 3 * estilo.BODY.leading


@dataclass(frozen=True)
class _Group:
    """Flowables that stay on one page when they are ``short``; otherwise the text flows over as many as it needs."""

    flowables: list[Flowable]
    short: bool


def componer_informe(
    datos: DatosInforme,
    *,
    textos: TextosInforme,
    folio: str,
    version: int,
    registro: bytes | None,
    firmantes: Firmantes | None = None,
    superior: Persona | None = None,
) -> Compuesto:
    """The informe ready to be drawn.

    ``registro`` is the canonical JSON of what is emitted; None makes a draft, which carries a mark and no fields.
    """
    title = f"{_NAME}, pliego {datos.numero_pliego}" if datos.numero_pliego else _NAME
    impreso = Impreso(
        titulo=title,
        autor=datos.comisionado,
        asunto=f"Formato {textos.clave}",
        dia=datos.fecha or _UNDATED,
        folio=folio,
        version=version,
        cabeza=title.replace(", pliego", " · Pliego"),
        clave=textos.clave,
        registro=registro,
        adjunto=ADJUNTO,
        descripcion="Datos del informe de la comisión",
    )
    signers = _signers(datos, textos, firmantes or Firmantes(), superior)
    return Compuesto(impreso, lambda root, places: _story(datos, textos, signers, root, places))


def _story(
    datos: DatosInforme, textos: TextosInforme, signers: Sequence[Signer], root: Node, places: Lugares
) -> list[Flowable]:
    """All of it in reading order, which is also the order in which its elements are made."""
    story = [*_opening(datos, textos, root), *_body(datos, textos, root)]
    last = _section(SECCIONES[-1], datos, textos, root)
    return [*story, *_closing(last, _declaration(textos, signers, root, places))]


def _opening(datos: DatosInforme, textos: TextosInforme, root: Node) -> Iterator[Flowable]:
    for line in textos.membrete:
        text = marcado(line.texto)
        yield paragraph(f"<b>{text}</b>" if line.negrita else text, estilo.LETTERHEAD, root)
    yield heading(textos.titulo, estilo.TITLE, root, 1)
    yield paragraph(marcado(textos.etiquetas["numero_pliego"]), estilo.RIGHT, root)
    yield paragraph(marcado(datos.numero_pliego) or "&nbsp;", estilo.RIGHT_BOLD, root)
    yield paragraph(marcado(_place_and_date(datos)) or "&nbsp;", estilo.PLACE_AND_DATE, root)
    for label, value in _fields(datos, textos):
        yield paragraph(f"{marcado(label)} <b>{marcado(value)}</b>", estilo.FIELD, root)


def _place_and_date(datos: DatosInforme) -> str:
    day = f"a {fecha_larga(datos.fecha)}" if datos.fecha else ""
    return ", ".join(part for part in (datos.ciudad, day) if part)


def _fields(datos: DatosInforme, textos: TextosInforme) -> Iterator[tuple[str, str]]:
    labels = textos.etiquetas
    for name in ("coordinador_normativo", "coordinacion_normativa", "adscripcion", "lugar_comision"):
        yield labels[name], getattr(datos, name)
    yield labels["del"], fecha_corta(datos.del_) if datos.del_ else ""
    yield labels["al"], fecha_corta(datos.al) if datos.al else ""
    yield labels["objeto"], datos.objeto


def _body(datos: DatosInforme, textos: TextosInforme, root: Node) -> Iterator[Flowable]:
    for name in SECCIONES[:-1]:
        for group in _section(name, datos, textos, root):
            yield from _flow(group)


def _section(name: str, datos: DatosInforme, textos: TextosInforme, root: Node) -> list[_Group]:
    """The heading goes with the block that follows it; alone it is only in a draft."""
    title = heading(textos.secciones[name], estilo.SECTION, root, 2)
    groups = _blocks(sin_vacios(datos.seccion(name)), root)
    if not groups:
        return [_Group([title], short=True)]
    first = groups[0]
    if first.short:
        return [_Group([title, *first.flowables], short=True), *groups[1:]]
    return [_Group([CondPageBreak(_ROOM_AFTER_HEADING), title, *first.flowables], short=False), *groups[1:]]


def _flow(group: _Group) -> list[Flowable]:
    if group.short and len(group.flowables) > 1:
        return [KeepTogether(group.flowables)]
    return group.flowables


def _blocks(blocks: Sequence[Bloque], root: Node) -> list[_Group]:
    """The groups of one section: a block that opens a list stays with the first item of that list."""
    groups: list[_Group] = []
    for block, flowables in zip(blocks, _draw(blocks, marcas(blocks), root, 0.0), strict=True):
        head = 2 if block.subelementos else 1
        opening = [block.texto, *(child.texto for child in block.subelementos[:1])]
        groups.append(_Group(flowables[:head], short=all(len(text) <= _SHORT for text in opening)))
        groups += [_Group([flowable], short=False) for flowable in flowables[head:]]
    return groups


def _draw(blocks: Sequence[Bloque], lines: Iterator[Renglon], parent: Node, left: float) -> Iterator[list[Flowable]]:
    """For each block, its flowables in printed order. ``lines`` brings the generated markers in that same order."""
    previous: Marcador | None = None
    items = parent
    indent = left + _hanging(blocks)
    for block in blocks:
        line = next(lines)
        if line.marca and block.marcador is not previous:
            items = parent.add("L", ListNumbering=_LIST_NUMBERING[block.marcador])
        previous = block.marcador
        text = marcado(block.texto) or "&nbsp;"
        if line.marca:
            entry = items.add("LI")
            made = ListItem(text, estilo.list_style(line.nivel, indent))
            made.marker, made.marker_x, made.marker_node = line.marca, left, entry.add("Lbl")
            body = entry.add("LBody")
            made.node = body.add("P")
            first: Flowable = made
        else:
            body = parent
            first = paragraph(text, estilo.list_style(line.nivel, left), parent)
        children = _draw(block.subelementos, lines, body, indent)
        yield [first, *(flowable for child in children for flowable in child)]


def _hanging(blocks: Sequence[Bloque]) -> float:
    """Room for the widest marker of this level, so that all its items start at one edge."""
    own = [line.marca for line in marcas(blocks) if line.nivel == 1]
    widest = max((stringWidth(marker, estilo.BODY.fontName, estilo.BODY.fontSize) for marker in own), default=0.0)
    return max(estilo.INDENT, float(widest) + estilo.MARKER_GAP)


def _signers(
    datos: DatosInforme, textos: TextosInforme, firmantes: Firmantes, superior: Persona | None
) -> tuple[Signer, ...]:
    """In the order in which they sign."""
    signers = [Signer(CAMPO_COMISIONADO, datos.comisionado, (firmantes.cargo_comisionado, textos.pie_firma))]
    if (second := firmantes.segunda) is not None:
        signers.append(Signer(CAMPO_SEGUNDA, second.nombre, (second.cargo, textos.pie_segunda_firma)))
    if superior is not None:
        signers.append(Signer(CAMPO_SUPERIOR, superior.nombre, (superior.cargo, textos.pie_superior)))
    return tuple(signers)


def _declaration(textos: TextosInforme, signers: Sequence[Signer], root: Node, places: Lugares) -> list[Flowable]:
    """Legend and signatures: one piece, never on two pages."""
    return [paragraph(marcado(textos.leyenda), estilo.LEGEND, root), *signature_rows(signers, root, places)]


def _closing(section: list[_Group], declaration: list[Flowable]) -> Iterator[Flowable]:
    """The last short block of the text goes with the signatures, so that nobody signs a page without text."""
    *before, last = section
    for group in before:
        yield from _flow(group)
    if last.short:
        yield KeepTogether([*last.flowables, *declaration])
    else:
        yield from _flow(last)
        yield KeepTogether(declaration)

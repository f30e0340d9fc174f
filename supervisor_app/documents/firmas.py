"""The place where people sign: blank space, line, name and post of each signer, or what somebody drew on the screen.

The same block ends every document. This module must never sign nor know about keys.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether

from supervisor_app.documents import estilo
from supervisor_app.documents.dibujo import Strokes
from supervisor_app.documents.etiquetado import Cell, Figure, Node, SignatureSpace, TaggedTable, paragraph
from supervisor_app.documents.tipografia import imprimible, marcado
from supervisor_app.domain.base import Persona
from supervisor_app.domain.dibujada import FirmaDibujada
from supervisor_app.domain.documento import CAMPO_SUPERVISOR, CAMPO_TITULAR
from supervisor_app.domain.texto import fecha_hora

ALTO_FIRMA = 25 * mm
_LONGEST = 300  # characters
_ALONE = 84 * mm
_GAP = 9 * mm
_PER_ROW = 2
_ROWS_OF_A_PAGE = 4
_DRAWN = "Firma dibujada en pantalla el {cuando}{ante}. No es e.firma."
_TIGHT = [(side, (0, 0), (-1, -1), 0) for side in ("LEFTPADDING", "RIGHTPADDING", "TOPPADDING", "BOTTOMPADDING")]


@dataclass(frozen=True)
class Signer:
    """Who signs: the name of the field, the name of the person and the lines under it (post, caption of the form)."""

    field: str
    name: str
    lines: tuple[str, ...]


Dibujadas = Mapping[str, FirmaDibujada]
"""What people drew to sign, by field."""
SIN_DIBUJAR: Dibujadas = MappingProxyType({})


@dataclass(frozen=True)
class Lugares:
    """The places to sign: whether there are any (a draft has none), those signed by drawing, and in a copy what it says
    of who signed the original; by field.
    """

    hay: bool
    dibujadas: Dibujadas
    constancias: Mapping[str, str] = field(default_factory=dict)


EN_BORRADOR = Lugares(hay=False, dibujadas=SIN_DIBUJAR)


def supervisor_and_titular(
    supervisores: Sequence[Persona], titular: Persona, *, pie_supervisor: str, pie_titular: str
) -> tuple[Signer, Signer]:
    """Who made a document of a visit, and who receives it for the unit."""
    supervisor = supervisores[0] if supervisores else Persona()
    return (
        Signer(CAMPO_SUPERVISOR, supervisor.nombre, (supervisor.cargo, pie_supervisor)),
        Signer(CAMPO_TITULAR, titular.nombre, (titular.cargo, pie_titular)),
    )


def signature_rows(signers: Sequence[Signer], parent: Node, places: Lugares) -> list[Flowable]:
    """Any number of signers, two in each row; one alone in the middle. Each row is one piece."""
    if len(signers) == 1:
        side = (estilo.TEXT_WIDTH - _ALONE) / 2
        cell = _signer(signers[0], _ALONE, parent, places)
        return [TaggedTable.of([["", cell, ""]], [side, _ALONE, side], _TIGHT)]
    width = (estilo.TEXT_WIDTH - _GAP) / _PER_ROW
    rows: list[Flowable] = []
    for at in range(0, len(signers), _PER_ROW):
        cells: list[Cell] = [_signer(signer, width, parent, places) for signer in signers[at : at + _PER_ROW]]
        row = [cells[0], "", cells[1] if len(cells) > 1 else ""]
        rows.append(TaggedTable.of([row], [width, _GAP, width], _TIGHT))
    return rows


def signed_block(words: Sequence[Flowable], rows: Sequence[Flowable]) -> list[Flowable]:
    """The words that are signed and the rows of places to sign, on one page; rows that no page could take follow."""
    return [KeepTogether([*words, *rows[:_ROWS_OF_A_PAGE]]), *rows[_ROWS_OF_A_PAGE:]]


def _signer(signer: Signer, width: float, parent: Node, places: Lugares) -> list[Flowable]:
    lines = list(signer.lines)
    drawn = places.dibujadas.get(signer.field)
    space: Flowable
    if drawn is not None:
        space = Figure(Strokes(drawn, width, ALTO_FIRMA), f"Firma dibujada de {imprimible(drawn.nombre)}", parent)
        ante = f", ante {drawn.ante}" if drawn.ante.strip() else ""
        lines.append(_DRAWN.format(cuando=fecha_hora(drawn.cuando), ante=ante))
    elif signer.field in places.constancias:
        space = _vouched(places.constancias[signer.field], width, parent)
    else:
        label = f"Firma de {imprimible(signer.name)}" if signer.name else f"Firma: {signer.lines[-1]}"
        space = SignatureSpace(width, ALTO_FIRMA, name=signer.field if places.hay else "", label=label, parent=parent)
    name = paragraph(marcado(_fitting(signer.name)) or "&nbsp;", estilo.SIGNER, parent)
    shown = [_fitting(line) for line in lines]
    return [space, name, *(paragraph(marcado(line), estilo.SIGNER_NOTE, parent) for line in shown if line)]


def _fitting(text: str) -> str:
    """Names and posts are one piece with the place to sign, which has to fit in a page; an ellipsis tells of a cut."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST].rstrip()}…"


def _vouched(text: str, width: float, parent: Node) -> Flowable:
    """In a copy, the place of a signature says who signed the original and how."""
    said = paragraph(marcado(text), estilo.SIGNER_NOTE, parent)
    frame = [
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("LINEBELOW", (0, 0), (-1, -1), estilo.HAIRLINE_WIDTH, estilo.HAIRLINE),
    ]
    return TaggedTable.of([[[said]]], [width], [*_TIGHT, *frame], heights=[ALTO_FIRMA])

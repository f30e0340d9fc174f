"""Tables that are read and tables that only place things: data with headers, and pairs of label and value.

A data table repeats its header on every page (there as an artifact), keeps its rows whole where they fit, and says to
a screen reader which cells are headers. This module must never know what a table is about.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Table

from supervisor_app.documents import estilo
from supervisor_app.documents.etiquetado import Cell, Node, paragraph, table
from supervisor_app.documents.tipografia import marcado

Filler: TypeAlias = Callable[[Node], list[Flowable]]
"""Draws the content of a cell as children of its element."""

_PADDING_X = 4.5
_PADDING_Y = 3.5


@dataclass(frozen=True)
class Column:
    """A column: its header, its width in millimetres, and whether it holds figures, aligned to the right."""

    title: str
    width: float
    figures: bool = False


def data_table(
    columns: Sequence[Column], rows: Iterable[Sequence[str | Filler]], parent: Node, *, summary: str = ""
) -> Table:
    """A table with a header row. Cells are texts, or fillers for anything richer. ``summary`` is for screen readers."""
    node = parent.add("Table", summary)
    header = node.add("THead").add("TR")
    head: list[Cell] = [
        [
            paragraph(
                marcado(column.title),
                estilo.HEAD_RIGHT if column.figures else estilo.HEAD,
                header.add("TH", Scope="Column"),
            )
        ]
        for column in columns
    ]
    body = node.add("TBody")
    drawn = [head]
    for row in rows:
        line = body.add("TR")
        drawn.append([_cell(content, column, line.add("TD")) for content, column in zip(row, columns, strict=True)])
    commands: list[tuple[Any, ...]] = [
        ("BACKGROUND", (0, 0), (-1, 0), estilo.SHADE),
        ("LINEABOVE", (0, 0), (-1, 0), 0.8, estilo.HAIRLINE),
        ("LINEBELOW", (0, 0), (-1, -1), estilo.HAIRLINE_WIDTH, estilo.RULE),
        ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
        *_padding(_PADDING_X, _PADDING_Y),
    ]
    return table(drawn, [column.width * mm for column in columns], commands, header_rows=1, split_in_row=True)


def _cell(content: str | Filler, column: Column, node: Node) -> list[Flowable]:
    if callable(content):
        return content(node)
    if not content.strip():
        return []
    return [paragraph(marcado(content), estilo.CELL_RIGHT if column.figures else estilo.CELL, node)]


def _padding(x: float, y: float) -> list[tuple[Any, ...]]:
    sides = {"LEFTPADDING": x, "RIGHTPADDING": x, "TOPPADDING": y, "BOTTOMPADDING": y + 0.5}
    return [(side, (0, 0), (-1, -1), value) for side, value in sides.items()]


def pairs(rows: Sequence[Sequence[tuple[str, str, float]]], parent: Node) -> list[Table]:
    """Rows of ``(label, value, share)``; shares are relative widths. Each row may be long."""
    made = []
    for index, row in enumerate(rows):
        total = sum(share for *_, share in row)
        cells: list[Cell] = [_pair(label, value, parent) for label, value, _ in row]
        commands: list[tuple[Any, ...]] = [
            ("LINEBELOW", (0, 0), (-1, -1), estilo.HAIRLINE_WIDTH, estilo.RULE),
            *_padding(_PADDING_X, 3),
        ]
        if index == 0:
            commands.append(("LINEABOVE", (0, 0), (-1, 0), 0.8, estilo.HAIRLINE))
        widths = [estilo.TEXT_WIDTH * share / total for *_, share in row]
        made.append(table([cells], widths, commands, split_in_row=True))
    return made


def _pair(label: str, value: str, parent: Node) -> list[Flowable]:
    return [
        paragraph(marcado(label), estilo.CELL_LABEL, parent),
        paragraph(marcado(value) or "—", estilo.CELL, parent),
    ]

"""Tables that are read and tables that only place things: data with headers, and pairs of label and value.

A data table repeats its header on every page (there as an artifact), keeps its rows whole where they fit, and says to
a screen reader which cells are headers. This module must never know what a table is about.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias, cast

from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, FrameBreak, Paragraph, Table

from supervisor_app.documents import estilo
from supervisor_app.documents.etiquetado import Cell, Node, TaggedTable, paragraph
from supervisor_app.documents.tipografia import marcado

Filler: TypeAlias = Callable[[Node], list[Flowable]]
"""Draws the content of a cell as children of its element."""

_PADDING_X = 4.5
_PADDING_Y = 3.5
_TALL_ROW = 190.0  # a row taller than this is broken where the page ends; others move whole
_SMALLEST_PIECE = 70.0
_LEAD_OF_TALL = 3


@dataclass(frozen=True)
class Column:
    """A column: its header, its width in millimetres, whether it holds figures (aligned to the right), and whether it
    takes the room that columns without data leave free."""

    title: str
    width: float
    figures: bool = False
    grows: bool = False


class DataTable(TaggedTable):
    """A table that breaks well: short ones stay whole; whole rows, none alone on the last page; only tall rows are cut,
    and named again."""

    def split(self, aW: float, aH: float) -> list[Flowable]:  # noqa: N803 - reportlab's own parameter names
        """The part that fits and the rest."""
        self.wrap(aW, aH)
        heights = self.row_heights
        if sum(heights) <= _TALL_ROW:  # a short table stays whole
            return []
        fitting = _rows_within(heights, aH)
        left = aH - sum(heights[:fitting])
        tall = fitting < len(heights) and heights[fitting] > _TALL_ROW and left > _SMALLEST_PIECE
        self.splitByRow, self.splitInRow = (0, 1) if tall else (1, 0)
        if not tall and len(heights) - fitting == 1 and fitting > self.repeatRows + 2:
            first, *rest = super().split(aW, sum(heights[: fitting - 1]))
            # Room is left on purpose: without the break the rest would start again on this same page.
            return [first, FrameBreak(), *rest]
        parts = super().split(aW, aH)
        if tall and len(parts) == 2:
            self._name_again(parts[1], fitting)
        return parts

    def _name_again(self, rest: Flowable, row: int) -> None:
        """The first cell of a row that goes on says again, as an artifact, which one it is."""
        mine, theirs = cast(Any, self)._cellvalues, cast(Any, rest)._cellvalues
        name = mine[row][0]
        if isinstance(name, list | tuple) and name and isinstance(name[0], Paragraph):
            theirs[self.repeatRows][0] = [paragraph(marcado(name[0].getPlainText()), estilo.CELL_LABEL, None)]

    @property
    def row_heights(self) -> list[float]:
        """Height of each row, header first, once the table has been wrapped."""
        heights: list[float] = cast(Any, self)._rowHeights  # reportlab gives no public name to them
        return heights

    @property
    def lead(self) -> float:
        """The least that must stand together: the header and the first row, or the start of a tall one."""
        heights = self.row_heights
        if sum(heights) <= _TALL_ROW:
            return sum(heights)
        header, first = heights[: self.repeatRows], heights[self.repeatRows : self.repeatRows + 1]
        return sum(header) + sum(min(height, _SMALLEST_PIECE + 1) if height > _TALL_ROW else height for height in first)


def _rows_within(heights: Sequence[float], room: float) -> int:
    used = 0.0
    for index, height in enumerate(heights):
        used += height
        if used > room:
            return index
    return len(heights)


class RoomFor(CondPageBreak):
    """Goes to the next page unless these flowables fit, the last of them at least with its first lines or rows."""

    def __init__(self, flowables: Sequence[Flowable]) -> None:
        super().__init__(0)
        self._flowables = list(flowables)

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - reportlab's own parameter names
        """Measure, then behave as reportlab's own conditional break."""
        *before, last = self._flowables
        self.height = sum(_full_height(flowable, aW, aH) for flowable in before) + _lead(last, aW, aH)
        size: tuple[float, float] = super().wrap(aW, aH)
        return size


def _full_height(flowable: Flowable, width: float, room: float) -> float:
    height: float = flowable.wrap(width, room)[1]
    return height + flowable.getSpaceBefore() + flowable.getSpaceAfter()


def _lead(flowable: Flowable, width: float, room: float) -> float:
    height: float = flowable.wrap(width, room)[1]
    if isinstance(flowable, DataTable):
        height = min(height, flowable.lead)
    elif isinstance(flowable, Paragraph):
        height = min(height, _LEAD_OF_TALL * flowable.style.leading)
    return height + flowable.getSpaceBefore()


def data_table(columns: Sequence[Column], rows: Iterable[Sequence[str | Filler]], parent: Node) -> DataTable:
    """A table with a header row. Cells are texts, or fillers for anything richer. Columns without any data are left out
    where another column can grow."""
    content = [list(row) for row in rows]
    columns, content = _without_empty(columns, content)
    node = parent.add("Table")
    header = node.add("THead").add("TR")
    head: list[Cell] = [
        [paragraph(marcado(column.title), _head_style(column), header.add("TH", Scope="Column"))] for column in columns
    ]
    body = node.add("TBody")
    drawn = [head]
    for row in content:
        line = body.add("TR")
        drawn.append([_cell(value, column, line.add("TD")) for value, column in zip(row, columns, strict=True)])
    commands: list[tuple[Any, ...]] = [
        ("BACKGROUND", (0, 0), (-1, 0), estilo.SHADE),
        ("LINEABOVE", (0, 0), (-1, 0), 0.8, estilo.HAIRLINE),
        ("LINEBELOW", (0, 0), (-1, -1), estilo.HAIRLINE_WIDTH, estilo.RULE),
        ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
        *_padding(_PADDING_X, _PADDING_Y),
    ]
    return DataTable.of(drawn, [column.width * mm for column in columns], commands, header_rows=1)


def _without_empty(
    columns: Sequence[Column], rows: list[list[str | Filler]]
) -> tuple[list[Column], list[list[str | Filler]]]:
    growing = [column for column in columns if column.grows]
    kept = [
        index
        for index, column in enumerate(columns)
        if not growing or any(callable(row[index]) or str(row[index]).strip() for row in rows) or not rows
    ]
    chosen = [columns[index] for index in kept]
    free = sum(column.width for column in columns) - sum(column.width for column in chosen)
    share = free / (sum(column.grows for column in chosen) or 1)
    if chosen and not any(column.grows for column in chosen):  # the one that would grow has no data itself
        widest = max(range(len(chosen)), key=lambda n: chosen[n].width)
        chosen[widest] = replace(chosen[widest], grows=True)
    widened = [replace(column, width=column.width + share) if column.grows else column for column in chosen]
    return widened, [[row[index] for index in kept] for row in rows]


def _head_style(column: Column) -> Any:
    return estilo.HEAD_RIGHT if column.figures else estilo.HEAD


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
    """Rows of ``(label, value, share)``, shares being relative widths. Any value may be long."""
    made: list[Table] = []
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
        made.append(DataTable.of([cells], widths, commands))
    return made


def _pair(label: str, value: str, parent: Node) -> list[Flowable]:
    return [
        paragraph(marcado(label), estilo.CELL_LABEL, parent),
        paragraph(marcado(value) or "—", estilo.CELL, parent),
    ]

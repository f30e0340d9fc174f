"""How wide the columns of a table are, and in which lines a row goes where its columns have no room. No widget."""

from __future__ import annotations

import math

from supervisor_app.domain.texto import NO_BREAK_SPACE
from supervisor_app.ui.kit.theme import Theme
from supervisor_app.ui.lugares.oficina.renglones import Cell, Line, Table

PAD, GAP, ICON = 8, 6, 14
_SHORT, _READABLE = 28, 140
_SAMPLE = 150
"""Rows that are measured for the width of a column."""


def pieces(theme: Theme, table: Table, line: Line, width: float) -> list[str]:
    """What is not the name of the row, in as many lines as it takes."""
    parts = [
        _together(f"{column.title}: {cell.text}")
        for n, (column, cell) in enumerate(zip(table.columns, line.cells, strict=True))
        if n != table.main and cell.text
    ]
    return wrapped(theme, " · ".join(parts), width, "small") if parts else []


def _together(words: str) -> str:
    """Short ones are not torn apart at the end of a line."""
    return words.replace(" ", NO_BREAK_SPACE) if len(words) < _SHORT else words


def wrapped(theme: Theme, text: str, width: float, role: str) -> list[str]:
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and theme.text_width(longer, role) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines or [""]


def length(line: Line) -> int:
    return sum(len(cell.text) for cell in line.cells)


def natural(theme: Theme, table: Table, n: int) -> int:
    words = max((_cell_width(theme, line.cells[n]) for line in table.lines[:_SAMPLE]), default=0.0)
    return (
        math.ceil(max(words, theme.text_width(table.columns[n].title, "small-medium") + 2 * GAP))
        + 2 * theme.px(PAD)
        + 1
    )


def _cell_width(theme: Theme, cell: Cell) -> float:
    icon = theme.px(ICON) + GAP if cell.icon else 0
    return icon + theme.text_width(cell.text, "small-medium" if cell.strong else "small", figures=is_figure(cell))


def is_figure(cell: Cell) -> bool:
    """Figures of equal width for numbers and dates; in words and folios their hyphen would tear."""
    return not isinstance(cell.value, str | None)


def least_width(theme: Theme, table: Table, n: int, natural: int) -> int:
    """Under this a flexible column says too little."""
    title = math.ceil(theme.text_width(table.columns[n].title, "small-medium")) + 2 * theme.px(PAD) + 2 * GAP
    return max(title, min(natural, theme.px(_READABLE)))


def shared(table: Table, widths: list[int], least: dict[int, int], room: int) -> list[int]:
    """The flexible columns share what the others leave; what one does not need goes to those that do."""
    shares = dict(least)
    rest = room - sum(w for n, w in enumerate(widths) if n not in least) - sum(least.values())
    hungry = sorted(least, key=lambda n: (widths[n] - least[n]) / table.columns[n].flex)
    while hungry and rest > 0:
        n = hungry.pop(0)
        whole = sum(table.columns[m].flex for m in (n, *hungry))
        more = min(rest * table.columns[n].flex // whole, max(0, widths[n] - least[n]))
        shares[n] += more
        rest -= more
    whole = sum(table.columns[n].flex for n in least)
    for n in least if rest > 0 else ():
        shares[n] += rest * table.columns[n].flex // whole
    found = [shares.get(n, w) for n, w in enumerate(widths)]
    if not least and found:
        found[-1] += max(0, rest)
    return found

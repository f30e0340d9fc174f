"""A two-level list as flat rows, and everything a person does to its shape. Pure values: no Qt, nothing is saved here.

A row that is one level lower hangs from the nearest row above it that is not. The first row is always of level 1.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from supervisor_app.domain.informe import Bloque, Marcador, marcas


@dataclass(frozen=True, slots=True)
class ListRow:
    """One row: level 1 or 2, its kind of marker, its text."""

    nivel: int = 1
    marcador: Marcador = Marcador.PARRAFO
    texto: str = ""


Rows = tuple[ListRow, ...]
Spot = tuple[Rows, int]
"""Rows, and the index of the one where the person is."""


def rows_of(bloques: Sequence[Bloque], *, marcador: Marcador = Marcador.PARRAFO) -> Rows:
    """The rows of a section; an empty section is one empty row, of ``marcador``."""
    rows = []
    for bloque in bloques:
        rows.append(ListRow(1, bloque.marcador, bloque.texto))
        rows += [ListRow(2, child.marcador, child.texto) for child in bloque.subelementos]
    return tuple(rows) or (ListRow(1, marcador),)


def blocks_of(rows: Sequence[ListRow]) -> tuple[Bloque, ...]:
    """The blocks that these rows say. Nothing typed in any of them is no block at all."""
    if not any(row.texto.strip() for row in rows):
        return ()
    bloques: list[Bloque] = []
    for row in shaped(rows):
        bloque = Bloque(texto=row.texto, marcador=row.marcador)
        if row.nivel == 1:
            bloques.append(bloque)
        else:
            parent = bloques[-1]
            bloques[-1] = parent.model_copy(update={"subelementos": (*parent.subelementos, bloque)})
    return tuple(bloques)


def shaped(rows: Iterable[ListRow]) -> Rows:
    """The same rows with their levels in order; never none."""
    made = tuple(replace(row, nivel=1 if index == 0 else min(2, max(1, row.nivel))) for index, row in enumerate(rows))
    return made or (ListRow(),)


def markers(rows: Sequence[ListRow]) -> list[str]:
    """The generated marker of each row, "" for a paragraph."""
    bloques: list[list[Bloque]] = []
    for row in rows:
        # Built without validation: this runs at every keystroke, and only the kinds of marker are read.
        bloque = Bloque.model_construct(texto="", marcador=row.marcador, subelementos=())
        if row.nivel == 1 or not bloques:
            bloques.append([bloque])
        else:
            bloques[-1].append(bloque)
    nested = [first.model_copy(update={"subelementos": tuple(children)}) for first, *children in bloques]
    return [line.marca for line in marcas(nested)]


def end_of(rows: Sequence[ListRow], index: int) -> int:
    """The index after the last row that hangs from ``index``."""
    end = index + 1
    while rows[index].nivel == 1 and end < len(rows) and rows[end].nivel == 2:
        end += 1
    return end


def path_of(rows: Sequence[ListRow], index: int) -> str:
    """Where the row is in the section, as the validations name it: ``1`` or ``1.subelementos.0``."""
    parents = [i for i, row in enumerate(rows[: index + 1]) if row.nivel == 1]
    if rows[index].nivel == 1 or not parents:
        return str(len(parents) - 1)
    return f"{len(parents) - 1}.subelementos.{index - parents[-1] - 1}"


def at_path(rows: Sequence[ListRow], path: str) -> int:
    """The row of a path, 0 where there is none."""
    return next((i for i in range(len(rows)) if path_of(rows, i) == path), 0)


# --- what a person does -------------------------------------------------------------------------------------------


def split(rows: Rows, index: int, at: int) -> Spot:
    """Enter: what is after ``at`` becomes the next row. In an empty sub-item: raise it instead.

    After the end of a row from which others hang, the new one is the first of them, so that they stay with it.
    """
    row = rows[index]
    if not row.texto.strip() and row.nivel == 2:
        return lift(rows, index)
    before, after = row.texto[:at].rstrip(), row.texto[at:].lstrip()
    new = replace(row, texto=after)
    if not after and end_of(rows, index) > index + 1:
        new = replace(rows[index + 1], texto="")
    return (*rows[:index], replace(row, texto=before), new, *rows[index + 1 :]), index + 1


def lower(rows: Rows, index: int) -> Spot:
    """Tab: hang the row from the one above; its own sub-items become its siblings. The first row stays."""
    if index == 0 or rows[index].nivel == 2:
        return rows, index
    above = rows[index - 1]
    below = rows[index + 1] if index + 1 < len(rows) else None
    if above.nivel == 2:
        marcador = above.marcador
    elif below is not None and below.nivel == 2:
        marcador = below.marcador
    else:
        marcador = Marcador.LETRA
    return _put(rows, index, replace(rows[index], nivel=2, marcador=marcador)), index


def lift(rows: Rows, index: int) -> Spot:
    """Shift+Tab: the row becomes one of the first level, like its parent; the sub-items after it hang from it."""
    if rows[index].nivel == 1:
        return rows, index
    parent = next(row for row in reversed(rows[:index]) if row.nivel == 1)
    return _put(rows, index, replace(rows[index], nivel=1, marcador=parent.marcador)), index


def move(rows: Rows, index: int, by: int) -> Spot:
    """Alt+↑ or Alt+↓ (``by`` -1 or 1): change places with the neighbour, sub-items going along."""
    end = end_of(rows, index)
    piece = rows[index:end]
    if by < 0:
        start = index - 1
        while start > 0 and rows[start].nivel > piece[0].nivel:
            start -= 1
        if start < 0 or (piece[0].nivel == 2 and start == 0):
            return rows, index
        return (*rows[:start], *piece, *rows[start:index], *rows[end:]), start
    if end >= len(rows):
        return rows, index
    # A sub-item that goes past the next row of the first level becomes the first that hangs from it.
    past = end_of(rows, end) if piece[0].nivel == 1 else end + 1
    return (*rows[:index], *rows[end:past], *piece, *rows[past:]), index + past - end


def move_to(rows: Rows, index: int, before: int) -> Spot:
    """Drag the row with its sub-items to stand before row ``before`` (``len(rows)``: last)."""
    end = end_of(rows, index)
    if index <= before <= end:
        return rows, index
    piece, rest = rows[index:end], (*rows[:index], *rows[end:])
    target = before if before < index else before - len(piece)
    if piece[0].nivel == 1:
        while target < len(rest) and rest[target].nivel == 2:
            target += 1
    elif target == 0:
        return rows, index
    return (*rest[:target], *piece, *rest[target:]), target


def join(rows: Rows, index: int) -> tuple[Rows, int, int]:
    """Make one row of ``index`` and the next; returns where the seam is: row and place in its text."""
    first, second = rows[index].texto, rows[index + 1].texto.lstrip()
    gap = " " if first and second and not first.endswith(" ") else ""
    text = f"{first}{gap}{second}"
    made = (*rows[:index], replace(rows[index], texto=text), *rows[index + 2 :])
    return shaped(made), index, len(first) + len(gap)


def remove(rows: Rows, index: int) -> Spot:
    """Take the row away; what hung from it stays. The last row left is emptied instead."""
    if len(rows) == 1:
        return (replace(rows[0], texto=""),), 0
    return shaped((*rows[:index], *rows[index + 1 :])), max(0, index - 1)


def cut(rows: Rows, start: int, at: int, end: int, until: int) -> Rows:
    """Take away everything from place ``at`` of row ``start`` to place ``until`` of row ``end``."""
    text = rows[start].texto[:at] + rows[end].texto[until:]
    return shaped((*rows[:start], replace(rows[start], texto=text), *rows[end + 1 :]))


def run_of(rows: Sequence[ListRow], index: int) -> list[int]:
    """The rows that count on together with ``index``: neighbours of its level, under the same row, equally marked."""
    row = rows[index]
    found = [index]
    for step in (-1, 1):
        at = index + step
        while 0 <= at < len(rows) and not (rows[at].nivel < row.nivel):
            if rows[at].nivel == row.nivel:
                if rows[at].marcador is not row.marcador:
                    break
                found.append(at)
            at += step
    return sorted(found)


def mark(rows: Rows, index: int, marcador: Marcador) -> Rows:
    """Change the marker of the whole run to which the row belongs."""
    run = set(run_of(rows, index))
    return tuple(replace(row, marcador=marcador) if i in run else row for i, row in enumerate(rows))


def insert(rows: Rows, index: int, at: int, new: Sequence[ListRow]) -> tuple[Rows, int, int]:
    """Paste rows at a place of a row; returns where the person is then: row and place in its text.

    In an empty row the first of them takes its place; otherwise its text goes on in the row that is there.
    """
    row = rows[index]
    tail = row.texto[at:]
    if row.texto.strip():
        first = replace(row, texto=row.texto[:at] + new[0].texto)
    else:
        first = new[0] if index else replace(new[0], nivel=1)
    pasted = [first, *new[1:]]
    place = len(pasted[-1].texto)
    pasted[-1] = replace(pasted[-1], texto=pasted[-1].texto + tail)
    return shaped((*rows[:index], *pasted, *rows[index + 1 :])), index + len(pasted) - 1, place


def missing_in(rows: Rows, bloques: Sequence[Bloque]) -> Rows:
    """Those of ``bloques``, as rows, whose text is not in ``rows`` yet."""
    known = {bare(row.texto) for row in rows}
    return tuple(row for row in rows_of(bloques) if row.texto.strip() and bare(row.texto) not in known)


def append_missing(rows: Rows, bloques: Sequence[Bloque]) -> Rows:
    """``rows`` and after them those of ``bloques`` whose text is not there yet."""
    new = missing_in(rows, bloques)
    kept = rows if any(row.texto.strip() for row in rows) else ()
    return shaped((*kept, *new)) if new else rows


def bare(text: str) -> str:
    """The words of a row without case, spaces and the sign at its end, to tell whether two rows say the same."""
    return " ".join(text.casefold().split()).rstrip(".;, ")


def _put(rows: Rows, index: int, row: ListRow) -> Rows:
    return (*rows[:index], row, *rows[index + 1 :])

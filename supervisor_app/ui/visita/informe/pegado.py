"""Reads pasted lines as rows: a marker typed at the beginning of a line becomes a real one. Pure, no Qt.

It must never change the words of a line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from supervisor_app.domain.informe import Marcador
from supervisor_app.ui.visita.informe.lista import ListRow, Rows, markers

_NUMBER = re.compile(r"(\d{1,3})\s?(?:\.\s?-|\.\)|[.)\-–])(?:\s+|$)")
_LETTER = re.compile(r"([A-Za-zñÑ]{1,2})\s?(?:\)|\.-)(?:\s+|$)")
_BULLET = re.compile(r"(?:[•●○▪■◦·‣⁃*\uf0b7\-–—](?:\s+|$)|o\t)")
_LINE_ENDS = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")


def read_lines(text: str, current: ListRow) -> Rows:
    """The rows of a pasted text, for a place like ``current``; blank lines are left out.

    The first kind of marker seen is of the level of ``current``; other kinds, and lines further in, hang from it.
    Lines without any marker are like ``current`` where no line has one, else paragraphs.
    """
    lines = [line for line in _LINE_ENDS.split(text) if line.strip()]
    read = [_read(line) for line in lines]
    if all(marcador is None for _, marcador, _ in read):
        return tuple(ListRow(current.nivel, current.marcador, words) for _, _, words in read)
    first = next((indent, marcador) for indent, marcador, _ in read if marcador is not None)
    return tuple(
        ListRow(_level(indent, marcador, first, current), marcador or Marcador.PARRAFO, words)
        for indent, marcador, words in read
    )


def write_lines(rows: Sequence[ListRow]) -> str:
    """The rows as plain text with their markers, for other programs; ``read_lines`` understands it."""
    return "\n".join(
        "\t" * (row.nivel - 1) + (f"{marker}\t" if marker else "") + row.texto
        for row, marker in zip(rows, markers(rows), strict=True)
    )


def _read(line: str) -> tuple[int, Marcador | None, str]:
    """Indentation in columns, kind of marker (None without one), and the words after it."""
    bare = line.lstrip(" \t\xa0")
    indent = sum(4 if char == "\t" else 1 for char in line[: len(line) - len(bare)])
    for pattern, marcador in (
        (_NUMBER, Marcador.NUMERO),
        (_LETTER, Marcador.LETRA),
        (_BULLET, Marcador.LETRA),
    ):
        found = pattern.match(bare)
        if found:
            return indent, marcador, bare[found.end() :].strip()
    return indent, None, bare.strip()


def _level(indent: int, marcador: Marcador | None, first: tuple[int, Marcador], current: ListRow) -> int:
    if current.nivel == 2:
        return 2
    if marcador is None:
        return 1
    return 2 if marcador is not first[1] or indent > first[0] + 1 else 1

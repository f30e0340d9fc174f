"""A list of the office: its columns and rows as they are shown, and the same as they are exported. No widget."""

from __future__ import annotations

from dataclasses import dataclass

from supervisor_app.services.oficina.exporta import Valor


@dataclass(frozen=True, slots=True)
class Column:
    """``flex``: takes a share of what is left, and is elided; the others are as wide as what they hold."""

    title: str
    right: bool = False
    flex: int = 0


@dataclass(frozen=True, slots=True)
class Cell:
    """``value``: what is exported, the words themselves where it is None."""

    text: str
    value: Valor = None
    icon: str = ""
    ink: str = "text"
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """``key``: what opening it leads to; "" for a row that leads nowhere."""

    cells: tuple[Cell, ...]
    key: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """``main``: the column that names a row."""

    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    main: int = 0

    @property
    def titles(self) -> tuple[str, ...]:
        return tuple(c.title for c in self.columns)

    def values(self) -> list[tuple[Valor, ...]]:
        """The rows for a file."""
        return [tuple(c.text if c.value is None else c.value for c in line.cells) for line in self.lines]

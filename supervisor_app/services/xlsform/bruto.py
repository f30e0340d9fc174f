"""What was read of a workbook before it is a definition: questions and columns with their place, by their own names.

It must never know the number that a question will have; ``nombres`` gives it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from supervisor_app.domain.cedula.definition import Kind
from supervisor_app.services.xlsform.encabezados import Renglon
from supervisor_app.services.xlsform.problemas import Lugar


@dataclass(frozen=True)
class ReglaBruta:
    """One rule. ``orden`` is the place it asks for among those of its question, from 1; None for the next free one."""

    expresion: str
    mensaje: str
    dura: bool
    lugar: Lugar
    lugar_mensaje: Lugar
    orden: int | None = None


@dataclass
class ParteBruta:
    """A question or a column, named as in the sheet. ``textos`` are the fields that need no reading."""

    nombre: str
    renglon: Renglon
    kind: Kind
    tipo: str
    textos: dict[str, str] = field(default_factory=dict)
    lugares: dict[str, Lugar] = field(default_factory=dict)
    relevantes: list[tuple[str, Lugar]] = field(default_factory=list)
    calculo: str = ""
    inicial: str = ""
    filtro: str = ""
    opcional: bool = False
    lista: str = ""
    decimales: int = 0
    reglas: list[ReglaBruta] = field(default_factory=list)


@dataclass
class PreguntaBruta(ParteBruta):
    """A question. ``filas`` is the name of the repeat of a muestra; ``propia`` says it is the group that we write."""

    apartado: str = ""
    columnas: list[ParteBruta] = field(default_factory=list)
    filas: str = ""
    propia: bool = False

"""ASM tables as they are kept: their emissions, the lists that an office edits, and what undo goes back to.

What was emitted is never changed. It must never read a clock nor a disk.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from itertools import pairwise
from typing import Annotated

from pydantic import Field

from supervisor_app.domain.asm import TablaAsm
from supervisor_app.domain.base import Value
from supervisor_app.domain.informe import Linea
from supervisor_app.domain.tabla import simple
from supervisor_app.errors import UserError

DESHIZO, REHIZO, VOLVIO = "Deshizo: ", "Rehízo: ", "Volvió a la versión "
_VALORES = 40
_LARGO = 80


class EmisionAsm(Value):
    """A PDF that was made of a table, once and for all. ``de_version``: of which version of the table; ``registro``:
    the hash of the record that is printed at its foot; ``sha256``: that of the file.
    """

    tabla: str
    folio: Linea
    version: Annotated[int, Field(ge=1)]
    de_version: Annotated[int, Field(ge=1)]
    registro: str
    sha256: str
    octetos: Annotated[int, Field(ge=0)]


class Lista(StrEnum):
    """The lists that an office keeps for its tables."""

    CLASES = "clases"
    PRIORIDADES = "prioridades"

    @property
    def label(self) -> str:
        return {"clases": "Clases", "prioridades": "Prioridades"}[self.value]


class ListaAsm(Value):
    """The words of a list, in order. Tables keep the words that they were given, whatever becomes of the list."""

    valores: tuple[Linea, ...] = ()


class EstadoAsm(StrEnum):
    """Derived from the table and its last emission, never kept."""

    BORRADOR = "borrador"
    EMITIDA = "emitida"
    CAMBIADA = "cambiada"


def estado_de(tabla: TablaAsm, ultima: EmisionAsm | None, registro: str) -> EstadoAsm:
    """``registro``: the hash of the record that the table would have in that emission."""
    if ultima is None:
        return EstadoAsm.BORRADOR
    return EstadoAsm.EMITIDA if ultima.registro == registro else EstadoAsm.CAMBIADA


# --- lists ----------------------------------------------------------------------------------------------------------


def revisada(valores: Sequence[str]) -> ListaAsm:
    """A list without empty words. Raises UserError where two are the same word or one is too long."""
    limpios = [" ".join(v.split()) for v in valores if v.strip()]
    if len(limpios) > _VALORES:
        raise UserError(f"Una lista lleva a lo más {_VALORES} valores. Quite los que ya no usa.")
    vistos: set[str] = set()
    for valor in limpios:
        if len(valor) > _LARGO:
            raise UserError(f"«{valor[:30]}…» es muy largo; escriba a lo más {_LARGO} caracteres.")
        if simple(valor) in vistos:
            raise UserError(f"«{valor}» ya está en la lista.")
        vistos.add(simple(valor))
    return ListaAsm(valores=tuple(limpios))


# --- what undo goes back to -----------------------------------------------------------------------------------------


class Paso(Value):
    """A version in the history of a table: its number, and in what words it was written."""

    version: int
    cuando: datetime
    quien: str = ""
    que: str


def por_deshacer(historia: Sequence[Paso]) -> tuple[int, str] | None:
    """Which version undo writes anew, and what it takes back; None where nothing is left. The first version is the
    table as it was made, and stays."""
    hechos, _ = _pilas(historia)
    return hechos[-1] if hechos else None


def por_rehacer(historia: Sequence[Paso]) -> tuple[int, str] | None:
    """Which version redo writes anew, and what it does again."""
    _, deshechos = _pilas(historia)
    return deshechos[-1] if deshechos else None


def _pilas(historia: Sequence[Paso]) -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
    """What undo and redo would do, each as the version whose content comes back and the words of the step."""
    hechos: list[tuple[int, str]] = []
    deshechos: list[tuple[int, str]] = []
    for antes, paso in pairwise(historia):
        if paso.que.startswith(DESHIZO) and hechos:
            _, que = hechos.pop()
            deshechos.append((antes.version, que))
        elif paso.que.startswith(REHIZO) and deshechos:
            _, que = deshechos.pop()
            hechos.append((antes.version, que))
        else:
            hechos.append((antes.version, paso.que))
            deshechos.clear()
    return hechos, deshechos

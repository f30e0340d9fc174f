"""The fixed texts of the ASM table, read from ``forms/documentos/asm.yaml``. It must never compute anything."""

from __future__ import annotations

from collections.abc import Mapping

from supervisor_app.domain.asm import Derivados
from supervisor_app.domain.base import Value
from supervisor_app.domain.informe import Linea


class ColumnasAsm(Value):
    """The headings of the seven columns, exact."""

    numero: Linea
    aspecto: Linea
    actividades: Linea
    areas: Linea
    fecha: Linea
    resultados: Linea
    productos: Linea


class AvancesAsm(Value):
    """The headings of the optional columns of progress."""

    avance: Linea
    documento: Linea
    observaciones: Linea


class TextosAsm(Value):
    """``titulo``, its two lines, may use ``{clase}``, and so may ``derivados``, the second line of tables that come
    from elsewhere; ``corte``, ``{fecha}``; ``cierre``, ``{aspectos}`` and ``{programa}``. ``clases`` and
    ``prioridades`` are those that are known where the office keeps no lists of its own."""

    titulo: tuple[Linea, Linea]
    derivados: Mapping[Derivados, Linea]
    clases: tuple[Linea, ...]
    prioridades: tuple[Linea, ...]
    prioridad: Linea
    documento: Linea
    practica: Linea
    columnas: ColumnasAsm
    avances: AvancesAsm
    corte: Linea
    firmas: Linea
    cierre: Linea

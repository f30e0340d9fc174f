"""Answers that a new version of their cédula has no place for.

Nothing answered is dropped: they are kept and printed. This module must never decide what has a place (``acomodo``
does).
"""

from __future__ import annotations

from enum import StrEnum

from supervisor_app.domain.base import Value
from supervisor_app.domain.cedula.answers import Fila, Respuesta
from supervisor_app.domain.cedula.definition import ItemDefinition
from supervisor_app.domain.muestreo.registro import Muestreo


class Alcance(StrEnum):
    """How much of an answer lost its place: all of it, some of its choices, or some own cells of its rows."""

    TODO = "todo"
    OPCIONES = "opciones"
    CELDAS = "celdas"


class SinLugar(Value):
    """What was answered to ``punto``, the question as ``version`` asked it. ``motivo`` is a sentence.

    ``id`` is ``visita:item:hash:sin_lugar``, the hash being of what is kept: two copies of a visit that follow the same
    version make the same record. Of ``Alcance.OPCIONES``, the answer has only the choices that left; of
    ``Alcance.CELDAS``, the rows have only the cells that left and the answer is empty.
    """

    id: str
    visita_id: str
    cedula: str
    version: int
    item_id: str
    punto: ItemDefinition
    motivo: str
    respuesta: Respuesta
    filas: tuple[Fila, ...] = ()
    muestreo: Muestreo | None = None
    alcance: Alcance = Alcance.TODO

    @property
    def levanta_inconsistencia(self) -> bool:
        return self.alcance is Alcance.TODO and self.respuesta.levanta_inconsistencia

    @property
    def pregunta(self) -> str:
        return self.punto.pregunta

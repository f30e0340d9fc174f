"""How a record of the domain is written in its table, and read back. It must never run a query of its own."""

from __future__ import annotations

from supervisor_app.domain.borrador import InformeBorrador
from supervisor_app.domain.cedula.answers import Aplicada, Fila, Respuesta
from supervisor_app.domain.evidencia import Evidencia
from supervisor_app.domain.expediente import Entidad
from supervisor_app.domain.hallazgo import Inconsistencia, Medida
from supervisor_app.domain.visita import Visita

CLASES: dict[str, type[Entidad]] = {
    "visita": Visita,
    "aplicada": Aplicada,
    "respuesta": Respuesta,
    "fila": Fila,
    "evidencia": Evidencia,
    "inconsistencia": Inconsistencia,
    "medida": Medida,
    "informe": InformeBorrador,
}


def tabla_de(clase: type[object]) -> str:
    """The table that keeps records of this class."""
    return next(t for t, c in CLASES.items() if c is clase)


def a_json(valor: Entidad | None) -> str | None:
    return None if valor is None else valor.model_dump_json(by_alias=True)


def de_json(tabla: str, datos: str | None) -> Entidad | None:
    """Raises ValueError where the text is no such record."""
    return None if datos is None else CLASES[tabla].model_validate_json(datos)

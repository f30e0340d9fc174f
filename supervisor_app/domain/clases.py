"""The kinds of records that a visit has, by the name under which they are stored and travel. Nothing else."""

from __future__ import annotations

from collections.abc import Mapping

from supervisor_app.domain.acta import Acta
from supervisor_app.domain.borrador import InformeBorrador
from supervisor_app.domain.cedula.answers import Aplicada, CedulaFijada, Fila, Respuesta
from supervisor_app.domain.cedula.sin_lugar import SinLugar
from supervisor_app.domain.choque import Choque
from supervisor_app.domain.evidencia import Evidencia
from supervisor_app.domain.expediente import Entidad
from supervisor_app.domain.hallazgo import Inconsistencia, Medida
from supervisor_app.domain.indicador import IndicadorMedido
from supervisor_app.domain.muestreo.registro import Muestreo
from supervisor_app.domain.seguimiento import Verificacion
from supervisor_app.domain.visita import Visita

CLASES: Mapping[str, type[Entidad]] = {
    "visita": Visita,
    "fijada": CedulaFijada,
    "aplicada": Aplicada,
    "respuesta": Respuesta,
    "fila": Fila,
    "evidencia": Evidencia,
    "inconsistencia": Inconsistencia,
    "medida": Medida,
    "verificacion": Verificacion,
    "muestreo": Muestreo,
    "sin_lugar": SinLugar,
    "indicador": IndicadorMedido,
    "acta": Acta,
    "informe": InformeBorrador,
    "choque": Choque,
}

QUE_VIAJAN = frozenset(CLASES) - {"choque"}
"""The kinds of which a copy carries the versions; a clash is derived by each copy."""

_NOMBRES = {clase: nombre for nombre, clase in CLASES.items()}


def nombre_de(clase: type[object]) -> str:
    """The name of a kind."""
    return _NOMBRES[clase]  # type: ignore[index]  # any class may ask; what is no record is a bug

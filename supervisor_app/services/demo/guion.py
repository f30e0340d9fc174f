"""What one fictitious visit says, as data: cédulas, answers, findings, files, and what it finds of the one before.

No verb and no clock.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from supervisor_app.domain.seguimiento import ResultadoVerificacion
from supervisor_app.services.demo import datos
from supervisor_app.services.demo.datos import Contestacion
from supervisor_app.services.demo.evidencias import ARCHIVOS, ArchivoDemo
from supervisor_app.services.demo.hallazgos import HALLAZGOS, HallazgoDemo


@dataclass(frozen=True, slots=True)
class MedidaVerificadaDemo:
    """What is verified of the first measure of an earlier finding. ``dias``: more time granted, and why."""

    cumplida: bool | None = None
    avance: int | None = None
    nota: str = ""
    dias: int = 0
    motivo: str = ""


@dataclass(frozen=True, slots=True)
class VerificacionDemo:
    """What the visit finds of the earlier finding in ``item``. ``archivo`` proves it."""

    item: str
    resultado: ResultadoVerificacion
    nota: str
    medida: MedidaVerificadaDemo
    archivo: ArchivoDemo | None = None


@dataclass(frozen=True, slots=True)
class Guion:
    """One visit. ``hace``: how many days before today it was; ``principal``: with all that a visit may have."""

    cedulas: tuple[str, ...]
    contestaciones: Mapping[str, Contestacion]
    hallazgos: Mapping[str, HallazgoDemo]
    archivos: tuple[ArchivoDemo, ...] = ()
    hace: int = 0
    principal: bool = False
    recorrido: str = ""
    reconocimiento: str = ""
    contribuciones: tuple[str, ...] = ()


PRINCIPAL: Final = Guion(
    cedulas=datos.CEDULAS,
    contestaciones=datos.CONTESTACIONES,
    hallazgos=HALLAZGOS,
    archivos=ARCHIVOS,
    principal=True,
    recorrido=datos.RECORRIDO,
    reconocimiento=datos.RECONOCIMIENTO,
    contribuciones=datos.CONTRIBUCIONES,
)

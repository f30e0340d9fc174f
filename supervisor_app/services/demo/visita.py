"""A fictitious visit from creation to delivery, through the same verbs and commands as the window.

For the demo of the command line, the window's practice visit, the pictures and the tests. It must never write into the
settings by itself, nor sign in a data folder whose settings do not say that its data are fictitious.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final, Literal, get_args

from supervisor_app.domain.expediente import Expediente
from supervisor_app.errors import UserError
from supervisor_app.services.demo import datos
from supervisor_app.services.demo.anterior import ANTERIOR
from supervisor_app.services.demo.guion import PRINCIPAL, Guion
from supervisor_app.services.demo.pasos import ENTREGA, Demo, ServiciosDemo
from supervisor_app.settings import Ajustes, FirmanteFrecuente

__all__ = [
    "ENTREGA", "ETAPAS", "Etapa", "ServiciosDemo", "ajustes_demo", "crear_anterior_demo", "crear_visita_demo",
]  # fmt: skip

Etapa = Literal["preparacion", "cedulas", "inconsistencias", "informe", "firma", "entrega"]
ETAPAS: Final[tuple[Etapa, ...]] = get_args(Etapa)

_FRASES: Final[dict[Etapa, str]] = {
    "preparacion": "Preparación: unidad, fechas, pliego, equipo y cédulas",
    "cedulas": "Cédulas: respuestas, muestras, notas y evidencia",
    "inconsistencias": "Inconsistencias y medidas acordadas",
    "informe": "Informe de la comisión",
    "firma": "Documentos: emisión, firma con e.firma de prueba y verificación",
    "entrega": "Cierre y entrega",
}


def ajustes_demo(destino: Path | None = None) -> Ajustes:
    """The settings of a demo data folder: the supervisor of the demo, and data marked as fictitious."""
    return Ajustes(
        nombre=datos.SUPERVISORA.nombre,
        cargo=datos.SUPERVISORA.cargo,
        adscripcion=datos.ADSCRIPCION,
        ooad=datos.OOAD,
        ciudad=datos.CIUDAD,
        coordinador_normativo=datos.COORDINADOR,
        coordinacion_normativa=datos.COORDINACION,
        firmantes=tuple(
            FirmanteFrecuente(nombre=p.nombre, cargo=p.cargo) for p in (datos.ACOMPANANTE, datos.TITULAR, datos.RECIBIO)
        ),
        destino=str(destino) if destino is not None else "",
        ficticio=True,
    )


def crear_visita_demo(
    servicios: ServiciosDemo,
    *,
    hasta: Etapa,
    avisar: Callable[[str], None] | None = None,
    tras: Expediente | None = None,
) -> Expediente:
    """A new fictitious visit taken through every stage up to ``hasta``, each change saved as a person's would be.

    ``avisar`` hears the Spanish name of each stage as it starts. From «firma» on, the settings must say that the data
    are fictitious (:func:`ajustes_demo`), because a test authority becomes trusted; UserError otherwise, and then
    nothing was made. «entrega» delivers to the settings' destination, or to a folder inside the data folder. ``tras``
    is the visit of three months before (:func:`crear_anterior_demo`), whose findings this one verifies.
    """
    return _hacer(servicios, PRINCIPAL, hasta=hasta, avisar=avisar, tras=tras)


def crear_anterior_demo(servicios: ServiciosDemo) -> Expediente:
    """The visit to the same unit of three months before, closed and delivered. The settings must be fictitious."""
    return _hacer(servicios, ANTERIOR, hasta="entrega", avisar=None, tras=None)


def _hacer(
    servicios: ServiciosDemo,
    guion: Guion,
    *,
    hasta: Etapa,
    avisar: Callable[[str], None] | None,
    tras: Expediente | None,
) -> Expediente:
    alcance = ETAPAS[: ETAPAS.index(hasta) + 1]
    if "firma" in alcance and not servicios.ajustes.leer().ficticio:
        raise UserError("La demostración sólo firma en una carpeta de datos ficticios.")
    demo = Demo(servicios, guion)
    pasos: dict[Etapa, Callable[[], None]] = {
        "preparacion": demo.preparacion,
        "cedulas": demo.cedulas,
        "inconsistencias": demo.inconsistencias,
        "informe": demo.informe,
        "firma": demo.firma,
        "entrega": demo.entrega,
    }
    for etapa in alcance:
        if avisar is not None:
            avisar(_FRASES[etapa])
        pasos[etapa]()
        if etapa == "inconsistencias" and tras is not None:
            demo.verificar(tras)
    return demo.e

"""Hands of the tests of commands."""

from supervisor_app.domain import comandos
from supervisor_app.domain.cedula.answers import Fila
from supervisor_app.domain.expediente import Expediente
from tests.visita_ficticia import (
    CONTROL,
    MUESTRA,
    NO_CUMPLE,
    aplicar,
    expediente,
    responder,
)


def con_filas(e: Expediente, *filas: Fila) -> Expediente:
    return aplicar(e, comandos.guardar_filas(e, MUESTRA, filas, "Pegó renglones"))


def con_hallazgo() -> tuple[Expediente, str]:
    """A visit with one finding, and the finding's identifier."""
    e = responder(expediente(), CONTROL.id, NO_CUMPLE)
    return e, e.inconsistencias_en_orden()[0].id
